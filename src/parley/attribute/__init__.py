"""Stage 2: Documents become Positions: who says, through whom, does what, on which issue, in which words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from parley.errors import SettingsError
from parley.registry import load_part, part_names

if TYPE_CHECKING:
    from parley.vocabulary import Document, Encounter, Reading

READERS = "parley.attribute.readers"


class Reader(Protocol):
    """What a reader part's `make_reader(settings)` returns."""

    name: str
    version: str

    def read(self, document: "Document", encounter: "Encounter", documents: Sequence["Document"]) -> "Reading":
        """Return the positions of one document; `documents` are all of the encounter, for context."""
        ...


def make_readers(names: Sequence[str], settings: Any) -> list[Reader]:
    """Return the readers with these names, in this order.

    Raises:
        SettingsError: there is no such reader; names those there are.
    """
    known = part_names(READERS)
    for name in names:
        if name not in known:
            raise SettingsError(f"there is no reader '{name}'", remedy=f"known readers: {', '.join(known)}")
    return [load_part(READERS, name).make_reader(settings) for name in names]


def read(
    document: "Document",
    encounter: "Encounter",
    documents: Sequence["Document"],
    readers: Sequence[Reader],
) -> "Reading":
    """Read a document with one reader or several; several readings are merged into one.

    The same readers serve all documents of an encounter: what one has learnt (an endpoint that is gone, the texts cut
    into passages) is not learnt again for each.
    """
    from parley.attribute.marking import mark_positions
    from parley.attribute.merging import merge_readings

    readings = [reader.read(document, encounter, documents) for reader in readers]
    reading = readings[0] if len(readings) == 1 else merge_readings(readings)
    return replace(reading, positions=mark_positions(reading.positions, (document,)))


def explain_text(
    document: "Document", encounter: "Encounter", documents: Sequence["Document"], offset: int | None
) -> str:
    """Return how the built-in reader read a document, or the sentence at a code point of it."""
    from parley.attribute.readers.grammar.explain import explain

    return explain(document, encounter, offset, documents)
