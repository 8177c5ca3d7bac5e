"""Positions of two versions set side by side: which of one says most likely the same matter as which of the other."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from parley.compare.context import AlignedPoint, Version, is_sure
from parley.compare.kinship import ASKED_FOR, Signature, relate, sign
from parley.vocabulary import Position

# So many different positions of a version are looked at: enough for any text, and the cost stays bounded.
MOST_OF_A_VERSION = 12

Test = Callable[[Position], bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two positions of two versions and how closely they are related: the sum of the signs of `kinship`."""

    here: Version
    there: Version
    one: Position
    other: Position
    score: float

    @property
    def are_kin(self) -> bool:
        """Return whether they are likelier on one measure than on two."""
        return self.score > ASKED_FOR


def pair_up(matter: AlignedPoint, one: Test, other: Test) -> list[Pair]:
    """Return the pairs of a position that passes the first test and one of another version that passes the second.

    The closest relatives come first; of equals, those that stand first.
    """
    firsts = list(_choose(matter.versions, one))
    seconds = list(_choose(matter.versions, other)) if firsts else []
    pairs = [
        Pair(here, there, first, second, sum(relate(mine, theirs).values()))
        for here, first, mine in firsts
        for there, second, theirs in seconds
        if here is not there
    ]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.one.id, pair.other.id))


def put_first(pairs: Iterable[Pair], parties: Iterable[str]) -> list[Pair]:
    """Return the pairs with those first that an analyst would show: of two parties of the encounter, and both found."""
    named = frozenset(parties)

    def is_aside(pair: Pair) -> tuple[bool, bool]:
        of_parties = bool(named & set(pair.here.parties)) and bool(named & set(pair.there.parties))
        return not of_parties, not is_sure(pair.one, pair.other)

    return sorted(pairs, key=is_aside)


def _choose(versions: Iterable[Version], test: Test) -> Iterator[tuple[Version, Position, Signature]]:
    for version in versions:
        kept: dict[Signature, Position] = {}
        for position in version.positions:
            if test(position):
                kept.setdefault(sign(position), position)
            if len(kept) == MOST_OF_A_VERSION:
                break
        for signature, position in kept.items():
            yield version, position, signature
