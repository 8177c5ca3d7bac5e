"""The table of errors by cause and that of confidence, on input small enough to count by hand."""

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from parley.attribute.readers.grammar.patterns import Label, Match
from parley.evaluate.matching import Passage
from parley.vocabulary import Span

Load = Callable[[str], ModuleType]
CASES = Path(__file__).parents[3] / "evaluation/cases"


def passage(start: int, end: int, issue: str = "talks", source: str = "a.en") -> Passage:
    return Passage(source, issue, (Span(start, end),))


@pytest.fixture
def causes(load_command: Load) -> ModuleType:
    return load_command("causes")


def named(causes: ModuleType, returned: list[Passage], expected: list[Passage]) -> tuple[list[str], list[str]]:
    there, here = causes.name_causes(returned, expected, lambda number: causes.SPEECH[0])
    return list(there), list(here)


def test_the_same_words_on_the_same_issue_are_right(causes: ModuleType) -> None:
    assert named(causes, [passage(0, 9)], [passage(1, 10)]) == ([causes.RIGHT], [causes.RIGHT])


def test_the_same_words_on_another_issue_are_another_issue_and_the_table_says_how_plain_they_are(
    causes: ModuleType,
) -> None:
    there, here = named(causes, [passage(0, 9, "trade")], [passage(0, 9)])
    assert there == [f"{causes.OTHER_ISSUE}: {causes.SPEECH[0]}"]
    assert here == [causes.OTHER_ISSUE]


def test_words_elsewhere_are_not_found_on_one_side_and_no_position_on_the_other(causes: ModuleType) -> None:
    there, here = named(causes, [passage(20, 30)], [passage(0, 9)])
    assert there == [f"{causes.NOT_FOUND}: {causes.SPEECH[0]}"]
    assert here == [causes.NO_PASSAGE]


def test_the_same_place_in_another_source_is_no_match(causes: ModuleType) -> None:
    there, here = named(causes, [passage(0, 9, source="b.en")], [passage(0, 9)])
    assert there[0].startswith(causes.NOT_FOUND)
    assert here == [causes.NO_PASSAGE]


def test_two_expected_passages_in_one_returned_are_cut_otherwise(causes: ModuleType) -> None:
    there, here = named(causes, [passage(0, 20)], [passage(0, 9), passage(10, 20)])
    assert sorted(there) == sorted([causes.RIGHT, causes.SPLIT])
    assert here == [causes.RIGHT]


def test_too_few_words_in_common_are_cut_otherwise_on_both_sides(causes: ModuleType) -> None:
    assert named(causes, [passage(8, 20)], [passage(0, 10)]) == ([causes.SPLIT], [causes.SPLIT])


@pytest.mark.parametrize(
    ("keys", "which"),
    [
        (["talks:strong", "trade:strong"], 0),
        (["talks:likely"], 0),
        (["trade:strong", "talks:weak"], 1),
        (["trade:weak"], 2),
        ([], 3),
    ],
)
def test_a_passage_says_its_issue_more_or_less_plainly(causes: ModuleType, keys: list[str], which: int) -> None:
    marks = [Match(number, number + 1, Label("issues", key)) for number, key in enumerate(keys)]
    assert causes.speech_of_issue(marks, "talks") == causes.SPEECH[which]


def test_confidence_is_set_against_the_share_right_in_tenths(causes: ModuleType) -> None:
    judged = [
        causes.Judgement("en", 0.81, True, True),
        causes.Judgement("en", 0.89, True, False),
        causes.Judgement("en", 1.0, True, True),
        causes.Judgement("uk", 0.05, False, False),
    ]
    rows = {row[0]: row[1:] for row in causes.reliability(judged)}
    assert rows["0.8 to 0.9"] == (2, pytest.approx(0.85), 0.5)
    assert rows["0.9 to 1.0"] == (1, 1.0, 1.0)
    assert rows["found"] == (3, pytest.approx(0.9), pytest.approx(2 / 3))
    assert rows["possible"] == (1, pytest.approx(0.05), 0.0)
    assert "0.4 to 0.5" not in rows
    shown = "\n".join(causes.render_reliability(judged))
    assert "en: right of found 0.67 of 3" in shown
    assert "uk: right of possible 0.00 of 1" in shown


def test_the_table_has_a_column_for_all_and_each_language(causes: ModuleType) -> None:
    counts = {"en": Counter({causes.RIGHT: 3, causes.SPLIT: 1}), "zh": Counter({causes.RIGHT: 1})}
    lines = list(causes.render_causes("expected positions", causes.EXPECTED_CAUSES, counts))
    assert lines[0].split()[2:] == ["all", "en", "zh"]
    assert lines[1].split() == ["right", "4", "0.80", "3", "0.75", "1", "1.00"]
    assert lines[-1].split() == ["together", "5", "4", "1"]


def test_folders_that_are_kept_aside_are_left_out(causes: ModuleType) -> None:
    names = {folder.name for folder in causes.find_cases([CASES])}
    assert names
    assert not names & set(causes.tomllib.loads((CASES.parent / "held_out.toml").read_text("utf-8"))["folders"])
    assert causes.find_cases([CASES / sorted(names)[0]]) == [CASES / sorted(names)[0]]


def test_the_command_prints_both_tables(
    causes: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["causes.py", str(causes.find_cases([CASES])[0])])
    assert causes.main() == 0
    shown = capsys.readouterr().out
    for words in ("1 cases, the stored weights", "expected positions", "returned positions", "confidence"):
        assert words in shown


def test_the_command_refuses_a_folder_without_cases(
    causes: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["causes.py", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        causes.main()
    assert ended.value.code == 2
    assert "expected.json" in capsys.readouterr().err
