import json
from dataclasses import replace

from rich.cells import cell_len

from parley.report.one_source import show_reading, tell_reading_as_json
from parley.report.options import Options
from parley.vocabulary import Reading, Result


def reading_of(result: Result, source: str) -> Reading:
    return Reading(source, tuple(position for position in result.positions if position.source == source))


def test_positions_stand_under_the_paragraph_that_holds_them(small_result: Result) -> None:
    document = small_result.document("ministry.en")
    shown = show_reading(document, reading_of(small_result, document.id), Options()).splitlines()
    paragraph = shown.index("Exchange of letters was not discussed.")
    assert shown[paragraph + 1].startswith("  ▸ AA denied")


def test_possible_positions_are_kept_back_unless_asked_for(small_result: Result) -> None:
    document = small_result.document("foreign-office.ru")
    reading = reading_of(small_result, document.id)
    assert "BB demanded" not in show_reading(document, reading, Options())
    assert "BB demanded" in show_reading(document, reading, Options(possible=True))


def test_lines_are_measured_in_cells(small_result: Result) -> None:
    document = small_result.document("daily.zh")
    long = replace(document, text="两国部长同意暂停袭击港口" * 20)
    shown = show_reading(long, Reading(long.id, ()), Options(width=60))
    assert max(cell_len(line) for line in shown.splitlines()) <= 60


def test_the_json_of_one_source_has_the_keys_of_the_contract(small_result: Result) -> None:
    document = small_result.document("ministry.en")
    told = json.loads(tell_reading_as_json(document, reading_of(small_result, document.id)))
    assert told["source"] == "ministry.en"
    assert [position["act"] for position in told["positions"]] == ["agree", "deny", "schedule"]
