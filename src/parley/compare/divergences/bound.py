"""`bound`: who is bound by the measure."""

from collections.abc import Iterable

from parley.compare.context import Context, Version, diverge, sides_of
from parley.vocabulary import UNDERTAKEN, Act, Certainty, Divergence, DivergenceType, Position

TYPE = DivergenceType.BOUND


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point that binds different parties in two versions.

    It is a conflict where neither circle of those bound lies within the other.
    """
    for matter in context.compared:
        for place, version in enumerate(matter.versions):
            others = [other for other in matter.versions[place + 1 :] if _differs(version, other)]
            if others:
                here, there = _bound(version), _bound(others[0])
                undertakings = [*_undertakings(version), *_undertakings(others[0])]
                yield diverge(
                    TYPE,
                    Certainty.ASYMMETRIC if here < there or there < here else Certainty.CONFLICT,
                    matter,
                    sides_of(matter.versions, undertakings),
                    because=[
                        f"{'+'.join(v.parties)}: binds {', '.join(sorted(_bound(v)))}" for v in (version, others[0])
                    ],
                )
                break


def _differs(version: Version, other: Version) -> bool:
    """Return whether both name the bound, one of them a circle of several, and the circles are not the same."""
    here, there = _bound(version), _bound(other)
    return bool(here and there) and here != there and max(len(here), len(there)) > 1


def _bound(version: Version) -> frozenset[str]:
    return frozenset(party for position in _undertakings(version) for party in position.holder)


def _undertakings(version: Version) -> list[Position]:
    return [position for position in version.having(Act.AGREE, Act.ORDER) if position.strength >= UNDERTAKEN]
