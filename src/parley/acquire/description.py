"""What a file tells of itself: who published it, when, what sort of text it is; for a source that nobody declared."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path

from parley.acquire.blocks import Extracted
from parley.acquire.days import find_day
from parley.acquire.language import detect_language
from parley.vocabulary import Source, SourceKind

_HEAD = 700
_LONGEST_PUBLISHER = 80
_UNKNOWN_PUBLISHER = "unknown publisher"


@dataclass(frozen=True, slots=True)
class Described:
    """A source made from what its file says, with notes on what it does not say; `is_dated` by its own words."""

    source: Source
    notes: tuple[str, ...]
    is_dated: bool


def describe_file(path: Path, extracted: Extracted) -> Described:
    """Return the source that a file seems to be; without a date, it counts as published when it was last changed."""
    head = extracted.text[:_HEAD]
    day = extracted.published_on or find_day(extracted.text)
    publisher = (extracted.publisher or "").strip()[:_LONGEST_PUBLISHER]
    source = Source(
        id=path.stem,
        file=path.name,
        publisher=publisher or _UNKNOWN_PUBLISHER,
        kind=detect_kind(head),
        published_on=day or _changed_on(path),
    )
    return Described(source, tuple(_open_questions(source, day)), day is not None)


def detect_kind(head: str) -> SourceKind:
    """Return the kind of source that the head of a text shows, a press report where nothing does."""
    dateline, kinds = _signs()
    if dateline.search(head):
        return SourceKind.PRESS_REPORT
    return next((kind for kind, sign in kinds if sign.search(head)), SourceKind.PRESS_REPORT)


def title_of(extracted: Extracted) -> str:
    """Return a file's own title, else the first line of its text."""
    first = extracted.blocks[0].span.of(extracted.text).split("\n")[0] if extracted.blocks else ""
    return " ".join((extracted.title or first).split())[:200]


def language_of(extracted: Extracted) -> str | None:
    """Return the language of a text where Parley recognises it."""
    return detect_language(extracted.text).language


def _open_questions(source: Source, day: date | None) -> Iterator[str]:
    if source.publisher == _UNKNOWN_PUBLISHER:
        yield "its publisher is not known: an encounter.toml can say it"
    if day is None:
        yield f"it has no date: taken as published on {source.published_on}, when the file was last changed"
    yield f"read as {source.kind.value.replace('_', ' ')}, by its head"


def _changed_on(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()


@cache
def _signs() -> tuple[re.Pattern[str], tuple[tuple[SourceKind, re.Pattern[str]], ...]]:
    path = resources.files("parley.acquire") / "kind_signs.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = tuple((SourceKind(kind), _any(signs, re.IGNORECASE)) for kind, signs in table["kinds"].items())
    return _any(table["dateline"]), kinds


def _any(signs: list[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{sign})" for sign in signs), flags | re.MULTILINE)
