"""What people decide, on both kinds of store: it outlives every re-reading, and no decision is lost to another."""

import hashlib
import random
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from parley.errors import InputError
from parley.ledger import Conflict, Decision, Filters, Item, Ledger, open_ledger
from parley.ledger.checking import check_ledger
from parley.pipeline.recording import compare_encounter
from parley.vocabulary import Act, Document, Issue, Position, Result, Span

CALL = "2025-03-18-call"
ORDERED = "российские военные тотчас получили от него соответствующую команду"


@pytest.fixture
def call(process_results: Sequence[Result]) -> Result:
    return next(result for result in process_results if result.encounter.id == CALL)


@pytest.fixture
def one_ledger(ledger: Ledger, call: Result) -> Ledger:
    ledger.add(call)
    return ledger


def position(ledger: Ledger, quote: str, issue: str = "ceasefire.strikes") -> Item:
    """Return the item of the position with these words."""
    found = [
        one for one in ledger.positions(CALL) if (one.shown or one.read or {}).get("quote") == quote and
        (one.shown or one.read or {})["issue"] == issue
    ]  # fmt: skip
    assert len(found) == 1
    return found[0]


def reread(result: Result, change: Callable[[Position], Position | None]) -> Result:
    """Return the result as another reader would give it."""
    changed = (change(one) for one in result.positions)
    return replace(
        result, positions=tuple(one for one in changed if one is not None), readers=("other",), version="0.0.other"
    )


def edit(result: Result, source: str, old: str, new: str) -> Result:
    """Return the result with an edited version of one source, positions moved along, those on the old words gone."""
    document = result.document(source)
    at = document.text.index(old)
    text = document.text.replace(old, new, 1)
    shift = len(new) - len(old)

    def move(one: Position) -> Position | None:
        if one.source != source or one.span.end <= at:
            return one
        if one.span.start < at + len(old):
            return None
        condition = one.condition and Span(one.condition.start + shift, one.condition.end + shift)
        return replace(one, span=Span(one.span.start + shift, one.span.end + shift), condition=condition)

    zones = tuple(replace(zone, span=Span(zone.span.start, zone.span.end + shift)) for zone in document.zones[-1:])
    edited = Document(document.source, text, hashlib.sha256(text.encode()).hexdigest(), document.language, zones)
    documents = tuple(edited if one.id == source else one for one in result.documents)
    return replace(reread(result, move), documents=documents, readers=result.readers, version=result.version)


def test_a_correction_survives_rereading_with_a_changed_reader(one_ledger: Ledger, call: Result) -> None:
    item = position(one_ledger, ORDERED)
    changes = {"strength": "7", "scope": ["power line"]}
    corrected = one_ledger.decide(item.id, Decision("correct", "a user", "a line only", item.revision, changes))
    assert (corrected.status, corrected.revision) == ("corrected", item.revision + 1)

    def otherwise(one: Position) -> Position:
        if one.quote != ORDERED:
            return one
        return replace(
            one, act=Act.CONFIRM, strength=9, span=Span(one.span.start, one.span.end - 9), quote=one.quote[:-9]
        )

    added = one_ledger.add(reread(call, otherwise))
    again = one_ledger.item(item.id)
    assert again.shown is not None
    assert (again.shown["act"], again.shown["strength"], again.shown["scope"]) == ("order", 7, ["power line"])
    assert again.shown["quote"] == ORDERED
    assert again.read is not None
    assert (again.read["act"], again.read["strength"]) == ("confirm", 9)
    assert {"act", "strength", "quote", "scope"} <= set(again.disagrees)
    assert again.open
    assert [one.id for one in added.disagreements] == [item.id]
    assert one_ledger.open_items(limit=1)[0].weight >= 1
    told = [entry.told for entry in one_ledger.history(item.id)]
    assert told[0].startswith("read by expected")
    assert told[1].startswith("a user corrected")
    assert "act order → confirm" in told[2]


def test_a_decision_that_the_new_reading_agrees_with_is_no_disagreement(one_ledger: Ledger, call: Result) -> None:
    item = position(one_ledger, ORDERED)
    one_ledger.decide(item.id, Decision("correct", "a user", "weaker", changes={"strength": 7}))
    added = one_ledger.add(reread(call, lambda one: replace(one, strength=7) if one.quote == ORDERED else one))
    assert added.disagreements == ()
    assert not one_ledger.item(item.id).open


