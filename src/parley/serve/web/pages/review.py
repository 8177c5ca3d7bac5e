"""Reviewing: the queue, decisions on items, positions added, points split and joined, histories, and conflicts."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.datastructures import FormData

from parley.errors import InputError
from parley.ledger import Conflict, Decision, Item
from parley.report.plain_text import on_one_line
from parley.serve.web import links
from parley.serve.web.pages.encounters import showing_of
from parley.serve.web.pages.page import ForReaders, ForReviewers, NotFoundError, Page, SentForm, text_of
from parley.serve.web.views.encounters import show_head, show_sources
from parley.serve.web.views.items import (
    FIELDS,
    changed_fields,
    field_word,
    moment_of,
    position_form,
    show_entry,
    show_review,
    tell_decision,
    tell_fields,
)
from parley.serve.web.views.matrix import title_of
from parley.serve.web.views.showing import Showing
from parley.vocabulary import Position, Span

router = APIRouter(include_in_schema=False)
_QUEUE, _COUNTED, _LATELY, _LONGEST = 30, 600, 8, 5000
_KINDS = ("position", "point", "divergence")


def review_view(page: Page, showing: Showing, position: Position) -> dict[str, Any]:
    """Return the review box of a position."""
    item = page.workbench.desk.item(position.id)
    if item is None:
        raise NotFoundError
    return {"review": show_review(item, showing, position, page.w, links.position_link(showing.id, position.id))}


@router.get("/review")
def queue(kind: str = "", page: Page = ForReaders) -> Response:
    """Show what is open, the weightiest first."""
    items = page.workbench.desk.open_items(_COUNTED)
    more = "+" if len(items) == _COUNTED else ""
    counted = {name: f"{sum(item.kind == name for item in items)}{more}" for name in _KINDS}
    chosen = [item for item in items if kind not in _KINDS or item.kind == kind][:_QUEUE]
    titles = {info.id: info.title for process in page.workbench.desk.processes() for info in process.encounters}
    return page.render(
        "review.html.j2",
        section="review",
        items=[_queued(item, titles, page) for item in chosen],
        kinds=[("", f"{len(items)}{more}"), *counted.items()],
        kind=kind if kind in _KINDS else "",
        recent=[
            {
                "link": links.item_link(entry.told),
                "title": page.w.id("action", entry.body["action"]),
                "words": f"{on_one_line(entry.by)}, {page.w.moment(moment_of(entry.at))}",
            }
            for entry in page.workbench.desk.recent_decisions(_LATELY)
        ],
    )


def _queued(item: Item, titles: dict[str, str], page: Page) -> dict[str, Any]:
    record, w = item.shown or item.read or {}, page.w
    languages = {
        source.source: source.body["language"] for source in page.workbench.desk.ledger.sources(item.encounter)
    }
    if item.kind == "divergence":
        title = f"{w.id('issue', record['issue'])}: {w.id('divergence', record['type'])}"
        words = [(side["source"], side["quote"]) for side in record["sides"][:3]]
        link = links.encounter_link(item.encounter) + "#partings"
    elif item.kind == "point":
        title = w.id("issue", record["issue"]) + (f": {apart}" if (apart := record["title"].partition(": ")[2]) else "")
        words = []
        link = links.encounter_link(item.encounter) + "/points"
    else:
        holder = w.listed([on_one_line(party) for party in record["holder"]]) or w.t("position.nobody")
        title = f"{holder}: {w.id('act', record['act'])}, {w.id('issue', record['issue'])}"
        words = [(record["source"], record["quote"])]
        link = links.position_link(item.encounter, item.id)
    return {
        "title": title,
        "kind": item.kind,
        "encounter": on_one_line(titles.get(item.encounter, item.encounter)),
        "status": item.status or "open",
        "disagrees": tell_fields(item.disagrees, w),
        "words": [{"who": source, "quote": quote, "language": languages.get(source, "")} for source, quote in words],
        "link": link,
        "action": f"{links.item_link(item.id)}/decide",
        "revision": item.revision,
    }


@router.get("/items/{item:id}")
def history(item: str, page: Page = ForReaders) -> Response:
    """Show the whole story of an item."""
    entries = page.workbench.desk.history(item)
    if not entries:
        raise NotFoundError
    found = page.workbench.desk.item(item)
    back = links.encounter_link(found.encounter) if found and found.encounter else "/"
    if found and found.kind == "position" and found.shown:
        back = links.position_link(found.encounter, item)
    events = [show_entry(entry, page.w) for entry in entries]
    return page.render("history.html.j2", section="review", item=item, events=events, back=back)


@router.post("/items/{item:id}/decide")
def decide(item: str, page: Page = ForReviewers, form: FormData = SentForm) -> Response:
    """Record a decision, or show both where somebody else has decided meanwhile."""
    found = page.workbench.desk.item(item)
    if found is None or found.kind not in _KINDS:
        raise NotFoundError
    action = text_of(form, "action", 20)
    if action not in ("confirm", "correct", "reject", "undo"):
        raise InputError(f"there is no decision '{action}' here", remedy="confirm, correct, reject or undo")
    sent = {name: text_of(form, name, _LONGEST) for name in FIELDS if name in form}
    position = found.as_position() if found.kind == "position" and found.shown else None
    changes = changed_fields(sent, position, page.w) if action == "correct" else {}
    return _record(page, found, _decision(page, form, action, changes=changes), form)


def _decision(
    page: Page, form: FormData, action: str, *, changes: dict[str, Any] | None = None, others: tuple[str, ...] = ()
) -> Decision:
    seen = text_of(form, "revision", 12)
    return Decision(
        action,
        page.actor.name,
        text_of(form, "reason", 500),
        saw=int(seen) if seen.isdigit() else None,
        changes=changes or {},
        others=others,
    )


def _record(page: Page, item: Item, decision: Decision, form: FormData, back: str = "") -> Response:
    back = back or text_of(form, "back") or links.item_link(item.id)
    try:
        page.workbench.desk.decide(item.id, decision)
    except Conflict as conflict:
        return _show_conflict(page, conflict, form, back)
    return page.go(back)


def _show_conflict(page: Page, conflict: Conflict, form: FormData, back: str) -> Response:
    """Show what the other decided beside what was about to be recorded; nothing is lost and nothing overwritten."""
    theirs, yours, w = conflict.theirs, conflict.yours, page.w
    last = theirs.decision or {"by": w.t("history.reading"), "at": "", "action": "", "reason": ""}
    before = theirs.shown or theirs.read or {}
    mine = {**before, **yours.changes}
    again = [(name, value) for name, value in form.multi_items() if name not in ("csrf", "revision", "back")]
    fields = [name for name in FIELDS if name in before or name in yours.changes] if theirs.kind == "position" else []
    differing = {name for name in fields if str(before.get(name) or "") != str(mine.get(name) or "")}
    return page.render(
        "conflict.html.j2",
        status=409,
        section="review",
        theirs={
            "who": on_one_line(last["by"]),
            "when": w.moment(moment_of(last["at"])) if last["at"] else "",
            "action": w.id("action", last["action"]),
            "reason": on_one_line(last["reason"] or ""),
            "fields": [(w.t(FIELDS[n]), field_word(n, before.get(n), w), n in differing) for n in fields],
        },
        yours={
            "action": w.id("action", yours.action),
            "reason": on_one_line(yours.reason),
            "fields": [(w.t(FIELDS[n]), field_word(n, mine.get(n), w), n in differing) for n in fields],
        },
        action=page.request.url.path,
        revision=theirs.revision,
        back=back,
        again=[(name, value) for name, value in again if isinstance(value, str)],
    )


@router.get("/encounters/{encounter:id}/sources/{source:id}/add")
def begin_position(encounter: str, source: str, start: int = -1, end: int = -1, page: Page = ForReviewers) -> Response:
    """Show the form for a position that the readers missed, with the words that were selected."""
    showing = showing_of(page, encounter)
    form = position_form(None, page.w)
    document = showing.document(source)
    if document is None:
        raise NotFoundError
    if 0 <= start < end <= len(document.text):
        form["quote"] = Span(start, end).of(document.text)
    form["holder"] = ", ".join(document.source.speaks_for)
    return _new_position(page, showing, source, form)


@router.post("/encounters/{encounter:id}/sources/{source:id}/add")
def add_position(encounter: str, source: str, page: Page = ForReviewers, form: FormData = SentForm) -> Response:
    """Record a position that a person adds."""
    showing = showing_of(page, encounter)
    changes: dict[str, Any] = {name: text_of(form, name, _LONGEST) for name in FIELDS}
    changes = {name: value for name, value in changes.items() if value}
    changes["source"] = source
    if point := text_of(form, "point", 80):
        changes["point"] = point
    try:
        item = page.workbench.desk.add_position(encounter, _decision(page, form, "add", changes=changes))
    except InputError as fault:
        filled = {**position_form(None, page.w), **{name: text_of(form, name, _LONGEST) for name in FIELDS}}
        return _new_position(page, showing, source, filled, fault)
    return page.go(links.position_link(encounter, item.id))


def _new_position(
    page: Page, showing: Showing, source: str, form: dict[str, Any], fault: InputError | None = None
) -> Response:
    told = next((one for one in show_sources(showing) if one["id"] == source), None)
    if told is None:
        raise NotFoundError
    points = [(point.id, title_of(showing, point)) for point in showing.result.comparison.points]
    return page.render(
        "new_position.html.j2",
        status=400 if fault else 200,
        section="review",
        source=told,
        form=form,
        points=points,
        fault=fault,
    )


@router.get("/encounters/{encounter:id}/points")
def points(encounter: str, page: Page = ForReviewers) -> Response:
    """Show the points of an encounter with their positions, to split and to join."""
    return _points(page, showing_of(page, encounter))


@router.post("/encounters/{encounter:id}/points/{point:id}/{action}")
def align(encounter: str, point: str, action: str, page: Page = ForReviewers, form: FormData = SentForm) -> Response:
    """Split positions off a point, join it with another, or undo the last of these."""
    showing = showing_of(page, encounter)
    item = page.workbench.desk.item(point)
    if item is None or item.kind != "point" or action not in ("split", "join", "undo"):
        raise NotFoundError
    wanted = {"split": "position", "join": "with"}.get(action, "")
    others = tuple(str(value) for value in form.getlist(wanted)) if wanted else ()
    try:
        decision = _decision(page, form, action, others=others)
        return _record(page, item, decision, form, f"{links.encounter_link(encounter)}/points")
    except InputError as fault:
        return _points(page, showing, fault)


def _points(page: Page, showing: Showing, fault: InputError | None = None) -> Response:
    items = {item.id: item for item in page.workbench.desk.ledger.points(showing.id)}
    base = f"{links.encounter_link(showing.id)}/points"
    shown = [
        {
            "id": point.id,
            "title": title_of(showing, point),
            "status": items[point.id].status or "open",
            "decision": tell_decision(items[point.id], page.w),
            "can_undo": items[point.id].decision is not None,
            "because": "; ".join(on_one_line(reason) for reason in point.because[:3]),
            "history": links.item_link(point.id),
            "action": f"{base}/{links.quoted(point.id)}",
            "revision": items[point.id].revision,
            "positions": [showing.position(showing.by_id[one]) for one in point.positions if one in showing.by_id],
        }
        for point in showing.result.comparison.points
        if point.id in items
    ]
    return page.render(
        "points.html.j2",
        status=400 if fault else 200,
        section="processes",
        head=show_head(showing),
        points=shown,
        fault=fault,
    )
