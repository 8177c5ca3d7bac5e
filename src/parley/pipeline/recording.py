"""The wiring of the ledger: folder → Result → Ledger, and a comparison anew after people decided.

The ledger itself reads nothing and compares nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from parley import __version__
from parley.errors import InputError
from parley.ledger import Added, Ledger
from parley.ledger.encounter_state import EncounterState
from parley.ledger.item_state import JOIN, SPLIT
from parley.ledger.points import settle_points
from parley.ledger.records import read_document, read_encounter, record_document, record_encounter
from parley.pipeline.comparing import compare_folder
from parley.pipeline.reading import READERS
from parley.pipeline.rounds import order_rounds
from parley.settings import Settings
from parley.vocabulary import Alignment, Position, Result, Skipped


def add_folder(
    ledger: Ledger,
    folder: Path,
    *,
    readers: Sequence[str] = READERS,
    settings: Settings | None = None,
    process: str | None = None,
    by: str = "parley",
    again: bool = False,
) -> tuple[Added, tuple[Skipped, ...]]:
    """Read and compare an encounter folder and record it; where nothing in it changed, nothing is read or recorded.

    1. what is in the ledger already, by content and reader, is left; `again` reads it all the same;
    2. read, compare, record; 3. where people decided on it, compare again with what they decided.

    Raises:
        InputError: the folder is no encounter folder, or nothing in it could be read.
        StoreError: it could not be recorded, and nothing was.
    """
    known = None if again else _find_known(ledger, folder, readers)
    if known is not None:
        if process and process != known.process:
            raise InputError(f"it belongs to the process {known.process}", where=known.id, remedy="leave --process out")
        return Added(known.id, known.process, {}, len(known.of_kind("position")), (), ()), ()
    result = compare_folder(folder, readers=readers, settings=settings)
    added = ledger.add(result, process=process, by=by)
    compare_encounter(ledger, added.encounter)
    return added, result.skipped


def compare_encounter(ledger: Ledger, encounter: str) -> bool:
    """Compare an encounter of the ledger as people left it; return whether that changed the comparison.

    Where nobody decided anything, nothing is done.
    """
    state = ledger.state_of(encounter)
    if not any(item.decision is not None for item in state.items.values()):
        return False
    return ledger.compare_again(_make_result(ledger, state))


def read_results(ledger: Ledger, process: str) -> tuple[Result, ...]:
    """Return the results of a process's encounters as the ledger holds them, people's decisions in them, by rounds.

    Raises:
        InputError: the encounters form no chain.
    """
    found = {item.id: _make_result(ledger, ledger.state_of(item.id)) for item in ledger.encounters(process)}
    order = order_rounds({name: result.encounter for name, result in found.items()}, where=process)
    return tuple(found[name] for name in order)


def _find_known(ledger: Ledger, folder: Path, readers: Sequence[str]) -> EncounterState | None:
    """Return the state of an encounter that the ledger has just as it lies in the folder, read as now asked."""
    from parley.acquire.documents import acquire

    acquired = acquire(folder)
    state = ledger.state_of(acquired.encounter.id)
    if state.record != record_encounter(acquired.encounter) or len(acquired.documents) != len(
        acquired.encounter.sources
    ):
        return None
    for document in acquired.documents:
        source = state.sources.get(document.id)
        if source is None or source.record != record_document(document) or source.withdrawn:
            return None
        if (source.readers, source.version) != (list(readers), __version__):
            return None
    return state


def _make_result(ledger: Ledger, state: EncounterState) -> Result:
    from parley.compare import compare as compare_positions
    from parley.outlook import assess

    sources = [source for source in state.sources.values() if not source.withdrawn]
    documents = tuple(read_document(source.record, ledger.document(source.document)) for source in sources)
    current = {document.id: document.sha256 for document in documents}
    positions = tuple(
        item.as_position()
        for item in ledger.positions(state.id)
        if item.shown is not None and current.get(item.shown["source"]) == item.document
    )
    encounter = replace(read_encounter(state.record), align=_alignments(state, positions))
    partial = frozenset(source.id for source in sources if source.partial)
    comparison = compare_positions(encounter, documents, positions, partial)
    skipped = tuple(
        Skipped(lost["source"], lost["file"], lost["reason"], lost["remedy"])
        for lost in state.compared.get("skipped", [])
    )
    return Result(
        encounter=encounter,
        documents=documents,
        skipped=skipped,
        positions=positions,
        refusals=(),
        partial=tuple(sorted(partial)),
        notes=tuple(state.compared.get("notes", [])),
        comparison=comparison,
        outlook=assess(encounter, positions, comparison),
        readers=tuple(sources[0].readers) if sources else READERS,
        version=__version__,
    )


def _alignments(state: EncounterState, positions: Sequence[Position]) -> tuple[Alignment, ...]:
    """Return what the encounter file and people say of points, as `[[align]]` has it."""
    by_id = {position.id: position for position in positions}
    given = list(read_encounter(state.record).align)
    points = settle_points(state)
    for point in state.of_kind("point"):
        for decision in point.decisions:
            if decision["action"] == JOIN:
                chosen = [side[0] for side in decision["sides"] if side]
            elif decision["action"] == SPLIT:
                staying = [one for one in points.get(point.id, {"positions": []})["positions"] if one in by_id]
                chosen = [*staying[:1], *decision["moved"]]
            else:
                continue
            quotes = tuple((by_id[one].source, by_id[one].quote) for one in chosen if one in by_id)
            if len(quotes) > 1:
                given.append(Alignment(decision["action"], quotes, f"{decision['by']}: {decision['reason']}"))
    return tuple(given)
