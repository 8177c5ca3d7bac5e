"""ACLED event exports, by the columns that ACLED documents; the project ships no row of them.

Source: ACLED Codebook (2024) and the column lists of its export and API. Older exports call some columns otherwise.
"""

from collections.abc import Iterator
from datetime import date

from parley.delimited.cells import UnusableCellError, read_count, read_degrees
from parley.delimited.table import TableFile, find_columns
from parley.monitor.incidents._dated import read_dated
from parley.vocabulary import Incident, PlacePrecision, Rejected

NAME = "acled"
DESCRIPTION = "ACLED event exports"
NEEDS_MAPPING = False
REQUIRED = ("event_date", "event_type", "actor1", "latitude", "longitude", "fatalities")
OPTIONAL = (
    "event_id_cnty",
    "data_id",
    "time_precision",
    "sub_event_type",
    "actor2",
    "geo_precision",
    "location",
    "admin3",
    "admin2",
    "admin1",
    "country",
    "civilian_targeting",
)
PRECISIONS = {"1": PlacePrecision.EXACT, "2": PlacePrecision.NEAR, "3": PlacePrecision.PROVINCE}
# Time precision 2 is "in the week", 3 "in the month": the day given is then one in the middle or at the start of it.
SPANS = {"2": 3, "3": 15}
# Since 2019 exports mark who was a target; before, the type of event alone tells that civilians were.
CIVILIANS = "Violence against civilians"


def recognises(file: TableFile) -> bool:
    """Return whether the header is that of an ACLED export."""
    return {"event_date", "event_type", "actor1", "fatalities"} <= {name.lower() for name in file.header}


def read(file: TableFile) -> Iterator[tuple[int, Incident] | Rejected]:
    """Yield the events of an export, and what could not be one.

    Raises:
        InputError: it is no such file, or its days can be read in several orders.
    """
    at = find_columns(file, REQUIRED, OPTIONAL)
    if at["event_id_cnty"] < 0 and at["data_id"] < 0:
        find_columns(file, (*REQUIRED, "event_id_cnty"))
    day = at["event_date"]
    yield from read_dated(file, day, lambda cells, read_day: _make(cells, at, read_day(cells[day]).toordinal()))


def _make(cells: list[str], at: dict[str, int], day: int) -> Incident:
    def cell(name: str) -> str:
        return cells[at[name]].strip() if at[name] >= 0 else ""

    id_ = cell("event_id_cnty") or cell("data_id")
    if not id_:
        raise UnusableCellError("it has no id")
    spread = SPANS.get(cell("time_precision"), 0)
    deaths = read_count(cell("fatalities"), "count of fatalities")
    type_, sub_type = cell("event_type"), cell("sub_event_type")
    places = (cell(name) for name in ("location", "admin3", "admin2", "admin1", "country"))
    civilians = cell("civilian_targeting") or type_ == CIVILIANS
    return Incident(
        id_,
        date.fromordinal(day - spread),
        date.fromordinal(day + spread),
        PRECISIONS.get(cell("geo_precision"), PlacePrecision.UNKNOWN),
        tuple(place for place in places if place),
        read_degrees(cell("latitude"), 90, "latitude"),
        read_degrees(cell("longitude"), 180, "longitude"),
        tuple(name for name in (cell("actor1"), cell("actor2")) if name),
        f"{type_}: {sub_type}" if sub_type else type_,
        ("civilian",) if civilians else (),
        deaths,
        deaths,
        deaths,
    )
