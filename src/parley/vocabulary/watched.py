"""WatchedReading: one party's version of a commitment, in the form that incidents can be set against."""

from dataclasses import dataclass, field
from datetime import date

from parley.vocabulary.issues import Issue

# A point is (longitude, latitude) in degrees, as in GeoJSON.
Coordinates = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """Where a reading applies: named units, GeoJSON geometries (as JSON text), or a distance from a line.

    Empty: everywhere. `except_for` is carved out of it. `within_km` is the distance from `line`.
    """

    names: tuple[str, ...] = ()
    geometries: tuple[str, ...] = ()
    line: tuple[Coordinates, ...] = ()
    within_km: float | None = None
    except_for: "Area | None" = None

    @property
    def everywhere(self) -> bool:
        """Return whether nothing bounds it, exceptions aside."""
        return not (self.names or self.geometries or self.line)


@dataclass(frozen=True, slots=True)
class WatchedReading:
    """One party's version of a commitment: who is bound, on what, where, from when, until when.

    `reading` is whose version it is. `side_names` maps each bound party to the names that data sets write for it.
    `both_sides` says that every side of an incident has to be bound. `types` are event types that count, `scope` the
    objects; empty means all. `watched_until` ends the watching where nothing ends the commitment; `before_days` is the
    length of the window before it, None where it equals the window during it. `assumed` says what the words left open
    and was filled in. Where `side_names` are not those of data sets, a side that bears none of them is in doubt.
    """

    commitment: str
    reading: str
    issue: Issue
    by: tuple[str, ...] = ()
    title: str = ""
    side_names: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    both_sides: bool = False
    scope: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    area: Area = Area()
    declared_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    watched_until: date | None = None
    before_days: int | None = None
    condition: str | None = None
    quote: str | None = None
    source: str | None = None
    assumed: tuple[str, ...] = ()
    names_are_of_data_sets: bool = True

    @property
    def id(self) -> str:
        """Return what names this reading among all."""
        return f"{self.commitment} · {self.reading}"
