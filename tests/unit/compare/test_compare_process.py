"""What moves over the rounds of a process: courses, rewordings and next steps."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from parley.compare import compare, trace
from parley.compare.rewordings import list_changes
from parley.vocabulary import (
    Act,
    Attribution,
    Document,
    Encounter,
    Issue,
    Measure,
    Movement,
    Nearer,
    Outlook,
    Position,
    Process,
    Result,
    Source,
    SourceKind,
    Span,
    Standing,
    Voice,
)

MARCH, MAY, JULY = date(2031, 3, 1), date(2031, 5, 4), date(2031, 7, 9)
STRIKES, TALKS = Issue.CEASEFIRE_STRIKES, Issue.TALKS
TEXT = "x" * 400


def say(party: str, act: Act, strength: int, issue: Issue = STRIKES, quote: str = "words", **rest: Any) -> Position:
    start, condition = rest.pop("at", 0), rest.pop("condition", None)
    standing, place = rest.pop("standing", Standing.FOUND), rest.pop("place", None)
    return Position(
        id=f"{party}:{start}:{issue}",
        source=f"{party.lower()}.en",
        holder=(party,),
        act=act,
        strength=strength,
        issue=issue,
        span=Span(start, start + len(quote)),
        quote=quote,
        voice=Voice.OFFICIAL,
        chain=(Attribution(party),),
        measure=Measure(**rest),
        condition=Span(start, start + 1) if condition else None,
        condition_quote=condition,
        standing=standing,
        place=place,
    )


def hold(day: date, *positions: Position, parties: Sequence[str] = ("AA", "BB"), place: str | None = None) -> Result:
    """Return the result of one round in which every party published a readout on its day."""
    sources = tuple(
        Source(f"{party.lower()}.en", f"{party}.txt", party, SourceKind.READOUT, day, (party,), "en")
        for party in parties
    )
    encounter = Encounter(f"round-{day}", "A round", (day, day), "talks", ("AA", "BB"), sources, place=place)
    documents = tuple(Document(source, TEXT, "", "en", ()) for source in sources)
    comparison = compare(encounter, documents, positions)
    outlook = Outlook(Nearer.NO, (), (), ())
    return Result(encounter, documents, (), positions, (), (), (), comparison, outlook, ("grammar",), "0")


def movements(process: Process, party: str) -> list[str]:
    course = next(course for course in process.courses if course.party == party and course.issue is STRIKES)
    return [stand.movement.value for stand in course.stands]


def test_a_party_that_goes_two_steps_further_went_further_and_the_way_back_is_back() -> None:
    process = trace(
        [
            hold(MARCH, say("AA", Act.PROPOSE, 4)),
            hold(MAY, say("AA", Act.AGREE, 7)),
            hold(JULY, say("AA", Act.REJECT, -8)),
        ]
    )
    assert movements(process, "AA") == ["first", "further", "back"]


def test_the_same_step_on_other_terms_says_which_changed() -> None:
    process = trace(
        [
            hold(MARCH, say("AA", Act.AGREE, 7, scope=("port",), days=30)),
            hold(MAY, say("AA", Act.AGREE, 7, scope=("port", "ship"), days=60, condition="if")),
        ]
    )
    stand = process.courses[0].stands[1]
    assert stand.movement is Movement.OTHER_TERMS
    assert stand.changed == ("on", "length", "condition")


def test_a_party_that_was_heard_and_says_nothing_is_silent_and_one_that_was_not_heard_has_no_stand() -> None:
    process = trace([hold(MARCH, say("AA", Act.AGREE, 7)), hold(MAY), hold(JULY, parties=("BB",))])
    assert movements(process, "AA") == ["first", "silent"]


def test_what_an_opponent_tells_of_a_party_is_no_stand_of_it() -> None:
    told = replace(say("AA", Act.AGREE, 7), holder=("BB",))
    assert not [course for course in trace([hold(MARCH, told)]).courses if course.party == "BB"]


def test_a_stand_that_is_only_possible_says_so() -> None:
    maybe = replace(say("AA", Act.AGREE, 7, standing=Standing.POSSIBLE), confidence=0.6)
    assert trace([hold(MARCH, maybe)]).courses[0].stands[0].because == ("only possible",)


def test_a_partys_closest_texts_of_two_rounds_are_set_word_against_word() -> None:
    process = trace(
        [
            hold(MARCH, say("AA", Act.AGREE, 7, quote="we stop all strikes for thirty days")),
            hold(MAY, say("AA", Act.AGREE, 7, quote="we stop all strikes for sixty days")),
        ]
    )
    (rewording,) = process.rewordings
    assert rewording.changes == (("=", "we stop all strikes for "), ("-", "thirty "), ("+", "sixty "), ("=", "days"))
    assert (rewording.earlier_round, rewording.later_round) == (1, 2)


def test_the_same_words_and_wholly_other_words_are_no_rewording() -> None:
    same = [hold(MARCH, say("AA", Act.AGREE, 7)), hold(MAY, say("AA", Act.AGREE, 7))]
    other = [
        hold(MARCH, say("AA", Act.AGREE, 7, quote="we stop all strikes")),
        hold(MAY, say("AA", Act.REJECT, -8, quote="never will that happen")),
    ]
    assert not trace(same).rewordings
    assert not trace(other).rewordings


def test_a_round_on_the_day_of_an_announced_meeting_holds_it() -> None:
    process = trace(
        [hold(MARCH, say("AA", Act.SCHEDULE, 7, TALKS, starts_on=MAY, place="Lisbon")), hold(MAY, place="Lisbon")]
    )
    assert [event.status for event in process.steps[0].events] == ["announced", "held"]


def test_a_meeting_elsewhere_on_that_day_does_not_hold_it() -> None:
    process = trace(
        [hold(MARCH, say("AA", Act.SCHEDULE, 7, TALKS, starts_on=MAY, place="Lisbon")), hold(MAY, place="Oslo")]
    )
    assert process.steps[0].status == "announced"


def test_a_later_day_for_a_meeting_still_to_come_revises_it_and_a_day_that_passed_in_silence_is_untold() -> None:
    june = date(2031, 6, 1)
    process = trace(
        [
            hold(MARCH, say("AA", Act.SCHEDULE, 7, TALKS, starts_on=date(2031, 5, 20), place="Lisbon")),
            hold(MAY, say("AA", Act.SCHEDULE, 7, TALKS, starts_on=june, place="Lisbon")),
            hold(JULY),
        ]
    )
    assert [(event.status, event.on) for event in process.steps[0].events] == [
        ("announced", date(2031, 5, 20)),
        ("revised", june),
        ("untold", june),
    ]


def test_a_step_that_is_called_off_is_cancelled_and_stays_so() -> None:
    process = trace(
        [
            hold(MARCH, say("AA", Act.SCHEDULE, 7, TALKS, starts_on=date(2031, 5, 20))),
            hold(MAY, say("AA", Act.SCHEDULE, -4, TALKS, starts_on=date(2031, 5, 20))),
            hold(JULY),
        ]
    )
    assert process.steps[0].status == "cancelled"


def test_a_later_text_that_says_it_was_done_holds_it() -> None:
    process = trace(
        [
            hold(MARCH, say("AA", Act.AGREE, 7, Issue.CAPTIVES_PRISONERS, starts_on=date(2031, 3, 9))),
            hold(MAY, say("BB", Act.CONFIRM, 9, Issue.CAPTIVES_PRISONERS, quote="done", starts_on=date(2031, 3, 9))),
        ]
    )
    event = process.steps[0].events[-1]
    assert event.status == "held"
    assert event.words is not None
    assert event.words.quote == "done"


@given(one=st.text(max_size=60), other=st.text(max_size=60))
def test_kept_and_gone_are_the_earlier_words_and_kept_and_new_the_later(one: str, other: str) -> None:
    changes = list_changes(one, other)
    assert [w for s, w in changes if s != "="] or "".join(w for _, w in changes) == other
    assert "".join(words for sign, words in changes if sign in "=+") == other
    assert sum(len(words) for sign, words in changes if sign == "-") <= len(one)


def test_a_process_of_one_round_moves_nothing() -> None:
    process = trace([hold(MARCH, say("AA", Act.AGREE, 7))])
    assert [stand.movement for course in process.courses for stand in course.stands] == [Movement.FIRST]
    assert not process.rewordings
