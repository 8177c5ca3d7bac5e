"""Decisions of people on items: what each needs, and the event that records it. Nothing is overwritten."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from parley.errors import InputError, StoreError
from parley.ledger import events as kinds
from parley.ledger.corrections import correct_record, new_divergence, new_position
from parley.ledger.encounter_state import EncounterState
from parley.ledger.events import Pen
from parley.ledger.follow_ups import CANCELLED, HELD, REVISED
from parley.ledger.identity import make_id
from parley.ledger.item_state import ACTIONS, ADD, CONFIRM, CORRECT, JOIN, REJECT, SPLIT, UNDO, ItemState
from parley.ledger.items import Item
from parley.ledger.points import settle_points
from parley.ledger.states import OBSERVATIONS
from parley.stores import Draft

_FOLLOW_UP_OBSERVATIONS = (HELD, CANCELLED, REVISED)
REVIEWED = ("position", "point", "divergence")


def tell_fields(changes: Mapping[str, Any]) -> str:
    """Return fields and their values as they are given: " strength=3, scope=port"; empty where there are none."""
    told = (
        f"{name}={','.join(map(str, value)) if isinstance(value, list) else value}" for name, value in changes.items()
    )
    return f" {', '.join(told)}" if changes else ""


class Conflict(StoreError):
    """Somebody decided on the item after this decision's author looked at it: nothing was recorded.

    `seen` is the revision that the author saw, `theirs` the item as it is now, `yours` the decision that was refused.
    """

    def __init__(self, yours: "Decision", theirs: Item) -> None:
        last = theirs.decision
        set_there = tell_fields(theirs.changed) if last and last["action"] == CORRECT else ""
        who = (
            f"{last['by']} ({last['action']}{set_there}: {last['reason'] or 'no reason given'})"
            if last
            else "a new reading"
        )
        super().__init__(
            f"{theirs.id} was changed by {who}: it is at revision {theirs.revision}, you saw {yours.saw}; "
            f"your decision was: {yours.action}{tell_fields(yours.changes)}",
            where=theirs.encounter,
            remedy="look at it again, and decide again where you still hold it",
        )
        self.yours = yours
        self.theirs = theirs
        self.seen = yours.saw


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides on an item.

    `action` is confirm, correct, reject, add, join, split or undo; `by` is who, `reason` why; `saw` is the revision of
    the item that the person looked at (None: whatever it is now). `changes` has the corrected fields, or all fields of
    what is added. `others` are the points to join, or the positions to split off.
    """

    action: str
    by: str
    reason: str = ""
    saw: int | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[str, ...] = ()


def check_decision(decision: Decision) -> None:
    """Raise InputError where a decision is no decision."""
    if decision.action not in ACTIONS:
        raise InputError(f"there is no decision '{decision.action}'", remedy=f"choose one of: {', '.join(ACTIONS)}")
    if not decision.by.strip():
        raise InputError("a decision needs a name", remedy="say who decides: --by NAME")
    if decision.action in (CORRECT, REJECT, ADD, JOIN, SPLIT) and not decision.reason.strip():
        raise InputError("this decision needs a reason", remedy="say why: --reason TEXT")


def check_observation(item: Item, what: str, party: str | None, *, by: str, reason: str) -> None:
    """Raise InputError where this cannot be recorded of an item."""
    known = {"commitment": tuple(OBSERVATIONS), "follow_up": _FOLLOW_UP_OBSERVATIONS}.get(item.kind, ())
    if what not in known:
        remedy = f"choose one of: {', '.join(known)}" if known else "observe a commitment or a next step"
        raise InputError(f"{item.kind.replace('_', '-')}s cannot be '{what}'", where=item.id, remedy=remedy)
    parties = [reading["party"] for reading in item.body.get("readings", ())]
    if party is not None and party not in parties:
        raise InputError(
            f"it has no reading of '{party}'",
            where=item.id,
            remedy=f"choose one of: {', '.join(parties)}" if parties else "leave --party out",
        )
    if not by.strip() or not reason.strip():
        raise InputError("this needs a name and a reason", where=item.id, remedy="give --by and --reason")


