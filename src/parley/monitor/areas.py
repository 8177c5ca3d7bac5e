"""Areas: whether an incident's place surely lies in a reading's area, surely not, or may.

A place is known to a radius. The area made larger by that radius holds every place that may lie in it; made smaller, it
holds those that surely do. Distances are taken on a plane through the middle of each area, with degrees of longitude
shortened by the cosine of its latitude: exact to about one in a thousand over 100 km and a few in a hundred over 1,000.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from math import cos, isinf, radians
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import scale
from shapely.geometry import LineString, Point, shape
from shapely.ops import unary_union

from parley.errors import InputError
from parley.monitor.columns import PRECISIONS, Block, Vocabularies
from parley.vocabulary import PLACE_RADIUS_KM, Area, PlacePrecision

NO, DOUBTFUL, YES = 0, 1, 2
KM_IN_A_DEGREE = 111.2
# Where a place is known only to a province or less, a smaller unit that is named may or may not be meant.
VAGUE = frozenset({PlacePrecision.PROVINCE, PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN})


@dataclass(frozen=True, slots=True)
class _Shape:
    """One shape at each precision: what holds every place that may lie in it, and what those that surely do."""

    outer: tuple[Any, ...]
    inner: tuple[Any, ...]


class AreaTest:
    """Tests blocks against one area; see the module for what the verdicts mean."""

    def __init__(self, area: Area, where: str) -> None:
        self.area = area
        self._shape = _make_shape(area, where)
        self._except = _make_shape(area.except_for, where) if area.except_for else None
        self._names = _pattern(area.names)
        self._except_names = _pattern(area.except_for.names) if area.except_for else None
        self._named: dict[int, int] = {}

    @property
    def everywhere(self) -> bool:
        """Return whether every place passes."""
        return self.area.everywhere and self.area.except_for is None

    def count_near(self, block: Block, *, exchanged: bool) -> int:
        """Return how many incidents lie in the bounds of the shape; `exchanged` takes latitude for longitude."""
        if self._shape is None:
            return 0
        x, y = (block.latitude, block.longitude) if exchanged else (block.longitude, block.latitude)
        west, south, east, north = self._shape.outer[0].bounds
        return int(((x >= west) & (x <= east) & (y >= south) & (y <= north)).sum())

    def judge(self, block: Block, chosen: NDArray[np.intp], known: Vocabularies) -> NDArray[np.int8]:
        """Return NO, DOUBTFUL or YES for the chosen incidents of a block."""
        inside = np.full(len(chosen), YES, np.int8)
        if not self.area.everywhere:
            inside = self._within(block, chosen, known, self._shape, self._names)
        if self.area.except_for is not None:
            out = self._within(block, chosen, known, self._except, self._except_names)
            inside = np.minimum(inside, (YES - out).astype(np.int8))
        return inside

    def _within(
        self,
        block: Block,
        chosen: NDArray[np.intp],
        known: Vocabularies,
        at: _Shape | None,
        names: re.Pattern[str] | None,
    ) -> NDArray[np.int8]:
        """Return the better of what the names say and what the shape says."""
        verdicts = np.zeros(len(chosen), np.int8)
        precision = block.precision[chosen]
        if names is not None:
            codes = block.places[chosen]
            unique, back = np.unique(codes, return_inverse=True)
            hits = np.array([_is_named(known.places.values[code], names) for code in unique.tolist()], bool)
            vague = np.isin(precision, [PRECISIONS.index(one) for one in VAGUE])
            verdicts = np.where(hits[back] if len(hits) else False, YES, np.where(vague, DOUBTFUL, NO)).astype(np.int8)
        if at is not None:
            x, y = block.longitude[chosen], block.latitude[chosen]
            for code in np.unique(precision).tolist():
                rows = np.flatnonzero(precision == code)
                verdicts[rows] = np.maximum(verdicts[rows], _in_shape(x[rows], y[rows], at, code))
        return verdicts


def _in_shape(x: NDArray[np.float64], y: NDArray[np.float64], at: _Shape, code: int) -> NDArray[np.int8]:
    unplaced = np.isnan(x) | np.isnan(y)
    if isinf(PLACE_RADIUS_KM[PRECISIONS[code]]):
        return np.full(len(x), DOUBTFUL, np.int8)
    outer, inner = at.outer[code], at.inner[code]
    west, south, east, north = outer.bounds if not outer.is_empty else (1.0, 1.0, 0.0, 0.0)
    near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
    verdicts = np.where(unplaced, DOUBTFUL, NO).astype(np.int8)
    if len(near):
        surely = shapely.intersects_xy(inner, x[near], y[near])
        maybe = surely if inner is outer else shapely.intersects_xy(outer, x[near], y[near])
        verdicts[near] = np.where(surely, YES, np.where(maybe, DOUBTFUL, NO))
    return verdicts


@lru_cache(maxsize=100_000)
def _is_named(places: tuple[str, ...], names: re.Pattern[str]) -> bool:
    return any(names.search(place) for place in places)


def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in names)})(?!\w)", re.IGNORECASE)


def _make_shape(area: Area, where: str) -> _Shape | None:
    parts = [_read_geometry(text, where) for text in area.geometries]
    if area.line:
        parts.append(_around(area, where))
    if not parts:
        return None
    whole = unary_union(parts)
    outer, inner = [], []
    for precision in PRECISIONS:
        radius = PLACE_RADIUS_KM[precision]
        wider = whole if radius == 0 or isinf(radius) else _grow(whole, radius)
        closer = whole if radius == 0 or isinf(radius) else _grow(whole, -radius)
        shapely.prepare(wider)
        shapely.prepare(closer)
        outer.append(wider)
        inner.append(wider if closer is whole else closer)
    return _Shape(tuple(outer), tuple(inner))


def _read_geometry(text: str, where: str) -> Any:
    """Return a valid polygon: one that crosses itself is repaired by the even-odd rule, as GeoJSON readers draw it.

    Raises:
        InputError: it is no polygon, or has no area.
    """
    try:
        geometry = shape(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, shapely.errors.ShapelyError) as error:
        raise InputError(
            f"an area is no GeoJSON geometry ({error})", where=where, remedy="give a Polygon or a MultiPolygon"
        ) from error
    if not geometry.is_valid:
        geometry = shapely.make_valid(geometry)
    west, south, east, north = geometry.bounds if not geometry.is_empty else (0.0, 0.0, 0.0, 0.0)
    if geometry.area == 0:
        raise InputError("an area has no extent", where=where, remedy="give a Polygon or a MultiPolygon")
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise InputError(
            f"an area lies outside the degrees of the earth ({west}, {south} to {east}, {north})",
            where=where,
            remedy="GeoJSON writes longitude first, then latitude, in degrees",
        )
    return geometry


def _around(area: Area, where: str) -> Any:
    if area.within_km is None or not 0 < area.within_km <= 2000:
        raise InputError(
            "a line has to come with a distance of up to 2,000 km", where=where, remedy="write within_km = 15"
        )
    for x, y in area.line:
        if not (-180 <= x <= 180 and -90 <= y <= 90):
            raise InputError(
                f"a point of a line is out of range: {x}, {y}", where=where, remedy="write [longitude, latitude]"
            )
    line = LineString(area.line) if len(area.line) > 1 else Point(area.line[0])
    return _grow(line, area.within_km)


def _grow(geometry: Any, km: float) -> Any:
    """Return the geometry made larger (or smaller) by a distance, in degrees."""
    middle = geometry.centroid
    factor = max(0.05, cos(radians(middle.y)))
    flat = scale(geometry, KM_IN_A_DEGREE * factor, KM_IN_A_DEGREE, origin=(0, 0))
    grown = flat.buffer(km, quad_segs=16)
    return scale(grown, 1 / (KM_IN_A_DEGREE * factor), 1 / KM_IN_A_DEGREE, origin=(0, 0))


def has_self_crossing(text: str) -> bool:
    """Return whether a GeoJSON polygon crosses itself and was repaired."""
    try:
        return not shape(json.loads(text)).is_valid
    except (ValueError, TypeError, KeyError, AttributeError, shapely.errors.ShapelyError):
        return False
