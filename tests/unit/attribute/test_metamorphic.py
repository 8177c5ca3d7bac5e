"""A text that is changed in a known way is read as changed in that way and in no other, in every language.

What cannot hold of every text is asked as a share over many, stored in `evaluation/floors.toml`.
"""

import sys
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.attribute.readers.grammar.reader import GrammarReader
from parley.evaluate.examples import load_language_examples, make_document, stage_example
from parley.vocabulary import Encounter, Position, Source, SourceKind

FLOORS = tomllib.loads((Path(__file__).parents[3] / "evaluation/floors.toml").read_text(encoding="utf-8"))
LANGUAGES = ("en", "ru", "uk", "zh")
RELATIONS = (
    "exchange_parties",
    "exchange_cues",
    "active_for_passive",
    "order_sentences",
    "report_keeps_position",
    "report_lengthens_chain",
    "two_reports_lengthen_chain",
    "add_paragraph",
    "exchange_days",
    "exchange_numbers",
    "exchange_made_places",
    "spaces",
    "invisible_letters",
    "line_ends",
    "quotation_marks",
    "exchange_names",
    "exchange_places",
)
Load = Callable[[str], ModuleType]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RELATIONS)
def test_a_relation_holds_of_as_many_positions_as_before(name: str, language: str, load_command: Load) -> None:
    outcome = load_command("metamorphic").RELATIONS[name](language)
    floor = FLOORS.get(name, {}).get(language)
    assert outcome.of >= 6
    if floor is None:
        assert outcome.share == 0, "it holds of some now: python evaluation/metamorphic.py --write"
    else:
        assert outcome.share >= floor > 0, outcome.fails[:5]


def test_every_relation_is_tested(load_command: Load) -> None:
    assert set(load_command("metamorphic").RELATIONS) == set(RELATIONS)
    assert set(FLOORS) <= {"examples", *RELATIONS}


@pytest.mark.parametrize("name", ["exchange_days", "exchange_numbers", "exchange_made_places"])
def test_days_numbers_and_places_are_asked_strictly(name: str) -> None:
    assert FLOORS[name] == dict.fromkeys(LANGUAGES, 1.0)


TEXTS = [(e.language, e.text) for language in LANGUAGES for e in load_language_examples(language)[:40:4]]
DAY = date(2019, 6, 3)


def read(text: str, language: str) -> tuple[str, tuple[Position, ...]]:
    source = Source(f"text.{language}", "text.txt", "Arda", SourceKind.READOUT, DAY, ("AA",), language)
    encounter = Encounter("e", "Talks", (DAY, DAY), "meeting", ("AA", "BB"), (source,))
    document = make_document(f"AA – BB: 2019\n\n{text}\n", source, language)
    return document.text, GrammarReader().read(document, encounter).positions


@settings(deadline=None, max_examples=40)
@given(
    text=st.sampled_from(TEXTS),
    letters=st.lists(
        st.tuples(st.integers(0, 300), st.sampled_from(["\u200d", "\u200b", "\u200f", "  ", "\n", "\u00a0"])),
        max_size=8,
    ),
)
def test_spans_are_right_whatever_invisible_letters_stand_in_a_text(
    text: tuple[str, str], letters: list[tuple[int, str]]
) -> None:
    language, words = text
    for at, letter in letters:
        words = words[: at % (len(words) + 1)] + letter + words[at % (len(words) + 1) :]
    stored, positions = read(words, language)
    for position in positions:
        assert stored[position.span.start : position.span.end] == position.quote


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_readings_of_one_text_are_the_same(language: str) -> None:
    for example in load_language_examples(language)[:10]:
        encounter, document = stage_example(example)
        assert GrammarReader().read(document, encounter) == GrammarReader().read(document, encounter)


def test_an_edit_moves_what_stands_behind_it(load_command: Load) -> None:
    rewriting = load_command("rewriting")
    rewritten = rewriting.Rewritten("one two three", [rewriting.Edit(4, 7, "2"), rewriting.Edit(0, 0, "> ")])
    assert rewritten.text == "> one 2 three"
    assert rewritten.text[rewritten.place(8) :] == "three"
    with pytest.raises(ValueError, match="overlap"):
        rewriting.Rewritten("one two", [rewriting.Edit(0, 5, ""), rewriting.Edit(4, 7, "")])


def test_a_name_gives_way_to_one_in_the_same_form(load_command: Load) -> None:
    rewriting = load_command("rewriting")
    text = "Переговоры с Эквадором начал Таиланд."
    edits = rewriting.rename(text, "ru", "parties", {"EC": "TH", "TH": "EC"})
    assert rewriting.Rewritten(text, edits).text == "Переговоры с Таиландом начал Эквадор."


def test_an_outcome_counts_what_is_in_one_reading_only_as_not_kept(load_command: Load) -> None:
    outcome = load_command("outcomes").Outcome()
    outcome.compare([("talks",), ("trade",)], [("talks",)], "words")
    assert (outcome.kept, outcome.of, outcome.share, len(outcome.fails)) == (1, 2, 0.5, 1)


def test_the_command_names_what_has_fallen(
    load_command: Load, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = load_command("metamorphic")
    outcome = load_command("outcomes").Outcome(kept=1, of=2)
    monkeypatch.setattr(command, "RELATIONS", {"spaces": lambda language: outcome})
    monkeypatch.setattr(command, "load_floors", lambda: {"spaces": {"en": 0.9}})
    monkeypatch.setattr(sys, "argv", ["metamorphic.py", "en"])
    assert command.main() == 1
    assert "spaces" in capsys.readouterr().out
