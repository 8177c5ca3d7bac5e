"""Passages → units: the stretches of text that may each carry a position."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

from parley.attribute.readers.grammar.mentions import Mention
from parley.attribute.readers.grammar.passages import Draft, Passage
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.sentences import Sentence

_EDGE = re.compile(r"[\s\"'“”«»„「」『』()（）\[\],，、;；:：.。!！–—―…-]+")
# A segment further back in its sentence says nothing of a unit; a sentence of thousands must not cost their square.
_FAR_BACK = 40
_start_of, _first_of = attrgetter("start"), attrgetter("first")


@dataclass(slots=True)
class Unit:
    """Passages in a row and the stretch `[start, end)` of the text that they cover, without marks at its edges.

    `earlier` has the passages before it in the same sentence; `probability` that it carries a position.
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


def make_unit(draft: Draft, passages: list[Passage], start: int | None = None, end: int | None = None) -> Unit:
    """Make a unit of passages of one sentence, narrowed to `[start, end)` where given."""
    begin = passages[0].start if start is None else max(start, passages[0].sentence.start)
    stop = passages[-1].end if end is None else min(end, passages[-1].sentence.end)
    sentence = passages[0].sentence
    tokens = sentence.tokens
    if start is None:
        begin = _after_joints(sentence, passages[0].segment.first, passages[-1].segment.last)
    begin, stop = _trim(draft.document.text, begin, stop)
    from_word = bisect_left(tokens, begin, key=_start_of)
    before_word = bisect_left(tokens, stop, from_word, key=_start_of)
    marks = sentence.marks[
        bisect_left(sentence.marks, from_word, key=_first_of) : bisect_left(sentence.marks, before_word, key=_first_of)
    ]
    mentions = [m for passage in passages for m in passage.mentions if begin <= tokens[m.first].start < stop]
    head = passages[0]
    earlier = _earlier_in_sentence(draft.passages, head)
    return Unit(passages, begin, stop, marks, mentions, earlier)


def _earlier_in_sentence(passages: list[Passage], head: Passage) -> list[Passage]:
    first = head.index
    while first > max(0, head.index - _FAR_BACK) and passages[first - 1].sentence_index == head.sentence_index:
        first -= 1
    return passages[first : head.index]


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
