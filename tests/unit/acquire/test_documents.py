"""Sources become documents: the text exact, the order kept, and what cannot be read skipped with its reason."""

import hashlib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.acquire.blocks import MAX_CHARACTERS
from parley.acquire.documents import acquire, acquire_file
from parley.errors import InputError, SettingsError
from parley.vocabulary import Source, SourceKind

MakeFolder = Callable[..., Path]
ENGLISH = "The ministers agreed that their delegations will meet again, and that the ports stay open to ships of both."
RUSSIAN = "Стороны согласились приостановить удары по портам, и это было сказано дважды."


def table(file: str, kind: str = "readout", more: str = "") -> str:
    head = f'\n[[sources]]\nfile = "sources/{file}"\npublisher = "P"\npublished_on = 2031-05-04\n'
    return f'{head}kind = "{kind}"\n{more}'


def source_of(name: str, kind: SourceKind = SourceKind.READOUT, language: str | None = "en") -> Source:
    return Source(name, name, "P", kind, date(2031, 5, 4), (), language)


def test_documents_come_in_the_order_of_the_file(make_folder: MakeFolder) -> None:
    folder = make_folder(table("z.txt") + table("a.txt"), z__txt=ENGLISH, a__txt=RUSSIAN)
    acquired = acquire(folder)
    assert [(document.id, document.language) for document in acquired.documents] == [("z", "en"), ("a", "ru")]
    assert acquired.skipped == ()


def test_the_stored_text_is_the_files_own_with_line_ends_unified(make_folder: MakeFolder) -> None:
    raw = "\ufeffTitle\r\n\r\nThe  ministers\u00a0of the two agreed.\r\rTab\there, \x1b[31mand\u200b that is it.\n"
    document = acquire(make_folder(table("a.txt"), a__txt=raw)).documents[0]
    assert document.text == raw[1:].replace("\r\n", "\n").replace("\r", "\n")
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(make_folder: MakeFolder, encoding: str) -> None:
    assert acquire(make_folder(table("a.txt"), a__txt=RUSSIAN.encode(encoding))).documents[0].text == RUSSIAN


@pytest.mark.parametrize(
    ("content", "reason", "remedy"),
    [
        (b"", "empty", "save"),
        (b" \n\t\n", "no words", "save"),
        (b"PK\x03\x04\x00\x00", "binary", "UTF-8"),
        (RUSSIAN.encode("cp1251"), "not UTF-8", "iconv -f WINDOWS-1251"),
        ("Τα δύο μέρη συμφώνησαν να συναντηθούν.".encode(), "Greek (el)", "supported: English (en)"),
        (
            b"Die Minister haben sich auf ein Treffen geeinigt und das ist gut.",
            "German (de)",
            "docs/languages.md",
        ),
    ],
)
def test_a_source_that_cannot_be_read_is_skipped_and_the_others_are_read(
    make_folder: MakeFolder, content: bytes, reason: str, remedy: str
) -> None:
    acquired = acquire(make_folder(table("bad.txt") + table("good.txt"), bad__txt=content, good__txt=ENGLISH))
    assert [document.id for document in acquired.documents] == ["good"]
    lost = acquired.skipped[0]
    assert (lost.source_id, lost.file) == ("bad", "sources/bad.txt")
    assert reason in lost.reason
    assert remedy in lost.remedy


def test_missing_files_unknown_suffixes_and_folders_are_skipped(make_folder: MakeFolder) -> None:
    folder = make_folder(table("absent.txt") + table("a.odt") + table("b.txt"), a__odt="x")
    (folder / "sources" / "b.txt").mkdir()
    acquired = acquire(folder)
    assert [lost.source_id for lost in acquired.skipped] == ["absent", "a", "b"]
    assert ".docx" in acquired.skipped[1].remedy
    assert len(acquired.encounter.sources) == 3


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_link_out_of_the_folder_is_not_followed(make_folder: MakeFolder, tmp_path: Path, is_folder: bool) -> None:
    folder = make_folder(table("a.txt"))
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text(ENGLISH)
    if is_folder:
        (folder / "sources").rmdir()
        (folder / "sources").symlink_to(outside)
    else:
        (folder / "sources" / "a.txt").symlink_to(outside / "a.txt")
    acquired = acquire(folder)
    assert acquired.documents == ()
    assert "leads out of the encounter folder" in acquired.skipped[0].reason


