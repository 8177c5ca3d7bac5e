"""The HTTP API under /api: the same ledger as JSON, described by OpenAPI."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from parley.ledger import Conflict, Decision, Item
from parley.registry import KINDS, load_part
from parley.report.options import Options
from parley.serve.web import links
from parley.serve.web.identity import is_csrf_token
from parley.serve.web.pages.encounters import showing_of
from parley.serve.web.pages.ledger import latest_day, read_day, results_of, today
from parley.serve.web.pages.page import (
    ForAnyone,
    ForeignFormError,
    ForReaders,
    ForReviewers,
    NotFoundError,
    Page,
)
from parley.serve.web.views.ledger import title_of
from parley.serve.web.views.processes import show_moves

router = APIRouter()


class EncounterOut(BaseModel):
    """An encounter."""

    id: str
    process: str
    title: str
    first_day: date
    last_day: date
    parties: list[str]
    sources: int
    nearer: str


class SessionOut(BaseModel):
    """Who is asking, and the token that changes need."""

    name: str
    role: str
    csrf: str


class ItemOut(BaseModel):
    """An item of the ledger; `revision` is what a decision names as seen."""

    id: str
    kind: str
    encounter: str
    status: str
    revision: int
    open: bool
    shown: dict[str, Any] | None
    decision: dict[str, Any] | None


class DecisionIn(BaseModel):
    """A decision on an item: confirm, correct, reject, join, split or undo."""

    action: str
    revision: int | None = None
    reason: str = Field("", max_length=500)
    changes: dict[str, Any] = {}
    others: list[str] = []


def _item_out(item: Item) -> ItemOut:
    return ItemOut(
        id=item.id,
        kind=item.kind,
        encounter=item.encounter,
        status=item.status,
        revision=item.revision,
        open=item.open,
        shown=item.shown,
        decision=item.decision,
    )


@router.get("/api", include_in_schema=False)
def show(request: Request, page: Page = ForReaders) -> Response:
    """Show the calls of the API."""
    paths: dict[str, dict[str, Any]] = request.app.openapi().get("paths", {})
    calls = [
        {"method": method.upper(), "path": path, "summary": told.get("description", "").split("\n")[0]}
        for path, methods in sorted(paths.items())
        for method, told in methods.items()
    ]
    return page.render("api.html.j2", calls=calls)


@router.get("/api/openapi.json", include_in_schema=False)
def describe(request: Request, page: Page = ForReaders) -> Response:
    """Return the description of the API."""
    del page
    return JSONResponse(request.app.openapi())


@router.get("/api/session")
def session(page: Page = ForAnyone) -> Response:
    """Say who is asking, and give the token that changes need."""
    out = SessionOut(name=page.user.name if page.user else "", role=page.user.role if page.user else "", csrf=page.csrf)
    response = JSONResponse(out.model_dump())
    page.keep_visit(response)
    return response


@router.get("/api/encounters")
def encounters(process: str = "", page: Page = ForReaders) -> list[EncounterOut]:
    """List the encounters, of one process or of all."""
    return [
        EncounterOut(
            id=info.id,
            process=info.process,
            title=info.title,
            first_day=info.held_on[0],
            last_day=info.held_on[1],
            parties=list(info.encounter.parties),
            sources=len(info.encounter.sources),
            nearer=info.nearer,
        )
        for one in page.workbench.desk.processes()
        if process in ("", one.id)
        for info in one.encounters
    ]


@router.get("/api/encounters/{encounter:id}")
def comparison(encounter: str, page: Page = ForReaders) -> Response:
    """Return an encounter as it stands, in the JSON that `parley compare --format json` prints."""
    showing = showing_of(page, encounter)
    rendered = load_part(KINDS["report"], "json").render(showing.result, Options())
    return Response(rendered, media_type="application/json")


@router.get("/api/encounters/{encounter:id}/sources/{source:id}")
def source_text(encounter: str, source: str, start: int = 0, end: int = 0, page: Page = ForReaders) -> dict[str, Any]:
    """Return a source's text, or the stretch [start, end) of it in code points, with the positions that stand there."""
    showing = showing_of(page, encounter)
    document = showing.document(source)
    if document is None:
        raise NotFoundError
    start, end = max(0, start), min(end or len(document.text), len(document.text))
    return {
        "source": source,
        "publisher": document.source.publisher,
        "language": document.language,
        "sha256": document.sha256,
        "characters": len(document.text),
        "start": start,
        "end": end,
        "text": document.text[start:end],
        "positions": [
            {"id": p.id, "start": p.span.start, "end": p.span.end, "act": p.act.value, "issue": p.issue.value}
            for p in showing.result.positions
            if p.source == source and p.span.start < end and start < p.span.end
        ],
    }


