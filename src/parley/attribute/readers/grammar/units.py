"""Passages → units: the stretches of text that may each carry a position."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from operator import attrgetter

from parley.attribute.readers.grammar.mentions import Mention
from parley.attribute.readers.grammar.passages import Draft, Passage
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.sentences import Sentence, find_clause
from parley.attribute.readers.grammar.words import beginnings

_EDGE = re.compile(r"[\s\"'“”«»„「」『』()（）\[\],，、;；:：.。!！–—―…-]+")
# A segment further back in its sentence says nothing of a unit; a sentence of thousands must not cost their square.
_FAR_BACK = 40
_start_of, _first_of = attrgetter("start"), attrgetter("first")


@dataclass(slots=True)
class Unit:
    """Passages in a row and the stretch `[start, end)` of the text that they cover, without marks at its edges.

    `earlier` has what stands before it in the same sentence; `probability` that it carries a position.
    """

    passages: list[Passage]
    start: int
    end: int
    marks: list[Match]
    mentions: list[Mention]
    earlier: list[Passage]
    probability: float = 1.0

    @property
    def head(self) -> Passage:
        """Return the passage that the unit begins with."""
        return self.passages[0]

    def beginnings(self) -> frozenset[str]:
        """Return the beginnings of the unit's words, as the counts of words have them."""
        return _beginnings_between(self.head.sentence, self.start, self.end)


def _beginnings_between(sentence: Sentence, start: int, end: int) -> frozenset[str]:
    first = bisect_left(sentence.tokens, start, key=_start_of)
    last = bisect_left(sentence.tokens, end, first, key=_start_of)
    return beginnings(sentence.tokens, sentence.marks, first, last)


def make_unit(draft: Draft, passages: list[Passage], start: int | None = None, end: int | None = None) -> Unit:
    """Make a unit of passages of one sentence, narrowed to `[start, end)` where given."""
    if start is None and len(passages) > 1 and _names_reporter(passages[0]):
        passages = passages[1:]
    begin = passages[0].start if start is None else max(start, passages[0].sentence.start)
    stop = passages[-1].end if end is None else min(end, passages[-1].sentence.end)
    sentence = passages[0].sentence
    tokens = sentence.tokens
    if start is None:
        first = _after_frame(passages[0])
        begin = _after_joints(sentence, first, passages[-1].segment.last)
    begin, stop = _trim(draft.document.text, begin, stop)
    from_word = bisect_left(tokens, begin, key=_start_of)
    before_word = bisect_left(tokens, stop, from_word, key=_start_of)
    marks = sentence.marks[
        bisect_left(sentence.marks, from_word, key=_first_of) : bisect_left(sentence.marks, before_word, key=_first_of)
    ]
    mentions = [m for passage in passages for m in passage.mentions if begin <= tokens[m.first].start < stop]
    head = passages[0]
    earlier = [*_earlier_in_sentence(draft.passages, head), *_lead(head, from_word)]
    return Unit(passages, begin, stop, marks, mentions, earlier)


def _earlier_in_sentence(passages: list[Passage], head: Passage) -> list[Passage]:
    first = head.index
    while first > max(0, head.index - _FAR_BACK) and passages[first - 1].sentence_index == head.sentence_index:
        first -= 1
    return passages[first : head.index]


def _lead(head: Passage, from_word: int) -> list[Passage]:
    """Return what stands in a unit's first segment before the unit, as a passage of its own: "the envoy said that"."""
    if from_word <= head.segment.first:
        return []
    marks = [mark for mark in head.marks if mark.last <= from_word]
    mentions = [mention for mention in head.mentions if mention.last <= from_word]
    return [replace(head, end=head.sentence.tokens[from_word - 1].end, marks=marks, mentions=mentions)]


def _names_reporter(passage: Passage) -> bool:
    """Whether a segment does no more than say according to whom what follows is so."""
    first = passage.segment.first
    return any(
        mark.label.file == "reports" and mark.label.key == "according" and mark.first - first <= 1
        for mark in passage.marks
    )


def _after_frame(head: Passage) -> int:
    """Return the word behind a report's frame where a segment begins with one: what "the envoy said that" opens."""
    first = head.segment.first
    for mark in head.marks:
        if mark.label.file == "reports" and mark.label.key == "verbs":
            clause = find_clause(mark, head.sentence)
            if clause is not None and clause.last < head.segment.last:
                first = clause.last
    return first


def _after_joints(sentence: Sentence, first: int, last: int) -> int:
    """Return where a unit begins behind words that only join it to what stands before: "and", "that", "but"."""
    at = bisect_left(sentence.marks, first, key=_first_of)
    while at < len(sentence.marks) and (mark := sentence.marks[at]).first <= first:
        if mark.first == first and mark.label.file == "clauses" and mark.label.key in _JOINTS and mark.last < last:
            first = mark.last
        at += 1
    return sentence.tokens[first].start


_JOINTS = {"coordinators", "complementizers", "contrast"}


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _EDGE.match(text[start]):
        start += 1
    while end > start and _EDGE.match(text[end - 1]):
        end -= 1
    return start, end


def unit_of_span(draft: Draft, start: int, end: int) -> Unit | None:
    """Return the unit that a given stretch of the text makes, or None where no passage meets it."""
    ends = [passage.end for passage in draft.passages]
    number = bisect_left(ends, start + 1)
    met = []
    while number < len(draft.passages) and draft.passages[number].start < end:
        met.append(draft.passages[number])
        number += 1
    met = [passage for passage in met if passage.sentence_index == met[0].sentence_index]
    return make_unit(draft, met, start, end) if met else None
