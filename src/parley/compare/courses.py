"""Courses: where each party stood on each issue from round to round, in its own texts."""

from collections.abc import Iterable, Sequence

from parley.compare.alignment import is_likely
from parley.compare.context import is_sure, words_of
from parley.compare.times import read_times
from parley.vocabulary import (
    ACTS_OFF_THE_LADDER,
    VOICES_OF_RECORD,
    Act,
    Course,
    Issue,
    Movement,
    Position,
    Result,
    Round,
    Stand,
)

# From here on the steps of the ladder are further apart than careful readers differ.
APART = 2
# An evaluation, a warning or a question left open is no stand on a measure; courtesies have no course.
NO_STAND = frozenset({Act.JUDGE, Act.EVADE, Act.THREATEN})


def find_courses(rounds: Sequence[Round]) -> Iterable[Course]:
    """Yield a course for each issue and party that takes a stand on it in some round, in their order of showing.

    Issues of which more rounds speak come first; parties in the order in which the encounters name them.
    """
    parties = list(dict.fromkeys(party for round_ in rounds for party in _named(round_.result)))
    told = {
        (number, party): _by_issue(round_.result, party) for number, round_ in enumerate(rounds) for party in parties
    }
    spoken: dict[Issue, set[int]] = {}
    for (number, _), stands in told.items():
        for issue in stands:
            spoken.setdefault(issue, set()).add(number)
    for issue in sorted(spoken, key=lambda issue: (-len(spoken[issue]), list(Issue).index(issue))):
        for party in parties:
            said = [
                (rounds[number], told[number, party].get(issue, []))
                for number in range(len(rounds))
                if own_sources(rounds[number].result, party)
            ]
            if any(positions for _, positions in said):
                yield Course(issue, party, tuple(_walk(said)))


def own_sources(result: Result, party: str) -> frozenset[str]:
    """Return the read sources that speak for a party and were published on or after the day of the encounter."""
    return frozenset(
        document.id
        for document in result.documents
        if party in document.source.speaks_for and not result.encounter.is_before(document.source)
    )


def own_positions(result: Result, party: str) -> list[Position]:
    """Return the likely positions of a party in its own sources, alone or with others, in order of the text."""
    sources = own_sources(result, party)
    found = [
        position
        for position in result.positions
        if position.source in sources
        and party in position.holder
        and position.voice in VOICES_OF_RECORD
        and is_likely(position)
    ]
    return sorted(found, key=lambda position: (position.source, position.span))


def _named(result: Result) -> tuple[str, ...]:
    return (*result.encounter.parties, *result.encounter.concerned)


def _by_issue(result: Result, party: str) -> dict[Issue, list[Position]]:
    by_issue: dict[Issue, list[Position]] = {}
    for position in own_positions(result, party):
        if position.act not in NO_STAND and position.issue is not Issue.CULTURE:
            by_issue.setdefault(position.issue, []).append(position)
    return by_issue


def _walk(said: Iterable[tuple[Round, list[Position]]]) -> Iterable[Stand]:
    last: Position | None = None
    for round_, positions in said:
        if not positions:
            yield Stand(round_.number, Movement.SILENT)
            continue
        lead = _lead(positions)
        movement, changed = _move(last, lead)
        strengths = [position.strength for position in positions if position.act not in ACTS_OFF_THE_LADDER]
        reasons = [f"the furthest of {len(positions)}"] if len(positions) > 1 else []
        if strengths and min(strengths) < 0 < max(strengths):
            reasons.append(f"it also says {min(strengths)} on this issue")
        if not is_sure(lead):
            reasons.append("only possible")
        yield Stand(
            round_.number,
            movement,
            lead.act,
            None if lead.act in ACTS_OFF_THE_LADDER else lead.strength,
            lead.measure,
            lead.condition_quote,
            words_of(lead),
            changed,
            tuple(reasons),
        )
        last = lead


def _lead(positions: Sequence[Position]) -> Position:
    """Return what goes furthest of what is found; what is off the ladder, or possible, only for want of better."""
    return max(positions, key=lambda p: (is_sure(p), p.act not in ACTS_OFF_THE_LADDER, p.strength, -p.span.start))


def _move(last: Position | None, now: Position) -> tuple[Movement, tuple[str, ...]]:
    if last is None:
        return Movement.FIRST, ()
    changed = tuple(_changed_terms(last, now))
    comparable = last.act not in ACTS_OFF_THE_LADDER and now.act not in ACTS_OFF_THE_LADDER
    if comparable and abs(now.strength - last.strength) >= APART:
        return (Movement.FURTHER if now.strength > last.strength else Movement.BACK), ("strength", *changed)
    if changed or last.act is not now.act:
        return Movement.OTHER_TERMS, changed or ("act",)
    return Movement.AS_BEFORE, ()


def _changed_terms(last: Position, now: Position) -> Iterable[str]:
    before, after = read_times(last), read_times(now)
    checks = {
        "on": set(last.measure.scope) != set(now.measure.scope),
        "number": last.measure.quantity != now.measure.quantity,
        "from": before.start != after.start,
        "until": before.end != after.end,
        "length": before.days != after.days,
        "condition": (last.condition is None) != (now.condition is None),
        "with whom": last.holder != now.holder,
    }
    return [name for name, holds in checks.items() if holds]
