"""A source's text as the page shows it: in bounded parts, in paragraphs, cut where positions begin and end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from parley.report.plain_text import show_hidden
from parley.report.wording import act_class
from parley.serve.web import links
from parley.serve.web.views.showing import Showing
from parley.vocabulary import Document, Position, Span, Standing

# A part of a page: some four screens. Longer sources are loaded as they are scrolled to.
PART_LENGTH = 12_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text within the same positions. `start` counts code points; `lead` is the position it opens."""

    start: int
    text: str
    lead: str
    lead_link: str
    act_class: str
    possible: bool
    begins: bool
    positions: tuple[str, ...]
    points: tuple[str, ...]
    label: str
    marked: bool


def cut_parts(text: str, length: int = PART_LENGTH) -> tuple[Span, ...]:
    """Return the parts of a text, each ending at a line break where there is one; together they are the text."""
    cuts = [0]
    while len(text) - cuts[-1] > length:
        end = text.rfind("\n", cuts[-1] + 1, cuts[-1] + length)
        cuts.append(end + 1 if end > cuts[-1] else cuts[-1] + length)
    return tuple(Span(start, end) for start, end in pairwise([*cuts, len(text)]))


def part_at(parts: Sequence[Span], offset: int) -> int:
    """Return the number of the part in which an offset lies, from 0."""
    return next((number for number, part in enumerate(parts) if offset < part.end), max(0, len(parts) - 1))


def show_part(showing: Showing, document: Document, part: Span, marked: Span | None = None) -> list[dict[str, Any]]:
    """Return the paragraphs of one part with their voice and their pieces; `marked` are words to show besides."""
    positions = sorted(
        (p for p in showing.result.positions if p.source == document.id and p.span.overlap(part)),
        key=lambda p: p.span,
    )
    shown: list[dict[str, Any]] = []
    voice = ""
    for paragraph in _paragraphs(document.text, part):
        zone = next((zone for zone in document.zones if zone.span.overlap(paragraph)), None)
        now = zone.voice.value if zone else "report"
        inside = [p for p in positions if p.span.overlap(paragraph)]
        shown.append(
            {
                "voice": now,
                "voice_word": showing.w.id("voice", now) if now != voice else "",
                "speaker": show_hidden(zone.speaker or "") if zone and now != voice else "",
                "pieces": list(_pieces(showing, document, paragraph, inside, marked)),
            }
        )
        voice = now
    return shown


def _paragraphs(text: str, part: Span) -> Iterator[Span]:
    start = part.start
    for line in text[part.start : part.end].split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1


def _pieces(
    showing: Showing, document: Document, paragraph: Span, positions: list[Position], marked: Span | None
) -> Iterator[Piece]:
    borders = {paragraph.start, paragraph.end}
    for span in [p.span for p in positions] + ([marked] if marked and marked.overlap(paragraph) else []):
        borders |= {max(span.start, paragraph.start), min(span.end, paragraph.end)}
    opened: set[str] = set()
    for start, end in pairwise(sorted(borders)):
        covering = [p for p in positions if p.span.start <= start and end <= p.span.end]
        lead = max(covering, key=_weight, default=None)
        yield Piece(
            start=start,
            text=show_hidden(document.text[start:end]),
            lead=lead.id if lead else "",
            lead_link=links.position_link(showing.id, lead.id) if lead else "",
            act_class=act_class(lead.act) if lead else "",
            possible=lead is not None and lead.standing is Standing.POSSIBLE,
            begins=lead is not None and lead.id not in opened,
            positions=tuple(p.id for p in covering),
            points=tuple(dict.fromkeys(point for p in covering for point in showing.points_of.get(p.id, ()))),
            label=_label(showing, lead) if lead else "",
            marked=marked is not None and marked.start <= start and end <= marked.end,
        )
        opened |= {lead.id} if lead else set()


def _weight(position: Position) -> tuple[bool, int, int]:
    """Of positions over the same words the surest leads, then the strongest, then the shortest."""
    return (position.standing is Standing.FOUND, abs(position.strength), position.span.start - position.span.end)


def _label(showing: Showing, position: Position) -> str:
    w = showing.w
    return f"{showing.holder(position)}: {w.id('act', position.act)}, {w.id('issue', position.issue)}"
