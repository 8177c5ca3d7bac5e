"""Nouns ↔ records: what events carry and rows show. A record has only types that JSON has, and says the same."""

from datetime import date
from typing import Any

from parley.vocabulary import (
    Absence,
    Act,
    Actor,
    Alignment,
    Attribution,
    CellStatus,
    Certainty,
    Divergence,
    DivergenceType,
    Document,
    Encounter,
    FollowUp,
    Issue,
    Measure,
    Point,
    Position,
    Source,
    SourceKind,
    Span,
    Standing,
    Voice,
    Words,
    Zone,
)


def record_day(day: date | None) -> str | None:
    """Return a day in ISO 8601."""
    return day.isoformat() if day else None


def read_day(written: str | None) -> date | None:
    """Return the day that a record has."""
    return date.fromisoformat(written) if written else None


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span else None


def _read_span(written: list[int] | None) -> Span | None:
    return Span(*written) if written else None


def record_source(source: Source) -> dict[str, Any]:
    """Return the record of a source as the encounter file declares it."""
    return {
        "id": source.id,
        "file": source.file,
        "publisher": source.publisher,
        "kind": str(source.kind),
        "published_on": source.published_on.isoformat(),
        "speaks_for": list(source.speaks_for),
        "language": source.language,
        "url": source.url,
    }


def read_source(record: dict[str, Any]) -> Source:
    """Return the source of a record."""
    return Source(
        record["id"],
        record["file"],
        record["publisher"],
        SourceKind(record["kind"]),
        date.fromisoformat(record["published_on"]),
        tuple(record["speaks_for"]),
        record["language"],
        record["url"],
    )


def record_encounter(encounter: Encounter) -> dict[str, Any]:
    """Return the record of an encounter, with its sources as declared."""
    return {
        "id": encounter.id,
        "title": encounter.title,
        "held_on": [day.isoformat() for day in encounter.held_on],
        "channel": encounter.channel,
        "place": encounter.place,
        "parties": list(encounter.parties),
        "concerned": list(encounter.concerned),
        "previous": encounter.previous,
        "sources": [record_source(source) for source in encounter.sources],
        "actors": [{"id": a.id, "names": list(a.names), "acts_for": a.acts_for} for a in encounter.actors],
        "align": [
            {"action": a.action, "quotes": [list(quote) for quote in a.quotes], "reason": a.reason}
            for a in encounter.align
        ],
    }


def read_encounter(record: dict[str, Any]) -> Encounter:
    """Return the encounter of a record."""
    first, last = (date.fromisoformat(day) for day in record["held_on"])
    return Encounter(
        id=record["id"],
        title=record["title"],
        held_on=(first, last),
        channel=record["channel"],
        parties=tuple(record["parties"]),
        sources=tuple(read_source(source) for source in record["sources"]),
        concerned=tuple(record["concerned"]),
        place=record["place"],
        previous=record["previous"],
        actors=tuple(Actor(a["id"], tuple(a["names"]), a["acts_for"]) for a in record["actors"]),
        align=tuple(
            Alignment(a["action"], tuple((source, words) for source, words in a["quotes"]), a["reason"])
            for a in record["align"]
        ),
    )


def record_document(document: Document) -> dict[str, Any]:
    """Return the record of a document, without its text: that is stored once, by its hash."""
    return {
        "source": record_source(document.source),
        "document": document.sha256,
        "language": document.language,
        "zones": [[*zone.span, str(zone.voice), zone.speaker] for zone in document.zones],
        "partial": document.partial,
        "notes": list(document.notes),
        "characters": len(document.text),
    }


def read_document(record: dict[str, Any], text: str) -> Document:
    """Return the document of a record and its stored text."""
    zones = tuple(Zone(Span(start, end), Voice(voice), speaker) for start, end, voice, speaker in record["zones"])
    return Document(
        read_source(record["source"]),
        text,
        record["document"],
        record["language"],
        zones,
        record["partial"],
        tuple(record["notes"]),
    )


