"""Settings: what may differ from one machine to another. Everything has a default; nothing is needed to start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`offline` forbids every request; `model_*` say which endpoint the reader `model` asks."""

    offline: bool = False
    model_url: str | None = None
    model_name: str | None = None
    model_key: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, *, offline: bool = False) -> "Settings":
        """Return the settings that the variables PARLEY_OFFLINE and PARLEY_MODEL_{URL,NAME,KEY} give."""
        given = os.environ if environment is None else environment
        return cls(
            offline=offline or given.get("PARLEY_OFFLINE", "") not in ("", "0"),
            model_url=given.get("PARLEY_MODEL_URL") or None,
            model_name=given.get("PARLEY_MODEL_NAME") or None,
            model_key=given.get("PARLEY_MODEL_KEY") or None,
        )
