"""The wiring of reading: a file, or the documents of an encounter, → what each reader finds in them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from parley.acquire.encounter import ENCOUNTER_FILE
from parley.errors import InputError
from parley.settings import Settings
from parley.vocabulary import Document, Encounter, Reading, Skipped

READERS = ("grammar",)


def read_documents(
    encounter: Encounter, documents: Sequence[Document], readers: Sequence[str], settings: Settings
) -> tuple[tuple[tuple[Document, Reading], ...], tuple[Skipped, ...]]:
    """Return every document with its reading, and those that could not be read, with why."""
    from parley.attribute import make_readers, read

    made = make_readers(readers, settings)
    done: list[tuple[Document, Reading]] = []
    skipped: list[Skipped] = []
    for document in documents:
        try:
            done.append((document, read(document, encounter, tuple(documents), made)))
        except InputError as error:
            remedy = error.remedy or "give a text that can be read"
            skipped.append(Skipped(document.id, document.source.file, error.what, remedy))
    return tuple(done), tuple(skipped)


def read_file(
    path: Path, *, readers: Sequence[str] = READERS, settings: Settings | None = None
) -> tuple[Document, Reading]:
    """Read one file by itself; in an encounter folder, as the source that its encounter file declares.

    Raises:
        InputError: the file cannot be read.
    """
    from parley.attribute import make_readers, read

    encounter, documents, document = open_source(path)
    settings = settings or Settings.from_environment()
    return document, read(document, encounter, documents, make_readers(readers, settings))


def explain_source(path: Path, offset: int | None) -> str:
    """Return which rules made what of a source, or of the sentence at an offset in its stored text.

    Raises:
        InputError: the file cannot be read.
    """
    from parley.attribute import explain_text

    encounter, documents, document = open_source(path)
    return explain_text(document, encounter, documents, offset)


def open_source(path: Path) -> tuple[Encounter, tuple[Document, ...], Document]:
    """Return a file's encounter, all documents of it, and the file as a document.

    An encounter file in the file's folder or the one above is used where it lists the file.
    """
    from parley.acquire.documents import acquire as acquire_folder
    from parley.acquire.documents import acquire_file

    path = path.resolve()
    for folder in (path.parent, path.parent.parent):
        if (folder / ENCOUNTER_FILE).is_file():
            acquired = acquire_folder(folder)
            for document in acquired.documents:
                if (folder / document.source.file).resolve() == path:
                    return acquired.encounter, acquired.documents, document
            for lost in acquired.skipped:
                if (folder / lost.file).resolve() == path:
                    raise InputError(lost.reason, where=lost.file, remedy=lost.remedy)
    document = acquire_file(path)
    return _encounter_of_one(document), (document,), document


def _encounter_of_one(document: Document) -> Encounter:
    """Return an encounter that has only this document, held on its day of publication."""
    source = document.source
    day: date = source.published_on
    return Encounter(source.id, source.publisher, (day, day), "unknown", source.speaks_for, (source,))
