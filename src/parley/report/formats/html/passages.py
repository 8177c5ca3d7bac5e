"""Passages: every stretch of a source that a report leads to, with one anchor each, and the text marked with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from parley.report.marks import Marks
from parley.report.parties import name_parties
from parley.report.plain_text import show_hidden
from parley.report.wording import ACT_DONE, ISSUE_TITLES, act_class
from parley.vocabulary import Document, Position, Result, Span, Standing, Words, Zone


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to a passage: its anchor, its mark, and what a screen reader says."""

    anchor: str
    mark: str
    label: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text within the same passages; `opens` are anchors that begin here, `closes` links that end here."""

    text: str
    passages: str
    act_class: str
    possible: bool
    opens: tuple[str, ...]
    closes: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a source, in one voice; `begins_zone` says that the voice is new here."""

    voice: str
    speaker: str
    begins_zone: bool
    stretches: tuple[Stretch, ...]


class Passages:
    """Gives each passage its anchor; asked for all of them before the sources are marked."""

    def __init__(self, result: Result, marks: Marks) -> None:
        self._result = result
        self._marks = marks
        self._encounter = result.encounter
        self._positions = {position.id: position for position in result.positions}
        self._anchors: dict[tuple[str, Span], str] = {}
        self._held: dict[str, list[Position]] = {}
        for position in result.positions:
            anchor = self._anchor(position.source, position.span)
            self._held.setdefault(anchor, []).append(position)

    def _anchor(self, source: str, span: Span) -> str:
        return self._anchors.setdefault((source, span), f"q{len(self._anchors) + 1}")

    def refer(self, words: Words) -> Reference:
        """Return a link to some words; they are marked in their source from now on."""
        anchor = self._anchor(words.source, words.span)
        mark = self._marks.of_words(words)
        return Reference(anchor, mark, f"{mark}: show the words in {words.source}")

    def held_at(self, anchor: str) -> list[Position]:
        """Return the positions whose words are exactly this passage."""
        return self._held.get(anchor, [])

    def spans_of(self, source: str) -> Iterator[tuple[Span, str]]:
        """Yield the passages of one source with their anchors."""
        for (of_source, span), anchor in self._anchors.items():
            if of_source == source:
                yield span, anchor

    def blocks(self, document: Document) -> tuple[Block, ...]:
        """Return the whole text of a source in paragraphs, every passage in it marked."""
        passages = sorted(self.spans_of(document.id))
        blocks: list[Block] = []
        last_zone: Zone | None = None
        for paragraph in _paragraphs(document.text):
            zone = next((zone for zone in document.zones if zone.span.overlap(paragraph)), None)
            inside = [(span, anchor) for span, anchor in passages if span.overlap(paragraph)]
            blocks.append(
                Block(
                    zone.voice.value if zone else "report",
                    show_hidden(zone.speaker or "") if zone else "",
                    last_zone is None or zone is None or zone.voice is not last_zone.voice,
                    tuple(self._stretches(document, paragraph, inside)),
                )
            )
            last_zone = zone or last_zone
        return tuple(blocks)

    def _stretches(self, document: Document, paragraph: Span, passages: list[tuple[Span, str]]) -> Iterator[Stretch]:
        """Yield the paragraph cut at every border of a passage, so that passages may nest and overlap."""
        borders = {paragraph.start, paragraph.end}
        for span, _ in passages:
            borders |= {max(span.start, paragraph.start), min(span.end, paragraph.end)}
        ordered = sorted(borders)
        for start, end in pairwise(ordered):
            covering = [(span, anchor) for span, anchor in passages if span.start <= start and end <= span.end]
            positions = [position for _, anchor in covering for position in self.held_at(anchor)]
            strongest = max(positions, key=lambda p: (p.standing is Standing.FOUND, abs(p.strength)), default=None)
            yield Stretch(
                show_hidden(document.text[start:end]),
                " ".join(anchor for _, anchor in covering),
                act_class(strongest.act) if strongest else "",
                strongest is not None and strongest.standing is Standing.POSSIBLE,
                tuple(anchor for span, anchor in covering if span.start == start),
                tuple(self._closing(anchor) for span, anchor in covering if span.end == end and self.held_at(anchor)),
            )

    def _closing(self, anchor: str) -> Reference:
        """Return the small link that stands after a position's words."""
        position = self.held_at(anchor)[0]
        holder = name_parties(position.holder, self._encounter)
        mark = self._marks.of_position(position.id, position.source)
        return Reference(anchor, mark, f"{mark}: {holder} {ACT_DONE[position.act]}, {ISSUE_TITLES[position.issue]}")

    def tell(self) -> dict[str, dict[str, object]]:
        """Return what the page needs to know of each passage, by anchor."""
        return {
            anchor: {"source": show_hidden(source), "positions": [position.id for position in self.held_at(anchor)]}
            for (source, _), anchor in self._anchors.items()
        }


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the spans of the lines that are not empty, without their line break."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1
