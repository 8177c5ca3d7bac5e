"""Columns of a block of incidents: what matching looks at, as arrays; repeated values become codes of a vocabulary."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from parley.vocabulary import Incident, PlacePrecision

Value = TypeVar("Value", bound=Hashable)
PRECISIONS = tuple(PlacePrecision)
_PRECISION_CODES = {precision: code for code, precision in enumerate(PRECISIONS)}


class Codes(Generic[Value]):
    """A vocabulary: each value has a code, the number of values before it."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self._codes: dict[Value, int] = {}

    def code(self, value: Value) -> int:
        """Return the code of a value, new or not."""
        code = self._codes.get(value)
        if code is None:
            code = self._codes[value] = len(self.values)
            self.values.append(value)
        return code


@dataclass(slots=True)
class Vocabularies:
    """The values met so far: tuples of sides, (type, targets), tuples of places."""

    sides: Codes[tuple[str, ...]] = field(default_factory=Codes)
    kinds: Codes[tuple[str, tuple[str, ...]]] = field(default_factory=Codes)
    places: Codes[tuple[str, ...]] = field(default_factory=Codes)


@dataclass(frozen=True, slots=True)
class Block:
    """Incidents in order of their first day. Days are proleptic ordinals; a place without degrees is NaN."""

    incidents: Sequence[Incident]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    precision: NDArray[np.int8]
    sides: NDArray[np.int32]
    kinds: NDArray[np.int32]
    places: NDArray[np.int32]
    deaths: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.incidents)


def make_block(incidents: Sequence[Incident], known: Vocabularies) -> Block:
    """Return the columns of the incidents, sorted by first day."""
    incidents = sorted(incidents, key=lambda one: one.first_on)
    nan = float("nan")

    def column(values: Any, kind: Any) -> NDArray[Any]:
        return np.fromiter(values, kind, len(incidents))

    return Block(
        incidents,
        column((one.first_on.toordinal() for one in incidents), np.int32),
        column((one.last_on.toordinal() for one in incidents), np.int32),
        column((nan if one.longitude is None else one.longitude for one in incidents), np.float64),
        column((nan if one.latitude is None else one.latitude for one in incidents), np.float64),
        column((_PRECISION_CODES[one.place_precision] for one in incidents), np.int8),
        column((known.sides.code(one.sides) for one in incidents), np.int32),
        column((known.kinds.code((one.type, one.targets)) for one in incidents), np.int32),
        column((known.places.code(one.places) for one in incidents), np.int32),
        column((one.best for one in incidents), np.int32),
    )
