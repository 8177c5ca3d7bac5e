"""The JSON Schema of a process, published as docs/schema/process.schema.json."""

from parley.report import schema as parts
from parley.report.schema import Schema, comparison_schema
from parley.vocabulary import Act, Issue, Movement

_STEP_STATUSES = ("proposed", "announced", "revised", "held", "cancelled", "untold")


def process_schema() -> Schema:
    """Return the schema of what `parley compare --format json` prints of a folder of encounters."""
    comparison = comparison_schema()
    del comparison["$schema"]
    whole = {"type": "integer", "minimum": 1}
    round_ = parts.closed(number=whole, encounter=parts.STRING, comparison=comparison)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Process: the encounters of one folder, in their order, and what moved over them",
        "description": "Every quote is an exact substring of the stored text of its source in its round, at its span.",
        **parts.closed(
            rounds=parts.array(round_),
            courses=parts.array(
                parts.closed(issue=parts.enum(Issue), party=parts.STRING, stands=parts.array(_stand()))
            ),
            rewordings=parts.array(_rewording()),
            steps=parts.array(_thread()),
        ),
    }


def _maybe_words() -> Schema:
    return {"anyOf": [parts.words(), {"type": "null"}]}


def _stand() -> Schema:
    return parts.closed(
        round={"type": "integer", "minimum": 1},
        movement=parts.enum(Movement),
        act={"anyOf": [parts.enum(Act), {"type": "null"}]},
        strength={"type": ["integer", "null"], "minimum": -8, "maximum": 9},
        scope=parts.STRINGS,
        quantity={"type": ["number", "null"]},
        starts_on=parts.DATE,
        ends_on=parts.DATE,
        days={"type": ["integer", "null"]},
        condition=parts.MAYBE,
        words=_maybe_words(),
        changed=parts.STRINGS,
        because=parts.STRINGS,
    )


def _rewording() -> Schema:
    change = {"type": "array", "prefixItems": [parts.enum("=-+"), parts.STRING], "minItems": 2, "maxItems": 2}
    return parts.closed(
        issue=parts.enum(Issue),
        party=parts.STRING,
        earlier_round={"type": "integer", "minimum": 1},
        later_round={"type": "integer", "minimum": 1},
        earlier=parts.words(),
        later=parts.words(),
        changes=parts.array(change),
        shared={"type": "number", "minimum": 0, "maximum": 1},
    )


def _thread() -> Schema:
    event = parts.closed(
        round={"type": "integer", "minimum": 1},
        status=parts.enum(_STEP_STATUSES),
        on=parts.DATE,
        until=parts.DATE,
        place=parts.MAYBE,
        words=_maybe_words(),
        because=parts.STRINGS,
    )
    return parts.closed(
        id=parts.STRING, issue=parts.enum(Issue), status=parts.enum(_STEP_STATUSES), events=parts.array(event)
    )
