"""A source, and a position in it: the text in parts, zones, chains of attribution, provenance, revisions."""

from itertools import pairwise
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from parley.report.plain_text import on_one_line
from parley.serve.web import links
from parley.serve.web.pages.encounters import showing_of
from parley.serve.web.pages.page import ForReaders, NotFoundError, Page
from parley.serve.web.pages.review import review_view
from parley.serve.web.views.encounters import show_head, show_rest, show_sources
from parley.serve.web.views.items import moment_of
from parley.serve.web.views.showing import Showing
from parley.serve.web.views.texts import cut_parts, part_at, show_part
from parley.vocabulary import Document, Position, Span

router = APIRouter(include_in_schema=False)
_MOST_CHANGES, _AROUND = 60, 50


@router.get("/encounters/{encounter:id}/sources/{source:id}")
def show(
    encounter: str,
    source: str,
    part: int = 0,
    at: str = "",
    position: str = "",
    bare: bool = False,
    page: Page = ForReaders,
) -> Response:
    """Show one part of a source, the one with the position or words that are asked for."""
    showing = showing_of(page, encounter)
    document = showing.document(source)
    if document is None:
        raise NotFoundError
    parts = cut_parts(document.text)
    opened = showing.by_id.get(position)
    marked = opened.span if opened else _span(at, document)
    number = part_at(parts, marked.start) if marked else max(0, min(part - 1, len(parts) - 1))
    told = next(one for one in show_sources(showing) if one["id"] == source)
    view: dict[str, Any] = {
        "source": told,
        "blocks": show_part(showing, document, parts[number], None if opened else marked),
        "part": number,
        "next_part": number + 2 if number + 1 < len(parts) else 0,
    }
    if bare:
        return page.render("part.html.j2", **view)
    card = position_view(page, showing, opened) if opened else {"card": None}
    return page.render(
        "source.html.j2",
        section="processes",
        head=show_head(showing),
        notes=[on_one_line(note) for note in document.notes],
        acts=show_rest(showing)["acts"],
        opened=opened.id if opened else "",
        provenance=_provenance(page, showing, document),
        url=document.source.url if (document.source.url or "").startswith(("http://", "https://")) else "",
        zones=_zones(showing, document),
        chains=_chains(showing, source),
        revisions=show_revisions(page, encounter, source),
        **view,
        **card,
    )


@router.get("/encounters/{encounter:id}/positions/{position:id}")
def show_position(encounter: str, position: str, page: Page = ForReaders) -> Response:
    """Show a position by its permanent address: in its source, or beside it where a page asks for the card alone."""
    showing = showing_of(page, encounter)
    found = showing.by_id.get(position)
    if found is None:
        return _gone(page, encounter, position)
    if page.request.headers.get("hx-request"):
        return HTMLResponse(page.markup("position_card.html.j2", **position_view(page, showing, found)))
    return show(encounter, found.source, position=position, page=page)


def _gone(page: Page, encounter: str, position: str) -> Response:
    """Show what became of a position that no longer stands: its history, with who decided it and when."""
    if not page.workbench.desk.history(position):
        raise NotFoundError
    return page.go(links.item_link(position))


def position_view(page: Page, showing: Showing, position: Position) -> dict[str, Any]:
    """Return what the card of a position shows, with its reviews."""
    return {"card": showing.position(position), **review_view(page, showing, position)}


def _span(at: str, document: Document) -> Span | None:
    start, _, end = at.partition("-")
    if not (start.isdigit() and end.isdigit()):
        return None
    span = Span(int(start), int(end))
    return span if span.start < span.end <= len(document.text) else None


def _provenance(page: Page, showing: Showing, document: Document) -> list[tuple[str, str]]:
    w, source = page.w, document.source
    item = page.workbench.desk.source_item(showing.id, document.id)
    versions = item.body["versions"] if item else []
    acquired = [(w.t("source.acquired"), w.moment(moment_of(versions[-1]["at"])))] if versions else []
    if item:
        acquired.append((w.t("source.readers"), f"{', '.join(item.body['readers'])} {item.body['version']}"))
    return [
        (w.t("source.file"), source.file),
        (w.t("source.published"), w.day(source.published_on)),
        *acquired,
        (w.t("source.characters"), w.number(len(document.text))),
        (w.t("source.read"), w.t("source.partial") if document.partial else w.t("source.whole")),
        (w.t("source.hash"), document.sha256),
    ]


def show_revisions(page: Page, encounter: str, source: str) -> list[dict[str, Any]]:
    """Return every later version of a source with the words that changed, and some around them."""
    desk = page.workbench.desk
    item = desk.source_item(encounter, source)
    versions = item.body["versions"] if item else []
    shown = []
    for earlier, later in pairwise(versions):
        before, after = desk.text(earlier["document"]), desk.text(later["document"])
        pieces: list[tuple[str, str]] = []
        for start, end, new_start, new_end in (later["difference"] or [])[:_MOST_CHANGES]:
            pieces += [
                (f"… {before[max(0, start - _AROUND) : start]}", ""),
                (before[start:end], "removed"),
                (after[new_start:new_end], "added"),
                (f"{after[new_end : new_end + _AROUND]} … ", ""),
            ]
        when, who = page.w.moment(moment_of(later["at"])), f"{earlier['document'][:12]} → {later['document'][:12]}"
        shown.append({"when": when, "who": who, "pieces": [piece for piece in pieces if piece[0]]})
    return shown


def _zones(showing: Showing, document: Document) -> list[dict[str, Any]]:
    """Return the stretches of one voice, neighbours of the same voice and speaker drawn together."""
    zones: list[dict[str, Any]] = []
    for zone in document.zones:
        voice, speaker = showing.w.id("voice", zone.voice), on_one_line(zone.speaker or "")
        if zones and (zones[-1]["voice"], zones[-1]["speaker"]) == (voice, speaker):
            zones[-1]["end"] = zone.span.end
        else:
            zones.append({"voice": voice, "speaker": speaker, "start": zone.span.start, "end": zone.span.end})
    return zones


def _chains(showing: Showing, source: str) -> list[dict[str, Any]]:
    """Return the chains of attribution in a source, from the publisher down, the commonest first."""
    counted: dict[tuple[str, ...], int] = {}
    for position in showing.result.positions:
        if position.source == source:
            names = tuple(on_one_line(link.name) for link in position.chain)
            counted[names] = counted.get(names, 0) + 1
    ranked = sorted(counted.items(), key=lambda pair: -pair[1])
    return [{"names": names, "count": showing.w.t("encounter.positions", n=count)} for names, count in ranked]
