"""An encounter folder's `encounter.toml` → Encounter, or an error that says which key is wrong and what is known."""

import difflib
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.errors import InputError, SettingsError
from parley.vocabulary import Encounter, SourceKind

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

ENCOUNTER_FILE = "encounter.toml"
_LARGEST_BYTES = 2_000_000
_LONGEST_VALUE = 60
_KEYS = {
    "": ["title", "held_on", "channel", "place", "parties", "concerned", "previous", "sources", "actors", "align"],
    "sources": ["file", "publisher", "kind", "speaks_for", "published_on", "language", "url"],
    "actors": ["id", "names", "acts_for"],
    "align": ["action", "quotes", "reason"],
}
_KNOWN_VALUES = {"kind": [kind.value for kind in SourceKind], "action": ["join", "split"]}


def load_encounter(folder: Path) -> Encounter:
    """Read and check a folder's encounter file; no source is opened.

    Raises:
        InputError: there is no such folder, or no encounter file in it.
        SettingsError: the file is wrong; names the key, the value, the known values and the nearest of them.
    """
    from pydantic import ValidationError

    from parley.acquire.encounter_file import EncounterTable

    tables = _read_tables(folder)
    try:
        encounter = EncounterTable.model_validate(tables).to_encounter(folder.resolve().name)
    except ValidationError as error:
        raise _explain(error.errors(include_url=False), tables) from error
    _check_sources(encounter)
    _check_alignments(encounter)
    return encounter


def undeclared_speakers(encounter: Encounter) -> Iterator[str]:
    """Yield a note for every party that a source speaks for and that the file names nowhere else."""
    known = _known_parties(encounter)
    for source in encounter.sources:
        for party in source.speaks_for:
            if party not in known:
                yield (
                    f"{source.id} speaks for {party}, which is neither among the parties nor among those concerned:"
                    " it is read, and takes no part in the comparison"
                )


def _read_tables(folder: Path) -> dict[str, Any]:
    path = folder / ENCOUNTER_FILE
    if not folder.is_dir():
        raise InputError("there is no such folder", where=str(folder), remedy="check its name")
    if not path.is_file():
        raise InputError(
            f"there is no {ENCOUNTER_FILE} here", where=str(folder), remedy="make one with: parley init FOLDER FILE..."
        )
    if path.stat().st_size > _LARGEST_BYTES:
        raise SettingsError("the file is too large", where=ENCOUNTER_FILE, remedy="texts belong in sources/")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"not valid TOML: {error}", where=ENCOUNTER_FILE, remedy="mend that line") from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"not UTF-8 at byte {error.start}", where=ENCOUNTER_FILE, remedy="save the file as UTF-8"
        ) from error


def _explain(errors: "Sequence[ErrorDetails]", tables: dict[str, Any]) -> SettingsError:
    """Turn the first fault that pydantic found into an error of ours, and count the others."""
    # A misspelt key is reported as unknown and as missing: the first of these helps.
    first = min(errors, key=lambda fault: fault["type"] != "extra_forbidden")
    names = [part for part in first["loc"] if isinstance(part, str)]
    table = names[0] if len(names) > 1 and names[0] in _KEYS else ""
    key = names[len(names) > 1 and bool(table)] if names else ""
    what, remedy = _tell_fault(first, key, table)
    if len(errors) > 1:
        what += f" (and {len(errors) - 1} more below it)"
    return SettingsError(what, where=_place(first["loc"], tables), remedy=remedy)


