"""The wiring of a process: a folder of encounters → their results, in the order of the rounds → Process."""

from collections.abc import Sequence
from pathlib import Path

from parley.errors import InputError
from parley.pipeline import READERS, compare_folder
from parley.settings import Settings
from parley.vocabulary import Encounter, Process

ENCOUNTER_FILE = "encounter.toml"


def is_process_folder(folder: Path) -> bool:
    """Return whether a folder is no encounter itself, and has folders of encounters in it."""
    return not (folder / ENCOUNTER_FILE).is_file() and any(folder.glob(f"*/{ENCOUNTER_FILE}"))


def compare_process(folder: Path, *, readers: Sequence[str] = READERS, settings: Settings | None = None) -> Process:
    """Read the encounters in a folder, compare the accounts of each, and trace what moved from round to round.

    Raises:
        InputError: the folder has no encounters, they form no chain, or one of them could not be read.
        SettingsError: an encounter file is wrong, or a reader is unknown.
    """
    from parley.acquire.encounter import load_encounter
    from parley.compare import trace

    folders = sorted(file.parent for file in folder.glob(f"*/{ENCOUNTER_FILE}"))
    if not folders:
        raise InputError("no encounter here", where=str(folder), remedy="name a folder of encounter folders")
    encounters = {path.name: load_encounter(path) for path in folders}
    order = chain_rounds(encounters, where=str(folder))
    return trace([compare_folder(folder / name, readers=readers, settings=settings) for name in order])


def chain_rounds(encounters: dict[str, Encounter], *, where: str = "") -> tuple[str, ...]:
    """Return the folders' names in the order of their rounds: by `previous`, and by day where a link lies outside.

    `previous` of an encounter that is not in the folder is passed over, so that a part of a process can be traced.

    Raises:
        InputError: an encounter comes before itself, or is said to follow one that was held later.
    """
    order = sorted(encounters, key=lambda name: (encounters[name].held_on, name))
    for name, encounter in encounters.items():
        seen = {name}
        link = encounter.previous
        while link in encounters:
            if link in seen:
                raise InputError(
                    "the encounters go round in a circle", where=where, remedy=f"correct `previous` of {name}"
                )
            if encounters[link].held_on[0] > encounter.held_on[1]:
                remedy = f"correct `previous` or `held_on` of {name}"
                raise InputError(f"{name} is said to follow {link}, which was held later", where=where, remedy=remedy)
            seen.add(link)
            link = encounters[link].previous
    return tuple(sorted(order, key=lambda name: _depth(name, encounters)))


def _depth(name: str, encounters: dict[str, Encounter]) -> tuple[str, int]:
    """Return the day of an encounter and how many come before it, so that rounds of one day keep their order."""
    depth, link = 0, encounters[name].previous
    while link in encounters:
        depth, link = depth + 1, encounters[link].previous
    return encounters[name].held_on[0].isoformat(), depth
