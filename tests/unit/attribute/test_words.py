"""Words that are in no list speak for issues and acts as the phrasebook has them; names and figures do not."""

import pytest

from parley.attribute.readers.grammar.language import load_language
from parley.attribute.readers.grammar.tokens import tokenize
from parley.attribute.readers.grammar.words import Counts, beginnings, load_words, read_counts


def entries_of(words: str, language: str = "en") -> frozenset[str]:
    tokens = tokenize(words)
    return beginnings(tokens, load_language(language).patterns.find(tokens))


COUNTS = Counts({"trade": 4, "culture": 4}, {"salmon": "trade:3", "choir": "culture:3", "tour": "trade:1 culture:1"})


def test_a_word_speaks_for_the_issue_of_the_phrases_that_have_it() -> None:
    shares = COUNTS.shares(frozenset({"salmon"}))
    assert shares["trade"] > 0.8
    assert shares["trade"] + shares["culture"] == pytest.approx(1)


def test_words_add_up_and_words_of_two_issues_settle_nothing() -> None:
    assert COUNTS.shares(frozenset({"tour"}))["trade"] == pytest.approx(0.5)
    assert COUNTS.shares(frozenset({"tour", "choir"}))["culture"] > 0.8


def test_words_that_no_phrase_has_speak_for_nothing() -> None:
    assert COUNTS.shares(frozenset({"zeppelin"})) == {}
    assert COUNTS.shares(frozenset()) == {}


def test_words_count_by_their_beginnings_alone_and_two_in_a_row() -> None:
    assert entries_of("Salmon quotas") == {"salmon", "quotas", "salmon quotas"}
    assert "дипмис сотруд" in entries_of("дипмиссии сотрудничают", "ru")


def test_names_and_figures_count_for_nothing() -> None:
    assert entries_of("Ecuador wants 300 salmon from Thailand") == {"wants", "salmon", "from", "salmon from"}


def test_a_han_character_counts_only_beside_another() -> None:
    assert entries_of("渔船", "zh") == {"渔 船"}


def test_a_language_without_counts_has_words_that_speak_for_nothing() -> None:
    words = load_words("fr")
    assert words.issues.shares(entries_of("Les pêcheurs", "fr")) == {}
    assert words.acts.shares(entries_of("Les pêcheurs", "fr")) == {}


@pytest.mark.parametrize(
    ("language", "words", "issue"),
    [
        ("en", "the orchestra will play in both capitals", "culture"),
        ("ru", "оркестр сыграет в обеих столицах", "culture"),
        ("uk", "збірні зіграють товариський матч", "culture"),
        ("zh", "交响乐团将在两国首都演出", "culture"),
    ],
)
def test_the_counts_of_each_language_know_words_that_name_no_dispute(language: str, words: str, issue: str) -> None:
    shares = load_words(language).issues.shares(entries_of(words, language))
    assert max(shares, key=lambda name: shares[name]) == issue


def test_counts_are_read_as_they_are_written() -> None:
    assert read_counts("ceasefire.full:3 talks:12") == {"ceasefire.full": 3, "talks": 12}
    assert read_counts("") == {}
