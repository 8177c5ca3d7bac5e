"""Tables: one row for each position, and one for each source that was skipped or not read whole."""

from typing import Any

from parley.report.opening import is_partial
from parley.report.wording import ISSUE_TITLES
from parley.vocabulary import PLOVER_MODES, Position, Result

# Column → the kind of value it has; a text is whatever a source or a user could have written.
COLUMNS: dict[str, str] = {
    "record": "text",
    "encounter": "text",
    "held_on": "date",
    "source": "text",
    "publisher": "text",
    "source_kind": "text",
    "speaks_for": "text",
    "published_on": "date",
    "language": "text",
    "position": "text",
    "holder": "text",
    "act": "text",
    "plover_mode": "text",
    "strength": "integer",
    "issue": "text",
    "issue_title": "text",
    "point": "text",
    "quote": "text",
    "start": "integer",
    "end": "integer",
    "voice": "text",
    "chain": "text",
    "scope": "text",
    "quantity": "number",
    "starts_on": "date",
    "ends_on": "date",
    "days": "integer",
    "place": "text",
    "condition": "text",
    "confidence": "number",
    "standing": "text",
    "because": "text",
    "note": "text",
    "reader": "text",
    "parley_version": "text",
}

Record = dict[str, Any]


def make_rows(result: Result) -> list[Record]:
    """Return the rows in the order of sources and places; every row has every column, None where it has no value.

    `record` is `position`, `partial` (the source was not read whole; why is in `note`) or `skipped`.
    """
    points = {position: point.id for point in result.comparison.points for position in point.positions}
    rows = [_position_row(result, position, points) for position in result.positions]
    rows += [
        _row(result, record="partial", source=document.id, note="; ".join(document.notes) or "not read whole")
        for document in result.documents
        if is_partial(result, document.id)
    ]
    rows += [
        _row(result, record="skipped", source=lost.source_id, note=f"{lost.file}: {lost.reason} — {lost.remedy}")
        for lost in result.skipped
    ]
    return rows


def _row(result: Result, **values: Any) -> Record:
    base: Record = dict.fromkeys(COLUMNS)
    base.update(
        encounter=result.encounter.id,
        held_on=result.encounter.held_on[0],
        reader=" ".join(result.readers),
        parley_version=result.version,
    )
    return base | values


def _position_row(result: Result, position: Position, points: dict[str, str]) -> Record:
    document, measure = result.document(position.source), position.measure
    return _row(
        result,
        record="position",
        source=position.source,
        publisher=document.source.publisher,
        source_kind=document.source.kind.value,
        speaks_for=" ".join(document.source.speaks_for),
        published_on=document.source.published_on,
        language=document.language,
        position=position.id,
        holder=" ".join(position.holder),
        act=position.act.value,
        plover_mode=PLOVER_MODES.get(position.act),
        strength=position.strength,
        issue=position.issue.value,
        issue_title=ISSUE_TITLES[position.issue],
        point=points.get(position.id),
        quote=position.quote,
        start=position.span.start,
        end=position.span.end,
        voice=position.voice.value,
        chain=" > ".join(link.name for link in position.chain),
        scope="; ".join(measure.scope),
        quantity=measure.quantity,
        starts_on=measure.starts_on,
        ends_on=measure.ends_on,
        days=measure.days,
        place=position.place,
        condition=position.condition_quote,
        confidence=round(position.confidence, 4),
        standing=position.standing.value,
        because="; ".join(position.because),
        reader=" ".join(position.readers),
    )
