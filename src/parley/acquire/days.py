"""Days written in a head or a line of data: "18 March 2025", "18 марта 2025 года", "2025年3月18日", "2025-03-18"."""

import re
from datetime import date
from functools import cache

from parley.acquire.cues import month_names

_HEAD = 800


def find_day(text: str) -> date | None:
    """Return the first full date in the head of a text."""
    found = sorted(
        (match.start(), match.groupdict()) for pattern in _patterns() for match in pattern.finditer(text[:_HEAD])
    )
    for _, parts in sorted(found, key=lambda pair: pair[0]):
        month = parts["month"].lower()
        try:
            return date(int(parts["year"]), month_names().get(month) or int(month), int(parts["day"]))
        except ValueError:
            continue
    return None


def without_day(line: str) -> str | None:
    """Return a line without the first full or yearless date in it, or None where it has none."""
    for pattern in (*_patterns(), _yearless()):
        found = pattern.search(line)
        if found:
            return line[: found.start()] + line[found.end() :]
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = _month()
    return (
        re.compile(r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"),
        re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
        re.compile(r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
        re.compile(
            rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)? (?P<month>{month}),? (?P<year>\d{{4}})", re.IGNORECASE
        ),
        re.compile(rf"\b(?P<month>{month}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})", re.IGNORECASE),
    )


@cache
def _yearless() -> re.Pattern[str]:
    month = _month()
    return re.compile(
        rf"(?<!\d)\d{{1,2}} (?:{month})\b|\b(?:{month}) \d{{1,2}}\b|\d{{1,2}}月\d{{1,2}}日", re.IGNORECASE
    )


@cache
def _month() -> str:
    return "|".join(sorted(map(re.escape, month_names()), key=len, reverse=True))
