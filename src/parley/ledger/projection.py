"""Keeps the derived rows in step with the log: a little after each change, all of them in a rebuild; both the same.

Two levels: the rows of an encounter follow from its events; the commitments and follow-ups of a process follow from
the rows of its encounters. `rebuild_rows` and `update_rows` call the same pure functions.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from parley.ledger.commitments import derive_commitments, pack_words
from parley.ledger.encounter_state import EncounterState, apply_event, fold_encounter
from parley.ledger.follow_ups import derive_follow_ups
from parley.ledger.rows import rows_of_encounter
from parley.ledger.statements import make_statement
from parley.ledger.words import cut_passages
from parley.stores import Event, Filters, Reading, Row, Writing, dump_body

# Change this with every change of what follows from the same events: a ledger that opens is then derived anew.
RULES = "rules 6"
_PROCESS_KINDS = ("process", "commitment", "follow_up")


def fold_log(log: Iterable[Event]) -> dict[str, EncounterState]:
    """Return the state of every encounter, by id."""
    states: dict[str, EncounterState] = {}
    for event in log:
        if event.encounter:
            apply_event(states.setdefault(event.encounter, EncounterState(event.encounter)), event)
    return states


def rebuild_rows(log: Iterable[Event]) -> Iterator[Row]:
    """Yield all derived rows that follow from the log."""
    by_process: dict[str, tuple[list[Row], list[dict[str, Any]]]] = {}
    for state in fold_log(log).values():
        rows = rows_of_encounter(state)
        yield from rows
        if rows:
            kept, observed = by_process.setdefault(state.process, ([], []))
            kept.extend(row for row in rows if row.kind == "encounter" or row.role)
            observed.extend(state.observed)
    for process, (rows, observed) in sorted(by_process.items()):
        yield from rows_of_process(process, rows, sorted(observed, key=lambda note: int(note["seq"])))


def rebuild_all(writing: Writing) -> int:
    """Drop what is derived and derive it anew; return how many rows there are."""
    writing.clear_derived(passages=True)
    rows = list(rebuild_rows(writing.events()))
    writing.replace_rows(rows, ())
    writing.put_passages(one for sha256, text in writing.documents() for one in cut_passages(sha256, text))
    writing.set_derived_from(RULES, writing.last_event()[0])
    return len(rows)


def rows_of_process(
    process: str, rows: Iterable[Row], observed: list[dict[str, Any]], issues: frozenset[str] | None = None
) -> list[Row]:
    """Return the rows of a process: itself, its commitments (of some issues only, where given) and its follow-ups.

    `rows` are those of its encounters, and of its positions with a role.
    """
    encounters: list[Row] = []
    statements: list[dict[str, Any]] = []
    for row in rows:
        if row.kind == "encounter":
            encounters.append(row)
        elif row.role and (issues is None or row.issue in issues):
            statements.append(make_statement(row.id, row.body))
    encounters.sort(key=lambda row: (row.day, row.id))
    made = [_commitment_row(one) for one in derive_commitments(process, statements, observed)]
    held = [
        {
            "id": row.id,
            "held_on": row.body["encounter"]["held_on"],
            "place": row.body["encounter"]["place"],
            "parties": row.body["encounter"]["parties"],
            "known_on": row.body["known_on"],
        }
        for row in encounters
    ]
    steps = [step for row in encounters for step in row.body["steps"]]
    made += [_follow_up_row(one) for one in derive_follow_ups(process, steps, held, observed)]
    if encounters:
        body = {"encounters": [row.id for row in encounters], "title": encounters[0].body["encounter"]["title"]}
        made.append(Row(process_row_id(process), "process", process, day=encounters[-1].day, body=body))
    return made


def process_row_id(process: str) -> str:
    """Return the id of a process's own row: a process may bear the name of an encounter."""
    return f"process:{process}"


def update_rows(writing: Writing, encounter: str) -> EncounterState:
    """Bring the rows of an encounter, and what follows from them, up to date with its events; return its state.

    1. fold its events, and put the rows that changed;
    2. derive anew the commitments of the issues on which they changed, and the follow-ups of its process.
    """
    state = fold_encounter(encounter, writing.events(encounter=encounter))
    before = {row.id: row for row in writing.rows(Filters(encounters=(encounter,))) if row.kind not in _PROCESS_KINDS}
    issues = _put_changes(writing, before, rows_of_encounter(state))
    _update_process(writing, state.process, frozenset(issues))
    seq, _ = writing.last_event()
    writing.set_derived_from(RULES, seq)
    return state


def _update_process(writing: Writing, process: str, issues: frozenset[str]) -> None:
    observed = list_observed(writing, process)
    issues |= {note["issue"] for note in observed if note.get("issue")}
    rows = writing.rows(Filters(kinds=("encounter",), process=process))
    if issues:
        wanted = tuple(sorted(issues))
        rows += writing.rows(Filters(kinds=("position",), process=process, issues=wanted, with_role=True))
    before = {
        row.id: row
        for row in writing.rows(Filters(kinds=_PROCESS_KINDS, process=process))
        if row.kind != "commitment" or row.issue in issues
    }
    _put_changes(writing, before, rows_of_process(process, rows, observed, issues))


def list_observed(reading: Reading, process: str) -> list[dict[str, Any]]:
    """Return what people recorded about the commitments and follow-ups of a process, in order."""
    return [
        {**event.body, "item": event.item, "by": event.by, "at": event.at, "seq": event.seq}
        for event in reading.events(kinds=("observed",))
        if event.process == process
    ]


def _put_changes(writing: Writing, before: dict[str, Row], after: list[Row]) -> set[str]:
    """Write the rows that differ; return the issues on which something that bears on commitments changed."""
    changed = [row for row in after if row.id not in before or not same_row(before[row.id], row)]
    kept = {row.id for row in after}
    gone = [row for row in before.values() if row.id not in kept]
    writing.replace_rows(changed, [row.id for row in gone])
    touched = [*changed, *gone, *(before[row.id] for row in changed if row.id in before)]
    return {row.issue for row in touched if row.issue and row.role}


def same_row(one: Row, other: Row) -> bool:
    """Whether two rows say the same."""
    return _key(one) == _key(other) and dump_body(one.body) == dump_body(other.body)


def _key(row: Row) -> tuple[Any, ...]:
    return (
        row.id, row.kind, row.process, row.encounter, row.source, row.document, row.issue, row.role, row.day, row.open,
        row.weight, row.revision, row.words,
    )  # fmt: skip


def _commitment_row(body: dict[str, Any]) -> Row:
    kept, words = pack_words(body)
    return Row(
        body["id"], "commitment", body["process"], issue=body["issue"], day=body["first_on"], body=kept, words=words
    )


def _follow_up_row(body: dict[str, Any]) -> Row:
    first = body["entries"][0]
    day = next((one["on"] for one in reversed(body["entries"]) if one["on"]), "")
    return Row(body["id"], "follow_up", body["process"], first["encounter"], issue=body["issue"], day=day, body=body)
