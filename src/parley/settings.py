"""Settings: what may differ from one machine to another. Everything has a default; nothing is needed to start."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from parley.errors import SettingsError

DEFAULT_MODEL_TIMEOUT = 120.0
LOCAL_MODEL_URL = "http://127.0.0.1:11434/v1"


class Progress(NamedTuple):
    """How far a reader has come with one source: windows done of all, those from the cache, tokens paid for."""

    source: str
    done: int
    windows: int
    cached: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Settings:
    """`offline` forbids every request; `model_*` say which endpoint the reader `model` asks, and how patiently.

    The key is never shown, logged or written to a file. Times are in seconds. `cache_folder` is where replies are kept
    (None: the user's cache folder). `announce` is told once what will be sent to an endpoint on another machine;
    `progress` is told after each window. Without them a terminal is.
    """

    offline: bool = False
    model_url: str = LOCAL_MODEL_URL
    model_name: str | None = None
    model_key: str | None = field(default=None, repr=False)
    model_timeout: float = DEFAULT_MODEL_TIMEOUT
    model_attempts: int = 4
    model_wait: float = 1.0
    model_longest_wait: float = 60.0
    cache_folder: Path | None = None
    announce: Callable[[str], None] | None = field(default=None, compare=False, repr=False)
    progress: Callable[[Progress], None] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, *, offline: bool = False) -> "Settings":
        """Return the settings that PARLEY_OFFLINE, PARLEY_MODEL_{URL,NAME,KEY,TIMEOUT} and PARLEY_CACHE give.

        Raises:
            SettingsError: a variable has a value that cannot be used.

        """
        given = os.environ if environment is None else environment
        cache = given.get("PARLEY_CACHE", "")
        return cls(
            offline=offline or given.get("PARLEY_OFFLINE", "") not in ("", "0"),
            model_url=given.get("PARLEY_MODEL_URL") or LOCAL_MODEL_URL,
            model_name=given.get("PARLEY_MODEL_NAME") or None,
            model_key=given.get("PARLEY_MODEL_KEY") or None,
            model_timeout=_seconds(given.get("PARLEY_MODEL_TIMEOUT", ""), "PARLEY_MODEL_TIMEOUT"),
            cache_folder=Path(cache) if cache else None,
        )


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings that the environment gives."""
    return Settings.from_environment(environment)


def find_cache_folder(settings: Settings) -> Path:
    """Return where replies are kept: as set, else under the user's cache folder (XDG base directories)."""
    if settings.cache_folder is not None:
        return settings.cache_folder
    base = os.environ.get("XDG_CACHE_HOME") or ""
    root = Path(base) if Path(base).is_absolute() else Path.home() / ".cache"
    return root / "parley"


def _seconds(written: str, variable: str) -> float:
    try:
        seconds = float(written or DEFAULT_MODEL_TIMEOUT)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise SettingsError(f"'{written}' is no number of seconds", where=variable, remedy="give a number above 0")
    return seconds
