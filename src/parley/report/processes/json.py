"""A process as JSON: the comparison of every round, and what moved over them."""

from datetime import date
from typing import Any

from parley.report.formats.json import comparison, dump
from parley.report.options import Options
from parley.vocabulary import Course, Process, Rewording, Stand, StepEvent, StepThread, Words

NAME = "json"
SUFFIX = ".json"
BINARY = False
DESCRIPTION = "for programs; its schema is published with the documentation"


def render(process: Process, options: Options) -> str:
    """Return the process as JSON; the options change nothing, since nothing is left out."""
    del options
    return dump(describe(process)) + "\n"


def describe(process: Process) -> dict[str, Any]:
    """Return everything that a process holds, in types that JSON has."""
    return {
        "rounds": [
            {"number": round_.number, "encounter": round_.id, "comparison": comparison(round_.result)}
            for round_ in process.rounds
        ],
        "courses": [_course(course) for course in process.courses],
        "rewordings": [_rewording(rewording) for rewording in process.rewordings],
        "steps": [_thread(thread) for thread in process.steps],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _words(words: Words | None) -> dict[str, Any] | None:
    if words is None:
        return None
    return {"source": words.source, "quote": words.quote, "span": list(words.span), "position": words.position}


def _course(course: Course) -> dict[str, Any]:
    return {"issue": course.issue, "party": course.party, "stands": [_stand(stand) for stand in course.stands]}


def _stand(stand: Stand) -> dict[str, Any]:
    measure = stand.measure
    return {
        "round": stand.round,
        "movement": stand.movement,
        "act": stand.act,
        "strength": stand.strength,
        "scope": list(measure.scope),
        "quantity": measure.quantity,
        "starts_on": _day(measure.starts_on),
        "ends_on": _day(measure.ends_on),
        "days": measure.days,
        "condition": stand.condition,
        "words": _words(stand.words),
        "changed": list(stand.changed),
        "because": list(stand.because),
    }


def _rewording(rewording: Rewording) -> dict[str, Any]:
    return {
        "issue": rewording.issue,
        "party": rewording.party,
        "earlier_round": rewording.earlier_round,
        "later_round": rewording.later_round,
        "earlier": _words(rewording.earlier),
        "later": _words(rewording.later),
        "changes": [[sign, words] for sign, words in rewording.changes],
        "shared": rewording.shared,
    }


def _thread(thread: StepThread) -> dict[str, Any]:
    return {
        "id": thread.id,
        "issue": thread.issue,
        "status": thread.status,
        "events": [_event(event) for event in thread.events],
    }


def _event(event: StepEvent) -> dict[str, Any]:
    return {
        "round": event.round,
        "status": event.status,
        "on": _day(event.on),
        "until": _day(event.until),
        "place": event.place,
        "words": _words(event.words),
        "because": list(event.because),
    }
