"""Two versions of a text → the difference between them in words, and where earlier spans stand in the later text."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

# A Han character is a word of its own here; white space and marks are kept, so that the pieces make up the text.
_PIECE = re.compile(r"[㐀-䶿一-鿿豈-﫿]|\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: `[start, end)` of the earlier text became `[new_start, new_end)` of the later, in code points."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two texts, in order; what lies between them is the same in both."""

    changes: tuple[Change, ...]

    def move(self, span: Sequence[int]) -> tuple[int, int]:
        """Return where an earlier span stands in the later text, as near as can be told."""
        start, end = span
        return self._move(start, at_start=True), max(self._move(end, at_start=False), self._move(start, at_start=True))

    def keeps(self, span: Sequence[int]) -> bool:
        """Whether every word of an earlier span is unchanged."""
        start, end = span
        return not any((c.start < end and start < c.end) or start < c.start == c.end < end for c in self.changes)

    def _move(self, offset: int, *, at_start: bool) -> int:
        shift = 0
        for change in self.changes:
            if change.end <= offset and not (change.end == offset and not at_start):
                shift = change.new_end - change.end
            elif change.start < offset:
                return change.new_start if at_start else change.new_end
            else:
                break
        return offset + shift


def compare_texts(earlier: str, later: str) -> Difference:
    """Return the difference in words between two texts (longest matching blocks, Ratcliff and Obershelp 1988)."""
    old, new = _PIECE.findall(earlier), _PIECE.findall(later)
    old_at, new_at = _offsets(old), _offsets(new)
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle = difflib.SequenceMatcher(
        None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=len(old) + len(new) > 20_000
    )
    changes = [
        Change(old_at[head + i1], old_at[head + i2], new_at[head + j1], new_at[head + j2])
        for tag, i1, i2, j1, j2 in middle.get_opcodes()
        if tag != "equal"
    ]
    return Difference(tuple(changes))


def _offsets(pieces: Sequence[str]) -> list[int]:
    offsets, at = [0], 0
    for piece in pieces:
        at += len(piece)
        offsets.append(at)
    return offsets
