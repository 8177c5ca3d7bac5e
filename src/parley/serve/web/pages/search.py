"""Search across all sources, in any of the languages."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from parley.ledger import Hit
from parley.report.plain_text import on_one_line
from parley.report.wording import act_class
from parley.serve.web import links
from parley.serve.web.pages.page import ForReaders, Page
from parley.serve.web.wording import Wording

router = APIRouter(include_in_schema=False)
_MOST, _AROUND, _LONGEST = 60, 140, 200


@router.get("/search")
def search(q: str = "", page: Page = ForReaders) -> Response:
    """Show the passages in which all words stand."""
    words = q.strip()[:_LONGEST]
    desk = page.workbench.desk
    titles = {info.id: info.title for process in desk.processes() for info in process.encounters}
    hits = desk.search(words, _MOST) if words else ()
    return page.render(
        "search.html.j2", section="search", q=words, hits=[show_hit(hit, titles, page.w) for hit in hits]
    )


def show_hit(hit: Hit, titles: dict[str, str], w: Wording) -> dict[str, Any]:
    """Return a passage with the words found marked, and the positions that stand there."""
    source = hit.source.removeprefix(f"{hit.encounter}/")
    first = hit.spans[0]
    return {
        "pieces": _pieces(hit),
        "language": hit.language,
        "publisher": on_one_line(hit.publisher),
        "encounter": on_one_line(titles.get(hit.encounter, hit.encounter)),
        "day": w.day(_date(hit.published_on)),
        "link": links.source_link(hit.encounter, source, at=f"{first[0]}-{first[1]}") + "#words",
        "source": source,
        "start": hit.start,
        "end": hit.end,
        "positions": [
            {
                "link": links.position_link(hit.encounter, item.id),
                "act_class": act_class(position.act),
                "words": f"{w.listed(list(position.holder))}: {w.id('act', position.act)}",
            }
            for item in hit.positions[:4]
            if (position := item.as_position())
        ],
    }


def _pieces(hit: Hit) -> list[tuple[str, bool]]:
    """Return the words around the first match, cut into what was found and what was not."""
    first, last = hit.spans[0][0], hit.spans[-1][1]
    start = max(hit.start, first - _AROUND)
    end = min(hit.end, max(min(last, first + 2 * _AROUND), first + _AROUND))
    pieces: list[tuple[str, bool]] = [("… ", False)] if start > hit.start else []
    at = start
    for from_, to in hit.spans:
        if from_ < at or to > end:
            continue
        pieces += [
            (hit.text[at - hit.start : from_ - hit.start], False),
            (hit.text[from_ - hit.start : to - hit.start], True),
        ]
        at = to
    pieces.append((hit.text[at - hit.start : end - hit.start] + (" …" if end < hit.end else ""), False))
    return [piece for piece in pieces if piece[0]]


def _date(written: str) -> Any:
    from datetime import date

    return date.fromisoformat(written)
