"""What a unit says of its measure: objects covered, number, dates, length, condition."""

from datetime import date, timedelta
from typing import NamedTuple

from parley.attribute.readers.grammar.dates import Figure, Length, TimeReader, When
from parley.attribute.readers.grammar.language import Language
from parley.attribute.readers.grammar.units import Unit
from parley.vocabulary import Measure, Span

# Acts whose dates are those of a measure; the dates of the others are background.
_DATED_ACTS = {"agree", "order", "accept", "propose", "schedule", "confirm", "demand"}


class Times(NamedTuple):
    """The dates, lengths and figures of a unit."""

    dates: list[When]
    lengths: list[Length]
    figures: list[Figure]


def read_times(unit: Unit, language: Language, reference: date) -> Times:
    """Read the times of the unit's sentence and keep those that stand in the unit."""
    sentence = unit.head.sentence
    reader = TimeReader(language, sentence.tokens, sentence.marks, reference)
    first, last = _token_range(unit)
    dates = [w for w in reader.dates() if first <= w.first < last]
    lengths = [w for w in reader.lengths() if first <= w.first < last]
    taken = {at for d in dates for at in range(d.first, d.last)} | {
        at for length in lengths for at in range(length.first, length.last)
    }
    figures = [f for f in reader.figures(taken) if first <= f.first < last]
    return Times(dates, lengths, figures)


def _token_range(unit: Unit) -> tuple[int, int]:
    tokens = unit.head.sentence.tokens
    inside = [n for n, token in enumerate(tokens) if unit.start <= token.start < unit.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def read_measure(unit: Unit, act: str, times: Times, scope: tuple[str, ...]) -> Measure:
    """Put together what the unit says of its measure; a field that the words do not settle stays empty."""
    days = times.lengths[0].days if times.lengths else None
    starts_on, ends_on = _span_of_days(times.dates) if act in _DATED_ACTS else (None, None)
    if starts_on is not None and days and ends_on is None:
        ends_on = starts_on + timedelta(days=days)
    quantity = times.figures[0].value if times.figures else None
    return Measure(scope, quantity, starts_on, ends_on, days)


def _span_of_days(dates: list[When]) -> tuple[date | None, date | None]:
    starts = [w.on for w in dates if w.role in {"on", "from", "after"}]
    ends = [w.on for w in dates if w.role in {"until", "before"}]
    return (starts[0] if starts else None, ends[0] if ends else None)


def read_scope(unit: Unit) -> tuple[str, ...]:
    """Return the objects that the unit names, as neutral nouns, in the order of the alphabet."""
    return tuple(sorted({m.label.key for m in unit.marks if m.label.file == "objects"}))


def read_condition(unit: Unit, following: list[Unit], text: str) -> Span | None:
    """Return where the condition of a unit stands: a clause that opens with a condition word, in the same sentence."""
    sentence = unit.head.sentence
    tokens = sentence.tokens
    for mark in sentence.marks:
        if mark.label.file != "conditions" or mark.label.key not in {"openers", "until"}:
            continue
        start = tokens[mark.first].start
        end = _clause_end(sentence, mark.first, text)
        if start <= unit.start and unit.end <= end:
            continue  # the unit is the condition itself
        return Span(start, end)
    return None


def _clause_end(sentence, first: int, text: str) -> int:  # type: ignore[no-untyped-def]
    tokens = sentence.tokens
    end = sentence.segments[-1].last
    for segment in sentence.segments:
        if segment.first > first and segment.boundary in {"comma", "semicolon", "colon", "dash", "close"}:
            end = segment.first
            break
    return int(tokens[end - 1].end)
