"""A store over SQLAlchemy, the same for every database: opening, transactions, and what to say when one fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from parley.errors import StoreError
from parley.stores import schema
from parley.stores.dialects import Dialect
from parley.stores.failures import tell_failure
from parley.stores.statements import SqlReading, SqlWriting


class SqlStore:
    """A ledger in a database. Safe for several threads and processes: each use has a connection of its own."""

    def __init__(self, engine: Engine, dialect: Dialect, address: str) -> None:
        self.engine = engine
        self.dialect = dialect
        self.address = address

    def prepared(self) -> Self:
        """Return the store with its tables made or brought up to date.

        Raises:
            StoreError: it cannot be reached, or a newer version made it.
        """
        try:
            if self._version() != schema.HEAD:
                self._migrate(schema.HEAD)
        except SQLAlchemyError as error:
            self.close()
            raise tell_failure(error, self.address) from error
        except StoreError:
            self.close()
            raise
        return self

    @contextmanager
    def read(self) -> Iterator[SqlReading]:
        """Open a consistent view; see the protocol."""
        options = {"isolation_level": self.dialect.read_isolation} if self.dialect.read_isolation else {}
        with self._told(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield SqlReading(connection, self.dialect)

    @contextmanager
    def write(self) -> Iterator[SqlWriting]:
        """Open a change; see the protocol."""
        writing: SqlWriting | None = None
        try:
            with self._told(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
                self.dialect.lock(connection)
                writing = SqlWriting(connection, self.dialect)
                yield writing
        except StoreError as error:
            if writing is None or not writing.recorded or not _lost(error) or not self._has(writing.recorded[-1]):
                raise
            # The connection went after the database had made the change last: all of it is there.

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise tell_failure(error, self.address) from error

    def _has(self, event_id: str) -> bool:
        with self.read() as reading:
            return reading.has_event(event_id)

    def _version(self) -> str | None:
        with self.engine.connect() as connection, connection.begin():
            if not self.engine.dialect.has_table(connection, schema.version.name):
                return None
            found: str | None = connection.execute(select(schema.version.c.version_num)).scalar()
        if found is not None and found not in schema.KNOWN:
            raise StoreError(
                f"a newer version of Parley made this ledger (its tables are at {found}, this version knows "
                f"{schema.HEAD})",
                where=self.address,
                remedy="use that version; nothing was changed",
            )
        return found

    def _migrate(self, target: str) -> None:
        from parley.stores.migrations.running import upgrade

        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            self.dialect.lock(connection)
            upgrade(connection, target)


def _lost(error: StoreError) -> bool:
    cause = error.__cause__
    return isinstance(cause, DBAPIError) and cause.connection_invalidated
