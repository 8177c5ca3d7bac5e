"""The words in which a ledger is told: titles, parties, days, and the words of a source with their place."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from parley.report.plain_text import on_one_line
from parley.report.wording import ISSUE_TITLES, name_day, quoted
from parley.vocabulary import ISSUE_MEANINGS, Issue

_SHOWN = 110
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
# The states in the order of showing: what calls for a look first.
STATES = ("disputed", "in force", "suspended", "conditional", "agreed", "declared", "lapsed", "ended")


def tell_title(issue: str, title: str) -> str:
    """Return a point's title as the issue's title and what sets it apart; a title that a person gave stays."""
    plain, known = on_one_line(title), ISSUE_TITLES[Issue(issue)]
    meaning = re.split(r"[,:(]", ISSUE_MEANINGS[Issue(issue)], maxsplit=1)[0].strip()
    if plain in (issue, meaning):
        return known
    return known + plain.removeprefix(meaning) if plain.startswith(f"{meaning}:") else plain


def tell_parties(parties: Iterable[str]) -> str:
    """Return parties with plus signs between them."""
    return " + ".join(on_one_line(party) for party in parties)


def tell_day(day: str | None) -> str:
    """Return an ISO day in words."""
    return name_day(date.fromisoformat(day)) if day else ""


def tell_heading(on: str, known_on: str | None) -> str:
    """Return the line above what stands on a day; `known_on` is None where everything counts, hindsight included."""
    by = "then" if known_on == on else tell_day(known_on)
    return f"What stands on {tell_day(on)}" + (f", from what was published by {by}" if known_on else "")


def tell_why(why: str) -> str:
    """Return why a state holds, with its days in words; what a person wrote stays as it is."""
    plain = on_one_line(why)
    return plain if plain.startswith("recorded by ") else _DAY.sub(lambda found: tell_day(found[0]), plain)


def tell_words(statement: dict[str, Any]) -> str:
    """Return exact words, cut to fit, with where they stand: «…» 2025-03-18-call/kremlin.ru:2103."""
    words = on_one_line(statement["quote"])
    cut = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
    return f"{quoted(cut, statement['language'])} {on_one_line(statement['source'])}:{statement['span'][0]}"


def tell_terms(scope: Sequence[str], since: str | None, until: str | None) -> str:
    """Return what a reading covers and when: its objects, its first and its last day."""
    first = f"from {tell_day(since)}" if since else "no first day given"
    last = f"until {tell_day(until)}" if until else "no end given"
    days = [first, last] if since or until else ["no dates given"]
    return " · ".join(([", ".join(map(on_one_line, scope))] if scope else []) + days)
