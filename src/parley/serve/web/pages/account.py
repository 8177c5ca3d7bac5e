"""Signing in and out, and the accounts, which owners make, change and close."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from parley.errors import InputError
from parley.serve.web.identity import SESSION_COOKIE, SESSION_LASTS, VISIT_COOKIE, Role, is_plain_name
from parley.serve.web.pages.page import ForAnyone, ForOwners, NotFoundError, Page, SentForm, text_of
from parley.serve.web.passwords import hash_password
from parley.serve.web.settings import Entrance
from parley.stores.accounts import Account

router = APIRouter(include_in_schema=False)


@router.get("/sign-in")
def ask(back: str = "/", page: Page = ForAnyone) -> Response:
    """Show the form to sign in; with a proxy, say who has to."""
    if page.user is not None:
        return page.go(back)
    return page.render("sign_in.html.j2", back=back, refusal="", by_proxy=_is_proxy(page), name="")


@router.post("/sign-in")
def sign_in(request: Request, page: Page = ForAnyone, form: FormData = SentForm) -> Response:
    """Check a name and password. A success gives this browser a new session and a new visit: none from before holds."""
    if page.workbench.settings.entrance is not Entrance.ACCOUNTS:
        raise NotFoundError
    name, back = text_of(form, "name", 80), text_of(form, "back") or "/"
    password = form.get("password")
    peer = request.client.host if request.client else ""
    tried = page.workbench.doorkeeper.sign_in(name, str(password or ""), peer)
    if tried.token is None:
        status = 429 if tried.refusal == "barred" else 401
        return page.render(
            "sign_in.html.j2", status=status, back=back, refusal=tried.refusal, by_proxy=False, name=name
        )
    page.workbench.doorkeeper.sign_out(page.cookies.get(SESSION_COOKIE, ""))
    response = page.go(back)
    page.set_cookie(response, SESSION_COOKIE, tried.token, seconds=int(SESSION_LASTS.total_seconds()))
    response.delete_cookie(VISIT_COOKIE, path="/")
    return response


@router.post("/sign-out")
def sign_out(page: Page = ForAnyone, _form: FormData = SentForm) -> Response:
    """End this browser's session, here and in the ledger."""
    page.workbench.doorkeeper.sign_out(page.cookies.get(SESSION_COOKIE, ""))
    response = page.go("/sign-in")
    for name in (SESSION_COOKIE, VISIT_COOKIE):
        response.delete_cookie(name, path="/")
    return response


@router.get("/accounts")
def show(page: Page = ForOwners) -> Response:
    """Show the accounts."""
    return _accounts(page)


@router.post("/accounts")
def change(page: Page = ForOwners, form: FormData = SentForm) -> Response:
    """Make an account, or change its role, its password or whether it may sign in."""
    try:
        _change(page, form)
    except InputError as fault:
        return _accounts(page, fault)
    return page.go("/accounts")


def _change(page: Page, form: FormData) -> None:
    store, name = page.workbench.doorkeeper.store, text_of(form, "name", 80)
    if not is_plain_name(name):
        raise InputError("this is no name", where="name", remedy="give a name of up to 80 characters on one line")
    known = store.account(name)
    written = text_of(form, "role", 20)
    if written not in set(Role):
        raise InputError(f"there is no role '{written}'", where="role", remedy=f"known: {', '.join(Role)}")
    given = form.get("password")
    password = hash_password(given) if isinstance(given, str) and given else (known.password if known else "")
    if not password and page.workbench.settings.entrance is Entrance.ACCOUNTS:
        raise InputError("a new account needs a password", where="password", remedy="give one of 12 characters or more")
    account = Account(name, written, password, active=not text_of(form, "closed"))
    if name == page.actor.name and (account.role != Role.OWNER or not account.active):
        raise InputError("you would shut yourself out", where="role", remedy="let another owner change your account")
    store.put_account(account)


def _accounts(page: Page, fault: InputError | None = None) -> Response:
    return page.render(
        "accounts.html.j2",
        status=400 if fault else 200,
        accounts=page.workbench.doorkeeper.store.accounts(),
        roles=[role.value for role in Role],
        fault=fault,
        by_proxy=_is_proxy(page),
    )


def _is_proxy(page: Page) -> bool:
    return page.workbench.settings.entrance is Entrance.PROXY
