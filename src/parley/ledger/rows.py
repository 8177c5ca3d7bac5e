"""The state of an encounter → derived rows: the encounter, its sources, positions, points and divergences. Pure."""

from typing import Any

from parley.ledger.encounter_state import EncounterState, SourceState
from parley.ledger.identity import source_id
from parley.ledger.item_state import ItemState
from parley.ledger.points import list_split_points, settle_points
from parley.ledger.statements import role_of
from parley.stores import Row

# What else is open comes after the divergences: a point weighs less than its divergences, a position less than both.
_POINT_SHARE, _POSITION_SHARE, _STRENGTH_SHARE = 0.6, 0.3, 0.01


def rows_of_encounter(state: EncounterState) -> list[Row]:
    """Return the rows of an encounter."""
    if not state.record:
        return []
    points = settle_points(state)
    point_of = {one: point for point, record in points.items() for one in record["positions"]}
    weights, split = _weigh(state), list_split_points(state)
    return [
        _encounter_row(state),
        *(_source_row(state, source) for source in state.sources.values()),
        *(
            _position_row(state, item, point_of.get(item.id, ""), points, weights, apart=point_of.get(item.id) in split)
            for item in state.of_kind("position")
        ),
        *_point_rows(state, points, weights),
        *(_divergence_row(state, item) for item in state.of_kind("divergence")),
    ]


def _encounter_row(state: EncounterState) -> Row:
    record, compared = state.record, state.compared
    published = sorted(s.record["source"]["published_on"] for s in state.sources.values() if not s.withdrawn)
    held_on = record["held_on"]
    body = {
        "encounter": record,
        "added_at": state.added_at,
        "known_on": next((day for day in published if day >= held_on[0]), held_on[1]),
        "nearer": compared.get("nearer"),
        "reasons": compared.get("reasons", []),
        "absent": compared.get("absent", []),
        "skipped": compared.get("skipped", []),
        "notes": compared.get("notes", []),
        "steps": list(_steps(state)),
    }
    return Row(state.id, "encounter", state.process, state.id, day=held_on[0], revision=state.revision, body=body)


def _source_row(state: EncounterState, source: SourceState) -> Row:
    record = source.record
    body = {
        **record,
        "versions": source.versions,
        "readers": source.readers,
        "version": source.version,
        "partial": record["partial"] or source.partial,
        "notes": [*record["notes"], *source.notes],
        "refusals": source.refusals,
        "withdrawn": source.withdrawn,
    }
    return Row(
        source_id(state.id, source.id),
        "source",
        state.process,
        state.id,
        source.id,
        "" if source.withdrawn else source.document,
        day=record["source"]["published_on"],
        revision=source.revision,
        body=body,
    )


def _position_row(
    state: EncounterState,
    item: ItemState,
    point: str,
    points: dict[str, dict[str, Any]],
    weights: dict[str, float],
    *,
    apart: bool,
) -> Row:
    shown = item.shown
    source = state.sources[item.source].record
    declared = source["source"]
    decided = item.decision is not None
    role = role_of(shown, declared, state.record["held_on"], decided=decided) if shown else ""
    body = {
        **_judged(item),
        "role": role,
        "point": point or item.id,
        "title": _title(shown, points.get(point)),
        "apart": apart,
        "told": {
            "encounter": state.id,
            "source": source_id(state.id, item.source),
            "publisher": declared["publisher"],
            "speaks_for": declared["speaks_for"],
            "published_on": declared["published_on"],
            "language": source["language"],
            "held_on": state.record["held_on"],
        },
    }
    strength = shown["strength"] if shown else 0
    weight = _POSITION_SHARE * weights.get(item.id, 0.0) + _STRENGTH_SHARE * max(0, strength)
    return Row(
        item.id,
        "position",
        state.process,
        state.id,
        source_id(state.id, item.source),
        shown["document"] if shown else "",
        shown["issue"] if shown else "",
        role,
        declared["published_on"],
        item.is_open,
        round(weight + bool(item.disagrees), 6),
        item.revision,
        body,
    )


