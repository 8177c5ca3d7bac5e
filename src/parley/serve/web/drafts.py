"""Drafts: what was sent and waits to be looked at, each an encounter folder on disk: nothing is lost with a page."""

import contextlib
import json
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import Any, BinaryIO

from parley.errors import InputError
from parley.serve.web.archives import ENCOUNTER_FILE, unpack
from parley.serve.web.settings import Bounds

_ID = re.compile(r"[A-Za-z0-9_-]{8,40}")
_UNSAFE = re.compile(r"[^\w.-]+")
_NOTE = "draft.json"
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft by its id; `folder` is an encounter folder once its encounter file is written."""

    id: str
    folder: Path
    by: str
    made_at: datetime

    @property
    def sources(self) -> tuple[Path, ...]:
        """Return its source files, by name."""
        return tuple(sorted(path for path in (self.folder / "sources").glob("*") if path.is_file()))

    @property
    def has_encounter_file(self) -> bool:
        """Return whether it came as an encounter folder, or its form was filled in."""
        return (self.folder / ENCOUNTER_FILE).is_file()


class Drafts:
    """All drafts of a workbench, in one folder."""

    def __init__(self, root: Path, bounds: Bounds) -> None:
        self.root = root
        self.bounds = bounds

    def begin(self, by: str) -> Draft:
        """Return a new, empty draft."""
        draft = Draft(secrets.token_hex(10), self.root, by, datetime.now(UTC))
        draft = Draft(draft.id, self.root / draft.id / "encounter", by, draft.made_at)
        (draft.folder / "sources").mkdir(parents=True, mode=0o700)
        write_whole(draft.folder.parent / _NOTE, {"by": by, "made_at": draft.made_at.isoformat()})
        return draft

    def find(self, draft_id: str) -> Draft:
        """Return a draft.

        Raises:
            InputError: there is none with this id.
        """
        note = self.root / draft_id / _NOTE
        if not _ID.fullmatch(draft_id) or not note.is_file():
            raise InputError(
                "there is no such draft", where=draft_id[:40], remedy="it may have been stored or discarded"
            )
        return open_draft(note.parent / "encounter")

    def all(self) -> Iterator[Draft]:
        """Yield the drafts, the newest first."""
        found = []
        for note in self.root.glob(f"*/{_NOTE}"):
            with contextlib.suppress(InputError, ValueError, KeyError, OSError):
                found.append(self.find(note.parent.name))
        yield from sorted(found, key=lambda draft: draft.made_at, reverse=True)

    def discard(self, draft_id: str) -> None:
        """Delete a draft; what is in the ledger stays there."""
        shutil.rmtree(self.find(draft_id).folder.parent)

    def take_file(self, draft: Draft, name: str, content: BinaryIO) -> None:
        """Put one sent file into a draft; a zip is unpacked.

        Raises:
            InputError: it is too large, or a zip that is refused.
        """
        safe = safe_name(name)
        if safe.endswith(".zip"):
            self._take_zip(draft, content)
            return
        if len(draft.sources) >= self.bounds.files:
            raise InputError(f"more than {self.bounds.files} files", where=safe, remedy="store some of them first")
        self._copy(content, _free(draft.folder / "sources" / safe))

    def take_text(self, draft: Draft, name: str, text: str) -> None:
        """Put a pasted text into a draft.

        Raises:
            InputError: it is empty or too long.
        """
        if not text.strip():
            raise InputError("a pasted text is empty", where=name or "paste", remedy="paste the words of the source")
        content = text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")
        if len(content) > self.bounds.file_bytes:
            raise InputError("a pasted text is too long", where=name or "paste", remedy="send it as a file")
        _free(draft.folder / "sources" / safe_name(f"{name or 'pasted'}.txt")).write_bytes(content)

    def _take_zip(self, draft: Draft, content: BinaryIO) -> None:
        archive = draft.folder.parent / "sent.zip"
        unpacked = draft.folder.parent / "unpacked"
        try:
            self._copy(content, archive, self.bounds.request_bytes)
            files, name = unpack(archive, unpacked, self.bounds)
            for path in files:
                if path.relative_to(unpacked).as_posix() == ENCOUNTER_FILE:
                    shutil.move(path, draft.folder / ENCOUNTER_FILE)
                else:
                    shutil.move(path, _free(draft.folder / "sources" / safe_name(path.name)))
            if name:
                change_draft_note(draft, named=name)
        finally:
            archive.unlink(missing_ok=True)
            shutil.rmtree(unpacked, ignore_errors=True)

    def _copy(self, content: BinaryIO, target: Path, most: int | None = None) -> None:
        most = most or self.bounds.file_bytes
        written = 0
        with target.open("wb") as out:
            while chunk := content.read(_CHUNK):
                written += len(chunk)
                if written > most:
                    target.unlink()
                    raise InputError(f"it has more than {most} bytes", where=target.name, remedy="give a shorter file")
                out.write(chunk)


def open_draft(folder: Path) -> Draft:
    """Return the draft whose encounter folder this is."""
    told = json.loads((folder.parent / _NOTE).read_text(encoding="utf-8"))
    return Draft(folder.parent.name, folder, told["by"], datetime.fromisoformat(told["made_at"]))


def read_draft_note(draft: Draft) -> dict[str, Any]:
    """Return what is noted of a draft: who made it, the id of its encounter, which known encounter it adds to."""
    told: dict[str, Any] = json.loads((draft.folder.parent / _NOTE).read_text(encoding="utf-8"))
    return told


def change_draft_note(draft: Draft, **told: Any) -> None:
    """Note something more of a draft."""
    write_whole(draft.folder.parent / _NOTE, {**read_draft_note(draft), **told})


def name_encounter(title: str, day: str, taken: Collection[str] = ()) -> str:
    """Return the id of a new encounter: its day and its title, in letters of any script, figures and hyphens."""
    slug = re.sub(r"[\W_]+", "-", title.casefold()).strip("-")[:60].strip("-") or "encounter"
    wanted = f"{day}-{slug}"
    return next(name for name in chain((wanted,), (f"{wanted}-{n}" for n in count(2))) if name not in taken)


def safe_name(name: str) -> str:
    """Return the last part of a name with letters of every script, figures, dots and hyphens, of bounded length."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem, dot, suffix = last.rpartition(".")
    stem = stem if dot else last
    kept = _UNSAFE.sub("-", stem).strip("-.")[:80] or "source"
    return f"{kept}.{_UNSAFE.sub('', suffix).lower()[:8] or 'txt'}" if dot else f"{kept}.txt"


def _free(path: Path) -> Path:
    """Return a path of which neither the file nor another of its stem is there: the stem is the source's id."""
    taken = {other.stem.casefold() for other in path.parent.iterdir()}
    stem, number = path.stem, 2
    while path.stem.casefold() in taken:
        path = path.with_name(f"{stem}-{number}{path.suffix}")
        number += 1
    return path


def write_whole(path: Path, told: dict[str, Any]) -> None:
    """Write a note whole or not at all."""
    beside = path.with_suffix(f".{os.getpid()}.new")
    beside.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    beside.replace(path)
