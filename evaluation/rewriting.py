"""Rewrites a text by edits, so that a place in the old text has its place in the new one.

An edit is `(start, end, words)`: the words that stand in `[start, end)` of the old text afterwards. The edits here
change what must not change a reading (white space, invisible letters, quotation marks), or change it in a known way
(one party's names for another's, one place's for another's).
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import NamedTuple

from parley.attribute.readers.grammar.language import load_language
from parley.attribute.readers.grammar.patterns import split_patterns
from parley.attribute.readers.grammar.tokens import tokenize

# Quotation marks of one style → another in use beside it; in a script without spaces, the marks of that script.
QUOTE_STYLES = {"“": "«", "”": "»", "«": "“", "»": "”"}
HAN_QUOTE_STYLES = {"“": "「", "”": "」", "「": "“", "」": "”"}


class Edit(NamedTuple):
    """The words that stand in `[start, end)` of the old text afterwards."""

    start: int
    end: int
    words: str


class Rewritten:
    """A text after edits that do not overlap."""

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        self._starts: list[int] = [0]
        self._shifts: list[int] = [0]
        pieces, at, shift = [], 0, 0
        self.edits = sorted(edits)
        for start, end, words in self.edits:
            if start < at:
                raise ValueError("edits overlap")
            pieces += [text[at:start], words]
            shift += len(words) - (end - start)
            self._starts.append(end)
            self._shifts.append(shift)
            at = end
        self.text = "".join([*pieces, text[at:]])

    def place(self, at: int) -> int:
        """Return where a place of the old text is in the new one: one inside an edit is where the edit ends."""
        return at + self._shifts[bisect_right(self._starts, at) - 1]


def double_spaces(text: str) -> Iterator[Edit]:
    """Every space between two words of a line becomes two."""
    return (Edit(m.start(), m.end(), "  ") for m in re.finditer(r"(?<=\S) (?=\S)", text))


def join_invisibly(text: str) -> Iterator[Edit]:
    """A zero-width joiner stands inside every longer word."""
    return (
        Edit(m.start() + 2, m.start() + 2, "\u200d")
        for m in re.finditer(r"[^\W\d_]{5,}", text)
        if ord(m[0][0]) < 0x2E80
    )


def end_with_newline(text: str) -> Iterator[Edit]:
    """Line ends follow the text."""
    yield Edit(len(text), len(text), "\n\n\n")


def requote(text: str) -> Iterator[Edit]:
    """Typographic quotation marks become those of another style."""
    styles = HAN_QUOTE_STYLES if re.search("[\u4e00-\u9fff]", text) else QUOTE_STYLES
    return (Edit(m.start(), m.end(), styles[m[0]]) for m in re.finditer("[“”«»「」]", text) if m[0] in styles)


def rename(text: str, language: str, table: str, mapping: Mapping[str, str]) -> Iterator[Edit]:
    """Names of one party, person or place become those of another, in the form that ends most alike.

    `table` is parties, persons or places; `mapping` says whose names become whose. What has no other name of as many
    words stays.
    """
    data = load_language(language)
    names = {key: _Names(language, table, key) for key in {*mapping, *mapping.values()}}
    tokens = tokenize(text)
    reached = 0
    for mark in data.patterns.find(tokens):
        kind, _, key = mark.label.key.partition(":")
        if mark.label.file != "names" or kind != table or key not in mapping or mark.first < reached:
            continue
        start, end = tokens[mark.first].start, tokens[mark.last - 1].end
        other = _alike(text[start:end], names[key], names[mapping[key]])
        if other:
            reached = mark.last
            yield Edit(start, end, other)


class _Names:
    """The names of one party, person or place in a language: those written out, and stems of one word with a star."""

    def __init__(self, language: str, table: str, key: str) -> None:
        path = resources.files("parley.attribute.languages") / language / "names.toml"
        patterns = tomllib.loads(path.read_text(encoding="utf-8")).get(table, {}).get(key, "")
        self.forms, self.stems = [], []
        for pattern in split_patterns(patterns):
            if not set(pattern) & set("*…/"):
                self.forms.append(pattern)
            elif not set(pattern[:-1]) & set("*…/ "):
                self.stems.append(pattern[:-1])


def _alike(words: str, own: _Names, other: _Names) -> str | None:
    """Return another's name for the words: one of its stems with the ending of the words, else its form most alike.

    A form has as many words, and is written with a capital where the words are.
    """
    stem = max((stem for stem in own.stems if words.lower().startswith(stem.lower())), key=len, default="")
    if stem and other.stems:
        best = other.stems[0] + words[len(stem) :]
    else:
        count = len(words.split())
        same = [form for form in other.forms if len(form.split()) == count and _is_han(form) == _is_han(words)]
        best = max(
            same,
            key=lambda form: (_shared_ending(form.lower(), words.lower()), -abs(len(form) - len(words)), form),
            default="",
        )
    if not best:
        return None
    return " ".join(word[:1].upper() + word[1:] for word in best.split()) if words[:1].isupper() else best


def _is_han(words: str) -> bool:
    return "\u4e00" <= words[:1] <= "\u9fff"


def _shared_ending(one: str, other: str) -> int:
    number = 0
    while number < min(len(one), len(other)) and one[-1 - number] == other[-1 - number]:
        number += 1
    return number
