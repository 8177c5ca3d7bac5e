"""Dates in a sentence, worked out against a reference day."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from parley.attribute.readers.grammar.language import Language
from parley.attribute.readers.grammar.lengths import LengthReader, shift_month
from parley.attribute.readers.grammar.patterns import Label, Match
from parley.attribute.readers.grammar.time_words import MONTHS, WEEKDAYS
from parley.attribute.readers.grammar.tokens import Token

# A date without a year is the one nearest to the reference day, looking at most this far back before the next year's.
_LOOK_BACK_DAYS = 200
_ORDINAL_ENDINGS = frozenset({"", "st", "nd", "rd", "th", "го", "е"})


class When(NamedTuple):
    """A day, or the first and last of a window, and where the words for it stand (tokens `[first, last)`).

    `role` is on, from, until, before or after.
    """

    first: int
    last: int
    on: date
    until: date | None = None
    role: str = "on"


class TimeReader(LengthReader):
    """Reads the dates of a sentence as well, resolved against a reference day."""

    def __init__(self, language: Language, tokens: list[Token], marks: list[Match], reference: date) -> None:
        super().__init__(language, tokens, marks, reference)
        self._dates: dict[bool, list[When]] = {}

    def dates(self, *, past: bool = False) -> list[When]:
        """Return the dates in order, each resolved against the reference day.

        `past`: the sentence tells of what has happened, so a weekday's name is the last such day and not the next.
        """
        found = self._dates.get(past)
        if found is not None:
            return found
        found = self._dates[past] = []
        end = 0
        for at in self._openings:
            when = self._date_at(at, past=past) if at >= end else None
            if when:
                found.append(when)
                end = when.last
        return found

    def _date_at(self, at: int, *, past: bool) -> When | None:
        when = self._weekday(at, past=past)
        for read in (self._year_first, self._day_month, self._month_day, self._figures, self._day_alone,
                     self._relative, self._counted, self._end_of, self._month_alone):  # fmt: skip
            if when is not None:
                break
            when = read(at)
        return when._replace(role=self._role(when)) if when is not None and when.role == "on" else when

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
        form = self._tokens[at].form
        digits = re.match(r"\d+", form)
        if digits and low <= int(digits.group()) <= high and form[digits.end() :] in _ORDINAL_ENDINGS:
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
        """`18日`, `the 10th of this month`: the day of that number nearest to the reference day."""
        day = self._whole(at, 1, 31)
        if day is None:
            return None
        if self._han:
            end = at + 2
            if self._form(at + 1) not in {"日", "号"} or self._form(end) in {"内", "间"}:
                return None
        else:
            month = self._at(at + 1, "periods") or self._at(at + 2, "periods")
            if month is None or month.label.key != "this_month":
                return None
            end = month.last
        candidates = [made for shift in (-1, 0, 1) if (made := _safe_date(*shift_month(self._reference, shift), day))]
        nearest = min(candidates, key=lambda made: (abs((made - self._reference).days), made))
        return When(at, end, nearest)

    def _figures(self, at: int) -> When | None:
        """`18.03.2025`, `2025-03-18`."""
        found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", self._form(at) or "")
        if found and (year := self._whole(at + 1, 1900, 2100)):
            made = _safe_date(year, int(found.group(2)), int(found.group(1)))
            return When(at, at + 2, made) if made else None
        year, month, day = (self._whole(at + n, *limits) for n, limits in enumerate(((1900, 2100), (1, 12), (1, 31))))
        if year and month and day and self._touch(at, at + 3):
            made = _safe_date(year, month, day)
            return When(at, at + 3, made) if made else None
        return None

    def _touch(self, first: int, last: int) -> bool:
        """Return whether one character stands between each two of these tokens: figures of one date."""
        return all(self._tokens[n + 1].start - self._tokens[n].end == 1 for n in range(first, last - 1))

    def _relative(self, at: int) -> When | None:
        mark = self._at(at, "relative")
        if mark is None:
            return None
        return When(at, mark.last, self._reference + timedelta(days=int(float(mark.label.key))))

    def _counted(self, at: int) -> When | None:
        """`two days earlier`, `через десять дней`, `十天后`: a day counted from the reference day, by days or weeks."""
        length = self._length_at(at)
        direction = self._direction(length) if length is not None else "for"
        if length is None or length.days is None or length.months is not None or direction not in {"ago", "ahead"}:
            return None
        days = length.days if direction == "ahead" else -length.days
        return When(at, length.last, self._reference + timedelta(days=days), role="on")

    def _end_of(self, at: int) -> When | None:
        """`the end of February`, `до конца года`, `年底前`: the last day of the month or year that follows."""
        period = self._at(at, "periods")
        if period is not None and period.label.key in {"end_of_year", "last_third_of_month"}:
            following = self._month(period.last) if period.label.key == "last_third_of_month" else None
            if period.label.key == "end_of_year":
                return self._before_end(at, period.last, date(self._reference.year, 12, 31))
            return self._before_end(at, following.last, self._last_day(following)) if following else None
        if self._han and self._form(at + 1) == "月" and (end := self._word(at + 2, "end")):
            number = self._whole(at, 1, 12)
            month = Match(at, at + 2, Label("time.months", MONTHS[number - 1])) if number else None
            return self._before_end(at, end.last, self._last_day(month)) if month else None
        word = self._word(at, "end")
        if word is None:
            return None
        month = self._month(word.last) or self._month(word.last + 1)
        if month is not None:
            return self._before_end(at, month.last, self._last_day(month))
        for here in (word.last, word.last + 1):
            if year := self._whole(here, 1900, 2100):
                return self._before_end(at, here + 1, date(year, 12, 31))
            named = self._at(here, "periods")
            if named is not None and (last := self._last_of(named.label.key)):
                return self._before_end(at, named.last, last)
        return None

    def _before_end(self, first: int, last: int, day: date) -> When:
        """What is due "at the end of" some period is due by its last day: the words settle no first."""
        return When(first, last, day, role="until")

    def _last_of(self, period: str) -> date | None:
        month = {"this_month": 0, "next_month": 1}.get(period)
        if month is not None:
            return _last_of_month(*shift_month(self._reference, month))
        year = {"this_year": 0, "next_year": 1}.get(period)
        return date(self._reference.year + year, 12, 31) if year is not None else None

    def _last_day(self, month: Match) -> date:
        return _last_of_month(self._year_of(month), MONTHS.index(month.label.key) + 1)

    def _year_of(self, month: Match) -> int:
        """Return the year named behind a month, else the year in which the month is nearest to the reference day."""
        named = self._whole(month.last, 1900, 2100)
        if named:
            return named
        number = MONTHS.index(month.label.key) + 1
        years = (self._reference.year - 1, self._reference.year, self._reference.year + 1)
        return min(years, key=lambda year: (abs((date(year, number, 15) - self._reference).days), -year))

    def _month_alone(self, at: int) -> When | None:
        """`in May`, `5月内`: the month as a window."""
        month = self._month(at)
        if month is None and self._han and self._form(at + 1) == "月":
            number = self._whole(at, 1, 12)
            if number is None or self._whole(at + 2, 1, 31) is not None:
                return None
            month = Match(at, at + 2, Label("time.months", MONTHS[number - 1]))
        if month is None or not (self._word(at - 1, "in", "within", "until", "before", "from") or self._han):
            return None
        number, year = MONTHS.index(month.label.key) + 1, self._year_of(month)
        end = month.last + (1 if self._whole(month.last, 1900, 2100) else 0)
        last = _last_of_month(year, number)
        if self._word(at - 1, "until") or self._word(at - 1, "before"):
            return When(at, end, date(year, number, 1) - timedelta(days=1), role="until")
        return When(at, end, date(year, number, 1), last)

    def _weekday(self, at: int, *, past: bool) -> When | None:
        """A weekday's name: the next such day, the last one after "last" or in a tale of what has happened."""
        mark = self._at(at, "weekdays")
        if mark is None:
            return None
        ahead = (WEEKDAYS.index(mark.label.key) - self._reference.weekday()) % 7
        week = self._week_beside(mark)
        monday = self._reference - timedelta(days=self._reference.weekday())
        if week is not None:
            return When(mark.first, mark.last, monday + timedelta(days=7 * week + WEEKDAYS.index(mark.label.key)))
        if self._word(at - 1, "last"):
            return When(at - 1, mark.last, self._reference - timedelta(days=(7 - ahead) % 7 or 7))
        if self._word(at - 1, "next") and ahead == 0:
            ahead = 7
        if past and not self._word(at - 1, "next", "until", "before") and ahead:
            ahead -= 7
        return When(at, mark.last, self._reference + timedelta(days=ahead))

    def _week_beside(self, weekday: Match) -> int | None:
        """Return the week named close by a weekday, counted from the reference day's: "Saturday of next week"."""
        for at in range(max(0, weekday.first - 4), weekday.last + 4):
            period = self._at(at, "periods")
            if period is not None and period.label.key in {"next_week", "last_week"}:
                return 1 if period.label.key == "next_week" else -1
        return None

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


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _safe_date(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1900 <= year <= 2200 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)
