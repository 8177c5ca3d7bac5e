"""`scope`: the versions cover different objects, areas or people."""

from collections.abc import Iterable

from parley.compare.context import AlignedPoint, Context, Version, certainty_of, diverge, sides_of
from parley.compare.scopes import name_relation
from parley.vocabulary import Certainty, Divergence, DivergenceType, Position

TYPE = DivergenceType.SCOPE
RESPONDED = 6


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point on which two versions name objects and the objects are not the same.

    It is a conflict where a measure that both take up covers more in one version, or other things.
    """
    for matter in context.compared:
        scoped = [version for version in matter.versions if _scope(version)]
        for pair in _different(scoped):
            first, second = sorted(pair, key=lambda version: context.rank(version.parties))
            relation = name_relation(_scope(first), _scope(second))
            chosen = [position for version in scoped for position in version.positions if position.measure.scope]
            yield diverge(
                TYPE,
                _certainty(first, second),
                matter,
                _sides(matter, chosen),
                relation=relation,
                because=[_describe(version) for version in scoped],
            )
            break


def _different(versions: list[Version]) -> Iterable[tuple[Version, Version]]:
    for place, first in enumerate(versions):
        for second in versions[place + 1 :]:
            if name_relation(_scope(first), _scope(second)) != "equal":
                yield first, second


def _scope(version: Version) -> frozenset[str]:
    return frozenset(noun for position in version.positions for noun in position.measure.scope)


def _certainty(first: Version, second: Version) -> Certainty:
    taken_up = [_furthest(first), _furthest(second)]
    if min(position.strength for position in taken_up) >= RESPONDED:
        return certainty_of(*taken_up)
    return Certainty.ASYMMETRIC


def _furthest(version: Version) -> Position:
    scoped = [position for position in version.positions if position.measure.scope]
    return max(scoped, key=lambda position: (position.strength, -position.span.start))


def _sides(matter: AlignedPoint, chosen: list[Position]) -> list[Position]:
    chosen.sort(key=lambda position: -position.strength)
    return sides_of(matter.versions, chosen)


def _describe(version: Version) -> str:
    return f"{'+'.join(version.parties)}: {', '.join(sorted(_scope(version)))}"
