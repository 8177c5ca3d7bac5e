"""Stage 4: the ledger: what stands, under whose reading, and who checked it.

An append-only log of events; everything else is derived from it by pure functions. Open one with `open_ledger`.
"""

from parley.ledger.book import Ledger, open_ledger
from parley.ledger.follow_ups import FollowUpOnDay
from parley.ledger.items import Added, Entry, Hit, Item
from parley.ledger.overviews import Overview
from parley.ledger.review import Conflict, Decision
from parley.ledger.standing import CommitmentOnDay, ReadingOnDay
from parley.stores import Filters

__all__ = [
    "Added",
    "CommitmentOnDay",
    "Conflict",
    "Decision",
    "Entry",
    "Filters",
    "FollowUpOnDay",
    "Hit",
    "Item",
    "Ledger",
    "Overview",
    "ReadingOnDay",
    "open_ledger",
]
