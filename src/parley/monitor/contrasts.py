"""Contrasts: where two readings of one commitment judge the same incidents otherwise."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from parley.monitor.areas import NO, YES
from parley.monitor.columns import Block
from parley.vocabulary import Contrast, Incident, WatchedReading

# Of the incidents under one reading alone, so many are kept; all are counted.
KEPT = 200


class ContrastCount:
    """Counts, over blocks, how two readings of one commitment judge the same incidents."""

    def __init__(self, commitment: str, first: str, second: str) -> None:
        self.names = (commitment, first, second)
        self.counts = np.zeros((3, 3), np.int64)
        self.deaths = np.zeros((3, 3), np.int64)
        self.examples: list[tuple[str, Incident]] = []

    def add(self, block: Block, one: NDArray[np.int8], other: NDArray[np.int8]) -> None:
        """Take in what both readings say of a block."""
        codes = one.astype(np.intp) * 3 + other
        self.counts += np.bincount(codes, minlength=9).reshape(3, 3)
        self.deaths += np.bincount(codes, weights=block.deaths, minlength=9).astype(np.int64).reshape(3, 3)
        for name, rows in (
            (self.names[1], (one == YES) & (other == NO)),
            (self.names[2], (one == NO) & (other == YES)),
        ):
            places = np.flatnonzero(rows)
            most = places[np.argsort(-block.deaths[places], kind="stable")[:KEPT]]
            self.examples += [(name, block.incidents[place]) for place in most.tolist()]
        self.examples.sort(key=lambda found: (-found[1].best, found[1].first_on, found[1].id))
        del self.examples[KEPT:]

    def finish(self) -> Contrast:
        """Return the contrast."""
        counts, deaths = self.counts, self.deaths
        open_ = counts.sum() - counts[NO, NO] - counts[YES, YES] - counts[YES, NO] - counts[NO, YES]
        return Contrast(
            *self.names,
            int(counts[YES, YES]),
            int(counts[YES, NO]),
            int(counts[NO, YES]),
            int(open_),
            int(deaths[YES, NO]),
            int(deaths[NO, YES]),
            tuple(self.examples),
        )


def pair_readings(readings: Sequence[WatchedReading]) -> list[tuple[int, int, ContrastCount]]:
    """Return the pairs of readings of one commitment, by their places, each with its count."""
    return [
        (i, j, ContrastCount(readings[i].commitment, readings[i].reading, readings[j].reading))
        for i, j in combinations(range(len(readings)), 2)
        if readings[i].commitment == readings[j].commitment
    ]