def test_what_a_reader_no_longer_finds_stays_where_a_person_confirmed_it(one_ledger: Ledger, call: Result) -> None:
    item = position(one_ledger, ORDERED)
    other = position(one_ledger, "Владимир Путин на эту инициативу откликнулся положительно")
    one_ledger.decide(item.id, Decision("confirm", "a user"))
    added = one_ledger.add(reread(call, lambda one: None if one.source == "kremlin.ru" else one))
    assert one_ledger.item(item.id).shown is not None
    assert one_ledger.item(item.id).disagrees == ("found",)
    assert item.id in {one.id for one in added.disagreements}
    assert (one_ledger.item(other.id).status, one_ledger.item(other.id).shown) == ("gone", None)
    (strikes,) = [one for one in one_ledger.commitments(date(2025, 3, 20)) if one.issue == "ceasefire.strikes"]
    assert "RU" in {one.party for one in strikes.readings}


def test_what_a_person_rejected_stays_rejected_however_often_it_is_read(one_ledger: Ledger, call: Result) -> None:
    item = position(one_ledger, ORDERED)
    one_ledger.decide(item.id, Decision("reject", "a user", "a report of the press"))
    for reader in ("second", "third"):
        one_ledger.add(replace(call, readers=(reader,)))
        assert one_ledger.item(item.id).shown is None
        assert one_ledger.item(item.id).status == "rejected"
    (strikes,) = [one for one in one_ledger.commitments(date(2025, 3, 20)) if one.issue == "ceasefire.strikes"]
    assert ORDERED not in {s["quote"] for r in strikes.readings for s in r.statements}
    assert next(one for one in strikes.readings if one.party == "US").state == "in force"


def test_an_edited_version_is_a_revision_with_a_difference_in_words_and_decisions_move_along(
    one_ledger: Ledger, call: Result
) -> None:
    item = position(one_ledger, ORDERED)
    one_ledger.decide(item.id, Decision("confirm", "a user"))
    added = one_ledger.add(edit(call, "kremlin.ru", "продолжительную телефонную", "короткую"))
    assert added.revised == (f"{CALL}/kremlin.ru",)
    source = next(one for one in one_ledger.sources(CALL) if one.source == "kremlin.ru")
    assert len(source.body["versions"]) == 2
    first, second = (one["document"] for one in source.body["versions"])
    said = [
        (one_ledger.document(first)[a:b], one_ledger.document(second)[c:d])
        for a, b, c, d in source.body["versions"][1]["difference"]
    ]
    assert said == [("продолжительную телефонную", "короткую")]
    moved = one_ledger.item(item.id)
    assert moved.document == second
    assert moved.shown is not None
    assert one_ledger.document(second)[slice(*moved.shown["span"])] == ORDERED
    assert moved.disagrees == ()
    changed = "revised in 1 place, "
    words = ": “продолжительную телефонную” → “короткую”"
    assert re.search(f"{changed}.*{words}", " ".join(entry.told for entry in one_ledger.history(f"{CALL}/kremlin.ru")))


def test_a_decision_on_words_that_a_new_version_lacks_stays_at_the_old_one_and_asks_for_a_look(
    one_ledger: Ledger, call: Result
) -> None:
    item = position(one_ledger, ORDERED)
    one_ledger.decide(item.id, Decision("confirm", "a user"))
    one_ledger.add(edit(call, "kremlin.ru", "тотчас получили", "получат"))
    kept = one_ledger.item(item.id)
    assert kept.document == item.document
    assert "text" in kept.disagrees
    assert kept.shown is not None
    assert one_ledger.document(kept.document)[slice(*kept.shown["span"])] == ORDERED
    with one_ledger.store.read() as reading:
        assert check_ledger(reading).problems == ()


def test_two_people_on_one_item_get_a_conflict_that_shows_both(one_ledger: Ledger, store_address: str) -> None:
    item = position(one_ledger, ORDERED)
    with open_ledger(store_address) as other:
        other.decide(item.id, Decision("reject", "the first", "not so", item.revision))
        second = Decision("correct", "the second", "weaker", item.revision, {"strength": 7})
        with pytest.raises(Conflict, match="the first") as raised:
            one_ledger.decide(item.id, second)
    assert raised.value.yours is second
    assert raised.value.theirs.status == "rejected"
    assert raised.value.seen == item.revision
    assert "strength" in str(raised.value)
    assert one_ledger.item(item.id).status == "rejected"
    agreed = one_ledger.decide(item.id, replace(second, saw=raised.value.theirs.revision))
    assert agreed.status == "corrected"


