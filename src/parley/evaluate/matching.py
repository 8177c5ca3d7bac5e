"""Pairs returned passages with expected ones: each at most once, as many pairs as possible, the best overlaps first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from parley.vocabulary import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A returned or expected passage: its key says what must agree, `places` where its words may stand."""

    source: str
    issue: str
    places: tuple[Span, ...]


def overlap_share(one: Passage, other: Passage) -> float:
    """Return the best overlap of the two as a share of the shorter, in [0, 1]."""
    return max(
        (
            here.overlap(there) / max(1, min(here.end - here.start, there.end - there.start))
            for here in one.places
            for there in other.places
        ),
        default=0.0,
    )


def match_passages(
    returned: Sequence[Passage], expected: Sequence[Passage], *, key: Callable[[Passage], object]
) -> dict[int, int]:
    """Return pairs of indices, returned → expected, that agree in `key` and overlap by at least half of the shorter.

    The pairing is a largest one. Better overlaps are tried first, then pairs that agree in issue, then text order.
    """
    by_key: dict[object, list[int]] = {}
    for index, passage in enumerate(expected):
        by_key.setdefault(key(passage), []).append(index)
    edges = [
        (-share, passage.issue != expected[there].issue, here, there)
        for here, passage in enumerate(returned)
        for there in by_key.get(key(passage), ())
        if (share := overlap_share(passage, expected[there])) >= 0.5
    ]
    edges.sort()
    choices: dict[int, list[int]] = {}
    for _, _, here, there in edges:
        choices.setdefault(here, []).append(there)
    taken: dict[int, int] = {}
    for _, _, here, there in edges:
        if there not in taken and here not in taken.values():
            taken[there] = here
    for here in choices:
        if here not in taken.values():
            _augment(here, choices, taken, set())
    return {here: there for there, here in taken.items()}


def _augment(here: int, choices: Mapping[int, list[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Find a place for `here`, moving others where they have another choice."""
    for there in choices[here]:
        if there in tried:
            continue
        tried.add(there)
        if there not in taken or _augment(taken[there], choices, taken, tried):
            taken[there] = here
            return True
    return False
