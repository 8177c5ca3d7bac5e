"""PDF: the words of its text layer, lines joined into paragraphs."""

import re
from collections import Counter
from pathlib import Path

from parley.acquire.blocks import Extracted, TextBuilder, cut_note
from parley.errors import InputError, MissingExtra

NAME = "PDF"
SUFFIXES = (".pdf",)
_MOST_PAGES = 500
# Fewer characters than this on a page on average: the pages are pictures of text.
_FEWEST_CHARACTERS_A_PAGE = 12
_ENDS = tuple(".!?:;…。！？：；”»)）")


def extract(path: Path) -> Extracted:
    """Return the words of a PDF, without what repeats at the head or foot of its pages.

    Raises:
        InputError: the file is no PDF, is encrypted, is damaged, or is a scan without a text layer.
        MissingExtra: pypdfium2 is not installed.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtra("pdf", f"reading {path.name}") from error
    try:
        document = pypdfium2.PdfDocument(str(path))
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("encrypted PDF", where=str(path), remedy="save it without a password") from error
        raise InputError("no readable PDF", where=str(path), remedy="save it again as PDF or text") from error
    try:
        count = len(document)
        pages = [_lines(document[number]) for number in range(min(count, _MOST_PAGES))]
    finally:
        document.close()
    if sum(len(line) for page in pages for line in page) < _FEWEST_CHARACTERS_A_PAGE * max(1, len(pages)):
        raise InputError(
            "a scan without a text layer", where=str(path), remedy="run OCR on it first, for example with ocrmypdf"
        )
    builder = TextBuilder()
    for words in _paragraphs(pages):
        builder.add(words)
    notes = (cut_note(len(builder.text)),) if builder.is_full else ()
    if count > _MOST_PAGES:
        notes = (*notes, f"only the first {_MOST_PAGES} of {count} pages were read")
    return Extracted(builder.text, builder.blocks, notes=notes, partial=bool(notes))


def _lines(page: object) -> list[str]:
    textpage = page.get_textpage()  # type: ignore[attr-defined]
    try:
        words = str(textpage.get_text_bounded())
    finally:
        textpage.close()
    return [line.strip() for line in words.replace("\r\n", "\n").replace("\ufffe", "-").split("\n")]


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """Join lines until one ends a sentence and is short, or an empty line follows."""
    repeated = _furniture(pages)
    parts: list[str] = []
    gathered: list[str] = []
    widest = max((len(line) for page in pages for line in page), default=0)
    for line in (line for page in pages for line in page):
        if re.sub(r"\d+", "#", line) in repeated:
            continue
        if line:
            gathered.append(line)
        if gathered and (not line or (line.endswith(_ENDS) and len(line) < 0.8 * widest)):
            parts.append(_join(gathered))
            gathered = []
    if gathered:
        parts.append(_join(gathered))
    return parts


def _join(lines: list[str]) -> str:
    """Join lines with a space; Han lines without one. A hyphen at a line's end stays: it may belong to the word."""
    joined = lines[0]
    for line in lines[1:]:
        is_han = "⺀" <= joined[-1] <= "￯" and "⺀" <= line[0] <= "￯"
        joined += line if is_han else " " + line
    return joined


def _furniture(pages: list[list[str]]) -> set[str]:
    """Return the first and last lines that stand on most pages, with page numbers made alike."""
    edges: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line]
        edges.update({re.sub(r"\d+", "#", line) for line in (*filled[:1], *filled[-1:])})
    return {line for line, number in edges.items() if len(pages) > 2 and number * 3 > len(pages) * 2}
