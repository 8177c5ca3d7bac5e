"""The measures on public gold, on a few made-up records and one made-up article in the formats of the real ones."""

import importlib
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from parley.attribute.readers.grammar.passages import cut_document
from parley.errors import InputError

ROOT = Path(__file__).parents[2]
EVALUATION = ROOT / "evaluation"

TEXT = """\
Ministers of Ardania meet.

The foreign minister said that the ceasefire would begin on Monday. He added that the ports would open.

“The bridge is closed,” a spokesman said. “It will stay closed.”

It was announced that talks, long delayed, go on.
"""


def at(words: str) -> str:
    """Return the place of words in the article, as a stand-off file writes it."""
    start = TEXT.index(words)
    return f"{start} {start + len(words)}"


def annotate(*attributions: dict[str, list[str]]) -> str:
    """Return a stand-off file; each role of an attribution has a list of words, joined as pieces of one stretch."""
    lines, number = [], 0
    for event, roles in enumerate(attributions, 1):
        arguments = []
        for role, pieces in roles.items():
            number += 1
            lines.append(f"T{number}\t{role} {';'.join(map(at, pieces))}\t{' '.join(pieces)}")
            arguments.append(f"{role}:T{number}")
        number += 1
        kind = "Attribution" if "Source" in roles else "Attribution-no-source"
        lines += [f"T{number}\t{kind} {at(roles['Cue'][0])}\tx", f"E{event}\t{kind}:T{number} {' '.join(arguments)}"]
    lines += [f"T{number + 1}\tDiscard {at('Ministers')}\tMinisters", f"#1\tAnnotatorNotes T{number + 1}\ta note"]
    return "\n".join(lines) + "\n"


MINISTER = {
    "Source": ["The foreign minister"],
    "Cue": ["said"],
    "Content": ["that the ceasefire would begin on Monday"],
}
HE = {"Source": ["He"], "Cue": ["added"], "Content": ["that the ports would open"]}
SPOKESMAN = {
    "Content": ["“The bridge is closed,”", "“It will stay closed.”"],
    "Source": ["a spokesman"],
    "Cue": ["said. "],
}
NO_SOURCE = {"Cue": ["was announced"], "Content": ["that talks", "go on"]}


