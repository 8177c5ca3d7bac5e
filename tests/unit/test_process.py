"""The order of rounds: by their days, with `previous` checked against them."""

from dataclasses import replace
from datetime import date

import pytest

from parley.errors import InputError
from parley.process import chain_rounds
from parley.vocabulary import Encounter


def held(day: int, previous: str | None = None) -> Encounter:
    when = date(2031, 5, day)
    return Encounter(f"e{day}", "A round", (when, when), "talks", ("AA", "BB"), (), previous=previous)


def test_rounds_stand_in_the_order_of_their_days() -> None:
    assert chain_rounds({"b": held(9, "a"), "c": held(20, "b"), "a": held(4)}) == ("a", "b", "c")


def test_rounds_of_one_day_stand_in_the_order_of_their_links() -> None:
    assert chain_rounds({"a": held(4, "b"), "b": held(4)}) == ("b", "a")


def test_a_link_to_an_encounter_that_is_not_here_is_passed_over() -> None:
    assert chain_rounds({"b": held(9, "elsewhere"), "a": held(4)}) == ("a", "b")


def test_a_link_to_a_later_encounter_is_refused_and_says_what_to_correct() -> None:
    with pytest.raises(InputError, match="held later") as caught:
        chain_rounds({"a": held(4, "b"), "b": held(9)})
    assert "previous" in str(caught.value.remedy)


def test_links_in_a_circle_are_refused() -> None:
    with pytest.raises(InputError, match="circle"):
        chain_rounds({"a": held(4, "b"), "b": replace(held(4), previous="a")})
