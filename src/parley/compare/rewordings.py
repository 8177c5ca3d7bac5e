"""Rewordings: how a party's own words on an issue changed from one round to the next, word by word."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from parley.compare.context import words_of
from parley.compare.courses import own_positions
from parley.vocabulary import Course, Issue, Position, Result, Rewording, Round

# Below this share of words kept, two texts are two statements and no rewording of one.
LEAST_SHARED = 0.4
# So many words must be kept: two that happen to stand in both say nothing.
LEAST_KEPT = 3
# So many positions of a party on an issue in one round are looked at.
MOST_POSITIONS = 12
# A Han character is a word by itself; elsewhere a run of letters and figures is. White space joins what stands before.
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:['’-]\w+)*|[^\w\s]", re.UNICODE)


def find_rewordings(rounds: Sequence[Round], courses: Iterable[Course]) -> Iterable[Rewording]:
    """Yield, for each course and each two rounds after one another in which the party speaks, its closest rewording.

    Only texts of one language are set against each other; words repeated as they were are no rewording.
    """
    by_number = {round_.number: round_ for round_ in rounds}
    for course in courses:
        spoken = [stand.round for stand in course.stands if stand.words is not None]
        for earlier, later in pairwise(spoken):
            found = _closest(by_number[earlier].result, by_number[later].result, course.party, course.issue)
            if found is not None:
                one, other, shared = found
                yield Rewording(
                    course.issue,
                    course.party,
                    earlier,
                    later,
                    words_of(one),
                    words_of(other),
                    list_changes(one.quote, other.quote),
                    round(shared, 2),
                )


def list_changes(earlier: str, later: str) -> tuple[tuple[str, str], ...]:
    """Return the stretches of both in order: kept, gone, new.

    >>> list_changes("for thirty days", "for sixty days")
    (('=', 'for '), ('-', 'thirty '), ('+', 'sixty '), ('=', 'days'))
    """
    one, other = _split(earlier), _split(later)
    matcher = SequenceMatcher(None, [_fold(word) for word in one], [_fold(word) for word in other], autojunk=False)
    changes: list[tuple[str, str]] = []
    for _, start, end, there, there_end in matcher.get_opcodes():
        before, after = "".join(one[start:end]), "".join(other[there:there_end])
        if [_fold(word) for word in one[start:end]] == [_fold(word) for word in other[there:there_end]]:
            changes.append(("=", after))
        else:
            changes += [(sign, words) for sign, words in (("-", before), ("+", after)) if words]
    return tuple(changes)


def _closest(earlier: Result, later: Result, party: str, issue: Issue) -> tuple[Position, Position, float] | None:
    best: tuple[Position, Position, float] | None = None
    for one in _on(earlier, party, issue):
        for other in _on(later, party, issue):
            if earlier.document(one.source).language != later.document(other.source).language:
                continue
            shared = _share(one.quote, other.quote)
            kept = shared * (len(_split(one.quote)) + len(_split(other.quote))) / 2
            if LEAST_SHARED <= shared < 1 and kept >= LEAST_KEPT and (best is None or shared > best[2]):
                best = (one, other, shared)
    return best


def _on(result: Result, party: str, issue: Issue) -> list[Position]:
    return [position for position in own_positions(result, party) if position.issue is issue][:MOST_POSITIONS]


def _share(one: str, other: str) -> float:
    first, second = ([_fold(word) for word in _split(text)] for text in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _split(text: str) -> list[str]:
    """Return the words of a text, each with the white space behind it; together they are the text."""
    starts = [match.start() for match in _WORD.finditer(text)]
    if not starts:
        return [text] if text else []
    edges = [0, *starts[1:], len(text)]
    return [text[begin:end] for begin, end in pairwise(edges)]


def _fold(word: str) -> str:
    return word.strip().lower()
