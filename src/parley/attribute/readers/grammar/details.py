"""What a unit says of its measure: number, dates, length, condition."""

from bisect import bisect_left
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from parley.attribute.readers.grammar.dates import TimeReader, When
from parley.attribute.readers.grammar.language import Language
from parley.attribute.readers.grammar.lengths import Figure, Length
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.sentences import Sentence
from parley.attribute.readers.grammar.units import Unit
from parley.vocabulary import Measure, Span

# Acts whose dates are those of a measure; the dates of the others are background.
_DATED_ACTS = {"agree", "order", "accept", "propose", "schedule", "confirm", "demand"}
# Acts by which a measure begins; "immediately" then means the day of publication.
_UNDERTAKING_ACTS = {"agree", "order", "schedule"}
# Acts that tell of what has happened.
_PAST_ACTS = {"confirm", "state", "order", "discuss", "deny", "judge"}
# Acts that bring a measure of some length into being; it begins with the occasion unless the words say otherwise.
_LASTING_ACTS = {"agree", "order", "accept"}
# Acts of which "within ten days" says when a thing is due.
_DUE_ACTS = {"schedule", "demand"}
# A text published this long after an occasion counts from the occasion.
_REPORTING_DAYS = 3
# Number words as small as this mostly count parties and articles: "the two sides", "one of them".
_SMALL_WORDS = 2


class Times(NamedTuple):
    """The dates, lengths and figures of a unit."""

    dates: list[When]
    lengths: list[Length]
    figures: list[Figure]


def read_times(unit: Unit, language: Language, reference: date, act: str) -> Times:
    """Read the times of the unit's sentence and keep those that stand in the unit."""
    sentence = unit.head.sentence
    if not any(m.label.file.startswith("time.") for m in unit.marks) and not _has_figures(unit):
        return Times([], [], [])
    reader = sentence.times.get(reference)
    if reader is None:
        reader = sentence.times[reference] = TimeReader(language, sentence.tokens, sentence.marks, reference)
    first, last = _token_range(unit)
    past = act in _PAST_ACTS and not _says(unit, "future")
    dates = [w for w in reader.dates(past=past) if first <= w.first < last]
    lengths = [w for w in reader.lengths() if first <= w.first < last and w.role in {"for", "within"}]
    taken = {at for d in dates for at in range(d.first, d.last)} | {
        at for length in reader.lengths() for at in range(length.first, length.last)
    }
    figures = [f for f in reader.figures(taken) if first <= f.first < last]
    return Times(dates, lengths, figures)


def _has_figures(unit: Unit) -> bool:
    first, last = _token_range(unit)
    return any(token.form[0].isdigit() for token in unit.head.sentence.tokens[first:last])


def _token_range(unit: Unit) -> tuple[int, int]:
    tokens = unit.head.sentence.tokens
    starts = [token.start for token in tokens]
    return bisect_left(starts, unit.start), bisect_left(starts, unit.end)


def read_measure(unit: Unit, act: str, times: Times, published_on: date, held_on: date) -> Measure:
    """Put together what the unit says of its measure; a field that the words do not settle stays empty.

    `held_on` is the last day of the occasion: what is undertaken for a length of time begins then.
    """
    length = max(times.lengths, key=lambda one: (one.days is not None, -one.first), default=None)
    starts_on, ends_on = _span_of_days(times.dates) if act in _DATED_ACTS else (None, None)
    if starts_on is None and act in _UNDERTAKING_ACTS and _says(unit, "immediacy"):
        starts_on = published_on
    lasts = length is not None and length.days is not None
    counted = act in _LASTING_ACTS or (length is not None and length.role == "within" and act in _DUE_ACTS)
    if starts_on is None and ends_on is None and lasts and counted:
        starts_on = held_on if 0 <= (published_on - held_on).days <= _REPORTING_DAYS else published_on
    if starts_on is not None and length is not None and ends_on is None:
        ends_on = length.after(starts_on)
    days = length.days if length else None
    return Measure(quantity=_quantity(times.figures), starts_on=starts_on, ends_on=ends_on, days=days)


def _quantity(figures: list[Figure]) -> float | None:
    """Return the number that the unit gives: one in figures before one in words, which for one or two says little."""
    telling = [f for f in figures if f.in_figures or f.value > _SMALL_WORDS]
    written = [f for f in telling if f.in_figures]
    return (written or telling)[0].value if telling else None


def inherit_length(own: Measure, unit: Unit, before: Measure | None) -> Measure:
    """A unit that only refers to a measure ("this proposal", "it") takes over its length."""
    if before is None or own.days or own.starts_on or own.ends_on:
        return own
    if any(m.label.file == "issues" and m.label.key.endswith("strong") for m in unit.marks):
        return own
    return replace(own, days=before.days)


def _says(unit: Unit, key: str) -> bool:
    return any(m.label.file == "marks" and m.label.key == key for m in unit.marks)


def _span_of_days(dates: list[When]) -> tuple[date | None, date | None]:
    starts = [w for w in dates if w.role in {"on", "from", "after"}]
    ends = [w.on for w in dates if w.role in {"until", "before"}]
    last = starts[0].until if starts else None
    return (starts[0].on if starts else None, ends[0] if ends else last)


def read_condition(unit: Unit, text: str) -> Span | None:
    """Return where the condition of a unit stands: a clause of its sentence opened or closed by a condition word."""
    sentence = unit.head.sentence
    for mark in sentence.marks:
        if mark.label.file != "conditions" or mark.label.key not in {"openers", "until", "closers"}:
            continue
        span = _clause_of(sentence, mark)
        if span.start <= unit.start and unit.end <= span.end:
            continue  # the unit is the condition itself
        return span
    return None


_CLAUSE_JOINTS = {"comma", "semicolon", "colon", "dash", "close", "open", "stop"}


def _clause_of(sentence: Sentence, mark: Match) -> Span:
    """The clause from a condition's opening word to the next punctuation; back to the last one for a closing word."""
    tokens, segments = sentence.tokens, sentence.segments
    if mark.label.key == "closers":
        starts = [s.first for s in segments if s.first <= mark.first and (s.boundary in _CLAUSE_JOINTS or s.first == 0)]
        return Span(tokens[starts[-1]].start, tokens[mark.last - 1].end)
    ends = [s.first for s in segments if s.first > mark.first and s.boundary in _CLAUSE_JOINTS]
    last = ends[0] if ends else segments[-1].last
    return Span(tokens[mark.first].start, tokens[last - 1].end)
