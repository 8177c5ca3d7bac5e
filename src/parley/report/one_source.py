"""One source with the positions that a reader found in it, each under the paragraph in which it stands."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from parley.report.formats.json import dump
from parley.report.formats.json import position as position_as_json
from parley.report.options import Options
from parley.report.plain_text import on_one_line, show_hidden
from parley.report.wording import ACT_DONE, ISSUE_TITLES, and_list, count, name_number, name_window, quoted
from parley.vocabulary import Document, Position, Reading, Span, Standing


def show_reading(document: Document, reading: Reading, options: Options) -> str:
    """Return the text of a source, wrapped, with its positions after each paragraph."""
    return "\n".join(_lines(document, reading, options)) + "\n"


def tell_reading_as_json(document: Document, reading: Reading) -> str:
    """Return one source's positions as JSON, in the shape of the report `json`."""
    return dump(
        {
            "source": document.id,
            "language": document.language,
            "status": "partial" if document.partial or reading.partial else "read",
            "sha256": document.sha256,
            "notes": [*document.notes, *reading.notes],
            "positions": [position_as_json(position) for position in reading.positions],
            "refusals": [{"reader": r.reader, "quote": r.quote, "reason": r.reason} for r in reading.refusals],
        }
    )


def _lines(document: Document, reading: Reading, options: Options) -> Iterator[str]:
    shown = [p for p in reading.positions if options.possible or p.standing is Standing.FOUND]
    hidden = len(reading.positions) - len(shown)
    partial = "not read whole" if document.partial or reading.partial else "read whole"
    yield f"{on_one_line(document.source.publisher)} · {document.id} · {document.language} · {partial}"
    kept = f", {hidden} possible ones kept back (--possible shows them)" if hidden else ""
    yield count(len(shown), "position") + kept
    for note in (*document.notes, *reading.notes):
        yield f"! {on_one_line(note)}"
    for paragraph in _paragraphs(document.text):
        yield ""
        yield from _wrap(show_hidden(paragraph.of(document.text)), options.width)
        for position in shown:
            if paragraph.start <= position.span.start < paragraph.end:
                yield from _position_lines(position, document, options.width)


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the spans of the lines that are not empty."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line)


def _position_lines(position: Position, document: Document, width: int) -> Iterator[str]:
    measure = position.measure
    holder = and_list(position.holder) if position.holder else "nobody named"
    told = [f"{holder} {ACT_DONE[position.act]} {position.strength}", ISSUE_TITLES[position.issue]]
    told += [f"on {and_list(measure.scope)}"] if measure.scope else []
    window = name_window(measure.starts_on, measure.ends_on)
    told += [window] if window else []
    told += [f"{measure.days} days"] if measure.days else []
    told += [name_number(measure.quantity)] if measure.quantity is not None else []
    told += [f"{position.standing} {position.confidence:.2f}", f"{document.id}:{position.span.start}"]
    yield from _wrap(" · ".join(told), width, "  ▸ ")
    yield from _indented(quoted(position.quote, document.language), width)
    if position.condition_quote:
        yield from _indented(f"if {quoted(position.condition_quote, document.language)}", width)
    if len(position.chain) > 1:
        yield from _indented("as told by " + " → ".join(on_one_line(link.name) for link in position.chain), width)


def _indented(text: str, width: int) -> list[str]:
    return _wrap(text, width, "    ")


def _wrap(text: str, width: int, first: str = "") -> list[str]:
    """Return lines of at most `width` terminal cells, hanging under the first; a Han character takes two cells."""
    indent = " " * len(first)
    lines = Text(text.strip()).wrap(Console(width=width), width - len(first))
    return [(indent if number else first) + line.plain.rstrip() for number, line in enumerate(lines)]
