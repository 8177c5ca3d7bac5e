"""Files → Documents: the text extracted once, hashed, its language settled, its zones told apart."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from parley.acquire.blocks import Extracted
from parley.acquire.encounter import load_encounter
from parley.acquire.language import settle_language
from parley.acquire.zones import make_zones
from parley.errors import InputError
from parley.registry import KINDS, load_part, load_parts, part_names
from parley.vocabulary import Document, Encounter, Skipped, Source


@dataclass(frozen=True, slots=True)
class Acquired:
    """What acquiring an encounter folder yields: its documents in the order of `[[sources]]`, and what was skipped."""

    encounter: Encounter
    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]


def acquire(folder: Path) -> Acquired:
    """Read an encounter folder: its file is checked before any source is read; a source that cannot be read is skipped.

    Raises:
        InputError: the folder or its encounter file cannot be read.
        SettingsError: the encounter file has a key or a value that is not usable.
    """
    loaded = load_encounter(folder)
    documents: list[Document] = []
    skipped = list(loaded.skipped)
    for source in loaded.encounter.sources:
        try:
            documents.append(acquire_source(folder / source.file, source))
        except InputError as error:
            skipped.append(Skipped(source.id, source.file, error.what, error.remedy))
    notes = tuple(f"{document.id}: {note}" for document in documents for note in document.notes)
    return Acquired(loaded.encounter, tuple(documents), tuple(skipped), notes)


def acquire_source(path: Path, source: Source) -> Document:
    """Read one file as the source that it is declared to be.

    Raises:
        InputError: the file cannot be read, or there is no data for its language.
        MissingExtra: its format needs a library that is not installed.
    """
    return _make_document(extract_file(path), source)


def acquire_file(path: Path, *, source: Source | None = None) -> Document:
    """Read one file by itself; what no encounter file tells is detected: language, date, kind.

    Raises:
        InputError: the file cannot be read, or there is no data for its language.
    """
    if source is not None:
        return acquire_source(path, source)
    if not path.is_file():
        raise InputError("there is no such file", where=str(path), remedy="give a .txt .md .html .pdf or .docx file")
    from parley.acquire.draft import describe_file

    extracted = extract_file(path)
    return _make_document(extracted, describe_file(path, extracted, date.today()))  # noqa: DTZ011 - only where no date is found


def extract_file(path: Path) -> Extracted:
    """Return a file's text and blocks, by the format part that its suffix names.

    Raises:
        InputError: no part reads this suffix, or the part cannot read the file.
    """
    package = KINDS["format"]
    suffix = path.suffix.lower()
    likely = _LIKELY.get(suffix)
    parts = [load_part(package, likely)] if likely in part_names(package) else load_parts(package)
    for part in parts:
        if suffix in part.SUFFIXES:
            extracted: Extracted = part.extract(path)
            return extracted
    known = sorted(known for part in load_parts(package) for known in part.SUFFIXES)
    raise InputError(
        f"no format for '{suffix or path.name}'", where=str(path), remedy=f"known suffixes: {' '.join(known)}"
    )


# Which part to try first: importing one is enough for most folders.
_LIKELY = {".txt": "plain_text", ".html": "html", ".htm": "html", ".md": "markdown", ".pdf": "pdf", ".docx": "docx"}


def _make_document(extracted: Extracted, source: Source) -> Document:
    language, notes = settle_language(extracted.text, source.language, source.file)
    zones = make_zones(extracted.text, extracted.blocks, source.kind, language)
    return Document(
        source=source,
        text=extracted.text,
        sha256=hashlib.sha256(extracted.text.encode("utf-8", "surrogatepass")).hexdigest(),
        language=language,
        zones=zones,
        partial=extracted.partial,
        notes=(*extracted.notes, *notes),
    )
