"""`timing`: start, end, length, order or deadline; dates are compared after they have been worked out."""

from collections.abc import Iterable

from parley.compare.context import AlignedPoint, Context, certainty_of, diverge, sides_of
from parley.compare.pairs import Pair, pair_up
from parley.compare.times import ORDERING, Times, read_times
from parley.vocabulary import CEASEFIRE_ISSUES, Act, Certainty, Divergence, DivergenceType, Position

TYPE = DivergenceType.TIMING

FORWARD = frozenset({Act.AGREE, Act.ORDER, Act.ACCEPT, Act.PROPOSE, Act.SCHEDULE, Act.DEMAND, Act.STATE})
# Whose order, or going on, is one of steps that are taken or offered; what is demanded or told has its order in words.
TAKEN = FORWARD - {Act.DEMAND, Act.STATE}
SEQUENCE = frozenset({"in_order", "renewal"})
# What is evaluated, threatened or left open has no time of its own.
TIMELESS = frozenset({Act.JUDGE, Act.THREATEN, Act.EVADE})
# A time that only one of two gives is a difference where the two are surely on one step; a halt of fire is one step.
SURELY_ONE = 0.8


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each issue whose versions set different times, or of which only one sets a time.

    "30 days", "until 17 April" and a first and last day agree where they come to the same end. How a time is put counts
    too: what is to be done in parallel, in an order, "soon", without an end.
    """
    for matter in context.issues:
        divergence = _find_apart(matter) or _find_one_sided(matter)
        if divergence is not None:
            yield divergence


def _find_apart(matter: AlignedPoint) -> Divergence | None:
    told = {version.parties: [read_times(p) for p in version.positions] for version in matter.versions}
    for pair in pair_up(matter, _looks_forward, _looks_forward):
        is_apart = pair.are_kin and read_times(pair.one).is_apart_from(read_times(pair.other))
        if is_apart and not _is_shared(read_times(pair.one), told[pair.there.parties]):
            return _diverge(matter, pair, certainty_of(pair.one, pair.other))
    return None


def _is_shared(times: Times, there: list[Times]) -> bool:
    """Return whether a version also has the end of these times, or their start where they have no end."""
    if times.end is not None:
        return any(other.end == times.end for other in there)
    return any(other.start == times.start and other.days == times.days for other in there)


def _find_one_sided(matter: AlignedPoint) -> Divergence | None:
    for pair in pair_up(matter, _says_when, lambda position: position.act not in TIMELESS):
        if pair.are_kin and _is_one_sided(pair, is_halt=matter.point.issue in CEASEFIRE_ISSUES):
            return _diverge(matter, pair, Certainty.ASYMMETRIC)
    return None


def _is_one_sided(pair: Pair, *, is_halt: bool) -> bool:
    here, there = read_times(pair.one), read_times(pair.other)
    alone = here.put & ORDERING - there.put
    if alone and (pair.one.act in TAKEN or not here.is_dated):
        return pair.one.act in TAKEN or not alone <= SEQUENCE
    if pair.one.act not in FORWARD or pair.other.act not in FORWARD:
        return False
    if here.is_dated:
        return not there.is_dated and (bool(there.put) or is_halt or pair.score > SURELY_ONE)
    if here.put and there.put:
        return not there.is_dated and not here.put & there.put
    return not there.is_dated and pair.score > SURELY_ONE


def _looks_forward(position: Position) -> bool:
    return position.act in FORWARD


def _says_when(position: Position) -> bool:
    times = read_times(position)
    if position.act in TIMELESS:
        return False
    return times.is_dated or bool(times.put) or position.act is Act.SCHEDULE


def _diverge(matter: AlignedPoint, pair: Pair, certainty: Certainty) -> Divergence:
    told: dict[Position, Times] = {position: read_times(position) for position in (pair.one, pair.other)}
    return diverge(
        TYPE,
        certainty,
        matter,
        sides_of(matter.versions, [pair.one, pair.other]),
        because=[f"{position.source}: {times.describe()}" for position, times in told.items()],
    )
