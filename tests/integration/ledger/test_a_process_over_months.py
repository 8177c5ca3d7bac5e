"""The demo process, encounter by encounter, as a careful reader reads it: what stands on which day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from parley.ledger import CommitmentOnDay, FollowUpOnDay, Ledger, ReadingOnDay
from parley.vocabulary import Result

MARCH, APRIL, SEPTEMBER = date(2025, 3, 20), date(2025, 4, 25), date(2025, 9, 1)
CALL, TRUCE, TALKS = "2025-03-18-call", "2025-04-19-truce", "2025-05-16-talks"


ORDERED = "российские военные тотчас получили от него соответствующую команду"
TRUCE_DECLARED = "мы объявляем перемирие"
SAID: dict[str, str] = {"ceasefire.strikes": ORDERED, "ceasefire.full": TRUCE_DECLARED}


def find(ledger: Ledger, day: date, issue: str) -> CommitmentOnDay:
    """Return the commitment on an issue that rests on the words in `SAID`, as it stood by what was known on a day."""
    found = [
        one
        for one in ledger.commitments(day, day)
        if one.issue == issue and any(SAID[issue] in quote for reading in one.readings for quote in quotes(reading))
    ]
    assert len(found) == 1, [(one.title, one.by, one.state) for one in found]
    return found[0]


def reading(commitment: CommitmentOnDay, party: str) -> ReadingOnDay:
    return next(one for one in commitment.readings if one.party == party)


def quotes(one: ReadingOnDay) -> list[str]:
    return [statement["quote"] for statement in one.statements]


def test_one_process_grows_out_of_encounters_that_name_the_one_before(process_ledger: Ledger) -> None:
    (process,) = process_ledger.processes()
    assert process.process == "2025-02-12-call"
    assert [one.id for one in process_ledger.encounters(process.process)] == process.body["encounters"]
    assert len(process.body["encounters"]) == 6


def test_on_20_march_the_halt_of_strikes_is_in_force_under_one_reading_and_not_under_another(
    process_ledger: Ledger,
) -> None:
    strikes = find(process_ledger, MARCH, "ceasefire.strikes")
    assert strikes.state == "disputed"
    assert strikes.summary.startswith("in force under the reading of RU and US; conditional under the reading of UA")
    russian, american, ukrainian = (reading(strikes, party) for party in ("RU", "US", "UA"))
    assert (russian.state, russian.in_force_from, russian.until) == ("in force", "2025-03-18", "2025-04-17")
    assert russian.scope == ("energy infrastructure",)
    assert "российские военные тотчас получили от него соответствующую команду" in quotes(russian)
    assert (american.state, american.in_force_from, american.until) == ("in force", "2025-03-18", None)
    assert american.scope == ("energy", "infrastructure")
    assert "He and I settled on an immediate Ceasefire on ALL Energy and Infrastructure" in quotes(american)
    assert (ukrainian.state, ukrainian.in_force_from) == ("conditional", None)
    assert "Якщо Росія не битиме по наших об'єктах" in ukrainian.conditions
    assert any("наразі нічого з цього не діє" in quote for quote in quotes(ukrainian))


def test_declaring_and_coming_into_force_are_kept_apart(process_ledger: Ledger) -> None:
    ukrainian = reading(find(process_ledger, MARCH, "ceasefire.strikes"), "UA")
    assert ukrainian.declared_on == "2025-03-18"
    assert ukrainian.in_force_from is None


def test_on_25_april_the_halt_of_strikes_has_lapsed_under_one_reading_and_goes_on_under_another(
    process_ledger: Ledger,
) -> None:
    strikes = find(process_ledger, APRIL, "ceasefire.strikes")
    assert strikes.state == "disputed"
    assert {one.party: one.state for one in strikes.readings if not one.reported} == {
        "RU": "lapsed",
        "US": "in force",
        "UA": "conditional",
    }
    assert reading(strikes, "RU").why == "its last day was 2025-04-17"


def test_the_last_day_still_counts_and_the_day_after_does_not(process_ledger: Ledger) -> None:
    states = [reading(find(process_ledger, date(2025, 4, day), "ceasefire.strikes"), "RU").state for day in (17, 18)]
    assert states == ["in force", "lapsed"]


def test_the_easter_truce_is_in_force_under_the_reading_of_its_author_alone_and_lapses(process_ledger: Ledger) -> None:
    during = find(process_ledger, date(2025, 4, 20), "ceasefire.full")
    assert during.state == "disputed"
    assert (reading(during, "RU").state, reading(during, "UA").state) == ("in force", "declared")
    assert reading(during, "RU").until == "2025-04-21"
    assert any("мы объявляем перемирие" in quote for quote in quotes(reading(during, "RU")))
    after = find(process_ledger, APRIL, "ceasefire.full")
    assert (reading(after, "RU").state, reading(after, "UA").in_force_from) == ("lapsed", None)


def test_on_1_september_the_exchange_agreed_in_may_is_still_agreed_and_the_prisoners_of_march_are_past(
    process_ledger: Ledger,
) -> None:
    prisoners = [one for one in process_ledger.commitments(SEPTEMBER, SEPTEMBER) if one.issue == "captives.prisoners"]
    by_encounter = {one.encounters: one for one in prisoners if set(one.by) == {"RU", "UA"}}
    assert by_encounter[(CALL,)].state == "lapsed"
    agreed = by_encounter[(TALKS, "2025-05-19-call")]
    assert agreed.state == "agreed"
    assert "домовилися про обмін у форматі «1000 на 1000»" in quotes(reading(agreed, "UA"))
    assert any("про який домовилися в Стамбулі" in quote for quote in quotes(reading(agreed, "UA")))


def test_on_1_september_the_understanding_of_august_is_agreed_and_not_in_force(process_ledger: Ledger) -> None:
    found = [
        one
        for one in process_ledger.commitments(SEPTEMBER, SEPTEMBER)
        if any("понимание, к которому мы пришли" in quote for r in one.readings for quote in quotes(r))
    ]
    assert [(one.state, one.by) for one in found] == [("agreed", ("RU", "US"))]
    assert "понимание, к которому мы пришли" in quotes(reading(found[0], "RU"))


def test_what_was_published_later_is_not_known_before(process_ledger: Ledger) -> None:
    def sources(known_on: date) -> set[str]:
        found = process_ledger.commitments(SEPTEMBER, known_on)
        return {one["source"] for commitment in found for r in commitment.readings for one in r.statements}

    assert "2025-08-15-meeting/ushakov.ru" not in sources(SEPTEMBER)
    assert "2025-08-15-meeting/ushakov.ru" in sources(date(2025, 11, 14))
    assert process_ledger.commitments(date(2025, 2, 11)) == ()
    assert process_ledger.commitments(SEPTEMBER, date(2025, 2, 11)) == ()


def step(ledger: Ledger, day: date, on: str, place: str | None) -> FollowUpOnDay:
    found = [one for one in ledger.follow_ups(day, day) if one.on == on and one.place == place]
    assert len(found) == 1
    return found[0]


def test_the_talks_announced_for_23_march_in_jeddah_are_announced_and_then_overdue(process_ledger: Ledger) -> None:
    announced = step(process_ledger, MARCH, "2025-03-23", "Jeddah")
    assert (announced.status, announced.overdue) == ("announced", False)
    assert announced.entries[0]["quote"] == "美俄两国23日将在沙特阿拉伯城市吉达谈停火的细节"
    on_the_day = step(process_ledger, date(2025, 3, 23), "2025-03-23", "Jeddah")
    assert not on_the_day.overdue
    for day in (date(2025, 3, 24), APRIL, SEPTEMBER):
        assert step(process_ledger, day, "2025-03-23", "Jeddah").overdue


def test_an_encounter_that_took_place_shows_that_its_announcement_was_kept(process_ledger: Ledger) -> None:
    held = step(process_ledger, MARCH, "2025-03-18", None)
    assert (held.status, held.overdue) == ("held", False)
    assert "2025-03-18-call" in held.why


def test_a_person_can_record_that_a_step_was_held_or_moved(own_process_ledger: Ledger) -> None:
    jeddah = step(own_process_ledger, APRIL, "2025-03-23", "Jeddah")
    own_process_ledger.observe(jeddah.id, "revised", date(2025, 3, 24), by="a user", reason="given another day")
    (moved,) = [one for one in own_process_ledger.follow_ups(date(2025, 3, 24)) if one.id == jeddah.id]
    assert (moved.status, moved.on, moved.was_on, moved.overdue) == ("revised", "2025-03-24", "2025-03-23", False)
    own_process_ledger.observe(jeddah.id, "held", date(2025, 3, 24), by="a user", reason="the press was there")
    (now,) = [one for one in own_process_ledger.follow_ups(APRIL) if one.id == jeddah.id]
    assert (now.status, now.overdue, now.why) == ("held", False, "recorded by a user: the press was there")
    (before,) = [one for one in own_process_ledger.follow_ups(MARCH) if one.id == jeddah.id]
    assert before.status != "held"


def test_a_person_can_record_that_a_commitment_is_suspended_under_one_reading(own_process_ledger: Ledger) -> None:
    strikes = find(own_process_ledger, MARCH, "ceasefire.strikes")
    own_process_ledger.observe(
        strikes.id, "suspended", date(2025, 3, 25), by="a user", reason="announced on television", party="RU"
    )
    later = find(own_process_ledger, date(2025, 3, 26), "ceasefire.strikes")
    assert {one.party: one.state for one in later.readings if not one.reported} == {
        "RU": "suspended",
        "US": "in force",
        "UA": "conditional",
    }
    assert reading(later, "RU").why == "recorded by a user: announced on television"
    assert reading(find(own_process_ledger, MARCH, "ceasefire.strikes"), "RU").state == "in force"


def test_adding_again_changes_nothing(own_process_ledger: Ledger, process_results: Sequence[Result]) -> None:
    with own_process_ledger.store.read() as before:
        last = before.last_event()
    assert not any(own_process_ledger.add(result).changed for result in process_results)
    with own_process_ledger.store.read() as after:
        assert after.last_event() == last


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("停火", "停火"),
        ("吉达", "吉达"),
        ("战", "战"),
        ("перемирие", "перемирия"),
        ("соглашению", "соглашение"),
        ("припинення вогню", "припиненням"),
        ("обмін", "обміну"),
        ('"energy and infrastructure"', "Energy and Infrastructure"),
        ("infrastr*", "infrastructure"),
        ("НХЛ", "НХЛ"),
    ],
)
def test_words_are_found_in_every_language_with_their_places(process_ledger: Ledger, words: str, found: str) -> None:
    hits = process_ledger.search(words)
    said = {process_ledger.document(hit.document)[start:end] for hit in hits for start, end in hit.spans}
    assert found in said, said
    for hit in hits:
        assert process_ledger.document(hit.document)[hit.start : hit.end] == hit.text


def test_what_no_text_says_is_not_found(process_ledger: Ledger) -> None:
    for words in ("达吉", "火炮停", "forty-two", '"infrastructure and energy"', "", "*", "'; DROP TABLE event"):
        assert process_ledger.search(words) == ()


@pytest.mark.parametrize("day", [date(2025, 3, 20), date(2025, 4, 25), SEPTEMBER])
@pytest.mark.parametrize("known_on", [date(2025, 3, 19), SEPTEMBER])
def test_the_numbers_of_an_overview_are_those_of_what_stands(process_ledger: Ledger, day: date, known_on: date) -> None:
    stand, steps = process_ledger.commitments(day, known_on), process_ledger.follow_ups(day, known_on)
    (whole,) = process_ledger.look_over(day, known_on)
    assert whole.states == Counter(one.state for one in stand)
    assert (whole.steps, whole.overdue) == (len(steps), sum(one.overdue for one in steps))
    by_issue = process_ledger.look_over(day, known_on, process=whole.name)
    for one in by_issue:
        assert one.states == Counter(found.state for found in stand if found.issue == one.name)
        found = process_ledger.commitments(day, known_on, issue=one.name)
        assert found == tuple(made for made in stand if made.issue == one.name)
    assert sum(one.steps for one in by_issue) == len(steps)
    for state in whole.states:
        assert process_ledger.commitments(day, known_on, state=state) == tuple(
            one for one in stand if one.state == state
        )


def test_a_search_gives_the_positions_that_stand_in_the_words(process_ledger: Ledger) -> None:
    hits = process_ledger.search("тотчас")
    (position,) = [item for hit in hits for item in hit.positions if item.issue == "ceasefire.strikes"]
    assert position.as_position().act == "order"


def test_the_open_items_come_by_significance(process_ledger: Ledger) -> None:
    items = process_ledger.open_items(limit=30)
    weights = [item.weight for item in items]
    assert weights == sorted(weights, reverse=True)
    assert items[0].kind == "divergence"
    assert len(process_ledger.open_items(CALL)) > 150


def facts(ledger: Ledger) -> Any:
    return (
        ledger.commitments(SEPTEMBER, SEPTEMBER),
        ledger.follow_ups(SEPTEMBER, SEPTEMBER),
        [(item.id, item.weight) for item in ledger.open_items()],
        ledger.search("停火"),
    )


def test_both_kinds_of_store_give_the_very_same(
    process_ledger: Ledger, file_ledger: Ledger, process_results: Sequence[Result]
) -> None:
    for result in process_results:
        file_ledger.add(result)
    assert facts(process_ledger) == facts(file_ledger)
