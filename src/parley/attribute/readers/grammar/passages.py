"""Document → passages: its segments in order, each with voice, speaker, mentions and marks."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from parley.attribute.readers.grammar.language import load_language, sentence_language
from parley.attribute.readers.grammar.mentions import Mention, find_mentions
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.sentences import Segment, Sentence, mark_sentence, split_sentences
from parley.attribute.readers.grammar.speakers import NOBODY, Speaker, SpeakerTracker
from parley.vocabulary import Document, Encounter, Voice, Zone


@dataclass(slots=True)
class Passage:
    """One segment in its context. `start` and `end` are code points of the document's text."""

    index: int
    sentence_index: int
    sentence: Sentence
    segment: Segment
    start: int
    end: int
    voice: Voice
    in_quotes: bool
    speaker: Speaker
    marks: list[Match]
    mentions: list[Mention]
    paragraph_position: int
    depth: float
    after_question: bool = False
    features: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """A document cut into passages, with what its headline names."""

    document: Document
    encounter: Encounter
    passages: list[Passage]
    sentences: list[Sentence]


def cut_document(document: Document, encounter: Encounter) -> Draft:
    """Cut a document into passages; a sentence in another script is read with the data of a language of that script."""
    own = load_language(document.language)
    tracker = SpeakerTracker(document, encounter, own)
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    quoted = quoted_stretches(document.text, own.quotes)
    paragraph = 0
    for zone in document.zones:
        if zone.voice in {Voice.BOILERPLATE, Voice.CAPTION}:
            continue
        paragraph += 1
        for position, (start, end) in enumerate(split_sentences(document.text, *zone.span, own)):
            language = load_language(sentence_language(document.text[start:end], document.language))
            sentence = mark_sentence(document.text, start, end, paragraph, language)
            if sentence.tokens:
                _add(passages, sentences, sentence, zone, document, quoted, tracker, position)
    return Draft(document, encounter, passages, sentences)


def _add(
    passages: list[Passage],
    sentences: list[Sentence],
    sentence: Sentence,
    zone: Zone,
    document: Document,
    quoted: "Stretches",
    tracker: SpeakerTracker,
    position: int,
) -> None:
    mentions = find_mentions(sentence.tokens, sentence.marks, tracker.declared)
    inside = [quoted.contains(sentence.tokens[segment.first].start) for segment in sentence.segments]
    speakers = tracker.speakers(sentence, mentions, zone, inside)
    number = len(sentences)
    sentences.append(sentence)
    for segment, within, speaker in zip(sentence.segments, inside, speakers, strict=True):
        passages.append(
            Passage(
                index=len(passages),
                sentence_index=number,
                sentence=sentence,
                segment=segment,
                start=sentence.tokens[segment.first].start,
                end=sentence.tokens[segment.last - 1].end,
                voice=zone.voice,
                in_quotes=within,
                speaker=speaker,
                marks=[m for m in sentence.marks if segment.first <= m.first < segment.last],
                mentions=[m for m in mentions if segment.first <= m.first < segment.last],
                paragraph_position=position,
                depth=sentence.start / max(1, len(document.text)),
                after_question=tracker.answering,
            )
        )


class Stretches:
    """Stretches of a text inside quotation marks, for looking up by place."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def contains(self, at: int) -> bool:
        """Return whether the place stands inside quotation marks."""
        number = bisect_right(self._starts, at) - 1
        return number >= 0 and at < self._ends[number]


def quoted_stretches(text: str, quotes: tuple[tuple[str, str], ...]) -> Stretches:
    """Find what stands between quotation marks; an unclosed one reaches to the end of its paragraph."""
    return Stretches(list(_quoted(text, {opening: closing for opening, closing in quotes if opening not in "‘’'"})))


def _quoted(text: str, closing_of: dict[str, str]) -> Iterator[tuple[int, int]]:
    opened, closing = -1, ""
    for at, character in enumerate(text):
        if opened >= 0:
            if character == closing or (character == "\n" and text[at : at + 2] == "\n\n"):
                yield opened, at
                opened = -1
        elif character in closing_of:
            opened, closing = at + 1, closing_of[character]
    if opened >= 0:
        yield opened, len(text)


__all__ = ["NOBODY", "Draft", "Passage", "cut_document", "quoted_stretches"]
