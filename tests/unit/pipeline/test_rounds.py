"""The order of rounds: by their days, with `previous` checked against them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from parley.errors import InputError
from parley.pipeline.rounds import chain_folders, find_encounters, order_rounds
from parley.vocabulary import Encounter


def held(day: int, previous: str | None = None) -> Encounter:
    when = date(2031, 5, day)
    return Encounter(f"e{day}", "A round", (when, when), "talks", ("AA", "BB"), (), previous=previous)


def test_rounds_stand_in_the_order_of_their_days() -> None:
    assert order_rounds({"b": held(9, "a"), "c": held(20, "b"), "a": held(4)}) == ("a", "b", "c")


def test_rounds_of_one_day_stand_in_the_order_of_their_links() -> None:
    assert order_rounds({"a": held(4, "b"), "b": held(4)}) == ("b", "a")


def test_a_link_to_an_encounter_that_is_not_here_is_passed_over() -> None:
    assert order_rounds({"b": held(9, "elsewhere"), "a": held(4)}) == ("a", "b")


def test_a_link_to_a_later_encounter_is_refused_and_says_what_to_correct() -> None:
    with pytest.raises(InputError, match="held later") as caught:
        order_rounds({"a": held(4, "b"), "b": held(9)})
    assert "previous" in str(caught.value.remedy)


def test_links_in_a_circle_are_refused() -> None:
    with pytest.raises(InputError, match="circle"):
        order_rounds({"a": held(4, "b"), "b": replace(held(4), previous="a")})


@pytest.fixture
def process_folder(tmp_path: Path) -> Path:
    for name, day, previous in (("a-later", "2031-06-04", "b-first"), ("b-first", "2031-05-04", "")):
        (tmp_path / name).mkdir()
        before = f'previous = "{previous}"\n' if previous else ""
        text = f'title = "Talks"\nheld_on = {day}\nchannel = "talks"\nparties = ["AA", "BB"]\n{before}'
        source = '[[sources]]\nfile = "a.txt"\npublisher = "Arda"\nkind = "readout"\nlanguage = "en"\n'
        (tmp_path / name / "encounter.toml").write_text(f"{text}{source}published_on = {day}\n", encoding="utf-8")
        (tmp_path / name / "a.txt").write_text("Arda proposed a ceasefire.", encoding="utf-8")
    return tmp_path


def test_folders_stand_in_the_order_of_their_rounds_and_not_of_their_names(process_folder: Path) -> None:
    assert [folder.name for folder in find_encounters(process_folder)] == ["b-first", "a-later"]
    assert find_encounters(process_folder / "a-later") == (process_folder / "a-later",)
    with pytest.raises(InputError, match="no encounter here"):
        find_encounters(process_folder / "b-first" / "nothing")


def test_the_encounters_before_come_along_first(process_folder: Path) -> None:
    later = process_folder / "a-later"
    assert [folder.name for folder in chain_folders([later, later])] == ["b-first", "a-later"]


def test_two_folders_of_one_name_are_refused_as_rounds_of_one_process(process_folder: Path) -> None:
    twin = process_folder / "elsewhere" / "b-first"
    twin.mkdir(parents=True)
    (twin / "encounter.toml").write_bytes((process_folder / "b-first" / "encounter.toml").read_bytes())
    with pytest.raises(InputError, match="two encounter folders are called b-first"):
        chain_folders([process_folder / "b-first", twin])
