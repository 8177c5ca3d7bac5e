"""Where a quote stands: exact search in folded text, in time linear in the length of the text."""

import unicodedata
from collections.abc import Iterator

from parley.grounding.boundaries import cuts_word
from parley.grounding.errors import QuoteAmbiguous, QuoteNotFound
from parley.grounding.folding import Folded, fold
from parley.grounding.nearest import find_nearest
from parley.vocabulary.spans import Span


def locate_quote(quote: str, text: str, *, context: str | None = None) -> Span:
    r"""Return where `quote` stands in the stored text.

    Offsets count Unicode code points, half-open [start, end), never into a cleaned copy. White space, the style of
    quotation marks and dashes, soft hyphens and the Unicode form may differ; a word, a number, a sign or a letter's
    case may not, and the quote may not begin or end inside a word. `context` is a longer passage of the text that
    contains the quote; it tells several places apart and is not looked at where there is one.

    >>> from parley import locate_quote
    >>> locate_quote('agreed to a "pause"', "They agreed\nto a “pause” of 30 days.")
    Span(start=5, end=24)

    Raises:
        QuoteNotFound: the words are absent; nothing is guessed; carries the nearest passage.
        QuoteAmbiguous: several places match; carries all spans.

    """
    spans = locate_all(quote, text)
    if not spans:
        raise find_nearest(quote, text)
    if len(spans) > 1 and context is not None:
        around = locate_all(context, text)
        inside = tuple(span for span in spans if any(place.contains(span) for place in around))
        spans = inside or spans
    if len(spans) > 1:
        raise QuoteAmbiguous(quote, spans)
    return spans[0]


def locate_all(quote: str, text: str) -> tuple[Span, ...]:
    """Return every place where the quote's exact words stand, in order; empty where there is none."""
    words = fold(quote).text.strip(" ")
    if not words:
        raise QuoteNotFound(quote)
    folded = fold(text)
    return tuple(
        _stored(folded, at, at + len(words))
        for at in _occurrences(words, folded.text)
        if not cuts_word(folded, at) and not cuts_word(folded, at + len(words))
    )


def _stored(folded: Folded, first: int, last: int) -> Span:
    # Combining marks put into canonical order may have changed places: the last is not always the furthest.
    furthest = last - 1
    while furthest > first and unicodedata.combining(folded.text[furthest]):
        furthest -= 1
    nearest = first
    while nearest < last - 1 and unicodedata.combining(folded.text[nearest]):
        nearest += 1
    return Span(min(folded.starts[first : nearest + 1]), max(folded.ends[furthest:last]))


def _occurrences(words: str, text: str) -> Iterator[int]:
    """Yield where `words` begin in `text`, those that overlap too."""
    borders = _borders(words)
    if 2 * borders[-1] > len(words):
        # Words that repeat themselves overlap with themselves, and trying each place anew would be quadratic.
        yield from _occurrences_of_repetitive(words, text, borders)
        return
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _borders(words: str) -> list[int]:
    """Return for each prefix the length of its longest proper border (Knuth, Morris and Pratt 1977)."""
    borders = [0] * len(words)
    length = 0
    for at in range(1, len(words)):
        while length and words[at] != words[length]:
            length = borders[length - 1]
        length += words[at] == words[length]
        borders[at] = length
    return borders


def _occurrences_of_repetitive(words: str, text: str, borders: list[int]) -> Iterator[int]:
    matched = 0
    for at, character in enumerate(text):
        while matched and character != words[matched]:
            matched = borders[matched - 1]
        matched += character == words[matched]
        if matched == len(words):
            yield at - matched + 1
            matched = borders[matched - 1]
