"""Sets of objects set against each other: equal, wider, narrower, overlapping or disjoint.

A noun with more words names something narrower: "energy infrastructure" is a part of "infrastructure".
"""

from collections.abc import Set as AbstractSet
from functools import lru_cache

from parley.vocabulary.scopes import is_within


def name_relation(one: AbstractSet[str], other: AbstractSet[str]) -> str:
    """Return how the first set stands to the second.

    >>> name_relation({"energy", "infrastructure"}, {"energy infrastructure"})
    'wider'
    >>> name_relation({"ship"}, {"ship", "port"})
    'narrower'
    """
    return _relate(frozenset(one), frozenset(other))


@lru_cache(maxsize=20_000)
def _relate(one: frozenset[str], other: frozenset[str]) -> str:
    if one == other:
        return "equal"
    forth, back = _covers(one, other), _covers(other, one)
    if forth and back:
        return "equal"
    if forth:
        return "wider"
    if back:
        return "narrower"
    shared = any(is_within(noun, wider) or is_within(wider, noun) for noun in one for wider in other)
    return "overlapping" if shared else "disjoint"


def _covers(wider: AbstractSet[str], narrower: AbstractSet[str]) -> bool:
    return all(any(is_within(noun, cover) for cover in wider) for noun in narrower)
