"""PostgreSQL: one ledger for a team, by one address."""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError

from parley.errors import MissingExtra, SettingsError
from parley.stores.protocol import Store, Term
from parley.stores.sql import SqlStore

NAME = "postgresql"
DESCRIPTION = "postgresql://USER@HOST/DATABASE"
_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
# Any number will do; it has to be the same in every process that writes to a ledger.
_WRITE_LOCK = 7205_1107
# PostgreSQL keeps positions up to 16383 and 256 of one word in a text; passages are far shorter.


def takes(address: str) -> bool:
    """Return whether this is the address of such a store."""
    return address.startswith(_SCHEMES)


def open_at(address: str, *, create: bool, wait: float) -> Store:
    """Open a database as a store. The database has to be there; its tables are made."""
    del create
    try:
        import psycopg  # noqa: F401 - asked for here, so that a missing extra is named
    except ImportError as error:
        raise MissingExtra("postgresql", "a ledger in PostgreSQL") from error
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
    except ArgumentError as error:
        raise SettingsError("this address cannot be read", remedy=f"write it as {DESCRIPTION}") from error
    engine = create_engine(
        url,
        pool_pre_ping=True,
        connect_args={"connect_timeout": max(2, int(wait)), "options": f"-c lock_timeout={int(wait * 1000)}"},
    )
    shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
    return SqlStore(engine, _Postgresql(), shown).prepared()


class _Postgresql:
    """What is particular to PostgreSQL: a lock that only writers take, and words in a tsvector."""

    name = NAME
    read_isolation: Literal["REPEATABLE READ"] | None = "REPEATABLE READ"
    found = "passage.words @@ CAST(:found AS tsquery)"

    def lock(self, connection: Connection) -> None:
        """Wait for other writers; the lock goes with the transaction."""
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITE_LOCK})

    def index(self, connection: Connection, numbered: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        """Put the words of passages into the index, each with its place, without the server's own parser."""
        connection.execute(
            text("UPDATE passage SET words = CAST(:words AS tsvector) WHERE id = :id"),
            [{"id": number, "words": _as_vector(words)} for number, words in numbered],
        )

    def clear_index(self, connection: Connection) -> None:
        """Nothing to do: the words go with the passages."""

    def expression(self, terms: Sequence[Term]) -> str:
        """Return terms as a tsquery; words are letters and figures alone, so that nothing in them acts."""
        return " & ".join(
            " <-> ".join(
                f"'{word}'{':*' if term.prefix and place == len(term.words) else ''}"
                for place, word in enumerate(term.words, 1)
            )
            for term in terms
        )


def _as_vector(words: Sequence[str]) -> str:
    return " ".join(f"'{word}':{place}" for place, word in enumerate(words, 1))
