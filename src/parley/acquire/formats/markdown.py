"""Markdown: the words without their markup, paragraph by paragraph."""

from pathlib import Path

from parley.acquire.blocks import Extracted, Role, TextBuilder, cut_note
from parley.acquire.file_bytes import bound_text, decode_text, read_bytes, refuse_blank

NAME = "Markdown"
SUFFIXES = (".md", ".markdown")


def extract(path: Path) -> Extracted:
    """Return the words of a Markdown file.

    Raises:
        InputError: the file is empty, binary, or in an encoding that is not known.
    """
    from markdown_it import MarkdownIt

    content, cut = read_bytes(path)
    source, cut_again = bound_text(decode_text(content, path.name, cut=cut))
    builder = TextBuilder()
    title = None
    open_kinds: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.nesting == 1:
            open_kinds.append(token.type)
        elif token.nesting == -1:
            open_kinds.pop()
        elif token.type == "inline":
            words = "".join(_words(child.type, child.content) for child in token.children or [])
            role = _role(open_kinds)
            title = title or (words if role is Role.HEADING else None)
            builder.add(words, role)
        elif token.type in {"fence", "code_block"}:
            builder.add(token.content)
    refuse_blank(builder.text, path.name)
    notes = (cut_note(len(builder.text)),) if cut or cut_again or builder.is_full else ()
    return Extracted(builder.text, builder.blocks, title=title, notes=notes, partial=bool(notes))


def _words(kind: str, content: str) -> str:
    if kind in {"softbreak", "hardbreak"}:
        return "\n"
    return content if kind in {"text", "code_inline"} else ""


def _role(open_kinds: list[str]) -> Role:
    if "heading_open" in open_kinds:
        return Role.HEADING
    return Role.QUOTATION if "blockquote_open" in open_kinds else Role.PARAGRAPH
