"""A commitment and a day → how it stands on that day, under the reading of each party. Pure: events and the calendar.

Days are ISO dates, which sort as they follow. A measure's last day still counts; it has lapsed on the day after.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from parley.ledger.statements import CARRIED_OUT, CONFIRMATION, DENIAL, REJECTION, UNDERTAKING, UNDERTOOK
from parley.stores import load_body

DECLARED, AGREED, CONDITIONAL, IN_FORCE, SUSPENDED, LAPSED, ENDED, DISPUTED = (
    "declared", "agreed", "conditional", "in force", "suspended", "lapsed", "ended", "disputed",
)  # fmt: skip

STATE_MEANINGS: dict[str, str] = {
    DECLARED: "one side has undertaken it; nothing says that it has begun",
    AGREED: "undertaken together; nothing says that it has begun",
    CONDITIONAL: "undertaken on a condition alone",
    IN_FORCE: "ordered, confirmed, or its first day has come",
    SUSPENDED: "a person recorded that it is suspended",
    LAPSED: "its last day, or its only day, is past",
    ENDED: "carried out, called off, or recorded as ended",
    DISPUTED: "in force under the reading of one and not of another, or denied",
}

# What a person can record of a commitment, and the state that it leads to.
OBSERVATIONS: dict[str, str] = {
    "in_force": IN_FORCE,
    "suspended": SUSPENDED,
    "resumed": IN_FORCE,
    "lapsed": LAPSED,
    "ended": ENDED,
    "disputed": DISPUTED,
}


class Term(NamedTuple):
    """What a state follows from in a statement; the statement itself, with its words, is kept packed beside it."""

    role: str
    own: bool
    act: str
    strength: int
    made_on: str
    known_on: str
    starts_on: str | None
    ends_on: str | None
    condition: str | None
    together: bool
    scope: list[str]
    position: str
    place: int


def make_term(statement: dict[str, Any], place: int) -> Term:
    """Return the term of a statement; `place` is its number among those of its reading."""
    known = {name: statement[name] for name in Term._fields if name in statement}
    return Term(**known, together=len(statement["holder"]) > 1, place=place)


class ReadingOnDay(NamedTuple):
    """One party's version on a day. `declared_on` and `in_force_from` are kept apart: saying is not beginning.

    `conditions` are the exact words of those set. The statements are unpacked only when somebody asks for them: a
    ledger of a hundred thousand positions has more of them than anybody looks at.
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
    packed: str
    number: int
    order: tuple[int, ...]

    @property
    def statements(self) -> tuple[dict[str, Any], ...]:
        """Return what the state rests on, with the exact words, the furthest-reaching first."""
        statements = load_body(self.packed)["readings"][self.number]
        return tuple(statements[place] for place in self.order)


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
    readings = [
        found
        for number, reading in enumerate(commitment["readings"])
        if (found := _assess_reading(reading, commitment, on, known_on, (words, number))) is not None
    ]
    if all(reading.declared_on is None for reading in readings):
        return None
    state = _overall(readings, commitment["by"])
    return CommitmentOnDay(
        commitment["id"],
        commitment["process"],
        commitment["issue"],
        commitment["title"],
        tuple(commitment["by"]),
        state,
        _summarise(readings),
        tuple(readings),
        tuple(commitment["encounters"]),
        commitment["first_on"],
    )


def _assess_reading(
    reading: dict[str, Any], commitment: dict[str, Any], on: str, known_on: str, packed: tuple[str, int]
) -> ReadingOnDay | None:
    terms = [Term(*term) for term in reading["terms"]]
    heard = [one for one in terms if one.known_on <= known_on and one.made_on <= on]
    if not heard:
        return None
    undertaken = [one for one in heard if one.role == UNDERTAKING]
    # A party's own undertaking says what its version is; what it tells of others' counts where there is none.
    own = sorted([one for one in undertaken if one.own] or undertaken, key=_reach)
    free = [one for one in own if one.condition is None]
    confirmed = [one for one in heard if one.role == CONFIRMATION and (one.own or reading["reported"])]
    if not own and not confirmed and not any(one.role == DENIAL for one in heard):
        # All it tells is what another party carried out or called off: no version of its own.
        return None
    begins = min((one.starts_on for one in (*free, *confirmed) if one.starts_on), default=None)
    state, since, why = _follow(reading, commitment, heard, own, confirmed, begins, on)
    first = {one.place for one in own}
    order = [*(one.place for one in own), *(one.place for one in heard if one.place not in first)]
    begun = since if state == IN_FORCE else _begun(free, confirmed, begins, on, lasting=commitment["lasting"])
    return ReadingOnDay(
        party=reading["party"],
        reported=reading["reported"],
        state=state,
        declared_on=min((one.made_on for one in undertaken), default=None),
        in_force_from=begun,
        until=since if state == LAPSED else _last_day(free or own),
        scope=tuple(sorted({noun for one in own for noun in one.scope})),
        conditions=tuple(dict.fromkeys(one.condition for one in heard if one.condition)),
        why=why,
        packed=packed[0],
        number=packed[1],
        order=tuple(order),
    )


