"""Lengths of time that are none, and objects that a measure does not cover."""

from datetime import date

import pytest

from parley.attribute.readers.grammar.language import load_language
from parley.attribute.readers.grammar.lengths import LengthReader
from parley.attribute.readers.grammar.passages import cut_document
from parley.attribute.readers.grammar.scopes import scope_candidates
from parley.attribute.readers.grammar.tokens import tokenize
from parley.attribute.readers.grammar.units import unit_of_span
from parley.evaluate.examples import make_document
from parley.vocabulary import Encounter, Source, SourceKind

DAY = date(2019, 5, 14)


def days_of(language: str, text: str) -> list[int | None]:
    tokens, data = tokenize(text), load_language(language)
    return [found.days for found in LengthReader(data, tokens, data.patterns.find(tokens), DAY).lengths()]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "переговоры, прерванные в 2022 году"),
        ("uk", "переговори, перервані у 2022 році"),
        ("en", "the 2022 year of talks"),
        ("zh", "2022年的谈判"),
        ("en", "not in 1000000000 years"),
        ("en", "a billion days"),
    ],
)
def test_the_number_of_a_year_and_an_age_of_the_world_are_no_lengths(language: str, text: str) -> None:
    assert days_of(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "days"), [("ru", "на 2 года", 730), ("en", "for 20 years", 7300), ("zh", "为期三十天", 30)]
)
def test_lengths_that_a_calendar_holds_are_lengths(language: str, text: str, days: int) -> None:
    assert days_of(language, text) == [days]


@pytest.mark.parametrize(
    ("issue", "covered"), [("ceasefire.strikes", {"port"}), ("accountability", {"port", "strike"})]
)
def test_what_a_halt_stops_is_no_object_that_it_covers(issue: str, covered: set[str]) -> None:
    text = "Talks\n\nBoth agreed to halt strikes on ports.\n"
    source = Source("a.en", "a.txt", "Arda", SourceKind.READOUT, DAY, ("AA",), "en")
    encounter = Encounter("e", "Talks", (DAY, DAY), "meeting", ("AA", "BB"), (source,))
    draft = cut_document(make_document(text, source, "en"), encounter)
    unit = unit_of_span(draft, text.index("agreed"), text.index(".\n"))
    assert unit is not None
    assert {candidate.name for candidate in scope_candidates(unit, issue, "agree")} == covered
