"""What a format part returns: the text that will be stored, and its blocks with the roles that the file gives them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parley.vocabulary import Span

# A longer text is read up to here and is partial: some 150 pages, far beyond any account of one encounter.
MAX_CHARACTERS = 400_000
SEPARATOR = "\n\n"


class Role(StrEnum):
    """What a block is, as far as the file's own structure says so."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTATION = "quotation"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading; `level` is a heading's level from 1, and 0 where the file has none.

    `gap` is how many blank lines stand before it in a plain text: where a picture stood, there are more.
    """

    span: Span
    role: Role = Role.PARAGRAPH
    level: int = 0
    gap: int = 1


@dataclass(frozen=True, slots=True)
class Extracted:
    """A file's text and blocks, in order and without overlap, with what the file says of itself."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    partial: bool = False


class TextBuilder:
    """Puts a text together from blocks, with an empty line between two, and stops at the bound."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0
        self.is_full = False

    def add(self, words: str, role: Role = Role.PARAGRAPH, level: int = 0) -> None:
        """Append a block; one of nothing but white space adds nothing."""
        words = words.strip()
        if not words or self.is_full:
            return
        if self._pieces:
            self._pieces.append(SEPARATOR)
            self._length += len(SEPARATOR)
        if self._length + len(words) > MAX_CHARACTERS:
            self.is_full = True
            words = cut_at_a_break(words, MAX_CHARACTERS - self._length)
            if not words:
                return
        self._blocks.append(Block(Span(self._length, self._length + len(words)), role, level))
        self._pieces.append(words)
        self._length += len(words)

    @property
    def text(self) -> str:
        """Return the text so far."""
        return "".join(self._pieces)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks so far."""
        return tuple(self._blocks)


def cut_at_a_break(text: str, length: int) -> str:
    """Return at most `length` code points, cut at the last line break, or the last space, where one is near the end."""
    if len(text) <= length:
        return text
    line_break = text.rfind("\n", max(0, length - 5000), length)
    cut = line_break if line_break > 0 else text.rfind(" ", max(0, length - 500), length)
    return text[: cut if cut > 0 else max(0, length)].rstrip()


def cut_note(length: int) -> str:
    """Return the note of a text that was cut after `length` code points."""
    return f"read up to character {length:,} only: the text is longer than Parley reads"
