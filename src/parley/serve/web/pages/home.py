"""The first page, the language of the interface, the demo, and what is under way."""

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.datastructures import FormData

from parley.serve.web.pages.add import show_readings
from parley.serve.web.pages.page import (
    LANGUAGE_COOKIE,
    ForAnyone,
    ForReaders,
    ForReviewers,
    Page,
    SentForm,
    language_lasts,
    text_of,
)
from parley.serve.web.views.processes import show_processes
from parley.serve.web.wording import languages

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(page: Page = ForReaders) -> Response:
    """Show the processes, or the invitation where there is none."""
    processes = show_processes(page.workbench.desk.processes(), page.w)
    return page.render(
        "home.html.j2", section="processes", processes=processes, readings=show_readings(page, only_open=True)
    )


@router.post("/language")
def choose(page: Page = ForAnyone, form: FormData = SentForm) -> Response:
    """Keep the language of the interface for this browser."""
    response = page.go(text_of(form, "back") or "/")
    chosen = text_of(form, "language", 8)
    if chosen in languages():
        page.set_cookie(response, LANGUAGE_COOKIE, chosen, seconds=language_lasts())
    return response


@router.post("/demo")
def load_demo(page: Page = ForReviewers, _form: FormData = SentForm) -> Response:
    """Read the shipped examples into the ledger, in the background."""
    from parley.serve.web.demo import begin_demo

    begun = begin_demo(page.workbench, page.actor.name)
    return page.go(f"/reading/{begun[-1].id}" if begun else "/")