def draft_decision(
    state: EncounterState, item: ItemState, decision: Decision, text_of: Callable[[str], str], pen: Pen
) -> Draft:
    """Return the event that records a decision on an item.

    Raises:
        InputError: the decision cannot be taken on this item.
    """
    body: dict[str, Any] = {
        "action": decision.action,
        "kind": item.kind,
        "source": item.source,
        "saw": item.revision,
        "reason": decision.reason,
        "record": None,
    }
    if item.kind == "position":
        body["point"] = next((p for p, one in settle_points(state).items() if item.id in one["positions"]), None)
    match decision.action:
        case "confirm" | "correct":
            body["record"] = _settled(state, item, decision, text_of)
        case "reject" if item.shown is None and item.status == "rejected":
            raise InputError("it is rejected already", where=item.id, remedy="undo the decision to take it back")
        case "reject":
            body["record"] = item.shown
        case "join":
            body["sides"] = _sides(state, item, decision)
        case "split":
            body |= _split(state, item, decision)
        case "undo" if item.decision is None:
            raise InputError("no decision stands on it", where=item.id, remedy=f"parley history {item.id}")
        case _:
            pass
    return pen.write(kinds.DECIDED, item.id, body)


def _settled(
    state: EncounterState, item: ItemState, decision: Decision, text_of: Callable[[str], str]
) -> dict[str, Any] | None:
    if item.kind == "point" and decision.action == CONFIRM:
        return settle_points(state).get(item.id)
    base = item.shown or item.read or (item.decision or {}).get("record")
    if item.kind == "point":
        base = settle_points(state).get(item.id)
    if base is None:
        raise InputError("nothing is left of it to decide on", where=item.id, remedy=f"parley history {item.id}")
    if decision.action == CONFIRM:
        return base
    if not decision.changes:
        raise InputError("a correction says what is right", where=item.id, remedy="give --set FIELD=VALUE")
    text = text_of(base["document"]) if item.kind == "position" else None
    return correct_record(item.kind, base, decision.changes, text)


def _sides(state: EncounterState, item: ItemState, decision: Decision) -> list[list[str]]:
    points = settle_points(state)
    unknown = [other for other in (item.id, *decision.others) if other not in points]
    if item.kind != "point" or unknown or not decision.others or item.id in decision.others:
        raise InputError(
            f"points are joined with other points of their encounter ({', '.join(unknown) or item.id})",
            remedy="name points that stand: parley review --list",
        )
    return [list(points[one]["positions"]) for one in (item.id, *decision.others)]


def _split(state: EncounterState, item: ItemState, decision: Decision) -> dict[str, Any]:
    point = settle_points(state).get(item.id)
    members = set(point["positions"]) if point else set()
    moved = [one for one in decision.others if one in members]
    if item.kind != "point" or not moved or len(moved) != len(decision.others) or len(moved) == len(members):
        raise InputError(
            "a split names some of the point's positions, and not all", where=item.id, remedy="name those to move out"
        )
    title = decision.changes.get("title")
    return {"moved": moved, "new": make_id("t", state.id, "split", item.id, *sorted(moved)), "title": title}


def draft_addition(
    state: EncounterState, kind: str, decision: Decision, text_of: Callable[[str], str], pen: Pen
) -> Draft:
    """Return the event by which a person adds a position (`changes` has `source` and its fields) or a divergence.

    Raises:
        InputError: something is missing or wrong, or it is there already.
    """
    given = dict(decision.changes)
    body: dict[str, Any] = {"action": ADD, "kind": kind, "saw": 0, "reason": decision.reason}
    if kind == "position":
        name = str(given.pop("source", "")).removeprefix(f"{state.id}/")
        if name not in state.sources:
            raise InputError(
                f"there is no source '{name}' in {state.id}", remedy=f"name one of: {', '.join(sorted(state.sources))}"
            )
        body |= {"source": name, "point": given.pop("point", None)}
        source = state.sources[name].record
        record = new_position(given, source, text_of(source["document"]), decision.by)
        parts = (record["source"], record["document"], record["span"], record["issue"], record["holder"], record["act"])
        item = make_id("p", state.id, *parts, "added")
    elif kind == "divergence":
        record = new_divergence(given)
        item = make_id("d", state.id, record["type"], record["point"] or record["issue"], "added", record["sides"])
    else:
        raise InputError(f"a {kind} cannot be added", remedy="add a position or a divergence; split a point")
    if item in state.items and state.items[item].shown is not None:
        raise InputError("it is there already", where=item, remedy="correct it instead")
    return pen.write(kinds.DECIDED, item, {**body, "record": record})


__all__ = ["ADD", "CONFIRM", "CORRECT", "JOIN", "REJECT", "SPLIT", "UNDO", "Conflict", "Decision"]
