"""`denial`: one version asserts the matter, another denies that it was said, discussed, agreed or done."""

from collections.abc import Iterable

from parley.compare.context import Context, certainty_of, diverge, is_sure, sides_of
from parley.compare.pairs import Pair, pair_up
from parley.vocabulary import Act, Divergence, DivergenceType

TYPE = DivergenceType.DENIAL

# What a denial can be a denial of: that it is so, was done, agreed, asked for or put forward.
DENIABLE = frozenset({Act.AGREE, Act.ACCEPT, Act.ORDER, Act.CONFIRM, Act.DEMAND, Act.PROPOSE, Act.STATE})
# Whoever asks for something in its own words asserts nothing of it that could be denied.
ASKED = frozenset({Act.DEMAND, Act.PROPOSE})
# A denial that is only possible counts where the two are surely on one matter.
SURELY_ONE = 0.8


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point on which one version denies and another asserts."""
    for matter in context.compared:
        pairs = pair_up(matter, lambda p: p.act is Act.DENY, lambda p: p.act in DENIABLE)
        pair = next((pair for pair in pairs if _holds(pair)), None)
        if pair is not None:
            denials = [p for v in matter.versions for p in v.having(Act.DENY) if is_sure(p) or p is pair.one]
            asserted = [p for v in matter.versions if v is not pair.here for p in v.having(*DENIABLE)]
            yield diverge(
                TYPE,
                certainty_of(pair.one, pair.other),
                matter,
                sides_of(matter.versions, [pair.one, pair.other, *denials, *asserted]),
                because=(f"{'+'.join(pair.here.parties)} denies it", f"{pair.other.source} asserts it"),
            )


def _holds(pair: Pair) -> bool:
    if pair.other.act in ASKED and set(pair.other.holder) <= set(pair.there.parties):
        return pair.score > SURELY_ONE
    return is_sure(pair.one) or pair.score > SURELY_ONE
