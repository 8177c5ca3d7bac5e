"""Result: everything that one run over one encounter found, ready to be shown in any format."""

from dataclasses import dataclass

from parley.vocabulary.comparisons import Comparison, Outlook
from parley.vocabulary.documents import Document, Skipped
from parley.vocabulary.encounters import Encounter
from parley.vocabulary.positions import Position, Refusal
from parley.vocabulary.process_outlooks import ProcessOutlook


@dataclass(frozen=True, slots=True)
class Result:
    """What was read, what was not, and what was found; `partial` has the ids of sources not read whole.

    `outlook` is of this encounter by itself; `process_outlook` is over the rounds up to it, where that was asked for.
    """

    encounter: Encounter
    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    positions: tuple[Position, ...]
    refusals: tuple[Refusal, ...]
    partial: tuple[str, ...]
    notes: tuple[str, ...]
    comparison: Comparison
    outlook: Outlook
    readers: tuple[str, ...]
    version: str
    process_outlook: ProcessOutlook | None = None

    def document(self, source_id: str) -> Document:
        """Return the document of this source, or raise KeyError."""
        for document in self.documents:
            if document.id == source_id:
                return document
        raise KeyError(source_id)

    def position(self, position_id: str) -> Position:
        """Return the position with this id, or raise KeyError."""
        for position in self.positions:
            if position.id == position_id:
                return position
        raise KeyError(position_id)
