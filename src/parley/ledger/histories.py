"""The story of an item, told from the events: what was read, decided and observed, in order, a line each."""

from typing import Any

from parley.ledger import events as kinds
from parley.ledger.commitments import unpack_words
from parley.ledger.identity import source_id
from parley.ledger.item_state import COMPARED_FIELDS
from parley.ledger.items import Entry, Item
from parley.stores import Event, Reading

_DONE = {
    "confirm": "confirmed", "correct": "corrected", "reject": "rejected", "add": "added", "join": "joined",
    "split": "split", "undo": "undid the last decision",
}  # fmt: skip


def tell_history(reading: Reading, item: Item) -> tuple[Entry, ...]:
    """Return the events that bear on an item: its own, and the readings and comparisons in which it changed."""
    entries: list[Entry] = []
    last: dict[str, Any] | None = None
    encounters = [item.encounter] if item.encounter else list(item.body.get("encounters", ()))
    related = _related(item)
    for encounter in encounters:
        for event in reading.events(encounter=encounter):
            if item.kind in ("position", "point", "divergence"):
                told, last = _tell(event, item, last)
            else:
                told = _tell_other(event, item, related)
            if told:
                entries.append(Entry(event.seq, event.at, event.by, event.kind, told, _without_lists(event.body)))
    return tuple(sorted(entries, key=lambda entry: entry.seq))


def _related(item: Item) -> frozenset[str]:
    """Return the positions on which a commitment or a follow-up rests."""
    if item.kind == "commitment":
        return frozenset(one["position"] for one in unpack_words(item.words))
    if item.kind == "follow_up":
        return frozenset(entry["position"] for entry in item.body["entries"])
    return frozenset()


def _tell(event: Event, item: Item, last: dict[str, Any] | None) -> tuple[str, dict[str, Any] | None]:
    body = event.body
    if event.item == item.id and event.kind == kinds.DECIDED:
        return _tell_decision(event), last
    if event.kind == kinds.SOURCE_READ and source_id(event.encounter, body["source"]) == item.source:
        found = dict(body["positions"]).get(item.id)
        told = _tell_change(item.kind, last, found, f"read by {' and '.join(body['readers'])} {body['version']}")
        if item.id in body["moved"]:
            moved = (
                "its words stand in the new version" if body["moved"][item.id] else "its words are gone from the text"
            )
            told = f"{told}; {moved}" if told else moved
        return told, found
    if event.kind == kinds.COMPARED and item.kind in ("point", "divergence"):
        found = dict(body["points" if item.kind == "point" else "divergences"]).get(item.id)
        return _tell_change(item.kind, last, found, "compared"), found
    return "", last


def _tell_change(kind: str, last: dict[str, Any] | None, found: dict[str, Any] | None, how: str) -> str:
    if found is None:
        return f"{how}: no longer found" if last is not None else ""
    if last is None:
        return f"{how}: {_summarise(kind, found)}"
    changed = [name for name in COMPARED_FIELDS[kind] if last.get(name) != found.get(name)]
    return (
        f"{how} otherwise: " + ", ".join(f"{n} {_short(last.get(n))} → {_short(found.get(n))}" for n in changed)
        if changed
        else ""
    )


def _summarise(kind: str, record: dict[str, Any]) -> str:
    if kind == "position":
        holder = " and ".join(record["holder"])
        return f"{holder}: {record['act']} {record['strength']}, {record['issue']}, “{record['quote']}”"
    if kind == "point":
        return f"{record['title']}, {len(record['positions'])} positions"
    return f"{record['type']}, {record['certainty']}, on {record['issue']}"


def _tell_decision(event: Event) -> str:
    body = event.body
    told = f"{event.by} {_DONE[body['action']]}"
    record = body.get("record")
    if record is not None and body["action"] in ("add", "correct"):
        told += f": {_summarise(body['kind'], record)}"
    return f"{told} ({body['reason']})" if body["reason"] else told


def _tell_other(event: Event, item: Item, related: frozenset[str]) -> str:
    body = event.body
    if event.kind == kinds.OBSERVED and event.item == item.id:
        party = f" under the reading of {body['party']}" if body["party"] else ""
        return f"{event.by} recorded: {body['what'].replace('_', ' ')} on {body['on']}{party} ({body['reason']})"
    if event.kind == kinds.DECIDED and event.item in related:
        return f"{event.item}: {_tell_decision(event)}"
    if event.kind == kinds.SOURCE_READ and related:
        found = [(one, record) for one, record in body["positions"] if one in related]
        return "; ".join(f"{body['source']}: {_summarise('position', record)}" for one, record in found)
    if item.kind == "source" and event.item == item.id:
        return _tell_source(event)
    if item.kind == "encounter":
        if event.kind == kinds.DECIDED:
            return f"{event.item}: {_tell_decision(event)}"
        return _tell_source(event) or kinds.KIND_MEANINGS.get(event.kind, event.kind)
    return ""


def _tell_source(event: Event) -> str:
    body = event.body
    if event.kind == kinds.SOURCE_READ:
        readers = " and ".join(body["readers"])
        return f"{body['source']} read by {readers} {body['version']}: {len(body['positions'])} positions"
    if event.kind == kinds.SOURCE_ACQUIRED:
        return f"{body['source']['id']} acquired: {body['characters']} characters, {body['document'][:12]}"
    if event.kind == kinds.SOURCE_REVISED:
        versions = f"{body['earlier'][:12]} → {body['document'][:12]}"
        return f"{body['source']['id']} revised in {len(body['difference'])} places, {versions}"
    return ""


def _short(value: Any) -> str:
    text = "none" if value in (None, [], "") else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _without_lists(body: dict[str, Any]) -> dict[str, Any]:
    """Return a body without what is long and not about the item: all positions of a source, all points."""
    return {name: value for name, value in body.items() if name not in ("positions", "points", "divergences", "zones")}
