"""Accounts of the workbench, kept beside a ledger: who may sign in, who is signed in, and who tried and failed.

They are no part of the log: a session ends and is forgotten. Times are UTC in ISO 8601, which sort as they follow.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, insert, select

from parley.errors import SettingsError
from parley.stores import schema
from parley.stores.protocol import Store
from parley.stores.sql import SqlStore

_FORGET_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in; `password` is an Argon2 hash, empty where only a proxy brings the person."""

    name: str
    role: str
    password: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in: `token` is the SHA-256 of what the browser holds, so that a stolen ledger opens nothing."""

    token: str
    account: str
    expires_at: datetime


class Accounts:
    """The accounts of one store."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store

    def accounts(self) -> list[Account]:
        """Return all accounts by name."""
        with self.store.read() as reading:
            found = reading.connection.execute(select(schema.account).order_by(schema.account.c.name))
            return [Account(one.name, one.role, one.password, bool(one.active)) for one in found]

    def account(self, name: str) -> Account | None:
        """Return one account."""
        with self.store.read() as reading:
            asked = select(schema.account).where(schema.account.c.name == name)
            one = reading.connection.execute(asked).first()
        return None if one is None else Account(one.name, one.role, one.password, bool(one.active))

    def put_account(self, account: Account) -> None:
        """Make an account, or change it; its sessions end, whatever was changed."""
        values = {
            "name": account.name,
            "role": str(account.role),
            "password": account.password,
            "active": account.active,
        }
        with self.store.write() as writing:
            writing.connection.execute(delete(schema.account).where(schema.account.c.name == account.name))
            writing.connection.execute(insert(schema.account).values(values))
            writing.connection.execute(delete(schema.session).where(schema.session.c.account == account.name))

    def open_session(self, session: Session) -> None:
        """Keep a session, and drop those that have ended."""
        now = _write_time(datetime.now(UTC))
        values = {"token": session.token, "account": session.account, "expires_at": _write_time(session.expires_at)}
        with self.store.write() as writing:
            writing.connection.execute(delete(schema.session).where(schema.session.c.expires_at <= now))
            writing.connection.execute(insert(schema.session).values(values))

    def session(self, token: str, now: datetime) -> Session | None:
        """Return a session that has not ended."""
        table = schema.session
        asked = select(table).where(table.c.token == token, table.c.expires_at > _write_time(now))
        with self.store.read() as reading:
            one = reading.connection.execute(asked).first()
        return None if one is None else Session(one.token, one.account, datetime.fromisoformat(one.expires_at))

    def close_session(self, token: str) -> None:
        """End a session."""
        with self.store.write() as writing:
            writing.connection.execute(delete(schema.session).where(schema.session.c.token == token))

    def note_failure(self, whom: str, at: datetime) -> None:
        """Note a failed sign-in of `whom`, a name or an address, and forget those of days past."""
        table = schema.failed_sign_in
        with self.store.write() as writing:
            writing.connection.execute(delete(table).where(table.c.at < _write_time(at - _FORGET_AFTER)))
            writing.connection.execute(insert(table).values(whom=whom, at=_write_time(at)))

    def failures(self, whom: str, since: datetime) -> int:
        """Return how many failed sign-ins there were since then."""
        table = schema.failed_sign_in
        asked = select(func.count()).select_from(table).where(table.c.whom == whom, table.c.at >= _write_time(since))
        with self.store.read() as reading:
            return int(reading.connection.execute(asked).scalar() or 0)

    def clear_failures(self, whom: str) -> None:
        """Forget failed sign-ins after one that succeeded."""
        with self.store.write() as writing:
            writing.connection.execute(delete(schema.failed_sign_in).where(schema.failed_sign_in.c.whom == whom))


def accounts_of(store: Store) -> Accounts:
    """Return the accounts kept beside a ledger.

    Raises:
        SettingsError: this kind of store keeps none.
    """
    if not isinstance(store, SqlStore):
        raise SettingsError(
            "this kind of store keeps no accounts", where=store.address, remedy="use SQLite or PostgreSQL"
        )
    return Accounts(store)


def _write_time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
