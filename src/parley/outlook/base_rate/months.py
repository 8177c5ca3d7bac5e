"""The table of conflict-months: for each month in which a conflict is at risk, what was known on its first day.

Nothing enters that was not known then: that a conflict is active in a year is known only at the year's end, so a
conflict is at risk in a month if it was active in the year before, or if its episode passed 25 deaths before the month
began. Its type and intensity are those of the year before; for an episode that began this year, only whether two
states fight each other is taken from it.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.outlook.base_rate.sources import INTERNATIONALISED, INTERSTATE, Agreement, ConflictYear

HORIZONS = (1, 3, 6, 12)
ONSET_MONTHS = 24
FIRST_YEAR = 1991
FEATURES = (
    "intensity_last_year",
    "war_last_year",
    "new_conflict",
    "interstate",
    "internationalised",
    "territorial",
    "log_years",
    "log_agreements_12_months",
    "log_prenegotiation_12_months",
    "log_ceasefires_24_months",
    "log_ceasefires_ever",
    "third_party_24_months",
    "log_months_since_agreement",
)
LONGEST_SINCE_MONTHS = 240


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a conflict on the first day of a month; days are before that day."""

    type: int
    intensity: int
    new: bool
    territorial: bool
    began_on: date
    agreements: tuple[Agreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Months:
    """The table. `month` counts months from year 0; `outcomes` has a column a horizon, NaN where not resolved.

    `onset` says that no ceasefire agreement was signed in the 24 months before.
    """

    conflict: NDArray[np.int64]
    month: NDArray[np.int64]
    features: NDArray[np.float64]
    outcomes: NDArray[np.float64]
    onset: NDArray[np.bool_]
    kind: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.conflict)

    def where(self, rows: NDArray[Any]) -> "Months":
        """Return the table of these rows."""
        return Months(
            self.conflict[rows],
            self.month[rows],
            self.features[rows],
            self.outcomes[rows],
            self.onset[rows],
            self.kind[rows],
        )


def build_months(
    agreements: Sequence[Agreement], conflicts: Sequence[ConflictYear], last_day: date | None = None
) -> Months:
    """Return every conflict-month at risk up to `last_day`, the day up to which agreements are recorded.

    Without one it is the last day of an agreement. A horizon that reaches beyond it is not resolved.
    """
    signed = _by_conflict(agreements)
    years = {(one.conflict, one.year): one for one in conflicts}
    last = last_day or max(one.signed_on for one in agreements)
    final = _month(last) + 1
    rows: list[tuple[int, int, list[float], list[float], bool, int]] = []
    for conflict in sorted({one.conflict for one in conflicts}):
        own = signed.get(conflict, ())
        ceasefires = sorted(one.signed_on for one in own if one.ceasefire)
        for month in range(FIRST_YEAR * 12, final):
            known = know(conflict, month, years, own)
            if known is None:
                continue
            outcomes = [_outcome(ceasefires, month, horizon, last) for horizon in HORIZONS]
            values = make_features(known, first_day(month))
            rows.append((conflict, month, values, outcomes, is_onset(known, month), known.type))
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [()] * 6
    return Months(
        np.array(columns[0], np.int64),
        np.array(columns[1], np.int64),
        np.array(columns[2], np.float64).reshape(len(rows), len(FEATURES)),
        np.array(columns[3], np.float64).reshape(len(rows), len(HORIZONS)),
        np.array(columns[4], bool),
        np.array(columns[5], np.int64),
    )


def know(
    conflict: int, month: int, years: Mapping[tuple[int, int], ConflictYear], agreements: Sequence[Agreement]
) -> Known | None:
    """Return what is known of a conflict on the first day of a month, None where it is not at risk."""
    day = first_day(month)
    before, now = years.get((conflict, day.year - 1)), years.get((conflict, day.year))
    earlier = tuple(one for one in agreements if one.signed_on < day)
    if before is not None:
        return Known(before.type, before.intensity, False, before.territorial, before.began_on, earlier)
    if now is not None and now.passed_on < day:
        # That troops of a third state take part may become so later in the year; that two states fight is known.
        type_ = INTERSTATE if now.type == INTERSTATE else 3
        return Known(type_, 0, True, now.territorial, now.began_on, earlier)
    return None


def make_features(known: Known, day: date) -> list[float]:
    """Return the features of FEATURES, in their order."""
    months = [_months_between(one.signed_on, day) for one in known.agreements]
    year = [one for one, ago in zip(known.agreements, months, strict=True) if ago < 12]
    two_years = [one for one, ago in zip(known.agreements, months, strict=True) if ago < ONSET_MONTHS]
    since = min([*months, LONGEST_SINCE_MONTHS])
    return [
        float(known.intensity),
        float(known.intensity == 2),
        float(known.new),
        float(known.type == INTERSTATE),
        float(known.type == INTERNATIONALISED),
        float(known.territorial),
        log1p(max(0.0, (day - known.began_on).days / 365.25)),
        log1p(len(year)),
        log1p(sum(one.prenegotiation for one in year)),
        log1p(sum(one.ceasefire for one in two_years)),
        log1p(sum(one.ceasefire for one in known.agreements)),
        float(any(one.third_party for one in two_years)),
        log1p(since),
    ]


def is_onset(known: Known, month: int) -> bool:
    """Return whether no ceasefire agreement was signed in the 24 months before."""
    day = first_day(month)
    return not any(one.ceasefire and _months_between(one.signed_on, day) < ONSET_MONTHS for one in known.agreements)


def first_day(month: int) -> date:
    """Return the first day of a month that is counted from year 0."""
    return date(month // 12, month % 12 + 1, 1)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _months_between(earlier: date, first: date) -> int:
    """Return whole months back from the first day of a month: 0 for the month just past."""
    return _month(first) - _month(earlier) - 1


def _outcome(ceasefires: list[date], month: int, horizon: int, last: date) -> float:
    """Return whether one was signed in the months from `month` on, NaN where the record does not reach so far."""
    begin, end = first_day(month), first_day(month + horizon)
    if end.toordinal() - 1 > last.toordinal():
        return float("nan")
    place = bisect_left(ceasefires, begin)
    return float(place < len(ceasefires) and ceasefires[place] < end)


def _by_conflict(agreements: Sequence[Agreement]) -> dict[int, tuple[Agreement, ...]]:
    found: dict[int, list[Agreement]] = {}
    for one in agreements:
        for conflict in one.conflicts:
            found.setdefault(conflict, []).append(one)
    return {conflict: tuple(own) for conflict, own in found.items()}
