"""HTML → blocks with roles: hidden things dropped, the words of a paragraph in one piece.

Takes HTML text; gives the blocks to a TextBuilder. Nothing in it is run or fetched.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from parley.acquire.blocks import Role, TextBuilder
from parley.errors import InputError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CLASS_WORD = re.compile(r"[a-z]+|\d+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,12})")
# The parser's time grows with the square of the depth; pages that people write stay below a hundred.
MAX_DEPTH = 2000


def parse_html(markup: str, name: str) -> "LexborHTMLParser":
    """Parse HTML.

    Raises:
        InputError: elements are nested deeper than any page is.
    """
    from selectolax.lexbor import LexborHTMLParser

    _refuse_depth(markup, name)
    return LexborHTMLParser(markup)


def add_blocks(parser: "LexborHTMLParser", builder: TextBuilder) -> None:
    """Add the blocks of a page's body to the builder, in the order of the page."""
    body = parser.body
    if body is not None:
        _Walk(parser, builder).run(body)


class _Signs(NamedTuple):
    """The words of `page_signs.toml`, a set for each key."""

    dropped: frozenset[str]
    blocks: frozenset[str]
    boilerplate_tags: frozenset[str]
    boilerplate_roles: frozenset[str]
    boilerplate_words: frozenset[str]
    caption_words: frozenset[str]
    no_depth: frozenset[str]


@cache
def _signs() -> _Signs:
    path = resources.files("parley.acquire") / "page_signs.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return _Signs(**{key: frozenset(words.split()) for key, words in table.items()})


class _Walk:
    """Goes once through a page without recursion, so that no nesting can exhaust the stack."""

    def __init__(self, parser: "LexborHTMLParser", builder: TextBuilder) -> None:
        self._builder = builder
        self._words: list[str] = []
        self._has_main = parser.css_first("article, main, [role=main]") is not None
        self._caption_classes = {
            name for node in parser.css("figcaption") if (name := (node.attributes.get("class") or "").strip())
        }

    def run(self, root: "LexborNode") -> None:
        """Visit each element on its way in and on its way out; a block ends wherever another begins."""
        outside = Role.BOILERPLATE if self._has_main else Role.PARAGRAPH
        signs = _signs()
        stack: list[tuple[LexborNode, Role, int, bool]] = []
        node: LexborNode | None = root.child
        role, level, keeps = outside, 0, False
        while True:
            if node is None:
                if not stack:
                    break
                parent, role_outside, level_outside, keeps_outside = stack.pop()
                if parent.tag in signs.blocks:
                    self._end_block(role, level)
                role, level, keeps = role_outside, level_outside, keeps_outside
                node = parent.next
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._add_words(node.text_content or "", keeps)
            elif tag == "br":
                self._words.append("\n")
            elif tag in ("td", "th") and "".join(self._words).strip():
                self._words.append("\t")
            if tag not in signs.dropped and node.child is not None and not _is_hidden(node):
                if tag in signs.blocks:
                    self._end_block(role, level)
                stack.append((node, role, level, keeps))
                role, level = self._role_of(node, tag, role, level)
                keeps = keeps or tag == "pre"
                node = node.child
                continue
            if tag == "hr":
                self._end_block(role, level)
            node = node.next
        self._end_block(role, level)

    def _role_of(self, node: "LexborNode", tag: str, role: Role, level: int) -> tuple[Role, int]:
        signs, attributes = _signs(), node.attributes
        classes = (attributes.get("class") or "").strip() if tag not in ("body", "html") else ""
        words = set(_CLASS_WORD.findall(f"{classes} {attributes.get('id') or ''}".lower()))
        its_role = attributes.get("role")
        if tag in ("article", "main") or its_role == "main":
            return Role.PARAGRAPH, 0
        if role in (Role.CAPTION, Role.QUOTATION):
            return role, level
        if tag in signs.boilerplate_tags or its_role in signs.boilerplate_roles:
            return Role.BOILERPLATE, 0
        if role is Role.BOILERPLATE or (words & signs.boilerplate_words and tag not in _HEADINGS):
            return Role.BOILERPLATE, 0
        if tag in ("figcaption", "caption") or words & signs.caption_words or classes in self._caption_classes:
            return Role.CAPTION, 0
        if tag in _HEADINGS:
            return Role.HEADING, _HEADINGS[tag]
        return (Role.QUOTATION, 0) if tag == "blockquote" else (role, level)

    def _add_words(self, words: str, keeps: bool) -> None:
        self._words.append(words if keeps else _SPACES.sub(" ", words))

    def _end_block(self, role: Role, level: int) -> None:
        if self._words:
            self._builder.add(_tidy("".join(self._words)), role, level)
            self._words = []


def _tidy(words: str) -> str:
    """Drop the spaces at the ends of lines, and all but one of several that inline tags brought together."""
    lines = (re.sub(r" {2,}", " ", line).strip(" \t\r\f") for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _is_hidden(node: "LexborNode") -> bool:
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def _refuse_depth(markup: str, name: str) -> None:
    if max(_depths(markup), default=0) > MAX_DEPTH:
        raise InputError(
            "the page nests its elements deeper than Parley reads",
            where=name,
            remedy="save the page as plain text and give that",
        )


def _depths(markup: str) -> Iterator[int]:
    depth, no_depth = 0, _signs().no_depth
    for closing, tag in _TAG.findall(markup):
        if tag.lower() in no_depth:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        yield depth