def _tell_fault(fault: "ErrorDetails", key: str, table: str) -> tuple[str, str]:
    value = fault["input"]
    written = _shorten(value)
    if fault["type"] == "extra_forbidden":
        return f"the key '{key}' is not known", _known("keys", key, _KEYS[table])
    if fault["type"] == "missing":
        return f"the key '{key}' is missing", f"add: {key} = ..."
    if fault["type"] == "too_short" and not value:
        return f"'{key}' is empty", "name at least one"
    if key in _KNOWN_VALUES:
        return f"{key} = {written} is not known", _known("values", str(value), _KNOWN_VALUES[key])
    if key in ("held_on", "published_on"):
        form = "a date, or [first, last] for several days" if key == "held_on" else "a date"
        return f"{key} = {written} is no date", f"write {form}, as in {key} = 2031-05-04 without quotation marks"
    message = fault["msg"].removeprefix("Value error, ")
    if not key:
        key, _, message = message.partition(": ")
        return f"{key}: {message}", "correct the key"
    return f"{key} = {written}: {message}", "correct the value"


def _known(what: str, given: str, known: list[str]) -> str:
    near = difflib.get_close_matches(given.lower(), known, n=1, cutoff=0.5)
    return (f"did you mean '{near[0]}'? " if near else "") + f"known {what}: {', '.join(known)}"


def _shorten(value: object) -> str:
    written = repr(value) if isinstance(value, str) else str(value)
    return written if len(written) <= _LONGEST_VALUE else f"{written[:_LONGEST_VALUE]}…"


def _place(location: tuple[int | str, ...], tables: dict[str, Any]) -> str:
    """Name the file, and the table by its number and its file or id."""
    if len(location) < 2 or not isinstance(location[1], int) or location[0] not in _KEYS:
        return ENCOUNTER_FILE
    table, number = str(location[0]), location[1]
    entry = tables[table][number]
    name = next((entry[key] for key in ("file", "id") if isinstance(entry, dict) and key in entry), None)
    return f"{ENCOUNTER_FILE}, [[{table}]] number {number + 1}" + (f" ({_shorten(name)})" if name else "")


def _check_sources(encounter: Encounter) -> None:
    seen: dict[str, str] = {}
    for source in encounter.sources:
        if source.id in seen:
            raise SettingsError(
                f"two sources have the id '{source.id}': {seen[source.id]} and {source.file}",
                where=ENCOUNTER_FILE,
                remedy="rename one of the files: a source's id is its file's name without the last suffix",
            )
        seen[source.id] = source.file
        _check_leaving(source.file)
        _check_misspelt(encounter, source.speaks_for, source.file)


def _check_leaving(file: str) -> None:
    """Refuse a path that leaves the folder by its own words; links are followed when the file is opened."""
    parts = file.split("/")
    has_odd_characters = "\\" in file or any(ord(character) < ord(" ") for character in file)
    if file.startswith(("/", "~")) or ".." in parts or has_odd_characters or file[1:2] == ":":
        raise SettingsError(
            f"file = {_shorten(file)} is not a path inside the encounter folder",
            where=ENCOUNTER_FILE,
            remedy='copy the file into sources/ and write file = "sources/NAME"',
        )


def _check_misspelt(encounter: Encounter, parties: Sequence[str], file: str) -> None:
    """An organisation or a mediator may speak without being a party; a near miss of a declared id is a mistake."""
    known = _known_parties(encounter)
    for party in parties:
        near = difflib.get_close_matches(party, sorted(known), n=1, cutoff=0.75)
        if party not in known and near:
            raise SettingsError(
                f"speaks_for = '{party}' is neither a party, nor concerned, nor an actor",
                where=f"{ENCOUNTER_FILE}, {file}",
                remedy=f"did you mean '{near[0]}'? known here: {', '.join(sorted(known))}",
            )


def _known_parties(encounter: Encounter) -> set[str]:
    actors = {name for actor in encounter.actors for name in (actor.id, actor.acts_for) if name}
    return {*encounter.parties, *encounter.concerned, *actors}


def _check_alignments(encounter: Encounter) -> None:
    known = [source.id for source in encounter.sources]
    for alignment in encounter.align:
        for source_id, _ in alignment.quotes:
            if source_id not in known:
                raise SettingsError(
                    f"[[align]] names the source '{source_id}', which is not here",
                    where=ENCOUNTER_FILE,
                    remedy=_known("sources", source_id, known),
                )
