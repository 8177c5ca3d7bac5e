"""Document → windows: passages small enough to ask about, made of whole sentences, with what a reader must know."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parley.attribute.readers.grammar.language import Language, load_language
from parley.attribute.readers.grammar.sentences import split_sentences
from parley.registry import language_names
from parley.vocabulary import Document, Span, Voice, Zone

WINDOW_LENGTH = 2400
_CONTEXT_SENTENCES = 2
_CONTEXT_LENGTH = 600
_NOT_READ = frozenset({Voice.BOILERPLATE, Voice.CAPTION, Voice.HEADLINE})
_SENTENCE = re.compile(r"\S(?:[^.!?…。！？।؟\n]|[.!?](?!\s))*(?:[.!?…。！？।؟]+[\"'”’»」』)]*|(?=\n)|$)")


class Turn(NamedTuple):
    """A stretch of a window that speaks with one voice, and whose turn it is where the source marks that."""

    span: Span
    voice: Voice
    speaker: str | None


class Window(NamedTuple):
    """A passage of whole sentences. `before` is the end of what precedes it, and is context only; so is `headline`."""

    number: int
    span: Span
    turns: tuple[Turn, ...]
    sentences: tuple[Span, ...]
    headline: str
    before: str


class _Sentence(NamedTuple):
    span: Span
    zone: Zone


def known_language(code: str) -> Language | None:
    """Return the data of a language, or None where there is none: the model may read what the grammar cannot."""
    return load_language(code) if code in language_names() else None


def cut_windows(document: Document, length: int = WINDOW_LENGTH) -> list[Window]:
    """Cut a document into windows of at most `length` code points; only a longer sentence makes a longer one."""
    sentences = list(_sentences(document))
    headline = " ".join(zone.span.of(document.text).strip() for zone in document.zones if zone.voice is Voice.HEADLINE)
    windows: list[Window] = []
    first = 0
    for at in range(len(sentences)):
        following = sentences[at + 1] if at + 1 < len(sentences) else None
        if following is None or following.span.end - sentences[first].span.start > length:
            inside = sentences[first : at + 1]
            before = sentences[max(0, first - _CONTEXT_SENTENCES) : first]
            windows.append(_window(document, len(windows) + 1, inside, before, headline))
            first = at + 1
    return windows


def _window(document: Document, number: int, inside: list[_Sentence], before: list[_Sentence], headline: str) -> Window:
    context = " ".join(sentence.span.of(document.text) for sentence in before)
    return Window(
        number,
        Span(inside[0].span.start, inside[-1].span.end),
        tuple(_turns(inside)),
        tuple(sentence.span for sentence in inside),
        headline,
        context[-_CONTEXT_LENGTH:],
    )


def _turns(sentences: list[_Sentence]) -> Iterator[Turn]:
    first = 0
    for at, sentence in enumerate(sentences):
        if at + 1 == len(sentences) or sentences[at + 1].zone != sentence.zone:
            span = Span(sentences[first].span.start, sentence.span.end)
            yield Turn(span, sentence.zone.voice, sentence.zone.speaker)
            first = at + 1


def _sentences(document: Document) -> Iterator[_Sentence]:
    language = known_language(document.language)
    for zone in document.zones:
        if zone.voice in _NOT_READ:
            continue
        if language is not None:
            places = split_sentences(document.text, zone.span.start, zone.span.end, language)
        else:
            places = (found.span() for found in _SENTENCE.finditer(document.text, *zone.span))
        for start, end in places:
            yield _Sentence(Span(start, end), zone)
