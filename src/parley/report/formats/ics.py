"""The follow-ups as iCalendar (RFC 5545): dated ones as all-day events, the others as things to do."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from parley.report.opening import tell_losses
from parley.report.options import Options
from parley.report.plain_text import on_one_line
from parley.report.wording import ISSUE_TITLES, quoted
from parley.vocabulary import FollowUp, Result

NAME = "ics"
SUFFIX = ".ics"
BINARY = False
DESCRIPTION = "the follow-ups as a calendar"

_LONGEST_LINE = 75
_EVENT_STATUS = {"proposed": "TENTATIVE", "cancelled": "CANCELLED"}
_TODO_STATUS = {"held": "COMPLETED", "cancelled": "CANCELLED"}


def render(result: Result, options: Options) -> str:
    """Return a calendar with an entry for each follow-up; what was not read is in its description."""
    del options
    return "".join(fold(line) for line in _lines(result))


def fold(line: str) -> str:
    """Return a content line in physical lines of at most 75 octets, none broken within a character (RFC 5545, 3.1)."""
    folded: list[str] = []
    current, size = "", 0
    for character in line:
        width = len(character.encode("utf-8"))
        if size + width > _LONGEST_LINE:
            folded.append(current)
            current, size = " ", 1
        current, size = current + character, size + width
    return "\r\n".join([*folded, current]) + "\r\n"


def _escape(text: str) -> str:
    """Return text as a TEXT value (RFC 5545, 3.3.11)."""
    plain = on_one_line(text)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _lines(result: Result) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//Parley//Parley {_escape(result.version)}//EN"
    yield "CALSCALE:GREGORIAN"
    yield f"X-WR-CALNAME:{_escape(result.encounter.title)}"
    read = f"reader {' + '.join(result.readers)}; read: {', '.join(document.id for document in result.documents)}"
    yield f"X-WR-CALDESC:{_escape('; '.join((read, *tell_losses(result))))}"
    for step in result.comparison.follow_ups:
        yield from _entry(result, step)
    yield "END:VCALENDAR"


def _entry(result: Result, step: FollowUp) -> Iterator[str]:
    document = result.document(step.source)
    kind = "VEVENT" if step.on else "VTODO"
    yield f"BEGIN:{kind}"
    yield f"UID:{_identify(result, step)}"
    # The moment of the entry is that of its source, so that the same sources give the same calendar.
    yield f"DTSTAMP:{document.source.published_on:%Y%m%d}T000000Z"
    if step.on:
        yield f"DTSTART;VALUE=DATE:{step.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{(step.until or step.on) + timedelta(days=1):%Y%m%d}"
        yield f"STATUS:{_EVENT_STATUS.get(step.status, 'CONFIRMED')}"
        yield "TRANSP:TRANSPARENT"
    else:
        yield f"STATUS:{_TODO_STATUS.get(step.status, 'NEEDS-ACTION')}"
    title = ISSUE_TITLES[step.issue]
    yield f"SUMMARY:{_escape(f'{title[0].upper()}{title[1:]} ({step.status}): {result.encounter.title}')}"
    if step.place:
        yield f"LOCATION:{_escape(step.place)}"
    quote = quoted(step.words.quote, document.language)
    yield f"DESCRIPTION:{_escape(f'{quote} ({document.source.publisher}, {step.source}:{step.words.span.start})')}"
    yield f"END:{kind}"


def _identify(result: Result, step: FollowUp) -> str:
    parts = (result.encounter.id, step.source, step.words.quote, str(step.on), step.status, step.id)
    return f"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}@parley"
