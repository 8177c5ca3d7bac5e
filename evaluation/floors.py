"""`floors.toml`: the least that the built-in reader must reach, one table a kind of measure, one key a language."""

import re
import tomllib
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.toml"


def load_floors(path: Path = FLOORS) -> dict[str, dict[str, float]]:
    """Return the shares by table and language."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def write_floor(table: str, language: str, share: float, path: Path = FLOORS) -> None:
    """Store a share, rounded to hundredths."""
    path.write_text(set_floor(path.read_text(encoding="utf-8"), table, language, share), encoding="utf-8")


def set_floor(text: str, table: str, language: str, share: float) -> str:
    """Return the text of a `floors.toml` with another share for a language in a table, which is made if need be."""
    heading, line = f"[{table}]\n", f"{language} = {share:.2f}\n"
    if heading not in text:
        return f"{text.rstrip()}\n\n{heading}{line}"
    before, _, after = text.partition(heading)
    own, mark, rest = after.partition("\n[")
    changed, found = re.subn(rf"(?m)^{language} = .*(\n|\Z)", line, own)
    added = "".join(f"{kept}\n" for kept in own.rstrip("\n").split("\n") if kept) + line
    return before + heading + (changed if found else added) + mark + rest
