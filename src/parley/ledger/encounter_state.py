"""The events of one encounter → its state. Pure: the same events give the same state, whoever folds them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from parley.ledger import events as kinds
from parley.ledger.item_state import ItemState
from parley.stores import Event


@dataclass(slots=True)
class SourceState:
    """A source: how it is described now, its versions from first to last, and who read it."""

    id: str
    record: dict[str, Any]
    versions: list[dict[str, Any]] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)
    version: str = ""
    partial: bool = False
    notes: list[str] = field(default_factory=list)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    withdrawn: bool = False
    revision: int = 0

    @property
    def document(self) -> str:
        """Return the hash of the present version of its text."""
        sha256: str = self.record["document"]
        return sha256


@dataclass(slots=True)
class EncounterState:
    """All that a ledger holds of one encounter.

    `compared` is the last comparison, whole; `compared_as_read` the last one of what readers found, before people
    decided.
    """

    id: str
    process: str = ""
    record: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, SourceState] = field(default_factory=dict)
    items: dict[str, ItemState] = field(default_factory=dict)
    compared: dict[str, Any] = field(default_factory=dict)
    compared_as_read: dict[str, Any] = field(default_factory=dict)
    observed: list[dict[str, Any]] = field(default_factory=list)
    added_at: str = ""
    revision: int = 0

    def of_kind(self, kind: str) -> list[ItemState]:
        """Return the items of a kind, in the order in which they came."""
        return [item for item in self.items.values() if item.kind == kind]

    def item(self, item_id: str, kind: str, source: str = "") -> ItemState:
        """Return an item, made where it is new."""
        return self.items.setdefault(item_id, ItemState(item_id, kind, source))


def fold_encounter(encounter: str, log: Iterable[Event]) -> EncounterState:
    """Return the state that the events of one encounter, in their order, leave."""
    state = EncounterState(encounter)
    for event in log:
        apply_event(state, event)
    return state


def apply_event(state: EncounterState, event: Event) -> None:
    """Take one event in."""
    body = event.body
    match event.kind:
        case kinds.ENCOUNTER_ADDED | kinds.ENCOUNTER_CHANGED:
            state.process = event.process
            state.record = body["encounter"]
            state.added_at = state.added_at or event.at
            state.revision += 1
        case kinds.SOURCE_ACQUIRED | kinds.SOURCE_REVISED | kinds.SOURCE_DESCRIBED:
            _take_source(state, event)
        case kinds.SOURCE_WITHDRAWN:
            source = state.sources[body["source"]]
            source.withdrawn = True
            source.revision += 1
            _take_positions(state, source.id, [], {})
        case kinds.SOURCE_READ:
            source = state.sources[body["source"]]
            source.readers, source.version = body["readers"], body["version"]
            source.partial, source.notes, source.refusals = body["partial"], body["notes"], body["refusals"]
            source.revision += 1
            _take_positions(state, source.id, body["positions"], body["moved"])
        case kinds.COMPARED:
            state.compared = body
            if not body["reviewed"]:
                state.compared_as_read = body
            for kind, found in (("point", body["points"]), ("divergence", body["divergences"])):
                _take_compared(state, kind, found)
        case kinds.DECIDED:
            decision = {**body, "by": event.by, "at": event.at, "seq": event.seq}
            state.item(event.item, body["kind"], body.get("source") or "").take_decision(decision)
        case kinds.OBSERVED:
            state.observed.append({**body, "item": event.item, "by": event.by, "at": event.at, "seq": event.seq})
        case _:
            pass  # a kind of a later version of Parley: it is kept in the log and changes nothing here


def _take_source(state: EncounterState, event: Event) -> None:
    body = event.body
    source_name = body["source"]["id"]
    known = state.sources.get(source_name)
    if known is None:
        known = state.sources[source_name] = SourceState(source_name, body)
    known.record = {name: value for name, value in body.items() if name not in ("earlier", "difference")}
    known.withdrawn = False
    known.revision += 1
    if event.kind != kinds.SOURCE_DESCRIBED:
        known.versions.append(
            {
                "document": body["document"],
                "at": event.at,
                "seq": event.seq,
                "difference": body.get("difference"),
            }
        )


def _take_positions(
    state: EncounterState, source: str, found: list[list[Any]], moved: dict[str, dict[str, Any] | None]
) -> None:
    seen = {item_id for item_id, _ in found}
    for item in state.of_kind("position"):
        if item.source == source and item.id not in seen and item.read is not None:
            item.take_reading(None)
    for item_id, record in found:
        state.item(item_id, "position", source).take_reading(record)
    for item_id, place in moved.items():
        state.items[item_id].take_move(place)


def _take_compared(state: EncounterState, kind: str, found: list[list[Any]]) -> None:
    seen = {item_id for item_id, _ in found}
    for item in state.of_kind(kind):
        if item.id not in seen and item.read is not None:
            item.take_reading(None)
    for item_id, record in found:
        state.item(item_id, kind).take_reading(record)