def _follow(
    reading: dict[str, Any],
    commitment: dict[str, Any],
    heard: list[Term],
    own: list[Term],
    confirmed: list[Term],
    begins: str | None,
    on: str,
) -> tuple[str, str | None, str]:
    """Return the state, since when, and why. The cases are tried in order; the first that holds decides."""
    free = [one for one in own if one.condition is None]
    last_said = max((one.made_on for one in own), default="")
    # CASE 1: a person recorded what happened, and nothing was undertaken anew since.
    noted = [
        note
        for note in commitment["notes"]
        if note["party"] in (None, reading["party"]) and note["on"] <= on and note["on"] >= last_said
    ]
    if noted:
        note = max(noted, key=lambda note: (note["on"], note["seq"]))
        return OBSERVATIONS[note["what"]], note["on"], f"recorded by {note['by']}: {note['reason']}"
    # CASE 2: called off by the party itself, on a later day.
    off = [one for one in heard if one.role == REJECTION and one.own and own and one.made_on > last_said]
    if off:
        return ENDED, off[0].made_on, f"called off on {off[0].made_on}"
    # CASE 3: its last day is past.
    until = _last_day(free or own)
    if until is not None and until < on:
        return LAPSED, until, f"its last day was {until}"
    # CASE 4: a measure that is done once: carried out, or its only day is past.
    # To say that the lists are handed over is a step towards it; to say on which day it was done is to say it was done.
    done = [one for one in confirmed if one.starts_on]
    if not commitment["lasting"] and done:
        return ENDED, done[0].starts_on, "said to be carried out"
    if not commitment["lasting"] and begins is not None and begins < on:
        return LAPSED, begins, f"its day, {begins}, is past, and this account does not say that it was done"
    # CASE 5: nothing is undertaken here; or only on a condition; or it is denied that it is so.
    denied = [one for one in heard if one.role == DENIAL]
    if not own:
        return (DISPUTED, None, "denied") if denied else (IN_FORCE, confirmed[0].made_on, "said to be carried out")
    if not free:
        return CONDITIONAL, None, "undertaken on a condition" + (", and said not to be so now" if denied else "")
    rest = AGREED if any(one.together for one in free) else DECLARED
    if denied and max(one.known_on for one in denied) >= last_said:
        return rest, None, "said not to be so"
    # CASE 6: it has begun.
    if not any(one.own for one in free) and not reading["reported"]:
        return rest, None, "told of another party, which has to act itself"
    since = _begun(free, confirmed, begins, on, lasting=commitment["lasting"])
    if since is not None:
        if confirmed:
            return IN_FORCE, since, "said to be carried out"
        ordered = any(one.strength >= CARRIED_OUT and one.act == "order" for one in free)
        return IN_FORCE, since, "ordered by its own side" if ordered else f"its first day, {since}, has come"
    # CASE 7: it is said, and has not begun.
    later = f"it is to begin on {begins}" if begins is not None else "nothing says that it has begun"
    return rest, None, later


def _reach(one: Term) -> tuple[Any, ...]:
    """Order undertakings: without a condition first, then the further-reaching, then those that give days."""
    undated = not (one.starts_on or one.ends_on)
    return one.condition is not None, -one.strength, undated, one.known_on, one.position


def _begun(
    free: Sequence[Term],
    confirmed: Sequence[Term],
    begins: str | None,
    on: str,
    *,
    lasting: bool,
) -> str | None:
    """Return the day on which the measure began under this reading: confirmed, ordered by its own side, or come due."""
    if not lasting:
        return None  # what is done once is not in force: it is undertaken, and then it is done or its day is past
    ordered = [one for one in free if one.act == "order" and one.strength >= CARRIED_OUT and one.own]
    for carried in (confirmed, ordered):
        if carried:
            day = begins or min(one.made_on for one in carried)
            return day if day <= on else None
    bound = [one for one in free if one.strength >= UNDERTOOK]
    return begins if bound and begins is not None and begins <= on else None


def _last_day(undertaken: Sequence[Term]) -> str | None:
    """Return the last day that the latest statement with one gives."""
    dated = [one for one in undertaken if one.ends_on]
    if not dated:
        return None
    latest = max(one.made_on for one in dated)
    return max(one.ends_on for one in dated if one.made_on == latest and one.ends_on)


def _overall(readings: Sequence[ReadingOnDay], by: Sequence[str]) -> str:
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
