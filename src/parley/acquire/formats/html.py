"""HTML: paragraphs, headings, captions and quotations of a saved page; navigation and advertisements kept apart."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from parley.acquire.blocks import Extracted, TextBuilder, cut_note
from parley.acquire.file_bytes import decode_text, read_bytes, refuse_blank
from parley.acquire.markup import add_blocks, parse_html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

NAME = "HTML"
SUFFIXES = (".html", ".htm", ".xhtml")

_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,300}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})"""
)
_HEAD_BYTES = 4096
_PUBLISHED = (
    "meta[property='article:published_time']",
    "meta[name='date']",
    "meta[name='pubdate']",
    "meta[name='publishdate']",
    "meta[itemprop='datePublished']",
)
_PUBLISHERS = ("meta[property='og:site_name']", "meta[name='publisher']", "meta[name='application-name']")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def extract(path: Path) -> Extracted:
    """Return the page's text in blocks; scripts, styles, comments and hidden elements are left out."""
    content, cut = read_bytes(path)
    found = _CHARSET.search(content, 0, _HEAD_BYTES)
    markup = decode_text(content, path.name, cut=cut, declared=found.group(1).decode("ascii") if found else None)
    parser = parse_html(markup, path.name)
    builder = TextBuilder()
    add_blocks(parser, builder)
    text = builder.text
    refuse_blank(text, path.name)
    notes = (cut_note(len(text)),) if cut or builder.is_full else ()
    title = parser.css_first("title")
    root = parser.root
    return Extracted(
        text,
        builder.blocks,
        title=title.text(strip=True) if title is not None else None,
        publisher=_content(parser, _PUBLISHERS),
        published_on=_published_on(parser),
        language=(root.attributes.get("lang") or None) if root is not None else None,
        notes=notes,
        partial=bool(notes),
    )


def _content(parser: "LexborHTMLParser", selectors: tuple[str, ...]) -> str | None:
    for selector in selectors:
        node = parser.css_first(selector)
        if node is not None and (content := (node.attributes.get("content") or "").strip()):
            return content
    return None


def _published_on(parser: "LexborHTMLParser") -> date | None:
    node = parser.css_first("time[datetime]")
    written = _content(parser, _PUBLISHED) or ((node.attributes.get("datetime") or "") if node is not None else "")
    found = _ISO_DAY.match(written)
    try:
        return date.fromisoformat(found.group()) if found else None
    except ValueError:
        return None
