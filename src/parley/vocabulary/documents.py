"""Document: a source as stored, its immutable text and the zones in which it speaks."""

from dataclasses import dataclass, field
from enum import StrEnum

from parley.vocabulary.encounters import Source
from parley.vocabulary.spans import Span


class Voice(StrEnum):
    """How a passage speaks. A headline or boilerplate never carries a party's version by itself."""

    OFFICIAL = "official"
    HEADLINE = "headline"
    QUOTATION = "quotation"
    REPORT = "report"
    ANALYSIS = "analysis"
    COMMENTARY = "commentary"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


# Voices in which a party's own version, or a report of it, can stand.
VOICES_OF_RECORD = frozenset({Voice.OFFICIAL, Voice.QUOTATION, Voice.REPORT})


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the text that speaks with one voice; zones are in order, cover blocks, and do not overlap.

    `speaker` is the name as written where a transcript marks whose turn it is (without the colon).
    """

    span: Span
    voice: Voice
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source as stored. `sha256` is of the text in UTF-8; `partial` says it was not read whole, `notes` why."""

    source: Source
    text: str
    sha256: str
    language: str
    zones: tuple[Zone, ...]
    partial: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def id(self) -> str:
        """Return the id of the source."""
        return self.source.id


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that could not be read at all: which, why, and what to do about it."""

    source_id: str
    file: str
    reason: str
    remedy: str
