import csv
import html
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from parley.registry import KINDS, load_part
from parley.report.options import Options
from parley.report.schema import comparison_schema
from parley.report.tables import COLUMNS
from parley.vocabulary import Result

SCHEMA_FILE = Path(__file__).parents[3] / "docs" / "schema" / "comparison.schema.json"


def render(name: str, result: Result) -> str:
    rendered = load_part(KINDS["report"], name).render(result, Options())
    assert isinstance(rendered, str)
    return rendered


def test_the_published_schema_is_the_one_in_the_code() -> None:
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == comparison_schema()


@pytest.mark.parametrize("fixture", ["small_result", "hostile_result"])
def test_json_is_valid_against_the_schema(fixture: str, request: pytest.FixtureRequest) -> None:
    output = json.loads(render("json", request.getfixturevalue(fixture)))
    jsonschema.Draft202012Validator(comparison_schema()).validate(output)


def test_json_keeps_the_exact_words_of_a_hostile_source(hostile_result: Result) -> None:
    output = json.loads(render("json", hostile_result))
    assert output["positions"][0]["quote"] == hostile_result.documents[0].text


def test_json_gives_each_source_its_status(small_result: Result) -> None:
    statuses = {source["id"]: source["status"] for source in json.loads(render("json", small_result))["sources"]}
    assert statuses["ministry.en"] == "read"
    assert statuses["presidency.uk"] == "partial"
    assert statuses["scan"] == "skipped"


def test_every_annotation_selects_its_exact_words(small_result: Result) -> None:
    by_hash = {f"urn:sha256:{document.sha256}": document.text for document in small_result.documents}
    annotations = json.loads(render("jsonld", small_result))["first"]["items"]
    assert len(annotations) == len(small_result.positions)
    for annotation in annotations:
        place, quote = annotation["target"]["selector"]
        text = by_hash[annotation["target"]["source"]]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert text[: place["start"]].endswith(quote["prefix"])
        assert text[place["end"] :].startswith(quote["suffix"])


def test_the_table_has_a_row_for_each_position_and_each_loss(small_result: Result) -> None:
    rows = list(csv.DictReader(io.StringIO(render("csv", small_result).removeprefix("\ufeff"))))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["record"] for row in rows] == ["position"] * 9 + ["partial", "skipped"]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_no_text_of_a_table_begins_as_a_formula(start: str) -> None:
    cell: Callable[..., object] = load_part(KINDS["report"], "csv")._cell
    assert cell(start, "text") == f"'{start}"


def test_a_negative_strength_stays_a_number() -> None:
    assert load_part(KINDS["report"], "csv")._cell(-4, "integer") == -4


def test_events_are_only_of_found_positions_whose_act_has_a_mode(small_result: Result) -> None:
    run, *events = [json.loads(line) for line in render("plover", small_result).splitlines()]
    assert run["record"] == "run"
    assert [event["event_id"] for event in events] == ["p1", "p3", "p4", "p5", "p6", "p7", "p8"]
    assert events[0]["plover_mode"] == "AGREE"


@pytest.mark.parametrize(
    "line", ["SUMMARY:short", "SUMMARY:" + "переговоры " * 20, "X:" + "谈判" * 60, "Y:" + "😀" * 40]
)
def test_a_long_calendar_line_is_folded_in_octets_and_unfolds_to_itself(line: str) -> None:
    folded = load_part(KINDS["report"], "ics").fold(line)
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == line + "\r\n"


def test_a_window_ends_in_the_calendar_on_the_day_after_its_last(small_result: Result) -> None:
    calendar = render("ics", small_result)
    assert "DTSTART;VALUE=DATE:20310509\r\nDTEND;VALUE=DATE:20310510\r\n" in calendar


def test_markdown_from_a_hostile_source_is_text(hostile_result: Result) -> None:
    written = render("md", hostile_result)
    assert "<script" not in written.replace("\\<script", "")
    assert "](javascript" not in written.replace("\\](javascript", "")


def test_the_page_runs_only_our_own_script_and_style(hostile_result: Result) -> None:
    page = render("html", hostile_result)
    assert "<script>alert(1)" not in page
    assert 'href="javascript' not in page
    assert "default-src 'none'; style-src 'sha256-" in html.unescape(page)
    assert page.count("<script") == 2  # what is known of the passages, and our own


def test_every_link_of_the_page_leads_to_an_anchor_in_it(small_result: Result) -> None:
    page = render("html", small_result)
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors
