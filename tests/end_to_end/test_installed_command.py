"""The installed command, run as a user runs it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from parley.report.process_schema import process_schema
from parley.report.schema import comparison_schema

ENCOUNTER = """\
title = "Ministers' meeting"
held_on = 2031-05-04
channel = "meeting"
parties = ["FR", "BR"]

[[sources]]
file = "sources/ministry.en.txt"
publisher = "Ministry of Foreign Affairs"
kind = "readout"
speaks_for = "FR"
published_on = 2031-05-04

[[sources]]
file = "sources/itamaraty.en.txt"
publisher = "Itamaraty"
kind = "readout"
speaks_for = "BR"
published_on = 2031-05-04
"""


def parley(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "PARLEY_DEBUG": "", "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", "parley", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=cwd,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "encounter.toml").write_text(ENCOUNTER, encoding="utf-8")
    (tmp_path / "sources" / "ministry.en.txt").write_text(
        "The two ministers agreed to a ceasefire at sea. France proposed that talks open in Lisbon on 9 May.\n",
        encoding="utf-8",
    )
    (tmp_path / "sources" / "itamaraty.en.txt").write_text(
        "The ministers agreed to a ceasefire at sea for thirty days, if the blockade is lifted.\n", encoding="utf-8"
    )
    return tmp_path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("demo") / "call"
    return folder, parley("demo", folder)


def test_compare_prints_the_points_and_leaves_with_zero(folder: Path) -> None:
    done = parley("compare", folder)
    assert done.returncode == 0, done.stderr
    assert "IN SHORT" in done.stdout
    assert "POINTS" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_a_source_that_cannot_be_read_is_named_in_every_format_and_leaves_with_one(folder: Path) -> None:
    (folder / "sources" / "itamaraty.en.txt").write_bytes(b"\x00\x01\x02" * 50)
    for format_name in ("text", "json", "html", "md", "csv", "ics", "jsonld", "plover"):
        done = parley("compare", folder, "--format", format_name)
        assert done.returncode == 1, done.stderr
        assert "itamaraty.en" in done.stdout.replace("\n ", "")  # iCalendar folds long lines
        assert "skipped" in done.stderr


def test_nothing_usable_leaves_with_two_and_one_message(folder: Path) -> None:
    for source in (folder / "sources").iterdir():
        source.write_text("", encoding="utf-8")
    done = parley("compare", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("parley: ")
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_missing_leaves_with_two(tmp_path: Path) -> None:
    done = parley("compare", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_order_of_the_sources_changes_only_the_order_of_columns(folder: Path) -> None:
    def found() -> list[tuple[object, ...]]:
        output = json.loads(parley("compare", folder, "--format", "json").stdout)
        return sorted((p["source"], p["span"], p["act"], p["issue"], p["holder"]) for p in output["positions"])

    before = found()
    head, first, second = ENCOUNTER.split("[[sources]]")
    (folder / "encounter.toml").write_text(f"{head}[[sources]]{second}\n[[sources]]{first}", encoding="utf-8")
    assert found() == before


def test_the_demo_copies_the_example_and_compares_it(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = demo
    assert done.returncode == 0, done.stderr
    assert (folder / "encounter.toml").is_file()
    assert "WHERE THE ACCOUNTS PART" in done.stdout


def test_the_same_folder_gives_the_same_bytes(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = demo
    assert parley("compare", folder).stdout == done.stdout


def test_json_of_the_demo_is_valid_and_every_quote_is_in_place(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    output = json.loads(parley("compare", demo[0], "--format", "json").stdout)
    jsonschema.Draft202012Validator(comparison_schema()).validate(output)
    assert output["positions"]
    text = (demo[0] / "sources" / "white-house.en.txt").read_text(encoding="utf-8")
    for position in output["positions"]:
        assert len(position["quote"]) == position["span"][1] - position["span"][0]
        if position["source"] == "white-house.en":
            assert position["quote"] in text


def test_init_writes_an_encounter_file_that_compare_can_read(tmp_path: Path) -> None:
    source = tmp_path / "readout.en.txt"
    source.write_text("France and Brazil agreed on 4 May 2031 to resume talks.\n", encoding="utf-8")
    started = parley("init", tmp_path / "call", source)
    assert started.returncode == 0, started.stderr
    assert (tmp_path / "call" / "encounter.toml").is_file()
    again = parley("init", tmp_path / "call", source)
    assert again.returncode == 2
    assert "there already" in again.stderr


def test_read_shows_positions_in_place(folder: Path) -> None:
    done = parley("read", folder / "sources" / "ministry.en.txt")
    assert done.returncode == 0, done.stderr
    assert "agreed" in done.stdout


def test_explain_says_which_rules_fired(folder: Path) -> None:
    done = parley("explain", f"{folder / 'sources' / 'ministry.en.txt'}:10")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_a_reader_that_goes_away_causes_no_message(folder: Path) -> None:
    command = f"{sys.executable} -m parley compare {folder} --format json | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("{", "")


def test_help_loads_nothing_but_the_command_line() -> None:
    """What makes a command slow to start is what it imports."""
    code = "import sys; from parley.serve.command_line import main\ntry: main()\nfinally: print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "parley.serve.command_line" in loaded
    heavy = "pydantic httpx jinja2 selectolax regex sqlalchemy numpy scipy shapely pyarrow fastapi parley.pipeline"
    assert not loaded & set(heavy.split())
    assert not {name for name in loaded if name.startswith("parley.") and not name.startswith("parley.serve")} - {
        "parley.errors",
        "parley.registry",
    }


@pytest.fixture
def process(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two encounters, the second of which follows the first by two months."""
    rounds = tmp_path_factory.mktemp("process")
    for name, text in (("may", ENCOUNTER), ("july", ENCOUNTER.replace("2031-05-04", "2031-07-04"))):
        shutil.copytree(folder / "sources", rounds / name / "sources")
        (rounds / name / "encounter.toml").write_text(text, encoding="utf-8")
    july = rounds / "july" / "encounter.toml"
    july.write_text('previous = "may"\n' + july.read_text(encoding="utf-8"), encoding="utf-8")
    later = rounds / "july" / "sources" / "itamaraty.en.txt"
    later.write_text("The ministers agreed to a ceasefire at sea for sixty days, if the blockade is lifted.\n", "utf-8")
    return rounds


