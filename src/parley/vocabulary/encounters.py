"""Encounter and its sources: one diplomatic occasion and the texts published about it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SourceKind(StrEnum):
    """What sort of text a source is."""

    READOUT = "readout"
    JOINT_STATEMENT = "joint_statement"
    AGREEMENT = "agreement"
    REMARKS = "remarks"
    POST = "post"
    INTERVIEW = "interview"
    PRESS_REPORT = "press_report"
    COMMENTARY = "commentary"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Actor:
    """A name that the built-in lists lack, declared in the encounter file, and the party it acts for."""

    id: str
    names: tuple[str, ...]
    acts_for: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One published text about an encounter.

    `speaks_for` is empty for a third party and has several parties for a joint text.
    `language` is what the encounter file declares; None where it declares none.
    """

    id: str
    file: str
    publisher: str
    kind: SourceKind
    published_on: date
    speaks_for: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A person's word on points: join the positions at these spans into one point, or split them.

    Each of `quotes` is (source id, exact words); `action` is `join` or `split`.
    """

    action: str
    quotes: tuple[tuple[str, str], ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Encounter:
    """One diplomatic occasion. `held_on` is its first and last day, the same for a single day."""

    id: str
    title: str
    held_on: tuple[date, date]
    channel: str
    parties: tuple[str, ...]
    sources: tuple[Source, ...]
    concerned: tuple[str, ...] = ()
    place: str | None = None
    previous: str | None = None
    actors: tuple[Actor, ...] = ()
    align: tuple[Alignment, ...] = ()

    def source(self, source_id: str) -> Source:
        """Return the source with this id, or raise KeyError."""
        for source in self.sources:
            if source.id == source_id:
                return source
        raise KeyError(source_id)

    def is_before(self, source: Source) -> bool:
        """Return whether the source was published before the encounter: an announcement of it."""
        return source.published_on < self.held_on[0]
