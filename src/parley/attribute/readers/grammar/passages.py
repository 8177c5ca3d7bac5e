"""Document → passages: its segments in order, each with voice, speaker, mentions and marks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from parley.attribute.readers.grammar.language import Language, load_language, sentence_language
from parley.attribute.readers.grammar.local_names import declared_names, learn_names
from parley.attribute.readers.grammar.mentions import Mention, find_mentions
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.sentences import Segment, Sentence, mark_sentence, split_sentences
from parley.attribute.readers.grammar.speakers import Speaker, SpeakerTracker
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
    marked = list(_mark_zones(document, own))
    names = declared_names(encounter)
    learn_names(names, (sentence for _, _, sentence in marked), document.text)
    tracker = SpeakerTracker(document, encounter, own, names)
    quoted = quoted_stretches(document.text, own.quotes)
    aligned = IdAlignment(encounter)
    passages: list[Passage] = []
    for number, (zone, position, sentence) in enumerate(marked):
        mentions = aligned.mentions(find_mentions(sentence.tokens, sentence.marks, names, document.text))
        inside = [quoted.contains(sentence.tokens[segment.first].start) for segment in sentence.segments]
        speakers = tracker.speakers(sentence, mentions, zone, inside)
        mark_places = [mark.first for mark in sentence.marks]
        mention_places = [mention.first for mention in mentions]
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
                    marks=sentence.marks[_between(mark_places, segment.first, segment.last)],
                    mentions=mentions[_between(mention_places, segment.first, segment.last)],
                    paragraph_position=position,
                    depth=sentence.start / max(1, len(document.text.rstrip())),
                    after_question=tracker.answering,
                )
            )
    return Draft(document, encounter, passages, [sentence for _, _, sentence in marked])


def _between(places: list[int], first: int, last: int) -> slice:
    """Return where the places `[first, last)` stand in a row in order: a sentence may have a thousand segments."""
    return slice(bisect_left(places, first), bisect_left(places, last))


def _mark_zones(document: Document, own: Language) -> Iterator[tuple[Zone, int, Sentence]]:
    """Yield each sentence that is read, with its zone and its place in the paragraph."""
    paragraph = 0
    for zone in document.zones:
        if zone.voice in {Voice.BOILERPLATE, Voice.CAPTION}:
            continue
        paragraph += 1
        for position, (start, end) in enumerate(split_sentences(document.text, *zone.span, own)):
            language = load_language(sentence_language(document.text[start:end], document.language))
            sentence = mark_sentence(document.text, start, end, paragraph, language)
            if sentence.tokens:
                yield zone, position, sentence


class IdAlignment:
    """An encounter's own ids: one may differ from the list's in a plural or a joint (`HOUTHI`, `HOUTHIS`), and a name
    that two parties share means the one that is there.
    """

    def __init__(self, encounter: Encounter) -> None:
        speaking = (party for source in encounter.sources for party in source.speaks_for)
        acting = (actor.acts_for or actor.id for actor in encounter.actors)
        known = (*encounter.parties, *encounter.concerned, *speaking, *acting)
        self._ids = {_bare(party): party for party in known}
        self._known = frozenset(known)

    def mentions(self, found: Iterable[Mention]) -> list[Mention]:
        """Return the mentions with the encounter's own ids, and of those on the same words only its own parties'."""
        aligned = [m._replace(parties=tuple(self._ids.get(_bare(party), party) for party in m.parties)) for m in found]
        here = {(m.first, m.last) for m in aligned if self._known.issuperset(m.parties) and m.parties}
        return [
            m for m in aligned
            if (m.first, m.last) not in here or not m.parties or self._known.issuperset(m.parties)
        ]  # fmt: skip


@lru_cache(maxsize=4096)
def _bare(party: str) -> str:
    bare = party.replace("_", "").replace("-", "").upper()
    return bare[:-1] if len(bare) > 4 and bare.endswith("S") else bare


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
