"""The page under way: who asks, in which language, with which form; and how it is answered."""

import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup
from starlette.datastructures import FormData

from parley import __version__
from parley.errors import InputError
from parley.serve.web.identity import VISIT_COOKIE, Role, User, csrf_token, is_csrf_token
from parley.serve.web.links import is_own_path
from parley.serve.web.templating import render
from parley.serve.web.wording import Wording, choose_language, languages, wording_of

if TYPE_CHECKING:
    from parley.serve.web.application import Workbench

LANGUAGE_COOKIE = "parley_language"
_A_YEAR = 365 * 24 * 3600
_MOST_FIELDS = 4000


class SignInNeededError(Exception):
    """Nobody is signed in, and the page is not for everybody."""


class NotAllowedError(Exception):
    """The user has not the role that the page takes."""

    def __init__(self, role: Role) -> None:
        super().__init__(role.value)
        self.role = role


class ForeignFormError(Exception):
    """A form that did not come from a page of ours, or from one too old."""


class NotFoundError(Exception):
    """There is no such page, encounter, source or position."""


@dataclass(slots=True)
class Page:
    """One request with what every page needs of it."""

    request: Request
    workbench: "Workbench"
    user: User | None
    cookies: dict[str, str]
    is_new_visit: bool
    w: Wording

    @property
    def csrf(self) -> str:
        """Return the token for this browser's forms."""
        return csrf_token(self.cookies)

    @property
    def actor(self) -> User:
        """Return who acts; only on pages that need a role."""
        if self.user is None:
            raise SignInNeededError
        return self.user

    def may(self, role: Role) -> bool:
        """Return whether the user has at least this role."""
        return self.user is not None and self.user.may(role)

    def render(self, template: str, *, status: int = 200, section: str = "", **view: Any) -> HTMLResponse:
        """Return a template as the answer."""
        response = HTMLResponse(self.markup(template, section=section, **view), status_code=status)
        self.keep_visit(response)
        return response

    def markup(self, template: str, *, section: str = "", **view: Any) -> str:
        """Return a template filled with the view and with what every page has."""
        return render(
            template,
            {
                "t": self.w.t,
                "w": self.w,
                "user": self.user,
                "csrf": self.csrf,
                "languages": languages(),
                "entrance": self.workbench.settings.entrance.value,
                "path": self.path,
                "section": section,
                "version": __version__,
                "may_review": self.may(Role.REVIEWER),
                "may_add": self.may(Role.REVIEWER),
                **view,
            },
        )

    def fragment(self, template: str, **view: Any) -> Markup:
        """Return a piece of a page that is the same for all users of one role: it may be kept."""
        common = {"t": self.w.t, "w": self.w, "may_review": self.may(Role.REVIEWER), "may_add": self.may(Role.REVIEWER)}
        return Markup(render(template, {**common, **view}))

    @property
    def path(self) -> str:
        """Return the path and query that were asked for."""
        query = self.request.url.query
        return self.request.url.path + (f"?{query}" if query else "")

    def keep_visit(self, response: Response) -> None:
        """Give a new browser the cookie that its forms are bound to."""
        if self.is_new_visit:
            self.set_cookie(response, VISIT_COOKIE, self.cookies[VISIT_COOKIE])

    def set_cookie(self, response: Response, name: str, value: str, *, seconds: int | None = None) -> None:
        """Set a cookie that no script reads and no other site sends."""
        response.set_cookie(
            name,
            value,
            max_age=seconds,
            httponly=True,
            samesite="lax",
            secure=self.workbench.settings.secure_cookies,
            path="/",
        )

    def go(self, path: str, **query: str) -> RedirectResponse:
        """Return an answer that leads to another page of ours."""
        target = path if is_own_path(path) else "/"
        if query:
            target += ("&" if "?" in target else "?") + urlencode(query)
        response = RedirectResponse(target, status_code=303)
        self.keep_visit(response)
        return response


def open_page(request: Request) -> Page:
    """Return the page under way, whoever asks."""
    workbench: Workbench = request.app.state.workbench
    cookies = dict(request.cookies)
    is_new = not cookies.get(VISIT_COOKIE)
    if is_new:
        cookies[VISIT_COOKIE] = secrets.token_urlsafe(24)
    peer = request.client.host if request.client else ""
    user = workbench.doorkeeper.user(cookies, dict(request.headers), peer)
    language = choose_language(
        cookies.get(LANGUAGE_COOKIE), request.headers.get("accept-language", ""), workbench.settings.language
    )
    return Page(request, workbench, user, cookies, is_new, wording_of(language))


def need(role: Role) -> Callable[[Request], Page]:
    """Return a dependency that opens the page for users of at least this role."""

    def opened(request: Request) -> Page:
        page = open_page(request)
        if page.user is None:
            raise SignInNeededError
        if not page.user.may(role):
            raise NotAllowedError(role)
        return page

    return opened


ForReaders = Depends(need(Role.READER))
ForReviewers = Depends(need(Role.REVIEWER))
ForOwners = Depends(need(Role.OWNER))
ForAnyone = Depends(open_page)


async def read_form(request: Request) -> AsyncIterator[FormData]:
    """Yield the form that was sent, once it is sure that it came from a page of ours.

    The token may stand in a field or, for scripts, in the header X-CSRF-Token.
    """
    workbench: Workbench = request.app.state.workbench
    bounds = workbench.settings.bounds
    try:
        form = await request.form(max_files=bounds.files + 1, max_fields=_MOST_FIELDS, max_part_size=bounds.file_bytes)
    except Exception as error:
        if type(error).__name__ not in ("HTTPException", "MultiPartException"):
            raise
        raise InputError(
            "the form cannot be read", where="form", remedy=f"send at most {bounds.files} files of bounded size"
        ) from error
    token = form.get("csrf") or request.headers.get("x-csrf-token", "")
    try:
        if not is_csrf_token(dict(request.cookies), str(token)):
            raise ForeignFormError
        yield form
    finally:
        await form.close()


SentForm = Depends(read_form)


def text_of(form: FormData, name: str, most: int = 2000) -> str:
    """Return a field of a form as text of bounded length, empty where it was not sent."""
    value = form.get(name)
    return value.strip()[:most] if isinstance(value, str) else ""


def language_lasts() -> int:
    """Return how long a chosen language is kept, in seconds."""
    return _A_YEAR
