"""Encounter folders made for a test, from texts of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

HEAD = 'title = "Ministers of Arda and Burland"\nheld_on = 2031-05-04\nchannel = "meeting"\nparties = ["AA", "BB"]\n'
ENGLISH = "The ministers agreed that their delegations will meet again, and that the ports stay open to ships of both."


def source_table(file: str, **keys: str) -> str:
    values = {"publisher": '"The Ministry"', "kind": '"readout"', "published_on": "2031-05-04"} | keys
    return f'\n[[sources]]\nfile = "{file}"\n' + "".join(f"{key} = {value}\n" for key, value in values.items())


@pytest.fixture
def make_folder(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes an encounter folder: its file's text, and the sources by name."""

    def make(tables: str = "", head: str = HEAD, **sources: str | bytes) -> Path:
        folder = tmp_path / "2031-05-04-meeting"
        (folder / "sources").mkdir(parents=True)
        (folder / "encounter.toml").write_text(head + tables, encoding="utf-8")
        for name, content in sources.items():
            raw = content.encode() if isinstance(content, str) else content
            (folder / "sources" / name.replace("__", ".")).write_bytes(raw)
        return folder

    return make