def test_a_decision_is_taken_back_and_nothing_is_forgotten(one_ledger: Ledger) -> None:
    item = position(one_ledger, ORDERED)
    one_ledger.decide(item.id, Decision("confirm", "a user"))
    one_ledger.decide(item.id, Decision("reject", "another user", "on second thoughts"))
    assert one_ledger.decide(item.id, Decision("undo", "a user")).status == "confirmed"
    assert one_ledger.decide(item.id, Decision("undo", "a user")).status == "open"
    with pytest.raises(InputError, match="no decision stands"):
        one_ledger.decide(item.id, Decision("undo", "a user"))
    assert len(one_ledger.history(item.id)) == 5


def test_a_person_adds_a_position_and_a_reader_that_finds_it_later_finds_the_same_item(
    one_ledger: Ledger, call: Result
) -> None:
    quote = "Президенты договорились оставаться на связи"
    fields: dict[str, Any] = {
        "source": "kremlin.ru", "quote": quote, "holder": "RU,US", "act": "agree", "strength": 7, "issue": "bilateral",
    }  # fmt: skip
    added = one_ledger.add_position(CALL, Decision("add", "a user", "overlooked", changes=fields))
    assert added.status == "added"
    assert added.as_position().holder == ("RU", "US")
    assert added.as_position().readers == ("human",)
    with pytest.raises(InputError, match="there already"):
        one_ledger.add_position(CALL, Decision("add", "a user", "again", changes=fields))
    text = call.document("kremlin.ru").text
    start = text.index(quote)
    found = replace(call.positions[0], id="new", source="kremlin.ru", holder=("RU", "US"), act=Act.AGREE, strength=7,
                    issue=Issue.BILATERAL, span=Span(start, start + len(quote)), quote=quote, condition=None,
                    condition_quote=None)  # fmt: skip
    one_ledger.add(replace(call, positions=(*call.positions, found), readers=("other",)))
    assert one_ledger.item(added.id).read is not None
    assert one_ledger.item(added.id).status == "added"


def test_words_that_the_source_does_not_have_are_refused(one_ledger: Ledger) -> None:
    fields = {"source": "kremlin.ru", "holder": "RU", "act": "order", "strength": 8, "issue": "ceasefire.full"}
    with pytest.raises(InputError, match="does not stand"):
        one_ledger.add_position(
            CALL, Decision("add", "a user", "x", changes={**fields, "quote": "на 60 дней взаимно воздержались"})
        )
    item = position(one_ledger, ORDERED)
    for changes, wrong in (
        ({"quote": "получили другую команду"}, "does not stand"),
        ({"act": "promise"}, "no act"),
        ({"strength": 12}, "outside"),
        ({"starts_on": "soon"}, "no starts_on"),
        ({"voice": "official"}, "no field"),
        ({}, "says what is right"),
    ):
        with pytest.raises(InputError, match=wrong):
            one_ledger.decide(item.id, Decision("correct", "a user", "x", changes=changes))
    assert one_ledger.item(item.id).status == "open"


@pytest.mark.parametrize(
    ("decision", "wrong"),
    [
        (Decision("approve", "a user"), "no decision"),
        (Decision("confirm", " "), "needs a name"),
        (Decision("reject", "a user"), "needs a reason"),
    ],
)
def test_a_decision_without_what_it_needs_is_refused(one_ledger: Ledger, decision: Decision, wrong: str) -> None:
    with pytest.raises(InputError, match=wrong):
        one_ledger.decide(position(one_ledger, ORDERED).id, decision)


def test_points_are_joined_and_split_and_stay_so_after_rereading(one_ledger: Ledger, call: Result) -> None:
    full = [item.as_point() for item in one_ledger.points(CALL) if item.issue == "ceasefire.full"]
    assert len(full) >= 2
    first, second = full[:2]
    one_ledger.decide(first.id, Decision("join", "a user", "one truce", others=(second.id,)))
    joined = one_ledger.item(first.id).as_point()
    assert set(joined.positions) == {*first.positions, *second.positions}
    assert one_ledger.item(second.id).shown is None
    moved = second.positions[:1]
    one_ledger.decide(first.id, Decision("split", "a user", "another one", others=moved))
    one_ledger.add(reread(call, lambda one: replace(one, confidence=0.8)))
    compare_encounter(one_ledger, CALL)
    now = {item.id: set(item.as_point().positions) for item in one_ledger.points(CALL)}
    assert now[first.id] >= {*first.positions, *second.positions} - set(moved)
    assert not now[first.id] & set(moved)
    assert set(moved) in now.values()
    one_ledger.decide(first.id, Decision("undo", "a user"))
    one_ledger.decide(first.id, Decision("undo", "a user"))
    with one_ledger.store.read() as reading:
        assert check_ledger(reading).problems == ()


