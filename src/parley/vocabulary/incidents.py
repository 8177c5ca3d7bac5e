"""Incident: a dated, located event from an incident data set, and how surely its day and its place are known."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PlacePrecision(StrEnum):
    """How surely an incident's place is known; the data sets' own codes are mapped onto these."""

    EXACT = "exact"
    NEAR = "near"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    UNKNOWN = "unknown"


# How far the true place may lie from the point given, in kilometres. Infinite: the point says nothing.
# UCDP GED codebook 25.1: precision 2 is "within about 25 km of a known point"; districts and provinces are given the
# order of size of second-order and first-order units.
PLACE_RADIUS_KM: dict[PlacePrecision, float] = {
    PlacePrecision.EXACT: 0.0,
    PlacePrecision.NEAR: 25.0,
    PlacePrecision.DISTRICT: 50.0,
    PlacePrecision.PROVINCE: 200.0,
    PlacePrecision.COUNTRY: float("inf"),
    PlacePrecision.UNKNOWN: float("inf"),
}


@dataclass(frozen=True, slots=True)
class Incident:
    """One event as a data set gives it; who did it and whether it breached anything is not in it.

    `first_on` to `last_on` are the days between which it happened, the same where the day is known. `places` are its
    place and the units it lies in, nearest first. `sides` are the names as the data set writes them. `targets` are
    lower-case nouns, empty where the data set does not say. Deaths are counts; `low` and `high` equal `best` where the
    data set gives one number. Latitude and longitude are degrees (WGS 84).
    """

    id: str
    first_on: date
    last_on: date
    place_precision: PlacePrecision
    places: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    sides: tuple[str, ...] = ()
    type: str = ""
    targets: tuple[str, ...] = ()
    low: int = 0
    best: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is no incident: its number in the file (the header is row 1), and why."""

    row: int
    reason: str
