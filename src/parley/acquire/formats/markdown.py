"""Markdown: the words without their markup, in paragraphs, headings and quotations; HTML in it is read as HTML."""

from pathlib import Path
from typing import TYPE_CHECKING

from parley.acquire.blocks import Extracted, Role, TextBuilder, cut_note
from parley.acquire.file_bytes import bound_text, decode_text, read_bytes, refuse_blank
from parley.acquire.markup import add_blocks, parse_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

NAME = "Markdown"
SUFFIXES = (".md", ".markdown")

_FENCE = "---\n"
_LONGEST_FRONT_MATTER = 5000
# The parser's time grows faster than the text where brackets are never closed.
_LONGEST = 1_000_000


def extract(path: Path) -> Extracted:
    """Return the words of a Markdown file; a link is its words, a picture is left out."""
    from markdown_it import MarkdownIt

    content, cut = read_bytes(path)
    source, cut_again = bound_text(decode_text(content, path.name, cut=cut), _LONGEST)
    builder = TextBuilder()
    source = _set_front_matter_apart(source, builder)
    _Walk(builder, path.name).run(MarkdownIt("commonmark").enable("table").parse(source))
    text = builder.text
    refuse_blank(text, path.name)
    notes = (cut_note(len(text)),) if cut or cut_again or builder.is_full else ()
    title = next((b.span.of(text) for b in builder.blocks if b.role is Role.HEADING), None)
    return Extracted(text, builder.blocks, title=title, notes=notes, partial=bool(notes))


def _set_front_matter_apart(source: str, builder: TextBuilder) -> str:
    """Keep the data between two lines of hyphens at the top as boilerplate, and return what follows."""
    end = source.find("\n---\n", len(_FENCE) - 1, _LONGEST_FRONT_MATTER)
    if not source.startswith(_FENCE) or end < 0:
        return source
    builder.add(source[len(_FENCE) : end], Role.BOILERPLATE)
    return source[end + len("\n---\n") :]


class _Walk:
    """Goes through the tokens, knowing in which elements it is."""

    def __init__(self, builder: TextBuilder, name: str) -> None:
        self._builder = builder
        self._name = name
        self._open: list[Token] = []
        self._cells: list[str] = []

    def run(self, tokens: "Sequence[Token]") -> None:
        """Add a block for each paragraph, heading, row of a table and stretch of code."""
        for token in tokens:
            if token.nesting == 1:
                self._open.append(token)
            elif token.nesting == -1:
                self._open.pop()
                if token.type == "tr_close":
                    self._builder.add("\t".join(self._cells))
                    self._cells = []
            elif token.type == "inline":
                self._add_inline(token)
            elif token.type in ("fence", "code_block"):
                self._builder.add(token.content, self._role())
            elif token.type == "html_block":
                add_blocks(parse_html(token.content, self._name), self._builder)

    def _add_inline(self, token: "Token") -> None:
        words = "".join(_words(child) for child in token.children or ())
        if any(element.type == "tr_open" for element in self._open):
            self._cells.append(words.strip())
            return
        heading = next((element for element in self._open if element.type == "heading_open"), None)
        self._builder.add(words, self._role(), int(heading.tag[1]) if heading else 0)

    def _role(self) -> Role:
        kinds = {element.type for element in self._open}
        if "heading_open" in kinds:
            return Role.HEADING
        return Role.QUOTATION if "blockquote_open" in kinds else Role.PARAGRAPH


def _words(token: "Token") -> str:
    """A line break in the file is a space, as Markdown shows it; a break that is asked for stays one."""
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    return token.content if token.type in ("text", "text_special", "code_inline") else ""
