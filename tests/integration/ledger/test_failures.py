"""When something breaks in the middle: a clear error, nothing lost, nothing half recorded, and work goes on after."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import event, text

from parley.errors import StoreError
from parley.ledger import Decision, Ledger, open_ledger
from parley.ledger.checking import check_ledger
from parley.vocabulary import Result


def assert_sound(ledger: Ledger, events: int) -> None:
    with ledger.store.read() as reading:
        assert reading.last_event()[0] == events
        assert check_ledger(reading).problems == ()


def count_events(ledger: Ledger) -> int:
    with ledger.store.read() as reading:
        return reading.last_event()[0]


@pytest.fixture(scope="module")
def own_server(load_benchmark: Callable[[str], ModuleType]) -> Iterator[Any]:
    """Start a cluster that a test may stop, limit and break."""
    module = load_benchmark("throwaway_postgresql")
    binaries = module.find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    # Not `fast`: what was made last has to be there after a crash of the server.
    with module.ThrowawayPostgresql(binaries, fast=False) as server:
        yield server


def test_a_full_disk_leaves_a_file_as_it_was(file_ledger: Ledger, process_results: Sequence[Result]) -> None:
    file_ledger.add(process_results[0])
    before = count_events(file_ledger)
    limits: list[int] = []

    @event.listens_for(file_ledger.store.engine, "connect")  # type: ignore[attr-defined]
    def _fill(connection: Any, _: Any) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        limits.append(connection.execute(f"PRAGMA max_page_count={pages + 3}").fetchone()[0])

    file_ledger.store.close()
    with pytest.raises(StoreError, match="disk is full"):
        file_ledger.add(process_results[1])
    assert limits
    event.remove(file_ledger.store.engine, "connect", _fill)  # type: ignore[attr-defined]
    file_ledger.store.close()
    assert_sound(file_ledger, before)
    assert file_ledger.add(process_results[1]).changed


def test_a_full_disk_leaves_a_database_as_it_was(own_server: Any, process_results: Sequence[Result]) -> None:
    with open_ledger(own_server.create_database("full")) as ledger:
        ledger.add(process_results[0])
        before = count_events(ledger)
        own_server.stop("fast")
        own_server.start(largest_file=17_000_000)

        def fill() -> None:
            with ledger.store.write() as writing:
                for number in range(40):
                    writing.put_document(f"hash-{number}", os.urandom(600_000).hex())

        with pytest.raises(StoreError, match="disk is full"):
            fill()
        own_server.stop("immediate")
        own_server.start()
        assert_sound(ledger, before)
        assert ledger.add(process_results[1]).changed


def test_a_restart_in_the_middle_of_a_change_undoes_it_and_the_next_goes_through(
    own_server: Any, process_results: Sequence[Result]
) -> None:
    with open_ledger(own_server.create_database("restarted")) as ledger:
        ledger.add(process_results[0])
        before = count_events(ledger)

        def change() -> None:
            with ledger.store.write() as writing:
                writing.put_document("half", "half a change")
                own_server.stop("immediate")
                own_server.start()
                writing.put_document("other half", "the rest of it")

        with pytest.raises(StoreError):
            change()
        assert_sound(ledger, before)
        with ledger.store.read() as reading:
            assert reading.document("half") is None
        assert ledger.add(process_results[1]).changed


def test_a_connection_lost_after_the_change_was_made_last_is_no_failure(
    own_server: Any, process_results: Sequence[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(own_server.create_database("lost")) as ledger:
        engine = ledger.store.engine  # type: ignore[attr-defined]
        commit = engine.dialect.do_commit
        broken: list[bool] = []

        def commit_and_lose(connection: Any) -> None:
            commit(connection)
            if not broken:
                broken.append(True)
                own_server.stop("immediate")
                own_server.start()
                connection.execute("SELECT 1")

        monkeypatch.setattr(engine.dialect, "do_commit", commit_and_lose)
        assert ledger.add(process_results[0]).changed
        assert broken
        assert_sound(ledger, 6)


def test_a_server_that_does_not_answer_is_named_without_its_password(own_server: Any) -> None:
    own_server.create_database("gone")
    address = f"postgresql://postgres:secret@/gone?host={own_server.folder}"
    open_ledger(address).close()
    own_server.stop("fast")
    with pytest.raises(StoreError, match="does not answer") as refused:
        open_ledger(address)
    assert "secret" not in str(refused.value)
    own_server.start()
    with pytest.raises(StoreError, match="no such database"):
        open_ledger(own_server.address("never_made"))


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be one", b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    with pytest.raises(StoreError):
        open_ledger(str(path))
    assert path.read_bytes() == content


def test_a_folder_and_a_place_that_cannot_be_made_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path, tmp_path / "file" / "ledger.db"):
        with pytest.raises(StoreError):
            open_ledger(str(path))
    with pytest.raises(StoreError, match="no ledger here"):
        open_ledger(str(tmp_path / "absent.db"), create=False)


def test_a_tampered_ledger_is_found_by_checking(own_process_ledger: Ledger, store_kind: str) -> None:
    def run(*statements: str) -> list[str]:
        with own_process_ledger.store.write() as writing:
            for statement in statements:
                writing.connection.execute(text(statement))  # type: ignore[attr-defined]
        with own_process_ledger.store.read() as reading:
            return list(check_ledger(reading).problems)

    def off(table: str) -> str:
        if store_kind == "sqlite":
            return f"DROP TRIGGER {table}_no_update"
        return f"ALTER TABLE {table} DISABLE TRIGGER ALL"

    assert run() == []
    assert any("differs from what the log gives" in one for one in run(
        "UPDATE item SET weight = weight + 1 WHERE kind = 'divergence'"
    ))  # fmt: skip
    own_process_ledger.rebuild()
    assert any(
        "follows from the log and is missing" in one for one in run("DELETE FROM item WHERE kind = 'commitment'")
    )
    own_process_ledger.rebuild()
    assert any("index" in one for one in run("DELETE FROM passage WHERE id = 3"))
    own_process_ledger.rebuild()
    assert run() == []
    changed = run(off("event"), "UPDATE event SET \"by\" = 'somebody else' WHERE seq = 9")
    assert any("event 9" in one and "not what was recorded" in one for one in changed)
    lost = run(off("document"), "UPDATE document SET content = CAST('x' AS BYTEA)" if store_kind == "postgresql"
               else "UPDATE document SET content = CAST('x' AS BLOB)")  # fmt: skip
    assert any("document" in one and "not what was stored" in one for one in lost)
    assert any("does not read" in one for one in lost)


def test_a_decision_waits_for_another_process_and_says_so_when_it_waits_too_long(
    own_process_ledger: Ledger, make_address: Callable[..., str]
) -> None:
    item = own_process_ledger.open_items(limit=1)[0]
    address = own_process_ledger.store.engine.url.render_as_string(hide_password=False)  # type: ignore[attr-defined]
    with open_ledger(address, wait=0.3) as impatient:
        with own_process_ledger.store.write(), pytest.raises(StoreError, match="another process holds"):
            impatient.decide(item.id, Decision("confirm", "a user"))
        assert impatient.decide(item.id, Decision("confirm", "a user")).status == "confirmed"
