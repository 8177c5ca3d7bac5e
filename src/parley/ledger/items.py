"""What a ledger gives back: items, entries of a history, hits of a search. Frozen; bodies have JSON types alone."""

from dataclasses import dataclass, field
from typing import Any

from parley.ledger.records import read_divergence, read_point, read_position
from parley.stores import Row
from parley.vocabulary import Divergence, Point, Position


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a ledger: a process, encounter, source, position, point, divergence, commitment or follow-up.

    `revision` is what a decision names as seen. `status` is open, confirmed, corrected, rejected, added, aligned,
    joined or gone. `shown` is the record that stands, `read` what the readers last made of it; `disagrees` names the
    fields on which a later reading parts from the person's decision. `body` has everything, by kind.
    """

    id: str
    kind: str
    process: str
    encounter: str
    source: str
    document: str
    issue: str
    day: str
    open: bool
    weight: float
    revision: int
    body: dict[str, Any] = field(hash=False)
    words: str = field(default="", repr=False)

    @property
    def status(self) -> str:
        """Return how the item stands under review."""
        return str(self.body.get("status", ""))

    @property
    def shown(self) -> dict[str, Any] | None:
        """Return the record that stands."""
        found: dict[str, Any] | None = self.body.get("shown")
        return found

    @property
    def read(self) -> dict[str, Any] | None:
        """Return what the readers last made of it."""
        found: dict[str, Any] | None = self.body.get("read")
        return found

    @property
    def decision(self) -> dict[str, Any] | None:
        """Return the decision that stands: action, by, at, reason, seq."""
        found: dict[str, Any] | None = self.body.get("decision")
        return found

    @property
    def disagrees(self) -> tuple[str, ...]:
        """Return the fields on which a later reading parts from the decision."""
        return tuple(self.body.get("disagrees", ()))

    @property
    def changed(self) -> dict[str, Any]:
        """Return the fields in which the record that stands is not what the readers last made of it."""
        shown, read = self.shown or {}, self.read or {}
        return {name: value for name, value in shown.items() if read and read.get(name) != value}

    def as_position(self) -> Position:
        """Return the position that stands; its id is the item's."""
        return read_position(self._standing(), self.id)

    def as_point(self) -> Point:
        """Return the point that stands; its positions are items' ids."""
        return read_point(self._standing(), self.id)

    def as_divergence(self) -> Divergence:
        """Return the divergence that stands."""
        return read_divergence(self._standing(), self.id)

    def _standing(self) -> dict[str, Any]:
        if self.shown is None:
            msg = f"{self.id} does not stand"
            raise ValueError(msg)
        return self.shown


def as_item(row: Row) -> Item:
    """Return a row as an item."""
    return Item(
        row.id, row.kind, row.process, row.encounter, row.source, row.document, row.issue, row.day, row.open,
        row.weight, row.revision, row.body, row.words,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in the story of an item: what happened, told in a line, and all that was recorded with it."""

    seq: int
    at: str
    by: str
    kind: str
    told: str
    body: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage of a source in which the words were found; `spans` are where, `positions` those that stand there."""

    source: str
    encounter: str
    document: str
    publisher: str
    published_on: str
    language: str
    start: int
    end: int
    text: str
    spans: tuple[tuple[int, int], ...]
    positions: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an encounter changed: the numbers of new events by kind, and decisions with which it disagrees."""

    encounter: str
    process: str
    events: dict[str, int] = field(hash=False)
    positions: int
    disagreements: tuple[Item, ...]
    revised: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether anything was recorded."""
        return bool(self.events)