def _title(shown: dict[str, Any] | None, point: dict[str, Any] | None) -> str:
    """Return what a position is about: its point's title, unless a person gave the position another issue."""
    if shown is None:
        return ""
    title: str = point["title"] if point is not None and point["issue"] == shown["issue"] else shown["issue"]
    return title


def _point_rows(state: EncounterState, points: dict[str, dict[str, Any]], weights: dict[str, float]) -> list[Row]:
    items = {item.id: item for item in state.of_kind("point")}
    rows = []
    for point_id in [*items, *(point for point in points if point not in items)]:
        item = items.get(point_id) or ItemState(point_id, "point", revision=1)
        record = points.get(point_id)
        body = {**_judged(item), "shown": record, "status": item.status if item.revision and items else "aligned"}
        if record is None and item.read is not None and item.decision is None:
            body["status"] = "joined"
        rows.append(
            Row(
                point_id,
                "point",
                state.process,
                state.id,
                issue=record["issue"] if record else "",
                day=state.record["held_on"][0],
                open=item.is_open and record is not None,
                weight=round(_POINT_SHARE * weights.get(point_id, 0.0) + bool(item.disagrees), 6),
                revision=item.revision,
                body=body,
            )
        )
    return rows


def _divergence_row(state: EncounterState, item: ItemState) -> Row:
    shown = item.shown
    rejected = [
        side["position"]
        for side in (shown["sides"] if shown else [])
        if side["position"] in state.items and state.items[side["position"]].shown is None
    ]
    return Row(
        item.id,
        "divergence",
        state.process,
        state.id,
        issue=shown["issue"] if shown else "",
        day=state.record["held_on"][0],
        open=item.is_open,
        weight=round((shown["significance"] if shown else 0.0) + bool(item.disagrees), 6),
        revision=item.revision,
        body={**_judged(item), "rests_on_rejected": rejected},
    )


def _judged(item: ItemState) -> dict[str, Any]:
    decision = item.decision
    return {
        "status": item.status,
        "read": item.read,
        "shown": item.shown,
        "decision": None
        if decision is None
        else {name: decision[name] for name in ("action", "by", "at", "reason", "seq")},
        "disagrees": item.disagrees,
    }


def _weigh(state: EncounterState) -> dict[str, float]:
    """Return how much rests on each point and position: the significance of the weightiest divergence there."""
    weights: dict[str, float] = {}
    for item in state.of_kind("divergence"):
        shown = item.shown
        if shown is None:
            continue
        for name in (shown["point"], *(side["position"] for side in shown["sides"])):
            if name:
                weights[name] = max(weights.get(name, 0.0), shown["significance"])
    return weights


def _steps(state: EncounterState) -> Any:
    """Yield the next steps that stand: without those of rejected positions, with what people corrected."""
    for step in state.compared.get("follow_ups", []):
        source = state.sources.get(step["source"])
        item = state.items.get(step["words"]["position"] or "")
        if source is None or source.withdrawn or (item is not None and item.shown is None):
            continue
        record = item.shown if item is not None and item.shown is not None else {}
        declared = source.record["source"]
        entry = {
            "position": step["words"]["position"] or "",
            "encounter": state.id,
            "source": source_id(state.id, step["source"]),
            "publisher": declared["publisher"],
            "published_on": declared["published_on"],
            "language": source.record["language"],
            "document": record.get("document", source.document),
            "issue": record.get("issue", step["issue"]),
            "parties": record.get("holder", []),
            "status": step["status"],
            "on": step["on"],
            "until": step["until"],
            "place": step["place"],
            "quote": record.get("quote", step["words"]["quote"]),
            "span": record.get("span", step["words"]["span"]),
        }
        if item is not None and item.decision is not None and item.decision["action"] == "correct":
            until = record["ends_on"] if record["ends_on"] != record["starts_on"] else None
            entry |= {"on": record["starts_on"], "until": until, "place": record["place"]}
        yield entry
