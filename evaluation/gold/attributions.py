"""Draft of a document → its attributions: who is said to say it, by what word, and what.

Positions are not the unit of news, where most of what is reported is no position. These attributions are read off the
passages before any position is made of them: the speaker that the reader gives to each, with the place of its name
and of the reporting word, as they stand in the chain of a position.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from parley.attribute.readers.grammar.mentions import Mention
from parley.attribute.readers.grammar.passages import Draft, Passage
from parley.attribute.readers.grammar.patterns import Match

Stretch = tuple[int, int]
# Where the name and the reporting word of a speaker stand.
Frame = tuple[Stretch | None, Stretch | None]
_LETTER = re.compile(r"\w")
_OPENING = "“\"‘'"
# A closing quotation mark with the stop before it belongs to what is quoted; a comma or a stop alone does not.
_CLOSING = re.compile(r"[.,?!…]?[”\"’]")
_NEAR_WORDS = 14


class Attribution(NamedTuple):
    """Stretches `[start, end)` of the text; `source` or `cue` is None where the reader sees none."""

    source: Stretch | None
    cue: Stretch | None
    content: tuple[Stretch, ...]


def find_attributions(draft: Draft) -> list[Attribution]:
    """Return the attributions in the order of the text.

    1. In each sentence, neighbouring passages with one speaker make one attribution. 2. Its content is what they hold
    beside the frame ("the minister said"), on the longer side of it, or on both where both are quoted. 3. A sentence
    that only goes on with a speech adds to the attribution before.
    """
    found: list[Attribution] = []
    text = draft.document.text
    for _, group in groupby(draft.passages, key=lambda passage: passage.sentence_index):
        passages = list(group)
        for source, cue, spoken in _frames(passages):
            frame = _with_article(text, source), _without_joint(text, cue)
            content = _content(text, spoken, frame)
            if content and _stands_in(passages[0], frame):
                found.append(Attribution(*frame, content))
            elif found and (found[-1].source, found[-1].cue) == frame:
                found[-1] = found[-1]._replace(content=_join(text, [*found[-1].content, *content]))
    return found


def _stands_in(passage: Passage, frame: Frame) -> bool:
    """Return whether a frame stands in the sentence of a passage, and not in one before."""
    begin, stop = passage.sentence.start, passage.sentence.end
    return all(begin <= stretch[0] < stop for stretch in frame if stretch)


# Some cues of the language data end with the word that opens the clause; in the gold it belongs to the content.
_JOINT = " that"


_ARTICLE = re.compile(r"\b(?:the|an?) $", re.I)


def _with_article(text: str, source: Stretch) -> Stretch:
    article = _ARTICLE.search(text, max(0, source[0] - len("the ") - 1), source[0])
    return (article.start(), source[1]) if article else source


def _without_joint(text: str, cue: Stretch | None) -> Stretch | None:
    if cue and text[slice(*cue)].endswith(_JOINT):
        return cue[0], cue[1] - len(_JOINT)
    return cue


def _frames(passages: Sequence[Passage]) -> Iterator[tuple[Stretch, Stretch | None, list[Passage]]]:
    """Yield the speakers of a sentence, each as the places of its name and its cue, with the passages it speaks."""
    for (span, cue), group in groupby(passages, key=lambda passage: (passage.speaker.span, passage.speaker.cue)):
        spoken = list(group)
        if span is None:
            continue
        own = _pronoun_frame(passages) if span[1] <= passages[0].sentence.start else None
        yield *(own or (span, cue)), spoken


def _pronoun_frame(passages: Sequence[Passage]) -> tuple[Stretch, Stretch] | None:
    """Return the pronoun and the reporting word of "he said", which the reader resolves to the speaker before."""
    sentence = passages[0].sentence
    pronouns = [m for passage in passages for m in passage.mentions if m.how == "third"]
    verbs = [m for m in sentence.marks if m.label.file == "reports" and m.label.key == "verbs"]
    for verb in verbs:
        near = [m for m in pronouns if 0 <= verb.first - m.last <= _NEAR_WORDS or m.first == verb.last]
        if near:
            pronoun = max(near, key=lambda mention: mention.first)
            return _place(passages[0], pronoun), _place(passages[0], verb)
    return None


def _place(passage: Passage, words: Mention | Match) -> Stretch:
    tokens = passage.sentence.tokens
    return tokens[words.first].start, tokens[words.last - 1].end


def _content(text: str, spoken: Sequence[Passage], frame: Frame) -> tuple[Stretch, ...]:
    """Return what the passages hold beside the frame, with the quotation marks around it.

    Words before the frame in its own passage tell of the speaker or of the occasion: "on Monday the minister said".
    """
    places = [stretch for stretch in frame if stretch and _stands_in(spoken[0], (stretch, None))]
    if not places:
        return _join(text, [(passage.start, passage.end) for passage in spoken])
    start, end = min(place[0] for place in places), max(place[1] for place in places)
    ahead, behind = [p for p in spoken if p.end <= start], [p for p in spoken if p.end > end]
    before, after = [(p.start, p.end) for p in ahead], [(max(p.start, end), p.end) for p in behind]
    if not (any(p.in_quotes for p in ahead) and any(p.in_quotes for p in behind)):
        before, after = (before, []) if _length(before) > _length(after) else ([], after)
    return tuple(piece for side in (before, after) for piece in _join(text, side))


def _length(pieces: Iterable[Stretch]) -> int:
    return sum(end - start for start, end in pieces)


def _join(text: str, pieces: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Join the pieces between which no word stands, and trim or widen their edges to what is reported."""
    joined: list[Stretch] = []
    for start, end in pieces:
        if joined and not _LETTER.search(text, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(edged for piece in joined if (edged := _edge(text, *piece)) is not None)


def _edge(text: str, start: int, end: int) -> Stretch | None:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    if start == end:
        return None
    if start and text[start - 1] in _OPENING:
        start -= 1
    closing = _CLOSING.match(text, end)
    return start, closing.end() if closing else end
