"""One reading in a process of its own: a draft's sources read, compared and recorded; run as a module by the workbench.

Arguments: the draft's folder, who sent it, the process it belongs to (or empty). The ledger's address comes on standard
input. How far it has come is written beside the draft.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from parley import __version__
from parley.errors import InputError, ParleyError
from parley.serve.web.background import State, note
from parley.serve.web.desk import Desk, open_desk
from parley.serve.web.drafts import Draft, read_draft_note
from parley.serve.web.encounter_form import split_list
from parley.settings import Settings
from parley.vocabulary import Document, Encounter, Reading, Result, Skipped, Source, SourceKind

READERS = ("grammar",)


def run(draft: Draft, ledger: str, process: str) -> None:
    """Read a draft into the ledger, and note how it went."""
    note(draft, state=State.READING, pid=os.getpid(), done=0, message="", remedy="")
    try:
        desk = open_desk(ledger)
        try:
            encounter, documents, skipped, notes = _gather(draft, desk)
            result = _read(draft, encounter, documents, skipped, notes)
            desk.ledger.add(result, process=process or None, by=draft.by)
        finally:
            desk.close()
    except ParleyError as error:
        place = f"{error.where}: " if error.where else ""
        note(draft, state=State.FAILED, message=f"{place}{error.what}", remedy=error.remedy)
        return
    except Exception as error:
        # Nobody sees this process's output: what went wrong has to stand where the page looks.
        note(draft, state=State.FAILED, message=f"a fault of Parley: {type(error).__name__}: {error}")
        raise
    note(draft, state=State.STORED, encounter=encounter.id, done=len(documents), source="")


def _gather(draft: Draft, desk: Desk) -> tuple[Encounter, tuple[Document, ...], tuple[Skipped, ...], tuple[str, ...]]:
    """Return the encounter of a draft and its documents: with those the ledger has, where it adds to a known one."""
    from parley.acquire.documents import acquire

    told = read_draft_note(draft)
    if told.get("extends"):
        return _extend(draft, desk, told["extends"], told["sources"])
    acquired = acquire(draft.folder)
    encounter = replace(acquired.encounter, id=told["encounter_id"])
    return encounter, acquired.documents, acquired.skipped, acquired.notes


def _extend(
    draft: Draft, desk: Desk, encounter_id: str, sources: dict[str, dict[str, str]]
) -> tuple[Encounter, tuple[Document, ...], tuple[Skipped, ...], tuple[str, ...]]:
    """Put new sources beside the stored ones; a new one with the id of a known one takes its place."""
    from parley.acquire.documents import acquire_file

    known = desk.result(encounter_id)
    if known is None:
        raise InputError("there is no such encounter", where=encounter_id, remedy="choose another")
    made = [_source_of(file, told) for file, told in sources.items()]
    documents: list[Document] = []
    skipped: list[Skipped] = []
    for source in made:
        try:
            documents.append(acquire_file(draft.folder / source.file, source=source))
        except ParleyError as error:
            skipped.append(Skipped(source.id, source.file, error.what, error.remedy))
    new = {document.id for document in documents}
    kept = [document for document in known.documents if document.id not in new]
    listed = [source for source in known.encounter.sources if source.id not in new]
    encounter = replace(known.encounter, sources=(*listed, *(d.source for d in documents)))
    if not documents:
        raise InputError("no source could be read", where=encounter_id, remedy="; ".join(s.reason for s in skipped))
    return encounter, (*kept, *documents), (*known.skipped, *skipped), ()


def _source_of(file: str, told: dict[str, str]) -> Source:
    return Source(
        id=Path(file).stem,
        file=f"sources/{file}",
        publisher=told["publisher"],
        kind=SourceKind(told["kind"]),
        published_on=date.fromisoformat(told["published_on"]),
        speaks_for=tuple(split_list(told["speaks_for"])),
        language=told["language"] or None,
        url=told["url"] or None,
    )


def _read(
    draft: Draft,
    encounter: Encounter,
    documents: Sequence[Document],
    skipped: Sequence[Skipped],
    notes: Sequence[str],
) -> Result:
    """Read every document, noting each, and compare."""
    from parley.attribute import make_readers, read
    from parley.compare import compare
    from parley.outlook import assess

    readers = make_readers(READERS, Settings.from_environment())
    done: list[tuple[Document, Reading]] = []
    lost = list(skipped)
    for number, document in enumerate(documents):
        note(draft, done=number, total=len(documents), source=document.id)
        try:
            done.append((document, read(document, encounter, tuple(documents), readers)))
        except InputError as error:
            lost.append(Skipped(document.id, document.source.file, error.what, error.remedy))
    if not done:
        raise InputError("no source could be read", where=encounter.title, remedy="; ".join(s.reason for s in lost))
    positions = tuple(position for _, reading in done for position in reading.positions)
    partial = tuple(document.id for document, reading in done if document.partial or reading.partial)
    comparison = compare(encounter, tuple(document for document, _ in done), positions, frozenset(partial))
    return Result(
        encounter=encounter,
        documents=tuple(document for document, _ in done),
        skipped=tuple(lost),
        positions=positions,
        refusals=tuple(refusal for _, reading in done for refusal in reading.refusals),
        partial=partial,
        notes=(*notes, *(f"{reading.source}: {one}" for _, reading in done for one in reading.notes)),
        comparison=comparison,
        outlook=assess(encounter, positions, comparison),
        readers=READERS,
        version=__version__,
    )


def main() -> None:
    """Take the arguments and the address, and read."""
    from parley.serve.web.drafts import open_draft

    folder, _by, process = sys.argv[1:4]
    run(open_draft(Path(folder)), sys.stdin.read(), process)


if __name__ == "__main__":
    main()
