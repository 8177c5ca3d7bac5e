"""Lengths of time and bare numbers in a sentence: "30 days", "thirty-day", "тридцать суток", "三十天"."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from parley.attribute.readers.grammar.language import Language
from parley.attribute.readers.grammar.numbers import NumberReader
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.tokens import Token

_DAYS_OF_UNIT = {"day": 1, "week": 7, "month": 30, "year": 365}
# "A billion days" is a figure of speech, and ends on no day.
_MOST = 36_525
# A number between these is the number of a year.
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MONTHS_OF_UNIT = {"month": 1, "year": 12}


class Length(NamedTuple):
    """A length of time, the tokens that say it, and what it is counted from.

    `days` is None for hours under a day; `months` is set where the words count months or years, whose ends follow the
    calendar. `role` is for (it lasts so long), within (it is due in so long), ago or ahead (so long
    before or after the reference day).
    """

    first: int
    last: int
    days: int | None
    months: int | None = None
    role: str = "for"

    def after(self, day: date) -> date | None:
        """Return the day on which this length, begun on a day, ends."""
        if self.months is not None:
            return add_months(day, self.months)
        return day + timedelta(days=self.days) if self.days is not None else None


class Figure(NamedTuple):
    """A bare number that counts something, its tokens, and whether it is written in figures."""

    first: int
    last: int
    value: float
    in_figures: bool = True


class LengthReader:
    """Reads the lengths of time and the numbers of a sentence in one language, from its time marks."""

    def __init__(self, language: Language, tokens: list[Token], marks: list[Match], reference: date) -> None:
        self._tokens = tokens
        self._reference = reference
        self._han = not language.spaces
        self._by_first: dict[int, list[Match]] = {}
        for mark in marks:
            if mark.label.file.startswith("time."):
                self._by_first.setdefault(mark.first, []).append(mark)
        self._month_stems = {
            words.split(",")[0].strip()[:4]
            for key, words in language.time.tables.get("units", {}).items()
            if key == "month"
        }
        self._numbers = NumberReader(tokens, self._by_first, han=self._han)
        # Every date, length and number begins with a time word or with figures.
        self._openings = [
            at for at, token in enumerate(tokens) if at in self._by_first or token.form[0].isdigit()
        ]  # fmt: skip
        self._lengths: list[Length] | None = None

    def _at(self, at: int, table: str) -> Match | None:
        for mark in self._by_first.get(at, ()):
            if mark.label.file == "time." + table:
                return mark
        return None

    def _word(self, at: int, *keys: str) -> Match | None:
        for mark in self._by_first.get(at, ()):
            if mark.label.file == "time.words" and mark.label.key in keys:
                return mark
        return None

    def _form(self, at: int) -> str | None:
        return self._tokens[at].form if 0 <= at < len(self._tokens) else None

    def lengths(self) -> list[Length]:
        """Return the lengths of time: "30 days", "thirty-day", "тридцать суток", "三十天"."""
        if self._lengths is None:
            self._lengths = []
            end = 0
            for at in self._openings:
                length = self._length_at(at) if at >= end else None
                if length:
                    self._lengths.append(length._replace(role=self._direction(length)))
                    end = length.last
        return self._lengths

    def _length_at(self, at: int) -> Length | None:
        whole = self._at(at, "lengths")
        if whole is not None:
            return self._whole_length(at, whole)
        number = self._numbers.read(at)
        if number is None:
            return None
        value, end = number
        for skip in (0, 1):  # "90 calendar days", "三个月"
            unit = self._at(end + skip, "units")
            if unit is not None:
                is_calendar = skip == 0 and self._is_calendar(at, unit, value)
                return None if is_calendar or value > _MOST else _length(at, unit, value)
        return None

    def _whole_length(self, at: int, mark: Match) -> Length:
        """Take a length from a word that carries it: "two-month" follows the calendar, "sixty-day" counts days."""
        days = float(mark.label.key)
        forms = "".join(token.form for token in self._tokens[mark.first : mark.last])
        counts_months = any(stem in forms for stem in self._month_stems)
        months = round(days / 30) if counts_months and days < 365 else 12 * round(days / 365) if days >= 365 else None
        return Length(at, mark.last, round(days), months)

    def _direction(self, length: Length) -> str:
        """Return whether a length is counted back or ahead from the reference day, or is how long something lasts."""
        if self._word(length.last, "ago") and not (self._han and self._word(length.first - 1, "for", "within")):
            return "ago"
        if self._word(length.last, "later") or self._word(length.first - 1, "in_time"):
            return "ahead"
        return "within" if self._word(length.first - 1, "within") or self._word(length.last, "within") else "for"

    def _is_calendar(self, at: int, unit: Match, value: float) -> bool:
        """Whether it is a date: "в 2022 году"; in a script without spaces "3月" and "18日", but not "为期18日"."""
        if unit.label.key == "year" and _FIRST_YEAR <= value <= _LAST_YEAR:
            return True
        form = self._tokens[unit.first].form
        if form in {"月", "年"}:
            return self._han and self._tokens[at].form[0].isdigit()
        return self._han and form in {"日", "号"} and value <= 31 and not self._word(at - 1, "for")

    def figures(self, taken: set[int]) -> list[Figure]:
        """Return the numbers that count things: not those inside dates and lengths of time."""
        found = []
        end = 0
        for at in self._openings:
            number = None if at < end or at in taken else self._numbers.read(at)
            if number is None:
                continue
            value, end = number
            in_figures = self._tokens[at].form[0].isdigit()
            if not (_FIRST_YEAR <= value <= _LAST_YEAR and end == at + 1 and in_figures):
                found.append(Figure(at, end, value, in_figures))
        return found


def _length(at: int, unit: Match, value: float) -> Length:
    if unit.label.key == "hour":
        return Length(at, unit.last, round(value / 24) if value >= 24 and value % 24 == 0 else None)
    months = _MONTHS_OF_UNIT.get(unit.label.key)
    whole = round(months * value) if months is not None and float(months * value).is_integer() else None
    return Length(at, unit.last, round(value * _DAYS_OF_UNIT.get(unit.label.key, 1)), whole)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day."""
    year, month = shift_month(day, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def shift_month(day: date, months: int) -> tuple[int, int]:
    """Return the year and the month so many months after a day's."""
    number = day.year * 12 + day.month - 1 + months
    return number // 12, number % 12 + 1
