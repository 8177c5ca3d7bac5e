"""Ledger: the one object through which people and programs read and change a ledger."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import TracebackType
from typing import Any, Self

from parley.errors import InputError
from parley.ledger import events as kinds
from parley.ledger import projection
from parley.ledger.adding import Texts, draft_comparison, draft_events
from parley.ledger.encounter_state import EncounterState, fold_encounter
from parley.ledger.events import Clock, Pen, now
from parley.ledger.follow_ups import FollowUpOnDay, assess_follow_up
from parley.ledger.histories import tell_history
from parley.ledger.items import Added, Entry, Hit, Item, as_item
from parley.ledger.overviews import Overview, look_over
from parley.ledger.projection import process_row_id, rebuild_all, update_rows
from parley.ledger.review import (
    ADD,
    Conflict,
    Decision,
    check_decision,
    check_observation,
    draft_addition,
    draft_decision,
)
from parley.ledger.searching import search_sources
from parley.ledger.standing import CommitmentOnDay, list_standing
from parley.ledger.words import cut_passages
from parley.stores import Filters, Reading, Store, Writing, open_store
from parley.vocabulary import Result

PROGRAM = "parley"


class Ledger:
    """A ledger that is open. Use it as a context manager, or close it. Safe for several threads and processes.

    Every method that changes something records it whole or not at all, and raises StoreError where it could not.
    """

    def __init__(self, store: Store, clock: Clock = now) -> None:
        self.store = store
        self._clock = clock
        with store.read() as reading:
            behind = reading.derived_from(projection.RULES) != reading.last_event()[0]
        if behind:
            self.rebuild()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    # What it holds.

    def processes(self) -> tuple[Item, ...]:
        """Return the processes, by their latest encounter."""
        return self._items(Filters(kinds=("process",)))

    def encounters(self, process: str | None = None) -> tuple[Item, ...]:
        """Return the encounters, by day."""
        return self._items(Filters(kinds=("encounter",), process=process))

    def sources(self, encounter: str) -> tuple[Item, ...]:
        """Return the sources of an encounter."""
        return self._items(Filters(kinds=("source",), encounters=(encounter,)))

    def document(self, sha256: str) -> str:
        """Return the text of a document.

        Raises:
            InputError: the ledger has no such document.
        """
        with self.store.read() as reading:
            return _text_of(reading, sha256)

    def positions(self, encounter: str | None = None, **wanted: Any) -> tuple[Item, ...]:
        """Return positions; `wanted` are fields of `Filters`, such as process, sources, issues, open_only."""
        encounters = (encounter,) if encounter else ()
        return self._items(Filters(kinds=("position",), encounters=encounters, **wanted))

    def points(self, encounter: str) -> tuple[Item, ...]:
        """Return the points of an encounter that stand, with the weightiest first."""
        found = self._items(Filters(kinds=("point",), encounters=(encounter,), by_weight=True))
        return tuple(item for item in found if item.shown is not None)

    def divergences(self, encounter: str) -> tuple[Item, ...]:
        """Return the divergences of an encounter that stand, with the weightiest first."""
        found = self._items(Filters(kinds=("divergence",), encounters=(encounter,), by_weight=True))
        return tuple(item for item in found if item.shown is not None)

    def item(self, item_id: str) -> Item:
        """Return an item.

        Raises:
            InputError: there is none with this id.
        """
        with self.store.read() as reading:
            return _item(reading, item_id)

    def open_items(self, encounter: str | None = None, *, limit: int | None = None) -> tuple[Item, ...]:
        """Return what a person has still to look at, by significance: disagreements with decisions first."""
        encounters = (encounter,) if encounter else ()
        filters = Filters(encounters=encounters, open_only=True, by_weight=True, limit=limit)
        return self._items(filters)

    def history(self, item_id: str) -> tuple[Entry, ...]:
        """Return the whole story of an item, in order.

        Raises:
            InputError: there is none with this id.
        """
        with self.store.read() as reading:
            return tell_history(reading, _item(reading, item_id))

    def search(self, words: str, *, process: str | None = None, limit: int = 50) -> tuple[Hit, ...]:
        """Return passages of sources in which all words stand, newest source first, and the positions there."""
        with self.store.read() as reading:
            return search_sources(reading, words, process=process, limit=limit)

    # What stands on a day.

    def commitments(
        self,
        on: date | None = None,
        known_on: date | None = None,
        *,
        process: str | None = None,
        issue: str | None = None,
        state: str | None = None,
    ) -> tuple[CommitmentOnDay, ...]:
        """Return the commitments as they stand on a day, from what was published by the day `known_on`.

        Both are today where they are not given. Where a process, an issue or a state is given, only those of it.
        """
        day, known = self._days(on, known_on)
        wanted = Filters(kinds=("commitment",), process=process, issues=(issue,) if issue else (), until_day=day)
        with self.store.read() as reading:
            return tuple(list_standing(reading, wanted, day, known, state))

    def look_over(
        self, on: date | None = None, known_on: date | None = None, *, process: str | None = None
    ) -> tuple[Overview, ...]:
        """Return how many commitments stand in which state on a day in each process, or on each issue of one process.

        Quick in a ledger of any size that a desk will have: no words are read.
        """
        day, known = self._days(on, known_on)
        with self.store.read() as reading:
            return look_over(reading, day, known, process)

    def follow_ups(
        self, on: date | None = None, known_on: date | None = None, *, process: str | None = None
    ) -> tuple[FollowUpOnDay, ...]:
        """Return the next steps as they stand on a day, the dated ones first."""
        day, known = self._days(on, known_on)
        with self.store.read() as reading:
            found = reading.bodies(Filters(kinds=("follow_up",), process=process))
            stands = [one for body, _ in found if (one := assess_follow_up(body, day, known)) is not None]
        return tuple(sorted(stands, key=lambda one: (one.on is None, one.on or "", one.id)))

    # What changes it.

    def add(self, result: Result, *, process: str | None = None, by: str = PROGRAM) -> Added:
        """Record what a run found in an encounter; where the ledger has it already, nothing is recorded.

        The process is the one named, else that of the encounter before it (`previous`), else one of its own.

        Raises:
            InputError: another encounter has this id.
            StoreError: it could not be recorded, and nothing was.
        """
        encounter = result.encounter.id
        with self.store.write() as writing:
            state = fold_encounter(encounter, writing.events(encounter=encounter))
            belongs = state.process or process or self._process_of(writing, result)
            if process and process != belongs:
                raise InputError(
                    f"it belongs to the process {belongs}", where=encounter, remedy=f"add it with --process {belongs}"
                )
            for document in result.documents:
                if writing.put_document(document.sha256, document.text):
                    writing.put_passages(cut_passages(document.sha256, document.text))
            texts = Texts({s.document: _text_of(writing, s.document) for s in state.sources.values()})
            drafts = list(draft_events(state, result, texts, Pen(by, belongs, encounter, self._clock)))
            if drafts:
                writing.append(drafts)
                update_rows(writing, encounter)
            changed = [as_item(row) for row in writing.rows(Filters(encounters=(encounter,), open_only=True)) if drafts]
        counted: dict[str, int] = {}
        for draft in drafts:
            counted[draft.kind] = counted.get(draft.kind, 0) + 1
        return Added(
            encounter,
            belongs,
            counted,
            len(result.positions),
            tuple(item for item in changed if item.disagrees),
            tuple(draft.item for draft in drafts if draft.kind == kinds.SOURCE_REVISED),
        )

    def decide(self, item_id: str, decision: Decision) -> Item:
        """Record a person's decision on an item and return the item as it stands then.

        Raises:
            Conflict: the item was changed since the revision that the decision saw; carries both.
            InputError: there is no such item, or the decision cannot be taken on it.
            StoreError: it could not be recorded, and nothing was.
        """
        check_decision(decision)
        if decision.action == ADD:
            raise InputError("what is added has no id yet", remedy="call add_position or add_divergence")
        with self._changing(item_id) as (writing, state):
            item = _item(writing, item_id)
            if item_id not in state.items:
                raise InputError(f"a {item.kind} is not decided on", where=item_id, remedy="observe it instead")
            if decision.saw is not None and decision.saw != item.revision:
                raise Conflict(decision, item)
            pen = Pen(decision.by, state.process, state.id, self._clock)
            writing.append(
                [draft_decision(state, state.items[item_id], decision, lambda sha: _text_of(writing, sha), pen)]
            )
            update_rows(writing, state.id)
            return _item(writing, item_id)

    def add_position(self, encounter: str, decision: Decision) -> Item:
        """Record a position that a person adds: `changes` has source, quote, holder, act, strength, issue, and more."""
        return self._add("position", encounter, decision)

    def add_divergence(self, encounter: str, decision: Decision) -> Item:
        """Record a divergence that a person adds: `changes` has type, issue, sides, and more."""
        return self._add("divergence", encounter, decision)

    def observe(self, item_id: str, what: str, on: date, *, by: str, reason: str, party: str | None = None) -> Item:
        """Record what happened to a commitment (under one party's reading, or all) or a follow-up, on a day.

        Raises:
            InputError: there is no such item, or nothing of the kind can be recorded of it.
        """
        with self._changing(item_id) as (writing, state):
            item = _item(writing, item_id)
            check_observation(item, what, party, by=by, reason=reason)
            body = {"what": what, "on": on.isoformat(), "party": party, "reason": reason, "issue": item.issue}
            writing.append([Pen(by, state.process, state.id, self._clock).write(kinds.OBSERVED, item_id, body)])
            update_rows(writing, state.id)
            return _item(writing, item_id)

    def compare_again(self, result: Result) -> bool:
        """Record the comparison of an encounter's positions as people left them; return whether it differs.

        The positions of `result` bear their items' ids, as `Item.as_position` gives them.
        """
        encounter = result.encounter.id
        with self.store.write() as writing:
            state = fold_encounter(encounter, writing.events(encounter=encounter))
            items = {position.id: position.id for position in result.positions}
            pen = Pen(PROGRAM, state.process, encounter, self._clock)
            drafts = list(draft_comparison(state, result, items, pen, reviewed=True))
            if drafts:
                writing.append(drafts)
                update_rows(writing, encounter)
        return bool(drafts)

    def rebuild(self) -> int:
        """Derive every row and the index anew from the log; return how many rows there are."""
        with self.store.write() as writing:
            return rebuild_all(writing)

    def state_of(self, encounter: str) -> EncounterState:
        """Return the whole state of an encounter, from its events."""
        with self.store.read() as reading:
            return fold_encounter(encounter, reading.events(encounter=encounter))

    @contextmanager
    def _changing(self, item_id: str) -> Iterator[tuple[Writing, EncounterState]]:
        with self.store.write() as writing:
            item = _item(writing, item_id)
            encounter = item.encounter or item.body["encounters"][0]
            yield writing, fold_encounter(encounter, writing.events(encounter=encounter))

    def _add(self, kind: str, encounter: str, decision: Decision) -> Item:
        check_decision(decision)
        with self.store.write() as writing:
            state = fold_encounter(encounter, writing.events(encounter=encounter))
            if not state.record:
                raise InputError("there is no such encounter", where=encounter, remedy="parley ledger lists them")
            pen = Pen(decision.by, state.process, encounter, self._clock)
            draft = draft_addition(state, kind, decision, lambda sha: _text_of(writing, sha), pen)
            writing.append([draft])
            update_rows(writing, encounter)
            return _item(writing, draft.item)

    def _process_of(self, reading: Reading, result: Result) -> str:
        """Return the process of the encounter before this one, or of the one after it, or the encounter's own id."""
        encounter = result.encounter
        if encounter.previous is not None:
            before = reading.row(encounter.previous)
            if before is not None and before.kind == "encounter":
                return before.process
        for row in reading.rows(Filters(kinds=("encounter",))):
            if row.body["encounter"]["previous"] == encounter.id:
                return row.process
        return encounter.id

    def _days(self, on: date | None, known_on: date | None) -> tuple[str, str]:
        today = self._clock().date()
        return (on or today).isoformat(), (known_on or today).isoformat()

    def _items(self, filters: Filters) -> tuple[Item, ...]:
        with self.store.read() as reading:
            return tuple(as_item(row) for row in reading.rows(filters))


def open_ledger(address: str, *, create: bool = True, wait: float = 30.0, clock: Clock = now) -> Ledger:
    """Open the ledger at a path or a URL; see `parley.stores.open_store` for what can go wrong."""
    return Ledger(open_store(address, create=create, wait=wait), clock)


def _item(reading: Reading, item_id: str) -> Item:
    row = reading.row(item_id) or reading.row(process_row_id(item_id))
    if row is None:
        raise InputError("there is no such item in the ledger", where=item_id, remedy="parley review --list shows ids")
    return as_item(row)


def _text_of(reading: Reading, sha256: str) -> str:
    text = reading.document(sha256)
    if text is None:
        raise InputError("the ledger has no such document", where=sha256, remedy="parley check says what is wrong")
    return text
