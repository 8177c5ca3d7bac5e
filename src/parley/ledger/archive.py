"""A whole ledger as one file, and back: a zip of JSON Lines with a manifest of hashes (docs/ledger.md has the format).

The same ledger gives the same bytes. What is read is verified before anything is written: the hash of each file, of
each document, and the chain of the log. Derived rows do not travel; they are derived again.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parley.errors import InputError, StoreError
from parley.ledger.checking import hash_text
from parley.ledger.projection import rebuild_all
from parley.stores import Event, Store, chain, dump_body

FORMAT, VERSION = "parley-ledger", 1
_MANIFEST, _EVENTS, _DOCUMENTS = "manifest.json", "events.jsonl", "documents.jsonl"
_FIELDS = ("seq", "id", "at", "by", "kind", "process", "encounter", "item", "body", "hash")
# An archive that claims to unfold to so much from so little is not taken for one.
_MOST_RATIO, _HARMLESS_BYTES = 200, 100_000_000
_LONGEST_LINE = 256_000_000
_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Moved:
    """What an export wrote or an import recorded."""

    events: int
    documents: int
    last_hash: str


def export_ledger(store: Store, path: Path) -> Moved:
    """Write the ledger into a file, from one consistent view, while others may go on using it.

    Raises:
        InputError: the file is there already, or cannot be written.
    """
    if path.exists():
        raise InputError("it is there already", where=str(path), remedy="name another file, or move it away")
    part = path.with_name(path.name + ".part")
    try:
        with store.read() as reading:
            last, last_hash = reading.last_event()
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
                events = _write(archive, _EVENTS, (_event_line(event) for event in reading.events()))
                documents = _write(
                    archive,
                    _DOCUMENTS,
                    (dump_body({"sha256": sha256, "text": text}) for sha256, text in reading.documents()),
                )
                manifest = {
                    "format": FORMAT,
                    "version": VERSION,
                    "events": last,
                    "last_hash": last_hash,
                    "documents": documents["lines"],
                    "files": {_EVENTS: events, _DOCUMENTS: documents},
                }
                _put(archive, _MANIFEST, json.dumps(manifest, indent=1, sort_keys=True).encode() + b"\n")
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(path)
    except OSError as error:
        raise InputError(f"it could not be written ({error.strerror})", where=str(path)) from error
    finally:
        part.unlink(missing_ok=True)
    return Moved(last, documents["lines"], last_hash)


def import_ledger(store: Store, path: Path) -> Moved:
    """Record a whole archive in an empty ledger, or what it has beyond a ledger that is an earlier state of it.

    Raises:
        InputError: the file is no archive, was changed, or the ledger went another way; nothing was recorded.
    """
    with _open(path) as archive:
        manifest = _verify(archive, path)
        with store.write() as writing:
            last, last_hash = writing.last_event()
            beyond = 0
            if last and not _continues(archive, last, last_hash):
                raise InputError(
                    "this ledger has events that the archive does not have",
                    where=str(path),
                    remedy="import it into a ledger of its own: --ledger NEW.db",
                )
            for sha256, text in _documents(archive):
                writing.put_document(sha256, text)
            fresh = (event for event in _events(archive) if event.seq > last)
            beyond = manifest["events"] - last
            writing.restore(fresh)
            if beyond:
                try:
                    rebuild_all(writing)
                except (KeyError, TypeError, ValueError, AttributeError) as error:
                    raise InputError(
                        f"its events do not fit together ({type(error).__name__}: {error})",
                        where=str(path),
                        remedy="export it again with a version of Parley that made it",
                    ) from error
        return Moved(beyond, manifest["documents"], manifest["last_hash"])


def verify_archive(path: Path) -> Moved:
    """Verify an archive without recording it.

    Raises:
        InputError: it is none, or was changed.
    """
    with _open(path) as archive:
        manifest = _verify(archive, path)
    return Moved(manifest["events"], manifest["documents"], manifest["last_hash"])


def back_up(store: Store, path: Path, restored: Store) -> Moved:
    """Export a ledger and prove that the file can be restored: import it into another store and compare the two logs.

    Raises:
        StoreError: what was restored is not what was backed up.
    """
    moved = export_ledger(store, path)
    import_ledger(restored, path)
    with restored.read() as reading:
        if reading.last_event() != (moved.events, moved.last_hash):
            raise StoreError("the backup does not restore", where=str(path), remedy="make it again on another disk")
    return moved


def _event_line(event: Event) -> str:
    return dump_body({name: getattr(event, name) for name in _FIELDS})


def _write(archive: zipfile.ZipFile, name: str, lines: Iterable[str]) -> dict[str, Any]:
    digest, size, number = hashlib.sha256(), 0, 0
    with archive.open(_info(name), "w", force_zip64=True) as file:
        for line in lines:
            content = line.encode("utf-8") + b"\n"
            file.write(content)
            digest.update(content)
            size, number = size + len(content), number + 1
    return {"sha256": digest.hexdigest(), "bytes": size, "lines": number}


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(_info(name), content)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def _open(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as error:
        raise InputError(f"it cannot be read ({error.strerror})", where=str(path)) from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _changed(path, f"the file is damaged or no archive of a ledger ({error})") from error


def _changed(path: Path, what: str) -> InputError:
    return InputError(what, where=str(path), remedy="nothing was recorded; use an archive that was not changed")


def _verify(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    names = sorted(archive.namelist())
    if names != sorted((_MANIFEST, _EVENTS, _DOCUMENTS)):
        raise _changed(path, f"its files are not those of an archive: {', '.join(names[:5]) or 'none'}")
    for info in archive.infolist():
        if info.file_size > _HARMLESS_BYTES and info.file_size > _MOST_RATIO * max(1, info.compress_size):
            raise _changed(path, f"{info.filename} claims to unfold to {info.file_size} bytes")
    try:
        manifest: dict[str, Any] = json.loads(archive.read(_MANIFEST))
        if manifest["format"] != FORMAT:
            raise _changed(path, "it is no archive of a ledger")
        if manifest["version"] > VERSION:
            raise _changed(path, f"a newer version of Parley made it (format {manifest['version']})")
        for name in (_EVENTS, _DOCUMENTS):
            if _measure(archive, name) != manifest["files"][name]:
                raise _changed(path, f"{name} is not what the manifest says: it was changed")
        _verify_content(archive, path, manifest)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _changed(path, f"it is not in the form of an archive ({error})") from error
    return manifest


def _measure(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    digest, size, lines = hashlib.sha256(), 0, 0
    with archive.open(name) as file:
        while block := file.read(1 << 20):
            digest.update(block)
            size, lines = size + len(block), lines + block.count(b"\n")
    return {"sha256": digest.hexdigest(), "bytes": size, "lines": lines}


def _verify_content(archive: zipfile.ZipFile, path: Path, manifest: dict[str, Any]) -> None:
    previous, number = "", 0
    for event in _events(archive):
        number += 1
        if event.seq != number or chain(previous, number, event) != event.hash:
            raise _changed(path, f"event {number} is not what was recorded: it was changed")
        previous = event.hash
    documents = 0
    for sha256, text in _documents(archive):
        documents += 1
        if hash_text(text) != sha256:
            raise _changed(path, f"document {sha256[:12]} is not what was stored: it was changed")
    if (number, previous, documents) != (manifest["events"], manifest["last_hash"], manifest["documents"]):
        raise _changed(path, "events or documents are missing")


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, Any]]:
    with archive.open(name) as file:
        while line := file.readline(_LONGEST_LINE):
            yield json.loads(line)


def _events(archive: zipfile.ZipFile) -> Iterator[Event]:
    for line in _lines(archive, _EVENTS):
        yield Event(**{name: line[name] for name in _FIELDS})


def _documents(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for line in _lines(archive, _DOCUMENTS):
        yield line["sha256"], line["text"]


def _continues(archive: zipfile.ZipFile, last: int, last_hash: str) -> bool:
    return any(event.seq == last and event.hash == last_hash for event in _events(archive))
