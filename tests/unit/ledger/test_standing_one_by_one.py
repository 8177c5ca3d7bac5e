"""How commitments stand, worked out from their statements one by one: what the quick way has to give too."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from parley.ledger.commitments import derive_commitments, pack_words
from parley.ledger.standing import assess_commitment, find_state
from parley.ledger.statements import CARRIED_OUT, CONFIRMATION, DENIAL, REJECTION, UNDERTAKING, UNDERTOOK
from parley.ledger.states import AGREED, CONDITIONAL, DECLARED, DISPUTED, ENDED, IN_FORCE, LAPSED, OBSERVATIONS

DAYS = tuple(f"2031-05-{day:02}" for day in range(1, 5))
AFTER = "2031-06-01"
PARTIES = ("AA", "BB")


@st.composite
def statements(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw statements on one issue, of two rounds, told by the parties together, by one, or by a newspaper."""
    issue = draw(st.sampled_from(("ceasefire.full", "captives.prisoners")))
    made = []
    for number in range(draw(st.integers(4, 12))):
        said_on = draw(st.sampled_from(DAYS))
        holder = draw(st.sampled_from((["AA"], ["AA"], ["BB"], ["AA", "BB"])))
        speaks_for = draw(st.sampled_from((["AA"], ["AA"], ["BB"], ["AA", "BB"], [])))
        encounter = f"round {draw(st.integers(0, 1))}"
        made.append(
            {
                "position": f"p-{number}",
                "point": "t-1",
                "issue": issue,
                "title": issue,
                "apart": False,
                "role": draw(st.sampled_from((UNDERTAKING, CONFIRMATION, CONFIRMATION, DENIAL, REJECTION, REJECTION))),
                "encounter": encounter,
                "source": f"{encounter}/{'+'.join(speaks_for) or 'paper'}",
                "publisher": "The Daily",
                "speaks_for": speaks_for,
                "own": bool(set(holder) & set(speaks_for)),
                "language": "en",
                "made_on": said_on,
                "known_on": draw(st.sampled_from(DAYS)),
                "holder": holder,
                "act": draw(st.sampled_from(("agree", "order"))),
                "strength": draw(st.integers(5, 9)),
                "scope": draw(st.lists(st.sampled_from(("port", "depot")), max_size=1)),
                "quantity": None,
                "starts_on": draw(st.none() | st.sampled_from((*DAYS, "2031-05-08"))),
                "ends_on": draw(st.none() | st.sampled_from((*DAYS, "2031-05-08"))),
                "condition": draw(st.sampled_from((None, None, "if they stop", "once they left"))),
                "condition_span": None,
                "quote": "words",
                "span": [number, number + 1],
                "document": "d",
                "status": "open",
            }
        )
    return made


NOTES = st.lists(
    st.fixed_dictionaries(
        {
            "what": st.sampled_from(tuple(OBSERVATIONS)),
            "party": st.sampled_from((None, *PARTIES)),
            "on": st.sampled_from(DAYS),
            "by": st.just("a user"),
            "reason": st.just("seen"),
        }
    ),
    max_size=2,
)


@settings(max_examples=300, deadline=None)
@given(statements(), NOTES)
def test_the_quick_way_gives_what_the_statements_one_by_one_give_on_every_day(
    said: list[dict[str, Any]], notes: list[dict[str, Any]]
) -> None:
    numbered = [{**note, "seq": number} for number, note in enumerate(notes)]
    for made in derive_commitments("p", said):
        commitment = {**made, "notes": numbered}
        kept, words = pack_words(commitment)
        for on in (*DAYS, "2031-05-06", AFTER):
            for known_on in (DAYS[1], DAYS[-1]):
                plain = [
                    one
                    for reading in commitment["readings"]
                    if (one := assess_plainly(reading, commitment, on, known_on)) is not None
                ]
                found = assess_commitment(kept, on, known_on, words)
                if found is None:
                    assert all(one.declared_on is None for one in plain)
                    assert find_state(kept, on, known_on) is None
                    continue
                quick = [PlainReading(*reading[:-1], reading.statements) for reading in found.readings]
                assert quick == plain
                assert find_state(kept, on, known_on) == found.state


class PlainReading(NamedTuple):
    """A reading on a day; the fields are those of ReadingOnDay."""

    party: str
    reported: bool
    state: str
    declared_on: str | None
    in_force_from: str | None
    until: str | None
    scope: tuple[str, ...]
    conditions: tuple[str, ...]
    why: str
    statements: tuple[dict[str, Any], ...]


class Term(NamedTuple):
    """What a state follows from in a statement; `place` is its number in its reading."""

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


def assess_plainly(reading: dict[str, Any], commitment: dict[str, Any], on: str, known_on: str) -> PlainReading | None:
    terms = [make_term(one, place) for place, one in enumerate(reading["statements"])]
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
    never = state in (DECLARED, AGREED, CONDITIONAL)
    begun = (
        since
        if state == IN_FORCE
        else None
        if never
        else _begun(free, confirmed, begins, on, lasting=commitment["lasting"])
    )
    return PlainReading(
        party=reading["party"],
        reported=reading["reported"],
        state=state,
        declared_on=min((one.made_on for one in undertaken), default=None),
        in_force_from=begun,
        until=since if state == LAPSED else _last_day(free or own),
        scope=tuple(sorted({noun for one in own for noun in one.scope})),
        conditions=tuple(dict.fromkeys(one.condition for one in heard if one.condition)),
        why=why,
        statements=tuple(reading["statements"][place] for place in order),
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
