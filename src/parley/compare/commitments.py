"""What parties undertook: from whom, until when, on what condition, in whose account."""

from collections.abc import Iterable
from datetime import date, timedelta

from parley.compare.alignment import is_likely
from parley.compare.context import Context, is_sure, strongest, words_of
from parley.vocabulary import (
    UNDERTAKEN,
    VOICES_OF_RECORD,
    Act,
    Commitment,
    Issue,
    Position,
    Words,
)

UNDERTAKING = frozenset({Act.AGREE, Act.ORDER, Act.ACCEPT})
ON_A_CONDITION = frozenset({Act.AGREE, Act.ACCEPT})
RESPONDED = 6

# Measures that go on once begun: to confirm one is to say that an undertaking is being kept. A meeting that was held,
# or prisoners who have come home, are over and bind nobody.
LASTING = frozenset(
    {
        Issue.CEASEFIRE_FULL,
        Issue.CEASEFIRE_STRIKES,
        Issue.CEASEFIRE_MARITIME,
        Issue.CEASEFIRE_LOCAL,
        Issue.CEASEFIRE_MONITORING,
        Issue.FORCES_WITHDRAWAL,
        Issue.FORCES_DISARMAMENT,
        Issue.FORCES_MOBILISATION,
        Issue.CIVILIANS_HUMANITARIAN,
        Issue.TRADE,
        Issue.SANCTIONS,
        Issue.GUARANTEES,
    }
)


def find_commitments(context: Context) -> Iterable[Commitment]:
    """Yield one commitment for each source, holder, issue, condition and end that its positions undertake.

    Where a source dates one statement of a commitment and leaves the date out of another, they are one. What is only
    possible carries none by itself: two likely positions that the same party undertakes the same do, together.
    """
    before = {source.id for source in context.encounter.sources if context.encounter.is_before(source)}
    own_sources = {source.id: source.speaks_for for source in context.encounter.sources}
    groups: dict[tuple[str, tuple[str, ...], Issue], list[Position]] = {}
    for position in sorted(context.positions, key=lambda position: (position.source, position.span)):
        if position.source not in before and undertakes(position) and is_likely(position):
            groups.setdefault((position.source, position.holder, position.issue), []).append(position)
    said_of: dict[tuple[tuple[str, ...], Issue], list[Position]] = {}
    for (_, holder, issue), positions in groups.items():
        said_of.setdefault((holder, issue), []).extend(positions)
    for (source, holder, issue), positions in groups.items():
        if len(said_of[holder, issue]) == 1 and not is_sure(*positions):
            continue
        dated = {end for position in positions if (end := end_of(position)) is not None}
        ends: list[date | None] = [*sorted(dated)] or [None]
        for end in ends:
            said = [position for position in positions if end is None or end_of(position) == end]
            for conditional in (False, True):
                best = strongest(position for position in said if (position.condition is not None) is conditional)
                if best is not None:
                    yield _commit(best, speaks_for=own_sources[source])


def undertakes(position: Position) -> bool:
    """Return whether the position is an undertaking: a measure agreed, accepted, ordered, or confirmed to be kept."""
    if position.voice not in VOICES_OF_RECORD:
        return False
    if position.issue is Issue.CEASEFIRE_VIOLATIONS:
        return False
    if position.condition is not None and position.act in ON_A_CONDITION:
        return position.strength >= RESPONDED
    if position.act is Act.CONFIRM:
        return position.strength >= UNDERTAKEN and position.issue in LASTING
    return position.act in UNDERTAKING and position.strength >= UNDERTAKEN


def end_of(position: Position) -> date | None:
    """Return the last day of the measure, worked out from its start and its length where it is not given.

    Thirty days from 18 March end on 17 April.
    """
    measure = position.measure
    if measure.ends_on is not None:
        return measure.ends_on
    if measure.starts_on is not None and measure.days is not None:
        return measure.starts_on + timedelta(days=measure.days)
    return None


def _commit(position: Position, *, speaks_for: tuple[str, ...]) -> Commitment:
    status, reason = _status(position, speaks_for)
    condition = None
    if position.condition is not None and position.condition_quote is not None:
        condition = Words(position.source, position.condition, position.condition_quote, position.id)
    return Commitment(
        id=f"commitment:{position.id}",
        by=position.holder,
        issue=position.issue,
        source=position.source,
        words=words_of(position),
        status=status,
        scope=position.measure.scope,
        starts_on=position.measure.starts_on,
        ends_on=end_of(position),
        condition=condition,
        because=(f"{position.act} at strength {position.strength}", reason),
    )


def _status(position: Position, speaks_for: tuple[str, ...]) -> tuple[str, str]:
    if position.condition is not None:
        return "conditional", "a condition is set"
    if not set(position.holder) & set(speaks_for):
        return "unconfirmed", "the account is not the own one of those who have to act"
    if position.act is Act.CONFIRM:
        return "in_force", "said to be carried out"
    if len(position.holder) > 1:
        return "agreed", "undertaken together"
    return "declared", "declared by one side"
