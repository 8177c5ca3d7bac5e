"""A mapping file: which column or property of a file is what, and an Incident from a record by it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parley.delimited.cells import UnusableCellError, read_count, read_degrees
from parley.errors import InputError
from parley.vocabulary import Incident, PlacePrecision

# What a mapping file may name. `id` and `date` (or `first_on`) have to be there.
FIELDS = (
    "id",
    "date",
    "first_on",
    "last_on",
    "latitude",
    "longitude",
    "place",
    "place_precision",
    "sides",
    "type",
    "targets",
    "deaths",
    "deaths_low",
    "deaths_high",
)
KEYS = ("format", "dataset", "delimiter", "encoding", "date_format", "columns", "place_precision", "targets")
# A word that says who was hit, in a file of the user's, may hold several nouns.
_SEPARATORS = r"[;,\n]"


def check_mapping(mapping: Mapping[str, Any], where: str) -> dict[str, list[str]]:
    """Return the columns of each field, checked.

    Raises:
        InputError: a key is unknown, or the id or the day has no column.
    """
    columns = mapping.get("columns", {})
    odd = sorted({*mapping} - {*KEYS}) or (sorted({*columns} - {*FIELDS}) if isinstance(columns, dict) else ["columns"])
    if odd:
        raise InputError(
            f"the mapping does not know: {', '.join(odd)}",
            where=where,
            remedy=f"keys are {', '.join(KEYS)}; columns are {', '.join(FIELDS)}",
        )
    named = {name: [value] if isinstance(value, str) else list(value) for name, value in columns.items()}
    if "id" not in named or not ({"date", "first_on"} & {*named}):
        raise InputError(
            "the mapping has to say which column is the id and which the day",
            where=where,
            remedy='write [columns] with id = "…" and date = "…" (or first_on and last_on)',
        )
    return named


def make_incident(
    get: Callable[[str], str],
    columns: Mapping[str, list[str]],
    mapping: Mapping[str, Any],
    read_day: Callable[[str], date],
) -> Incident:
    """Return the incident that one record is; `get` returns the text of a column, empty where there is none.

    Raises:
        UnusableCellError: a cell cannot be what the mapping says it is.
    """

    def one(name: str) -> str:
        return get(columns[name][0]).strip() if name in columns else ""

    def all_of(name: str) -> tuple[str, ...]:
        return tuple(text for column in columns.get(name, ()) if (text := get(column).strip()))

    id_ = one("id")
    if not id_:
        raise UnusableCellError("it has no id")
    first = read_day(one("first_on") or one("date"))
    last = read_day(one("last_on") or one("first_on") or one("date"))
    if last < first:
        msg = f"its last day {last} lies before its first {first}"
        raise UnusableCellError(msg)
    best = read_count(one("deaths"), "count of deaths")
    latitude = read_degrees(one("latitude"), 90, "latitude")
    longitude = read_degrees(one("longitude"), 180, "longitude")
    return Incident(
        id_,
        first,
        last,
        _precision(one("place_precision"), mapping, located=latitude is not None and longitude is not None),
        all_of("place"),
        latitude,
        longitude,
        all_of("sides"),
        one("type"),
        _targets(all_of("targets"), mapping),
        read_count(one("deaths_low"), "low count of deaths") if one("deaths_low") else best,
        best,
        read_count(one("deaths_high"), "high count of deaths") if one("deaths_high") else best,
    )


def _precision(word: str, mapping: Mapping[str, Any], *, located: bool) -> PlacePrecision:
    if not word:
        return PlacePrecision.EXACT if located else PlacePrecision.UNKNOWN
    meant = str(mapping.get("place_precision", {}).get(word, word)).lower()
    return PlacePrecision(meant) if meant in {*PlacePrecision} else PlacePrecision.UNKNOWN


def _targets(words: tuple[str, ...], mapping: Mapping[str, Any]) -> tuple[str, ...]:
    table = mapping.get("targets", {})
    found: list[str] = []
    for word in words:
        meant = table.get(word, word)
        parts = [meant] if isinstance(meant, str) else [str(part) for part in meant]
        nouns = re.split(_SEPARATORS, "\n".join(parts))
        found += [noun.strip().lower() for noun in nouns if noun.strip()]
    return tuple(dict.fromkeys(found))
