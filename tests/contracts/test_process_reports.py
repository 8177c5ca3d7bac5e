"""One body for every report of a process that is found: what it declares, what it shows, and that it is safe."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from types import ModuleType

import pypdfium2
import pytest
from docx import Document

from parley.compare import trace
from parley.registry import KINDS, load_part, part_names
from parley.report.options import Options
from parley.vocabulary import Comparison, Process, Result

PARTS = part_names(KINDS["process report"])


@pytest.fixture(params=PARTS)
def part(request: pytest.FixtureRequest) -> ModuleType:
    return load_part(KINDS["process report"], request.param)


@pytest.fixture
def process(small_result: Result, later: Callable[..., Result]) -> Process:
    """Return two rounds: the same texts told again two months later."""
    return trace([small_result, later(small_result, 61)])


def test_a_report_of_a_process_declares_itself(part: ModuleType, process: Process) -> None:
    assert part.__name__.rpartition(".")[2] == part.NAME
    assert re.fullmatch(r"\.[a-z]+", part.SUFFIX)
    assert part.DESCRIPTION
    assert part.BINARY is isinstance(part.render(process, Options()), bytes)


def text_of(part: ModuleType, process: Process) -> str:
    """Return what a reader of the report sees as text."""
    rendered = part.render(process, Options())
    if part.NAME == "pdf":
        return " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(rendered))
    if part.NAME == "docx":
        file = Document(BytesIO(rendered))
        cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])
    return rendered


def test_it_shows_rounds_parties_and_exact_words(part: ModuleType, process: Process) -> None:
    rendered = " ".join(text_of(part, process).split())
    assert "Ministers of Arda and Burland" in rendered
    assert part.NAME == "json" or "Burland" in rendered
    assert part.NAME == "text" or "agreed to a pause in strikes on ports and depots" in rendered


def test_the_same_process_gives_the_same_bytes(part: ModuleType, process: Process) -> None:
    assert part.render(process, Options()) == part.render(process, Options())


def test_a_hostile_source_stays_text(part: ModuleType, hostile_result: Result) -> None:
    rendered = text_of(part, trace([hostile_result, hostile_result]))
    assert "\u202e" not in rendered
    assert "\x1b" not in rendered
    if part.NAME == "html":
        assert "<script" not in rendered
        assert not re.search(r"<[^>]+\son\w+=", rendered)


def test_a_process_without_any_finding_renders(part: ModuleType, small_result: Result) -> None:
    nothing = Comparison((), (), (), (), ())
    silent = replace(small_result, positions=(), comparison=nothing)
    assert part.render(trace([silent]), Options())
