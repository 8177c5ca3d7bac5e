"""Passage → what its words say of numbers, dates, parties, objects, places: what a returned field is held against."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from parley.attribute.readers.grammar.dates import TimeReader
from parley.attribute.readers.grammar.numbers import parse_figure
from parley.attribute.readers.grammar.tokens import tokenize
from parley.attribute.readers.model.windows import known_language
from parley.vocabulary import Span

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*(?:[   ]\d{3}(?!\d))*")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a stretch of text says. `names` and `objects` are ids and nouns that the language data find in it."""

    words: str
    numbers: frozenset[float] = frozenset()
    days: frozenset[date] = frozenset()
    lengths: frozenset[int] = frozenset()
    objects: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    places: frozenset[str] = field(default=frozenset())

    def has_day(self, day: date) -> bool:
        """Return whether the words settle this day: by the language data, or by its number standing there."""
        return day in self.days or float(day.day) in self.numbers

    def has_length(self, days: int) -> bool:
        """Return whether the words say this length in days."""
        return days in self.lengths or float(days) in self.numbers

    def has_words(self, words: str) -> bool:
        """Return whether words, in any case of letters, begin words of the text."""
        return re.search(rf"(?<!\w){re.escape(words.lower())}", self.words) is not None


def gather_evidence(text: str, span: Span, language_code: str, reference: date) -> Evidence:
    """Read a stretch of text; `reference` is the day of publication, to which relative dates are worked out."""
    words = span.of(text)
    numbers = {value for found in _FIGURE.findall(words) if (value := parse_figure(found)) is not None}
    language = known_language(language_code)
    if language is None:
        return Evidence(words.lower(), frozenset(numbers))
    tokens = tokenize(text, span.start, span.end)
    marks = language.patterns.find(tokens)
    times = TimeReader(language, tokens, marks, reference)
    dates, lengths = times.dates(), times.lengths()
    days = {day for when in dates for day in (when.on, when.until) if day is not None}
    spoken = {length.days for length in lengths if length.days is not None}
    numbers |= {figure.value for figure in times.figures(set())}
    starts = days | {reference}
    ends = {start + timedelta(days=length) for start in starts for length in spoken if length < 36_500}
    ends |= {end for start in starts for length in lengths if length.months and (end := length.after(start))}
    names = [mark.label.key.split(":", 1) for mark in marks if mark.label.file == "names" and ":" in mark.label.key]
    return Evidence(
        words.lower(),
        frozenset(numbers),
        frozenset(days | ends | ({reference} if spoken else set())),
        frozenset(spoken),
        frozenset(mark.label.key for mark in marks if mark.label.file == "objects"),
        frozenset(value for table, value in names if table in {"parties", "persons"}),
        frozenset(value for table, value in names if table == "places"),
    )
