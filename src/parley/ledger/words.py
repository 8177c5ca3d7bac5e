"""Words for the index, the same for every store: a text → folded words with where they stand; a query → terms.

A Han character is a word of its own, so that a word of one or two characters is found as a phrase wherever it stands.
Letters are folded by case and compatibility; nothing else about a word is changed. In a query, a Cyrillic word is cut
to its stem and may go on, since it is inflected. Words in quotation marks are taken as they are; `*` lets any go on.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from parley.stores import Passage, Term

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿𠀀-𯿿]")
_WORD = re.compile(r"[㐀-䶿一-鿿豈-﫿𠀀-𯿿]|[^\W_㐀-䶿一-鿿豈-﫿𠀀-𯿿]+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]+")
_PART = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|(\S+)')
_PASSAGE_LENGTH = 1000
_BREAK = re.compile(r"(?<=[.!?。!?…\n])\s*|\n+")

# What may follow the stem of an inflected word in a Cyrillic alphabet: vowels, or a vowel, м, х or в, and vowels.
_VOWELS = "аеиоуыэюяёіїєьй"
_ENDINGS = (re.compile(f"[{_VOWELS}]+[мхв][{_VOWELS}]*$"), re.compile(f"[{_VOWELS}]+$"))
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and where it stands, `[start, end)` in code points of the text as it is."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return letters folded by compatibility and case (NFKC, then Unicode case folding)."""
    return unicodedata.normalize("NFKC", text).casefold()


def split_words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order. A folded word may be longer than what stands in the text; offsets are its."""
    for found in _WORD.finditer(text):
        for part in _WORD.findall(fold(found[0])):
            yield Word(part, found.start(), found.end())


def cut_passages(document: str, text: str) -> Iterator[Passage]:
    """Yield passages of about a thousand code points, cut at the ends of sentences or lines where there are any."""
    start = 0
    while start < len(text):
        end = _find_cut(text, start)
        words = tuple(word.text for word in split_words(text[start:end]))
        if words:
            yield Passage(document, start, end, words)
        start = end


def _find_cut(text: str, start: int) -> int:
    latest = start + _PASSAGE_LENGTH
    if latest >= len(text):
        return len(text)
    cut = 0
    for found in _BREAK.finditer(text, start + _PASSAGE_LENGTH // 2, latest):
        cut = found.end()
    if cut > start:
        return cut
    blank = max(text.rfind(" ", start + 1, latest), text.rfind("\n", start + 1, latest))
    return blank + 1 if blank > start else latest


def parse_query(query: str) -> tuple[Term, ...]:
    """Return what has to stand in a passage: every term, each a row of words that follow one another."""
    terms: list[Term] = []
    for found in _PART.finditer(query):
        exact = next((part for part in found.groups()[:3] if part is not None), None)
        if exact is not None:
            words = tuple(word.text for word in split_words(exact))
            if words:
                terms.append(Term(words))
            continue
        part = found[4]
        for piece in part.split():
            terms.extend(_terms_of(piece))
    return tuple(dict.fromkeys(terms))


def _terms_of(piece: str) -> Iterator[Term]:
    """Yield the terms of one blank-free piece: Han characters that follow one another are one term."""
    may_go_on = piece.endswith("*")
    words = list(split_words(piece))
    if not words:
        return
    if len(words) == 1 and _CYRILLIC.fullmatch(words[0].text) and not may_go_on:
        stem = find_stem(words[0].text)
        yield Term((stem,), prefix=True) if len(stem) >= _SHORTEST_STEM else Term((words[0].text,))
        return
    run: list[str] = []
    for word in words:
        if run and bool(_HAN.fullmatch(word.text)) != bool(_HAN.fullmatch(run[-1])):
            yield Term(tuple(run))
            run = []
        run.append(word.text)
    yield Term(tuple(run), prefix=may_go_on and not _HAN.fullmatch(run[-1]))


def find_stem(word: str) -> str:
    """Return a Cyrillic word without its ending, the longest that leaves four letters or more."""
    for ending in _ENDINGS:
        found = ending.search(word)
        if found and found.start() >= _SHORTEST_STEM:
            return word[: found.start()]
    return word


def find_spans(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    """Return where the terms stand in a text, in order; empty where one of them does not."""
    words = list(split_words(text))
    spans: set[tuple[int, int]] = set()
    for term in terms:
        places = [
            (words[at].start, words[at + len(term.words) - 1].end)
            for at in range(len(words) - len(term.words) + 1)
            if _stands(words, at, term)
        ]
        if not places:
            return []
        spans.update(places)
    return sorted(spans)


def _stands(words: list[Word], at: int, term: Term) -> bool:
    *first, last = term.words
    if any(words[at + place].text != word for place, word in enumerate(first)):
        return False
    found = words[at + len(first)].text
    return found.startswith(last) if term.prefix else found == last
