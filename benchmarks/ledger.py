"""How fast the ledger is at 100,000 positions, on each kind of store, beside a bare insert and select of the same rows.

    python benchmarks/ledger.py --store sqlite
    python benchmarks/ledger.py --store postgresql

Times are wall-clock seconds after start, with the seconds of this process's own processor time beside them, since other
work on the machine lengthens the first and not the second (a PostgreSQL server's own time is in the first alone). A
ratio is to the bare database doing the same rows in the same run.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from made_results import FIRST_DAY, make_result, make_results
from sqlalchemy import Table, insert, select
from sqlalchemy import text as statement

from parley.ledger import Decision, Ledger, open_ledger
from parley.serve.ledger_views import overview, text
from parley.stores import schema

_SHAPE = {"sources": 10, "positions": 10, "encounters_of_process": 40}
_TURNS = 5
_WORDS = ("согласован", "商定", "123004007", '"point 123004004 of"')


class Seconds(NamedTuple):
    """How long something took: on the clock, and of this process's processor time."""

    wall: float
    own: float


def measure(address: str, encounters: int, fresh: Callable[[], str]) -> None:
    """Fill a ledger, measure it, and print a table."""
    with open_ledger(address) as ledger:
        adds = _fill(ledger, encounters)
        with ledger.store.read() as reading:
            counts = reading.counts()
        print(f"{counts['position']} positions, {encounters} encounters, {counts['commitment']} commitments")
        print(f"  {'':66}     wall        own")
        counted = _measure_questions(ledger)
        _measure_changes(ledger, encounters, adds)
        _measure_bare(ledger, counted, adds, fresh)
    _measure_growth(fresh)


def _fill(ledger: Ledger, encounters: int) -> list[Seconds]:
    adds = [_time(partial(ledger.add, made, process=process)) for process, made in make_results(encounters, **_SHAPE)]
    with ledger.store.engine.begin() as connection:  # type: ignore[attr-defined]
        connection.execute(statement("ANALYZE"))
    return adds


def _measure_questions(ledger: Ledger) -> Seconds:
    """Measure what is asked of a ledger, and return how long counting everything takes."""

    def count(day: date, process: str | None = None) -> None:
        overview.show_overview(ledger.look_over(day, day, process=process), day.isoformat(), None)

    def stand(day: date, process: str | None = None, issue: str | None = None) -> None:
        shown = ledger.commitments(day, day, process=process, issue=issue), ledger.follow_ups(day, day, process=process)
        text.show_standing(*shown, day.isoformat(), None)

    first, middle, late, last = (FIRST_DAY + timedelta(days=days) for days in (30, 100, 270, 1000))
    for name, day in (("early", first), ("in the middle", middle), ("late", late), ("the last", last)):
        _tell(f"parley ledger, counted, all processes, day: {name}", _median(partial(count, day)))
    _tell("parley ledger, counted, one process by issue, the last day", _median(partial(count, last, "process-3")))
    _tell("parley ledger --process --issue, with words", _median(partial(stand, last, "process-3", "trade")))
    _tell("parley ledger --process --all, with words", _median(partial(stand, last, "process-3")))
    _tell("parley ledger --all, everything with words", _median(partial(stand, last)))
    _tell("what stands with the words, as the library gives it", _median(partial(ledger.commitments, last, last)))
    for words in _WORDS:
        found = len(ledger.search(words, limit=20))
        _tell(f"parley search {words}: {found} passages shown", _median(partial(ledger.search, words, limit=20)))
    _tell("parley review: the 50 weightiest open items", _median(partial(ledger.open_items, limit=50)))
    return _median(partial(count, last))


def _measure_changes(ledger: Ledger, encounters: int, adds: Sequence[Seconds]) -> None:
    item = ledger.open_items(limit=1)[0]
    _tell("a decision", _time(partial(ledger.decide, item.id, Decision("confirm", "a user"))))
    process, otherwise = make_result(encounters - 1, variant=1, **_SHAPE)
    _tell("an encounter of 10 sources read again otherwise", _time(partial(ledger.add, otherwise, process=process)))
    _tell("adding an encounter of 10 sources: median of the first 20", _middle(adds[:20]))
    _tell("adding an encounter of 10 sources: median of the last 20", _middle(adds[-20:]))
    _tell("adding an encounter of 10 sources: the slowest of all", max(adds))


