"""`reason`: why a measure is taken."""

from collections.abc import Iterable

from parley.compare.context import Context, Version, certainty_of, diverge, sides_of
from parley.vocabulary import Certainty, Divergence, DivergenceType, Position

TYPE = DivergenceType.REASON


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point for which a version gives a reason that another does not give.

    Two sides that both give one, in words of their own, are set side by side as a conflict.
    """
    for matter in context.compared:
        giving = [version for version in matter.versions if _reasons(version)]
        if not giving:
            continue
        chosen = [position for version in giving for position in _reasons(version)]
        yield diverge(
            TYPE,
            certainty_of(*chosen) if len(giving) > 1 else Certainty.ASYMMETRIC,
            matter,
            sides_of(matter.versions, chosen),
            because=[f"{position.source}: {position.reason_quote}" for position in sides_of(giving, chosen)],
        )


def _reasons(version: Version) -> list[Position]:
    return [position for position in version.positions if position.reason is not None]
