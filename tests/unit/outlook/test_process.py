"""The outlook of a process: ladder, distances, moves, and each step of the rule."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.outlook import assess, assess_process
from parley.outlook.convergence import measure_distances, scope_distance
from parley.outlook.ladder import climb_ladder
from parley.vocabulary import (
    Act,
    Area,
    Change,
    Comparison,
    Encounter,
    Finding,
    Issue,
    Measure,
    MonitorReport,
    Nearer,
    Position,
    ProcessOutlook,
    Ratio,
    Result,
    Span,
    WatchedReading,
)

from .test_outlook_answer import ENCOUNTER, FULL, STRIKES, say

NOTHING = Comparison((), (), (), (), ())


def result(*positions: Position, encounter: Encounter = ENCOUNTER, partial: tuple[str, ...] = ()) -> Result:
    outlook = assess(encounter, positions, NOTHING)
    return Result(encounter, (), (), positions, (), partial, (), NOTHING, outlook, ("grammar",), "0")


def on(day: date) -> Encounter:
    sources = tuple(replace(source, published_on=day) for source in ENCOUNTER.sources)
    return replace(ENCOUNTER, id=str(day), title=f"talks of {day}", held_on=(day, day), sources=sources)


def ratio(low: float, high: float) -> Ratio:
    return Ratio((low + high) / 2, low, high, "conditional", 1.0, 0.5)


def report(*changes: Change) -> MonitorReport:
    reading = WatchedReading("truce", "AA", FULL, area=Area())
    return MonitorReport((), tuple(Finding(reading, (), (one,), (), (), (), ()) for one in changes), (), ())


FEWER = Change("during", ratio(0.2, 0.6), None)
SAME = Change("during", ratio(0.7, 1.3), None)
MORE = Change("during", ratio(1.2, 2.0), None)
SHORT = Change("during", None, None, "too short")
YES = (say("arda.en", "AA", Act.AGREE, 7), say("burland.ru", "BB", Act.ORDER, 8))


def answer(*results: Result, monitoring: MonitorReport | None = None) -> ProcessOutlook:
    return assess_process(results, monitoring=monitoring)


def test_one_encounter_alone_has_its_own_answer() -> None:
    assert answer(result(*YES)).nearer is Nearer.YES
    assert answer(result(say("burland.ru", "BB", Act.ORDER, 8, STRIKES))).nearer is Nearer.MARGINALLY
    assert answer(result(say("arda.en", "AA+BB", Act.AGREE, 7, Issue.TRADE))).nearer is Nearer.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((FEWER,), Nearer.YES),
        ((SAME,), Nearer.MARGINALLY),
        ((SAME, FEWER), Nearer.YES),
        ((MORE,), Nearer.NO),
        ((MORE, SAME), Nearer.MARGINALLY),
        ((SHORT,), Nearer.YES),
    ],
)
def test_what_happened_on_the_ground_can_lower_a_yes(changes: tuple[Change, ...], expected: Nearer) -> None:
    found = answer(result(*YES), monitoring=report(*changes))
    assert found.nearer is expected
    assert len(found.rules) == (1 if expected is Nearer.YES else 3 if expected is Nearer.NO else 2)


def test_incidents_never_raise_an_answer() -> None:
    refused = result(say("burland.ru", "BB", Act.REJECT, -8))
    assert answer(refused, monitoring=report(FEWER)).nearer is Nearer.NO


def test_the_same_said_again_is_not_nearer() -> None:
    first, second = on(date(2031, 5, 4)), on(date(2031, 6, 4))
    partly = say("burland.ru", "BB", Act.ORDER, 8, STRIKES)
    found = answer(result(partly, encounter=first), result(partly, encounter=second))
    assert found.nearer is Nearer.NO
    assert any(rule.startswith("4. after talks of 2031-05-04") for rule in found.rules)


def test_a_measure_that_moved_or_a_smaller_distance_is_movement() -> None:
    first, second = on(date(2031, 5, 4)), on(date(2031, 6, 4))
    asked = say("burland.ru", "BB", Act.PROPOSE, 4, STRIKES)
    taken = say("burland.ru", "BB", Act.ORDER, 8, STRIKES)
    found = answer(result(asked, encounter=first), result(taken, encounter=second))
    assert found.nearer is Nearer.MARGINALLY
    assert [(move.earlier, move.later, move.forward) for move in found.moves] == [("proposed", "in force", True)]
    far, near = say("arda.en", "AA", Act.DISCUSS, 2, STRIKES), say("arda.en", "AA", Act.ACCEPT, 6, STRIKES)
    closer = answer(result(taken, far, encounter=first), result(taken, near, encounter=second))
    assert closer.nearer is Nearer.MARGINALLY


def test_where_nobody_speaks_for_itself_and_not_all_was_read_there_is_not_enough_to_say() -> None:
    press = say("before.en", "AA", Act.AGREE, 7)
    found = answer(
        result(replace(press, source="arda.en", holder=("BB",)), partial=("burland.ru",)),
    )
    assert found.nearer is Nearer.NOT_ENOUGH
    assert answer(result(replace(press, source="arda.en", holder=("BB",)))).nearer is not Nearer.NOT_ENOUGH


def test_silence_after_talk_of_a_halt_is_no_movement() -> None:
    first = result(*YES, encounter=on(date(2031, 5, 4)))
    trade = result(say("arda.en", "AA+BB", Act.AGREE, 7, Issue.TRADE), encounter=on(date(2031, 6, 4)))
    assert answer(first, trade).nearer is Nearer.NO


def test_the_ladder_needs_every_step_and_names_what_is_lacking() -> None:
    halt = say("arda.en", "AA", Act.AGREE, 7)
    watch = say("arda.en", "AA", Act.AGREE, 7, Issue.CEASEFIRE_MONITORING)
    arms = say("arda.en", "AA", Act.AGREE, 7, Issue.FORCES_DISARMAMENT)
    peace = say("arda.en", "AA", Act.AGREE, 7, Issue.SETTLEMENT)

    def reached(*spoken: Position) -> list[bool]:
        return [step.reached for step in climb_ladder(spoken)]

    assert reached() == [False, False, False]
    assert reached(halt) == [True, False, False]
    assert reached(watch) == [False, False, False]
    assert reached(halt, watch) == [True, True, False]
    assert reached(halt, watch, arms, peace) == [True, True, True]
    assert climb_ladder([halt, watch, arms])[2].lacks == ("substance of a settlement taken up",)
    assert climb_ladder([halt, watch])[1].words[1].position == watch.id


def test_a_distance_has_its_pieces_and_none_where_a_party_is_silent() -> None:
    one = say("arda.en", "AA", Act.AGREE, 7, STRIKES, measure=Measure(("energy", "infrastructure")))
    other = say(
        "burland.ru",
        "BB",
        Act.ACCEPT,
        5,
        STRIKES,
        measure=Measure(("energy infrastructure",)),
        condition="if they stop",
    )
    (distance,) = measure_distances(ENCOUNTER, [one, other])
    assert (distance.parties, distance.strengths) == (("AA", "BB"), (7, 5))
    assert distance.strength == pytest.approx(2 / 17)
    assert distance.scope == pytest.approx(2 / 3)
    assert distance.condition == 0.5
    assert distance.total == pytest.approx((5 * 2 / 17 + 3 * 2 / 3 + 2 * 0.5) / 10)
    assert measure_distances(ENCOUNTER, [one]) == ()


def test_what_an_opponent_says_of_a_party_is_not_its_position() -> None:
    told = say("arda.en", "BB", Act.AGREE, 7)
    assert measure_distances(ENCOUNTER, [say("arda.en", "AA", Act.AGREE, 7), told]) == ()


NOUNS = st.lists(st.sampled_from(["port", "ship", "energy", "energy infrastructure", "infrastructure"]), max_size=4)


@given(NOUNS, NOUNS)
def test_a_scope_distance_is_symmetric_and_within_bounds(one: list[str], other: list[str]) -> None:
    found = scope_distance(one, other)
    assert found == scope_distance(other, one)
    assert (found is None) == (not one or not other)
    assert found is None or 0 <= found <= 1
    assert not one or scope_distance(one, one) == 0


@given(st.lists(st.integers(-8, 9), min_size=2, max_size=2), st.booleans(), st.booleans())
def test_a_distance_is_within_bounds_whatever_is_said(strengths: list[int], first: bool, second: bool) -> None:
    def spoken(source: str, party: str, strength: int, condition: bool) -> Position:
        one = say(source, party, Act.ACCEPT, strength)
        return replace(one, condition=Span(0, 2), condition_quote="if") if condition else one

    found = measure_distances(
        ENCOUNTER, [spoken("arda.en", "AA", strengths[0], first), spoken("burland.ru", "BB", strengths[1], second)]
    )
    assert all(0 <= one.total <= 1 for one in found)
