"""Who is asking: one local user, a signed-in account, or the name that a trusted proxy gives; and what each may do."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from parley.serve.web.settings import Entrance, WebSettings, is_from
from parley.stores.accounts import Account, Session

SESSION_COOKIE, VISIT_COOKIE = "parley_session", "parley_visit"
SESSION_LASTS = timedelta(hours=12)
_LONGEST_NAME = 80


class Role(StrEnum):
    """What a person may do; each may do what those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    OWNER = "owner"


_RANKS = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class User:
    """Who acts, as the ledger records it, and in which role."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Return whether this user has at least this role."""
        return _RANKS[self.role] >= _RANKS[role]


class AccountStore(Protocol):
    """Where accounts, sessions and failed sign-ins are kept."""

    def accounts(self) -> list[Account]:
        """Return all accounts by name."""
        ...

    def account(self, name: str) -> Account | None:
        """Return one account."""
        ...

    def put_account(self, account: Account) -> None:
        """Make an account, or change it; its sessions end where its password, role or state changed."""
        ...

    def open_session(self, session: Session) -> None:
        """Keep a session, and drop those that have ended."""
        ...

    def session(self, token: str, now: datetime) -> Session | None:
        """Return a session that has not ended."""
        ...

    def close_session(self, token: str) -> None:
        """End a session."""
        ...

    def note_failure(self, whom: str, at: datetime) -> None:
        """Note a failed sign-in of `whom`: a name or an address."""
        ...

    def failures(self, whom: str, since: datetime) -> int:
        """Return how many failed sign-ins there were since then; older ones may be dropped."""
        ...

    def clear_failures(self, whom: str) -> None:
        """Forget failed sign-ins after one that succeeded."""
        ...


class Doorkeeper:
    """Tells who is asking. Nothing is taken from a request but cookies, the peer's address and the proxy's header."""

    def __init__(self, settings: WebSettings, store: AccountStore) -> None:
        self.settings = settings
        self.store = store

    def user(self, cookies: dict[str, str], headers: dict[str, str], peer: str) -> User | None:
        """Return who is asking, or None where a sign-in is needed."""
        if self.settings.entrance is Entrance.LOCAL:
            return User(self.settings.user, Role.OWNER)
        if self.settings.entrance is Entrance.PROXY:
            return self._from_proxy(headers, peer)
        session = self.store.session(token_hash(cookies.get(SESSION_COOKIE, "")), datetime.now(UTC))
        account = self.store.account(session.account) if session else None
        return User(account.name, Role(account.role)) if account and account.active else None

    def _from_proxy(self, headers: dict[str, str], peer: str) -> User | None:
        name = headers.get(self.settings.proxy_header.lower(), "").strip()
        if not name or not is_from(peer, self.settings.proxy_from) or not is_plain_name(name):
            return None
        account = self.store.account(name)
        if account is not None and not account.active:
            return None
        return User(name, Role(account.role) if account else Role.READER)

    def sign_in(self, name: str, password: str, peer: str) -> "SignIn":
        """Check a name and password; a success returns a new session, which replaces any other of this browser."""
        from parley.serve.web.passwords import verify_password

        now = datetime.now(UTC)
        if self._is_barred(name, peer, now):
            return SignIn(None, "barred")
        account = self.store.account(name)
        # An unknown name takes as long as a wrong password.
        fits = verify_password(account.password if account else "", password)
        if not fits or account is None or not account.active:
            for whom in (_of_name(name), _of_address(peer)):
                self.store.note_failure(whom, now)
            return SignIn(None, "wrong")
        self.store.clear_failures(_of_name(name))
        token = secrets.token_urlsafe(32)
        self.store.open_session(Session(token_hash(token), account.name, now + SESSION_LASTS))
        return SignIn(token, "")

    def _is_barred(self, name: str, peer: str, now: datetime) -> bool:
        since = now - FAILURES_WITHIN
        return (
            self.store.failures(_of_name(name), since) >= FAILURES_OF_NAME
            or self.store.failures(_of_address(peer), since) >= FAILURES_OF_ADDRESS
        )

    def sign_out(self, token: str) -> None:
        """End a session."""
        self.store.close_session(token_hash(token))


# After this many failures within the time, further tries are refused unheard, whether the password is right or not.
FAILURES_OF_NAME, FAILURES_OF_ADDRESS, FAILURES_WITHIN = 5, 25, timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What came of a try: a session's token, or why there is none (`wrong` or `barred`)."""

    token: str | None
    refusal: str


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(cookies: dict[str, str]) -> str:
    """Return the token that a form of this browser carries: bound to its visit, and to its session where it has one."""
    visit, session = cookies.get(VISIT_COOKIE, ""), cookies.get(SESSION_COOKIE, "")
    return hmac.new(visit.encode(), f"form:{session}".encode(), hashlib.sha256).hexdigest()


def is_csrf_token(cookies: dict[str, str], given: str) -> bool:
    """Return whether a form came from a page that this browser was given."""
    return bool(cookies.get(VISIT_COOKIE)) and hmac.compare_digest(csrf_token(cookies).encode(), given.encode())


def is_plain_name(name: str) -> bool:
    """Return whether a name can be recorded and shown: printable, one line, of bounded length."""
    return 0 < len(name) <= _LONGEST_NAME and name.isprintable() and name.strip() == name


def _of_name(name: str) -> str:
    return f"name:{token_hash(name.casefold())}"


def _of_address(peer: str) -> str:
    return f"from:{peer}"
