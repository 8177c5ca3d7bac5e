"""Convergence: for each issue and round, how far two parties are apart, from strengths, scopes and conditions.

For parties a and b, each by its furthest-reaching position of record in a text of its own:

    strength   |s_a − s_b| / 17                              the ladder runs from −8 to 9
    scope      1 − shared / all                              objects of both; none where one names no object
    condition  1 if both set a condition, ½ if one, else 0
    distance   (5·strength + 3·scope + 2·condition) / 10     without a scope: (5·strength + 2·condition) / 7

An object is shared if each names it or a wider one. Where a party is silent there is no distance. The weights are
chosen, not learned: how far a party binds itself counts most. Two parties that refuse alike are as close as two that
agree: the strengths stand beside.
"""

from collections.abc import Sequence
from itertools import combinations

from parley.outlook.stage import positions_after
from parley.vocabulary import ACTS_OFF_THE_LADDER, Distance, Encounter, Issue, Position
from parley.vocabulary.scopes import is_within

LADDER_LENGTH = 17
STRENGTH_WEIGHT, SCOPE_WEIGHT, CONDITION_WEIGHT = 5, 3, 2


def measure_distances(encounter: Encounter, positions: Sequence[Position]) -> tuple[Distance, ...]:
    """Return the distance of each pair of parties on each issue on which both speak in texts of their own."""
    own = furthest_positions(encounter, positions)
    issues = sorted({issue for issue, _ in own}, key=str)
    found = []
    for issue in issues:
        speaking = [party for party in encounter.parties + encounter.concerned if (issue, party) in own]
        for a, b in combinations(speaking, 2):
            found.append(_distance(encounter, (a, b), own[issue, a], own[issue, b]))
    return tuple(found)


def furthest_positions(encounter: Encounter, positions: Sequence[Position]) -> dict[tuple[Issue, str], Position]:
    """Return, for each issue and party, the party's furthest-reaching position in a text that speaks for it."""
    speaks_for = {source.id: frozenset(source.speaks_for) for source in encounter.sources}
    own: dict[tuple[Issue, str], Position] = {}
    for position in positions_after(encounter, positions):
        if position.act in ACTS_OFF_THE_LADDER:
            continue
        for party in set(position.holder) & speaks_for[position.source]:
            key = (position.issue, party)
            if key not in own or abs(position.strength) > abs(own[key].strength):
                own[key] = position
    return own


def scope_distance(one: Sequence[str], other: Sequence[str]) -> float | None:
    """Return the share of objects that only one of the two covers; None where one names none.

    >>> round(scope_distance(("energy", "infrastructure"), ("energy infrastructure",)), 2)
    0.67
    >>> scope_distance(("port", "ship"), ("port",)), scope_distance((), ("port",))
    (0.5, None)
    """
    if not one or not other:
        return None
    nouns = sorted({*one, *other})
    shared = [noun for noun in nouns if all(any(is_within(noun, mine) for mine in scope) for scope in (one, other))]
    return 1 - len(shared) / len(nouns)


def _distance(encounter: Encounter, parties: tuple[str, str], a: Position, b: Position) -> Distance:
    strength = abs(a.strength - b.strength) / LADDER_LENGTH
    scope = scope_distance(a.measure.scope, b.measure.scope)
    condition = ((a.condition is not None) + (b.condition is not None)) / 2
    pieces = [(STRENGTH_WEIGHT, strength), (CONDITION_WEIGHT, condition)]
    if scope is not None:
        pieces.append((SCOPE_WEIGHT, scope))
    total = sum(weight * piece for weight, piece in pieces) / sum(weight for weight, _ in pieces)
    return Distance(
        a.issue,
        encounter.id,
        encounter.held_on[1],
        parties,
        (a.strength, b.strength),
        (a.measure.scope, b.measure.scope),
        strength,
        scope,
        condition,
        total,
    )