def test_divergences_are_reviewed_and_added(one_ledger: Ledger) -> None:
    divergence = one_ledger.divergences(CALL)[0]
    one_ledger.decide(divergence.id, Decision("reject", "a user", "two policies"))
    assert divergence.id not in {item.id for item in one_ledger.divergences(CALL)}
    side = position(one_ledger, ORDERED).as_position()
    words = {"source": side.source, "span": list(side.span), "quote": side.quote, "position": side.id}
    added = one_ledger.add_divergence(
        CALL,
        Decision("add", "a user", "seen", changes={"type": "bound", "issue": "ceasefire.strikes", "sides": [words]}),
    )
    assert added.as_divergence().type == "bound"
    assert added.id in {item.id for item in one_ledger.divergences(CALL)}


def test_comparing_again_takes_in_what_people_decided(one_ledger: Ledger) -> None:
    assert not compare_encounter(one_ledger, CALL)
    rejected = position(one_ledger, ORDERED)
    one_ledger.decide(rejected.id, Decision("reject", "a user", "x"))
    assert compare_encounter(one_ledger, CALL)
    sides = {side.position for item in one_ledger.divergences(CALL) for side in item.as_divergence().sides}
    assert rejected.id not in sides
    assert not compare_encounter(one_ledger, CALL)


def test_whatever_people_and_readers_do_the_state_kept_is_the_state_rebuilt(
    ledger: Ledger, process_results: Sequence[Result]
) -> None:
    chance = random.Random(8)
    for turn in range(25):
        items = ledger.open_items(limit=60)
        if not items or chance.random() < 0.25:
            result = chance.choice(process_results)
            weaker = chance.random()
            ledger.add(
                reread(result, lambda one, w=weaker: one if (one.span.start % 7) / 7 > w / 2 else None)  # type: ignore[misc]
            )
            continue
        item = chance.choice(items)
        action = chance.choice(["confirm", "reject", "correct"])
        changes = {"position": {"strength": 8, "issue": "talks"}, "point": {"title": f"t{turn}"}}.get(item.kind)
        if action == "correct" and changes is None:
            action = "confirm"
        ledger.decide(item.id, Decision(action, "a user", "x", item.revision, changes or {}))
    with ledger.store.read() as reading:
        checked = check_ledger(reading)
    assert checked.problems == ()
    assert checked.rows > 100


def test_many_decisions_over_changing_texts_leave_every_span_right(
    make_address: Callable[..., str], load_benchmark: Callable[[str], Any]
) -> None:
    kills, chance = load_benchmark("kills"), random.Random(7)
    with open_ledger(make_address()) as ledger:
        for turn in range(84):
            with suppress(InputError):  # what is rejected already cannot be rejected again
                kills._step(ledger, chance, turn)
        with ledger.store.read() as reading:
            assert check_ledger(reading).problems == ()


def test_the_kill_test_in_short(make_address: Callable[..., str], load_benchmark: Callable[[str], Any]) -> None:
    tally = load_benchmark("kills").run_kills(lambda _: make_address(), 6)
    assert tally.kills == 6
    assert tally.acknowledged > 0
    assert tally.problems == []


def test_a_ledger_derived_by_other_rules_is_derived_anew_when_it_is_opened(
    one_ledger: Ledger, store_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with one_ledger.store.write() as writing:
        writing.replace_rows([], [row.id for row in writing.rows(Filters(kinds=("commitment",)))])
    monkeypatch.setattr("parley.ledger.projection.RULES", "rules of a later version")
    with open_ledger(store_address) as opened:
        assert opened.commitments(date(2025, 3, 20))


def test_a_ledger_that_was_left_behind_its_log_catches_up_when_it_is_opened(
    one_ledger: Ledger, store_address: str
) -> None:
    with one_ledger.store.write() as writing:
        writing.clear_derived(passages=True)
    with open_ledger(store_address) as opened, opened.store.read() as reading:
        assert check_ledger(reading).problems == ()
