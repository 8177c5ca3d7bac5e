"""A whole ledger as one file: out of one kind of store, into another, without loss; and what was changed is refused."""

import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from parley.errors import InputError
from parley.ledger import Decision, Filters, Ledger, open_ledger
from parley.ledger.archive import back_up, export_ledger, import_ledger, verify_archive
from parley.ledger.checking import check_ledger
from parley.vocabulary import Result


def everything(ledger: Ledger) -> tuple[object, ...]:
    with ledger.store.read() as reading:
        return list(reading.events()), list(reading.documents()), reading.rows(Filters()), list(reading.passages())


def rewrite(archive: Path, into: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Write an archive again with its files changed; None leaves a file out."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return into


@pytest.fixture
def reviewed(own_process_ledger: Ledger) -> Ledger:
    item = own_process_ledger.open_items(limit=1)[0]
    own_process_ledger.decide(item.id, Decision("confirm", "a user", "ясно 停火"))
    return own_process_ledger


def test_a_ledger_goes_to_the_other_kind_of_store_and_back_without_loss(
    reviewed: Ledger, store_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    other = (
        str(tmp_path / "other.db")
        if store_kind == "postgresql"
        else request.getfixturevalue("postgresql").create_database("archive_there", template="ledger_template")
    )
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    export_ledger(reviewed.store, first)
    with open_ledger(other) as there:
        moved = import_ledger(there.store, first)
        assert everything(there) == everything(reviewed)
        export_ledger(there.store, second)
        with there.store.read() as reading:
            assert check_ledger(reading).problems == ()
    assert moved.events > 60
    assert first.read_bytes() == second.read_bytes()


def test_an_archive_brings_an_earlier_state_of_its_ledger_up_to_date(
    reviewed: Ledger, make_address: Callable[..., str], tmp_path: Path
) -> None:
    with open_ledger(make_address(filled=True)) as fork:
        item = fork.open_items(limit=1)[0]
        fork.decide(item.id, Decision("reject", "another user", "no"))
        export_ledger(reviewed.store, tmp_path / "a.zip")
        before = everything(fork)
        with pytest.raises(InputError, match="does not have"):
            import_ledger(fork.store, tmp_path / "a.zip")
        assert everything(fork) == before
    assert import_ledger(reviewed.store, tmp_path / "a.zip").events == 0
    item = reviewed.open_items(limit=1)[0]
    with open_ledger(make_address()) as copy:
        import_ledger(copy.store, tmp_path / "a.zip")
        reviewed.decide(item.id, Decision("confirm", "a user"))
        export_ledger(reviewed.store, tmp_path / "b.zip")
        assert import_ledger(copy.store, tmp_path / "b.zip").events == 1
        assert everything(copy) == everything(reviewed)


def test_a_backup_is_taken_while_others_write_and_is_proved(
    reviewed: Ledger, process_results: Sequence[Result], tmp_path: Path, sqlite_template: Path
) -> None:
    target = tmp_path / "backup.zip"
    with open_ledger(str(tmp_path / "restored.db")) as restored, reviewed.store.read() as reading:
        before = reading.last_event()
        moved = back_up(reviewed.store, target, restored.store)
        assert (moved.events, moved.last_hash) == before
    with pytest.raises(InputError, match="there already"):
        export_ledger(reviewed.store, target)
    assert verify_archive(target) == moved
    assert [path.name for path in tmp_path.glob("*.part")] == []


@pytest.fixture
def archive(file_ledger: Ledger, process_results: Sequence[Result], tmp_path: Path) -> Path:
    file_ledger.add(process_results[0])
    export_ledger(file_ledger.store, tmp_path / "whole.zip")
    return tmp_path / "whole.zip"


def recount(name: str, content: bytes, changed: str, new: bytes) -> bytes:
    """Put a changed file in and make the manifest agree with it, as somebody would who wants to deceive."""
    import hashlib

    if name == changed:
        return new
    if name != "manifest.json":
        return content
    manifest = json.loads(content)
    manifest["files"][changed] = {
        "sha256": hashlib.sha256(new).hexdigest(),
        "bytes": len(new),
        "lines": new.count(b"\n"),
    }
    return json.dumps(manifest).encode()


def test_whatever_is_changed_in_an_archive_is_found_and_nothing_is_recorded(
    archive: Path, tmp_path: Path, make_address: Callable[..., str]
) -> None:
    with zipfile.ZipFile(archive) as whole:
        events, documents = whole.read("events.jsonl"), whole.read("documents.jsonl")
    edited = events.replace(b'"strength":4', b'"strength":8', 1)
    assert edited != events
    other_text = documents.replace("Путин".encode(), "Песков".encode(), 1)
    cut = b"".join(line + b"\n" for line in events.split(b"\n")[:-2])
    changes: dict[str, Callable[[str, bytes], bytes | None]] = {
        "an event edited": lambda name, content: edited if name == "events.jsonl" else content,
        "an event edited and the manifest too": lambda name, content: recount(name, content, "events.jsonl", edited),
        "a document edited and the manifest too": lambda name, content: recount(
            name, content, "documents.jsonl", other_text
        ),
        "the last event cut off and the manifest too": lambda name, content: recount(
            name, content, "events.jsonl", cut
        ),
        "no documents": lambda name, content: None if name == "documents.jsonl" else content,
        "no manifest to read": lambda name, content: b"{" if name == "manifest.json" else content,
        "a newer format": lambda name, content: (
            content.replace(b'"version": 1', b'"version": 2') if name == "manifest.json" else content
        ),
        "lines that are no events": lambda name, content: recount(name, content, "events.jsonl", b"[1]\n"),
    }
    with open_ledger(make_address()) as ledger:
        for number, (what, change) in enumerate(changes.items()):
            changed = rewrite(archive, tmp_path / f"{number}.zip", change)
            with pytest.raises(InputError) as refused:
                import_ledger(ledger.store, changed)
            assert str(changed) in str(refused.value), what
            with ledger.store.read() as reading:
                assert reading.last_event() == (0, ""), what
                assert list(reading.documents()) == [], what


def test_a_file_that_is_no_archive_or_is_damaged_is_refused(archive: Path, file_ledger: Ledger, tmp_path: Path) -> None:
    whole = archive.read_bytes()

    def damage(at: int) -> bytes:
        return whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]

    # Damage in different places breaks the compressed data, a checksum, a name or the directory.
    for name, content in (
        ("none.zip", b"no zip"),
        ("cut.zip", whole[:900]),
        *((f"damaged-{at}.zip", damage(at)) for at in range(200, len(whole) - 400, len(whole) // 20)),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError):
            import_ledger(file_ledger.store, tmp_path / name)
    with pytest.raises(InputError, match="cannot be read"):
        import_ledger(file_ledger.store, tmp_path / "absent.zip")


def test_events_that_do_not_fit_together_are_refused_even_where_every_hash_is_right(
    file_ledger: Ledger, make_address: Callable[..., str], tmp_path: Path
) -> None:
    from parley.ledger.events import Pen

    pen = Pen("a user", "p", "e")
    with file_ledger.store.write() as writing:
        writing.append([pen.write("source_read", "e/s", {"source": "never acquired", "readers": []})])
    export_ledger(file_ledger.store, tmp_path / "odd.zip")
    with open_ledger(make_address()) as ledger:
        with pytest.raises(InputError, match="fit together"):
            import_ledger(ledger.store, tmp_path / "odd.zip")
        with ledger.store.read() as reading:
            assert reading.last_event() == (0, "")
