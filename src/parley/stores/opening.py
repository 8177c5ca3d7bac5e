"""Opens a store by its address: a file's path is SQLite, postgresql://… PostgreSQL; each kind is a part of its own."""

from types import ModuleType

from parley.errors import MissingExtra, SettingsError
from parley.registry import KINDS, load_parts
from parley.stores.protocol import Store


def open_store(address: str, *, create: bool = True, wait: float = 30.0) -> Store:
    """Open the store at an address, made or brought up to date where needed.

    `wait` is how many seconds to wait for another process that holds it.

    Raises:
        SettingsError: no kind of store has this address.
        MissingExtra: what the store needs is not installed.
        StoreError: it cannot be opened, or was made by a newer version.
    """
    try:
        import sqlalchemy  # noqa: F401 - asked for here, so that a missing extra is named rather than a module
    except ImportError as error:
        raise MissingExtra("ledger", "a ledger") from error
    store: Store = _part_for(address).open_at(address, create=create, wait=wait)
    return store


def _part_for(address: str) -> ModuleType:
    parts = list(load_parts(KINDS["store"]))
    for part in parts:
        if part.takes(address):
            return part
    known = "; ".join(f"{part.NAME}: {part.DESCRIPTION}" for part in parts)
    raise SettingsError("no kind of store has this address", where=address, remedy=f"give one of these: {known}")