@router.get("/api/items")
def open_items(limit: int = 50, page: Page = ForReaders) -> list[ItemOut]:
    """List what a person has still to look at, the weightiest first."""
    return [_item_out(item) for item in page.workbench.desk.open_items(max(1, min(limit, 500)))]


@router.get("/api/items/{item:id}")
def one_item(item: str, page: Page = ForReaders) -> ItemOut:
    """Return one item of the ledger."""
    found = page.workbench.desk.item(item)
    if found is None:
        raise NotFoundError
    return _item_out(found)


@router.get("/api/items/{item:id}/history")
def item_history(item: str, page: Page = ForReaders) -> list[dict[str, Any]]:
    """Return the whole story of an item."""
    entries = page.workbench.desk.history(item)
    if not entries:
        raise NotFoundError
    return [{"at": one.at, "by": one.by, "kind": one.kind, "told": one.told} for one in entries]


def _checked_token(request: Request, x_csrf_token: str = Header("")) -> None:
    """Let a change through only with the token of this browser or program."""
    if not is_csrf_token(dict(request.cookies), x_csrf_token):
        raise ForeignFormError


@router.post("/api/items/{item:id}/decisions", dependencies=[Depends(_checked_token)])
def decide(item: str, given: DecisionIn, page: Page = ForReviewers) -> ItemOut:
    """Record a decision; 409 with the item as it is now, where somebody else decided after the revision named."""
    decision = Decision(
        given.action,
        page.actor.name,
        given.reason,
        saw=given.revision,
        changes=given.changes,
        others=tuple(given.others),
    )
    try:
        return _item_out(page.workbench.desk.decide(item, decision))
    except Conflict as conflict:
        raise HTTPException(409, _item_out(conflict.theirs).model_dump()) from conflict


@router.get("/api/ledger")
def ledger(on: str = "", known_on: str = "", process: str = "", page: Page = ForReaders) -> dict[str, Any]:
    """Return the commitments and follow-ups as they stand on a day, from what was known on another."""
    desk = page.workbench.desk
    processes = [one for one in desk.processes() if process in ("", one.id)]
    day = read_day(on) or latest_day([one.encounters[-1].held_on[1] for one in processes])
    known = read_day(known_on) or max(day, today())
    return {
        "on": day.isoformat(),
        "known_on": known.isoformat(),
        "commitments": [_commitment(one, page) for one in desk.commitments(day, known, process)],
        "follow_ups": [
            {
                "id": one.id,
                "issue": one.issue,
                "status": one.status,
                "overdue": one.overdue,
                "on": one.on,
                "place": one.place,
            }
            for one in desk.follow_ups(day, known, process)
        ],
    }


def _commitment(one: Any, page: Page) -> dict[str, Any]:
    return {
        "id": one.id,
        "issue": one.issue,
        "title": title_of(one.issue, one.title, page.w),
        "by": list(one.by),
        "state": one.state,
        "first_on": one.first_on,
        "readings": [
            {
                "party": reading.party,
                "reported": reading.reported,
                "state": reading.state,
                "state_word": page.w.id("state", reading.state.replace(" ", "_")),
                "declared_on": reading.declared_on,
                "in_force_from": reading.in_force_from,
                "until": reading.until,
                "scope": list(reading.scope),
                "conditions": list(reading.conditions),
                "positions": [said["position"] for said in reading.statements],
            }
            for reading in one.readings
        ],
    }


@router.get("/api/processes/{process:id}/moves")
def moves(process: str, page: Page = ForReaders) -> dict[str, Any]:
    """Return each party's leading position on each issue, encounter by encounter."""
    info = page.workbench.desk.process(process)
    if info is None:
        raise NotFoundError
    results = results_of(page, [one.id for one in info.encounters])
    days = [result.encounter.held_on[0].isoformat() for result in results]
    return {"days": days, "labels": [page.w.days(*r.encounter.held_on) for r in results], **show_moves(results, page.w)}


@router.get("/api/search")
def search(q: str, limit: int = 50, page: Page = ForReaders) -> list[dict[str, Any]]:
    """Return passages of sources in which all words stand, newest source first."""
    return [
        {
            "encounter": hit.encounter,
            "source": hit.source.removeprefix(f"{hit.encounter}/"),
            "publisher": hit.publisher,
            "language": hit.language,
            "published_on": hit.published_on,
            "start": hit.start,
            "end": hit.end,
            "text": hit.text,
            "spans": [list(span) for span in hit.spans],
            "positions": [links.position_link(hit.encounter, item.id) for item in hit.positions],
        }
        for hit in page.workbench.desk.search(q[:200], max(1, min(limit, 200)))
    ]
