"""Where, inside a report, somebody evaluates: sentences of analysts and observers, told apart from what is reported."""

import re
from collections.abc import Iterator

from parley.acquire.cues import Cues
from parley.vocabulary import Span, Voice

_SENTENCE_END = re.compile(r"[.!?…][\"”»’)\]]{0,2}(?=\s)|[。！？][”’」』）\"]{0,2}|\n")
# A full stop after one letter or a short capitalised word is an abbreviation's: "U.S.", "Gen.", "В."
_ABBREVIATED = re.compile(r"(?:^|[\s(«“\".])(?:[^\W\d_]|[^\W\d_a-zа-я][a-zа-я]{1,2})\.$")


def split_evaluations(text: str, span: Span, cues: Cues) -> Iterator[tuple[Span, Voice]]:
    """Yield a paragraph in stretches of one voice: the sentences in which somebody evaluates, and the others."""
    folded = text[span.start : span.end].lower()
    if len(folded) != span.end - span.start or not cues.analysis.search(folded):
        yield span, Voice.REPORT
        return
    stretches: list[tuple[int, int, Voice]] = []
    for start, end in _sentences(text, span):
        evaluates = bool(cues.analysis.search(folded, start - span.start, end - span.start))
        voice = Voice.ANALYSIS if evaluates else Voice.REPORT
        if stretches and (stretches[-1][2] is voice):
            stretches[-1] = (stretches[-1][0], end, voice)
        else:
            stretches.append((start, end, voice))
    for start, end, voice in stretches:
        yield Span(start, end), voice


def _sentences(text: str, span: Span) -> Iterator[tuple[int, int]]:
    start = span.start
    for found in _SENTENCE_END.finditer(text, span.start, span.end):
        if found.group()[0] == "." and _ABBREVIATED.search(text, max(start, found.start() - 5), found.start() + 1):
            continue
        if found.end() > start:
            yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
