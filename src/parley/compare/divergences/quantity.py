"""`quantity`: the versions give different numbers."""

from collections.abc import Iterable

from parley.compare.context import Context, Version, certainty_of, diverge, sides_of
from parley.vocabulary import Certainty, Divergence, DivergenceType, Issue, Position

TYPE = DivergenceType.QUANTITY


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point on whose objects two versions put different numbers.

    Numbers of different objects are no difference: they count other things, and so do counts of breaches by each side.
    """
    for matter in context.compared:
        if matter.point.issue is Issue.CEASEFIRE_VIOLATIONS:
            continue
        for place, version in enumerate(matter.versions):
            for other in matter.versions[place + 1 :]:
                pair = _differing(version, other)
                if pair is not None:
                    yield diverge(
                        TYPE,
                        certainty_of(*pair) if pair[0].measure.scope else Certainty.ASYMMETRIC,
                        matter,
                        sides_of(matter.versions, pair),
                        because=[f"{position.source}: {position.measure.quantity:g}" for position in pair],
                    )
                    break
            else:
                continue
            break


def _differing(version: Version, other: Version) -> tuple[Position, Position] | None:
    here = [position for position in version.positions if position.measure.quantity is not None]
    there = [position for position in other.positions if position.measure.quantity is not None]
    if {position.measure.quantity for position in here} & {position.measure.quantity for position in there}:
        return None
    for one in here:
        for two in there:
            if _counts_the_same(one, two):
                return one, two
    return None


def _counts_the_same(one: Position, other: Position) -> bool:
    return not one.measure.scope or not other.measure.scope or bool(set(one.measure.scope) & set(other.measure.scope))