def test_a_folder_of_encounters_is_traced_from_round_to_round(process: Path) -> None:
    done = parley("compare", process)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 rounds, 4 May to 4 July 2031 · France and Brazil")
    assert "FROM ROUND TO ROUND" in done.stdout
    assert "[-thirty-] {+sixty+}" in " ".join(done.stdout.split())
    output = json.loads(parley("compare", process, "--format", "json").stdout)
    jsonschema.Draft202012Validator(process_schema()).validate(output)
    assert [round_["encounter"] for round_ in output["rounds"]] == ["may", "july"]


def test_a_process_is_written_as_a_page_and_an_unknown_format_names_the_known_ones(
    process: Path, tmp_path: Path
) -> None:
    page = tmp_path / "process.html"
    assert parley("compare", process, "--output", page).returncode == 0
    assert "<svg" in page.read_text(encoding="utf-8")
    refused = parley("compare", process, "--format", "ics")
    assert refused.returncode == 2
    assert "docx, html, json, md, pdf, text" in refused.stderr


def test_a_circle_of_rounds_is_refused_with_what_to_correct(process: Path) -> None:
    may = process / "may" / "encounter.toml"
    may.write_text('previous = "july"\n' + may.read_text(encoding="utf-8"), encoding="utf-8")
    refused = parley("compare", process)
    assert refused.returncode == 2
    assert "previous" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_persons_split_in_the_encounter_file_reaches_the_report_with_its_reason(folder: Path) -> None:
    for name, days in (("ministry", "sixty"), ("itamaraty", "thirty")):
        text = f"The ministers agreed to a ceasefire at sea for {days} days, if the blockade is lifted.\n"
        (folder / "sources" / f"{name}.en.txt").write_text(text, encoding="utf-8")
    before = json.loads(parley("compare", folder, "--format", "json").stdout)
    said = {position["id"]: (position["source"], position["quote"]) for position in before["positions"]}
    point = next(point for point in before["points"] if len({said[id_][1] for id_ in point["positions"]}) > 1)
    quotes = list(dict.fromkeys(said[id_] for id_ in point["positions"]))
    file = folder / "encounter.toml"
    pairs = json.dumps([list(pair) for pair in quotes[:2]], ensure_ascii=False)
    split = f'\n[[align]]\naction = "split"\nreason = "two measures"\nquotes = {pairs}\n'
    file.write_text(file.read_text(encoding="utf-8") + split, encoding="utf-8")
    after = json.loads(parley("compare", folder, "--format", "json").stdout)
    assert len(after["points"]) == len(before["points"]) + 1
    assert any("split by the encounter file: two measures" in why for p in after["points"] for why in p["because"])


def test_words_of_an_alignment_in_which_nothing_was_read_are_told(folder: Path) -> None:
    file = folder / "encounter.toml"
    align = '\n[[align]]\naction = "join"\nquotes = [["ministry.en", "no such words"], ["itamaraty.en", "nor these"]]\n'
    file.write_text(file.read_text(encoding="utf-8") + align, encoding="utf-8")
    done = parley("compare", folder)
    assert done.returncode == 0
    assert "no position was read: no such words" in " ".join(done.stdout.split())
