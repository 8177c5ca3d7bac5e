"""Matching: which incidents fall under which reading of a commitment, with the reason, and which may.

Four tests, each NO, DOUBTFUL or YES: the sides, the object or type, the place, the day. An incident falls under a
reading where all say yes; where none says no and one is in doubt, it is kept apart as doubtful. That an incident falls
under a reading does not make it a violation: who did it and whether it was one is for people to establish.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from parley.monitor.areas import DOUBTFUL, NO, YES, AreaTest
from parley.monitor.columns import Block, Vocabularies
from parley.vocabulary import Incident, WatchedReading
from parley.vocabulary.scopes import is_within

Value = TypeVar("Value")

# Sides that data sets write where they do not know who it was.
UNKNOWN_SIDE = re.compile(r"^\s*$|^xxx|unknown|unidentified|unnamed", re.IGNORECASE)
LONGEST_WATCH_DAYS = 7_300
LONGEST_BEFORE_DAYS = 3_653
FAR_FUTURE = date(2199, 12, 31).toordinal()


@dataclass(frozen=True, slots=True)
class Edges:
    """Days at which the windows of a reading begin, as ordinals: `begin` ≤ `declared` ≤ `start` ≤ `end` (exclusive).

    `begin` is the earliest day that is looked at, `stop` the first that is not any more.
    """

    begin: int
    declared: int
    start: int
    end: int
    stop: int


def set_edges(reading: WatchedReading) -> Edges | None:
    """Return the edges of a reading's windows; None where it has no day from which it holds."""
    if reading.starts_on is None:
        return None
    start = reading.starts_on.toordinal()
    declared = min(start, reading.declared_on.toordinal()) if reading.declared_on else start
    ends = [day.toordinal() + 1 for day in (reading.ends_on, reading.watched_until) if day]
    end = min(ends) if ends else min(FAR_FUTURE, start + LONGEST_WATCH_DAYS)
    end = max(end, start)
    before = LONGEST_BEFORE_DAYS if reading.before_days is None else reading.before_days
    after = end if reading.ends_on is None else end + min(max(end - start, 1), LONGEST_BEFORE_DAYS)
    return Edges(declared - before, declared, start, end, max(after, end))


