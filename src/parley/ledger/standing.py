"""A commitment and a day → how it stands on that day, under the reading of each party. Pure: events and the calendar.

Days are ISO dates, which sort as they follow. A measure's last day still counts; it has lapsed on the day after.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from parley.ledger.stages import Pledge, Stage
from parley.ledger.statements import UNDERTAKING
from parley.ledger.states import AGREED, CONDITIONAL, DECLARED, DISPUTED, ENDED, IN_FORCE, LAPSED, SUSPENDED
from parley.ledger.versions import Judged, find_beginning, judge_readings
from parley.stores import Filters, Reading, load_body

_AT_ONCE = 500
_NOT_BEGUN = frozenset({DECLARED, AGREED, CONDITIONAL})
_FAR = "9999-12-31"


class RestsOn(NamedTuple):
    """What a reading rests on: the packed statements of its commitment, its number there, and the two days asked for.

    They are unpacked only when somebody looks: a ledger of a hundred thousand positions has more than anybody reads.
    """

    packed: str
    number: int
    on: str
    known_on: str

    def unpack(self) -> tuple[dict[str, Any], ...]:
        """Return the statements heard by then, the furthest-reaching of the party's own undertakings first.

        Raises:
            LookupError: the commitments were asked for without their words.
        """
        if not self.packed:
            raise LookupError("these commitments were asked for without their words")
        statements = _load(self.packed)["readings"][self.number]
        heard = [one for one in statements if one["known_on"] <= self.known_on and one["made_on"] <= self.on]
        undertaken = [one for one in heard if one["role"] == UNDERTAKING]
        first = sorted([one for one in undertaken if one["own"]] or undertaken, key=_reach)
        placed = {id(one) for one in first}
        return (*first, *(one for one in heard if id(one) not in placed))


@lru_cache(maxsize=8)  # the readings of a commitment are shown one after another
def _load(packed: str) -> dict[str, Any]:
    return load_body(packed)


def _reach(one: dict[str, Any]) -> tuple[Any, ...]:
    """Order undertakings: without a condition first, then the further-reaching, then those that give days."""
    undated = not (one["starts_on"] or one["ends_on"])
    return one["condition"] is not None, -one["strength"], undated, one["known_on"], one["position"]


class ReadingOnDay(NamedTuple):
    """One party's version on a day. `declared_on` and `in_force_from` are kept apart: saying is not beginning.

    `conditions` are the exact words of those set.
    """

    party: str
    reported: bool
    state: str
    declared_on: str | None
    in_force_from: str | None
    until: str | None
    scope: tuple[str, ...]
    conditions: tuple[str, ...]
    why: str
    rests_on: RestsOn

    @property
    def statements(self) -> tuple[dict[str, Any], ...]:
        """Return what the state rests on, with the exact words, the furthest-reaching first."""
        return self.rests_on.unpack()


class CommitmentOnDay(NamedTuple):
    """A commitment on a day: its state over all parties' readings, and each reading; reports are readings of nobody."""

    id: str
    process: str
    issue: str
    title: str
    by: tuple[str, ...]
    state: str
    summary: str
    readings: tuple[ReadingOnDay, ...]
    encounters: tuple[str, ...]
    first_on: str


def assess_commitment(commitment: dict[str, Any], on: str, known_on: str, words: str = "") -> CommitmentOnDay | None:
    """Return how a commitment stands on the day `on`, from what was published by the day `known_on`.

    `words` are its packed statements. None where nothing of it had been said by then.
    """
    judged = judge_readings(commitment, on, known_on)
    if all(one.declared_on is None for one in judged):
        return None
    readings = [_tell(one, RestsOn(words, one.number, on, known_on), lasting=commitment["lasting"]) for one in judged]
    return CommitmentOnDay(
        commitment["id"],
        commitment["process"],
        commitment["issue"],
        commitment["title"],
        tuple(commitment["by"]),
        _overall(judged, commitment["by"]),
        _summarise(readings),
        tuple(readings),
        tuple(commitment["encounters"]),
        commitment["first_on"],
    )


