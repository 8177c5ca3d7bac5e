"""Forecasts in the log: kept once by their id, with their inputs, and never changed."""

import json
from collections.abc import Sequence
from typing import Any

from parley.ledger.book import PROGRAM, Ledger
from parley.ledger.events import FORECAST, Pen
from parley.ledger.projection import update_rows


def keep_forecasts(ledger: Ledger, encounter: str, forecasts: Sequence[tuple[str, dict[str, Any]]]) -> int:
    """Record forecasts, each an id and a body of JSON types, after an encounter; return how many are new.

    Raises:
        InputError: the ledger has no such encounter.
        StoreError: they could not be recorded, and none was.
    """
    process = ledger.item(encounter).process
    with ledger.store.write() as writing:
        known = {event.item for event in writing.events(kinds=(FORECAST,))}
        pen = Pen(PROGRAM, process, encounter)
        drafts = [pen.write(FORECAST, id_, body) for id_, body in forecasts if id_ not in known]
        if drafts:
            writing.append(drafts)
            update_rows(writing, encounter)
    return len(drafts)


def list_forecasts(ledger: Ledger, process: str | None = None) -> tuple[str, ...]:
    """Return the bodies of the forecasts kept, as lines of JSON, in their order."""
    with ledger.store.read() as reading:
        return tuple(
            json.dumps(event.body, sort_keys=True, ensure_ascii=False)
            for event in reading.events(kinds=(FORECAST,))
            if process is None or event.process == process
        )
