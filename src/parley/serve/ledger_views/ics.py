"""The next steps of a ledger as an iCalendar feed (RFC 5545): dated ones as all-day events, the others as to-dos."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from parley import __version__
from parley.ledger import FollowUpOnDay
from parley.report.formats.ics import fold
from parley.report.plain_text import on_one_line
from parley.report.wording import ISSUE_TITLES
from parley.serve.ledger_views.wording import tell_parties, tell_words
from parley.vocabulary import Issue

_EVENT_STATUS = {"proposed": "TENTATIVE", "cancelled": "CANCELLED"}
_TODO_STATUS = {"held": "COMPLETED", "cancelled": "CANCELLED"}


def show_calendar(follow_ups: Sequence[FollowUpOnDay]) -> str:
    """Return a calendar; an entry keeps its UID when it is revised, and counts its revisions in SEQUENCE."""
    return "".join(fold(line) for line in _lines(follow_ups))


def _lines(follow_ups: Sequence[FollowUpOnDay]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//Parley//Parley {_escape(__version__)}//EN"
    yield "CALSCALE:GREGORIAN"
    yield "X-WR-CALNAME:Parley: next steps"
    for step in follow_ups:
        yield from _entry(step)
    yield "END:VCALENDAR"


def _entry(step: FollowUpOnDay) -> Iterator[str]:
    kind = "VEVENT" if step.on else "VTODO"
    last = step.entries[-1]
    yield f"BEGIN:{kind}"
    yield f"UID:{step.id}@parley"
    # The moment of the entry is that of its last source, so that the same ledger gives the same calendar.
    yield f"DTSTAMP:{date.fromisoformat(last['published_on']):%Y%m%d}T000000Z"
    yield f"SEQUENCE:{len(step.entries) - 1}"
    if step.on:
        first = date.fromisoformat(step.on)
        after = date.fromisoformat(step.until or step.on) + timedelta(days=1)
        yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
        yield f"STATUS:{_EVENT_STATUS.get(step.status, 'CONFIRMED')}"
        yield "TRANSP:TRANSPARENT"
    else:
        yield f"STATUS:{_TODO_STATUS.get(step.status, 'NEEDS-ACTION')}"
    title = ISSUE_TITLES[Issue(step.issue)]
    status = f"{step.status}, overdue" if step.overdue else step.status
    yield f"SUMMARY:{_escape(f'{title[0].upper()}{title[1:]} ({status}): {tell_parties(step.parties)}')}"
    if step.place:
        yield f"LOCATION:{_escape(step.place)}"
    yield f"DESCRIPTION:{_escape(tell_words(last))}"
    yield f"END:{kind}"


def _escape(text: str) -> str:
    """Return text as a TEXT value (RFC 5545, 3.3.11)."""
    return on_one_line(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
