"""The JSON Schema of the report `json`, published as docs/schema/comparison.schema.json."""

from collections.abc import Iterable
from typing import Any

from parley.vocabulary import Act, CellStatus, Certainty, DivergenceType, Issue, Nearer, SourceKind, Standing, Voice

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
STRINGS: Schema = {"type": "array", "items": STRING}
DATE: Schema = {"type": ["string", "null"], "format": "date"}
MAYBE: Schema = {"type": ["string", "null"]}
SPAN: Schema = {
    "type": "array",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
    "description": "[start, end) in code points of the source's stored text",
}
MAYBE_SPAN: Schema = {"anyOf": [SPAN, {"type": "null"}]}
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
        **closed(
            version=STRING,
            readers=STRINGS,
            encounter=_encounter(),
            sources=array(_source()),
            notes=STRINGS,
            positions=array(_position()),
            refusals=array(closed(source=STRING, reader=STRING, quote=STRING, reason=STRING)),
            points=array(_point()),
            divergences=array(_divergence()),
            absent=array(closed(id=STRING, issue=enum(Issue), announced_in=STRING, **_quote(), because=STRINGS)),
            follow_ups=array(_follow_up()),
            commitments=array(_commitment()),
            nearer=enum(_ANSWERS),
            outlook=_outlook(),
        ),
    }


def closed(**properties: Schema) -> Schema:
    """Return an object of exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def array(items: Schema) -> Schema:
    """Return a list of such items."""
    return {"type": "array", "items": items}


def enum(values: Iterable[Any]) -> Schema:
    """Return a string that is one of these."""
    return {"type": "string", "enum": [str(value) for value in values]}


def _quote() -> dict[str, Schema]:
    return {"quote": STRING, "span": SPAN}


def words() -> Schema:
    """Return exact words of a source with their place."""
    return closed(source=STRING, **_quote(), position=MAYBE)


def _encounter() -> Schema:
    return closed(
        id=STRING,
        title=STRING,
        held_on={"type": "array", "items": {"type": "string", "format": "date"}, "minItems": 2, "maxItems": 2},
        channel=STRING,
        place=MAYBE,
        parties=STRINGS,
        concerned=STRINGS,
        previous=MAYBE,
    )


def _source() -> Schema:
    """A source that was read has all its keys; a skipped one has why it was skipped."""
    read = closed(
        id=STRING,
        status=enum(("read", "partial")),
        file=STRING,
        publisher=STRING,
        kind=enum(SourceKind),
        speaks_for=STRINGS,
        published_on={"type": "string", "format": "date"},
        language=STRING,
        url=MAYBE,
        sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        characters={"type": "integer", "minimum": 0},
        notes=STRINGS,
    )
    skipped = closed(id=STRING, status={"const": "skipped"}, file=STRING, reason=STRING, remedy=STRING)
    return {"anyOf": [read, skipped]}


def _position() -> Schema:
    link = closed(name=STRING, party=MAYBE, span=MAYBE_SPAN, cue=MAYBE_SPAN)
    return closed(
        id=STRING,
        source=STRING,
        holder=STRINGS,
        act=enum(Act),
        strength={"type": "integer", "minimum": -8, "maximum": 9},
        issue=enum(Issue),
        **_quote(),
        voice=enum(Voice),
        scope=STRINGS,
        quantity={"type": ["number", "null"]},
        starts_on=DATE,
        ends_on=DATE,
        days={"type": ["integer", "null"]},
        place=MAYBE,
        marks=STRINGS,
        condition=MAYBE,
        condition_span=MAYBE_SPAN,
        chain=STRINGS,
        attribution=array(link),
        reader=STRINGS,
        confidence={"type": "number", "minimum": 0, "maximum": 1},
        standing=enum(Standing),
        because=STRINGS,
    )


def _point() -> Schema:
    return closed(
        id=STRING,
        issue=enum(Issue),
        title=STRING,
        sources={"type": "object", "additionalProperties": enum(CellStatus)},
        positions=STRINGS,
        because=STRINGS,
    )


def _divergence() -> Schema:
    return closed(
        id=STRING,
        type=enum(DivergenceType),
        certainty=enum(Certainty),
        issue=enum(Issue),
        point=MAYBE,
        sides={"type": "object", "additionalProperties": STRING, "description": "source id to its first words"},
        words=array(words()),
        silent=STRINGS,
        relation=MAYBE,
        significance={"type": "number"},
        features=array({"type": "array", "prefixItems": [STRING, {"type": "number"}], "minItems": 2, "maxItems": 2}),
        because=STRINGS,
    )


def _follow_up() -> Schema:
    return closed(
        id=STRING,
        source=STRING,
        issue=enum(Issue),
        on=DATE,
        until=DATE,
        place=MAYBE,
        status=enum(_STATUSES),
        **_quote(),
        because=STRINGS,
    )


def _commitment() -> Schema:
    return closed(
        id=STRING,
        by=STRINGS,
        issue=enum(Issue),
        source=STRING,
        **_quote(),
        scope=STRINGS,
        starts_on=DATE,
        ends_on=DATE,
        condition=MAYBE,
        condition_span=MAYBE_SPAN,
        status=enum(_COMMITMENT_STATUSES),
        because=STRINGS,
    )


def _outlook() -> Schema:
    stage = closed(issue=enum(Issue), stage=STRING, level=STRING, words=array(words()))
    condition = closed(party=STRING, issue=enum(Issue), words=words())
    return closed(nearer=enum(_ANSWERS), reasons=STRINGS, stages=array(stage), open_conditions=array(condition))
