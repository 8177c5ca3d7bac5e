"""The pattern language of the language data."""

from parley.attribute.readers.grammar.patterns import SHIELD, Label, PatternSet, split_patterns
from parley.attribute.readers.grammar.tokens import tokenize


def found(patterns: dict[str, str], text: str, *, spaces: bool = True) -> set[tuple[str, str]]:
    pattern_set = PatternSet(spaces)
    for key, words in patterns.items():
        pattern_set.add(words, Label(SHIELD if key == "shield" else "acts", key))
    tokens = tokenize(text)
    return {(m.label.key, text[tokens[m.first].start : tokens[m.last - 1].end]) for m in pattern_set.find(tokens)}


def test_patterns_are_separated_by_commas_and_lines_and_comments_end_them() -> None:
    assert list(split_patterns("one, two*\n# a note\nthree four # said of talks")) == ["one", "two*", "three four"]


def test_a_star_matches_every_word_that_begins_so() -> None:
    assert found({"propose": "propos*"}, "They proposed a proposal.") == {
        ("propose", "proposed"),
        ("propose", "proposal"),
    }


def test_without_a_star_only_the_word_itself_matches() -> None:
    assert found({"agree": "agreed"}, "They disagreed, then agreed.") == {("agree", "agreed")}


def test_words_in_order_match_and_case_of_letters_does_not_matter() -> None:
    assert found({"propose": "put* forward"}, "It PUT FORWARD a plan") == {("propose", "PUT FORWARD")}


def test_a_gap_spans_at_most_four_words() -> None:
    assert found({"x": "put … forward"}, "put a new plan forward") == {("x", "put a new plan forward")}
    assert found({"x": "put … forward"}, "put one two three four five forward") == set()


def test_alternatives_stand_in_one_place() -> None:
    assert found({"x": "agree*/consent* to"}, "agreed to, consents to") == {("x", "agreed to"), ("x", "consents to")}


def test_a_longer_match_of_the_same_file_hides_what_lies_inside_it() -> None:
    assert found({"short": "exchange", "long": "exchange of prisoners"}, "an exchange of prisoners") == {
        ("long", "exchange of prisoners")
    }


def test_han_characters_match_in_a_row_without_spaces() -> None:
    assert found({"agree": "达成共识", "gap": "以…为前提"}, "双方达成共识，以停火为前提", spaces=False) == {
        ("agree", "达成共识"),
        ("gap", "以停火为前提"),
    }


def test_a_shield_keeps_a_short_pattern_from_matching_inside_a_longer_word() -> None:
    assert found({"future": "将", "shield": "将军"}, "将军将访问", spaces=False) == {("future", "将")}


def test_apostrophes_of_every_style_and_soft_hyphens_are_one() -> None:
    assert found({"x": "зобов'яз*"}, "зобов’язалися, зобовʼязалися, зобо\u00adв'язання") == {
        ("x", "зобов’язалися"),
        ("x", "зобовʼязалися"),
        ("x", "зобо\u00adв'язання"),
    }


def test_places_count_code_points_even_after_an_emoji() -> None:
    text = "🙂 agreed"
    (token,) = tokenize(text)
    assert text[token.start : token.end] == "agreed"


def test_matches_of_one_word_come_in_one_order_whatever_the_seed_of_hashes() -> None:
    pattern_set = PatternSet(spaces=True)
    for strength in (3, 9, 1, 7, 5, 8, 2, 6):
        pattern_set.add("proposed", Label("acts", "propose", strength))
    found = pattern_set.find(tokenize("They proposed it."))
    assert [match.label.strength for match in found] == [1, 2, 3, 5, 6, 7, 8, 9]
