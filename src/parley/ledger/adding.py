"""A result of reading and comparing → the events that are new in it; nothing where the ledger has it all.

Items keep their ids: positions by the overlap of their words, points by the positions that they share.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from parley.errors import InputError
from parley.ledger import events as kinds
from parley.ledger.differences import Difference, compare_texts
from parley.ledger.encounter_state import EncounterState, SourceState
from parley.ledger.events import Pen
from parley.ledger.identity import make_id, match_groups, match_positions
from parley.ledger.item_state import ItemState
from parley.ledger.records import (
    record_absence,
    record_divergence,
    record_document,
    record_encounter,
    record_point,
    record_position,
    record_step,
)
from parley.stores import Draft
from parley.vocabulary import Divergence, Document, Position, Result, Words

SAME: Difference = Difference(())


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that the ledger has, by hash: for the difference between two versions of a source."""

    known: dict[str, str]

    def difference(self, earlier: str, later: Document) -> Difference:
        """Return the difference between a stored version and a document."""
        return SAME if earlier == later.sha256 else compare_texts(self.known[earlier], later.text)


def draft_events(state: EncounterState, result: Result, texts: Texts, pen: Pen) -> Iterator[Draft]:
    """Yield the events by which a result goes beyond what is recorded.

    1. the encounter; 2. for each document its source, new or revised, and what was read in it; 3. the comparison.

    Raises:
        InputError: another encounter has this id.
    """
    yield from _draft_encounter(state, result, pen)
    listed = {source.id for source in result.encounter.sources}
    for name, source in state.sources.items():
        if name not in listed and not source.withdrawn:
            yield pen.write(kinds.SOURCE_WITHDRAWN, f"{state.id}/{name}", {"source": name})
    items: dict[str, str] = {}
    for document in result.documents:
        known = state.sources.get(document.id)
        difference = texts.difference(known.document, document) if known else SAME
        yield from _draft_source(state, known, document, difference, pen)
        positions = [position for position in result.positions if position.source == document.id]
        yield from _draft_reading(state, known, document, difference, (result, positions), items, pen)
    yield from draft_comparison(state, result, items, pen, reviewed=False)


def _draft_encounter(state: EncounterState, result: Result, pen: Pen) -> Iterator[Draft]:
    record = record_encounter(result.encounter)
    if not state.record:
        yield pen.write(kinds.ENCOUNTER_ADDED, state.id, {"encounter": record})
        return
    known = state.record
    if known["held_on"] != record["held_on"] and known["parties"] != record["parties"]:
        raise InputError(
            f"the ledger has another encounter of this name: {known['title']}, {known['held_on'][0]}",
            where=state.id,
            remedy="rename the folder: its name is the encounter's id",
        )
    if known != record:
        yield pen.write(kinds.ENCOUNTER_CHANGED, state.id, {"encounter": record})


def _draft_source(
    state: EncounterState, known: SourceState | None, document: Document, difference: Difference, pen: Pen
) -> Iterator[Draft]:
    record = record_document(document)
    item = f"{state.id}/{document.id}"
    if known is None:
        yield pen.write(kinds.SOURCE_ACQUIRED, item, record)
    elif known.document != document.sha256:
        changes = [[c.start, c.end, c.new_start, c.new_end] for c in difference.changes]
        yield pen.write(kinds.SOURCE_REVISED, item, {**record, "earlier": known.document, "difference": changes})
    elif known.record != record or known.withdrawn:
        yield pen.write(kinds.SOURCE_DESCRIBED, item, record)


def _draft_reading(
    state: EncounterState,
    known: SourceState | None,
    document: Document,
    difference: Difference,
    read: tuple[Result, Sequence[Position]],
    items: dict[str, str],
    pen: Pen,
) -> Iterator[Draft]:
    result, positions = read
    records = [{**record_position(position), "document": document.sha256} for position in positions]
    earlier = [item for item in state.of_kind("position") if item.source == document.id]
    ids = _name_positions(state, document, earlier, records, difference)
    items.update({position.id: item for position, item in zip(positions, ids, strict=True)})
    body = {
        "source": document.id,
        "document": document.sha256,
        "readers": list(result.readers),
        "version": result.version,
        "positions": [list(pair) for pair in zip(ids, records, strict=True)],
        "moved": _move_decided(earlier, known.document if known else "", document, difference),
        "partial": document.id in result.partial,
        "notes": [note for note in result.notes if note.startswith(f"{document.id}: ")],
        "refusals": [{"reader": r.reader, "quote": r.quote, "reason": r.reason} for r in result.refusals
                     if r.source == document.id],
    }  # fmt: skip
    if known is None or not _is_known(known, earlier, body):
        yield pen.write(kinds.SOURCE_READ, f"{state.id}/{document.id}", body)


def _is_known(known: SourceState, earlier: Iterable[ItemState], body: dict[str, Any]) -> bool:
    now = {item.id: item.read for item in earlier if item.read is not None}
    return (
        not known.withdrawn
        and known.document == body["document"]
        and now == dict(body["positions"])
        and (known.readers, known.version, known.partial) == (body["readers"], body["version"], body["partial"])
    )


