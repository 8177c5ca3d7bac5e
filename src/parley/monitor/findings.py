"""Findings: what incidents say of each reading, window by window, and where two readings of one commitment part."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.monitor.areas import DOUBTFUL, YES
from parley.monitor.cautions import warn_of_data, warn_of_reading
from parley.monitor.columns import Block, Vocabularies, make_block
from parley.monitor.intake import Tally
from parley.monitor.matching import ReadingTest
from parley.monitor.rates import compare_counts, compare_deaths, rate_of
from parley.vocabulary import Change, Finding, Incident, Match, Month, WatchedReading, Window

# Of the incidents under a reading, so many are kept with their reasons; all are counted.
KEPT = 200
LONGEST_DEFAULT_BEFORE = 365
# With less than this nothing is said of a change.
FEWEST_DAYS = 14
FEWEST_INCIDENTS = 5


class Watch:
    """Gathers what blocks of incidents say of one reading: sums a day, the incidents that matter most."""

    def __init__(self, reading: WatchedReading, known: Vocabularies) -> None:
        self.test = ReadingTest(reading, known)
        self.reading = reading
        self.known = known
        edges = self.test.edges
        self.begin = edges.begin if edges else 0
        length = edges.stop - edges.begin if edges else 0
        # Rows: incidents, deaths, doubtful incidents, their deaths.
        self.daily = np.zeros((4, length), np.int64)
        # Incidents in the bounds of the area, and those that would be with latitude and longitude exchanged.
        self.near = self.near_exchanged = 0
        self.held: list[Incident] = []
        # Rows: incidents and deaths by the code of their place.
        self.places = np.zeros((2, 0), np.int64)

    def add(self, block: Block) -> NDArray[np.int8]:
        """Take a block in, and return for each of its incidents NO, DOUBTFUL or YES during the reading."""
        during = np.zeros(len(block), np.int8)
        if not self.near:
            self.near = self.test.area.count_near(block, exchanged=False)
            self.near_exchanged += self.test.area.count_near(block, exchanged=True)
        edges = self.test.edges
        chosen, verdicts = self.test.judge(block)
        if edges is None or not len(chosen):
            return during
        days = block.first[chosen] - self.begin
        for row, verdict in ((0, YES), (2, DOUBTFUL)):
            rows = verdicts == verdict
            length = self.daily.shape[1]
            self.daily[row] += np.bincount(days[rows], minlength=length)
            weights = block.deaths[chosen[rows]]
            self.daily[row + 1] += np.bincount(days[rows], weights=weights, minlength=length).astype(np.int64)
        # A doubtful incident may have begun before the start: it is shown with those during if it reaches into them.
        inside = (block.first[chosen] < edges.end) & (block.last[chosen] >= edges.start)
        chosen, verdicts = chosen[inside], verdicts[inside]
        during[chosen] = verdicts
        self._keep(block, chosen, verdicts)
        return during

    def _keep(self, block: Block, chosen: NDArray[np.intp], verdicts: NDArray[np.int8]) -> None:
        """Count the places, and hold the incidents with the most deaths."""
        sure = chosen[verdicts == YES]
        size = len(self.known.places.values)
        if self.places.shape[1] < size:
            self.places = np.pad(self.places, ((0, 0), (0, size - self.places.shape[1])))
        codes = block.places[sure]
        self.places[0] += np.bincount(codes, minlength=size)
        self.places[1] += np.bincount(codes, weights=block.deaths[sure], minlength=size).astype(np.int64)
        most = chosen[np.argsort(-block.deaths[chosen], kind="stable")[:KEPT]]
        least = self.held[-1].best if len(self.held) >= KEPT else -1
        self.held += [one for place in most.tolist() if (one := block.incidents[place]).best > least]
        self.held.sort(key=lambda one: (-one.best, one.first_on, one.id))
        del self.held[KEPT:]

    def matches(self) -> tuple[Match, ...]:
        """Return the incidents that are held, with the reasons."""
        block = make_block(self.held, self.known)
        verdicts = dict(zip(*(part.tolist() for part in self.test.judge(block)), strict=True))
        reasons = self.test.explain(block)
        found = [Match(one, verdicts[place] == YES, reasons[place]) for place, one in enumerate(block.incidents)]
        return tuple(
            sorted(found, key=lambda match: (-match.incident.best, match.incident.first_on, match.incident.id))
        )

    def list_places(self) -> tuple[tuple[str, int, int], ...]:
        """Return the places of those that surely fall under the reading during it, with incidents and deaths."""
        sums: dict[str, list[int]] = {}
        codes = np.flatnonzero(self.places[0])
        for code, count, deaths in zip(codes.tolist(), *self.places[:, codes].tolist(), strict=True):
            names = self.known.places.values[code]
            held = sums.setdefault(names[0] if names else "no place told", [0, 0])
            held[0] += count
            held[1] += deaths
        listed = [(name, count, deaths) for name, (count, deaths) in sums.items()]
        return tuple(sorted(listed, key=lambda one: (-one[2], -one[1], one[0])))


def finish(watch: Watch, files: Sequence[Tally]) -> Finding:
    """Return the finding of a reading once all incidents are in."""
    reading, edges = watch.reading, watch.test.edges
    warnings = warn_of_reading(reading)
    if watch.near_exchanged and not watch.near:
        warnings.append(
            f"no incident lies near the area, and {watch.near_exchanged} would with latitude and longitude exchanged: "
            "look at the columns of the file and at the points of the area"
        )
    first = min((one.first_on for one in files if one.first_on), default=None)
    last = max((one.last_on for one in files if one.last_on), default=None)
    if edges is None or first is None or last is None:
        why = "it has no day from which it holds" if edges is None else "there are no incidents"
        return Finding(reading, (), (), (), (), (), (*warnings, f"nothing can be said: {why}"))
    warnings += warn_of_data(reading, files, edges.start, edges.end, first, last)
    windows = []
    for name, begin, end in _spans(reading, watch, first.toordinal(), last.toordinal()):
        if end > begin:
            windows.append(_window(watch, name, begin, end))
    by_name = {window.name: window for window in windows}
    changes = [
        _change(watch, by_name["before"], by_name[name])
        for name in ("between", "during", "after")
        if "before" in by_name and name in by_name
    ]
    shown = (windows[0].first_on, windows[-1].last_on) if windows else None
    return Finding(
        reading,
        tuple(windows),
        tuple(changes),
        _months(watch, shown),
        watch.list_places(),
        watch.matches(),
        tuple(warnings),
        _daily(watch, shown),
    )


def _spans(reading: WatchedReading, watch: Watch, first: int, last: int) -> list[tuple[str, int, int]]:
    """Return the windows as [begin, end) of ordinals, within the days that the data cover."""
    edges = watch.test.edges
    assert edges is not None
    end = min(edges.end, last + 1)
    length = reading.before_days or min(max(end - edges.start, 1), LONGEST_DEFAULT_BEFORE)
    spans = [
        ("before", max(edges.declared - length, first), edges.declared),
        ("between", edges.declared, edges.start),
        ("during", edges.start, end),
    ]
    if reading.ends_on is not None:
        spans.append(("after", edges.end, min(edges.end + max(end - edges.start, 1), last + 1, edges.stop)))
    return [(name, begin, min(stop, last + 1)) for name, begin, stop in spans]


def _cut(watch: Watch, window: Window) -> NDArray[Any]:
    begin = window.first_on.toordinal() - watch.begin
    return watch.daily[:, begin : begin + (window.last_on - window.first_on).days + 1]


def _window(watch: Watch, name: str, begin: int, end: int) -> Window:
    sums = watch.daily[:, begin - watch.begin : end - watch.begin]
    _, deaths, doubtful, doubtful_deaths = (int(one) for one in sums.sum(axis=1))
    days = (date.fromordinal(begin), date.fromordinal(end - 1))
    return Window(name, *days, rate_of(sums[0]), deaths, deaths / (end - begin), doubtful, doubtful_deaths)


def _change(watch: Watch, before: Window, other: Window) -> Change:
    short = min(before.incidents.days, other.incidents.days)
    total = before.incidents.count + other.incidents.count
    if short < FEWEST_DAYS:
        return Change(other.name, None, None, f"a window of {short} days is too short to say anything")
    if total < FEWEST_INCIDENTS:
        return Change(other.name, None, None, f"{total} incidents in both windows are too few to say anything")
    base, compared = _cut(watch, before), _cut(watch, other)
    return Change(other.name, compare_counts(base[0], compared[0]), compare_deaths(base[1], compared[1]))


def _months(watch: Watch, shown: tuple[date, date] | None) -> tuple[Month, ...]:
    """Return the sums of every whole calendar month that the windows touch."""
    if shown is None:
        return ()
    month, months = shown[0].replace(day=1), []
    while month <= shown[1]:
        following = (month + timedelta(days=32)).replace(day=1)
        begin = max(0, month.toordinal() - watch.begin)
        sums = watch.daily[:, begin : max(0, following.toordinal() - watch.begin)].sum(axis=1)
        months.append(Month(month, *(int(one) for one in sums)))
        month = following
    return tuple(months)


def _daily(watch: Watch, shown: tuple[date, date] | None) -> tuple[tuple[int, int], ...]:
    """Return incidents and deaths of each day from the first window's first day to the last one's last."""
    if shown is None:
        return ()
    begin = shown[0].toordinal() - watch.begin
    part = watch.daily[:2, begin : begin + (shown[1] - shown[0]).days + 1]
    return tuple((int(count), int(deaths)) for count, deaths in part.T)
