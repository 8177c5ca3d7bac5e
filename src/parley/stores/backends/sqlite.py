"""SQLite: a ledger in one file, for one person or several processes of one machine (write-ahead log, full sync)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event, text

from parley.errors import StoreError
from parley.stores.protocol import Store, Term
from parley.stores.sql import SqlStore

NAME = "sqlite"
DESCRIPTION = "the path of a file, or sqlite:///PATH"
_PREFIX = "sqlite:///"
_HEADER = b"SQLite format 3\0"


def takes(address: str) -> bool:
    """Return whether this is the address of such a store: any path is."""
    return address.startswith(_PREFIX) or "://" not in address


def open_at(address: str, *, create: bool, wait: float) -> Store:
    """Open a file as a store."""
    path = Path(address.removeprefix(_PREFIX)).expanduser()
    _refuse_others(path, create=create)
    engine = create_engine(f"{_PREFIX}{path}", connect_args={"timeout": wait})
    _prepare(engine)
    return SqlStore(engine, _Sqlite(), str(path)).prepared()


def _refuse_others(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise StoreError("this is a folder", where=str(path), remedy="give the name of a file")
    if not path.exists():
        if not create:
            raise StoreError("there is no ledger here", where=str(path), remedy="add an encounter: parley add FOLDER")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"its folder cannot be made: {error.strerror}", where=str(path)) from error
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except OSError as error:
        raise StoreError(f"it cannot be opened: {error.strerror}", where=str(path)) from error
    if head and head != _HEADER:
        raise StoreError("this file is no ledger", where=str(path), remedy="give the name of another file")


def _prepare(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _: Any) -> None:
        # Transactions are begun by `_begin` below; the driver's own beginning comes too late for DDL and for locks.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536", "temp_store=MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class _Sqlite:
    """What is particular to SQLite: nothing to lock beyond BEGIN IMMEDIATE, and words in an FTS5 table."""

    name = NAME
    read_isolation: Literal["REPEATABLE READ"] | None = None
    found = "passage.id IN (SELECT rowid FROM passage_words WHERE passage_words MATCH :found)"

    def lock(self, connection: Connection) -> None:
        """Nothing to do: BEGIN IMMEDIATE has taken the only write lock."""

    def index(self, connection: Connection, numbered: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        """Put the words of passages into the index."""
        connection.execute(
            text("INSERT INTO passage_words (rowid, words) VALUES (:id, :words)"),
            [{"id": number, "words": " ".join(words)} for number, words in numbered],
        )

    def clear_index(self, connection: Connection) -> None:
        """Empty the index."""
        connection.execute(text("DELETE FROM passage_words"))

    def expression(self, terms: Sequence[Term]) -> str:
        """Return terms as an FTS5 query; words are letters and figures alone, so that nothing in them acts."""
        return " AND ".join(f'"{" ".join(term.words)}"{"*" if term.prefix else ""}' for term in terms)
