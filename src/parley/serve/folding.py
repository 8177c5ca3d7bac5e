"""Long lines → lines that fit the terminal, hanging under the first; as they are where nobody looks."""

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator

_NARROWEST = 40
_HANGING = 2
# A wide character is a word of its own: Chinese has no blanks to break at.
_PIECE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]+|\s+")
_WIDE = ("W", "F")


def find_width() -> int | None:
    """Return the width of the terminal in cells, or None where the output goes elsewhere and COLUMNS is not set."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return None
    return max(_NARROWEST, shutil.get_terminal_size().columns)


def fold_lines(text: str, width: int | None) -> str:
    """Return the text with every line folded to `width` cells; a word that is longer, such as an id, stays whole."""
    if width is None:
        return text
    return "\n".join(folded for line in text.split("\n") for folded in _fold(line, width))


def _fold(line: str, width: int) -> Iterator[str]:
    if _measure(line) <= width:
        yield line
        return
    bare = line.lstrip(" ")
    indent = len(line) - len(bare)
    built, used = " " * indent, indent
    for piece in _PIECE.findall(bare):
        cells = _measure(piece)
        if used + cells > width and built.strip():
            yield built.rstrip()
            built, used = " " * (indent + _HANGING), indent + _HANGING
            if piece.isspace():
                continue
        built, used = built + piece, used + cells
    yield built.rstrip()


def _measure(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in _WIDE else 0 if unicodedata.combining(c) else 1 for c in text)