def _name_positions(
    state: EncounterState,
    document: Document,
    earlier: Sequence[ItemState],
    records: Sequence[dict[str, Any]],
    difference: Difference,
) -> list[str]:
    """Return an id for each position found: the earlier one's whose words these are, else a new one."""
    candidates = [(item.id, record) for item in earlier if (record := _last_record(item)) is not None]
    here = [entry for entry in candidates if entry[1]["document"] == document.sha256]
    before = [entry for entry in candidates if entry[1]["document"] != document.sha256]
    matched = match_positions(here, records, lambda span: (span[0], span[1])) if here else {}
    if before:
        taken = set(matched.values())
        rest = [index for index in range(len(records)) if index not in matched]
        again = match_positions(
            [entry for entry in before if entry[0] not in taken], [records[index] for index in rest], difference.move
        )
        matched |= {rest[index]: item for index, item in again.items()}
    used = {*state.items, *matched.values()}
    names: list[str] = []
    for index, record in enumerate(records):
        name = matched.get(index) or _new_id(state.id, record, used)
        used.add(name)
        names.append(name)
    return names


def _last_record(item: ItemState) -> dict[str, Any] | None:
    """Return where an item's words were last seen: as it stands, as last read, or as it was when it was decided."""
    record = item.shown or item.read
    if record is None and item.decision is not None:
        record = item.decision["record"] or item.decision["read"]
    return record


def _new_id(encounter: str, record: dict[str, Any], used: set[str]) -> str:
    parts = (encounter, record["source"], record["document"], record["span"], record["issue"], record["holder"])
    number = 0
    while (name := make_id("p", *parts, record["act"], number)) in used:
        number += 1
    return name


def _move_decided(
    earlier: Iterable[ItemState], since: str, document: Document, difference: Difference
) -> dict[str, dict[str, Any] | None]:
    """Return where the words of decided positions stand in a new version; None for those that it does not have.

    `since` is the version that the difference starts from. A decision on words of a version before it, which are not
    in that one, stays where it was made.
    """
    moved: dict[str, dict[str, Any] | None] = {}
    for item in earlier:
        shown = item.shown
        if item.decision is None or shown is None or item.lost:
            continue
        if shown["document"] != since or since == document.sha256:
            continue
        spans = [name for name in ("span", "condition_span", "reason_span") if shown[name] is not None]
        if all(difference.keeps(shown[name]) for name in spans):
            moved[item.id] = {"document": document.sha256} | {
                name: list(difference.move(shown[name])) for name in spans
            }
        else:
            moved[item.id] = None
    return moved


def draft_comparison(
    state: EncounterState, result: Result, items: Mapping[str, str], pen: Pen, *, reviewed: bool
) -> Iterator[Draft]:
    """Yield the event of a comparison where it differs from the last of its sort.

    `items` gives the item of each position; `reviewed` says that the comparison took in what people decided.
    """
    compared = result.comparison

    def words(one: Words) -> Words:
        return replace(one, position=items.get(one.position or ""))

    points = [
        {**record_point(point), "positions": [items[one] for one in point.positions if one in items]}
        for point in compared.points
    ]
    known_points = [(p.id, record["positions"]) for p in state.of_kind("point") if (record := p.read) is not None]
    matched = match_groups(known_points, [record["positions"] for record in points])
    point_ids = {}
    used = set(state.items)
    pairs = []
    for index, (point, record) in enumerate(zip(compared.points, points, strict=True)):
        item = matched.get(index) or make_id("t", state.id, point.issue, *sorted(record["positions"]))
        while item in used and item not in matched.values():
            item = make_id("t", item, index)
        used.add(item)
        point_ids[point.id] = item
        pairs.append([item, record])
    body = {
        "points": pairs,
        "divergences": _name_divergences(state, compared.divergences, point_ids, words),
        "absent": [record_absence(replace(one, words=words(one.words))) for one in compared.absent],
        "follow_ups": [record_step(replace(one, words=words(one.words))) for one in compared.follow_ups],
        "nearer": str(result.outlook.nearer),
        "reasons": list(result.outlook.reasons),
        "skipped": [
            {"source": lost.source_id, "file": lost.file, "reason": lost.reason, "remedy": lost.remedy}
            for lost in result.skipped
        ],
        "notes": list(result.notes),
        "partial": list(result.partial),
        "version": result.version,
        "reviewed": reviewed,
    }
    if (state.compared if reviewed else state.compared_as_read) != body:
        yield pen.write(kinds.COMPARED, state.id, body)


def _name_divergences(
    state: EncounterState, divergences: Iterable[Divergence], point_ids: dict[str, str], words: Any
) -> list[list[Any]]:
    """Return divergences with ids made of their type, their point and the sources that take part."""
    named: list[list[Any]] = []
    used: set[str] = set()
    for one in divergences:
        point = point_ids.get(one.point or "")
        sources = sorted({side.source for side in one.sides})
        number = 0
        parts = (state.id, one.type, point or one.issue, *sources, *one.silent)
        while (item := make_id("d", *parts, number)) in used:
            number += 1
        used.add(item)
        record = record_divergence(replace(one, point=point, sides=tuple(words(side) for side in one.sides)))
        named.append([item, record])
    return named
