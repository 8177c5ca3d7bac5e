"""One body for every report format that is found: what it declares, what it says was not read, and that it is safe."""

import importlib.util
import io
import re
import zipfile
from types import ModuleType

import pytest

from parley.registry import KINDS, load_part, part_names
from parley.report.options import Options
from parley.vocabulary import Result

NEEDS = {"pdf": "weasyprint", "docx": "docx", "parquet": "pyarrow"}
FORMATS = part_names(KINDS["report"])


@pytest.fixture(params=FORMATS)
def part(request: pytest.FixtureRequest) -> ModuleType:
    name = request.param
    needed = NEEDS.get(name)
    if needed and importlib.util.find_spec(needed) is None:
        pytest.skip(f"{name} needs {needed}, an optional dependency that is not installed")
    return load_part(KINDS["report"], name)


def text_of(part: ModuleType, rendered: str | bytes) -> str:
    """Return the words that a reader of the rendered report would see."""
    if isinstance(rendered, str):
        return rendered
    if part.NAME == "docx":
        with zipfile.ZipFile(io.BytesIO(rendered)) as archive:
            return re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    if part.NAME == "parquet":
        import pyarrow.parquet

        table = pyarrow.parquet.read_table(io.BytesIO(rendered))
        return str(table.to_pylist()) + str(table.schema.metadata)
    pypdfium2 = pytest.importorskip("pypdfium2")
    pdf = pypdfium2.PdfDocument(rendered)
    return " ".join(page.get_textpage().get_text_range() for page in pdf)


def test_a_report_declares_itself(part: ModuleType) -> None:
    assert part.__name__.rpartition(".")[2] == part.NAME
    assert re.fullmatch(r"\.[a-z]+", part.SUFFIX)
    assert part.DESCRIPTION


def test_a_report_renders_the_kind_of_content_that_it_declares(part: ModuleType, small_result: Result) -> None:
    assert isinstance(part.render(small_result, Options()), bytes if part.BINARY else str)


def test_the_same_result_gives_the_same_bytes(part: ModuleType, small_result: Result) -> None:
    assert part.render(small_result, Options()) == part.render(small_result, Options())


@pytest.mark.parametrize("said", ["scan.pdf", "presidency.uk", "0.0.test", "grammar"])
def test_a_report_says_what_was_not_read_and_who_read(part: ModuleType, small_result: Result, said: str) -> None:
    assert said in re.sub(r"\r\n ", "", text_of(part, part.render(small_result, Options())))


def test_a_report_renders_by_source_too(part: ModuleType, small_result: Result) -> None:
    assert part.render(small_result, Options(by="source"))


def test_a_hostile_source_stays_text(part: ModuleType, hostile_result: Result) -> None:
    rendered = part.render(hostile_result, Options())
    shown = text_of(part, rendered)
    assert "alert(1)" in shown.replace("\\(", "(").replace("\r\n ", "")
    if part.NAME not in ("parquet", "csv"):  # tables of data keep the text exactly; nothing in them is displayed
        assert "\u202e" not in shown
        assert "\x1b" not in shown


def test_a_result_without_any_finding_renders(part: ModuleType, small_result: Result) -> None:
    from dataclasses import replace

    from parley.vocabulary import Comparison, Nearer, Outlook

    empty = replace(
        small_result,
        positions=(),
        comparison=Comparison((), (), (), (), ()),
        outlook=Outlook(Nearer.NOT_APPLICABLE, (), (), ()),
    )
    assert part.render(empty, Options())
