"""The wiring of a process: its encounters in the order of their rounds, and what moved from round to round.

Whatever takes several encounters — comparing, the ledger, the outlook — has their order from here.
"""

from collections.abc import Sequence
from pathlib import Path

from parley.acquire.encounter import ENCOUNTER_FILE, load_encounter
from parley.errors import InputError
from parley.pipeline.comparing import compare_folder
from parley.pipeline.reading import READERS
from parley.settings import Settings
from parley.vocabulary import Encounter, Process


def is_process_folder(folder: Path) -> bool:
    """Return whether a folder is no encounter itself, and has folders of encounters in it."""
    return not (folder / ENCOUNTER_FILE).is_file() and any(folder.glob(f"*/{ENCOUNTER_FILE}"))


def compare_process(folder: Path, *, readers: Sequence[str] = READERS, settings: Settings | None = None) -> Process:
    """Read the encounters in a folder, compare the accounts of each, and trace what moved from round to round.

    Raises:
        InputError: the folder has no encounters, they form no chain, or one of them could not be read.
        SettingsError: an encounter file is wrong, or a reader is unknown.
    """
    from parley.compare import trace

    return trace([compare_folder(one, readers=readers, settings=settings) for one in find_encounters(folder)])


def find_encounters(folder: Path) -> tuple[Path, ...]:
    """Return an encounter folder, or the encounter folders that lie in a folder, in the order of their rounds.

    Raises:
        InputError: there is none, or they form no chain.
        SettingsError: an encounter file is wrong.
    """
    if (folder / ENCOUNTER_FILE).is_file():
        return (folder,)
    inside = sorted(file.parent for file in folder.glob(f"*/{ENCOUNTER_FILE}"))
    if not inside:
        raise InputError("there is no encounter here", where=str(folder), remedy="start one: parley init FOLDER FILES")
    return _order_folders(inside, where=str(folder))


def chain_folders(folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return the folders with those of the encounters before, each once, in the order of their rounds.

    `previous` is followed as far as it names folders beside those given.

    Raises:
        InputError: they form no chain, or two of them have one name.
        SettingsError: an encounter file is wrong.
    """
    found: dict[Path, Path] = {}
    waiting = list(folders)
    while waiting:
        folder = waiting.pop()
        if folder.resolve() in found:
            continue
        found[folder.resolve()] = folder
        previous = load_encounter(folder).previous
        if previous and (folder.resolve().parent / previous / ENCOUNTER_FILE).is_file():
            waiting.append(folder.resolve().parent / previous)
    return _order_folders(tuple(found.values()), where=str(folders[-1].resolve().parent))


def order_rounds(encounters: dict[str, Encounter], *, where: str = "") -> tuple[str, ...]:
    """Return the encounters' names in the order of their rounds: by day, and within a day by `previous`.

    `previous` of an encounter that is not among them is passed over, so that a part of a process can be traced.

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


def _order_folders(folders: Sequence[Path], where: str) -> tuple[Path, ...]:
    named: dict[str, Path] = {}
    for folder in folders:
        name = folder.resolve().name
        if name in named:
            raise InputError(f"two encounter folders are called {name}", where=where, remedy="rename one of them")
        named[name] = folder
    order = order_rounds({name: load_encounter(folder) for name, folder in named.items()}, where=where)
    return tuple(named[name] for name in order)


def _depth(name: str, encounters: dict[str, Encounter]) -> tuple[str, int]:
    """Return the day of an encounter and how many come before it, so that rounds of one day keep their order."""
    depth, link = 0, encounters[name].previous
    while link in encounters:
        depth, link = depth + 1, encounters[link].previous
    return encounters[name].held_on[0].isoformat(), depth
