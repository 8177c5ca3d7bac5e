"""`denial`: one version asserts the matter, another denies that it was said, discussed, agreed or done."""

from collections.abc import Iterable

from parley.compare.context import Context, certainty_of, diverge, sides_of
from parley.vocabulary import Act, Divergence, DivergenceType

TYPE = DivergenceType.DENIAL

# What a denial can be a denial of: that it is so, was done, agreed, asked for or put forward.
DENIABLE = (Act.AGREE, Act.ACCEPT, Act.ORDER, Act.CONFIRM, Act.DEMAND, Act.PROPOSE, Act.STATE)


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point on which one version denies and another asserts."""
    for matter in context.compared:
        for version in matter.versions:
            denials = version.having(Act.DENY)
            asserted = [
                position for other in matter.versions if other is not version for position in other.having(*DENIABLE)
            ]
            if denials and asserted:
                yield diverge(
                    TYPE,
                    certainty_of(denials[0], asserted[0]),
                    matter,
                    sides_of(matter.versions, [*denials, *asserted]),
                    because=(f"{'+'.join(version.parties)} denies it", f"{asserted[0].source} asserts it"),
                )
                break
