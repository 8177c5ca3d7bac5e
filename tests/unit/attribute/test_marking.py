"""Marks: what the words of a position name, and how they call it, as ids that no language is left in."""

from datetime import date

import pytest

from parley.attribute.marking import find_marks, mark_positions
from parley.vocabulary import (
    Act,
    Attribution,
    Document,
    Issue,
    Position,
    Source,
    SourceKind,
    Span,
    Voice,
)

PAIRS = [
    ("en", "the war has to end", "war:war"),
    ("ru", "войну надо закончить", "war:war"),
    ("uk", "війну треба закінчити", "war:war"),
    ("zh", "战争必须结束", "war:war"),
    ("en", "a ceasefire in the Black Sea", "halt:ceasefire"),
    ("ru", "перемирие на море", "halt:ceasefire"),
    ("uk", "припинення вогню на морі", "halt:ceasefire"),
    ("zh", "海上停火", "halt:ceasefire"),
    ("en", "under Qatari mediation", "part:mediation"),
    ("ru", "при посредничестве Катара", "part:mediation"),
    ("zh", "由卡塔尔居中斡旋", "part:mediation"),
    ("en", "the truce can be extended", "time:renewal"),
    ("ru", "с возможностью продления", "time:renewal"),
    ("uk", "так званий спокій", "voice:distanced"),
]


@pytest.mark.parametrize(("language", "words", "mark"), PAIRS)
def test_the_same_wording_has_the_same_mark_in_every_language(language: str, words: str, mark: str) -> None:
    assert mark in find_marks(words, language)


def test_objects_places_and_parties_that_words_name_are_marks_too() -> None:
    marks = find_marks("Ukraine exports grain from Odesa", "en")
    assert {"object:grain", "party:UA"} <= set(marks)
    assert list(marks) == sorted(marks)


def test_a_world_war_is_no_name_of_this_war() -> None:
    assert "war:war" not in find_marks("we remembered the second world war", "en")


def test_a_language_without_data_gives_no_mark() -> None:
    assert find_marks("la guerre", "xx") == ()


def test_marking_changes_nothing_but_the_marks() -> None:
    source = Source("a.en", "a.txt", "Arda", SourceKind.READOUT, date(2031, 5, 4), ("AA",), "en")
    document = Document(source, "the war has to end", "", "en", ())
    position = Position(
        "p",
        "a.en",
        ("AA",),
        Act.STATE,
        3,
        Issue.SETTLEMENT,
        Span(0, 18),
        document.text,
        Voice.OFFICIAL,
        (Attribution("A"),),
    )
    (marked,) = mark_positions([position], [document])
    assert "war:war" in marked.marks
    assert (marked.id, marked.span, marked.quote, marked.act) == (
        position.id,
        position.span,
        position.quote,
        position.act,
    )
