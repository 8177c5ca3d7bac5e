"""Quote that is absent → QuoteNotFound with the passage most like it and what differs. Shown, never accepted."""

import re
from collections import Counter
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from parley.grounding.closed_classes import class_of, differ_by_negation
from parley.grounding.errors import Difference, QuoteNotFound
from parley.grounding.folding import Folded, fold
from parley.vocabulary.spans import Span

_MARKS = r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e\u3099\u309a]*"
_LETTER = rf"[^\W\d_]{_MARKS}"
_WORD = re.compile(rf"[\u3400-\u9fff]|\d+(?:[.,:/]\d+)*|(?:{_LETTER})+(?:['-](?:{_LETTER})+)*|[^\w\s]")
# Aligning is quadratic in the quote: beyond this many words only the beginning is compared.
_MOST_WORDS = 300
_LEAST_SHARED = 0.4
_AROUND = 4
_MOST_WIDENED = 20


class _Word(NamedTuple):
    start: int
    end: int
    form: str


def find_nearest(quote: str, text: str) -> QuoteNotFound:
    """Return the error to raise: 1. find the window that shares most words; 2. align; 3. name the differences."""
    folded = fold(text)
    given, found = _words(fold(quote).text)[:_MOST_WORDS], _words(folded.text)
    window = _best_window([word.form.lower() for word in given], [word.form.lower() for word in found])
    if window is None:
        return QuoteNotFound(quote)
    passage = _trim(given, found[max(0, window[0] - _AROUND) : window[1] + _AROUND])
    span = _span(folded, passage)
    differences = tuple(_differences([w.form for w in given], [w.form for w in passage]))
    if not differences:
        span = _whole_words(span, text)
        differences = (Difference("cut", quote, span.of(text)),)
    return QuoteNotFound(quote, span, span.of(text), differences)


def _words(text: str) -> list[_Word]:
    return [_Word(found.start(), found.end(), found.group()) for found in _WORD.finditer(text)]


def _best_window(given: list[str], found: list[str]) -> tuple[int, int] | None:
    """Return the window of as many words as are given that shares most with them, by a rolling count."""
    wanted = Counter(word for word in given if word[0].isalnum())
    size = len(given)
    if not wanted or not found:
        return None
    inside: Counter[str] = Counter()
    shared = best = at_best = 0
    for at, word in enumerate(found):
        if word in wanted:
            shared += inside[word] < wanted[word]
            inside[word] += 1
        if at >= size and (gone := found[at - size]) in wanted:
            inside[gone] -= 1
            shared -= inside[gone] < wanted[gone]
        if shared > best:
            best, at_best = shared, at
    if best < _LEAST_SHARED * wanted.total():
        return None
    return max(0, at_best - size + 1), at_best + 1


def _trim(given: list[_Word], found: list[_Word]) -> list[_Word]:
    """Cut from a passage the words at its edges that align with nothing."""
    codes = list(Levenshtein.opcodes([w.form.lower() for w in given], [w.form.lower() for w in found]))
    first = codes[0].dest_end if codes[0].tag == "insert" else 0
    last = codes[-1].dest_start if codes[-1].tag == "insert" else len(found)
    return found[first:last] or found


def _span(folded: Folded, passage: list[_Word]) -> Span:
    return Span(folded.starts[passage[0].start], folded.ends[passage[-1].end - 1])


def _whole_words(span: Span, text: str) -> Span:
    """Widen a span that begins or ends inside a word, so that the word is shown."""
    start, end = span
    while start > max(0, span.start - _MOST_WIDENED) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), span.end + _MOST_WIDENED) and not text[end].isspace():
        end += 1
    return Span(start, end)


def _differences(given: list[str], found: list[str]) -> list[Difference]:
    differences = []
    for code in Levenshtein.opcodes(given, found):
        if code.tag == "equal":
            continue
        one, other = given[code.src_start : code.src_end], found[code.dest_start : code.dest_end]
        pairs = zip(one, other, strict=True) if len(one) == len(other) else [(" ".join(one), " ".join(other))]
        differences += [Difference(_kind(a, b), a, b) for a, b in pairs if a != b]
    return differences


def _kind(given: str, found: str) -> str:
    if given.lower() == found.lower():
        return "case"
    words = [*given.lower().split(), *found.lower().split()]
    if not any(character.isalnum() for character in given + found):
        return "punctuation"
    for kind in ("number", "negation", "conjunction"):
        if any(class_of(word) == kind for word in words):
            return kind
    if differ_by_negation(given.lower(), found.lower()):
        return "negation"
    return "name" if given[:1].isupper() and found[:1].isupper() else "word"
