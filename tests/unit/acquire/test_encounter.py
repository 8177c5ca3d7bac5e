"""An encounter file is checked whole, and its errors say which key, which value and what is known."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from parley.acquire.encounter import load_encounter, undeclared_speakers
from parley.errors import InputError, SettingsError
from parley.vocabulary import SourceKind

HEAD = 'title = "Ministers of Arda and Burland"\nheld_on = 2031-05-04\nchannel = "meeting"\nparties = ["AA", "BB"]\n'
SOURCE = '\n[[sources]]\nfile = "sources/a.en.txt"\npublisher = "P"\nkind = "readout"\npublished_on = 2031-05-04\n'
MakeFolder = Callable[..., Path]


def test_a_full_file_becomes_an_encounter(make_folder: MakeFolder) -> None:
    tables = (
        SOURCE
        + 'speaks_for = "AA"\nlanguage = "EN-gb"\nurl = "https://x.example/a"\n'
        + '\n[[actors]]\nid = "FUND"\nnames = ["The Fund", "Фонд"]\nacts_for = "BB"\n'
        + '\n[[align]]\naction = "join"\nquotes = [["a.en", "one"], ["a.en", "two"]]\nreason = "the same ports"\n'
    )
    encounter = load_encounter(make_folder(tables))
    source = encounter.sources[0]
    assert encounter.id == "2031-05-04-meeting"
    assert encounter.held_on == (date(2031, 5, 4), date(2031, 5, 4))
    assert (source.id, source.kind, source.speaks_for, source.language) == ("a.en", SourceKind.READOUT, ("AA",), "en")
    assert encounter.actors[0].names == ("The Fund", "Фонд")
    assert encounter.align[0].quotes == (("a.en", "one"), ("a.en", "two"))


def test_several_days_are_a_first_and_a_last(make_folder: MakeFolder) -> None:
    encounter = load_encounter(make_folder(SOURCE, HEAD.replace("2031-05-04", "[2031-05-04, 2031-05-06]")))
    assert encounter.held_on == (date(2031, 5, 4), date(2031, 5, 6))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind =", "knid =", ["'knid'", "did you mean 'kind'?", "publisher"]),
        ('"readout"', '"redout"', ["'redout'", "did you mean 'readout'?", "press_report", "sources/a.en.txt"]),
        ('"readout"', "7", ["kind = 7", "press_report"]),
        ('title = "Ministers of Arda and Burland"\n', "", ["'title' is missing"]),
        ('parties = ["AA", "BB"]\n', "", ["'parties' is missing"]),
        ('["AA", "BB"]', "[]", ["'parties' is empty"]),
        ('["AA", "BB"]', '["aa", "BB"]', ["did you mean 'AA'?"]),
        ("published_on = 2031-05-04", 'published_on = "soon"', ["published_on = 'soon' is no date"]),
        ("held_on = 2031-05-04", "held_on = 2031", ["held_on = 2031 is no date"]),
        ("held_on = 2031-05-04", "held_on = [2031-05-06, 2031-05-04]", ["2031-05-04 lies before the first 2031-05-06"]),
        ("held_on = 2031-05-04", "held_on = 2031-05-44", ["not valid TOML", "line 2"]),
        ("sources/a.en.txt", "../a.en.txt", ["not a path inside the encounter folder"]),
        ("sources/a.en.txt", "/etc/hostname.txt", ["not a path inside the encounter folder"]),
        ("sources/a.en.txt", "sources/../../a.txt", ["not a path inside the encounter folder"]),
        ('"P"', '"P"\nspeaks_for = "AAA"', ["'AAA' is neither a party", "did you mean 'AA'?"]),
        ('"P"', '"P"\nurl = "javascript:alert(1)"', ["url = 'javascript:alert(1)'"]),
        ('"P"', '"P"\nlanguage = "?"', ["language = '?'"]),
    ],
)
def test_what_is_wrong_is_named(make_folder: MakeFolder, old: str, new: str, said: list[str]) -> None:
    whole = HEAD + SOURCE
    assert old in whole
    with pytest.raises(SettingsError) as raised:
        load_encounter(make_folder("", whole.replace(old, new, 1)))
    message = str(raised.value)
    assert "encounter.toml" in message
    assert [words for words in said if words not in message] == []


def test_two_sources_of_one_id_are_refused(make_folder: MakeFolder) -> None:
    with pytest.raises(SettingsError, match=r"two sources have the id 'a\.en'"):
        load_encounter(make_folder(SOURCE + SOURCE.replace(".txt", ".html")))


def test_a_persons_alignment_names_a_source_that_is_here(make_folder: MakeFolder) -> None:
    align = '\n[[align]]\naction = "split"\nquotes = [["a.en", "x"], ["b.en", "y"]]\n'
    with pytest.raises(SettingsError, match=r"names the source 'b\.en'.*did you mean 'a\.en'"):
        load_encounter(make_folder(SOURCE + align))


def test_a_mediator_that_is_no_party_may_speak_and_is_noted(make_folder: MakeFolder) -> None:
    encounter = load_encounter(make_folder(SOURCE + 'speaks_for = "UN"\n'))
    assert encounter.sources[0].speaks_for == ("UN",)
    assert "UN" in next(undeclared_speakers(encounter))


def test_a_party_concerned_and_an_actor_may_speak_without_a_note(make_folder: MakeFolder) -> None:
    actor = '\n[[actors]]\nid = "FUND"\nnames = "The Fund"\n'
    head = HEAD + 'concerned = ["CC"]\n'
    encounter = load_encounter(make_folder(SOURCE + 'speaks_for = ["CC", "FUND"]\n' + actor, head))
    assert list(undeclared_speakers(encounter)) == []


def test_a_folder_without_an_encounter_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="parley init"):
        load_encounter(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        load_encounter(tmp_path / "absent")
