"""`encounter.toml` → Encounter: every key checked, every problem said with its place and what to do."""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from parley.errors import InputError, SettingsError
from parley.vocabulary import Actor, Alignment, Encounter, Skipped, Source, SourceKind

FILE_NAME = "encounter.toml"
_KEYS = {"title", "held_on", "channel", "place", "parties", "concerned", "previous", "sources", "actors", "align"}
_SOURCE_KEYS = {"file", "publisher", "kind", "speaks_for", "published_on", "language", "url"}
_ACTOR_KEYS = {"id", "names", "acts_for"}
_ALIGN_KEYS = {"action", "quotes", "reason"}
_LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class LoadedEncounter:
    """The encounter with its usable sources, and the entries that are not usable, with why."""

    encounter: Encounter
    skipped: tuple[Skipped, ...]


def load_encounter(folder: Path) -> LoadedEncounter:
    """Read and check an encounter folder's file; nothing is read of the sources themselves.

    Raises:
        InputError: there is no such folder or no `encounter.toml` in it, or it is no TOML.
        SettingsError: a key, a kind, a date or a party is not usable; names the key and the known values.
    """
    if not folder.is_dir():
        raise InputError("there is no such folder", where=str(folder), remedy="give a folder with an encounter.toml")
    path = folder / FILE_NAME
    if not path.is_file():
        raise InputError(
            f"no {FILE_NAME} in the folder",
            where=str(folder),
            remedy="`parley init FOLDER FILE…` writes one from files",
        )
    return _Checker(folder, path).check(_parse(path))


def _parse(path: Path) -> dict[str, Any]:
    if path.stat().st_size > _LARGEST_FILE:
        raise InputError("the file is too large for an encounter file", where=str(path), remedy="keep it under 1 MB")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8", where=f"{path}, byte {error.start}", remedy="save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"not TOML: {error}", where=str(path), remedy="mend the line that is named") from error


