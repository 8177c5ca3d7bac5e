"""The comparison as JSON: the keys of the contract, each item with its span, voice, reader and reasons."""

import json
import re
from datetime import date
from typing import Any

from parley.report.options import Options
from parley.report.plain_text import is_hidden
from parley.vocabulary import (
    Commitment,
    Divergence,
    Document,
    Encounter,
    FollowUp,
    Outlook,
    Point,
    Position,
    Result,
    Skipped,
    Span,
    Words,
)

NAME = "json"
SUFFIX = ".json"
BINARY = False
DESCRIPTION = "for programs; its schema is published with the documentation"

_NOT_ASCII = re.compile(r"[^\x00-\x7e]")


def render(result: Result, options: Options) -> str:
    """Return the comparison as JSON; the options change nothing, since nothing is left out."""
    del options
    return dump(comparison(result)) + "\n"


def dump(content: object) -> str:
    """Return JSON in which letters stand as they are and hidden characters are escaped, so that none acts."""
    return _NOT_ASCII.sub(_escape_hidden, json.dumps(content, ensure_ascii=False, indent=1))


def dump_line(content: object) -> str:
    """Return the same on one line."""
    return _NOT_ASCII.sub(_escape_hidden, json.dumps(content, ensure_ascii=False))


def _escape_hidden(match: re.Match[str]) -> str:
    if match[0] == "\x7f":  # the one control character that JSON leaves as it is
        return "\\u007f"
    return json.dumps(match[0])[1:-1] if is_hidden(match[0]) else match[0]


def comparison(result: Result) -> dict[str, Any]:
    """Return everything that a comparison holds, in types that JSON has."""
    compared = result.comparison
    return {
        "version": result.version,
        "readers": list(result.readers),
        "encounter": _encounter(result.encounter),
        "sources": [*(_read(result, d) for d in result.documents), *(_skipped(lost) for lost in result.skipped)],
        "notes": list(result.notes),
        "positions": [position(item) for item in result.positions],
        "refusals": [
            {"source": r.source, "reader": r.reader, "quote": r.quote, "reason": r.reason} for r in result.refusals
        ],
        "points": [_point(point) for point in compared.points],
        "divergences": [_divergence(divergence) for divergence in compared.divergences],
        "absent": [
            {
                "id": a.id,
                "issue": a.issue,
                "announced_in": a.announced_in,
                **_quote(a.words),
                "because": list(a.because),
            }
            for a in compared.absent
        ],
        "follow_ups": [_follow_up(step) for step in compared.follow_ups],
        "commitments": [_commitment(commitment) for commitment in compared.commitments],
        "nearer": result.outlook.nearer,
        "outlook": _outlook(result.outlook),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span else None


def _quote(words: Words) -> dict[str, Any]:
    return {"quote": words.quote, "span": list(words.span)}


def _words(words: Words) -> dict[str, Any]:
    return {"source": words.source, **_quote(words), "position": words.position}


def _encounter(encounter: Encounter) -> dict[str, Any]:
    return {
        "id": encounter.id,
        "title": encounter.title,
        "held_on": [_day(day) for day in encounter.held_on],
        "channel": encounter.channel,
        "place": encounter.place,
        "parties": list(encounter.parties),
        "concerned": list(encounter.concerned),
        "previous": encounter.previous,
    }


def _read(result: Result, document: Document) -> dict[str, Any]:
    source = document.source
    return {
        "id": source.id,
        "status": "partial" if document.partial or source.id in result.partial else "read",
        "file": source.file,
        "publisher": source.publisher,
        "kind": source.kind,
        "speaks_for": list(source.speaks_for),
        "published_on": _day(source.published_on),
        "language": document.language,
        "url": source.url,
        "sha256": document.sha256,
        "characters": len(document.text),
        "notes": list(document.notes),
    }


def _skipped(lost: Skipped) -> dict[str, Any]:
    return {
        "id": lost.source_id,
        "status": "skipped",
        "file": lost.file,
        "reason": lost.reason,
        "remedy": lost.remedy,
    }


def position(position: Position) -> dict[str, Any]:
    """Return one position with the keys of the contract."""
    measure = position.measure
    return {
        "id": position.id,
        "source": position.source,
        "holder": list(position.holder),
        "act": position.act,
        "strength": position.strength,
        "issue": position.issue,
        "quote": position.quote,
        "span": list(position.span),
        "voice": position.voice,
        "scope": list(measure.scope),
        "quantity": measure.quantity,
        "starts_on": _day(measure.starts_on),
        "ends_on": _day(measure.ends_on),
        "days": measure.days,
        "place": position.place,
        "marks": list(position.marks),
        "condition": position.condition_quote,
        "condition_span": _span(position.condition),
        "chain": [link.name for link in position.chain],
        "attribution": [
            {"name": link.name, "party": link.party, "span": _span(link.span), "cue": _span(link.cue)}
            for link in position.chain
        ],
        "reader": list(position.readers),
        "confidence": round(position.confidence, 4),
        "standing": position.standing,
        "because": list(position.because),
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "id": point.id,
        "issue": point.issue,
        "title": point.title,
        "sources": dict(point.cells),
        "positions": list(point.positions),
        "because": list(point.because),
    }


def _divergence(divergence: Divergence) -> dict[str, Any]:
    sides: dict[str, str] = {}
    for words in divergence.sides:
        sides.setdefault(words.source, words.quote)
    return {
        "id": divergence.id,
        "type": divergence.type,
        "certainty": divergence.certainty,
        "issue": divergence.issue,
        "point": divergence.point,
        "sides": sides,
        "words": [_words(words) for words in divergence.sides],
        "silent": list(divergence.silent),
        "relation": divergence.relation,
        "significance": round(divergence.significance, 4),
        "features": [[name, round(weight, 4)] for name, weight in divergence.features],
        "because": list(divergence.because),
    }


def _follow_up(step: FollowUp) -> dict[str, Any]:
    return {
        "id": step.id,
        "source": step.source,
        "issue": step.issue,
        "on": _day(step.on),
        "until": _day(step.until),
        "place": step.place,
        "status": step.status,
        **_quote(step.words),
        "because": list(step.because),
    }


def _commitment(commitment: Commitment) -> dict[str, Any]:
    condition = commitment.condition
    return {
        "id": commitment.id,
        "by": list(commitment.by),
        "issue": commitment.issue,
        "source": commitment.source,
        **_quote(commitment.words),
        "scope": list(commitment.scope),
        "starts_on": _day(commitment.starts_on),
        "ends_on": _day(commitment.ends_on),
        "condition": condition.quote if condition else None,
        "condition_span": list(condition.span) if condition else None,
        "status": commitment.status,
        "because": list(commitment.because),
    }


def _outlook(outlook: Outlook) -> dict[str, Any]:
    return {
        "nearer": outlook.nearer,
        "reasons": list(outlook.reasons),
        "stages": [
            {
                "issue": stage.issue,
                "stage": stage.stage,
                "level": stage.level,
                "words": [_words(words) for words in stage.words],
            }
            for stage in outlook.stages
        ],
        "open_conditions": [
            {"party": condition.party, "issue": condition.issue, "words": _words(condition.words)}
            for condition in outlook.open_conditions
        ],
    }
