"""Files → Documents: the text extracted once, hashed, its language settled, its zones told apart."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from parley.acquire.blocks import Extracted
from parley.acquire.encounter import load_encounter, undeclared_speakers
from parley.acquire.language import settle_language
from parley.acquire.sources import format_of, locate_source
from parley.acquire.zones import make_zones
from parley.errors import InputError, MissingExtra, ParleyError
from parley.vocabulary import Document, Encounter, Skipped, Source


@dataclass(frozen=True, slots=True)
class Acquired:
    """What acquiring an encounter folder yields: its documents in the order of `[[sources]]`, and what was skipped."""

    encounter: Encounter
    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]


def acquire(folder: Path) -> Acquired:
    """Read an encounter folder.

    1. check the encounter file; 2. check every source's path; 3. read each. A source that cannot be read is skipped.

    Raises:
        InputError: there is no encounter folder here.
        SettingsError: the encounter file is wrong.
    """
    encounter = load_encounter(folder)
    paths: dict[str, Path] = {}
    lost: dict[str, Skipped] = {}
    for source in encounter.sources:
        try:
            paths[source.id] = locate_source(folder, source.file)
        except InputError as error:
            lost[source.id] = _skip(source, error)
    documents: list[Document] = []
    for source in encounter.sources:
        if source.id in paths:
            try:
                documents.append(acquire_file(paths[source.id], source=source))
            except (InputError, MissingExtra) as error:
                lost[source.id] = _skip(source, error)
    notes = [f"{document.id}: {note}" for document in documents for note in document.notes]
    skipped = tuple(lost[source.id] for source in encounter.sources if source.id in lost)
    return Acquired(encounter, tuple(documents), skipped, (*undeclared_speakers(encounter), *notes))


def acquire_file(path: Path, *, source: Source | None = None) -> Document:
    """Read one file, as the source that it is declared to be; without one, what the file tells of itself is taken.

    Raises:
        InputError: the file cannot be read, or there is no data for its language.
        MissingExtra: its format needs a library that is not installed.
    """
    extracted = extract_file(path)
    if source is not None:
        return _make_document(extracted, source)
    from parley.acquire.description import describe_file

    described = describe_file(path, extracted)
    return _make_document(extracted, described.source, described.notes)


def extract_file(path: Path) -> Extracted:
    """Return a file's text and blocks, by the format part that reads its suffix.

    Raises:
        InputError: the file is missing, no part reads its suffix, or the part cannot read it.
    """
    if not path.is_file():
        raise InputError("there is no such file", where=str(path), remedy="check its name")
    extracted: Extracted = format_of(path).extract(path)
    return extracted


def _skip(source: Source, error: ParleyError) -> Skipped:
    return Skipped(source.id, source.file, error.what, error.remedy)


def _make_document(extracted: Extracted, source: Source, notes: tuple[str, ...] = ()) -> Document:
    language, language_notes = settle_language(extracted.text, source.language, source.file)
    return Document(
        source=source,
        text=extracted.text,
        sha256=hashlib.sha256(extracted.text.encode("utf-8", "surrogatepass")).hexdigest(),
        language=language,
        zones=make_zones(extracted.text, extracted.blocks, source.kind, language),
        partial=extracted.partial,
        notes=(*extracted.notes, *language_notes, *notes),
    )