class _Checker:
    def __init__(self, folder: Path, path: Path) -> None:
        self._folder = folder
        self._path = path
        self._skipped: list[Skipped] = []

    def check(self, data: dict[str, Any]) -> LoadedEncounter:
        self._known(data, _KEYS, "")
        parties = self._texts(data, "parties")
        if not parties:
            self._fail("no party is named", "parties", 'write parties = ["AA", "BB"]: whose versions are compared')
        encounter = Encounter(
            id=self._folder.resolve().name,
            title=self._text(data, "title"),
            held_on=self._held_on(data),
            channel=self._text(data, "channel"),
            parties=parties,
            sources=(),
            concerned=self._texts(data, "concerned"),
            place=self._optional(data, "place"),
            previous=self._optional(data, "previous"),
            actors=tuple(self._actor(entry, n) for n, entry in enumerate(self._tables(data, "actors"))),
            align=tuple(self._alignment(entry, n) for n, entry in enumerate(self._tables(data, "align"))),
        )
        sources = self._sources(data)
        return LoadedEncounter(replace(encounter, sources=sources), tuple(self._skipped))

    def _fail(self, what: str, key: str, remedy: str) -> None:
        raise SettingsError(what, where=f"{self._path}, {key}" if key else str(self._path), remedy=remedy)

    def _known(self, table: Mapping[str, Any], known: set[str], where: str) -> None:
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                hint = f"did you mean '{near[0]}'? " if near else ""
                self._fail(f"unknown key '{key}'", where, f"{hint}known keys: {', '.join(sorted(known))}")

    def _text(self, table: Mapping[str, Any], key: str, where: str = "") -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            missing = "is missing" if value is None else f"is no text: {value!r}"
            self._fail(f"'{key}' {missing}", where or key, f'write {key} = "…"')
        return str(value)

    def _optional(self, table: Mapping[str, Any], key: str, where: str = "") -> str | None:
        return None if table.get(key) is None else self._text(table, key, where)

    def _texts(self, table: Mapping[str, Any], key: str, where: str = "") -> tuple[str, ...]:
        value = table.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(item, str) and item.strip() for item in values):
            self._fail(f"'{key}' is no list of ids: {value!r}", where or key, f'write {key} = ["AA", "BB"]')
        return tuple(dict.fromkeys(values))

    def _tables(self, table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._fail(f"'{key}' is no list of tables", key, f"write [[{key}]] and its keys below")
        return list(value)

    def _date(self, value: object, where: str) -> date:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self._fail(f"no date: {value!r}", where, "write it as 2025-03-18")
        raise AssertionError  # _fail has raised

    def _held_on(self, data: Mapping[str, Any]) -> tuple[date, date]:
        value = data.get("held_on")
        if value is None:
            self._fail(
                "'held_on' is missing", "held_on", "write held_on = 2025-03-18, or [first, last] for several days"
            )
        days = value if isinstance(value, list) else [value, value]
        if len(days) != 2:
            self._fail(f"'held_on' is neither a day nor two: {value!r}", "held_on", "write [first, last]")
        first, last = (self._date(day, "held_on") for day in days)
        if last < first:
            self._fail(f"the last day {last} is before the first {first}", "held_on", "write [first, last]")
        return first, last

    def _actor(self, entry: Mapping[str, Any], number: int) -> Actor:
        where = f"[[actors]] {number + 1}"
        self._known(entry, _ACTOR_KEYS, where)
        acts_for = self._optional(entry, "acts_for", where)
        return Actor(self._text(entry, "id", where), self._texts(entry, "names", where), acts_for)

    def _alignment(self, entry: Mapping[str, Any], number: int) -> Alignment:
        where = f"[[align]] {number + 1}"
        self._known(entry, _ALIGN_KEYS, where)
        action = self._text(entry, "action", where)
        if action not in {"join", "split"}:
            self._fail(f"unknown action '{action}'", where, "known: join, split")
        quotes = entry.get("quotes", [])
        if not isinstance(quotes, list) or not all(
            isinstance(q, list) and len(q) == 2 and all(isinstance(part, str) for part in q) for q in quotes
        ):
            self._fail("'quotes' is no list of pairs", where, 'write quotes = [["source-id", "exact words"], …]')
        return Alignment(action, tuple((q[0], q[1]) for q in quotes), str(entry.get("reason", "")))

    def _sources(self, data: Mapping[str, Any]) -> tuple[Source, ...]:
        entries = self._tables(data, "sources")
        if not entries:
            self._fail(
                "no source is listed", "sources", "write [[sources]] with file, publisher, kind and published_on"
            )
        sources: list[Source] = []
        seen: set[str] = set()
        for number, entry in enumerate(entries):
            source = self._source(entry, number)
            if source.id in seen:
                self._fail(f"two sources have the id '{source.id}'", source.file, "give one file another name")
            seen.add(source.id)
            problem = self._file_problem(source.file)
            if problem:
                self._skipped.append(Skipped(source.id, source.file, *problem))
            else:
                sources.append(source)
        return tuple(sources)

    def _source(self, entry: Mapping[str, Any], number: int) -> Source:
        where = f"[[sources]] {number + 1}"
        self._known(entry, _SOURCE_KEYS, where)
        file = self._text(entry, "file", where)
        where = f"source {file}"
        kind = self._text(entry, "kind", where)
        if kind not in set(SourceKind):
            near = difflib.get_close_matches(kind, list(SourceKind), 1)
            hint = f"did you mean '{near[0]}'? " if near else ""
            self._fail(f"unknown kind '{kind}'", where, f"{hint}known kinds: {', '.join(SourceKind)}")
        if "published_on" not in entry:
            self._fail("'published_on' is missing", where, "write published_on = 2025-03-18")
        return Source(
            id=source_id(file),
            file=file,
            publisher=self._text(entry, "publisher", where),
            kind=SourceKind(kind),
            published_on=self._date(entry["published_on"], where),
            speaks_for=self._texts(entry, "speaks_for", where),
            language=self._optional(entry, "language", where),
            url=self._optional(entry, "url", where),
        )

    def _file_problem(self, file: str) -> tuple[str, str] | None:
        """Return what is wrong with a source's path and what to do, or None: it must be a file inside the folder."""
        pure = PurePosixPath(file)
        if pure.is_absolute() or ".." in pure.parts:
            return "the path leads out of the encounter folder", "copy the file into the folder"
        path = self._folder / file
        if not path.exists():
            return "there is no such file", "put the file there, or take its entry out of encounter.toml"
        if not path.resolve().is_relative_to(self._folder.resolve()):
            return "the file is a link out of the encounter folder", "copy the file into the folder"
        return None if path.is_file() else ("it is no file", "name a file, not a folder")


def source_id(file: str) -> str:
    """Return a source's id: its file's name without folder and last suffix."""
    return PurePosixPath(file).name.rsplit(".", 1)[0]
