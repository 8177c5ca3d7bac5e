"""Folders: makes encounter folders and finds cases in them; never overwrites what a user has."""

import shutil
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from parley.acquire.encounter import ENCOUNTER_FILE
from parley.errors import InputError, SettingsError

EXAMPLES = "parley.serve.demo.examples"


def refuse_existing(target: Path) -> None:
    """Raise InputError where a file is there already."""
    if target.exists():
        raise InputError(
            "it is there already", where=str(target), remedy="edit it, move it away, or name another folder"
        )


def copy_sources(files: Sequence[Path], into: Path) -> list[Path]:
    """Copy source files into a folder and return where they are; those already in it stay as they are.

    Raises:
        InputError: a file is missing, or two have one name.
    """
    for file in files:
        if not file.is_file():
            raise InputError("there is no such file", where=str(file), remedy="check its name")
    copies = {file: into / file.name for file in files}
    for file, copy in copies.items():
        if copy.exists() and copy.resolve() != file.resolve():
            raise InputError("another file has this name there", where=str(copy), remedy=f"rename {file}")
    if len(set(copies.values())) < len(files):
        raise InputError("two files have one name", where=str(into), remedy="rename one of them")
    into.mkdir(parents=True, exist_ok=True)
    for file, copy in copies.items():
        if not copy.exists():
            shutil.copyfile(file, copy)
    return list(copies.values())


def copy_example(name: str, folder: Path) -> Path:
    """Copy a shipped example into a folder and return the folder; a folder that has one already is left as it is.

    Raises:
        InputError: the folder holds other things.
        SettingsError: there is no such example; names those that there are.
    """
    known = sorted(one.name for one in resources.files(EXAMPLES).iterdir() if one.joinpath(ENCOUNTER_FILE).is_file())
    if name not in known:
        raise SettingsError(f"there is no example '{name}'", remedy=f"choose one of: {', '.join(known)}")
    if (folder / ENCOUNTER_FILE).is_file():
        return folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError("it is not empty", where=str(folder), remedy="name a folder that does not exist yet")
    with resources.as_file(resources.files(EXAMPLES) / name) as example:
        shutil.copytree(example, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    return folder


def find_cases(folders: Sequence[Path]) -> list[Path]:
    """Return the case folders that are named or lie directly in the folders named, sorted within each.

    Raises:
        InputError: a folder is missing, or has no case.
    """
    found: list[Path] = []
    for folder in folders:
        inside = [folder] if (folder / "expected.json").is_file() else sorted(folder.glob("*/expected.json"))
        if not inside:
            raise InputError("no case here", where=str(folder), remedy="a case has expected.json beside encounter.toml")
        found.extend(case if case.is_dir() else case.parent for case in inside)
    return found
