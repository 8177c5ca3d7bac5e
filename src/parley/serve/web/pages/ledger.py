"""The ledger on any day, and a process: encounters, positions over the rounds, what stands, what comes next."""

from datetime import UTC, date, datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from parley.report.outlook import draw_distances
from parley.report.outlook.page import list_parts
from parley.report.plain_text import on_one_line
from parley.serve.web import links
from parley.serve.web.desk import ProcessInfo
from parley.serve.web.pages.page import ForReaders, NotFoundError, Page
from parley.serve.web.views.ledger import show_commitment, show_follow_up
from parley.serve.web.views.processes import show_moves, show_process
from parley.vocabulary import Result

router = APIRouter(include_in_schema=False)
_OVER = frozenset({"lapsed", "ended"})


@router.get("/ledger")
def show(on: str = "", known_on: str = "", process: str = "", page: Page = ForReaders) -> Response:
    """Show what stands on a day, from what was known on another."""
    desk = page.workbench.desk
    processes = desk.processes()
    day = read_day(on) or latest_day([one.encounters[-1].held_on[1] for one in processes if process in ("", one.id)])
    known = read_day(known_on) or max(day, today())
    return page.render(
        "ledger.html.j2",
        section="ledger",
        on=day.isoformat(),
        known_on=known.isoformat(),
        shown_day=page.w.day(day),
        process=process,
        processes=[{"id": one.id, "title": one.title} for one in processes],
        commitments=[show_commitment(one, page.w) for one in desk.commitments(day, known, process)],
        follow_ups=[show_follow_up(one, page.w) for one in desk.follow_ups(day, known, process)],
    )


@router.get("/ledger.svg")
def picture(on: str = "", known_on: str = "", process: str = "", page: Page = ForReaders) -> Response:
    """Return the timeline as a picture, for readers without a script and for paper."""
    from parley.serve.ledger_views import svg

    desk = page.workbench.desk
    day = read_day(on) or today()
    known = read_day(known_on) or max(day, today())
    commitments, follow_ups = desk.commitments(day, known, process), desk.follow_ups(day, known, process)
    drawn = svg.show_standing(commitments, follow_ups, day.isoformat(), known.isoformat())
    return Response(drawn, media_type="image/svg+xml")


@router.get("/processes/{process:id}")
def show_one(process: str, page: Page = ForReaders) -> Response:
    """Show a process."""
    desk = page.workbench.desk
    info = desk.process(process)
    if info is None:
        raise NotFoundError
    results = results_of(page, [one.id for one in info.encounters])
    day = today()
    return page.render(
        "process.html.j2",
        section="processes",
        process=show_process(info, page.w),
        moves=show_moves(results, page.w),
        today=page.w.day(day),
        commitments=[
            show_commitment(one, page.w) for one in desk.commitments(day, day, process) if one.state not in _OVER
        ],
        follow_ups=[show_follow_up(one, page.w) for one in desk.follow_ups(day, day, process)],
        outlook=_outlook(page, info, results),
    )


def results_of(page: Page, encounters: list[str]) -> list[Result]:
    """Return the encounters of a process as they stand."""
    found = (page.workbench.desk.result(encounter) for encounter in encounters)
    return [result for result in found if result is not None]


@router.get("/processes/{process:id}/distances.svg")
def distances(process: str, page: Page = ForReaders) -> Response:
    """Return the picture of how far apart the parties stand on each issue, round by round."""
    outlook = page.workbench.desk.process_outlook(process)
    if outlook is None:
        raise NotFoundError
    return Response(draw_distances(outlook.distances), media_type="image/svg+xml")


def _outlook(page: Page, info: ProcessInfo, results: list[Result]) -> dict[str, Any] | None:
    """Return the outlook over all encounters: the answer, and each part that it rests on."""
    outlook = page.workbench.desk.process_outlook(info.id)
    if outlook is None:
        return None
    return {
        "title": results[-1].encounter.title,
        "nearer": page.w.id("nearer", outlook.nearer),
        "parts": [{"title": on_one_line(part.title), "lines": list(part.lines)} for part in list_parts(outlook)],
        "picture": f"{links.process_link(info.id)}/distances.svg" if outlook.distances else "",
    }


def read_day(written: str) -> date | None:
    """Return the day that somebody asked for, or None where it is none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def latest_day(days: list[date]) -> date:
    """Return the last of some days, today where there is none: the ledger opens on the day of the latest encounter."""
    return max(days, default=today())


def today() -> date:
    """Return the day, in UTC."""
    return datetime.now(UTC).date()
