"""`timing`: start, end, length or deadline; dates are compared after they have been worked out."""

from collections.abc import Iterable
from datetime import date, timedelta

from parley.compare.context import AlignedPoint, Context, Version, certainty_of, diverge, sides_of
from parley.vocabulary import CEASEFIRE_ISSUES, Act, Certainty, Divergence, DivergenceType, Position

TYPE = DivergenceType.TIMING

# What lies in the past, or is only told, settles no time of the measure.
NOT_DATED = frozenset({Act.CONFIRM, Act.STATE, Act.JUDGE, Act.THREATEN, Act.DENY})


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point whose versions set different times, or of which only one sets a time.

    "30 days", "until 17 April" and a first and last day agree where they come to the same end.
    """
    for matter in context.compared:
        divergence = _compare(matter)
        if divergence is not None:
            yield divergence


def _compare(matter: AlignedPoint) -> Divergence | None:
    timed = [version for version in matter.versions if _times(version)]
    chosen = [position for version in timed for position in _times(version)]
    if _any_apart(timed):
        certainty = certainty_of(*chosen)
    elif _is_one_sided(matter) or _is_scheduled_apart(matter):
        certainty = Certainty.ASYMMETRIC
    else:
        return None
    because = [f"{position.source}: {_say(position)}" for position in sides_of(timed, chosen)]
    return diverge(TYPE, certainty, matter, sides_of(matter.versions, chosen), because=because)


def _any_apart(timed: list[Version]) -> bool:
    return any(
        _are_apart(_ends(one), _ends(other)) or _are_apart(_starts(one), _starts(other))
        for place, one in enumerate(timed)
        for other in timed[place + 1 :]
    )


def _is_one_sided(matter: AlignedPoint) -> bool:
    """Return whether some versions give a halt of fire an end or a length, and others none."""
    if matter.point.issue not in CEASEFIRE_ISSUES:
        return False
    return len({bool(_ends(version)) for version in matter.versions}) > 1


def _is_scheduled_apart(matter: AlignedPoint) -> bool:
    """Return whether one version schedules a step, and not all give the same first day for it."""
    scheduled = any(version.having(Act.SCHEDULE) for version in matter.versions)
    shared = set.intersection(*(_starts(version) for version in matter.versions))
    return scheduled and not shared


def _times(version: Version) -> list[Position]:
    return [
        position
        for position in version.positions
        if position.act not in NOT_DATED
        and (position.act is Act.SCHEDULE or _start(position) is not None or _end(position) is not None)
    ]


def _start(position: Position) -> date | None:
    return position.measure.starts_on


def _end(position: Position) -> date | int | None:
    """Return the last day, or the length where no day can be worked out."""
    measure = position.measure
    if measure.ends_on is not None:
        return measure.ends_on
    if measure.starts_on is not None and measure.days is not None:
        return measure.starts_on + timedelta(days=measure.days)
    return measure.days


def _starts(version: Version) -> set[date]:
    return {start for position in _times(version) if (start := _start(position)) is not None}


def _ends(version: Version) -> set[date | int]:
    """Return its ends: as days of the calendar and, where a length is given too, as lengths."""
    ends: set[date | int] = set()
    for position in _times(version):
        ends |= {end for end in (_end(position), position.measure.days) if end is not None}
    return ends


def _are_apart(one: set[date] | set[date | int], other: set[date] | set[date | int]) -> bool:
    """Return whether both give times of one kind and none is shared."""
    kinds_here, kinds_there = {type(time) for time in one}, {type(time) for time in other}
    return bool(kinds_here & kinds_there) and not set(one) & set(other)


def _say(position: Position) -> str:
    measure = position.measure
    parts = [f"from {measure.starts_on}"] if measure.starts_on else []
    parts += [f"until {measure.ends_on}"] if measure.ends_on else []
    parts += [f"{measure.days} days"] if measure.days else []
    return ", ".join(parts) or "no date"
