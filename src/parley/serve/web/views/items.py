"""Items of the ledger under review: how each stands, who decided and when, what a form of it holds, its history."""

from datetime import datetime
from typing import Any

from parley.ledger import Entry, Item
from parley.report.plain_text import on_one_line
from parley.serve.web import links
from parley.serve.web.views.showing import Showing
from parley.serve.web.wording import Wording
from parley.vocabulary import STRENGTH_LADDER, Act, Issue, Position

# The fields of a position that a person may correct, with the words by which the interface calls them.
FIELDS: dict[str, str] = {
    "holder": "position.holder",
    "act": "position.act",
    "strength": "position.strength",
    "issue": "position.issue",
    "scope": "term.on",
    "quantity": "term.number",
    "starts_on": "term.from",
    "ends_on": "term.until",
    "days": "term.days",
    "place": "term.place",
    "quote": "position.quote",
    "condition": "position.condition",
}


def tell_decision(item: Item, w: Wording) -> str:
    """Return who decided what of an item, and when; nothing where nobody did."""
    decision = item.decision
    if decision is None:
        return ""
    told = w.t(
        "review.decided",
        action=w.id("action", decision["action"]),
        who=on_one_line(decision["by"]),
        when=w.moment(moment_of(decision["at"])),
    )
    return f"{told}: {on_one_line(decision['reason'])}" if decision["reason"] else told


def moment_of(written: str) -> datetime:
    """Return a recorded time."""
    return datetime.fromisoformat(written.replace("Z", "+00:00"))


def tell_fields(names: tuple[str, ...], w: Wording) -> str:
    """Return the names of fields in the reader's words."""
    return w.listed([w.t(FIELDS[name]) if name in FIELDS else name for name in names])


def show_review(
    item: Item, showing: Showing | None, position: Position | None, w: Wording, back: str
) -> dict[str, Any]:
    """Return what the box of a position, point or divergence shows."""
    return {
        "status": item.status or "open",
        "decision": tell_decision(item, w),
        "disagrees": tell_fields(item.disagrees, w),
        "revision": item.revision,
        "can_undo": item.decision is not None,
        "action": f"{links.item_link(item.id)}/decide",
        "history": links.item_link(item.id),
        "back": back,
        "form": position_form(position, w) if showing is not None and position is not None else None,
        "open_form": False,
    }


def position_form(position: Position | None, w: Wording) -> dict[str, Any]:
    """Return a form's values: a position's, or those of a new one."""
    blank: dict[str, Any] = {**dict.fromkeys(FIELDS, ""), "act": Act.STATE.value, "strength": 1}
    if position is not None:
        measure = position.measure
        blank |= {
            "holder": ", ".join(position.holder),
            "act": position.act.value,
            "strength": position.strength,
            "issue": position.issue.value,
            "scope": ", ".join(measure.scope),
            "quantity": "" if measure.quantity is None else f"{measure.quantity:g}",
            "starts_on": measure.starts_on or "",
            "ends_on": measure.ends_on or "",
            "days": "" if measure.days is None else measure.days,
            "place": position.place or "",
            "quote": position.quote,
            "condition": position.condition_quote or "",
        }
    return {
        **blank,
        "acts": sorted(((act.value, w.id("act", act)) for act in Act), key=lambda pair: pair[1]),
        "steps": [(step, w.t(f"strength.{step}")) for step in sorted({*STRENGTH_LADDER, -1})],
        "issues": sorted(((issue.value, w.id("issue", issue)) for issue in Issue), key=lambda pair: pair[1]),
    }


def changed_fields(form: dict[str, str], position: Position | None, w: Wording) -> dict[str, Any]:
    """Return the fields of a sent form that differ from the position: nothing that was left alone is a correction."""
    before = position_form(position, w)
    changes: dict[str, Any] = {}
    for name in FIELDS:
        given = form.get(name, "")
        if name not in form or given == str(before[name]):
            continue
        if name in ("quote", "condition") and "\n".join(given.split()) == "\n".join(str(before[name]).split()):
            continue
        changes[name] = given if given or name in ("holder", "scope", "quote") else None
    return changes


def show_entry(entry: Entry, w: Wording) -> dict[str, Any]:
    """Return one event of a history."""
    decided = entry.kind in ("decided", "observed")
    return {
        "when": w.moment(moment_of(entry.at)),
        "title": w.id("action", entry.body["action"]) if entry.kind == "decided" else w.id("event", entry.kind),
        "told": entry.told,
        "who": on_one_line(entry.by) if decided else w.t("history.reading"),
        "reason": on_one_line(str(entry.body.get("reason") or "")) if decided else "",
        "fields": _fields(entry.body.get("record"), w),
    }


def _fields(record: dict[str, Any] | None, w: Wording) -> list[tuple[str, str]]:
    if not record:
        return []
    return [(w.t(key), field_word(name, record[name], w)) for name, key in FIELDS.items() if record.get(name)]


def field_word(name: str, value: Any, w: Wording) -> str:
    """Return the value of a field in the reader's words."""
    if value in (None, "", []):
        return "–"
    if name in ("act", "issue"):
        return w.id(name, value)
    if isinstance(value, list | tuple):
        return w.listed([on_one_line(str(one)) for one in value])
    return str(value)
