"""The kill test: a process that adds and reviews is killed (SIGKILL) at random moments, again and again.

After each kill the ledger is opened anew and verified: every event that was acknowledged is there as it was, the log
has no gap and no half event, every span and hash holds, and the derived state equals a rebuild from the log.

    python benchmarks/kills.py --store sqlite --kills 200
    python benchmarks/kills.py --store postgresql --kills 200
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from made_results import make_result

from parley.ledger import Conflict, Decision, Ledger, open_ledger
from parley.ledger.checking import check_ledger

# A fresh ledger after so many kills keeps each verification quick.
_KILLS_OF_A_LEDGER = 25
_SHAPE = {"sources": 3, "positions": 5, "encounters_of_process": 5}
_LATEST_KILL = 0.25


@dataclass
class Tally:
    """What happened: kills, acknowledged events, those that were recorded and not yet acknowledged, and problems."""

    kills: int = 0
    acknowledged: int = 0
    unacknowledged: int = 0
    in_the_middle: int = 0
    problems: list[str] = field(default_factory=list)


def run_kills(make_address: Callable[[int], str], kills: int, *, seed: int = 20310504) -> Tally:
    """Kill a working process `kills` times and verify after each; `make_address` gives the place of the nth ledger."""
    chance = random.Random(seed)
    tally = Tally()
    acknowledged: dict[int, str] = {}
    address = ""
    for number in range(kills):
        if number % _KILLS_OF_A_LEDGER == 0:
            acknowledged, address = {}, make_address(number // _KILLS_OF_A_LEDGER)
        told = _kill_one(address, chance.random(), chance.uniform(0.0, _LATEST_KILL), number)
        before = len(acknowledged)
        acknowledged |= told.events
        tally.kills += 1
        tally.in_the_middle += told.in_the_middle
        tally.acknowledged += len(acknowledged) - before
        _verify(address, acknowledged, tally, number)
    return tally


@dataclass
class _Told:
    events: dict[int, str]
    in_the_middle: bool


def _kill_one(address: str, seed: float, delay: float, number: int) -> _Told:
    """Let a child work on a ledger, kill it after `delay` seconds from its first word, and return what it had told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _work(address, random.Random(seed), writing, number)
        finally:
            os._exit(1)  # only where it failed: it works until it is killed
    os.close(writing)
    told = os.read(reading, 1 << 16)
    # Every other child is killed after it has finished a step, however slow the machine is; the others at any time.
    while number % 2 and b"done" not in told:
        told += os.read(reading, 1 << 16)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while block := os.read(reading, 1 << 16):
        told += block
    os.close(reading)
    lines = [line.split() for line in told.decode().split("\n")[:-1]]
    events = {int(line[1]): line[2] for line in lines if line[0] == "done"}
    return _Told(events, bool(lines) and lines[-1][0] == "begin")


def _work(address: str, chance: random.Random, pipe: int, number: int) -> None:
    """Add, read again and review without end; say `begin` before each step and `done` with each event after it."""
    turn = 0
    with open_ledger(address) as ledger:
        while True:
            with ledger.store.read() as reading:
                last = reading.last_event()[0]
            os.write(pipe, b"begin\n")
            turn += 1
            _step(ledger, chance, number * 1000 + turn)
            with ledger.store.read() as reading:
                done = [f"done {event.seq} {event.hash}\n" for event in reading.events(after=last)]
            os.write(pipe, "".join(done).encode())


def _step(ledger: Ledger, chance: random.Random, turn: int) -> None:
    choice = chance.random()
    items = ledger.open_items(limit=40) if choice < 0.6 else ()
    if items:
        item = chance.choice(items)
        action = chance.choice(("confirm", "reject", "correct", "undo"))
        changes = (
            {"strength": 8} if item.kind == "position" else {"title": f"title {turn}"} if item.kind == "point" else {}
        )
        if action == "undo" and item.decision is None:
            action = "confirm"
        if action == "correct" and not changes:
            changes = {"significance": 2.5}
        with suppress(Conflict):
            ledger.decide(item.id, Decision(action, "a user", "for the test", item.revision, changes))
        return
    process, result = make_result(chance.randrange(10), variant=chance.randrange(3), **_SHAPE)
    ledger.add(result, process=process)


def _verify(address: str, acknowledged: dict[int, str], tally: Tally, number: int) -> None:
    with open_ledger(address) as ledger, ledger.store.read() as reading:
        recorded = {event.seq: event.hash for event in reading.events()}
        checked = check_ledger(reading)
    tally.unacknowledged += len(recorded.keys() - acknowledged.keys())
    for seq, closing in acknowledged.items():
        if recorded.get(seq) != closing:
            tally.problems.append(f"kill {number}: event {seq} was acknowledged and is not there")
    tally.problems.extend(f"kill {number}: {problem}" for problem in checked.problems)
    acknowledged |= recorded


def main() -> None:
    """Run the long test on one kind of store and tell what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20310504)
    asked = parser.parse_args()
    began = time.perf_counter()
    if asked.store == "sqlite":
        with tempfile.TemporaryDirectory(prefix="parley-kills-") as folder:
            tally = run_kills(lambda number: str(Path(folder) / f"{number}.db"), asked.kills, seed=asked.seed)
    else:
        from throwaway_postgresql import ThrowawayPostgresql, find_binaries

        binaries = find_binaries()
        if binaries is None:
            sys.exit("PostgreSQL is not installed (Debian: apt-get install postgresql)")
        with ThrowawayPostgresql(binaries, fast=False) as server:
            tally = run_kills(lambda number: server.create_database(f"kills_{number}"), asked.kills, seed=asked.seed)
    print(
        f"{asked.store}: {tally.kills} kills, {tally.in_the_middle} of them in the middle of a step; "
        f"{tally.acknowledged} acknowledged events, all checked after each kill; {tally.unacknowledged} recorded whole "
        f"and not yet acknowledged; {len(tally.problems)} problems; {time.perf_counter() - began:.0f} s"
    )
    for problem in tally.problems[:20]:
        print(problem)
    sys.exit(1 if tally.problems else 0)


if __name__ == "__main__":
    main()
