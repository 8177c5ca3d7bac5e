"""Text → Folded: the text without its typography, with the place of every remaining character in the stored text.

Folding changes no word: it drops what is invisible, makes white space one space, takes one style of quotation marks and
of dashes, and decomposes to one normal form, without touching what compatibility forms mean (10² is not 102).
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

# Compatibility forms that are another shape of the same letter. Superscripts, fractions and circled forms are not.
_SAME_LETTER = re.compile(r"<(?:wide|narrow|initial|medial|final|isolated)> ")
_LIGATURES = range(0xFB00, 0xFB50)
_KANGXI_RADICALS = range(0x2E80, 0x2FE0)  # what some PDF files have in place of the character
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\ufff9\ufffa\ufffb\U000110bd")
_INVISIBLE_MARKS = frozenset("\u034f\u180b\u180c\u180d\u180f") | {chr(code) for code in range(0xFE00, 0xFE10)}
_DOUBLE = frozenset('"“”„‟«»〝〞〟「」『』')
_SINGLE = frozenset("'‘’‚‛‹›ʼ")
HYPHENS = frozenset("-‐‑﹣－\u2212")
_DASHES = HYPHENS | frozenset("‒–—―⸺⸻﹘")
_WITHOUT_SPACES = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))  # Thai and Lao, Burmese, Khmer
_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xFFA0, 0xFFDC))
# « words »: the space belongs to the marks. In »Wort« it does not, hence the look at the other side.
_SPACE_IN_GUILLEMETS = re.compile(r"(?:(?<!\w)[«‹](\s+)(?=\S))|(?:(?<=\S)(\s+)[»›](?!\w))")


class Folded(NamedTuple):
    """Folded text; `starts[i]` and `ends[i]` are the place in the stored `source` of its character i."""

    source: str
    text: str
    starts: "array[int]"
    ends: "array[int]"

    def is_hyphen(self, at: int) -> bool:
        """Return whether a folded dash was written as a hyphen or minus, which joins what it stands between."""
        return self.source[self.starts[at]] in HYPHENS


@lru_cache(maxsize=8)
def fold(source: str) -> Folded:
    """Fold a text: 1. each character by itself; 2. combining marks into canonical order; 3. single quotation marks."""
    characters, starts, ends = _fold_characters(source)
    text = "".join(characters)
    if not unicodedata.is_normalized("NFD", text):
        text = _order_marks(text, starts, ends)
    return Folded(source, _resolve_single_marks(text), starts, ends)


def _fold_characters(source: str) -> tuple[list[str], "array[int]", "array[int]"]:
    out: list[str] = []
    starts, ends = array("l"), array("l")
    inner = _inner_spaces(source)
    without_spaces = False  # whether the last character written belongs to a script that has none
    for at, character in enumerate(source):
        folded, spaceless = _fold_character(character)
        if not folded or (folded == " " and (not out or out[-1] == " " or at in inner)):
            continue
        if folded == " ":
            out.append(" ")
            starts.append(at)
            ends.append(at + 1)
            continue
        if out and out[-1] == " " and (spaceless or without_spaces or _ends_with_joint(out, source, starts)):
            out.pop()
            starts.pop()
            ends.pop()
        without_spaces = spaceless or (without_spaces and unicodedata.category(character).startswith("M"))
        if folded == "-" and out and out[-1] == "-":
            ends[-1] = at + 1
            continue
        for piece in folded:
            out.append(piece)
            starts.append(at)
            ends.append(at + 1)
    return out, starts, ends


def _inner_spaces(source: str) -> frozenset[int]:
    if not any(mark in source for mark in "«‹»›"):
        return frozenset()
    found = [
        match.span(1 if match.group(1) else 2)
        for match in _SPACE_IN_GUILLEMETS.finditer(source)
        # Behind a letter with its accent apart the mark closes, as it does behind a letter.
        if not (match.group(1) and match.start() and unicodedata.category(source[match.start() - 1]).startswith("M"))
    ]
    return frozenset(at for start, end in found for at in range(start, end))


def _ends_with_joint(out: list[str], source: str, starts: "array[int]") -> bool:
    """Return whether what was written ends with letter, hyphen, space: a word broken at the line's end."""
    return len(out) > 2 and out[-2] == "-" and out[-3].isalpha() and source[starts[-2]] in HYPHENS


@lru_cache(maxsize=1 << 16)
def _fold_character(character: str) -> tuple[str, bool]:
    """Return what a character folds to, empty if it is invisible, and whether its script writes without spaces."""
    if character.isspace():
        return " ", False
    if character in _INVISIBLE_MARKS:
        return "", False
    if unicodedata.category(character) == "Cf" and character not in _VISIBLE_FORMATS:
        return "", False
    folded = _decompose(character)
    return folded, is_spaceless(character) and not unicodedata.combining(folded[0])


def _decompose(character: str) -> str:
    if character in _DOUBLE:
        return '"'
    if character in _SINGLE:
        return "'"
    if character in _DASHES:
        return "-"
    if character == "…":
        return "..."
    same = _SAME_LETTER.match(unicodedata.decomposition(character))
    if same or ord(character) in _LIGATURES or ord(character) in _KANGXI_RADICALS:
        plain = unicodedata.normalize("NFKD", character)
        return plain if plain == character or len(plain) > 1 else _decompose(plain)
    return unicodedata.normalize("NFD", character)


def is_spaceless(character: str) -> bool:
    """Return whether a character belongs to a script that writes no spaces between words; a digit does not."""
    code = ord(character)
    if unicodedata.category(character) in {"Lu", "Ll", "Nd", "Mn", "Mc", "Me"} or _within(code, _HANGUL):
        return False
    return unicodedata.east_asian_width(character) in {"W", "F", "H"} or _within(code, _WITHOUT_SPACES)


def _within(code: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def _order_marks(text: str, starts: "array[int]", ends: "array[int]") -> str:
    """Put each run of combining marks into canonical order, and their places with them."""
    out = list(text)
    places = list(zip(starts, ends, strict=True))

    def rank(at: int) -> int:
        return unicodedata.combining(text[at])

    at = 0
    while at < len(text):
        end = at
        while end < len(text) and rank(end):
            end += 1
        if end - at > 1:
            order = sorted(range(at, end), key=rank)
            out[at:end] = [text[number] for number in order]
            ordered = [places[number] for number in order]
            starts[at:end] = array("l", [place[0] for place in ordered])
            ends[at:end] = array("l", [place[1] for place in ordered])
        at = max(end, at + 1)
    return "".join(out)


_SINGLE_MARK = re.compile("'")


def _resolve_single_marks(text: str) -> str:
    """A single mark between two letters is an apostrophe; anywhere else it is a quotation mark."""
    return _SINGLE_MARK.sub(lambda found: "'" if _is_between_letters(text, found.start()) else '"', text)


def _is_between_letters(text: str, at: int) -> bool:
    if not 0 < at < len(text) - 1:
        return False
    before, after = text[at - 1], text[at + 1]
    return after.isalnum() and (before.isalnum() or unicodedata.category(before).startswith("M"))
