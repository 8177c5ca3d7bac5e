"""PLOVER gold-standard records: English sentences coded with one event each, against the acts that the reader finds.

The file is a JSON list; its first record documents the rest. Only the types of event in `EVENT_OF_ACT` have acts of
ours beside them, by the table of acts in the vocabulary; of the others is told what the reader made of them.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from gold.documents import make_press_report
from gold.figures import percent, render_rows
from parley.attribute.readers.grammar.language import load_language
from parley.attribute.readers.grammar.passages import cut_document
from parley.attribute.readers.grammar.reader import GrammarReader
from parley.attribute.readers.grammar.tokens import tokenize
from parley.attribute.readers.grammar.units import unit_of_span
from parley.errors import InputError
from parley.evaluate.tallies import Tally
from parley.vocabulary import Act, Actor, Standing

EVENT_OF_ACT = {
    Act.PROPOSE: "AGREE",
    Act.ACCEPT: "AGREE",
    Act.AGREE: "AGREE",
    Act.DEMAND: "DEMAND",
    Act.ORDER: "CONCEDE",
    Act.DISCUSS: "CONSULT",
    Act.SCHEDULE: "CONSULT",
    Act.OBJECT: "REJECT",
    Act.REJECT: "REJECT",
    Act.THREATEN: "THREATEN",
}
EVENTS = ("AGREE", "REJECT", "DEMAND", "CONCEDE", "CONSULT", "THREATEN")
_DAY = date(2000, 1, 1)


class Record(NamedTuple):
    """A sentence, the type of its event, and who takes part in it, as an encounter file would say.

    `actors` has only those whose names the built-in lists lack, under code and sector as the record gives them.
    """

    id: str
    event: str
    text: str
    parties: tuple[str, ...]
    actors: tuple[Actor, ...]


class Found(NamedTuple):
    """A position found in a sentence: its act, whether it is shown as found, and its confidence in [0, 1]."""

    act: Act
    is_found: bool
    confidence: float


class Read(NamedTuple):
    """What the reader makes of a sentence: its positions, the most confident first, and the act that it would choose
    were it told that the whole sentence is one position.
    """

    positions: tuple[Found, ...]
    act_if_told: Act | None


def load_records(path: Path) -> list[Record]:
    """Return the records of the file that have a text.

    Raises:
        InputError: the file is missing, is no JSON list, or holds no such record.
    """
    remedy = "give gold_standard_records/PLOVER_GSR_CAMEO.txt of the PLOVER repository"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"the records cannot be read: {error}", where=str(path), remedy=remedy) from error
    records = [_record(row) for row in rows if isinstance(row, dict) and row.get("text")] if rows else []
    if not records:
        raise InputError("there is no record with a text", where=str(path), remedy=remedy)
    return records


def _record(row: dict[str, Any]) -> Record:
    named = [actor for role in ("source", "target") for actor in _listed(row.get(role))]
    parties: dict[str, list[str]] = {}
    for actor in named:
        written = str(actor.get("actorText") or "")
        code = "_".join(part for key in ("code", "sector") if (part := str(actor.get(key) or "")))
        known = _listed_party(written)
        if known:
            parties.setdefault(known, [])
        elif written and code:
            parties.setdefault(code, []).append(written)
    actors = tuple(Actor(party, tuple(dict.fromkeys(names))) for party, names in parties.items() if names)
    return Record(str(row.get("id", "")), str(row.get("event", "")), str(row["text"]), tuple(parties), actors)


def _listed_party(name: str) -> str | None:
    """Return the party that the built-in names have for a name, or None: then it has to be declared."""
    marks = load_language("en").patterns.find(tokenize(name))
    keys = [mark.label.key for mark in marks if mark.label.file == "names"]
    return next((key.removeprefix("parties:") for key in keys if key.startswith("parties:")), None)


def _listed(actors: object) -> list[dict[str, Any]]:
    """Return the actors of a role; a few records have bare words or nothing there."""
    return [actor for actor in actors if isinstance(actor, dict)] if isinstance(actors, list) else []


def read_record(record: Record, reader: GrammarReader) -> Read:
    """Return what the reader makes of a sentence; its encounter has the record's parties and names nothing else."""
    document, encounter = make_press_report(record.id, record.text, _DAY, record.parties, record.actors)
    positions = reader.read(document, encounter).positions
    found = [Found(p.act, p.standing is Standing.FOUND, p.confidence or 0.0) for p in positions]
    whole = unit_of_span(cut_document(document, encounter), 0, len(document.text))
    told = Act(reader.choose_act(whole, document).value) if whole else None
    return Read(tuple(sorted(found, key=lambda position: -position.confidence)), told)


