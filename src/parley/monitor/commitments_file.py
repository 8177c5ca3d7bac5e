"""The commitments file: what stands, under whose reading, where and on what; TOML or JSON, checked by pydantic."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from parley.errors import InputError
from parley.vocabulary import Area, Issue, WatchedReading

LARGEST_BYTES = 50_000_000


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _refuse_numbers(value: object) -> object:
    """A bare number would pass for the seconds since 1970."""
    if isinstance(value, int | float):
        msg = "a number is no date"
        raise ValueError(msg)
    return value


Names = Annotated[list[str], BeforeValidator(_as_list)]
Day = Annotated[date, BeforeValidator(_refuse_numbers)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class AreaTable(_Table):
    """One `[areas.NAME]`: named places, a GeoJSON file, polygons, or a distance from a line; several add up."""

    names: Names = []
    geojson: str | None = None
    polygon: list[tuple[float, float]] | None = None
    line: list[tuple[float, float]] = []
    within_km: float | None = None

    def to_area(self, folder: Path) -> Area:
        """Return the noun; a GeoJSON file is looked for beside the commitments file."""
        geometries = _read_geojson(folder / self.geojson) if self.geojson else []
        if self.polygon:
            ring = [*self.polygon] if self.polygon[0] == self.polygon[-1] else [*self.polygon, self.polygon[0]]
            geometries.append(json.dumps({"type": "Polygon", "coordinates": [ring]}))
        return Area(tuple(self.names), tuple(geometries), tuple(self.line), self.within_km)


class Terms(_Table):
    """What a commitment says and each reading of it may say otherwise."""

    by: Names | None = None
    scope: Names | None = None
    types: Names | None = None
    both_sides: bool | None = None
    area: str | None = None
    except_area: str | None = None
    declared_on: Day | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    watched_until: Day | None = None
    before_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    condition: str | None = None
    quote: str | None = None
    source: str | None = None

    @model_validator(mode="after")
    def _days_are_in_order(self) -> "Terms":
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            msg = f"ends_on {self.ends_on} lies before starts_on {self.starts_on}"
            raise ValueError(msg)
        return self


class ReadingTable(Terms):
    """One `[[commitments.readings]]`: whose version, and in what it differs."""

    reading: Annotated[str, Field(min_length=1)]


class CommitmentTable(Terms):
    """One `[[commitments]]`."""

    id: Annotated[str, Field(min_length=1)]
    issue: Issue
    title: str = ""
    readings: list[ReadingTable] = []


class CommitmentsTable(_Table):
    """The whole file."""

    title: str = ""
    sides: dict[str, Names] = {}
    areas: dict[str, AreaTable] = {}
    commitments: list[CommitmentTable] = []


def read_commitments(path: Path) -> tuple[WatchedReading, ...]:
    """Return every reading of every commitment in a file, in its order.

    Raises:
        InputError: the file cannot be read, or says what it cannot say; names the key.
    """
    table = parse_commitments(path)
    if not table.commitments:
        raise InputError(
            "it has no commitment", where=str(path), remedy="write [[commitments]] as docs/monitoring.md shows"
        )
    areas = {name: area.to_area(path.parent) for name, area in table.areas.items()}
    sides = tuple((party, tuple(names)) for party, names in table.sides.items())
    found = []
    for commitment in table.commitments:
        readings = commitment.readings or [ReadingTable(reading="as written")]
        found += [_to_reading(commitment, reading, sides, areas, str(path)) for reading in readings]
    twice = [one.id for place, one in enumerate(found) if one.id in {other.id for other in found[:place]}]
    if twice:
        raise InputError(f"a reading stands twice: {twice[0]}", where=str(path), remedy="give each its own id")
    return tuple(found)


def parse_commitments(path: Path) -> CommitmentsTable:
    """Return the file as checked tables.

    Raises:
        InputError: the file cannot be read, or has a key or a value that is not known.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise InputError("it is too large for a commitments file", where=str(path))
        text = path.read_text(encoding="utf-8")
        content = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
        return CommitmentsTable.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = str(first["msg"]).removeprefix("Value error, ")
        raise InputError(
            f"{place}: {message}", where=str(path), remedy="docs/monitoring.md shows a commitments file"
        ) from error
    except (OSError, ValueError) as error:
        raise InputError(
            f"it cannot be read as a commitments file ({error})",
            where=str(path),
            remedy="docs/monitoring.md shows a commitments file",
        ) from error


def _to_reading(
    commitment: CommitmentTable,
    reading: ReadingTable,
    sides: tuple[tuple[str, tuple[str, ...]], ...],
    areas: dict[str, Area],
    where: str,
) -> WatchedReading:
    given: dict[str, Any] = {
        name: own if (own := getattr(reading, name)) is not None else getattr(commitment, name)
        for name in Terms.model_fields
    }
    by = tuple(given["by"] or ())
    return WatchedReading(
        commitment.id,
        reading.reading,
        commitment.issue,
        by,
        commitment.title,
        tuple((party, names) for party, names in sides if party in by),
        bool(given["both_sides"]),
        tuple(noun.lower() for noun in given["scope"] or ()),
        tuple(given["types"] or ()),
        _find_area(given["area"], given["except_area"], areas, where),
        given["declared_on"],
        given["starts_on"],
        given["ends_on"],
        given["watched_until"],
        given["before_days"],
        given["condition"],
        given["quote"],
        given["source"],
    )


def _find_area(name: str | None, except_name: str | None, areas: dict[str, Area], where: str) -> Area:
    for one in (name, except_name):
        if one is not None and one not in areas:
            raise InputError(
                f"there is no area '{one}'", where=where, remedy=f"areas are: {', '.join(areas) or 'none given'}"
            )
    base = areas[name] if name else Area()
    if except_name is None:
        return base
    return Area(base.names, base.geometries, base.line, base.within_km, areas[except_name])


def _read_geojson(path: Path) -> list[str]:
    """Return the polygons of a GeoJSON file as JSON texts."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        features = content.get("features", [content])
        found = [feature.get("geometry", feature) for feature in features]
    except (OSError, ValueError, AttributeError) as error:
        raise InputError(
            f"it cannot be read as GeoJSON ({error})", where=str(path), remedy="give a Polygon, or features of them"
        ) from error
    return [json.dumps(geometry) for geometry in found]
