"""PDF: the words of the text layer, lines joined into paragraphs, what repeats on every page kept apart."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from parley.acquire.blocks import MAX_CHARACTERS, Extracted, Role, TextBuilder, cut_note
from parley.errors import InputError, MissingExtra

NAME = "PDF"
SUFFIXES = (".pdf",)

_MOST_PAGES = 2000
_LARGEST_BYTES = 300_000_000
# Fewer characters a page than this on average: the pages are pictures of text.
_FEWEST_CHARACTERS_A_PAGE = 12
# A distance between lines this much above the usual one parts two paragraphs.
_WIDE = 1.35
# Beyond twice its own height, the room between two lines is no line spacing.
_DOUBLE_SPACED = 2.2
_SHORT_LINE = 0.8
_HAN = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_SENTENCE_ENDS = tuple('.!?…。！？:：”»"')
_FIGURES = re.compile(r"\d+")
# What pdfium gives for a hyphen that only breaks a word at a line's end.
_SOFT_HYPHENS = ("\ufffe", "\u00ad", "\x02")


class _Line(NamedTuple):
    """A line's words, where it ends on the right, its height, and how far its top lies below the one before."""

    words: str
    right: float
    height: float
    drop: float


def extract(path: Path) -> Extracted:
    """Return the words of a PDF in paragraphs.

    Raises:
        InputError: the file is no PDF, needs a password, or is a scan without a text layer.
        MissingExtra: pypdfium2 is not installed.
    """
    document = _open(path)
    try:
        pages = len(document)
        lines = [_lines(document[number]) for number in range(min(pages, _MOST_PAGES))]
        title = (document.get_metadata_value("Title") or "").strip() or None
    finally:
        document.close()
    if sum(len(line.words) for page in lines for line in page) < _FEWEST_CHARACTERS_A_PAGE * max(1, len(lines)):
        raise InputError(
            "the PDF has pictures of text and no text layer: it is a scan",
            where=path.name,
            remedy="run OCR on it first, for instance: ocrmypdf -l eng+rus+ukr+chi_sim IN.pdf OUT.pdf",
        )
    builder = TextBuilder()
    for words, role in _paragraphs(lines):
        builder.add(words, role)
    notes = [cut_note(len(builder.text))] if builder.is_full else []
    if pages > _MOST_PAGES:
        notes.append(f"only the first {_MOST_PAGES} of its {pages} pages were read")
    return Extracted(builder.text, builder.blocks, title=title, notes=tuple(notes), partial=bool(notes))


def _open(path: Path) -> Any:
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtra("pdf", f"reading {path.name}") from error
    if path.stat().st_size > _LARGEST_BYTES:
        raise InputError("the PDF is too large", where=path.name, remedy="split it, or save its text as .txt")
    try:
        return pypdfium2.PdfDocument(str(path))
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(
                "the PDF is encrypted and asks for a password", where=path.name, remedy="save a copy without a password"
            ) from error
        raise InputError(
            "this is no readable PDF", where=path.name, remedy="save it again as PDF, or its text as .txt"
        ) from error


def _lines(page: Any) -> list[_Line]:
    """Return a page's lines of text in the order of the file, with their places."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        text = textpage.get_text_range(0, count) if count > 0 else ""
        has_places = len(text) == count
        lines: list[_Line] = []
        top_before: float | None = None
        for found in re.finditer(r"[^\r\n]+", text[:MAX_CHARACTERS]):
            words = found.group().strip()
            if not words:
                continue
            start = found.start() + found.group().index(words)
            box = textpage.get_charbox(start, loose=True) if has_places else (0.0, 0.0, 0.0, 0.0)
            last = textpage.get_charbox(start + len(words) - 1, loose=True) if has_places else box
            drop = top_before - box[3] if top_before is not None and has_places else 0.0
            lines.append(_Line(words, last[2], box[3] - box[1], drop))
            top_before = box[3]
        return lines
    finally:
        textpage.close()
        page.close()


def _paragraphs(pages: Sequence[Sequence[_Line]]) -> Iterator[tuple[str, Role]]:
    """Join lines into paragraphs, across pages too where a sentence goes on; furniture comes first, once."""
    furniture = _furniture(pages)
    told: dict[str, str] = {}
    for line in (line for page in pages for line in page):
        if _shape(line.words) in furniture:
            told.setdefault(_shape(line.words), line.words)
    yield from ((words, Role.BOILERPLATE) for words in told.values())
    gathered: list[_Line] = []
    for page in pages:
        body = [line for line in page if _shape(line.words) not in furniture]
        usual = median([line.drop for line in body if line.drop > 0] or [0.0])
        right = max((line.right for line in body), default=0.0)
        for number, line in enumerate(body):
            if gathered and _begins_paragraph(gathered[-1], line, usual, right, is_new_page=number == 0):
                yield _join(gathered), Role.PARAGRAPH
                gathered = []
            gathered.append(line)
    if gathered:
        yield _join(gathered), Role.PARAGRAPH


def _begins_paragraph(before: _Line, line: _Line, usual: float, right: float, *, is_new_page: bool) -> bool:
    """Whether a paragraph begins: after more room than usual, or after a short line that ends a sentence."""
    ends_sentence = before.words.endswith(_SENTENCE_ENDS)
    if is_new_page:
        return ends_sentence
    if line.drop < 0:  # a new column
        return ends_sentence
    if line.height and line.drop > min(usual * _WIDE, line.height * _DOUBLE_SPACED):
        return True
    return ends_sentence and before.right < right * _SHORT_LINE


def _join(lines: Sequence[_Line]) -> str:
    """Join with a space, Han with nothing; only a soft hyphen is dropped, since another may belong to the word."""
    joined = lines[0].words
    for line in lines[1:]:
        if joined.endswith(_SOFT_HYPHENS):
            joined = joined[:-1] + line.words
        elif joined.endswith("-") or (_HAN.match(joined[-1]) and _HAN.match(line.words)):
            joined += line.words
        else:
            joined += f" {line.words}"
    return joined


def _furniture(pages: Sequence[Sequence[_Line]]) -> set[str]:
    """Return the shapes of lines at the head or foot of most pages; figures count as alike."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_shape(line.words) for line in (*page[:2], *page[-2:])})
    return {shape for shape, count in edges.items() if len(pages) > 2 and count * 3 > len(pages) * 2}


def _shape(words: str) -> str:
    return _FIGURES.sub("#", words)
