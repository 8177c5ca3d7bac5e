"""The kinds of event that a ledger records, and how each is made. What an event says is never changed afterwards."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from parley.stores import Draft

ENCOUNTER_ADDED = "encounter_added"
ENCOUNTER_CHANGED = "encounter_changed"
SOURCE_ACQUIRED = "source_acquired"
SOURCE_REVISED = "source_revised"
SOURCE_DESCRIBED = "source_described"
SOURCE_WITHDRAWN = "source_withdrawn"
SOURCE_READ = "source_read"
COMPARED = "compared"
DECIDED = "decided"
OBSERVED = "observed"
FORECAST = "forecast"

KIND_MEANINGS: dict[str, str] = {
    ENCOUNTER_ADDED: "an encounter was added to a process",
    ENCOUNTER_CHANGED: "what the encounter file says was changed",
    SOURCE_ACQUIRED: "a source was acquired",
    SOURCE_REVISED: "another version of a known source was acquired; `difference` has what changed, in words",
    SOURCE_DESCRIBED: "what is known of a source was changed, not its text",
    SOURCE_WITHDRAWN: "the encounter file lists the source no longer",
    SOURCE_READ: "a source was read, by whom, and what was found",
    COMPARED: "the accounts of an encounter were compared",
    DECIDED: "a person confirmed, corrected, rejected, added, joined, split or undid",
    OBSERVED: "a person recorded what happened to a commitment or a next step",
    FORECAST: "a base rate was given for the process, with its inputs; it is scored when its window closes",
}

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


class Pen:
    """Writes events of one moment, by one person or by the program, about one encounter."""

    def __init__(self, by: str, process: str, encounter: str, clock: Clock = now) -> None:
        self.by = by
        self.process = process
        self.encounter = encounter
        self.at = clock().astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

    def write(self, kind: str, item: str, body: dict[str, Any]) -> Draft:
        """Return an event about an item."""
        return Draft(uuid.uuid4().hex, self.at, self.by, kind, self.process, self.encounter, item, body)
