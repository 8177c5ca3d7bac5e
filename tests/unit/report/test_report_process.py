"""Reports of a process: its schema, its chart, its widths and its seven sentences."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len

from parley.compare import trace
from parley.registry import KINDS, load_part
from parley.report.options import Options
from parley.report.process_schema import process_schema
from parley.report.processes._telling import LONGEST, Teller
from parley.report.processes.html import render_page
from parley.vocabulary import Act, Process, Result

SCHEMA_FILE = Path(__file__).parents[3] / "docs" / "schema" / "process.schema.json"


@pytest.fixture
def process(small_result: Result, later: Callable[..., Result]) -> Process:
    """Return two rounds; in the second, the first party only discusses what it had agreed to."""
    back = tuple(
        replace(position, act=Act.DISCUSS, strength=2) if position.id == "p1" else position
        for position in small_result.positions
    )
    return trace([small_result, later(small_result, 61, positions=back)])


def render(name: str, process: Process, width: int = 80) -> str:
    rendered = load_part(KINDS["process report"], name).render(process, Options(width=width))
    assert isinstance(rendered, str)
    return rendered


def test_the_published_schema_is_the_one_in_the_code() -> None:
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == process_schema()


@pytest.mark.parametrize("fixture", ["small_result", "hostile_result"])
def test_the_json_of_a_process_is_valid_against_its_schema(fixture: str, request: pytest.FixtureRequest) -> None:
    result = request.getfixturevalue(fixture)
    output = json.loads(render("json", trace([result, result])))
    jsonschema.Draft202012Validator(process_schema()).validate(output)
    assert [round_["number"] for round_ in output["rounds"]] == [1, 2]


def test_the_summary_says_who_went_back_and_never_more_than_seven_sentences(process: Process) -> None:
    told = Teller(process).tell_short()
    assert "On the halt of strikes, Arda went back on 4 July (from 7 to 2)." in [sentence.text for sentence in told]
    assert len(told) <= LONGEST
    assert all(sentence.words for sentence in told)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_text_keeps_to_the_width_of_the_terminal(process: Process, width: int) -> None:
    lines = render("text", process, width).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_a_chart_tells_a_screen_reader_what_it_draws(process: Process) -> None:
    page = render("html", process)
    charts = re.findall(r'<svg class="chart" .*?</svg>', page, re.DOTALL)
    assert charts
    for chart in charts:
        assert re.search(r"<title [^>]*>[^<]+: how far each party went</title>", chart)
        assert re.search(r"<desc [^>]*>[^<]+</desc>", chart)
    strikes = next(chart for chart in charts if "halt of strikes" in chart)
    assert "Arda: round 1 agreed 7, round 2 discussed 2." in strikes
    assert strikes.count("<polyline") == 3


def test_the_page_loads_nothing_and_runs_nothing(process: Process) -> None:
    page = render("html", process)
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "default-src 'none'" in html.unescape(page)


def test_a_party_has_one_marker_in_every_chart_and_in_its_key(process: Process) -> None:
    page = render("html", process)
    signs = re.findall(r'<g class="party (p\d)">[^&]*?</svg> (\w+)</li>', page)
    names = re.findall(r'<text class="name (p\d)"[^>]*>(\w+)</text>', page)
    assert signs
    assert set(names) <= set(signs)
    assert len({number for number, _ in signs}) == len({party for _, party in signs})


def test_on_paper_a_chart_carries_its_own_style(process: Process) -> None:
    assert "<style>line {" in render_page(process, for_paper=True)
    assert "<style>line {" not in render_page(process, for_paper=False)