@pytest.fixture
def gold(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that imports a module of evaluation/gold."""
    monkeypatch.syspath_prepend(str(EVALUATION))

    def load(name: str) -> ModuleType:
        return importlib.import_module(f"gold.{name}")

    return load


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    for name in ("attributions", "text"):
        (tmp_path / name).mkdir()
    (tmp_path / "text/paper_2016-02-01_ministers.txt").write_bytes(TEXT.encode())
    for annotator, marked in {"aaaa": (MINISTER, HE, SPOKESMAN, NO_SOURCE), "bbbb": (MINISTER, HE)}.items():
        file = tmp_path / f"attributions/paper_2016-02-01_ministers_{annotator}.ann"
        file.write_bytes(annotate(*marked).encode())
    return tmp_path


def make_record(number: int, event: str, text: str, **more: Any) -> dict[str, Any]:
    return {"id": f"MADE-UP-{number:04}", "event": event, "text": text, "date": "2000-01-01", "language": "en", **more}


@pytest.fixture
def records(tmp_path: Path) -> Path:
    germany = {"actorText": "Germany", "code": "DEU", "sector": "GOV"}
    ardania = {"actorText": "Ardania", "code": "ARD"}
    rows = [
        {"id": "MADE-UP", "event": "DOCUMENT", "eventText": "what this file is"},
        make_record(
            1, "AGREE", "Germany agreed to a ceasefire with Ardania on Monday.", source=[germany], target=[ardania]
        ),
        make_record(
            2, "REJECT", "Ardania rejected a ceasefire proposed by Germany.", source=[ardania], target=[germany]
        ),
        make_record(3, "FIGHT", "Shells fell on the old town.", source=[ardania], target="civilians"),
        make_record(4, "DEMAND", "Germany demanded the withdrawal of troops.", source=[germany]),
    ]
    file = tmp_path / "records.txt"
    file.write_text(json.dumps(rows), encoding="utf-8")
    return file


def run_command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command as the document gives it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(EVALUATION / "outside.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


def row_of(table: str, name: str) -> list[str]:
    """Return the figures of the row that begins with a name."""
    line = next(line for line in table.splitlines() if line.startswith(name))
    return line.removeprefix(name).split()


def test_the_record_that_documents_the_file_is_no_record(gold: Any, records: Path) -> None:
    assert [record.id[-1] for record in gold("plover").load_records(records)] == ["1", "2", "3", "4"]


def test_a_listed_name_gives_the_party_and_another_is_declared_under_its_code(gold: Any, records: Path) -> None:
    first, _, shells, _ = gold("plover").load_records(records)
    assert first.parties == ("DE", "ARD")
    assert [(actor.id, actor.names) for actor in first.actors] == [("ARD", ("Ardania",))]
    assert shells.parties == ("ARD",)


def test_every_act_that_stands_for_an_event_stands_for_one_of_the_six(gold: Any) -> None:
    plover = gold("plover")
    assert set(plover.EVENT_OF_ACT.values()) == set(plover.EVENTS)


def test_events_are_tallied_by_sentence_and_type(gold: Any, records: Path) -> None:
    plover = gold("plover")
    readings = plover.Readings("made up", [{"AGREE"}, {"AGREE", "REJECT"}, {"REJECT"}, set()])
    tallies = plover.tally_events(plover.load_records(records), readings)
    assert (tallies["AGREE"].right, tallies["AGREE"].returned, tallies["AGREE"].expected) == (1, 2, 1)
    assert (tallies["REJECT"].right, tallies["REJECT"].returned, tallies["REJECT"].expected) == (1, 2, 1)
    assert (tallies["DEMAND"].right, tallies["DEMAND"].returned, tallies["DEMAND"].expected) == (0, 0, 1)


def test_the_plover_command_prints_every_type_and_what_the_mapping_leaves_out(records: Path) -> None:
    done = run_command("plover", records)
    assert (done.returncode, done.stderr) == (0, "")
    assert "4 sentences, 3 of the six types" in done.stdout
    assert row_of(done.stdout, "AGREE")[0] == "1"
    assert row_of(done.stdout.split("act if told")[1], "AGREE")[3] == "100.0"
    assert row_of(done.stdout.split("by the type of event coded")[1], "FIGHT") == ["1", "none", "1"]


def test_pieces_notes_and_attributions_without_a_source_are_read(gold: Any) -> None:
    first, second = gold("polnear").read_annotations(annotate(MINISTER, NO_SOURCE))
    assert [TEXT[start:end] for start, end in first.source] == ["The foreign minister"]
    assert second.source == ()
    assert [TEXT[start:end] for start, end in second.content] == ["that talks", "go on"]


def test_a_second_content_is_a_further_piece(gold: Any) -> None:
    lines = "T1\tCue 5 9\tsaid\nT2\tContent 10 14\tthat\nT3\tContent 0 4\tthis\nT4\tAttribution 5 9\tsaid\n"
    (marked,) = gold("polnear").read_annotations(f"{lines}E1\tAttribution:T4 Cue:T1 Content:T2 Content2:T3 \n")
    assert marked.content == ((0, 4), (10, 14))


def test_an_attribution_whose_words_are_missing_is_named(gold: Any) -> None:
    with pytest.raises(InputError, match="Cue:T9"):
        gold("polnear").read_annotations("E1\tAttribution:T4 Cue:T9\n")


def test_attributions_have_the_words_of_source_cue_and_content(gold: Any) -> None:
    document, encounter = gold("documents").make_press_report("made-up", TEXT, date(2016, 2, 1))
    found = gold("attributions").find_attributions(cut_document(document, encounter))
    words = [[[TEXT[slice(*piece)] for piece in pieces] for pieces in ([a.source], a.content)] for a in found]
    assert words == [
        [["The foreign minister"], ["that the ceasefire would begin on Monday"]],
        [["He"], ["that the ports would open"]],
        [["a spokesman"], ["“The bridge is closed,”", "“It will stay closed.”"]],
    ]
    assert [TEXT[slice(*a.cue)] for a in found] == ["said", "added", "said"]


def test_a_perfect_reading_scores_all_and_an_overlap_alone_is_not_exact(gold: Any) -> None:
    polnear = gold("polnear")
    marked = polnear.Marked(((0, 4),), ((5, 9),), ((10, 20), (30, 40)))
    scores = polnear.score_articles([([marked], [marked])])
    assert all(tally.f1 == 1 for tally in (*scores.exact.values(), *scores.overlap.values(), scores.whole))
    shorter = marked._replace(content=((12, 20),))
    scores = polnear.score_articles([([shorter], [marked])])
    assert (scores.exact["content"].right, scores.overlap["content"].right, scores.whole.right) == (0, 1, 1)


def test_roles_that_belong_to_different_attributions_make_no_whole(gold: Any) -> None:
    polnear = gold("polnear")
    one, other = (
        polnear.Marked(((0, 4),), ((5, 9),), ((10, 20),)),
        polnear.Marked(((30, 34),), ((35, 39),), ((40, 50),)),
    )
    crossed = [one._replace(cue=other.cue), other._replace(cue=one.cue)]
    scores = polnear.score_articles([(crossed, [one, other])])
    assert (scores.overlap["cue"].right, scores.whole.right) == (2, 0)


def test_the_polnear_command_prints_scores_beside_the_published_ones(articles: Path) -> None:
    done = run_command("polnear", articles)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 articles, 4 attributions" in done.stdout
    assert row_of(done.stdout, "CRF, published") == ["50.6", "53.4", "28.6"]
    assert row_of(done.stdout, "people*") == ["80.0", "66.7", "66.7"]
    assert float(row_of(done.stdout, "reader, overlap recall")[1]) >= 50


def test_a_folder_without_annotations_or_without_a_text_says_what_to_give(gold: Any, articles: Path) -> None:
    with pytest.raises(InputError, match=r"no annotations.*data/dev"):
        list(gold("polnear").load_articles(articles / "text"))
    next((articles / "text").iterdir()).unlink()
    with pytest.raises(InputError, match="no text for these annotations"):
        list(gold("polnear").load_articles(articles))


@pytest.mark.parametrize("content", ["not json", "[]", '{"id": 1}'])
def test_a_file_that_holds_no_records_ends_with_2_and_no_traceback(tmp_path: Path, content: str) -> None:
    file = tmp_path / "records.txt"
    file.write_text(content, encoding="utf-8")
    done = run_command("plover", file)
    assert done.returncode == 2
    assert "gold_standard_records/PLOVER_GSR_CAMEO.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_document_gives_every_measure_its_command_and_the_published_figures(gold: Any) -> None:
    document = (EVALUATION / "outside.md").read_text(encoding="utf-8")
    source = (EVALUATION / "outside.py").read_text(encoding="utf-8")
    commands = set(re.findall(r"^python evaluation/outside\.py (\w+) \S+$", document, re.MULTILINE))
    assert commands == set(re.findall(r'"(\w+)": \w+\.measure', source))
    for figures in gold("polnear").PUBLISHED.values():
        assert " | ".join(map(str, figures)) in document
