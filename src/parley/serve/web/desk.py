"""The desk: the one seam between the pages and the ledger. Pages ask it; nothing else here opens a ledger."""

import threading
from dataclasses import dataclass
from datetime import date

from parley.errors import InputError
from parley.ledger import CommitmentOnDay, Decision, Entry, FollowUpOnDay, Hit, Item, Ledger, open_ledger
from parley.ledger.records import read_encounter
from parley.serve.web.deriving import Inputs, derive, gather
from parley.serve.web.kept import Kept
from parley.stores.accounts import accounts_of
from parley.vocabulary import Encounter, ProcessOutlook, Result

_KEPT_RESULTS = 24


@dataclass(frozen=True, slots=True)
class EncounterInfo:
    """An encounter as lists show it; `nearer` is the answer of its last comparison."""

    id: str
    process: str
    encounter: Encounter
    nearer: str

    @property
    def title(self) -> str:
        """Return its title."""
        return self.encounter.title

    @property
    def held_on(self) -> tuple[date, date]:
        """Return its first and last day."""
        return self.encounter.held_on


@dataclass(frozen=True, slots=True)
class ProcessInfo:
    """A process with its encounters by day."""

    id: str
    title: str
    encounters: tuple[EncounterInfo, ...]


class Desk:
    """A ledger, opened for the pages. What is derived from it is kept until the encounter's events change."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.accounts = accounts_of(ledger.store)
        self._results = Kept(_KEPT_RESULTS)
        self._deriving: dict[str, threading.Lock] = {}
        self._stamps: dict[str, tuple[int, int]] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()

    # What it holds.

    def stamp(self, encounter: str = "") -> int:
        """Return the number of the last event: of one encounter, or of all."""
        with self.ledger.store.read() as reading:
            newest = reading.last_event()[0]
            if not encounter:
                return newest
            with self._lock:
                seen, own = self._stamps.get(encounter, (0, 0))
            if seen != newest:
                for event in reading.events(encounter=encounter, after=seen):
                    own = event.seq
                with self._lock:
                    self._stamps[encounter] = (newest, own)
        return own

    def processes(self) -> tuple[ProcessInfo, ...]:
        """Return the processes, the one with the latest encounter first."""
        by_process: dict[str, list[EncounterInfo]] = {}
        for item in self.ledger.encounters():
            by_process.setdefault(item.process, []).append(_info(item))
        infos = [ProcessInfo(id_, one[0].title, tuple(one)) for id_, one in by_process.items()]
        return tuple(sorted(infos, key=lambda info: info.encounters[-1].held_on, reverse=True))

    def process(self, process: str) -> ProcessInfo | None:
        """Return one process."""
        found = tuple(_info(item) for item in self.ledger.encounters(process))
        return ProcessInfo(process, found[0].title, found) if found else None

    def result(self, encounter: str) -> Result | None:
        """Return an encounter as it stands, with what people decided; None where it is not in the ledger."""
        return self._stand(encounter)[1]

    def version(self, encounter: str) -> int:
        """Return a number that changes with what an encounter's pages show; 0 where it is not in the ledger."""
        return self._stand(encounter)[0]

    def _stand(self, encounter: str) -> tuple[int, Result | None]:
        """Return the encounter as it stands with its version. It is derived once, whoever asks at the same time."""
        stamp = self.stamp(encounter)
        if not stamp:
            return 0, None
        with self._lock:
            lock = self._deriving.setdefault(encounter, threading.Lock())
        with lock:
            known: tuple[int, int, Inputs, Result] | None = self._results.get(encounter)
            if known is not None and known[0] >= stamp:
                return known[1], known[3]
            inputs = gather(self.ledger, encounter)
            if known is not None and known[2] == inputs:
                # Somebody confirmed what stood there: the pages stay as they are.
                self._results.put(encounter, (stamp, *known[1:]))
                return known[1], known[3]
            result = derive(inputs)
            self._results.put(encounter, (stamp, stamp, inputs, result))
            return stamp, result

    def item(self, item: str) -> Item | None:
        """Return an item of the ledger, or None."""
        try:
            return self.ledger.item(item)
        except InputError:
            return None

    def history(self, item: str) -> tuple[Entry, ...]:
        """Return the whole story of an item; nothing where there is no such item."""
        try:
            return self.ledger.history(item)
        except InputError:
            return ()

    def source_item(self, encounter: str, source: str) -> Item | None:
        """Return a source as the ledger has it, with its versions."""
        return next((item for item in self.ledger.sources(encounter) if item.source == source), None)

    def text(self, sha256: str) -> str:
        """Return a stored text."""
        return self.ledger.document(sha256)

    def open_items(self, limit: int) -> tuple[Item, ...]:
        """Return what a person has still to look at, the weightiest first."""
        return self.ledger.open_items(limit=limit)

    def recent_decisions(self, limit: int) -> list[Entry]:
        """Return the latest decisions of people, the newest first; `told` has the item's id."""
        with self.ledger.store.read() as reading:
            last = reading.last_event()[0]
            found = list(reading.events(after=max(0, last - 500), kinds=("decided",)))[-limit:]
        return [Entry(e.seq, e.at, e.by, e.kind, e.item, e.body) for e in reversed(found)]

    def search(self, words: str, limit: int) -> tuple[Hit, ...]:
        """Return passages in which all words stand."""
        return self.ledger.search(words, limit=limit)

    def process_outlook(self, process: str) -> ProcessOutlook | None:
        """Return the outlook over the encounters of a process, from the ledger alone: no incidents, no base rate."""
        from parley.pipeline.forecasts import History
        from parley.pipeline.outlooks import Ground, assess_results
        from parley.pipeline.watched import readings_of_ledger

        info = self.process(process)
        results = [found for one in info.encounters if (found := self.result(one.id))] if info else []
        if not results:
            return None
        day = results[-1].encounter.held_on[1]
        readings = readings_of_ledger(self.ledger, day, process)
        return assess_results(results, readings, Ground(), History())[-1].process_outlook

    def commitments(self, on: date, known_on: date, process: str = "") -> tuple[CommitmentOnDay, ...]:
        """Return the commitments on a day, from what was known on another."""
        return self.ledger.commitments(on, known_on, process=process or None)

    def follow_ups(self, on: date, known_on: date, process: str = "") -> tuple[FollowUpOnDay, ...]:
        """Return the next steps on a day, from what was known on another."""
        return self.ledger.follow_ups(on, known_on, process=process or None)

    # What changes it.

    def decide(self, item: str, decision: Decision) -> Item:
        """Record a decision. Raises as `Ledger.decide`."""
        return self.ledger.decide(item, decision)

    def add_position(self, encounter: str, decision: Decision) -> Item:
        """Record a position that a person adds. Raises as `Ledger.add_position`."""
        return self.ledger.add_position(encounter, decision)


def open_desk(address: str) -> Desk:
    """Open a ledger for the pages; it is made where it is not there.

    Raises:
        StoreError: it cannot be opened.
    """
    return Desk(open_ledger(address))


def _info(item: Item) -> EncounterInfo:
    return EncounterInfo(item.id, item.process, read_encounter(item.body["encounter"]), item.body["nearer"] or "")