def list_standing(
    reading: Reading, wanted: Filters, on: str, known_on: str, state: str | None = None
) -> Iterator[CommitmentOnDay]:
    """Yield the commitments of the rows wanted as they stand on a day; where a state is given, only those in it."""
    if state is None:
        found: Iterable[tuple[dict[str, Any], str]] = reading.bodies(wanted)
    else:
        # The words of many are long: they are read of those alone that are in this state.
        ids = [body["id"] for body, _ in reading.bodies(wanted, words=False) if find_state(body, on, known_on) == state]
        some = (tuple(ids[start : start + _AT_ONCE]) for start in range(0, len(ids), _AT_ONCE))
        found = (one for these in some for one in reading.bodies(Filters(ids=these)))
    for body, words in found:
        standing = assess_commitment(body, on, known_on, words)
        if standing is not None:
            yield standing


def settle(commitment: dict[str, Any]) -> dict[str, Any]:
    """Return the last state of a commitment as far as is known, and the days after which it is so on every day.

    A state changes with the days that were named: when something was said or begins, and after the last day. `after` is
    the latest of them, `known_on` the day from which all of it is known.
    """
    stages = [Stage._make(kept) for reading in commitment["readings"] for kept in reading["stages"]]
    days = [stage.made_on for stage in stages] + [note["on"] for note in commitment["notes"]]
    days += [stage.confirmed_from for stage in stages if stage.confirmed_from]
    pledges = [Pledge._make(kept) for stage in stages for kept in stage.pledges]
    days += [day for pledge in pledges for day in (pledge.starts_on, pledge.ends_on) if day]
    judged = judge_readings(commitment, _FAR, _FAR)
    return {
        "after": max(days),
        "known_on": max(stage.known_on for stage in stages),
        "state": _overall(judged, commitment["by"]),
    }


def find_state(commitment: dict[str, Any], on: str, known_on: str) -> str | None:
    """Return the state alone of a commitment on a day, as `assess_commitment` gives it, in less time."""
    settled = commitment["settled"]
    if on > settled["after"] and known_on >= settled["known_on"]:
        last: str = settled["state"]
        return last
    judged = judge_readings(commitment, on, known_on)
    return None if all(one.declared_on is None for one in judged) else _overall(judged, commitment["by"])


def _tell(one: Judged, rests_on: RestsOn, *, lasting: bool) -> ReadingOnDay:
    version = one.version
    begun = one.since
    if one.state != IN_FORCE:
        # A day that was named is no beginning where it is denied that it began, or another has to act first.
        begun = None if one.state in _NOT_BEGUN else find_beginning(version, rests_on.on, lasting=lasting)
    conditions = sorted(placed for stage in version.heard for placed in stage.conditions)
    return ReadingOnDay(
        one.party,
        one.reported,
        one.state,
        one.declared_on,
        begun,
        one.since if one.state == LAPSED else version.until,
        tuple(sorted({noun for said in version.own for noun in said.pledge.scope})),
        tuple(dict.fromkeys(words for _, words in conditions)),
        one.why,
        rests_on,
    )


def _overall(readings: Sequence[Judged], by: Sequence[str]) -> str:
    versions = [reading for reading in readings if not reading.reported] or list(readings)
    states = {reading.state for reading in versions}
    if len(states) == 1:
        return states.pop()
    if IN_FORCE in states or DISPUTED in states:
        return DISPUTED
    bound = [reading.state for reading in versions if reading.party in by and reading.declared_on]
    rank = (SUSPENDED, CONDITIONAL, DECLARED, AGREED, LAPSED, ENDED)
    return min(bound or states, key=rank.index)


def _summarise(readings: Sequence[ReadingOnDay]) -> str:
    """Return one line: each state with the parties under whose reading it is so."""
    by_state: dict[str, list[str]] = {}
    for reading in readings:
        name = f"{reading.party} (a report)" if reading.reported else reading.party
        by_state.setdefault(reading.state, []).append(name)
    if len(by_state) == 1 and len(readings) > 1:
        return f"{next(iter(by_state))} under every reading"
    return "; ".join(f"{state} under the reading of {' and '.join(names)}" for state, names in by_state.items())
