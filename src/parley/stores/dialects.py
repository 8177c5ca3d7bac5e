"""What differs between kinds of store; each backend has an object of this shape."""

from collections.abc import Sequence
from typing import Literal, Protocol

from sqlalchemy import Connection

from parley.stores.protocol import Term


class Dialect(Protocol):
    """`found` is the condition under which a passage has the words of `:found`."""

    name: str
    read_isolation: Literal["REPEATABLE READ"] | None
    found: str

    def lock(self, connection: Connection) -> None:
        """Wait until no other process writes, until the end of the transaction."""
        ...

    def index(self, connection: Connection, numbered: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        """Put the words of passages, by their numbers, into the index."""
        ...

    def clear_index(self, connection: Connection) -> None:
        """Empty the index."""
        ...

    def expression(self, terms: Sequence[Term]) -> str:
        """Return terms in the store's own language."""
        ...
