"""Text of a zone → sentences → segments: the smallest stretches between which a position can begin or end."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from parley.attribute.readers.grammar.language import Language
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.tokens import Token, tokenize

# Marks of direction and width that stand unseen behind a full stop.
_UNSEEN = r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_END = re.compile(rf"[.!?…]+[\"'”’»)\]]*{_UNSEEN}*(?=\s|$)|[。！？]+[”’」』）\"]*|\n\s*\n|\n")
_LAST_WORD = re.compile(r"[^\s(«“\"]+$")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
# A sentence cut off beyond this many code points keeps a line of a megabyte from being one sentence.
_LONGEST_SENTENCE = 3000
# How far back the word before a full stop is looked for: an abbreviation or initials are shorter.
_LONGEST_ABBREVIATION = 60


class Segment(NamedTuple):
    """Tokens `[first, last)` of a sentence, and what stands before it: punctuation or the key of a joining word."""

    first: int
    last: int
    boundary: str


class Sentence(NamedTuple):
    """A sentence: its place, tokens, marks and segments; `paragraph` counts paragraphs in the document.

    `times` keeps what reads its dates, by the reference day: several units of one sentence ask for them.
    """

    language: str
    start: int
    end: int
    paragraph: int
    tokens: list[Token]
    marks: list[Match]
    segments: list[Segment]
    times: dict[date, Any]


def split_sentences(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """Yield `[start, end)` of each sentence of `text[start:end]`, without the white space around it."""
    begin = start
    for found in _END.finditer(text, start, end):
        if not _ends_sentence(text, begin, found, end, language):
            continue
        yield from _pieces(text, begin, found.end())
        begin = found.end()
    yield from _pieces(text, begin, end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for begin in range(start, end, _LONGEST_SENTENCE):
        stop = min(end, begin + _LONGEST_SENTENCE)
        words = text[begin:stop]
        left = begin + len(words) - len(words.lstrip())
        right = stop - (len(words) - len(words.rstrip()))
        if left < right:
            yield left, right


def _ends_sentence(text: str, begin: int, found: re.Match[str], end: int, language: Language) -> bool:
    if found.group().startswith("\n"):
        return _ends_line(text, begin, found, end)
    if found.group()[0] != ".":
        following = text[found.end() : found.end() + 2].strip()
        return found.group()[0] in "。！？" or not following[:1].islower()
    last = _LAST_WORD.search(text, max(begin, found.start() - _LONGEST_ABBREVIATION), found.start())
    word = last.group().lower() if last else ""
    if word in language.abbreviations or _INITIAL.fullmatch(word):
        return text[found.end() : found.end() + 2].strip() == "" and "\n" in text[found.end() : found.end() + 2]
    following = text[found.end() : found.end() + 3].lstrip()
    return not following[:1].islower()


def _ends_line(text: str, begin: int, found: re.Match[str], end: int) -> bool:
    """A single line break inside a hard-wrapped paragraph ends no sentence; one between short lines does."""
    if found.group().count("\n") > 1 or found.end() >= end:
        return True
    line_length = found.start() - max(begin, text.rfind("\n", 0, found.start()) + 1)
    return not (line_length > 55 and text[found.end()].islower())


_OPENING, _CLOSING = "(（[“«„「『", ")）]”»」』"
_PUNCTUATION = {
    ",": "comma",
    "，": "comma",
    "、": "list",
    ";": "semicolon",
    "；": "semicolon",
    ":": "colon",
    "：": "colon",
}
_JOINING_FILES = {"clauses", "conditions"}
_NOT_JOINING = {"closers", "consequents", "nouns", "alternatives"}


def mark_sentence(text: str, start: int, end: int, paragraph: int, language: Language) -> Sentence:
    """Tokenise a sentence, find its marks and cut it into segments."""
    tokens = tokenize(text, start, end)
    marks = language.patterns.find(tokens)
    joins = {m.first: m.label.key for m in marks if m.label.file in _JOINING_FILES and m.label.key not in _NOT_JOINING}
    joins = {at: key for at, key in joins.items() if key != "coordinators" or not _is_between_names(at, marks)}
    return Sentence(language.code, start, end, paragraph, tokens, marks, _cut(text, tokens, joins), {})


# How many words may stand between a reporting word and the "that" which opens its clause: "said on Monday that".
_NEAR_CLAUSE = 4


def find_clause(report: Match, sentence: Sentence) -> Match | None:
    """Return the word that opens the clause of a reporting word: the "that" of "the envoy said that"."""
    for mark in sentence.marks:
        is_opening = mark.label.file == "clauses" and mark.label.key == "complementizers"
        if is_opening and 0 <= mark.first - report.last <= _NEAR_CLAUSE:
            return mark
    return None


def _is_between_names(at: int, marks: list[Match]) -> bool:
    """Whether a coordinator joins two names, or stands inside one: "Ecuador and Thailand" is one subject."""
    names = [(m.first, m.last) for m in marks if m.label.file == "names"]
    within = any(first < at < last for first, last in names)
    return within or (any(last == at for _, last in names) and any(first in (at + 1, at + 2) for first, _ in names))


def _cut(text: str, tokens: list[Token], joins: dict[int, str]) -> list[Segment]:
    segments: list[Segment] = []
    first, boundary = 0, "start"
    for at in range(1, len(tokens)):
        between = text[tokens[at - 1].end : tokens[at].start]
        kind = None if _abbreviates(tokens[at - 1], between) else _boundary(between)
        kind = kind or _joint(joins.get(at), at - first)
        if kind:
            segments.append(Segment(first, at, boundary))
            first, boundary = at, kind
    if tokens:
        segments.append(Segment(first, len(tokens), boundary))
    return segments


def _abbreviates(before: Token, between: str) -> bool:
    """Whether a full stop belongs to an initial or an abbreviation: "U.S.", "В. В."."""
    return between.strip() == "." and (between == "." or len(before.form) == 1)


# "He and I agreed": a word or two before a coordinator are part of one subject.
_SHORTEST_BEFORE = {"coordinators": 3, "complementizers": 8}


def _joint(key: str | None, words_before: int) -> str | None:
    """A joining word begins a segment of its own unless too little stands before it: "they agreed that" is one head."""
    return key if key is not None and words_before >= _SHORTEST_BEFORE.get(key, 1) else None


def _boundary(between: str) -> str | None:
    """Name the punctuation between two words, or None where only spaces stand."""
    marks = between.strip()
    if not marks:
        return None
    for mark in marks:
        if mark in _PUNCTUATION:
            return _PUNCTUATION[mark]
    if any(mark in _OPENING for mark in marks):
        return "open"
    if any(mark in _CLOSING for mark in marks):
        return "close"
    if any(mark in "–—―-" for mark in marks) and between != marks:
        return "dash"
    if '"' in marks:
        return "open" if marks.startswith('"') else "close"
    if any(mark in ".!?…。！？" for mark in marks):
        return "stop"
    return "dash" if "—" in marks or "…" in marks else None
