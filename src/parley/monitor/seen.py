"""SeenIncidents: which incidents were taken already, in 16 bytes each, so that a file of any size streams."""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from parley.vocabulary import Incident

NEW, REPEATED, OTHER_CONTENT = 0, 1, 2


class SeenIncidents:
    """Sorted runs of hashes of ids beside hashes of contents; runs of one size merge, as in a log-structured tree.

    Two ids have one 64-bit hash once in about 10^19 pairs: among ten million incidents with a chance of 3 in a million.
    """

    def __init__(self) -> None:
        self._runs: list[tuple[NDArray[np.uint64], NDArray[np.uint64]]] = []

    def judge(self, incidents: Sequence[Incident]) -> NDArray[np.int8]:
        """Return for each incident of a block NEW, REPEATED or OTHER_CONTENT, and remember the new ones."""
        ids = np.fromiter((_hash(one.id) for one in incidents), np.uint64, len(incidents))
        contents = np.fromiter((hash_content(one) for one in incidents), np.uint64, len(incidents))
        verdicts = np.zeros(len(incidents), np.int8)
        unique, first = np.unique(ids, return_index=True)
        if len(unique) < len(ids):
            held = contents[first][np.searchsorted(unique, ids)]
            again = np.ones(len(ids), bool)
            again[first] = False
            verdicts[again] = np.where(contents[again] == held[again], REPEATED, OTHER_CONTENT)
        for run_ids, run_contents in self._runs:
            at = np.minimum(np.searchsorted(run_ids, ids), len(run_ids) - 1)
            known = run_ids[at] == ids
            verdicts[known] = np.where(contents[known] == run_contents[at[known]], REPEATED, OTHER_CONTENT)
        self._add(ids[verdicts == NEW], contents[verdicts == NEW])
        return verdicts

    def _add(self, ids: NDArray[np.uint64], contents: NDArray[np.uint64]) -> None:
        if not len(ids):
            return
        order = np.argsort(ids)
        run = (ids[order], contents[order])
        while self._runs and len(self._runs[-1][0]) <= len(run[0]):
            other = self._runs.pop()
            joined = np.concatenate((other[0], run[0]))
            order = np.argsort(joined, kind="stable")
            run = (joined[order], np.concatenate((other[1], run[1]))[order])
        self._runs.append(run)


def hash_content(incident: Incident) -> int:
    """Return 64 bits of all that an incident says; comparable within one process, which is all that it is used for."""
    numbers = (
        incident.first_on.toordinal(),
        incident.last_on.toordinal(),
        incident.latitude,
        incident.longitude,
        incident.low,
        incident.best,
        incident.high,
    )
    words = (incident.places, incident.sides, incident.type, incident.targets, incident.place_precision)
    return hash((numbers, words)) & 0xFFFFFFFFFFFFFFFF


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
