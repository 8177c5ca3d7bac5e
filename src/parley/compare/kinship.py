"""How closely two positions on one issue are related: a table of named signs, each with its weight.

Only what is neutral between languages is looked at: objects, numbers, dates, acts, holders. Positions of two sources
are one point from the sum 0.5 on, that is for any sign that nothing speaks against. Within one source the sum 2 is
asked for, since one author rarely says a thing twice.
"""

from dataclasses import dataclass
from datetime import date

from parley.vocabulary import Act, Position

WEIGHTS: dict[str, float] = {
    "an object in common": 2.0,
    "the same number": 2.0,
    "a date or length in common": 2.0,
    "the same kind of act": 1.0,
    "the same holders": 1.0,
    "one answers what the other asserts": 2.0,
    "a holder in common": 0.5,
    "wholly different objects": -1.0,
    "wholly different dates": -1.0,
}
ENOUGH_ACROSS_SOURCES = 0.5
ENOUGH_WITHIN_A_SOURCE = 2.0

# Kinds of acts that versions of one measure tend to share.
BINDING = frozenset({Act.PROPOSE, Act.DEMAND, Act.ACCEPT, Act.AGREE, Act.ORDER, Act.SCHEDULE})
TELLING = frozenset({Act.STATE, Act.DISCUSS, Act.CONFIRM, Act.JUDGE})
ANSWERING = frozenset({Act.DENY, Act.REJECT, Act.OBJECT, Act.EVADE})
KIND_OF_ACT: dict[Act, str] = {
    **dict.fromkeys(BINDING, "binding"),
    **dict.fromkeys(TELLING, "telling"),
    **dict.fromkeys(ANSWERING, "answering"),
    Act.THREATEN: "threatening",
}


@dataclass(frozen=True)
class Signature:
    """What of a position counts for alignment; positions with one signature are related alike."""

    kind: str
    holder: frozenset[str]
    scope: frozenset[str]
    quantity: float | None
    times: frozenset[date | int]


def sign(position: Position) -> Signature:
    """Return the signature of a position."""
    measure = position.measure
    times = {measure.starts_on, measure.ends_on, measure.days}
    return Signature(
        kind=KIND_OF_ACT[position.act],
        holder=frozenset(position.holder),
        scope=frozenset(measure.scope),
        quantity=measure.quantity,
        times=frozenset(time for time in times if time is not None),
    )


def relate(one: Signature, other: Signature) -> dict[str, float]:
    """Return the signs that hold between two signatures, with their weights."""
    signs = {
        "an object in common": bool(one.scope & other.scope),
        "the same number": one.quantity is not None and one.quantity == other.quantity,
        "a date or length in common": bool(one.times & other.times),
        "the same kind of act": one.kind == other.kind,
        "the same holders": one.holder == other.holder,
        "one answers what the other asserts": _answers(one.kind, other.kind),
        "a holder in common": bool(one.holder & other.holder),
        "wholly different objects": bool(one.scope and other.scope and not one.scope & other.scope),
        "wholly different dates": bool(one.times and other.times and not one.times & other.times),
    }
    return {name: WEIGHTS[name] for name, holds in signs.items() if holds}


def _answers(one: str, other: str) -> bool:
    return (one == "answering") != (other == "answering") and "threatening" not in (one, other)
