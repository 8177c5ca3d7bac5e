"""What stands on a day, as JSON for programs: everything that the ledger gives, nothing left out."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from parley.ledger import CommitmentOnDay, Entry, FollowUpOnDay, Hit, Item
from parley.report.formats.json import dump


def show_standing(
    commitments: Sequence[CommitmentOnDay], follow_ups: Sequence[FollowUpOnDay], on: str, known_on: str
) -> str:
    """Return the commitments and next steps on a day."""
    return write(
        {
            "on": on,
            "known_on": known_on,
            "commitments": [commitment_fields(one) for one in commitments],
            "follow_ups": [asdict(one) for one in follow_ups],
        }
    )


def write(content: object) -> str:
    """Return JSON in which no hidden character acts."""
    return dump(content) + "\n"


def commitment_fields(commitment: CommitmentOnDay) -> dict[str, Any]:
    """Return a commitment with every reading and the statements that it rests on."""
    readings = []
    for reading in commitment.readings:
        shown = {**reading._asdict(), "statements": reading.statements}
        del shown["packed"], shown["number"], shown["order"]
        readings.append(shown)
    return {**commitment._asdict(), "readings": readings}


def item_fields(item: Item) -> dict[str, Any]:
    """Return an item with all that it has."""
    return asdict(item)


def entry_fields(entry: Entry) -> dict[str, Any]:
    """Return an entry of a history."""
    return asdict(entry)


def hit_fields(hit: Hit) -> dict[str, Any]:
    """Return a hit of a search; its positions by their ids."""
    return {**asdict(hit), "positions": [item.id for item in hit.positions]}
