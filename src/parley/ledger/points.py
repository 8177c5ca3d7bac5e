"""The points of an encounter as they stand: the comparison's, with what people joined and split."""

from collections.abc import Iterable, Sequence
from typing import Any

from parley.ledger.encounter_state import EncounterState
from parley.ledger.item_state import JOIN, SPLIT

_STATED, _DENIED, _SILENT, _UNREAD = "stated", "denied", "silent", "not_read_whole"
_FURTHEST = (_STATED, _DENIED, _UNREAD, _SILENT)


def settle_points(state: EncounterState) -> dict[str, dict[str, Any]]:
    """Return the points that stand, by id: id → record.

    1. the last comparison's, without positions that are gone or rejected, and without points that people rejected;
    2. the decisions to join and to split, in the order in which they were taken, wherever their positions now are;
    3. positions that people added or decided on and that no reader finds, at the point that they named or were in.
    """
    standing = {item.id for item in state.of_kind("position") if item.shown is not None}
    groups: dict[str, dict[str, Any]] = {}
    for point in state.of_kind("point"):
        decision = point.decision
        record = point.read if decision is None or decision["action"] in (JOIN, SPLIT) else point.shown
        if record is not None:
            groups[point.id] = {**record, "positions": [one for one in record["positions"] if one in standing]}
    for decision in _alignments(state):
        _align(groups, decision, state)
    for item in state.of_kind("position"):
        named = (item.decision or {}).get("point")
        if named in groups and item.id in standing and not _holding(groups, item.id):
            groups[named] = _with_positions(groups[named], [*groups[named]["positions"], item.id], state)
    return groups


def list_split_points(state: EncounterState) -> frozenset[str]:
    """Return the points that people split and those that they made by it: they are about different things."""
    taken = [decision for decision in _alignments(state) if decision["action"] == SPLIT]
    return frozenset(point for decision in taken for point in (decision["item"], decision["new"]))


def _alignments(state: EncounterState) -> list[dict[str, Any]]:
    taken = [
        {**decision, "item": point.id}
        for point in state.of_kind("point")
        for decision in point.decisions
        if decision["action"] in (JOIN, SPLIT)
    ]
    return sorted(taken, key=lambda decision: int(decision["seq"]))


def _align(groups: dict[str, dict[str, Any]], decision: dict[str, Any], state: EncounterState) -> None:
    target = decision["item"]
    if decision["action"] == JOIN:
        sides = [_closest(groups, members) for members in decision["sides"]]
        if target not in groups:
            target = next((side for side in sides if side is not None), None)
        if target is None:
            return
        for side in sides:
            if side is not None and side != target:
                other = groups.pop(side)
                merged = [*groups[target]["positions"], *other["positions"]]
                groups[target] = _with_positions(groups[target], merged, state, other["cells"])
        return
    moved = set(decision["moved"])
    apart: list[str] = []
    for group_id, record in list(groups.items()):
        staying = [one for one in record["positions"] if one not in moved]
        if group_id != decision["new"] and staying and len(staying) < len(record["positions"]):
            apart += [one for one in record["positions"] if one in moved]
            groups[group_id] = _with_positions(record, staying, state)
    if apart:
        like = groups.get(target) or next(iter(groups.values()))
        title = decision.get("title") or like["title"]
        made = {**like, "title": title, "because": ["split by a person"], "cells": dict(like["cells"])}
        groups[decision["new"]] = _with_positions(made, apart, state)


def _closest(groups: dict[str, dict[str, Any]], members: Sequence[str]) -> str | None:
    wanted = set(members)
    shared = {group: len(wanted & set(record["positions"])) for group, record in groups.items()}
    best = max(shared, key=lambda group: (shared[group], group), default=None)
    return best if best is not None and shared[best] else None


def _holding(groups: dict[str, dict[str, Any]], position: str) -> bool:
    return any(position in record["positions"] for record in groups.values())


def _with_positions(
    record: dict[str, Any], positions: Iterable[str], state: EncounterState, others: dict[str, str] | None = None
) -> dict[str, Any]:
    """Return a point with these positions, and with cells that follow from them."""
    kept = list(dict.fromkeys(positions))
    speaking = {state.items[one].source for one in kept}
    cells = {}
    for source, status in record["cells"].items():
        known = [status, *([others[source]] if others and source in others else [])]
        if source in speaking:
            cells[source] = next((one for one in _FURTHEST[:2] if one in known), _STATED)
        else:
            unread = _UNREAD in known or (source in state.sources and state.sources[source].partial)
            cells[source] = _UNREAD if unread else _SILENT
    return {**record, "positions": kept, "cells": cells}
