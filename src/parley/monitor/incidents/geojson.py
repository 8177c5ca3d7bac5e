"""A GeoJSON FeatureCollection, read feature by feature, by a mapping file that names its properties.

The point of a feature is its place; of another geometry, the middle of its bounds, with the precision that its size
allows. The number of a rejected row is the number of the feature, counted from 1.
"""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from math import cos, hypot, radians
from typing import Any

from parley.delimited.cells import UnusableCellError, choose_order
from parley.delimited.table import TableFile
from parley.errors import InputError
from parley.monitor.incidents._mapped import check_mapping, make_incident
from parley.vocabulary import PLACE_RADIUS_KM, Incident, PlacePrecision, Rejected

NAME = "geojson"
DESCRIPTION = "a GeoJSON FeatureCollection, by a mapping file"
NEEDS_MAPPING = True
KM_IN_A_DEGREE = 111.2
_CHUNK = 1 << 20
_LARGEST_FEATURE = 1 << 24
_SAMPLE = 2000


def recognises(file: TableFile) -> bool:
    """Return whether a mapping names its properties, and it looks like a FeatureCollection."""
    return "columns" in file.mapping and file.start.lstrip().startswith("{")


def read(file: TableFile) -> Iterator[tuple[int, Incident] | Rejected]:
    """Yield the incidents of a collection, and what could not be one.

    Raises:
        InputError: it is no FeatureCollection, or the mapping does not do.
    """
    columns = check_mapping(file.mapping, str(file.path))
    day = (columns.get("first_on") or columns["date"])[0]
    sample = (_text(_properties(feature).get(day)) for feature in islice(_features(file), _SAMPLE))
    read_day = choose_order(sample, str(file.path), file.mapping.get("date_format"))
    for number, feature in enumerate(_features(file), 1):
        try:
            record = _properties(feature)
            record.update(_place(feature, record, columns))
            named = {**columns, "latitude": ["\0latitude"], "longitude": ["\0longitude"]}
            named.setdefault("place_precision", ["\0precision"])
            yield number, make_incident(_getter(record), named, file.mapping, read_day)
        except UnusableCellError as error:
            yield Rejected(number, str(error))


def _features(file: TableFile) -> Iterator[Any]:
    """Yield one feature after another without holding the file."""
    decoder, held = json.JSONDecoder(), ""
    with file.open() as text:
        while '"features"' not in held:
            more = text.read(_CHUNK)
            if not more or len(held) > _LARGEST_FEATURE:
                raise InputError(
                    "it has no list of features", where=str(file.path), remedy="give a GeoJSON FeatureCollection"
                )
            held += more
        held = held[held.index('"features"') + len('"features"') :]
        held = held.lstrip().removeprefix(":").lstrip().removeprefix("[")
        while True:
            held = held.lstrip().removeprefix(",").lstrip()
            if held.startswith("]"):
                return
            try:
                feature, end = decoder.raw_decode(held)
            except json.JSONDecodeError as error:
                more = text.read(_CHUNK)
                if not more or len(held) > _LARGEST_FEATURE:
                    raise InputError(
                        f"a feature cannot be read ({error.msg}); the file may have been cut short",
                        where=str(file.path),
                        remedy="fetch the file again, or repair it",
                    ) from error
                held = held.removeprefix(":").lstrip().removeprefix("[") + more
                continue
            yield feature
            held = held[end:]


def _properties(feature: Any) -> dict[str, Any]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    record = dict(found) if isinstance(found, dict) else {}
    if isinstance(feature, dict) and "id" in feature:
        record.setdefault("id", feature["id"])
    return record


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _place(feature: Any, record: dict[str, Any], columns: dict[str, list[str]]) -> dict[str, Any]:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    points = list(_points(geometry.get("coordinates"))) if isinstance(geometry, dict) else []
    if not points:
        given = {name: record.get(columns[name][0]) for name in ("latitude", "longitude") if name in columns}
        return {"\0latitude": given.get("latitude"), "\0longitude": given.get("longitude"), "\0precision": "unknown"}
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    middle = (south + north) / 2
    radius = hypot((east - west) * cos(radians(middle)), north - south) / 2 * KM_IN_A_DEGREE
    precision = next((one for one in PlacePrecision if radius <= PLACE_RADIUS_KM[one]), PlacePrecision.COUNTRY)
    return {"\0latitude": middle, "\0longitude": (west + east) / 2, "\0precision": precision.value}


def _points(value: Any) -> Iterator[tuple[float, float]]:
    if isinstance(value, list) and len(value) >= 2 and all(isinstance(one, int | float) for one in value[:2]):
        yield float(value[0]), float(value[1])
    elif isinstance(value, list):
        for one in value:
            yield from _points(one)


def _getter(record: dict[str, Any]) -> Callable[[str], str]:
    return lambda name: _text(record.get(name))
