"""Finds the parts of each kind by scanning their folder: adding a part is adding one file or folder there."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

# A kind of part, as `parley parts` names it, and the package in which its parts lie.
KINDS: dict[str, str] = {
    "format": "parley.acquire.formats",
    "language": "parley.attribute.languages",
    "reader": "parley.attribute.readers",
    "divergence": "parley.compare.divergences",
    "incident": "parley.monitor.incidents",
    "report": "parley.report.formats",
    "process report": "parley.report.processes",
    "store": "parley.stores.backends",
}


@cache
def part_names(package: str) -> tuple[str, ...]:
    """Return the names of the parts in a package, sorted, without importing any of them."""
    if package == KINDS["language"]:
        return language_names()
    folder = importlib.import_module(package)
    return tuple(
        sorted(module.name for module in pkgutil.iter_modules(folder.__path__) if not module.name.startswith("_"))
    )


def load_part(package: str, name: str) -> ModuleType:
    """Import and return one part; its module carries what the contract of its kind asks for."""
    return importlib.import_module(f"{package}.{name}")


def load_parts(package: str) -> Iterator[ModuleType]:
    """Import and yield every part of a package, in the order of their names."""
    for name in part_names(package):
        yield load_part(package, name)


@cache
def language_names() -> tuple[str, ...]:
    """Return the codes of the languages that have data, sorted; nothing is read but the folder."""
    folder = importlib.import_module(KINDS["language"])
    return tuple(
        sorted(
            entry.name
            for root in folder.__path__
            for entry in Path(root).iterdir()
            if (entry / "language.toml").is_file()
        )
    )
