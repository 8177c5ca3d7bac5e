"""Load on the workbench: readers and reviewers at once; is anything lost, doubled, refused or slow: the answer.

Run: python benchmarks/workbench.py [--seconds 300] [--readers 50] [--reviewers 5]

A server runs in a process of its own over a ledger with the shipped example. Each reader asks for a page, waits for a
second or so, as somebody who reads would, and asks for the next: the matrix, the bare template (a page of the same
frame that holds nothing), a source, the ledger, a search. Each reviewer decides on items through the API, naming the
revision that it saw. At the end the ledger is asked: every decision that was acknowledged is there once, and no other.

Times are given as quotients of the 95th percentiles of the matrix page and of the bare template, from the same run.
"""

import argparse
import asyncio
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from parley.ledger import open_ledger
from parley.pipeline import compare_folder

EXAMPLE = Path(__file__).parents[1] / "src/parley/serve/demo/examples/2025-03-18-call"
E = f"/encounters/{EXAMPLE.name}"
MATRIX, BARE = E, "/nowhere"
OTHERS = (f"{E}?by=party", f"{E}/sources/kremlin.ru", "/ledger?on=2025-03-20", "/search?q=停火", "/review")
THINKING_SECONDS, DECIDING_SECONDS = 1.0, 2.0


@dataclass
class Tally:
    """What happened: seconds by page, faults, decisions acknowledged and refused as conflicts."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    acknowledged: Counter[str] = field(default_factory=Counter)
    conflicts: int = 0


async def read(base: str, until: float, tally: Tally, chance: random.Random) -> None:
    """Read pages until the time is up."""
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        while time.monotonic() < until:
            path = chance.choices([MATRIX, BARE, chance.choice(OTHERS)], [0.45, 0.25, 0.3])[0]
            began = time.monotonic()
            answer = await client.get(path)
            tally.seconds.setdefault(path, []).append(time.monotonic() - began)
            if answer.status_code != (404 if path == BARE else 200):
                tally.faults.append(f"{path}: {answer.status_code}")
            await asyncio.sleep(THINKING_SECONDS * chance.uniform(0.5, 1.5))


async def review(base: str, until: float, tally: Tally, chance: random.Random, items: list[str]) -> None:
    """Decide on items until the time is up: confirm, correct, undo, each on the revision that was seen."""
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        token = (await client.get("/api/session")).json()["csrf"]
        while time.monotonic() < until:
            item = chance.choice(items)
            seen = (await client.get(f"/api/items/{item}")).json()
            await asyncio.sleep(chance.uniform(0, 0.2))
            action = "undo" if seen["decision"] else chance.choice(["confirm", "correct"])
            changes = {"strength": chance.randint(1, 8)} if action == "correct" else {}
            answer = await client.post(
                f"/api/items/{item}/decisions",
                json={"action": action, "revision": seen["revision"], "reason": "load", "changes": changes},
                headers={"x-csrf-token": token},
            )
            if answer.status_code == 200:
                tally.acknowledged[item] += 1
            elif answer.status_code == 409:
                tally.conflicts += 1
            else:
                tally.faults.append(f"decision: {answer.status_code} {answer.text[:120]}")
            await asyncio.sleep(DECIDING_SECONDS * chance.uniform(0.5, 1.5))


async def load(base: str, options: argparse.Namespace, tally: Tally, items: list[str]) -> None:
    """Let readers and reviewers at the server."""
    until = time.monotonic() + options.seconds
    readers = [read(base, until, tally, random.Random(seed)) for seed in range(options.readers)]
    reviewers = [review(base, until, tally, random.Random(-seed - 1), items) for seed in range(options.reviewers)]
    await asyncio.gather(*readers, *reviewers)


def start(ledger: str) -> tuple[subprocess.Popen[str], str]:
    """Start a server and return it with its address."""
    command = [sys.executable, "-m", "parley", "serve", "--ledger", ledger, "--port", "0", "--as", "load"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    found = re.search(r"http://[\w.:]+", server.stderr.readline())
    assert found, "the server did not start"
    return server, found[0]


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def run(options: argparse.Namespace) -> Tally:
    """Run the load and check the ledger; raise AssertionError where a decision was lost or doubled."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "ledger.db")
        with open_ledger(address) as ledger:
            ledger.add(compare_folder(EXAMPLE))
            items = [item.id for item in ledger.positions()][:60]
        server, base = start(address)
        try:
            for path in (MATRIX, BARE, *OTHERS):
                httpx.get(base + path, timeout=60)
            asyncio.run(load(base, options, tally, items))
        finally:
            server.terminate()
            server.wait(20)
        with open_ledger(address) as ledger, ledger.store.read() as reading:
            recorded = Counter(event.item for event in reading.events(kinds=("decided",)))
    assert recorded == tally.acknowledged, "a decision was lost or doubled"
    return tally


def tell(tally: Tally, options: argparse.Namespace) -> str:
    """Return the figures as lines of text."""
    asked = sum(map(len, tally.seconds.values()))
    lines = [
        (
            f"{options.readers} readers, {options.reviewers} reviewers, {options.seconds} s: {asked} pages, "
            f"{sum(tally.acknowledged.values())} decisions recorded, {tally.conflicts} refused as conflicts, "
            f"{len(tally.faults)} faults"
        ),
        "every decision that was acknowledged is in the ledger once, and no other",
    ]
    bare = tally.seconds[BARE]
    for path in sorted(tally.seconds, key=lambda path: -len(tally.seconds[path])):
        own = tally.seconds[path]
        lines.append(
            f"{path:48} {len(own):6} times · p50 {percentile(own, 0.5) / percentile(bare, 0.5):5.1f} · "
            f"p95 {percentile(own, 0.95) / percentile(bare, 0.95):5.1f} of the bare template's"
        )
    return "\n".join([*lines, *sorted(set(tally.faults))[:10]])


def main() -> None:
    """Take the options, run, tell; leave with 1 where something failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--reviewers", type=int, default=5)
    options = parser.parse_args()
    tally = run(options)
    print(tell(tally, options))
    quotient = percentile(tally.seconds[MATRIX], 0.95) / percentile(tally.seconds[BARE], 0.95)
    sys.exit(bool(tally.faults) or quotient >= 10)


if __name__ == "__main__":
    main()
