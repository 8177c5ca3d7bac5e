"""Loads the commands of `evaluation/`, which are no part of the package."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

EVALUATION = Path(__file__).parents[2] / "evaluation"


@pytest.fixture(scope="session")
def load_command() -> Iterator[Callable[[str], ModuleType]]:
    """Return a function that loads a module of `evaluation/`."""
    sys.path.insert(0, str(EVALUATION))

    def load(name: str) -> ModuleType:
        if name not in sys.modules:
            spec = importlib.util.spec_from_file_location(name, EVALUATION / f"{name}.py")
            assert spec is not None
            assert spec.loader is not None
            sys.modules[name] = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(sys.modules[name])
        return sys.modules[name]

    yield load
    sys.path.remove(str(EVALUATION))
