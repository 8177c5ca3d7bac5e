"""What a database says when something is wrong, told as what to do about it. In every case the ledger is unchanged."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from parley.errors import StoreError

# What drivers say, in lower case, and what it means: sqlite3's result texts, and PostgreSQL's SQLSTATE classes.
_SAID: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("database is locked", "database table is locked", "55p03", "57014"),
        "another process holds the ledger",
        "try again when it is done",
    ),
    (
        ("database or disk is full", "no space left", "disk i/o error", "53100", "file too large"),
        "the disk is full, or a file may not grow",
        "make room and try again",
    ),
    (
        ("unable to open database", "readonly database", "permission denied"),
        "the file cannot be opened for writing",
        "check that its folder exists and that you may write there",
    ),
    (
        ("file is not a database", "malformed"),
        "the file is no ledger, or is damaged",
        "restore it from a backup: parley ledger import BACKUP",
    ),
    (
        ("append-only",),
        "somebody tried to change or delete what was recorded",
        "record a correction instead",
    ),
    (
        ("authentication failed", "no password supplied"),
        "the database refuses the name or password",
        "check the address; a password can stand in ~/.pgpass",
    ),
    (
        ("3d000", "42p01", "does not exist"),
        "there is no such database, or a table is missing",
        "make the database first, for instance: createdb parley",
    ),
    (
        ("connection refused", "could not connect", "connection failed", "failed to resolve", "no such file"),
        "the database does not answer",
        "check the address, and that the server runs",
    ),
)


def tell_failure(error: SQLAlchemyError, address: str) -> StoreError:
    """Return what to tell a user about a failure of the database."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlstate", None) or ""
    said = f"{code} {cause}".lower()
    for signs, what, remedy in _SAID:
        if any(sign in said for sign in signs):
            return StoreError(what, where=address, remedy=remedy)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return StoreError("the connection was lost", where=address, remedy="try again; nothing was half recorded")
    line = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
    return StoreError(f"the database says: {line}", where=address, remedy="nothing was recorded; try again")
