"""The desk: the one seam between the pages and the ledger. Pages ask it; nothing else here opens a ledger."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from parley.errors import InputError
from parley.ledger import CommitmentOnDay, Decision, Entry, FollowUpOnDay, Hit, Item, Ledger, open_ledger
from parley.ledger.records import read_document, read_encounter
from parley.serve.web.kept import Kept
from parley.stores.accounts import accounts_of
from parley.vocabulary import Comparison, Divergence, Document, Encounter, Point, Position, Refusal, Result, Skipped

_GRAMMAR = "grammar"
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
        stamp = self.stamp(encounter)
        if not stamp:
            return None
        kept: Result | None = self._results.get((encounter, stamp))
        if kept is None:
            kept = self._derive(encounter)
            self._results.put((encounter, stamp), kept)
        return kept

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

    def _derive(self, encounter_id: str) -> Result:
        """Put a result together from the ledger's rows, and compare what stands in it anew."""
        from parley.compare import compare
        from parley.outlook import assess

        item = self.ledger.item(encounter_id)
        sources = [one for one in self.ledger.sources(encounter_id) if not one.body["withdrawn"]]
        documents = {one.source: read_document(one.body, self.text(one.body["document"])) for one in sources}
        encounter = read_encounter(item.body["encounter"])
        ordered = tuple(documents[source.id] for source in encounter.sources if source.id in documents)
        positions = _in_order(ordered, [one.as_position() for one in self.ledger.positions(encounter_id) if one.shown])
        partial = tuple(document.id for document in ordered if document.partial)
        fresh = compare(encounter, ordered, positions, frozenset(partial))
        comparison = _with_decisions(fresh, self.ledger.points(encounter_id), self._divergences(encounter_id))
        return Result(
            encounter=encounter,
            documents=ordered,
            skipped=tuple(
                Skipped(lost["source"], lost["file"], lost["reason"], lost["remedy"]) for lost in item.body["skipped"]
            ),
            positions=positions,
            refusals=tuple(
                Refusal(one.source, refused["reader"], refused["quote"], refused["reason"])
                for one in sources
                for refused in one.body["refusals"]
            ),
            partial=partial,
            notes=tuple(item.body["notes"]),
            comparison=comparison,
            outlook=assess(encounter, positions, fresh),
            readers=tuple(dict.fromkeys(reader for one in sources for reader in one.body["readers"])) or (_GRAMMAR,),
            version=next((one.body["version"] for one in sources), ""),
        )

    def _divergences(self, encounter: str) -> tuple[Item, ...]:
        from parley.ledger import Filters

        with self.ledger.store.read() as reading:
            from parley.ledger.items import as_item

            return tuple(as_item(row) for row in reading.rows(Filters(kinds=("divergence",), encounters=(encounter,))))


def open_desk(address: str) -> Desk:
    """Open a ledger for the pages; it is made where it is not there.

    Raises:
        StoreError: it cannot be opened.
    """
    return Desk(open_ledger(address))


def _info(item: Item) -> EncounterInfo:
    return EncounterInfo(item.id, item.process, read_encounter(item.body["encounter"]), item.body["nearer"] or "")


def _in_order(documents: Sequence[Document], positions: list[Position]) -> tuple[Position, ...]:
    """Return positions in the order in which a run gives them: by source, then by place."""
    rank = {document.id: number for number, document in enumerate(documents)}
    standing = [position for position in positions if position.source in rank]
    return tuple(sorted(standing, key=lambda p: (rank[p.source], p.span, p.id)))


def _with_decisions(fresh: Comparison, points: Sequence[Item], divergences: Sequence[Item]) -> Comparison:
    """Return a fresh comparison with the points as people left them and their word on each divergence."""
    settled = [item.as_point() for item in points]
    names = _match_points(fresh.points, settled)
    place = {name: number for number, name in enumerate(names.values())}
    ordered = tuple(sorted(settled, key=lambda point: place.get(point.id, len(place))))
    return replace(fresh, points=ordered, divergences=tuple(_judge(fresh.divergences, divergences, names)))


def _match_points(fresh: Sequence[Point], settled: Sequence[Point]) -> dict[str, str]:
    """Return, for each fresh point, the settled one that shares most positions with it."""
    names: dict[str, str] = {}
    for point in fresh:
        mine = set(point.positions)
        best = max(settled, key=lambda other: len(mine & set(other.positions)), default=None)
        if best is not None and mine & set(best.positions):
            names[point.id] = best.id
    return names


def _judge(fresh: Sequence[Divergence], items: Sequence[Item], names: dict[str, str]) -> Iterator[Divergence]:
    """Yield the divergences that stand: rejected ones left out, corrected ones as corrected, added ones added."""
    known: dict[tuple[object, ...], Item] = {}
    for item in items:
        record = item.read or item.shown
        if record is not None:
            known[_key_of_record(record)] = item
    met: set[str] = set()
    for one in fresh:
        found = known.get(_key_of(one))
        if found is None:
            yield replace(one, point=names.get(one.point or "", one.point))
            continue
        met.add(found.id)
        if found.shown is None:
            continue
        if found.decision is None:
            yield replace(one, id=found.id, point=names.get(one.point or "", one.point))
        else:
            yield found.as_divergence()
    for item in items:
        if item.id not in met and item.shown is not None and item.decision is not None:
            yield item.as_divergence()


def _key_of(one: Divergence) -> tuple[object, ...]:
    sides = sorted(side.position or f"{side.source}{tuple(side.span)}" for side in one.sides)
    return (str(one.type), tuple(sides), tuple(sorted(one.silent)))


def _key_of_record(record: dict[str, Any]) -> tuple[object, ...]:
    sides = sorted(side["position"] or f"{side['source']}{tuple(side['span'])}" for side in record["sides"])
    return (record["type"], tuple(sides), tuple(sorted(record["silent"])))
