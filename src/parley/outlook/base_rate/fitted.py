"""The fitted base rate as it is shipped or as a user fitted it: loaded, checked, named by its hash."""

import hashlib
import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from parley.errors import InputError

FORM = 1
_KEYS = ("form", "features", "horizons", "models", "classes", "scores", "calibration", "sources")


@cache
def load_shipped() -> dict[str, Any]:
    """Return the fitted base rate that the package carries."""
    return _parse(resources.files(__package__).joinpath("fitted.json").read_text("utf-8"), "fitted.json")


def load_fitted(path: Path | None) -> dict[str, Any]:
    """Return a user's fitted base rate, or the shipped one where none is given.

    Raises:
        InputError: the file is no fitted base rate, or one of another form.
    """
    if path is None:
        return load_shipped()
    try:
        return _parse(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeError) as error:
        raise InputError(f"it could not be read ({error})", where=str(path), remedy="check its name") from error


def name_fitted(fitted: dict[str, Any]) -> str:
    """Return the first figures of the hash of a fitted base rate: what a forecast was made with."""
    return hashlib.sha256(json.dumps(fitted, sort_keys=True).encode()).hexdigest()[:12]


def _parse(text: str, where: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError as error:
        raise InputError(f"it is no JSON ({error})", where=where, remedy="make it with parley outlook fit") from error
    if not isinstance(content, dict) or content.get("form") != FORM or any(key not in content for key in _KEYS):
        raise InputError(
            "it is no fitted base rate of this form", where=where, remedy="make it with parley outlook fit"
        )
    return content
