"""What stands on a day, as JSON for programs: everything that the ledger gives, nothing left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from parley.ledger import CommitmentOnDay, Entry, FollowUpOnDay, Hit, Item
from parley.report.formats.json import dump


def show_standing(
    commitments: Sequence[CommitmentOnDay], follow_ups: Sequence[FollowUpOnDay] | None, on: str, known_on: str | None
) -> Iterator[str]:
    """Yield the commitments and next steps on a day piece by piece: of a large ledger they are tens of megabytes."""
    yield f'{{\n "on": {dump(on)},\n "known_on": {dump(known_on)},\n "commitments": '
    yield from _list(commitment_fields(one) for one in commitments)
    yield ',\n "follow_ups": '
    yield from _list(asdict(one) for one in follow_ups or ())
    yield "\n}\n"


def _list(things: Iterable[object]) -> Iterator[str]:
    before = "[\n  "
    for one in things:
        yield before + dump(one).replace("\n", "\n  ")
        before = ",\n  "
    yield "[]" if before.startswith("[") else "\n ]"


def write(content: object) -> str:
    """Return JSON in which no hidden character acts."""
    return dump(content) + "\n"


def commitment_fields(commitment: CommitmentOnDay) -> dict[str, Any]:
    """Return a commitment with every reading and the statements that it rests on."""
    readings = []
    for reading in commitment.readings:
        shown = {**reading._asdict(), "statements": reading.statements}
        del shown["rests_on"]
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
