"""What a reader sees when something cannot be done: what, where, and what to do, in place of a traceback."""

import logging

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from parley.errors import InputError, ParleyError, SettingsError, StoreError
from parley.serve.web.pages.page import (
    ForeignFormError,
    NotAllowedError,
    NotFoundError,
    SignInNeededError,
    open_page,
)

_log = logging.getLogger("parley.serve.web")
_STATUS: tuple[tuple[type[ParleyError], int], ...] = ((InputError, 400), (SettingsError, 400), (StoreError, 503))


def add_handlers(app: FastAPI) -> None:
    """Let every fault be told on a page, or as JSON under /api."""
    for fault in (ParleyError, SignInNeededError, NotAllowedError, NotFoundError, ForeignFormError, HTTPException):
        app.add_exception_handler(fault, tell_fault)
    app.add_exception_handler(Exception, tell_fault)


async def tell_fault(request: Request, error: Exception) -> Response:
    """Return the page that tells a fault."""
    page = await run_in_threadpool(open_page, request)
    if isinstance(error, SignInNeededError) and not _wants_json(request):
        return page.go("/sign-in", back=page.path if request.method == "GET" else "/")
    status, title, words, remedy = _describe(error, page.w.t)
    if status >= 500:
        _log.error("%s %s: %s: %s", request.method, request.url.path, type(error).__name__, error, exc_info=error)
    if _wants_json(request):
        return JSONResponse({"fault": words or title, "remedy": remedy}, status_code=status)
    return page.render("fault.html.j2", status=status, title=title, words=words, remedy=remedy)


def _describe(error: Exception, t: "object") -> tuple[int, str, str, str]:
    say = t if callable(t) else str
    if isinstance(error, SignInNeededError):
        return 401, say("fault.sign_in"), "", ""
    if isinstance(error, NotAllowedError):
        return 403, say("fault.role"), say("fault.role_words"), ""
    if isinstance(error, ForeignFormError):
        return 403, say("fault.form"), say("fault.form_words"), ""
    if isinstance(error, NotFoundError):
        return 404, say("fault.missing"), "", ""
    if isinstance(error, HTTPException):
        return error.status_code, say("fault.missing" if error.status_code == 404 else "fault.refused"), "", ""
    if isinstance(error, ParleyError):
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
        place = f"{error.where}: " if error.where else ""
        return status, say("fault.input"), f"{place}{error.what}", error.remedy
    return 500, say("fault.internal"), say("fault.internal_words"), ""


def _wants_json(request: Request) -> bool:
    return request.url.path.startswith("/api/")
