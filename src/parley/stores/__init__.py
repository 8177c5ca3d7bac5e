"""Stores: where a ledger is kept. The only package that knows SQL; what it takes and gives is in `protocol`."""

from parley.stores.opening import open_store
from parley.stores.protocol import (
    Draft,
    Event,
    Filters,
    Passage,
    PassageHit,
    Reading,
    Row,
    Store,
    Term,
    Writing,
    chain,
    dump_body,
    load_body,
)

__all__ = [
    "Draft",
    "Event",
    "Filters",
    "Passage",
    "PassageHit",
    "Reading",
    "Row",
    "Store",
    "Term",
    "Writing",
    "chain",
    "dump_body",
    "load_body",
    "open_store",
]