def record_position(position: Position) -> dict[str, Any]:
    """Return the record of a position, without its id: in a ledger its item has one that lasts."""
    measure = position.measure
    return {
        "source": position.source,
        "holder": list(position.holder),
        "act": str(position.act),
        "strength": position.strength,
        "issue": str(position.issue),
        "span": list(position.span),
        "quote": position.quote,
        "voice": str(position.voice),
        "chain": [[link.name, link.party, _span(link.span), _span(link.cue)] for link in position.chain],
        "scope": list(measure.scope),
        "quantity": measure.quantity,
        "starts_on": record_day(measure.starts_on),
        "ends_on": record_day(measure.ends_on),
        "days": measure.days,
        "place": position.place,
        "condition_span": _span(position.condition),
        "condition": position.condition_quote,
        "reason_span": _span(position.reason),
        "reason": position.reason_quote,
        "readers": list(position.readers),
        "confidence": position.confidence,
        "standing": str(position.standing),
        "because": list(position.because),
    }


def read_position(record: dict[str, Any], item: str) -> Position:
    """Return the position of a record, with its item's id."""
    return Position(
        id=item,
        source=record["source"],
        holder=tuple(record["holder"]),
        act=Act(record["act"]),
        strength=record["strength"],
        issue=Issue(record["issue"]),
        span=Span(*record["span"]),
        quote=record["quote"],
        voice=Voice(record["voice"]),
        chain=tuple(
            Attribution(name, party, _read_span(span), _read_span(cue)) for name, party, span, cue in record["chain"]
        ),
        measure=Measure(
            tuple(record["scope"]),
            record["quantity"],
            read_day(record["starts_on"]),
            read_day(record["ends_on"]),
            record["days"],
        ),
        condition=_read_span(record["condition_span"]),
        condition_quote=record["condition"],
        readers=tuple(record["readers"]),
        confidence=record["confidence"],
        standing=Standing(record["standing"]),
        because=tuple(record["because"]),
        place=record["place"],
        reason=_read_span(record["reason_span"]),
        reason_quote=record["reason"],
    )


def record_words(words: Words) -> dict[str, Any]:
    """Return the record of exact words; `position` is whatever id they carry."""
    return {"source": words.source, "span": list(words.span), "quote": words.quote, "position": words.position}


def read_words(record: dict[str, Any]) -> Words:
    """Return the words of a record."""
    return Words(record["source"], Span(*record["span"]), record["quote"], record["position"])


def record_point(point: Point) -> dict[str, Any]:
    """Return the record of a point; `name` is what the comparison calls it."""
    return {
        "name": point.id,
        "issue": str(point.issue),
        "title": point.title,
        "positions": list(point.positions),
        "cells": {source: str(status) for source, status in point.cells.items()},
        "because": list(point.because),
    }


def read_point(record: dict[str, Any], item: str) -> Point:
    """Return the point of a record, with its item's id."""
    cells = {source: CellStatus(status) for source, status in record["cells"].items()}
    return Point(
        item, Issue(record["issue"]), record["title"], tuple(record["positions"]), cells, tuple(record["because"])
    )


def record_divergence(divergence: Divergence) -> dict[str, Any]:
    """Return the record of a divergence."""
    return {
        "type": str(divergence.type),
        "certainty": str(divergence.certainty),
        "issue": str(divergence.issue),
        "point": divergence.point,
        "sides": [record_words(side) for side in divergence.sides],
        "silent": list(divergence.silent),
        "relation": divergence.relation,
        "significance": divergence.significance,
        "features": [list(feature) for feature in divergence.features],
        "because": list(divergence.because),
    }


def read_divergence(record: dict[str, Any], item: str) -> Divergence:
    """Return the divergence of a record, with its item's id."""
    return Divergence(
        item,
        DivergenceType(record["type"]),
        Certainty(record["certainty"]),
        Issue(record["issue"]),
        record["point"],
        tuple(read_words(side) for side in record["sides"]),
        tuple(record["silent"]),
        record["relation"],
        record["significance"],
        tuple((name, weight) for name, weight in record["features"]),
        tuple(record["because"]),
    )


def record_absence(absence: Absence) -> dict[str, Any]:
    """Return the record of an absence."""
    return {
        "issue": str(absence.issue),
        "announced_in": absence.announced_in,
        "words": record_words(absence.words),
        "because": list(absence.because),
    }


def record_step(step: FollowUp) -> dict[str, Any]:
    """Return the record of a next step as one source tells it."""
    return {
        "source": step.source,
        "issue": str(step.issue),
        "words": record_words(step.words),
        "status": step.status,
        "on": record_day(step.on),
        "until": record_day(step.until),
        "place": step.place,
        "because": list(step.because),
    }