def test_a_link_within_the_folder_and_to_the_folder_is_followed(make_folder: MakeFolder, tmp_path: Path) -> None:
    folder = make_folder(table("a.txt"), b__txt=ENGLISH)
    (folder / "sources" / "a.txt").symlink_to("b.txt")
    (tmp_path / "link").symlink_to(folder)
    assert acquire(tmp_path / "link").documents[0].text == ENGLISH


def test_a_pipe_is_no_file(make_folder: MakeFolder) -> None:
    folder = make_folder(table("a.txt"))
    os.mkfifo(folder / "sources" / "a.txt")
    assert acquire(folder).skipped[0].reason == "this is no file"


def test_a_wrong_encounter_file_stops_before_any_source_is_read(make_folder: MakeFolder) -> None:
    with pytest.raises(SettingsError):
        acquire(make_folder(table("a.txt", kind="rumour"), a__txt=b"\x00"))


def test_a_text_beyond_the_bound_is_read_up_to_it_and_is_partial(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text((ENGLISH + "\n") * (MAX_CHARACTERS // len(ENGLISH) + 10))
    document = acquire_file(path, source=source_of("long.txt"))
    assert document.partial
    assert MAX_CHARACTERS - 5000 < len(document.text) <= MAX_CHARACTERS
    assert document.text.endswith(ENGLISH)
    assert "longer than Parley reads" in document.notes[0]


def test_a_declared_language_of_another_script_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(RUSSIAN)
    with pytest.raises(InputError, match="declared as English"):
        acquire_file(path, source=source_of("a.txt"))


def test_a_declared_language_of_the_same_script_wins_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{RUSSIAN} {RUSSIAN} {RUSSIAN} {RUSSIAN}")
    document = acquire_file(path, source=source_of("a.txt", language="uk"))
    assert document.language == "uk"
    assert "looks like Russian" in document.notes[0]


def test_a_file_by_itself_tells_its_date_kind_and_language(tmp_path: Path) -> None:
    path = tmp_path / "talks.ru.txt"
    path.write_text("Телефонный разговор с премьер-министром Бурландии\n4 мая 2031 года\n\n" + RUSSIAN)
    document = acquire_file(path)
    assert document.id == "talks.ru"
    assert document.language == "ru"
    assert (document.source.kind, document.source.published_on) == (SourceKind.READOUT, date(2031, 5, 4))


def test_a_file_without_a_date_is_dated_by_its_last_change_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH)
    os.utime(path, (1_900_000_000, 1_900_000_000))
    document = acquire_file(path)
    assert document.source.published_on == date(2030, 3, 17)
    assert any("no date" in note for note in document.notes)


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "\n", "\n\n\n\n", "Q: ", "THE PRESIDENT: ", "Analysts said so. ", "Commentary", "“", "”",
                "(file photo)", "Read also", "4 May 2031", "The ministers met. ", "— ", "İ", "\u00a0", "🕊 ", "观察：",
            ]
        ),
        st.text(max_size=12),
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=PIECES, kind=st.sampled_from(SourceKind))
def test_zones_are_in_order_apart_and_leave_out_only_space_and_labels(
    tmp_path: Path, pieces: list[str], kind: SourceKind
) -> None:
    text = "The words of the text. " + "".join(pieces).replace("\0", "").replace("\r", "\n")
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8", "replace"))
    document = acquire_file(path, source=source_of("a.txt", kind))
    end = 0
    for zone in document.zones:
        between = document.text[end : zone.span.start].strip()
        assert not between or between.endswith((":", "："))
        assert end <= zone.span.start < zone.span.end <= len(document.text)
        end = zone.span.end
    left = document.text[end:].strip()
    assert not left or left.endswith((":", "："))
