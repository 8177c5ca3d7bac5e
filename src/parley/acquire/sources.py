"""Whether a source's file may be read: inside the folder, a plain file, of a known format."""

from functools import cache
from pathlib import Path
from types import ModuleType

from parley.errors import InputError
from parley.registry import KINDS, load_parts


def locate_source(folder: Path, file: str) -> Path:
    """Return the path of a source's file, every link followed, without opening it.

    Raises:
        InputError: the file is missing, is a link out of the folder, is no plain file, or has an unknown suffix.
    """
    path = folder / file
    try:
        resolved = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise InputError(
            "there is no such file", where=file, remedy="check its name, and that it lies in the encounter folder"
        ) from error
    if not resolved.is_relative_to(folder.resolve()):
        raise InputError(
            "the file is a link that leads out of the encounter folder",
            where=file,
            remedy="copy the file into sources/",
        )
    if not resolved.is_file():
        raise InputError("this is no file", where=file, remedy="name a file, not a folder")
    format_of(path)
    return resolved


def format_of(path: Path) -> ModuleType:
    """Return the format part that reads files with this suffix.

    Raises:
        InputError: no part does; names the suffixes that are known.
    """
    formats = _formats()
    part = formats.get(path.suffix.lower())
    if part is None:
        known = " ".join(sorted(formats))
        raise InputError(
            f"files with the suffix '{path.suffix}' are not read" if path.suffix else "the file has no suffix",
            where=path.name,
            remedy=f"save it as one of: {known}",
        )
    return part


@cache
def _formats() -> dict[str, ModuleType]:
    return {suffix: part for part in load_parts(KINDS["format"]) for suffix in part.SUFFIXES}
