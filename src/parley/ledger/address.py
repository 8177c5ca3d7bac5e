"""Where the ledger is: as given, else as PARLEY_LEDGER says, else a file in the user's data folder."""

import os
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "PARLEY_LEDGER"
_FILE = "ledger.db"


def find_address(given: str | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Return the address of the ledger (XDG base directories for the file that is taken where nothing is said)."""
    known = os.environ if environment is None else environment
    named = given or known.get(VARIABLE)
    if named:
        return named
    base = known.get("XDG_DATA_HOME") or ""
    root = Path(base) if Path(base).is_absolute() else Path.home() / ".local" / "share"
    return str(root / "parley" / _FILE)
