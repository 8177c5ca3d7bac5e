"""The built-in reader finds what a language's examples say: the marked ones fully, all of them by a share."""

import sys
import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from parley.attribute.readers.grammar.reader import GrammarReader
from parley.evaluate.examples import Example, Judged, judge_example, load_language_examples, read_example, stage_example
from parley.registry import language_names
from parley.vocabulary import Act, Attribution, Document, Encounter, Issue, Position, Reading, Span, Voice

FLOORS = tomllib.loads((Path(__file__).parents[3] / "evaluation/floors.toml").read_text(encoding="utf-8"))["examples"]
EXAMPLES = {e.name: e for language in language_names() for e in load_language_examples(language)}


@cache
def judged(name: str) -> Judged:
    return judge_example(EXAMPLES[name], reader())


@cache
def reader() -> GrammarReader:
    return GrammarReader()


@pytest.mark.parametrize("name", [name for name, example in EXAMPLES.items() if example.holds])
def test_an_example_that_is_marked_holds(name: str) -> None:
    assert judged(name).faults == ()


@pytest.mark.parametrize("language", language_names())
def test_the_share_of_positions_read_rightly_does_not_fall(language: str) -> None:
    own = [judged(name) for name, example in EXAMPLES.items() if example.language == language]
    right, expected = sum(one.right for one in own), sum(len(one.example.positions) for one in own)
    assert right / expected >= FLOORS[language] > 0


@pytest.mark.parametrize("language", language_names())
def test_examples_that_hold_are_of_both_kinds_with_positions_and_without(language: str) -> None:
    holding = [e for e in EXAMPLES.values() if e.language == language and e.holds]
    assert any(e.positions for e in holding)
    assert any(not e.positions for e in holding)


ENTRY = {
    "text": "The sides agreed to a truce.",
    "parties": ["AA", "BB"],
    "speaks_for": "AA",
    "kind": "readout",
    "published_on": date(2019, 5, 14),
    "positions": [{"quote": "agreed to a truce", "holder": ["AA", "BB"], "act": "agree", "issue": "ceasefire.full"}],
}


class Fixed:
    """A reader that returns what it is given, at the first place of the words."""

    def __init__(self, *found: tuple[str, tuple[str, ...], str, str]) -> None:
        self.found = found

    def read(self, document: Document, encounter: Encounter, documents: Sequence[Document] = ()) -> Reading:
        positions = []
        for number, (quote, holder, act, issue) in enumerate(self.found):
            start = document.text.index(quote)
            positions.append(
                Position(
                    id=str(number),
                    source=document.id,
                    holder=holder,
                    act=Act(act),
                    strength=7,
                    issue=Issue(issue),
                    span=Span(start, start + len(quote)),
                    quote=quote,
                    voice=Voice.OFFICIAL,
                    chain=(Attribution("AA"),),
                )
            )
        return Reading(document.id, tuple(positions))


def example() -> Example:
    return read_example(ENTRY, "en", 1)


def test_an_example_holds_that_is_read_as_it_says() -> None:
    found = judge_example(example(), Fixed(("agreed to a truce", ("BB", "AA"), "agree", "ceasefire.full")))
    assert found.holds
    assert found.right == 1


def test_a_wrong_act_keeps_issue_and_holder_right_but_the_example_does_not_hold() -> None:
    found = judge_example(example(), Fixed(("agreed to a truce", ("AA", "BB"), "propose", "ceasefire.full")))
    assert (found.right, found.faults) == (1, ("act propose for agree “agreed to a truce”",))


def test_a_wrong_holder_is_not_right() -> None:
    found = judge_example(example(), Fixed(("agreed to a truce", ("AA",), "agree", "ceasefire.full")))
    assert (found.right, found.faults) == (0, ("holder AA for AA+BB “agreed to a truce”",))


def test_what_is_missed_and_what_is_extra_are_named() -> None:
    found = judge_example(example(), Fixed(("The sides", ("AA",), "agree", "talks")))
    assert [fault.split(":")[0] for fault in found.faults] == ["missed", "extra"]


def test_an_example_stands_below_a_title_and_speaks_for_whom_it_says() -> None:
    encounter, document = stage_example(example())
    assert document.zones[-1].span.of(document.text) == ENTRY["text"]
    assert document.zones[0].voice is Voice.HEADLINE
    assert encounter.sources[0].speaks_for == ("AA",)


TWO = '# head\n[[example]]\ntext = "a"\nholds = true\npositions = []\n\n[[example]]\ntext = "b"\npositions = [\n]\n'


def test_marks_are_written_beside_the_positions_and_taken_away(load_command: Callable[[str], ModuleType]) -> None:
    mark_text = load_command("mark_examples").mark_text
    marked = mark_text(TWO, [False, True])
    assert [e.get("holds", False) for e in tomllib.loads(marked)["example"]] == [False, True]
    assert mark_text(mark_text(TWO, [True, False]), [True, False]) == TWO


def test_a_floor_is_set_in_its_own_table(load_command: Callable[[str], ModuleType]) -> None:
    set_floor = load_command("floors").set_floor
    text = "[examples]\nen = 0.10\n\n[other]\nen = 0.50\n"
    once = tomllib.loads(
        set_floor(set_floor(set_floor(text, "examples", "en", 0.2), "examples", "uk", 0.3), "new", "zh", 1)
    )
    assert once == {"examples": {"en": 0.2, "uk": 0.3}, "other": {"en": 0.5}, "new": {"zh": 1.0}}


def test_the_command_says_how_many_examples_hold(
    load_command: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["mark_examples.py", "fr"])
    assert load_command("mark_examples").main() == 0
    assert capsys.readouterr().out.startswith("fr: ")
