"""Zips that somebody sends: paths that lead out, links, bombs, locks, doubles; and plain ones."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from parley.errors import InputError
from parley.serve.web.archives import unpack
from parley.serve.web.settings import Bounds

BOUNDS = Bounds(file_bytes=100_000, files=5, unpacked_bytes=200_000, unpacked_ratio=50)


def pack(folder: Path, entries: dict[str, bytes], *, method: int = zipfile.ZIP_STORED) -> Path:
    path = folder / "sent.zip"
    with zipfile.ZipFile(path, "w", method) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return path


def test_an_encounter_folder_is_unpacked_without_the_folder_that_holds_it(tmp_path: Path) -> None:
    sent = pack(tmp_path, {"call/encounter.toml": b"x", "call/sources/a.txt": b"y", "__MACOSX/call/._a": b"z"})
    files, name = unpack(sent, tmp_path / "out", BOUNDS)
    assert name == "call"
    assert sorted(path.relative_to(tmp_path / "out").as_posix() for path in files) == [
        "encounter.toml",
        "sources/a.txt",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../out.txt",
        "/etc/passwd",
        "a/../../b.txt",
        "..\\b.txt",
        "C:/b.txt",
        "a\x01.txt",
        "a/b/c/d/e/f/g.txt",
        "x" * 300,
    ],
)
def test_a_path_that_leads_out_or_cannot_be_written_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="path"):
        unpack(pack(tmp_path, {name: b"x"}), tmp_path / "out", BOUNDS)
    assert not (tmp_path / "out").exists()


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sent.zip"
    entry = zipfile.ZipInfo("link.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(entry, "/etc/passwd")
    with pytest.raises(InputError, match="plain files"):
        unpack(path, tmp_path / "out", BOUNDS)


def test_a_file_that_unpacks_to_many_times_its_size_is_refused(tmp_path: Path) -> None:
    sent = pack(tmp_path, {"a.txt": b"0" * 90_000}, method=zipfile.ZIP_DEFLATED)
    with pytest.raises(InputError, match="times its size"):
        unpack(sent, tmp_path / "out", BOUNDS)


def test_too_much_altogether_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    sent = pack(tmp_path, {f"{n}.txt": b"0" * 90_000 for n in range(3)})
    with pytest.raises(InputError, match="unpack to more"):
        unpack(sent, tmp_path / "out", BOUNDS)
    assert not (tmp_path / "out").exists()


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="more than 5 files"):
        unpack(pack(tmp_path, {f"{n}.txt": b"0" for n in range(6)}), tmp_path / "out", BOUNDS)


def test_an_entry_that_lies_about_its_size_is_counted_as_it_comes(tmp_path: Path) -> None:
    sent = pack(tmp_path, {"a.txt": bytes(range(256)) * 600}, method=zipfile.ZIP_DEFLATED)
    content = bytearray(sent.read_bytes())
    place = content.index(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    sent.write_bytes(content)
    with pytest.raises(InputError):
        unpack(sent, tmp_path / "out", BOUNDS)


def test_two_names_that_a_file_system_may_take_for_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="one name"):
        unpack(pack(tmp_path, {"A.txt": b"1", "a.txt": b"2"}), tmp_path / "out", BOUNDS)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 40])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sent.zip"
    path.write_bytes(content)
    with pytest.raises(InputError, match="no zip"):
        unpack(path, tmp_path / "out", BOUNDS)


def test_an_empty_zip_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w"):
        pass
    path = tmp_path / "sent.zip"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(InputError, match="empty"):
        unpack(path, tmp_path / "out", BOUNDS)
