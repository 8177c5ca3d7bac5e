"""Dates, lengths of time and numbers in a unit, worked out against a reference day."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from parley.attribute.readers.grammar.language import Language
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.time_words import MONTHS, WEEKDAYS
from parley.attribute.readers.grammar.tokens import Token

_DAYS_OF_UNIT = {"day": 1, "week": 7, "month": 30, "year": 365}
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
# A date without a year is the one nearest to the reference day, looking at most this far back before the next year's.
_LOOK_BACK_DAYS = 200


class When(NamedTuple):
    """A day, or the first and last of a window, and where the words for it stand (tokens `[first, last)`)."""

    first: int
    last: int
    on: date
    until: date | None = None
    role: str = "on"


class Length(NamedTuple):
    """A length of time in days, or None for hours under a day, and the tokens that say it."""

    first: int
    last: int
    days: int | None


class Figure(NamedTuple):
    """A bare number that counts something, and its tokens."""

    first: int
    last: int
    value: float


class TimeReader:
    """Reads the dates of a sentence in one language, from its time marks."""

    def __init__(self, language: Language, tokens: list[Token], marks: list[Match], reference: date) -> None:
        self._tokens = tokens
        self._reference = reference
        self._han = not language.spaces
        self._by_first: dict[int, list[Match]] = {}
        for mark in marks:
            if mark.label.file.startswith("time."):
                self._by_first.setdefault(mark.first, []).append(mark)

    def _at(self, at: int, table: str) -> Match | None:
        for mark in self._by_first.get(at, ()):
            if mark.label.file == "time." + table:
                return mark
        return None

    def _word(self, at: int, key: str) -> bool:
        return any(m.label.key == key for m in self._by_first.get(at, ()) if m.label.file == "time.words")

    def _number(self, at: int) -> tuple[float, int] | None:
        """Read a number at a token, in figures or words; return it and the token after it."""
        if not 0 <= at < len(self._tokens):
            return None
        form = self._tokens[at].form
        if form[0].isdigit():
            value = parse_figure(form)
            return (value, at + 1) if value is not None else None
        return self._number_in_words(at)

    def _number_in_words(self, at: int) -> tuple[float, int] | None:
        total, current, end = 0.0, 0.0, at
        while (mark := self._at(end, "numbers")) is not None:
            value = float(mark.label.key)
            if value >= 1000:
                total, current = total + max(1.0, current) * value, 0.0
            elif value == 100 or (value == 10 and self._han):
                current = _multiply(current, value)
            else:
                current += value
            end = mark.last
        return (total + current, end) if end > at else None

    def lengths(self) -> list[Length]:
        """Return the lengths of time: "30 days", "thirty-day", "тридцать суток", "三十天"."""
        found = []
        at = 0
        while at < len(self._tokens):
            length = self._length_at(at)
            if length:
                found.append(length)
                at = length.last
            else:
                at += 1
        return found

    def _length_at(self, at: int) -> Length | None:
        whole = self._at(at, "lengths")
        if whole is not None:
            return Length(at, whole.last, round(float(whole.label.key)))
        number = self._number(at)
        if number is None:
            return None
        value, end = number
        for skip in (0, 1):  # "90 calendar days", "三个月"
            unit = self._at(end + skip, "units")
            if unit is not None:
                return None if skip == 0 and self._is_calendar(at, unit, value) else _length(at, unit, value)
        return None

    def _is_calendar(self, at: int, unit: Match, value: float) -> bool:
        """In a script without spaces "3月", "2025年" and "18日" are dates, "为期18日" is a length."""
        form = self._tokens[unit.first].form
        if form in {"月", "年"}:
            return self._han and self._tokens[at].form[0].isdigit()
        return self._han and form in {"日", "号"} and value <= 31 and not self._word(at - 1, "for")

    def dates(self) -> list[When]:
        """Return the dates in order, each resolved against the reference day."""
        found: list[When] = []
        at = 0
        while at < len(self._tokens):
            when = self._date_at(at)
            if when:
                found.append(when)
                at = max(at + 1, when.last)
            else:
                at += 1
        return found

    def _date_at(self, at: int) -> When | None:
        for read in (
            self._year_first,
            self._day_month,
            self._month_day,
            self._figures,
            self._day_alone,
            self._relative,
            self._weekday,
        ):
            when = read(at)
            if when is not None:
                return when._replace(role=self._role(when))
        return None

    def _role(self, when: When) -> str:
        for key in ("until", "from", "before", "after"):
            if any(self._word(when.first - back, key) for back in (1, 2)):
                return key
        for key in ("before", "after", "from") if self._han else ():
            if self._word(when.last, key):
                return key
        return "on"

    def _whole(self, at: int, low: int, high: int) -> int | None:
        if not 0 <= at < len(self._tokens):
            return None
        digits = re.match(r"\d+", self._tokens[at].form)
        if (
            digits
            and low <= int(digits.group()) <= high
            and self._tokens[at].form[digits.end() :] in {"", "st", "nd", "rd", "th", "го", "е"}
        ):
            return int(digits.group())
        ordinal = self._at(at, "ordinals")
        if ordinal is not None and low <= float(ordinal.label.key) <= high:
            return int(float(ordinal.label.key))
        return None

    def _month(self, at: int) -> Match | None:
        return self._at(at, "months")

    def _day_month(self, at: int) -> When | None:
        """`18 March 2025`, `18 марта`."""
        day = self._whole(at, 1, 31)
        month = self._month(at + 1) or (self._month(at + 2) if self._word(at + 1, "in") else None)
        if day is None or month is None:
            return None
        return self._make(at, month.last, MONTHS.index(month.label.key) + 1, day)

    def _month_day(self, at: int) -> When | None:
        """`March 18, 2025`."""
        month = self._month(at)
        if month is None:
            return None
        day = self._whole(month.last, 1, 31)
        if day is None:
            return None
        return self._make(at, month.last + 1, MONTHS.index(month.label.key) + 1, day)

    def _year_first(self, at: int) -> When | None:
        """`2025年3月18日`, `3月18日`."""
        if not self._han:
            return None
        year, here = None, at
        value = self._whole(here, 1900, 2100)
        if value is not None and self._form(here + 1) == "年":
            year, here = value, here + 2
        month = self._whole(here, 1, 12)
        if month is None or self._form(here + 1) != "月":
            return None
        day = self._whole(here + 2, 1, 31)
        if day is None:
            return None
        end = here + 3 + (self._form(here + 3) in {"日", "号"})
        return self._resolve(at, end, month, day, year)

    def _day_alone(self, at: int) -> When | None:
        """`18日`: the day of that number nearest to the reference day."""
        day = self._whole(at, 1, 31)
        if not self._han or day is None or self._form(at + 1) not in {"日", "号"} or self._form(at + 2) in {"内", "间"}:
            return None
        candidates = [made for shift in (-1, 0, 1) if (made := _safe_date(*_shift_month(self._reference, shift), day))]
        nearest = min(candidates, key=lambda made: (abs((made - self._reference).days), made))
        return When(at, at + 2, nearest)

    def _figures(self, at: int) -> When | None:
        found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", self._form(at) or "")
        if found and self._whole(at + 1, 1900, 2100):
            made = _safe_date(self._whole(at + 1, 1900, 2100) or 0, int(found.group(2)), int(found.group(1)))
            return When(at, at + 2, made) if made else None
        return None

    def _relative(self, at: int) -> When | None:
        mark = self._at(at, "relative")
        if mark is None:
            return None
        return When(at, mark.last, self._reference + timedelta(days=int(float(mark.label.key))))

    def _weekday(self, at: int) -> When | None:
        """A weekday's name: the next such day, the last one after "last", the reference day's own if it is that day."""
        mark = self._at(at, "weekdays")
        if mark is None:
            return None
        ahead = (WEEKDAYS.index(mark.label.key) - self._reference.weekday()) % 7
        if self._word(at - 1, "last"):
            return When(at - 1, mark.last, self._reference - timedelta(days=(7 - ahead) % 7 or 7))
        if self._word(at - 1, "next") and ahead == 0:
            ahead = 7
        return When(at, mark.last, self._reference + timedelta(days=ahead))

    def _form(self, at: int) -> str | None:
        return self._tokens[at].form if 0 <= at < len(self._tokens) else None

    def _make(self, first: int, end: int, month: int, day: int) -> When | None:
        year = self._whole(end, 1900, 2100)
        return self._resolve(first, end + 1 if year else end, month, day, year)

    def _resolve(self, first: int, end: int, month: int, day: int, year: int | None) -> When | None:
        if year is None:
            year = self._reference.year
            made = _safe_date(year, month, day)
            if made is not None and (self._reference - made).days > _LOOK_BACK_DAYS:
                year += 1
            elif made is not None and (made - self._reference).days > 365 - _LOOK_BACK_DAYS:
                year -= 1
        made = _safe_date(year, month, day)
        return When(first, end, made) if made else None

    def figures(self, taken: set[int]) -> list[Figure]:
        """Return the numbers that count things: not those inside dates and lengths of time."""
        found = []
        at = 0
        while at < len(self._tokens):
            number = None if at in taken else self._number(at)
            if number is None:
                at += 1
                continue
            value, end = number
            if not (1900 <= value <= 2100 and end == at + 1 and self._tokens[at].form.isdigit()):
                found.append(Figure(at, end, value))
            at = end
        return found


def _multiply(current: float, value: float) -> float:
    """一百二十: the ten multiplies the two before it, not the hundred; 三百: the hundred multiplies the three."""
    ones = current % value
    return current - ones + max(1.0, ones) * value


def _length(at: int, unit: Match, value: float) -> Length:
    if unit.label.key == "hour":
        return Length(at, unit.last, round(value / 24) if value >= 24 and value % 24 == 0 else None)
    return Length(at, unit.last, round(value * _DAYS_OF_UNIT.get(unit.label.key, 1)))


def parse_figure(form: str) -> float | None:
    """Return the number that figures write: "1,000" and "1 000" are a thousand, "2.5" and "2,5" two and a half."""
    bare = re.sub(r"[\s  ]", "", form)
    bare = re.sub(r"[.,](?=\d{3}(?!\d))", "", bare).replace(",", ".")
    try:
        return float(bare)
    except ValueError:
        return None


def _shift_month(day: date, months: int) -> tuple[int, int]:
    number = day.year * 12 + day.month - 1 + months
    return number // 12, number % 12 + 1


def _safe_date(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1900 <= year <= 2200 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)
