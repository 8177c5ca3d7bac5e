"""An encounter: its page, the side-by-side reader, its points to join and split, and its brief in every format."""

import threading
from types import ModuleType

from fastapi import APIRouter, Query
from fastapi.responses import Response
from markupsafe import Markup

from parley.registry import KINDS, load_part, load_parts, part_names
from parley.report.options import Options
from parley.report.plain_text import on_one_line
from parley.serve.web import links
from parley.serve.web.drafts import safe_name
from parley.serve.web.pages.page import ForReaders, NotFoundError, Page
from parley.serve.web.views.encounters import (
    point_titles,
    show_head,
    show_losses,
    show_rest,
    show_sources,
    show_summary,
)
from parley.serve.web.views.matrix import show_matrix
from parley.serve.web.views.partings import show_omissions, show_partings, show_retellings
from parley.serve.web.views.showing import Showing
from parley.serve.web.views.texts import PART_LENGTH, cut_parts, show_part
from parley.vocabulary import Document

router = APIRouter(include_in_schema=False)
_MOST_COLUMNS = 4
# Setting a PDF takes seconds of a whole core: readers of pages go first.
_ONE_BRIEF_AT_A_TIME = threading.Semaphore(1)
_MOST_READ_AT_ONCE = 5 * PART_LENGTH
_MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def showing_of(page: Page, encounter: str) -> Showing:
    """Return an encounter as it stands in the ledger, ready to be shown.

    Raises:
        NotFoundError: the ledger has no such encounter.
    """
    result = page.workbench.desk.result(encounter)
    if result is None:
        raise NotFoundError
    return Showing(result, page.w)


@router.get("/encounters/{encounter:id}")
def show(encounter: str, by: str = "", page: Page = ForReaders) -> Response:
    """Show an encounter. What does not depend on the reader is kept until the ledger changes."""
    by = by if by in ("party", "source") else "source"
    stamp = page.workbench.desk.version(encounter)
    key = ("encounter", encounter, by, page.w.code, page.actor.role, stamp)
    title, body = page.workbench.kept.get_or_make(key, lambda: _make_body(page, encounter, by))
    return page.render("encounter.html.j2", section="processes", title=title, body=body)


def _make_body(page: Page, encounter: str, by: str) -> tuple[str, Markup]:
    """Return the title of an encounter's page and all of it that is the same for every user of one role."""
    showing = showing_of(page, encounter)
    head = show_head(showing)
    body = page.fragment(
        "encounter_body.html.j2",
        head=head,
        losses=show_losses(showing),
        summary=show_summary(showing),
        matrix=show_matrix(showing, by),
        partings=show_partings(showing),
        omissions=show_omissions(showing),
        retellings=show_retellings(showing),
        rest=show_rest(showing),
        sources=show_sources(showing),
        process=_process_of(page, encounter),
        briefs=_briefs(encounter),
    )
    return head["title"], body


def _process_of(page: Page, encounter: str) -> dict[str, str] | None:
    """Return the process that an encounter belongs to, where there is more than the encounter in it."""
    item = page.workbench.desk.item(encounter)
    info = page.workbench.desk.process(item.process) if item else None
    if info is None or len(info.encounters) < 2:
        return None
    return {"title": on_one_line(info.title), "link": links.process_link(info.id)}


def _briefs(encounter: str) -> list[dict[str, str]]:
    return [
        {"name": part.NAME, "description": part.DESCRIPTION, "link": links.brief_link(encounter, part.NAME)}
        for part in load_parts(KINDS["report"])
    ]


@router.get("/encounters/{encounter:id}/side-by-side")
def side_by_side(encounter: str, s: list[str] = Query(default=[]), page: Page = ForReaders) -> Response:
    """Show two to four sources in columns, their positions lit across languages."""
    showing = showing_of(page, encounter)
    documents = {document.id: document for document in showing.result.documents}
    chosen = [source for source in dict.fromkeys(s) if source in documents][:_MOST_COLUMNS] or _first_two(showing)
    sources = {source["id"]: source for source in show_sources(showing)}
    columns = [{"source": sources[id_], **_column(showing, documents[id_])} for id_ in chosen]
    return page.render(
        "side_by_side.html.j2",
        section="processes",
        head=show_head(showing),
        sources=list(sources.values()),
        chosen=chosen,
        columns=columns,
        points=_points_at_issue(showing, chosen),
        acts=show_rest(showing)["acts"],
    )


def _first_two(showing: Showing) -> list[str]:
    """Return the first sources of two parties, else the first two."""
    by_party: dict[tuple[str, ...], str] = {}
    for document in showing.result.documents:
        if document.source.speaks_for and not showing.result.encounter.is_before(document.source):
            by_party.setdefault(document.source.speaks_for, document.id)
    found = list(by_party.values())
    found += [document.id for document in showing.result.documents if document.id not in found]
    return found[:2]


def _column(showing: Showing, document: Document) -> dict[str, object]:
    part = cut_parts(document.text, _MOST_READ_AT_ONCE)[0]
    return {"blocks": show_part(showing, document, part), "cut": part.end < len(document.text)}


def _points_at_issue(showing: Showing, chosen: list[str]) -> list[dict[str, object]]:
    """Return every point that a chosen source speaks to, with the divergences in which two of them part."""
    titles = point_titles(showing)
    by_point: dict[str, list[dict[str, object]]] = {}
    for parting in [*show_partings(showing), *show_retellings(showing)]:
        sides = [side for side in parting["sides"] if side["source"] in chosen]
        if parting["point"] and len({side["source"] for side in sides}) > 1:
            by_point.setdefault(parting["point"], []).append({**parting, "sides": sides})
    told = {
        point for position, points in showing.points_of.items() for point in points if _is_in(showing, position, chosen)
    }
    return [
        {"id": point, "title": title, "partings": by_point.get(point, [])}
        for point, title in titles.items()
        if point in told
    ]


def _is_in(showing: Showing, position: str, chosen: list[str]) -> bool:
    return position in showing.by_id and showing.by_id[position].source in chosen


@router.get("/encounters/{encounter:id}/brief/{format_name}")
def take(encounter: str, format_name: str, by: str = "", page: Page = ForReaders) -> Response:
    """Return the brief of what is on the screen in one format, as a file."""
    showing = showing_of(page, encounter)
    if format_name not in part_names(KINDS["report"]):
        raise NotFoundError
    part = load_part(KINDS["report"], format_name)
    options = Options(by=by if by in ("party", "source") else "party", width=100, marks=True)
    key = ("brief", encounter, format_name, options.by, page.workbench.desk.version(encounter))
    content = page.workbench.kept.get_or_make(key, lambda: _make_brief(part, showing, options))
    name = safe_name(f"{encounter}{part.SUFFIX}")
    ascii_name = name.encode("ascii", "ignore").decode().lstrip(".") or f"brief{part.SUFFIX}"
    headers = {"content-disposition": f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{_quote(name)}"}
    if part.SUFFIX == ".html":
        # The brief carries a policy of its own; with ours as well, a browser that shows it would drop its style.
        headers["content-security-policy"] = "sandbox allow-scripts"
    return Response(content, media_type=_MEDIA_TYPES.get(part.SUFFIX, "application/octet-stream"), headers=headers)


def _make_brief(part: ModuleType, showing: Showing, options: Options) -> bytes:
    with _ONE_BRIEF_AT_A_TIME:
        rendered: str | bytes = part.render(showing.result, options)
    return rendered if isinstance(rendered, bytes) else rendered.encode("utf-8")


def _quote(name: str) -> str:
    from urllib.parse import quote

    return quote(name, safe="")
