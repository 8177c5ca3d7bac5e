"""The JSON Schema of the report `json`, published as docs/schema/comparison.schema.json."""

from collections.abc import Iterable
from typing import Any

from parley.vocabulary import Act, CellStatus, Certainty, DivergenceType, Issue, Nearer, SourceKind, Standing, Voice

Schema = dict[str, Any]

_STRING: Schema = {"type": "string"}
_STRINGS: Schema = {"type": "array", "items": _STRING}
_DATE: Schema = {"type": ["string", "null"], "format": "date"}
_MAYBE: Schema = {"type": ["string", "null"]}
_SPAN: Schema = {
    "type": "array",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
    "description": "[start, end) in code points of the source's stored text",
}
_MAYBE_SPAN: Schema = {"anyOf": [_SPAN, {"type": "null"}]}
_STATUSES = ("proposed", "announced", "revised", "held", "cancelled")
_COMMITMENT_STATUSES = ("declared", "conditional", "agreed", "in_force", "suspended", "unconfirmed")


# What can be said of one encounter by itself: that there is not enough to say is said of a process alone.
_ANSWERS = tuple(one for one in Nearer if one is not Nearer.NOT_ENOUGH)


def comparison_schema() -> Schema:
    """Return the schema of what `parley compare --format json` prints."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Comparison of the accounts of one encounter",
        "description": "Every quote is an exact substring of its source's stored text, at its span.",
        **_closed(
            version=_STRING,
            readers=_STRINGS,
            encounter=_encounter(),
            sources=_list(_source()),
            notes=_STRINGS,
            positions=_list(_position()),
            refusals=_list(_closed(source=_STRING, reader=_STRING, quote=_STRING, reason=_STRING)),
            points=_list(_point()),
            divergences=_list(_divergence()),
            absent=_list(_closed(id=_STRING, issue=_enum(Issue), announced_in=_STRING, **_quote(), because=_STRINGS)),
            follow_ups=_list(_follow_up()),
            commitments=_list(_commitment()),
            nearer=_enum(_ANSWERS),
            outlook=_outlook(),
        ),
    }


def _closed(**properties: Schema) -> Schema:
    """Return an object of exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _enum(values: Iterable[Any]) -> Schema:
    return {"type": "string", "enum": [str(value) for value in values]}


def _quote() -> dict[str, Schema]:
    return {"quote": _STRING, "span": _SPAN}


def _words() -> Schema:
    return _closed(source=_STRING, **_quote(), position=_MAYBE)


def _encounter() -> Schema:
    return _closed(
        id=_STRING,
        title=_STRING,
        held_on={"type": "array", "items": {"type": "string", "format": "date"}, "minItems": 2, "maxItems": 2},
        channel=_STRING,
        place=_MAYBE,
        parties=_STRINGS,
        concerned=_STRINGS,
        previous=_MAYBE,
    )


def _source() -> Schema:
    """A source that was read has all its keys; a skipped one has why it was skipped."""
    read = _closed(
        id=_STRING,
        status=_enum(("read", "partial")),
        file=_STRING,
        publisher=_STRING,
        kind=_enum(SourceKind),
        speaks_for=_STRINGS,
        published_on={"type": "string", "format": "date"},
        language=_STRING,
        url=_MAYBE,
        sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        characters={"type": "integer", "minimum": 0},
        notes=_STRINGS,
    )
    skipped = _closed(id=_STRING, status={"const": "skipped"}, file=_STRING, reason=_STRING, remedy=_STRING)
    return {"anyOf": [read, skipped]}


def _position() -> Schema:
    link = _closed(name=_STRING, party=_MAYBE, span=_MAYBE_SPAN, cue=_MAYBE_SPAN)
    return _closed(
        id=_STRING,
        source=_STRING,
        holder=_STRINGS,
        act=_enum(Act),
        strength={"type": "integer", "minimum": -8, "maximum": 9},
        issue=_enum(Issue),
        **_quote(),
        voice=_enum(Voice),
        scope=_STRINGS,
        quantity={"type": ["number", "null"]},
        starts_on=_DATE,
        ends_on=_DATE,
        days={"type": ["integer", "null"]},
        place=_MAYBE,
        condition=_MAYBE,
        condition_span=_MAYBE_SPAN,
        chain=_STRINGS,
        attribution=_list(link),
        reader=_STRINGS,
        confidence={"type": "number", "minimum": 0, "maximum": 1},
        standing=_enum(Standing),
        because=_STRINGS,
    )


def _point() -> Schema:
    return _closed(
        id=_STRING,
        issue=_enum(Issue),
        title=_STRING,
        sources={"type": "object", "additionalProperties": _enum(CellStatus)},
        positions=_STRINGS,
        because=_STRINGS,
    )


def _divergence() -> Schema:
    return _closed(
        id=_STRING,
        type=_enum(DivergenceType),
        certainty=_enum(Certainty),
        issue=_enum(Issue),
        point=_MAYBE,
        sides={"type": "object", "additionalProperties": _STRING, "description": "source id to its first words"},
        words=_list(_words()),
        silent=_STRINGS,
        relation=_MAYBE,
        significance={"type": "number"},
        features=_list({"type": "array", "prefixItems": [_STRING, {"type": "number"}], "minItems": 2, "maxItems": 2}),
        because=_STRINGS,
    )


def _follow_up() -> Schema:
    return _closed(
        id=_STRING,
        source=_STRING,
        issue=_enum(Issue),
        on=_DATE,
        until=_DATE,
        place=_MAYBE,
        status=_enum(_STATUSES),
        **_quote(),
        because=_STRINGS,
    )


def _commitment() -> Schema:
    return _closed(
        id=_STRING,
        by=_STRINGS,
        issue=_enum(Issue),
        source=_STRING,
        **_quote(),
        scope=_STRINGS,
        starts_on=_DATE,
        ends_on=_DATE,
        condition=_MAYBE,
        condition_span=_MAYBE_SPAN,
        status=_enum(_COMMITMENT_STATUSES),
        because=_STRINGS,
    )


def _outlook() -> Schema:
    stage = _closed(issue=_enum(Issue), stage=_STRING, level=_STRING, words=_list(_words()))
    condition = _closed(party=_STRING, issue=_enum(Issue), words=_words())
    return _closed(nearer=_enum(_ANSWERS), reasons=_STRINGS, stages=_list(stage), open_conditions=_list(condition))
