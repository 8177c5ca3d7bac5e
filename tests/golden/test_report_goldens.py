"""Reports of a hand-made result against reviewed files; a missing file is written, and the test fails for review."""

from pathlib import Path

import pytest

from parley.registry import KINDS, load_part
from parley.report.options import Options
from parley.vocabulary import Result

GOLDEN = Path(__file__).parent / "report"
CASES = {
    "text-80-columns.txt": ("text", Options(width=80)),
    "text-60-columns-by-source.txt": ("text", Options(width=60, by="source", marks=True, possible=True)),
    "comparison.json": ("json", Options()),
    "brief.md": ("md", Options()),
    "follow-ups.ics": ("ics", Options()),
}


@pytest.mark.parametrize("name", CASES)
def test_a_report_is_as_it_was_reviewed(name: str, small_result: Result) -> None:
    format_name, options = CASES[name]
    rendered = load_part(KINDS["report"], format_name).render(small_result, options).encode()
    golden = GOLDEN / name
    if not golden.exists():
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(rendered)
        pytest.fail(f"{golden} was missing and has been written: review it, then run again")
    assert rendered.decode() == golden.read_bytes().decode()
