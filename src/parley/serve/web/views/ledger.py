"""Commitments and follow-ups on a day, as pages show them: each party's reading beside the others, with its words."""

from datetime import date
from typing import Any

from parley.ledger import CommitmentOnDay, FollowUpOnDay, ReadingOnDay
from parley.report.plain_text import on_one_line
from parley.serve.web import links
from parley.serve.web.wording import Wording

_MOST_WORDS = 3


def show_commitment(one: CommitmentOnDay, w: Wording) -> dict[str, Any]:
    """Return a commitment with its readings."""
    return {
        "id": one.id,
        "title": title_of(one.issue, one.title, w),
        "issue": one.issue,
        "by": w.listed([on_one_line(party) for party in one.by]),
        "state": slug_of(one.state),
        "state_word": w.id("state", slug_of(one.state)),
        "since": _day(one.first_on, w),
        "until": _day(max((r.until for r in one.readings if r.until), default=None), w),
        "history": links.item_link(one.id),
        "readings": [_reading(reading, w) for reading in one.readings],
    }


def title_of(issue: str, title: str, w: Wording) -> str:
    """Return what a commitment is about: its issue, and the objects that its point names."""
    apart = on_one_line(title).partition(": ")[2]
    return w.id("issue", issue) + (f": {apart}" if apart else "")


def slug_of(state: str) -> str:
    """Return a state as catalogue and style name it."""
    return state.replace(" ", "_")


def _reading(reading: ReadingOnDay, w: Wording) -> dict[str, Any]:
    named = [
        (w.t("ledger.declared_on"), _day(reading.declared_on, w)),
        (w.t("ledger.from"), _day(reading.in_force_from, w)),
        (w.t("ledger.until"), _day(reading.until, w)),
        (w.t("ledger.scope"), w.listed([on_one_line(noun) for noun in reading.scope])),
        *((w.t("ledger.conditions"), condition) for condition in reading.conditions),
    ]
    return {
        "party": on_one_line(reading.party),
        "reported": reading.reported,
        "state": slug_of(reading.state),
        "state_word": w.id("state", slug_of(reading.state)),
        "terms": [(name, value) for name, value in named if value],
        "why": on_one_line(reading.why),
        "words": [_words(statement) for statement in reading.statements[:_MOST_WORDS]],
    }


def _words(said: dict[str, Any]) -> dict[str, str]:
    encounter = said["encounter"]
    return {
        "quote": said["quote"],
        "language": said["language"],
        "publisher": on_one_line(said["publisher"]),
        "link": links.position_link(encounter, said["position"])
        if said["position"]
        else links.source_link(encounter, said["source"].removeprefix(f"{encounter}/")),
    }


def show_follow_up(one: FollowUpOnDay, w: Wording) -> dict[str, Any]:
    """Return a next step with the words of every source that names it."""
    return {
        "id": one.id,
        "issue": w.id("issue", one.issue),
        "status": one.status,
        "status_word": w.id("step", one.status),
        "overdue": one.overdue,
        "when": w.days(_date(one.on), _date(one.until)) or w.t("step.no_day"),
        "was": _day(one.was_on, w),
        "place": on_one_line(one.place or ""),
        "why": on_one_line(one.why),
        "words": [_words(entry) for entry in one.entries[:_MOST_WORDS]],
    }


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _day(written: str | None, w: Wording) -> str:
    return w.day(_date(written))
