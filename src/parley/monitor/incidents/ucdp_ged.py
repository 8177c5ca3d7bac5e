"""UCDP Georeferenced Event Dataset: yearly and candidate releases, any order of columns, with or without tags.

Source: UCDP GED Codebook 25.1, Uppsala Conflict Data Program, CC BY 4.0.
"""

import re
from collections.abc import Iterator
from datetime import date

from parley.delimited.cells import UnusableCellError, read_count, read_degrees
from parley.delimited.table import TableFile, find_columns
from parley.monitor.incidents._dated import ReadDay, read_dated
from parley.vocabulary import Incident, PlacePrecision, Rejected

NAME = "ucdp_ged"
DESCRIPTION = "UCDP Georeferenced Event Dataset, yearly and candidate releases"
NEEDS_MAPPING = False
REQUIRED = (
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "where_prec",
    "latitude",
    "longitude",
    "date_start",
    "date_end",
    "best",
    "high",
    "low",
)
OPTIONAL = ("where_coordinates", "adm_1", "adm_2", "country", "geom_wkt")
TYPES = {"1": "state-based", "2": "non-state", "3": "one-sided"}
# One-sided violence is, by UCDP's definition, the killing of civilians; of the other types no target is named.
TARGETS: dict[str, tuple[str, ...]] = {"3": ("civilian",)}
PRECISIONS = {
    "1": PlacePrecision.EXACT,
    "2": PlacePrecision.NEAR,
    "3": PlacePrecision.DISTRICT,
    "4": PlacePrecision.PROVINCE,
    "5": PlacePrecision.PROVINCE,
    "6": PlacePrecision.COUNTRY,
    "7": PlacePrecision.COUNTRY,
}
_POINT = re.compile(r"POINT ?\((-?[\d.]+) (-?[\d.]+)\)")
# Candidate releases have the last number of their version above 0: GEDEvent_v25_0_10, v25.01.25.06.
_RELEASE = re.compile(r"(?:ged|v)[_-]?(\d{2})[._]?(\d{1,2})(?:[._](\d{1,2}))?(?:[._](\d{1,2}))?", re.IGNORECASE)


def recognises(file: TableFile) -> bool:
    """Return whether the header is that of UCDP GED."""
    return {"type_of_violence", "where_prec", "date_start", "side_a"} <= {name.lower() for name in file.header}


def name_release(file_name: str) -> tuple[tuple[int, ...], bool]:
    """Return the numbers of the release in a file's name, and whether it is a candidate release.

    >>> name_release("GEDEvent_v25_1.csv"), name_release("GEDEvent_v25_0_10.csv")
    (((25, 1), False), ((25, 0, 10), True))
    """
    found = _RELEASE.search(file_name)
    numbers = tuple(int(number) for number in found.groups() if number) if found else ()
    return numbers, len(numbers) > 2


def read(file: TableFile) -> Iterator[tuple[int, Incident] | Rejected]:
    """Yield the events of a file, and what could not be one.

    Raises:
        InputError: it is no such file, or its days can be read in several orders.
    """
    at = find_columns(file, REQUIRED, OPTIONAL)
    start, end = at["date_start"], at["date_end"]
    named = [at[name] for name in ("where_coordinates", "adm_2", "adm_1", "country") if at[name] >= 0]

    def make(cells: list[str], read_day: ReadDay) -> Incident:
        first, last = read_day(cells[start]), read_day(cells[end] or cells[start])
        return _make(cells, at, (first, last), tuple(cells[place] for place in named if cells[place]))

    yield from read_dated(file, start, make)


def _make(cells: list[str], at: dict[str, int], days: tuple[date, date], places: tuple[str, ...]) -> Incident:
    id_, code = cells[at["id"]].strip(), cells[at["type_of_violence"]].strip()
    if not id_:
        raise UnusableCellError("it has no id")
    if code not in TYPES:
        msg = f"its type of violence is none of {', '.join(TYPES)}: {code[:40]}"
        raise UnusableCellError(msg)
    if days[1] < days[0]:
        msg = f"its last day {days[1]} lies before its first {days[0]}"
        raise UnusableCellError(msg)
    latitude = read_degrees(cells[at["latitude"]], 90, "latitude")
    longitude = read_degrees(cells[at["longitude"]], 180, "longitude")
    if at["geom_wkt"] >= 0:
        _check_point(cells[at["geom_wkt"]], latitude, longitude)
    return Incident(
        id_,
        days[0],
        days[1],
        PRECISIONS.get(cells[at["where_prec"]].strip(), PlacePrecision.UNKNOWN),
        places,
        latitude,
        longitude,
        (cells[at["side_a"]], cells[at["side_b"]]),
        TYPES[code],
        TARGETS.get(code, ()),
        read_count(cells[at["low"]], "low count of deaths"),
        read_count(cells[at["best"]], "best count of deaths"),
        read_count(cells[at["high"]], "high count of deaths"),
    )


def _check_point(point: str, latitude: float | None, longitude: float | None) -> None:
    """Refuse a row whose two statements of its place differ, as where latitude and longitude were exchanged."""
    found = _POINT.match(point)
    if found is None or latitude is None or longitude is None:
        return
    if abs(float(found[1]) - longitude) > 0.01 or abs(float(found[2]) - latitude) > 0.01:
        msg = f"its latitude and longitude ({latitude}, {longitude}) are not those of its {point[:60]}"
        raise UnusableCellError(msg)
