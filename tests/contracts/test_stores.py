"""One contract for every kind of store: what is recorded stays, whole or not at all, and is found again."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import inspect, text

from parley.errors import InternalError, SettingsError, StoreError
from parley.registry import KINDS, load_parts, part_names
from parley.stores import Draft, Filters, Passage, Row, Store, Term, chain, open_store, schema
from parley.stores.migrations.running import downgrade, newest_step, upgrade


def draft(number: int, **body: object) -> Draft:
    moment = "2031-05-04T10:00:00.000000Z"
    return Draft(f"event-{number}", moment, "a user", "noted", "p", "e", f"item-{number}", dict(body))


Opening = Callable[..., Store]


@pytest.fixture
def open_here() -> Iterator[Opening]:
    """Return `open_store`; whatever it opened is closed after the test."""
    opened: list[Store] = []

    def open_at(address: str, **options: Any) -> Store:
        opened.append(open_store(address, **options))
        return opened[-1]

    yield open_at
    for store in opened:
        store.close()


@pytest.fixture
def store(store_address: str, open_here: Opening) -> Store:
    return open_here(store_address)


def test_every_kind_of_store_is_found_by_scanning_and_names_the_addresses_that_it_takes() -> None:
    assert part_names(KINDS["store"]) == ("postgresql", "sqlite")
    for part in load_parts(KINDS["store"]):
        assert part.NAME
        assert part.DESCRIPTION


def test_an_address_of_no_kind_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(SettingsError, match="postgresql://"):
        open_store("mysql://somewhere/db")


def test_events_are_numbered_without_a_gap_and_chained(store: Store) -> None:
    with store.write() as writing:
        writing.append([draft(1, said="да"), draft(2)])
    with store.write() as writing:
        writing.append([draft(3, text="停火 \x00 \ud800")])
    with store.read() as reading:
        events = list(reading.events())
        assert [event.seq for event in events] == [1, 2, 3]
        assert reading.last_event() == (3, events[-1].hash)
    previous = ""
    for event in events:
        assert chain(previous, event.seq, event) == event.hash
        previous = event.hash
    assert events[2].body == {"text": "停火 \x00 \ud800"}


def test_events_are_chosen_by_encounter_item_kind_and_place(store: Store) -> None:
    with store.write() as writing:
        writing.append([draft(number) for number in range(1, 5)])
    with store.read() as reading:
        assert [event.seq for event in reading.events(item="item-2")] == [2]
        assert [event.seq for event in reading.events(after=3)] == [4]
        assert [event.seq for event in reading.events(encounter="none")] == []
        assert [event.seq for event in reading.events(kinds=("noted",), encounter="e")] == [1, 2, 3, 4]
        assert reading.has_event("event-3")
        assert not reading.has_event("event-9")


def test_a_change_that_fails_leaves_nothing_behind(store: Store) -> None:
    def fail_halfway() -> None:
        with store.write() as writing:
            writing.append([draft(1)])
            writing.put_document("a", "text")
            writing.replace_rows([Row("r", "position")], ())
            raise InternalError("halfway")

    with pytest.raises(InternalError):
        fail_halfway()
    with store.read() as reading:
        assert reading.last_event() == (0, "")
        assert reading.document("a") is None
        assert reading.row("r") is None


@pytest.mark.parametrize("table", ["event", "document"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}"])
def test_nothing_that_was_recorded_can_be_changed_or_deleted(store: Store, table: str, change: str) -> None:
    with store.write() as writing:
        writing.append([draft(1)])
        writing.put_document("a", "text")
    column = {"event": "body", "document": "sha256"}[table]

    def break_in() -> None:
        with store.write() as writing:
            writing.connection.execute(text(change.format(table, column)))  # type: ignore[attr-defined]

    with pytest.raises(StoreError, match="change or delete"):
        break_in()


def test_a_document_is_stored_once_and_comes_back_to_the_character(store: Store) -> None:
    odd = "İ é \u202e\x00 停火\r\n \U0001f600 \ud800"
    with store.write() as writing:
        assert writing.put_document("h", odd)
        assert not writing.put_document("h", odd)
    with store.read() as reading:
        assert reading.document("h") == odd
        assert list(reading.documents()) == [("h", odd)]


def test_rows_are_put_replaced_dropped_chosen_and_ordered(store: Store) -> None:
    rows = [
        Row(
            "b", "position", "p", "e", "e/s", "doc", "talks", "undertaking", "2031-05-04", True, 2.0, 3, {"x": 1}, "да"
        ),
        Row("a", "position", "p", "e", "e/s", "doc", "trade", "", "2031-05-04", False, 1.0),
        Row("Z", "position", "q", "f", "f/s", "", "talks", "", "2031-05-01", True, 5.0),
    ]
    with store.write() as writing:
        writing.replace_rows(rows, ())
    with store.write() as writing:
        writing.replace_rows([Row("a", "point", "p", "e", day="2031-05-04", body={"y": "ы"})], ["none"])
    with store.read() as reading:
        assert [row.id for row in reading.rows(Filters())] == ["Z", "a", "b"]
        assert [row.id for row in reading.rows(Filters(by_weight=True))] == ["Z", "b", "a"]
        assert [row.id for row in reading.rows(Filters(open_only=True, by_weight=True, limit=1))] == ["Z"]
        assert [row.id for row in reading.rows(Filters(process="p", with_role=True))] == ["b"]
        assert [row.id for row in reading.rows(Filters(kinds=("point", "x"), encounters=("e",)))] == ["a"]
        assert [row.id for row in reading.rows(Filters(issues=("talks",), document="doc"))] == ["b"]
        assert reading.row("b") == rows[0]
        assert reading.counts() == {"point": 1, "position": 2}
    with store.write() as writing:
        writing.replace_rows((), ["Z"])
    with store.read() as reading:
        assert reading.row("Z") is None


def test_words_are_found_in_their_order_and_newest_source_first(store: Store) -> None:
    with store.write() as writing:
        writing.put_passages(
            [
                Passage("d1", 0, 9, ("停", "火", "перемирия")),
                Passage("d2", 0, 4, ("火", "停")),
                Passage("d1", 9, 12, ("停",)),
            ]
        )
        writing.replace_rows(
            [
                Row(f"{day}/s", "source", "p", document=doc, day=day)
                for doc, day in (("d1", "2031-01-01"), ("d2", "2031-02-01"))
            ],
            (),
        )
    with store.read() as reading:

        def find(*terms: Term, process: str | None = None) -> list[tuple[str, int]]:
            return [(hit.document, hit.start) for hit in reading.search(terms, process=process, limit=9)]

        assert find(Term(("停", "火"))) == [("d1", 0)]
        assert find(Term(("停",))) == [("d2", 0), ("d1", 0), ("d1", 9)]
        assert find(Term(("перемир",), prefix=True), Term(("火",))) == [("d1", 0)]
        assert find(Term(("перемир",))) == []
        assert find(Term(("停",)), process="q") == []
        assert len(reading.search([Term(("停",))], process="p", limit=1)) == 1
        assert [(one.document, one.start) for one in reading.passages()] == [("d1", 0), ("d1", 9), ("d2", 0)]


def test_what_is_derived_can_be_cleared_and_says_how_far_it_goes(store: Store) -> None:
    with store.write() as writing:
        writing.replace_rows([Row("a", "position")], ())
        writing.put_passages([Passage("d", 0, 1, ("a",))])
        writing.set_derived_from("rules", 4)
    with store.read() as reading:
        assert reading.derived_from("rules") == 4
        assert reading.derived_from("other rules") == -1
    with store.write() as writing:
        writing.clear_derived(passages=True)
    with store.read() as reading:
        assert reading.derived_from("rules") == -1
        assert reading.rows(Filters()) == []
        assert list(reading.passages()) == []


def test_a_view_does_not_change_while_others_write(store: Store) -> None:
    with store.read() as reading:
        before = reading.last_event()
        with store.write() as writing:
            writing.append([draft(1)])
        assert reading.last_event() == before
        assert list(reading.events()) == []


def test_writers_wait_for_one_another_and_lose_nothing(store_address: str, open_here: Opening) -> None:
    stores = [open_here(store_address) for _ in range(4)]

    def write(number: int) -> None:
        for turn in range(10):
            with stores[number].write() as writing:
                writing.append([draft(100 * number + turn)])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with stores[0].read() as reading:
        assert [event.seq for event in reading.events()] == list(range(1, 41))


def test_a_store_that_is_held_says_so_after_waiting(store_address: str, open_here: Opening) -> None:
    holding, waiting = open_here(store_address), open_here(store_address, wait=0.2)

    def write_too() -> None:
        with waiting.write() as writing:
            writing.append([draft(1)])

    with holding.write(), pytest.raises(StoreError, match="another process holds the ledger"):
        write_too()
    write_too()
    with holding.read() as reading:
        assert reading.last_event()[0] == 1


def test_a_ledger_of_a_newer_version_is_refused_and_left_as_it_is(
    make_address: Callable[..., str], open_here: Opening
) -> None:
    address = make_address()
    store = open_here(address)
    with store.write() as writing:
        writing.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))  # type: ignore[attr-defined]
    store.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(address)


@pytest.mark.parametrize("step", schema.KNOWN[1:-1])
def test_every_step_since_brings_what_is_derived_to_be_derived_anew(
    make_address: Callable[..., str], open_here: Opening, step: str
) -> None:
    store = open_here(make_address())
    with store.write() as writing:
        writing.append([draft(1)])
        writing.replace_rows([Row("a", "position")], ())
        writing.set_derived_from("rules", 1)
        downgrade(writing.connection, step)  # type: ignore[attr-defined]
    store.prepared()  # type: ignore[attr-defined]
    with store.read() as reading:
        assert reading.derived_from("rules") == -1
        assert reading.row("a") == Row("a", "position")
        assert reading.last_event()[0] == 1


def test_the_first_version_is_brought_up_to_date_with_what_it_holds(
    make_address: Callable[..., str], open_here: Opening
) -> None:
    store = open_here(make_address())
    with store.write() as writing:
        writing.append([draft(1, said="x")])
        writing.put_document("h", "text")
        downgrade(writing.connection, "0001")  # type: ignore[attr-defined]
    with store.write() as writing:
        assert not inspect(writing.connection).has_table("item")  # type: ignore[attr-defined]
    store.prepared()  # type: ignore[attr-defined]
    with store.read() as reading:
        assert [event.body for event in reading.events()] == [{"said": "x"}]
        assert reading.document("h") == "text"
        assert reading.derived_from("rules") == -1


def test_each_step_leads_from_nothing_to_the_tables_that_the_code_knows(
    make_address: Callable[..., str], open_here: Opening
) -> None:
    store = open_here(make_address(bare=True))
    with store.read() as reading:
        found = inspect(reading.connection)  # type: ignore[attr-defined]
        for table in schema.metadata.tables.values():
            columns = {column["name"] for column in found.get_columns(table.name)}
            assert {column.name for column in table.columns} <= columns
    assert newest_step() == schema.HEAD
    assert schema.KNOWN[-1] == schema.HEAD
    with store.write() as writing:
        upgrade(writing.connection, schema.HEAD)  # type: ignore[attr-defined]
