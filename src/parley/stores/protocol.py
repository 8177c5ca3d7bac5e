"""What a store takes and gives: an append-only log of events, documents by content, derived rows, a word index.

A store knows nothing of what an event or a row means. Bodies are JSON objects. Events are numbered from 1 without a
gap and chained by their hashes, so that a log that was changed, cut or mixed up shows itself.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic_core import from_json

NO_EVENT = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it is recorded. `at` is a UTC time in ISO 8601 with microseconds, `id` is unique in the world."""

    id: str
    at: str
    by: str
    kind: str
    process: str
    encounter: str
    item: str
    body: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as recorded: `seq` counts from 1 without a gap, `hash` closes the chain up to it."""

    seq: int
    id: str
    at: str
    by: str
    kind: str
    process: str
    encounter: str
    item: str
    body: dict[str, Any] = field(hash=False)
    hash: str = NO_EVENT


@dataclass(frozen=True, slots=True)
class Row:
    """One derived item. Everything but `body` is a copy of what is in it, by which rows are chosen and ordered.

    `day` is an ISO date or empty; `open` says that a person has still to look at it; `weight` orders the open ones.
    `words` is what is only looked at when the row is shown, packed as its owner likes.
    """

    id: str
    kind: str
    process: str = ""
    encounter: str = ""
    source: str = ""
    document: str = ""
    issue: str = ""
    role: str = ""
    day: str = ""
    open: bool = False
    weight: float = 0.0
    revision: int = 1
    body: dict[str, Any] = field(default_factory=dict, hash=False)
    words: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows: each field that is given must hold; an empty tuple allows every value."""

    kinds: tuple[str, ...] = ()
    process: str | None = None
    encounters: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    document: str | None = None
    with_role: bool = False
    open_only: bool = False
    until_day: str | None = None
    by_weight: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch `[start, end)` of a document and its folded words in order, for the index."""

    document: str
    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand next to one another, in this order; `prefix`: the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage in which every term was found, in one source."""

    source: str
    document: str
    start: int
    end: int


class Reading(Protocol):
    """One consistent view of a store."""

    def last_event(self) -> tuple[int, str]:
        """Return the number and the hash of the last event; (0, "") where there is none."""
        ...

    def events(
        self, *, encounter: str | None = None, item: str | None = None, after: int = 0, kinds: Sequence[str] = ()
    ) -> Iterator[Event]:
        """Yield events in their order."""
        ...

    def has_event(self, event_id: str) -> bool:
        """Return whether an event with this id is recorded."""
        ...

    def document(self, sha256: str) -> str | None:
        """Return a document's text."""
        ...

    def documents(self) -> Iterator[tuple[str, str]]:
        """Yield every document, (sha256, text), by hash."""
        ...

    def rows(self, filters: Filters) -> list[Row]:
        """Return derived rows, by weight downwards where that is asked for, else by day and id."""
        ...

    def bodies(self, filters: Filters, *, words: bool = True) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield the bodies and words of derived rows alone, in the order of `rows`, each made when it is asked for.

        With `words` false the words are not read, and empty.
        """
        ...

    def row(self, item: str) -> Row | None:
        """Return one derived row."""
        ...

    def counts(self) -> dict[str, int]:
        """Return how many derived rows there are of each kind."""
        ...

    def derived_from(self, rules: str) -> int:
        """Return the number of the last event that the rows derived by these rules take in; -1 where there are none."""
        ...

    def passages(self) -> Iterator[Passage]:
        """Yield every passage by document and place; the words are not given back by every store and may be empty."""
        ...

    def search(self, terms: Sequence[Term], *, process: str | None, limit: int) -> list[PassageHit]:
        """Return passages that have every term, newest source first."""
        ...


class Writing(Reading, Protocol):
    """A change, made whole or not at all. While one is under way, others wait."""

    def append(self, drafts: Iterable[Draft]) -> list[Event]:
        """Append events to the log."""
        ...

    def restore(self, events: Iterable[Event]) -> None:
        """Record events that were recorded elsewhere, as they are; their order and chain are the caller's to check."""
        ...

    def put_document(self, sha256: str, text: str) -> bool:
        """Store a document once; return whether it was new."""
        ...

    def put_passages(self, passages: Iterable[Passage]) -> None:
        """Index passages of a document that was new."""
        ...

    def replace_rows(self, put: Sequence[Row], drop: Sequence[str]) -> None:
        """Put rows in place of those with their ids, and drop others."""
        ...

    def clear_derived(self, *, passages: bool) -> None:
        """Drop every derived row, and the index too where asked."""
        ...

    def set_derived_from(self, rules: str, seq: int) -> None:
        """Say up to which event the derived rows go, and by which rules they were derived."""
        ...


class Store(Protocol):
    """A place where a ledger is kept."""

    address: str

    def read(self) -> AbstractContextManager[Reading]:
        """Open a consistent view."""
        ...

    def write(self) -> AbstractContextManager[Writing]:
        """Open a change; leaving without an error makes it last, and only then."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


def dump_body(body: object) -> str:
    """Return JSON in one canonical form: keys sorted, no spaces, letters as they are unless they cannot be stored."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate, as a broken file may hold: written out
        return json.dumps(body, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return text


def load_body(text: str) -> dict[str, Any]:
    """Return the body that `dump_body` wrote."""
    try:
        loaded: dict[str, Any] = from_json(text)
    except ValueError:  # a lone surrogate: the quicker parser does not know them
        loaded = json.loads(text)
    return loaded


def chain(previous: str, seq: int, draft: Draft | Event) -> str:
    """Return the hash of an event: SHA-256 over the hash before it, its number and all that it says."""
    said = [seq, draft.id, draft.at, draft.by, draft.kind, draft.process, draft.encounter, draft.item]
    content = "\n".join((previous, json.dumps(said), dump_body(draft.body)))
    return hashlib.sha256(content.encode("utf-8")).hexdigest()
