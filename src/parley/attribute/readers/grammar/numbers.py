"""Numbers in a sentence, in figures or in words: "1,000", "4.1万", "5 млрд", "twenty-three", "двести сорок"."""

import re

from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.tokens import Token

# A number word of at least this much multiplies the figure before it: "5 million", "66万".
_LEAST_MULTIPLIER = 1000


class NumberReader:
    """Reads the numbers of a sentence from its tokens and time marks."""

    def __init__(self, tokens: list[Token], by_first: dict[int, list[Match]], *, han: bool) -> None:
        self._tokens = tokens
        self._by_first = by_first
        self._han = han

    def read(self, at: int) -> tuple[float, int] | None:
        """Read a number at a token, in figures or words; return it and the token after it."""
        if not 0 <= at < len(self._tokens):
            return None
        form = self._tokens[at].form
        if not form[0].isdigit():
            return self._in_words(at)
        value, end = parse_figure(form), at + 1
        while value is not None and (mark := self._word(end)) is not None:
            if float(mark.label.key) < _LEAST_MULTIPLIER:
                break
            value, end = value * float(mark.label.key), mark.last
        return (value, end) if value is not None else None

    def _word(self, at: int) -> Match | None:
        return next((mark for mark in self._by_first.get(at, ()) if mark.label.file == "time.numbers"), None)

    def _in_words(self, at: int) -> tuple[float, int] | None:
        total, current, end = 0.0, 0.0, at
        while (mark := self._word(end)) is not None:
            value = float(mark.label.key)
            if value >= _LEAST_MULTIPLIER:
                total, current = total + max(1.0, current) * value, 0.0
            elif value == 100 or (value == 10 and self._han):
                current = _multiply(current, value)
            else:
                current += value
            end = mark.last
        return (total + current, end) if end > at else None


def _multiply(current: float, value: float) -> float:
    """一百二十: the ten multiplies the two before it, not the hundred; 三百: the hundred multiplies the three."""
    ones = current % value
    return current - ones + max(1.0, ones) * value


def parse_figure(form: str) -> float | None:
    """Return the number that figures write: "1,000" and "1 000" are a thousand, "2.5" and "2,5" two and a half."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", form)
    bare = re.sub(r"[.,](?=\d{3}(?!\d))", "", bare).replace(",", ".")
    try:
        return round(float(bare), 9)
    except ValueError:
        return None