class ReadingTest:
    """Tests blocks of incidents against one reading; remembers what it found of each set of sides and each type."""

    def __init__(self, reading: WatchedReading, known: Vocabularies) -> None:
        self.reading = reading
        self.edges = set_edges(reading)
        self.area = AreaTest(reading.area, reading.id)
        self._known = known
        self._bound = [_names(names) for party, names in reading.side_names if party in reading.by]
        self._unnamed = not self._bound or len(self._bound) < len(reading.by)
        self._sides = np.empty(0, np.int8)
        self._kinds = np.empty(0, np.int8)

    def judge(self, block: Block) -> tuple[NDArray[np.intp], NDArray[np.int8]]:
        """Return which incidents of a block are not ruled out, and for each DOUBTFUL or YES."""
        if self.edges is None:
            return np.empty(0, np.intp), np.empty(0, np.int8)
        low, high = np.searchsorted(block.first, (self.edges.begin, self.edges.stop))
        # An incident of unknown day may begin before the first edge and reach beyond it: it counts by its first day.
        chosen = np.arange(low, high, dtype=np.intp)
        self._sides = _extend(self._sides, self._known.sides.values, self._judge_sides)
        self._kinds = _extend(self._kinds, self._known.kinds.values, self._judge_kind)
        verdicts = np.minimum(self._sides[block.sides[chosen]], self._kinds[block.kinds[chosen]])
        chosen, verdicts = _keep(chosen, verdicts)
        if not self.area.everywhere and len(chosen):
            chosen, verdicts = _keep(chosen, np.minimum(verdicts, self.area.judge(block, chosen, self._known)))
        return chosen, np.where(self._straddles(block, chosen), DOUBTFUL, verdicts).astype(np.int8)

    def explain(self, block: Block) -> list[tuple[str, ...]]:
        """Return for each incident of a block why it falls under the reading, or what is in doubt."""
        everything = np.arange(len(block), dtype=np.intp)
        straddles = self._straddles(block, everything).tolist()
        inside = None if self.area.everywhere else self.area.judge(block, everything, self._known).tolist()
        return [
            self._tell(incident, straddles=straddles[place], inside=None if inside is None else inside[place])
            for place, incident in enumerate(block.incidents)
        ]

    def _tell(self, incident: Incident, *, straddles: bool, inside: int | None) -> tuple[str, ...]:
        reasons = [self._tell_day(incident, straddles=straddles), self._tell_sides(incident)]
        if self.reading.scope or self.reading.types:
            kind = self._judge_kind((incident.type, incident.targets))
            told = ", ".join(incident.targets) or incident.type or "no target told"
            reasons.append(f"target or type {'covered' if kind == YES else 'not known to be covered'}: {told}")
        if inside is not None:
            name = incident.places[0] if incident.places else "no place told"
            told = "inside the area" if inside == YES else "may or may not lie in the area"
            reasons.append(f"place {told}: {name} (known to: {incident.place_precision})")
        return tuple(reasons)

    def _straddles(self, block: Block, chosen: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return which incidents have days on both sides of an edge."""
        assert self.edges is not None
        edges = np.array([self.edges.declared, self.edges.start, self.edges.end])
        first, last = block.first[chosen], block.last[chosen]
        return np.asarray(np.searchsorted(edges, first, "right") != np.searchsorted(edges, last, "right"))

    def _judge_sides(self, sides: tuple[str, ...]) -> int:
        if not self.reading.by:
            return YES
        found = [any(names.search(side) for names in self._bound) for side in sides]
        known = [not UNKNOWN_SIDE.search(side) for side in sides]
        enough = all(found) and bool(found) if self.reading.both_sides else any(found)
        if enough:
            return YES
        open_ = (
            self._unnamed
            or not self.reading.names_are_of_data_sets
            or not sides
            or not all(k or f for k, f in zip(known, found, strict=True))
        )
        return DOUBTFUL if open_ else NO

    def _judge_kind(self, kind: tuple[str, tuple[str, ...]]) -> int:
        type_, targets = kind
        verdict = YES
        if self.reading.types:
            wanted = [one.casefold() for one in self.reading.types]
            covered = any(type_.casefold() == one or type_.casefold().startswith(f"{one}:") for one in wanted)
            verdict = YES if covered else NO if type_ else DOUBTFUL
        if self.reading.scope:
            covered = any(is_within(target, noun) for target in targets for noun in self.reading.scope)
            verdict = min(verdict, YES if covered else NO if targets else DOUBTFUL)
        return verdict

    def _tell_day(self, incident: Incident, *, straddles: bool) -> str:
        days = f"{incident.first_on}" + ("" if incident.last_on == incident.first_on else f" to {incident.last_on}")
        return f"day in doubt, it reaches over an edge of the windows: {days}" if straddles else f"day: {days}"

    def _tell_sides(self, incident: Incident) -> str:
        told = " – ".join(side for side in incident.sides if side) or "none told"
        if not self.reading.by:
            return f"sides: {told}"
        verdict = self._judge_sides(incident.sides)
        return f"sides {'bound' if verdict == YES else 'not known to be bound'}: {told}"


def _extend(held: NDArray[np.int8], values: Sequence[Value], judge: Callable[[Value], int]) -> NDArray[np.int8]:
    """Return the verdicts on all values, of which those on the first are held already."""
    if len(held) == len(values):
        return held
    return np.concatenate((held, np.array([judge(value) for value in values[len(held) :]], np.int8)))


def _keep(chosen: NDArray[np.intp], verdicts: NDArray[np.int8]) -> tuple[NDArray[np.intp], NDArray[np.int8]]:
    kept = verdicts != NO
    return (chosen, verdicts) if kept.all() else (chosen[kept], verdicts[kept])


def _names(names: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in names)})(?!\w)", re.IGNORECASE)
