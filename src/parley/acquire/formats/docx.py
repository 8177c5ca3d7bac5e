"""DOCX: the words of paragraphs and tables, in their order."""

import zipfile
from pathlib import Path

from parley.acquire.blocks import Extracted, Role, TextBuilder, cut_note
from parley.errors import InputError, MissingExtra

NAME = "DOCX"
SUFFIXES = (".docx",)
# An archive that unpacks to more is a bomb, or no text that anybody wrote.
_MOST_UNPACKED = 200_000_000
_MOST_RATIO = 200


def extract(path: Path) -> Extracted:
    """Return the words of a document.

    Raises:
        InputError: the file is no DOCX, is damaged, is a bomb, or has no words.
        MissingExtra: python-docx is not installed.
    """
    _check_archive(path)
    try:
        import docx
        from docx.table import Table
    except ImportError as error:
        raise MissingExtra("docx", f"reading {path.name}") from error
    try:
        document = docx.Document(str(path))
    except Exception as error:  # python-docx raises whatever its parser meets
        raise InputError(
            f"damaged DOCX: {type(error).__name__}", where=str(path), remedy="save it again as DOCX or text"
        ) from error
    builder = TextBuilder()
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                builder.add("\t".join(cell.text.strip() for cell in row.cells))
        else:
            style = (item.style.name or "").lower() if item.style is not None else ""
            builder.add(item.text, _role(style))
    if not builder.text:
        raise InputError(
            "the document has no words", where=path.name, remedy="if it holds pictures of text, save it as text"
        )
    notes = (cut_note(len(builder.text)),) if builder.is_full else ()
    title = document.core_properties.title or None
    return Extracted(builder.text, builder.blocks, title=title, notes=notes, partial=bool(notes))


def _role(style: str) -> Role:
    if style.startswith(("heading", "title", "subtitle")):
        return Role.HEADING
    if "quote" in style:
        return Role.QUOTATION
    return Role.CAPTION if "caption" in style else Role.PARAGRAPH


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError("no DOCX file", where=str(path), remedy="save it again as DOCX or text") from error
    if unpacked > _MOST_UNPACKED or unpacked > _MOST_RATIO * max(path.stat().st_size, 1):
        raise InputError("the file unpacks to far more than its size", where=str(path), remedy="save it again as text")
