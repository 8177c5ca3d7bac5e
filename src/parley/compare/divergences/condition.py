"""`condition`: a condition that only one side states, or that the sides state differently."""

from collections.abc import Iterable

from parley.compare.context import AlignedPoint, Context, Version, certainty_of, diverge, sides_of
from parley.vocabulary import Act, Certainty, Divergence, DivergenceType, Issue, Position

TYPE = DivergenceType.CONDITION

# An evaluation or a warning binds nobody, a reservation or a refusal only grows, and a date that hangs on something is
# still a date: none of them makes a measure depend on anything.
NO_MEASURE = frozenset({Act.JUDGE, Act.OBJECT, Act.REJECT, Act.THREATEN, Act.SCHEDULE})

# A date of talks or a charge of breach is no measure that could depend on a condition.
NO_MEASURE_ISSUES = frozenset({Issue.TALKS, Issue.SUMMIT, Issue.CEASEFIRE_VIOLATIONS})


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point that one version makes depend on something and another does not.

    Of a settlement, what one side alone demands is a condition, whether it is worded as one or not.
    """
    found: set[Issue] = set()
    for matter in context.issues:
        if matter.point.issue in NO_MEASURE_ISSUES:
            continue
        conditions = [position for version in matter.versions for position in _conditions(version)]
        if conditions and not _is_shared(matter):
            found.add(matter.point.issue)
            yield _conditional(matter, conditions)
    for matter in context.issues:
        if matter.point.issue is Issue.SETTLEMENT and matter.point.issue not in found:
            yield from _demanded(matter)


def _demanded(matter: AlignedPoint) -> Iterable[Divergence]:
    demanding = [version for version in matter.versions if version.having(Act.DEMAND)]
    if 0 < len(demanding) < len(matter.versions):
        demands = [demand for version in demanding for demand in version.having(Act.DEMAND)]
        yield diverge(
            TYPE,
            Certainty.ASYMMETRIC,
            matter,
            sides_of(matter.versions, demands),
            because=("demanded of the settlement by one side alone",),
        )


def _conditional(matter: AlignedPoint, conditions: list[Position]) -> Divergence:
    stating = [version for version in matter.versions if _conditions(version)]
    everyone = len(stating) == len(matter.versions)
    return diverge(
        TYPE,
        certainty_of(*conditions) if everyone else Certainty.ASYMMETRIC,
        matter,
        sides_of(matter.versions, conditions),
        because=[
            f"{'+'.join(version.parties)}: " + ("on a condition" if version in stating else "without a condition")
            for version in matter.versions
        ],
    )


def _conditions(version: Version) -> list[Position]:
    return [
        position for position in version.positions if position.condition is not None and position.act not in NO_MEASURE
    ]


def _is_shared(matter: AlignedPoint) -> bool:
    """Return whether every version has the same holders undertake the measure together on a condition."""
    holders = [
        {position.holder for position in _conditions(version) if len(position.holder) > 1}
        for version in matter.versions
    ]
    return bool(set.intersection(*holders))
