"""DOCX: paragraphs and tables in their order, with the roles that their styles give; what was deleted stays out."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.acquire.blocks import Extracted, Role, TextBuilder, cut_note
from parley.acquire.file_bytes import refuse_blank
from parley.errors import InputError, MissingExtra

if TYPE_CHECKING:
    from docx.document import Document

NAME = "DOCX"
SUFFIXES = (".docx",)

# A thousand pages of text unpack to some ten megabytes; an archive that unpacks to more than these is refused.
_MOST_UNPACKED = 300_000_000
_MOST_UNPACKED_PART = 60_000_000
_MOST_RATIO = 300
_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELETED = {f"{_NAMESPACE}{name}" for name in ("del", "moveFrom", "txbxContent", "instrText")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def extract(path: Path) -> Extracted:
    """Return the words of a document, as they read with its tracked changes accepted.

    Raises:
        InputError: the file is no DOCX, is encrypted or damaged, unpacks beyond bounds, or has no words.
        MissingExtra: python-docx is not installed.
    """
    parts = _check_archive(path)
    document = _open(path)
    builder = TextBuilder()
    for words, role, level in _paragraphs(document.element.body, _style_names(document)):
        builder.add(words, role, level)
    text = builder.text
    refuse_blank(text, path.name)
    notes = [cut_note(len(text))] if builder.is_full else []
    if any(part in parts for part in _NOTES):
        notes.append("its footnotes and endnotes were not read")
    properties = document.core_properties
    return Extracted(
        text,
        builder.blocks,
        title=(properties.title or "").strip() or None,
        language=properties.language or None,
        notes=tuple(notes),
        partial=bool(notes),
    )


def _open(path: Path) -> "Document":
    try:
        import docx
    except ImportError as error:
        raise MissingExtra("docx", f"reading {path.name}") from error
    try:
        return docx.Document(str(path))
    except Exception as error:  # python-docx raises whatever its parsers meet in a damaged file
        raise _damaged(path, type(error).__name__) from error


def _check_archive(path: Path) -> dict[str, int]:
    """Return the sizes of the parts by name, refusing what is no DOCX or unpacks beyond bounds."""
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _damaged(path, "no ZIP archive; a document with a password is none either") from error
    unpacked = sum(sizes.values())
    is_bomb = unpacked > _MOST_UNPACKED or max(sizes.values(), default=0) > _MOST_UNPACKED_PART
    if is_bomb or unpacked > 1_000_000 + _MOST_RATIO * path.stat().st_size:
        raise InputError(
            f"the document unpacks to {unpacked:,} bytes, which no text needs",
            where=path.name,
            remedy="save its text as .txt and give that",
        )
    if "word/document.xml" not in sizes:
        raise _damaged(path, "no text part in it")
    return sizes


def _damaged(path: Path, why: str) -> InputError:
    return InputError(
        f"this is no readable DOCX document ({why})", where=path.name, remedy="save it again as .docx or as .txt"
    )


def _style_names(document: "Document") -> dict[str, str]:
    return {style.style_id: (style.name or "").lower() for style in document.styles if style.style_id}


def _paragraphs(container: Any, styles: dict[str, str]) -> Iterator[tuple[str, Role, int]]:
    """Yield words, role and level of each paragraph and table row, those inside content controls too."""
    for element in container:
        if element.tag == f"{_NAMESPACE}p":
            yield (_words(element), *_role(element, styles))
        elif element.tag == f"{_NAMESPACE}tbl":
            for row in element.iter(f"{_NAMESPACE}tr"):
                cells = (
                    " ".join(_words(p) for p in cell.iter(f"{_NAMESPACE}p")) for cell in row.iter(f"{_NAMESPACE}tc")
                )
                yield "\t".join(cells), Role.PARAGRAPH, 0
        elif element.tag in (f"{_NAMESPACE}sdt", f"{_NAMESPACE}sdtContent", f"{_NAMESPACE}ins"):
            yield from _paragraphs(element, styles)


def _cell_words(cell: Any) -> str:
    return " ".join(_words(paragraph) for paragraph in cell.iter(f"{_NAMESPACE}p"))


def _words(paragraph: Any) -> str:
    """Return what a paragraph shows: inserted and linked words too, deleted ones and text boxes not."""
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_NAMESPACE}t":
            pieces.append(element.text or "")
        elif element.tag == f"{_NAMESPACE}tab":
            pieces.append("\t")
        elif element.tag in (f"{_NAMESPACE}br", f"{_NAMESPACE}cr"):
            pieces.append("\n")
        elif element.tag == f"{_NAMESPACE}noBreakHyphen":
            pieces.append("\u2011")
        elif element.tag not in _DELETED and element.tag != f"{_NAMESPACE}pPr" and not _is_hidden(element):
            waiting.extend(reversed(element))
    return "".join(pieces)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{_NAMESPACE}rPr/{_NAMESPACE}vanish") if run.tag == f"{_NAMESPACE}r" else None
    return vanish is not None and vanish.get(f"{_NAMESPACE}val", "true") not in ("0", "false")


def _role(paragraph: Any, styles: dict[str, str]) -> tuple[Role, int]:
    style = paragraph.find(f"{_NAMESPACE}pPr/{_NAMESPACE}pStyle")
    name = styles.get(style.get(f"{_NAMESPACE}val"), "") if style is not None else ""
    if name.startswith(("heading", "title", "subtitle")):
        return Role.HEADING, int(name[-1]) if name[-1].isdigit() else 1
    if "quote" in name:
        return Role.QUOTATION, 0
    return (Role.CAPTION if "caption" in name else Role.PARAGRAPH), 0
