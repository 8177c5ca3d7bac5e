"""The positions as PLOVER-coded events, one JSON object a line; the first line says what was read.

Source: Halterman et al. 2023, "PLOVER and POLECAT: A New Political Event Ontology and Dataset".
"""

from collections.abc import Iterator
from typing import Any

from parley.report.formats.json import dump_line
from parley.report.opening import found_positions, tell_losses
from parley.report.options import Options
from parley.vocabulary import PLOVER_MODES, VOICES_OF_RECORD, Position, Result

NAME = "plover"
SUFFIX = ".jsonl"
BINARY = False
DESCRIPTION = "PLOVER-coded events for event-data tools, one JSON object a line"


def render(result: Result, options: Options) -> str:
    """Return an event for each position found in a voice of record whose act has a PLOVER mode."""
    del options
    lines = [_run(result), *_events(result)]
    return "".join(dump_line(line) + "\n" for line in lines)


def _run(result: Result) -> dict[str, Any]:
    return {
        "record": "run",
        "encounter": result.encounter.id,
        "parley_version": result.version,
        "readers": list(result.readers),
        "read": [document.id for document in result.documents],
        "not_read": list(tell_losses(result)),
    }


def _events(result: Result) -> Iterator[dict[str, Any]]:
    for position in found_positions(result):
        if position.act in PLOVER_MODES and position.voice in VOICES_OF_RECORD and position.holder:
            yield _event(result, position)


def _event(result: Result, position: Position) -> dict[str, Any]:
    """Return one event. Its recipients are the parties of the encounter that do not hold the position."""
    encounter, source = result.encounter, result.document(position.source).source
    others = [party for party in encounter.parties if party not in position.holder]
    return {
        "record": "event",
        "event_id": position.id,
        "event_date": encounter.held_on[0].isoformat(),
        "plover_mode": PLOVER_MODES[position.act],
        "act": position.act,
        "actors": list(position.holder),
        "recipients": others,
        "issue": position.issue,
        "strength": position.strength,
        "conditional": position.condition is not None,
        "by_account_of": [link.name for link in position.chain],
        "source": position.source,
        "publisher": source.publisher,
        "published_on": source.published_on.isoformat(),
        "text": position.quote,
        "span": list(position.span),
        "reader": list(position.readers),
        "confidence": round(position.confidence, 4),
    }
