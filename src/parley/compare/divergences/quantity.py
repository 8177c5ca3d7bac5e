"""`quantity`: the versions give different numbers, or only one of them gives any."""

from collections.abc import Iterable

from parley.compare.context import AlignedPoint, Context, certainty_of, diverge, sides_of
from parley.compare.pairs import Pair, pair_up
from parley.vocabulary import Act, Certainty, Divergence, DivergenceType, Issue, Position

TYPE = DivergenceType.QUANTITY

COUNTED = frozenset({Act.AGREE, Act.ORDER, Act.ACCEPT, Act.PROPOSE, Act.DEMAND, Act.SCHEDULE, Act.CONFIRM})
# From this sum of kinship on, a number that only one gives is one of the other's measure too.
ALMOST_ALIKE = 2.5


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each issue on whose objects two versions put different numbers, or one alone a number.

    Numbers of different objects are no difference: they count other things, and so do counts of breaches by each side.
    """
    for matter in context.issues:
        if matter.point.issue is Issue.CEASEFIRE_VIOLATIONS:
            continue
        pair = _find_pair(matter)
        if pair is not None:
            numbered = [p for p in (pair.one, pair.other) if p.measure.quantity is not None]
            sure = len(numbered) > 1 and bool(pair.one.measure.scope)
            yield diverge(
                TYPE,
                certainty_of(pair.one, pair.other) if sure else Certainty.ASYMMETRIC,
                matter,
                sides_of(matter.versions, [pair.one, pair.other]),
                because=[f"{position.source}: {position.measure.quantity:g}" for position in numbered],
            )


def _find_pair(matter: AlignedPoint) -> Pair | None:
    for pair in pair_up(matter, _is_numbered, _is_numbered):
        if pair.are_kin and not _shares_a_number(pair) and _counts_the_same(pair.one, pair.other):
            return pair
    for pair in pair_up(matter, _is_numbered, lambda p: p.act in COUNTED and p.measure.quantity is None):
        if pair.score > ALMOST_ALIKE and not _shares_a_number(pair):
            return pair
    return None


def _is_numbered(position: Position) -> bool:
    return position.measure.quantity is not None and position.act in COUNTED


def _shares_a_number(pair: Pair) -> bool:
    """Return whether the number of the first stands in the version of the second too."""
    return any(position.measure.quantity == pair.one.measure.quantity for position in pair.there.positions)


def _counts_the_same(one: Position, other: Position) -> bool:
    return not one.measure.scope or not other.measure.scope or bool(set(one.measure.scope) & set(other.measure.scope))