def _measure_bare(ledger: Ledger, counted: Seconds, adds: Sequence[Seconds], fresh: Callable[[], str]) -> None:
    rebuilt = _time(ledger.rebuild)
    _tell("rebuild of all derived state", rebuilt)
    put, got = _run_bare(ledger, fresh())
    _tell("bare insert of all rows (events, documents, items) at once", put)
    _tell("bare select of all rows", got)
    kind = select(schema.item).where(schema.item.c.kind == "commitment")
    rows = _median(partial(_select, ledger, kind))
    _tell("bare select of the commitment rows", rows)
    print(f"  parley ledger, counted on the last day, took {counted.wall / rows.wall:.1f} times that select")
    print(f"  adding all of them took {sum(one.wall for one in adds) / put.wall:.1f} times the bare insert")
    print(f"  the rebuild took {rebuilt.wall / (put.wall + got.wall):.1f} times the bare insert and select")


def _run_bare(ledger: Ledger, address: str) -> tuple[Seconds, Seconds]:
    """Return how long the database alone takes to insert and to select the rows of a ledger."""
    tables: list[Table] = [schema.event, schema.document, schema.item]
    with ledger.store.engine.connect() as connection:  # type: ignore[attr-defined]
        rows = [[dict(row._mapping) for row in connection.execute(select(table))] for table in tables]
    with open_ledger(address) as other:

        def put() -> None:
            with other.store.engine.begin() as connection:  # type: ignore[attr-defined]
                for table, some in zip(tables, rows, strict=True):
                    for start in range(0, len(some), 2000):
                        connection.execute(insert(table), some[start : start + 2000])

        def get() -> None:
            for table in tables:
                _select(other, select(table))

        return _time(put), _time(get)


def _select(ledger: Ledger, asked: object) -> None:
    with ledger.store.engine.connect() as connection:  # type: ignore[attr-defined]
        connection.execute(asked).all()


def _measure_growth(fresh: Callable[[], str]) -> None:
    """Measure a rebuild of 10,000 positions and of 20,000: twice as much should take twice as long."""
    times = []
    for encounters in (100, 200):
        with open_ledger(fresh()) as ledger:
            _fill(ledger, encounters)
            times.append(min(_time(ledger.rebuild).own for _ in range(2)))
    ratio = times[1] / times[0]
    print(f"  rebuild of 10,000 positions {times[0]:.2f} s own, of 20,000 {times[1]:.2f} s: {ratio:.2f} times as long")


def _time(work: Callable[[], object]) -> Seconds:
    began, spent = time.perf_counter(), time.process_time()
    work()
    return Seconds(time.perf_counter() - began, time.process_time() - spent)


def _median(work: Callable[[], object]) -> Seconds:
    return _middle([_time(work) for _ in range(_TURNS)])


def _middle(times: Sequence[Seconds]) -> Seconds:
    return sorted(times)[len(times) // 2]


def _tell(what: str, seconds: Seconds) -> None:
    print(f"  {what:66} {seconds.wall:8.3f} s {seconds.own:8.3f} s", flush=True)


def main() -> None:
    """Measure one kind of store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--encounters", type=int, default=1000)
    asked = parser.parse_args()
    numbers = iter(range(100))
    print(asked.store, end=": ")
    if asked.store == "sqlite":
        with tempfile.TemporaryDirectory(prefix="parley-speed-") as name:
            folder = Path(name)
            measure(str(folder / "ledger.db"), asked.encounters, lambda: str(folder / f"{next(numbers)}.db"))
        return
    from throwaway_postgresql import ThrowawayPostgresql, find_binaries

    binaries = find_binaries()
    if binaries is None:
        sys.exit("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with ThrowawayPostgresql(binaries, fast=False) as server:
        address = server.create_database("ledger")
        measure(address, asked.encounters, lambda: server.create_database(f"fresh_{next(numbers)}"))


if __name__ == "__main__":
    main()