class Readings(NamedTuple):
    """What is taken of each sentence: a set of events for each, in one of several ways."""

    name: str
    events: list[set[str]]


def take_readings(read: Sequence[Read]) -> tuple[Readings, ...]:
    """Return the events of every position, of those shown as found, of the most confident alone, and of the act that
    is chosen where the reader is told that the sentence is a position.
    """
    return (
        Readings("any position", [_events(p.act for p in one.positions) for one in read]),
        Readings("shown as found", [_events(p.act for p in one.positions if p.is_found) for one in read]),
        Readings("most confident", [_events(p.act for p in one.positions[:1]) for one in read]),
        Readings("act if told", [_events([one.act_if_told] if one.act_if_told else []) for one in read]),
    )


def _events(acts: Iterable[Act]) -> set[str]:
    return {EVENT_OF_ACT[act] for act in acts if act in EVENT_OF_ACT}


def tally_events(records: Sequence[Record], readings: Readings) -> dict[str, Tally]:
    """Return, for each type of event, in how many sentences it is read, coded, and both."""
    tallies = dict.fromkeys(EVENTS, Tally())
    for record, events in zip(records, readings.events, strict=True):
        for event in EVENTS:
            read, coded = event in events, event == record.event
            tallies[event] += Tally(int(read and coded), int(read), int(coded))
    return tallies


def measure(path: Path) -> str:
    """Return the tables of scores on the records of a file."""
    records = load_records(path)
    reader = GrammarReader()
    read = [read_record(record, reader) for record in records]
    mapped = sum(record.event in EVENTS for record in records)
    lines = [
        f"PLOVER gold-standard records, {path}: {len(records)} sentences, {mapped} of the six types of event",
        "",
        *(_table(records, readings) + "\n" for readings in take_readings(read)),
        "precision: over all sentences; precision* and F1*: over those of the six types only",
        "",
        "act of the most confident position, by the type of event coded:",
        "",
        *(f"{event:<12} {count:>3}  {acts}" for event, count, acts in _spread(records, read)),
    ]
    return "\n".join(lines) + "\n"


def _table(records: Sequence[Record], readings: Readings) -> str:
    within = [number for number, record in enumerate(records) if record.event in EVENTS]
    everywhere = tally_events(records, readings)
    inside = tally_events(
        [records[number] for number in within], Readings("", [readings.events[number] for number in within])
    )
    rows: list[tuple[str, ...]] = [(readings.name, "records", "precision", "precision*", "recall", "F1*")]
    for event in (*EVENTS, "all six"):
        one = everywhere.get(event) or sum(everywhere.values(), Tally())
        other = inside.get(event) or sum(inside.values(), Tally())
        shares = (one.precision, other.precision, other.recall, other.f1)
        rows.append((event, str(one.expected), *map(percent, shares)))
    return render_rows(rows)


def _spread(records: Sequence[Record], read: Sequence[Read]) -> Iterator[tuple[str, int, str]]:
    """Yield, for each type of event, its sentences and the acts that they were read as, the most frequent first."""
    coded = {record.event for record in records}
    for event in (*(event for event in EVENTS if event in coded), *sorted(coded.difference(EVENTS))):
        acts = Counter(
            one.positions[0].act.value if one.positions else "none"
            for record, one in zip(records, read, strict=True)
            if record.event == event
        )
        ordered = sorted(acts.items(), key=lambda pair: (-pair[1], pair[0]))
        yield event, acts.total(), ", ".join(f"{act} {count}" for act, count in ordered)
