"""The zones of whole texts, reviewed by eye: voice, speaker and the words that a zone begins with."""

from datetime import date
from pathlib import Path

import pytest

from parley.acquire.documents import acquire_file
from parley.vocabulary import Source, SourceKind

FOLDER = Path(__file__).parent / "acquire"
KINDS = {
    "newspaper.zh.txt": SourceKind.PRESS_REPORT,
    "newspaper.zh.html": SourceKind.PRESS_REPORT,
    "interview.en.txt": SourceKind.INTERVIEW,
}
_SHOWN = 40


@pytest.mark.parametrize("name", KINDS)
def test_zones_are_as_reviewed(name: str) -> None:
    path = FOLDER / name
    document = acquire_file(path, source=Source(name, name, "P", KINDS[name], date(2031, 5, 5)))
    lines = [
        f"{zone.voice}{f' [{zone.speaker}]' if zone.speaker else ''}: {zone.span.of(document.text)[:_SHOWN]!r}\n"
        for zone in document.zones
    ]
    golden = path.with_suffix(f"{path.suffix}.zones")
    if not golden.is_file():
        golden.write_text("".join(lines), encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written: review it and run again")
    assert "".join(lines) == golden.read_text(encoding="utf-8")
