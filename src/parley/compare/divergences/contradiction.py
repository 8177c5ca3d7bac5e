"""`contradiction`: two positive statements that cannot both hold."""

from collections.abc import Iterable, Iterator, Mapping

from parley.compare.context import AlignedPoint, Context, certainty_of, diverge, is_sure, sides_of
from parley.compare.pairs import pair_up
from parley.vocabulary import Act, Divergence, DivergenceType, Issue, Position

TYPE = DivergenceType.CONTRADICTION
POSITIVE = frozenset({Act.AGREE, Act.ACCEPT, Act.ORDER, Act.CONFIRM})
NEGATIVE = frozenset({Act.REJECT, Act.OBJECT, Act.DENY})
KEEPING = frozenset({Act.CONFIRM, Act.ORDER})
CHARGES = frozenset({Act.STATE, Act.OBJECT})
ASKED = frozenset({Act.PROPOSE, Act.DEMAND})


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each issue on which two versions cannot both be right.

    1. one says of a holder that it took the measure up and another that the same holder refused or denied it, where
       that is no plain denial on one point;
    2. one asks for what another, in its own words, refuses;
    3. one says of itself that it keeps to a halt of fire and another reports breaches of it.

    One of them at least has to be found: of two readings that are only possible, one is most likely a mistake.
    """
    place = {id_: matter.point.id for matter in context.points for id_ in matter.point.positions}
    for matter in context.issues:
        opposed = (*_opposed(matter, place), *_refused(matter), *_broken(matter))
        for one, other in (pair for pair in opposed if any(map(is_sure, pair))):
            yield diverge(
                TYPE,
                certainty_of(one, other),
                matter,
                sides_of(matter.versions, [one, other]),
                because=(
                    f"{one.source}: {one.act} by {'+'.join(one.holder)}",
                    f"{other.source}: {other.act} by {'+'.join(other.holder)}",
                ),
            )
            break


def _opposed(matter: AlignedPoint, place: Mapping[str, str]) -> Iterator[tuple[Position, Position]]:
    for pair in pair_up(matter, lambda p: p.act in POSITIVE, lambda p: p.act in NEGATIVE):
        is_denial = pair.other.act is Act.DENY and place.get(pair.one.id) == place.get(pair.other.id)
        if set(pair.one.holder) & set(pair.other.holder) and not is_denial:
            yield pair.one, pair.other


def _refused(matter: AlignedPoint) -> Iterator[tuple[Position, Position]]:
    for pair in pair_up(matter, lambda p: p.act in ASKED, lambda p: p.act is Act.REJECT):
        own = set(pair.one.holder) <= set(pair.here.parties) and set(pair.other.holder) <= set(pair.there.parties)
        if own and pair.are_kin and not set(pair.one.holder) & set(pair.other.holder):
            yield pair.one, pair.other


def _broken(matter: AlignedPoint) -> Iterator[tuple[Position, Position]]:
    if matter.point.issue is not Issue.CEASEFIRE_VIOLATIONS:
        return
    for pair in pair_up(matter, lambda p: p.act in KEEPING, lambda p: p.act in CHARGES):
        if set(pair.one.holder) & set(pair.here.parties):
            yield pair.one, pair.other
