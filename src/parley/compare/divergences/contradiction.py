"""`contradiction`: two positive statements that cannot both hold."""

from collections.abc import Iterable, Iterator

from parley.compare.context import AlignedPoint, Context, certainty_of, diverge, sides_of
from parley.vocabulary import Act, Divergence, DivergenceType, Issue, Position

TYPE = DivergenceType.CONTRADICTION
POSITIVE = (Act.AGREE, Act.ACCEPT, Act.ORDER, Act.CONFIRM)
NEGATIVE = (Act.REJECT, Act.OBJECT, Act.DENY)
KEEPING = (Act.CONFIRM, Act.ORDER)


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point on which two versions cannot both be right.

    Either one says of a holder that it took the measure up and another that the same holder refused it, or one says
    of itself that it keeps to a halt of fire and another reports breaches of it.
    """
    for matter in context.compared:
        for positive, negative in (*_opposed(matter), *_broken(matter)):
            yield diverge(
                TYPE,
                certainty_of(positive, negative),
                matter,
                sides_of(matter.versions, [positive, negative]),
                because=(
                    f"{positive.source}: {positive.act} by {'+'.join(positive.holder)}",
                    f"{negative.source}: {negative.act} by {'+'.join(negative.holder)}",
                ),
            )
            break


def _opposed(matter: AlignedPoint) -> Iterator[tuple[Position, Position]]:
    for version in matter.versions:
        for positive in version.having(*POSITIVE):
            for other in matter.versions:
                if other is not version:
                    for negative in other.having(*NEGATIVE):
                        if set(positive.holder) & set(negative.holder):
                            yield positive, negative


def _broken(matter: AlignedPoint) -> Iterator[tuple[Position, Position]]:
    if matter.point.issue is not Issue.CEASEFIRE_VIOLATIONS:
        return
    for version in matter.versions:
        kept = [position for position in version.having(*KEEPING) if set(position.holder) & set(version.parties)]
        for other in matter.versions:
            if other is not version:
                for charge in other.having(Act.STATE, Act.OBJECT):
                    yield from ((position, charge) for position in kept)
