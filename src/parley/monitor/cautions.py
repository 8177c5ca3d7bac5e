"""Cautions: what a user has to know before reading a finding, of the reading itself and of the data."""

from collections.abc import Sequence
from datetime import date

from parley.monitor.areas import has_self_crossing
from parley.monitor.intake import Tally
from parley.vocabulary import WatchedReading

# Where the last weeks of a file have fewer than half the incidents of those before, reports may still be coming.
LAG_WEEKS, LAG_BASE_WEEKS, LAG_SHARE = 4, 12, 0.5
CANDIDATE_LAG_DAYS = 60


def warn_of_reading(reading: WatchedReading) -> list[str]:
    """Return what the reading leaves open: days assumed, parties without names, areas repaired, conditions."""
    warnings = [f"assumed: {one}" for one in reading.assumed]
    unnamed = sorted(set(reading.by) - {party for party, _ in reading.side_names})
    if unnamed:
        warnings.append(
            f"no names of data sets are given for {', '.join(unnamed)}: whether a side is bound is in doubt "
            "(write [sides] in the commitments file)"
        )
    if reading.side_names and not reading.names_are_of_data_sets:
        warnings.append(
            "the names of the parties are those of the encounter file, and data sets may write others: a side that "
            "bears none of them is in doubt (write [sides] in a commitments file)"
        )
    areas = [reading.area, *([reading.area.except_for] if reading.area.except_for else [])]
    if any(has_self_crossing(text) for area in areas for text in area.geometries):
        warnings.append("a polygon crosses itself; it was repaired, look at whether it is the area that is meant")
    if reading.condition:
        warnings.append(f"it holds on a condition, which is not checked here: “{reading.condition}”")
    return warnings


def warn_of_data(
    reading: WatchedReading, files: Sequence[Tally], start: int, end: int, first: date, last: date
) -> list[str]:
    """Return where the data do not reach as far as the windows, or are still being reported at their end."""
    warnings = []
    if last.toordinal() < start:
        warnings.append(f"the incidents end on {last}, before the reading begins")
    elif end - 1 > last.toordinal() and (reading.ends_on or reading.watched_until):
        warnings.append(f"the incidents end on {last}, before the last day of the window")
    before = reading.before_days
    if before and first.toordinal() > start - before:
        warnings.append(f"the incidents begin on {first}: the window before is cut short")
    tail = min(end - 1, last.toordinal())
    for file in files if tail >= start else ():
        if file.candidate and file.last_on and tail > file.last_on.toordinal() - CANDIDATE_LAG_DAYS:
            warnings.append(
                f"{file.file} is a candidate release: the last weeks before {file.last_on} are still being reported"
            )
        elif file.last_on and tail > file.last_on.toordinal() - 7 * LAG_WEEKS and _falls_off(file):
            warnings.append(
                f"{file.file}: its last {LAG_WEEKS} weeks have less than half the incidents of the {LAG_BASE_WEEKS} "
                "before; reports may still be coming"
            )
    return warnings


def _falls_off(file: Tally) -> bool:
    assert file.last_on is not None
    end = (file.last_on.toordinal() + 1) // 7
    late = sum(file.weekly.get(week, 0) for week in range(end - LAG_WEEKS, end + 1))
    base = sum(file.weekly.get(week, 0) for week in range(end - LAG_WEEKS - LAG_BASE_WEEKS, end - LAG_WEEKS))
    return base >= LAG_BASE_WEEKS and late / LAG_WEEKS < LAG_SHARE * base / LAG_BASE_WEEKS
