"""The wiring of an encounter: folder → documents → positions → comparison → outlook → Result."""

from collections.abc import Sequence
from pathlib import Path

from parley import __version__
from parley.errors import InputError
from parley.pipeline.reading import READERS, read_documents
from parley.settings import Settings
from parley.vocabulary import Result


def compare_folder(folder: Path, *, readers: Sequence[str] = READERS, settings: Settings | None = None) -> Result:
    """Read an encounter folder and compare the accounts in it.

    1. acquire every source; 2. read each; 3. compare the positions; 4. assess the outlook.

    Raises:
        InputError: the folder is no encounter folder, or nothing in it could be read.
        SettingsError: a reader is unknown or not set up.
    """
    from parley.acquire.documents import acquire as acquire_folder
    from parley.compare import compare as compare_positions
    from parley.compare import find_unmatched_words
    from parley.outlook import assess

    settings = settings or Settings.from_environment()
    acquired = acquire_folder(folder)
    encounter = acquired.encounter
    read, skipped = read_documents(encounter, acquired.documents, readers, settings)
    skipped = (*acquired.skipped, *skipped)
    if not read:
        raise InputError(
            "no source could be read", where=str(folder), remedy="; ".join(f"{s.file}: {s.reason}" for s in skipped)
        )
    documents = tuple(document for document, _ in read)
    readings = tuple(reading for _, reading in read)
    positions = tuple(position for reading in readings for position in reading.positions)
    cut_short = [document.id for document, reading in read if document.partial or reading.partial]
    unmatched = find_unmatched_words(encounter, positions)
    comparison = compare_positions(encounter, documents, positions, frozenset(cut_short))
    return Result(
        encounter=encounter,
        documents=documents,
        skipped=skipped,
        positions=positions,
        refusals=tuple(refusal for reading in readings for refusal in reading.refusals),
        partial=tuple(cut_short),
        notes=(
            *acquired.notes,
            *(f"{reading.source}: {note}" for reading in readings for note in reading.notes),
            *(f"{source}: [[align]] names words in which no position was read: {words}" for source, words in unmatched),
        ),
        comparison=comparison,
        outlook=assess(encounter, positions, comparison),
        readers=tuple(readers),
        version=__version__,
    )
