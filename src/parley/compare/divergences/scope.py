"""`scope`: the versions cover different objects, areas or people."""

from collections.abc import Iterable

from parley.compare.context import AlignedPoint, Context, certainty_of, diverge, is_sure, sides_of
from parley.compare.pairs import Pair, pair_up, put_first
from parley.compare.scopes import name_relation
from parley.vocabulary import Act, Certainty, Divergence, DivergenceType, Position

TYPE = DivergenceType.SCOPE
RESPONDED = 6
MEASURES = frozenset({Act.AGREE, Act.ORDER, Act.ACCEPT, Act.DEMAND, Act.PROPOSE, Act.SCHEDULE, Act.DISCUSS})

# From these sums of kinship on, other objects, and none beside some, are those of one and the same measure.
SURELY_ONE = 0.8
ALMOST_ALIKE = 1.5


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each issue on which two versions of a measure name objects that are not the same.

    Objects that lie within one another, or overlap, are those of one measure; wholly different ones only where the
    positions are surely on one; and where one names none, only where they are almost alike otherwise. It is a conflict
    where both take the measure up.
    """
    for matter in context.issues:
        pair = next(iter(put_first(_find_pairs(matter), context.encounter.parties)), None)
        if pair is not None:
            one, other = sorted(
                ((pair.here, pair.one), (pair.there, pair.other)), key=lambda told: context.rank(told[0].parties)
            )
            yield diverge(
                TYPE,
                _certainty(pair),
                matter,
                sides_of(matter.versions, [one[1], other[1], *_scoped(matter)]),
                relation=name_relation(set(one[1].measure.scope), set(other[1].measure.scope)),
                because=[
                    f"{'+'.join(v.parties)}: {', '.join(p.measure.scope) or 'no objects'}" for v, p in (one, other)
                ],
            )


def _find_pairs(matter: AlignedPoint) -> list[Pair]:
    """Return the pairs whose objects differ, closest relatives first; where there is none, those of which one has none.

    Objects that two versions share in other positions are not held against them.
    """
    pairs = pair_up(matter, _has_scope, _has_scope)
    same = [pair for pair in pairs if _relation(pair) == "equal"]
    agreed = {(pair.here.parties, pair.there.parties, pair.one.measure.scope) for pair in same}
    agreed |= {(pair.here.parties, pair.there.parties, pair.other.measure.scope) for pair in same}
    differing = []
    for pair in pairs:
        key = (pair.here.parties, pair.there.parties)
        if {(*key, pair.one.measure.scope), (*key, pair.other.measure.scope)} <= agreed or not pair.are_kin:
            continue
        relation = _relation(pair)
        if relation != "equal" and (relation != "disjoint" or (pair.score > SURELY_ONE and _are_measures(pair))):
            differing.append(pair)
    return differing or [
        pair
        for pair in pair_up(matter, _has_scope, lambda position: not position.measure.scope)
        if pair.score > ALMOST_ALIKE and _are_measures(pair)
    ]


def _has_scope(position: Position) -> bool:
    return bool(position.measure.scope)


def _relation(pair: Pair) -> str:
    return name_relation(set(pair.one.measure.scope), set(pair.other.measure.scope))


def _are_measures(pair: Pair) -> bool:
    return pair.one.act in MEASURES and pair.other.act in MEASURES


def _scoped(matter: AlignedPoint) -> list[Position]:
    scoped = [position for version in matter.versions for position in version.positions if position.measure.scope]
    return sorted(scoped, key=lambda position: (not is_sure(position), -position.strength))


def _certainty(pair: Pair) -> Certainty:
    if min(pair.one.strength, pair.other.strength) >= RESPONDED and pair.one.measure.scope and pair.other.measure.scope:
        return certainty_of(pair.one, pair.other)
    return Certainty.ASYMMETRIC
