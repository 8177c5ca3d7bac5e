"""The linear models."""

import pytest

from parley.attribute.readers.grammar import linear
from parley.attribute.readers.grammar.reader import decode_labels


def test_soft_max_adds_up_to_one_and_keeps_the_order() -> None:
    shares = linear.soft_max({"a": 1.0, "b": 3.0, "c": -50.0})
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["b"] > shares["a"] > shares["c"]


def test_features_that_were_never_seen_weigh_nothing() -> None:
    assert linear.Weights({"known": 2.0}).score({"known": 1.5, "new": 9.0}) == 3.0


def test_of_equal_probabilities_the_first_in_the_alphabet_is_chosen() -> None:
    assert linear.best({"b": 0.5, "a": 0.5}) == "a"


def test_reasons_name_what_moved_the_choice_most() -> None:
    model = linear.Classes({"yes|cue": 2.0, "no|cue": -1.0, "yes|length": 0.5})
    assert model.reasons("yes", "no", {"cue": 1.0, "length": 1.0}, 2) == [("cue", 3.0), ("length", 0.5)]


def test_a_position_does_not_go_on_into_the_next_sentence() -> None:
    scores = [{"B": 5.0, "I": 0.0, "O": 0.0}, {"B": 0.0, "I": 9.0, "O": 1.0}]
    assert decode_labels(scores, [0, 0]) == ["B", "I"]
    assert decode_labels(scores, [0, 1]) == ["B", "O"]


def test_a_position_goes_on_only_after_it_has_begun() -> None:
    assert decode_labels([{"B": -9.0, "I": 5.0, "O": 0.0}], [0]) == ["O"]
