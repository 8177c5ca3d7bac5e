"""`parley init`: what files tell of themselves becomes an encounter file that loads."""

from pathlib import Path

import pytest

from parley.acquire.documents import acquire
from parley.acquire.draft import draft_encounter
from parley.errors import InputError

ENGLISH = (
    "Readout of the telephone call with the Minister of Burland\nMay 4, 2031\n\nThe ministers agreed to meet again."
)
PAGE = (
    "<title>港口开放</title><meta property='og:site_name' content='晨报'>"
    "<h1>港口开放</h1><p>2031年5月5日</p><p>双方同意会谈。</p>"
)


def draft(tmp_path: Path, **files: str) -> tuple[Path, str]:
    folder = tmp_path / "meeting"
    paths = []
    for name, text in files.items():
        path = tmp_path / name.replace("__", ".").replace("_", " ")
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    written = draft_encounter(folder, paths)
    (folder / "encounter.toml").write_text(written, encoding="utf-8")
    return folder, written


def test_a_draft_loads_and_has_what_the_files_tell(tmp_path: Path) -> None:
    folder, written = draft(tmp_path, Call_readout__en__txt=ENGLISH, page__html=PAGE)
    acquired = acquire(folder)
    readout, page = (document.source for document in acquired.documents)
    assert acquired.skipped == ()
    assert (readout.file, readout.kind, str(readout.published_on)) == (
        "sources/Call-readout.en.txt",
        "readout",
        "2031-05-04",
    )
    assert (page.publisher, page.language, str(page.published_on)) == ("晨报", "zh", "2031-05-05")
    assert acquired.encounter.channel == "telephone call"
    assert str(acquired.encounter.held_on[0]) == "2031-05-04"
    assert written.count("TODO") >= 4


def test_words_of_a_file_cannot_write_keys(tmp_path: Path) -> None:
    title = 'x"\\nparties = ["ZZ"]\\n#'
    folder, _ = draft(tmp_path, a__html=f"<title>{title}\n[x]\x7f</title><p>The ministers agreed to meet on it.</p>")
    assert acquire(folder).encounter.parties == ("AA", "BB")


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "meeting" / "sources").mkdir(parents=True)
    (tmp_path / "meeting" / "sources" / "a.txt").write_text("mine")
    with pytest.raises(InputError, match="another file has this name"):
        draft(tmp_path, a__txt=ENGLISH)
    assert (tmp_path / "meeting" / "sources" / "a.txt").read_text() == "mine"


def test_a_file_that_lies_in_the_folder_already_stays(tmp_path: Path) -> None:
    inside = tmp_path / "meeting" / "sources" / "a.txt"
    inside.parent.mkdir(parents=True)
    inside.write_text(ENGLISH)
    assert 'file = "sources/a.txt"' in draft_encounter(tmp_path / "meeting", [inside])
    assert inside.read_text() == ENGLISH


def test_two_files_of_one_id_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="would be the source 'a'"):
        draft(tmp_path, a__txt=ENGLISH, a__html=PAGE)
    assert not (tmp_path / "meeting").exists()
