"""A zip that somebody sent, unpacked within bounds: no path leads out, no link, no bomb, nothing but plain files."""

import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from parley.errors import InputError
from parley.serve.web.settings import Bounds

_CHUNK = 1 << 16
_ENCRYPTED = 0x1
ENCOUNTER_FILE = "encounter.toml"


def unpack(archive: Path, into: Path, bounds: Bounds) -> tuple[list[Path], str]:
    """Unpack the files of a zip; return where they are, and the name of the folder that held the encounter file.

    That folder itself is left out.

    What an archive says of its sizes is checked first, and its content is counted as it is unpacked.

    Raises:
        InputError: it is no zip, or one of its entries is refused; then nothing of it is used.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            entries = list(_checked(packed, bounds))
            root = _shared_folder([path for _, path in entries])
            name = entries[0][1].parts[root - 1] if root else ""
            left = bounds.unpacked_bytes
            files: list[Path] = []
            for info, path in entries:
                target = into.joinpath(*path.parts[root:])
                target.parent.mkdir(parents=True, exist_ok=True)
                left -= _write(packed, info, target, min(left, bounds.file_bytes))
                files.append(target)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise InputError(
            "this is no zip that can be unpacked", where=archive.name, remedy="pack the folder again, without password"
        ) from error
    if not files:
        raise InputError("the zip is empty", where=archive.name, remedy="pack encounter.toml and sources/ into it")
    return files, name


def _checked(packed: zipfile.ZipFile, bounds: Bounds) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    infos = [info for info in packed.infolist() if not info.is_dir() and not _is_clutter(info.filename)]
    if len(infos) > bounds.files:
        raise _refuse(f"there are more than {bounds.files} files in it", "")
    if sum(info.file_size for info in infos) > bounds.unpacked_bytes:
        raise _refuse(f"it would unpack to more than {bounds.unpacked_bytes} bytes", "")
    seen: set[str] = set()
    for info in infos:
        path = _safe_path(info.filename)
        folded = unicodedata.normalize("NFC", str(path)).casefold()
        if folded in seen:
            raise _refuse("two files have one name", info.filename)
        seen.add(folded)
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise _refuse("only plain files are unpacked, no links or devices", info.filename)
        if info.flag_bits & _ENCRYPTED:
            raise _refuse("it is locked with a password", info.filename)
        if info.file_size > max(info.compress_size, 1) * bounds.unpacked_ratio:
            raise _refuse(f"it unpacks to more than {bounds.unpacked_ratio} times its size", info.filename)
        yield info, path


def _safe_path(name: str) -> PurePosixPath:
    """Return a path that lies below the folder it is unpacked into."""
    path = PurePosixPath(name)
    bad = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in path.parts[0] or not name.isprintable()
    if bad or len(name) > 240 or len(path.parts) > 6:
        raise _refuse("its path leads out of the archive or cannot be written", name)
    return path


def _write(packed: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int) -> int:
    """Write one entry and return its true length, which may differ from what the archive says."""
    written = 0
    with packed.open(info) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > most:
                raise _refuse(f"it unpacks to more than {most} bytes", info.filename)
            out.write(chunk)
    return written


def _shared_folder(paths: list[PurePosixPath]) -> int:
    """Return how many leading folders all paths share, where an encounter file lies in the last of them."""
    homes = [path.parent for path in paths if path.name == ENCOUNTER_FILE]
    if homes:
        home = min(homes, key=lambda one: len(one.parts))
        if all(path.parts[: len(home.parts)] == home.parts for path in paths):
            return len(home.parts)
    return 0


def _is_clutter(name: str) -> bool:
    """Return whether a file is what desktops leave in archives."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or (bool(parts) and parts[-1] in (".DS_Store", "Thumbs.db"))


def _refuse(why: str, name: str) -> InputError:
    return InputError(why, where=name[:120] or "zip", remedy="pack only encounter.toml and the sources")
