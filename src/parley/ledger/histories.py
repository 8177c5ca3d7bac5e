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

# What the story of a process tells; that of each encounter tells the rest.
_OF_A_PROCESS = frozenset(
    {
        kinds.ENCOUNTER_ADDED, kinds.ENCOUNTER_CHANGED, kinds.SOURCE_REVISED, kinds.SOURCE_WITHDRAWN, kinds.DECIDED,
        kinds.OBSERVED, kinds.FORECAST,
    }
)  # fmt: skip
_SHOWN, _CHANGES_TOLD = 60, 5


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
                told = _tell_other(reading, event, item, related)
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
        f"{how} otherwise: " + ", ".join(f"{n} {_tell_pair(last.get(n), found.get(n))}" for n in changed)
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


def _tell_other(reading: Reading, event: Event, item: Item, related: frozenset[str]) -> str:
    body = event.body
    if event.kind == kinds.OBSERVED and event.item == item.id:
        return _tell_observation(event)
    if event.kind == kinds.DECIDED and event.item in related:
        return f"{event.item}: {_tell_decision(event)}"
    if event.kind == kinds.SOURCE_READ and related:
        found = [(one, record) for one, record in body["positions"] if one in related]
        return "; ".join(f"{body['source']}: {_summarise('position', record)}" for one, record in found)
    if item.kind == "source" and event.item == item.id:
        return _tell_source(reading, event)
    if item.kind == "process":
        return f"{event.encounter}: {_tell_any(reading, event)}" if event.kind in _OF_A_PROCESS else ""
    return _tell_any(reading, event) if item.kind == "encounter" else ""


def _tell_any(reading: Reading, event: Event) -> str:
    if event.kind == kinds.DECIDED:
        return f"{event.item}: {_tell_decision(event)}"
    if event.kind == kinds.OBSERVED:
        return f"{event.item}: {_tell_observation(event)}"
    return _tell_source(reading, event) or kinds.KIND_MEANINGS.get(event.kind, event.kind)


def _tell_observation(event: Event) -> str:
    body = event.body
    party = f" under the reading of {body['party']}" if body["party"] else ""
    return f"{event.by} recorded: {body['what'].replace('_', ' ')} on {body['on']}{party} ({body['reason']})"


def _tell_source(reading: Reading, event: Event) -> str:
    body = event.body
    if event.kind == kinds.SOURCE_READ:
        readers = " and ".join(body["readers"])
        return f"{body['source']} read by {readers} {body['version']}: {len(body['positions'])} positions"
    if event.kind == kinds.SOURCE_ACQUIRED:
        return f"{body['source']['id']} acquired: {body['characters']} characters, {body['document'][:12]}"
    if event.kind == kinds.SOURCE_REVISED:
        versions = f"{body['earlier'][:12]} → {body['document'][:12]}"
        places = f"{len(body['difference'])} place{'s' if len(body['difference']) != 1 else ''}"
        words = _tell_changes(reading, body)
        return f"{body['source']['id']} revised in {places}, {versions}{': ' if words else ''}{words}"
    return ""


def _tell_changes(reading: Reading, body: dict[str, Any]) -> str:
    """Return the first words that a revision changed, as they were and as they are."""
    before, after = reading.document(body["earlier"]) or "", reading.document(body["document"]) or ""
    told = [
        f"{_short(before[start:end], quoted=True)} → {_short(after[new_start:new_end], quoted=True)}"
        for start, end, new_start, new_end in body["difference"][:_CHANGES_TOLD]
    ]
    return "; ".join(told) + ("; …" if len(body["difference"]) > _CHANGES_TOLD else "")


def _short(value: Any, *, quoted: bool = False) -> str:
    if value in (None, [], ""):
        return "none"
    text = str(value) if len(str(value)) <= _SHOWN else f"{str(value)[: _SHOWN - 1]}…"
    return f"“{text}”" if quoted else text


def _tell_pair(before: Any, after: Any) -> str:
    """Return a value as it was and as it is; of two long texts that begin alike, from a little before they part."""
    if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) > _SHOWN:
        pairs = enumerate(zip(before, after, strict=False))
        alike = next((place for place, (old, new) in pairs if old != new), min(len(before), len(after)))
        cut = max(0, alike - _SHOWN // 3)
        if cut:
            before, after = f"…{before[cut:]}", f"…{after[cut:]}"
    return f"{_short(before)} → {_short(after)}"


def _without_lists(body: dict[str, Any]) -> dict[str, Any]:
    """Return a body without what is long and not about the item: all positions of a source, all points."""
    return {name: value for name, value in body.items() if name not in ("positions", "points", "divergences", "zones")}
