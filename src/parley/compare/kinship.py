"""How closely two positions on one issue are related: a table of named signs, each with its weight.

Only what is neutral between languages is looked at: objects, places, parties, numbers, dates, acts, holders, words that
stand in both. The weights are rounded from a logistic regression over pairs of positions of which a careful reader said
whether they are on one measure. Two are laid down: measures of other objects are two, and a wider and a narrower one
are versions of one. Two positions are on one measure where the sum exceeds what is asked for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from parley.vocabulary import Act, Position
from parley.vocabulary.scopes import is_within

WEIGHTS: dict[str, float] = {
    "next to one another in the text": 2.5,
    "a date or length in common": 2.3,
    "the same number": 1.5,
    "an object in common": 1.4,
    "a place in common": 1.3,
    "close to one another in the text": 1.2,
    "objects within one another": 1.0,
    "called alike": 0.6,
    "one answers what the other asserts": 0.5,
    "the same holders": 0.5,
    "the same act": 0.4,
    "the same kind of act": 0.4,
    "a word in common": 0.2,
    "wholly different dates": -0.5,
    "wholly different parties named": -0.5,
    "only one of them judges": -0.5,
    "a holder in common": -0.5,
    "different numbers": -0.6,
    "wholly different places": -0.8,
    "of one source": -0.9,
    "measures of other objects": -1.6,
}
ASKED_FOR = 0.3
# What counts more than once does so at most this often.
MOST_OBJECTS = 2
MOST_WORDS = 3
NEXT, CLOSE = 1, 3

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

# Objects that stand in the texts of any measure tell no two measures apart.
COMMONPLACE = frozenset(
    {"agreement", "border", "country", "delegation", "government", "party"}
    | {"people", "security", "state", "text", "territory", "war"}
)
_NAMES = frozenset({"object", "party", "place"})
_LONG_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]{6,}|\d+")
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")


@dataclass(frozen=True)
class Signature:
    """What of a position counts for alignment; positions with one signature are related alike."""

    act: Act
    holder: frozenset[str]
    scope: frozenset[str]
    objects: frozenset[str]
    places: frozenset[str]
    parties: frozenset[str]
    wordings: frozenset[str]
    quantity: float | None
    times: frozenset[date | int]
    words: frozenset[str]


@lru_cache(maxsize=50_000)
def sign(position: Position) -> Signature:
    """Return the signature of a position."""
    measure = position.measure
    times = {measure.starts_on, measure.ends_on, measure.days}
    marks: dict[str, set[str]] = {"object": set(measure.scope)}
    for mark in position.marks:
        kind, name = mark.split(":", 1)
        marks.setdefault(kind, set()).add(name)
    wordings = {f"{kind}:{name}" for kind, names in marks.items() if kind not in _NAMES for name in names}
    return Signature(
        act=position.act,
        holder=frozenset(position.holder),
        scope=frozenset(measure.scope),
        objects=frozenset(marks["object"]) - COMMONPLACE,
        places=frozenset(marks.get("place", ())),
        parties=frozenset(marks.get("party", ())),
        wordings=frozenset(wordings),
        quantity=measure.quantity,
        times=frozenset(time for time in times if time is not None),
        words=telling_words(position.quote),
    )


@lru_cache(maxsize=50_000)
def telling_words(quote: str) -> frozenset[str]:
    """Return the beginnings of long words, the figures, and the pairs of Han characters of a quote."""
    folded = quote.lower()
    long = {word[:6] for word in _LONG_WORD.findall(folded)}
    pairs = {run[at : at + 2] for run in _HAN.findall(folded) for at in range(len(run) - 1)}
    return frozenset(long | pairs)


def relate(one: Signature, other: Signature, *, apart: int | None = None, nested: bool = False) -> dict[str, float]:
    """Return the signs that hold between two signatures, with their weights.

    `apart` is how many positions after one another they stand in one source, and None in two sources. `nested` asks for
    objects within one another too: they make one point, but set two positions apart within it.
    """
    signs = {name: WEIGHTS[name] for name in _find_signs(one, other)}
    if objects := one.objects & other.objects:
        signs["an object in common"] = WEIGHTS["an object in common"] * min(MOST_OBJECTS, len(objects))
    elif nested and _are_nested(one.objects, other.objects):
        signs["objects within one another"] = WEIGHTS["objects within one another"]
    if words := one.words & other.words:
        signs["a word in common"] = WEIGHTS["a word in common"] * min(MOST_WORDS, len(words))
    if apart is not None:
        names = ["of one source"]
        names += ["next to one another in the text"] if apart <= NEXT else []
        names += ["close to one another in the text"] if NEXT < apart <= CLOSE else []
        signs |= {name: WEIGHTS[name] for name in names}
    return signs


def _find_signs(one: Signature, other: Signature) -> Iterator[str]:
    """Yield the signs that hold once or not at all, the most frequent first."""
    kind, kind_there = KIND_OF_ACT[one.act], KIND_OF_ACT[other.act]
    if one.act is other.act:
        yield "the same act"
    if kind == kind_there:
        yield "the same kind of act"
    elif _answers(kind, kind_there):
        yield "one answers what the other asserts"
    if (one.act is Act.JUDGE) != (other.act is Act.JUDGE):
        yield "only one of them judges"
    if one.holder == other.holder:
        yield "the same holders"
    if one.holder & other.holder:
        yield "a holder in common"
    if one.wordings & other.wordings:
        yield "called alike"
    if one.times and other.times:
        yield "a date or length in common" if one.times & other.times else "wholly different dates"
    if one.places and other.places:
        yield "a place in common" if one.places & other.places else "wholly different places"
    if _are_different(one.parties, other.parties):
        yield "wholly different parties named"
    if one.quantity is not None and other.quantity is not None:
        yield "the same number" if one.quantity == other.quantity else "different numbers"
    if one.scope and other.scope and not _words_of(one.scope) & _words_of(other.scope):
        yield "measures of other objects"


@lru_cache(maxsize=20_000)
def _are_nested(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(is_within(noun, wider) or is_within(wider, noun) for noun in one for wider in other)


@lru_cache(maxsize=20_000)
def _words_of(nouns: frozenset[str]) -> frozenset[str]:
    """Return the words of objects: "energy facility" and "energy infrastructure" are not wholly other objects."""
    return frozenset(word for noun in nouns for word in noun.split())


def _are_different(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _answers(one: str, other: str) -> bool:
    return (one == "answering") != (other == "answering") and "threatening" not in (one, other)
