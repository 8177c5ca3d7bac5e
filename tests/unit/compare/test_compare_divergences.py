"""One small encounter for each type of divergence: found where the versions differ, and not where they agree."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from parley.attribute.marking import mark_positions
from parley.compare import compare
from parley.compare.scopes import name_relation
from parley.vocabulary import (
    Act,
    Attribution,
    Certainty,
    Divergence,
    DivergenceType,
    Document,
    Encounter,
    Issue,
    Measure,
    Position,
    Source,
    SourceKind,
    Span,
    Standing,
    Voice,
)

DAY = date(2031, 5, 4)
STRIKES = Issue.CEASEFIRE_STRIKES
SOURCES = (
    Source("arda.en", "arda.en.txt", "Arda", SourceKind.READOUT, DAY, ("AA",), "en"),
    Source("burland.ru", "burland.ru.txt", "Burland", SourceKind.READOUT, DAY, ("BB",), "ru"),
    Source("daily.zh", "daily.zh.txt", "The Daily", SourceKind.PRESS_REPORT, date(2031, 5, 5), (), "zh"),
)


def say(source: str, holder: str, act: Act, strength: int, issue: Issue = STRIKES, **rest: Any) -> Position:
    """Return a position; `rest` has fields of the measure, or `quote`, `at`, `condition`, `standing`, `reason`."""
    quote = rest.pop("quote", f"words of {source} on {issue}")
    start = rest.pop("at", 0)
    condition, reason = rest.pop("condition", None), rest.pop("reason", None)
    standing = rest.pop("standing", Standing.FOUND)
    return Position(
        id=f"{source}:{start}:{act}:{holder}",
        source=source,
        holder=tuple(sorted(holder.split("+"))),
        act=act,
        strength=strength,
        issue=issue,
        span=Span(start, start + len(quote)),
        quote=quote,
        voice=Voice.OFFICIAL,
        chain=(Attribution(source),),
        measure=Measure(**rest),
        condition=Span(start, start + 1) if condition else None,
        condition_quote=condition,
        reason=Span(start, start + 1) if reason else None,
        reason_quote=reason,
        standing=standing,
    )


def diverge(*positions: Position, sources: Sequence[Source] = SOURCES) -> dict[DivergenceType, Divergence]:
    """Compare, and return the divergences by type."""
    encounter = Encounter("e", "A call", (DAY, DAY), "call", ("AA", "BB"), tuple(sources))
    documents = [Document(source, "x" * 400, "", source.language or "en", ()) for source in sources]
    return {d.type: d for d in compare(encounter, documents, mark_positions(positions, documents)).divergences}


def test_a_wider_scope_of_one_side_is_a_conflict_and_names_the_relation() -> None:
    found = diverge(
        say("arda.en", "AA+BB", Act.AGREE, 7, scope=("energy", "infrastructure")),
        say("burland.ru", "AA+BB", Act.AGREE, 7, scope=("energy infrastructure",)),
    )
    assert found[DivergenceType.SCOPE].certainty is Certainty.CONFLICT
    assert found[DivergenceType.SCOPE].relation == "wider"
    assert [words.source for words in found[DivergenceType.SCOPE].sides] == ["arda.en", "burland.ru"]


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ({"ship"}, {"ship"}, "equal"),
        ({"energy", "infrastructure"}, {"energy infrastructure"}, "wider"),
        ({"ship"}, {"ship", "port"}, "narrower"),
        ({"ship", "road"}, {"ship", "port"}, "overlapping"),
        ({"road"}, {"ship"}, "disjoint"),
    ],
)
def test_the_relation_of_two_scopes_is_named(one: set[str], other: set[str], relation: str) -> None:
    assert name_relation(one, other) == relation


def test_a_denied_demand_is_a_denial_and_a_conflict() -> None:
    found = diverge(
        say("arda.en", "AA", Act.DENY, 1, Issue.FORCES_FOREIGN_AID),
        say("burland.ru", "BB", Act.DEMAND, 4, Issue.FORCES_FOREIGN_AID),
    )
    assert found[DivergenceType.DENIAL].certainty is Certainty.CONFLICT


def test_a_request_of_ones_own_is_denied_only_where_the_two_are_surely_on_one_matter() -> None:
    denied = say("arda.en", "AA", Act.DENY, 1, quote="ports were never spoken of")
    asked = say("burland.ru", "BB", Act.PROPOSE, 4, quote="Burland proposed to spare depots")
    assert DivergenceType.DENIAL not in diverge(denied, asked)
    told = say("burland.ru", "AA", Act.PROPOSE, 4, quote="Arda proposed to spare depots")
    assert DivergenceType.DENIAL in diverge(denied, told)


def test_what_one_side_asks_for_and_the_other_refuses_is_a_contradiction() -> None:
    asked = say("arda.en", "AA", Act.DEMAND, 4, scope=("port",))
    refused = say("burland.ru", "BB", Act.REJECT, -8, scope=("port",))
    assert diverge(asked, refused)[DivergenceType.CONTRADICTION].certainty is Certainty.CONFLICT
    told = say("burland.ru", "AA", Act.REJECT, -8, scope=("port",))
    assert DivergenceType.CONTRADICTION not in diverge(asked, told)


@pytest.mark.parametrize("act", [Act.REJECT, Act.THREATEN, Act.SCHEDULE, Act.OBJECT, Act.JUDGE])
def test_what_binds_nobody_has_no_condition_to_differ_on(act: Act) -> None:
    on_condition = say("burland.ru", "BB", act, 4, condition="if aid ends")
    assert DivergenceType.CONDITION not in diverge(on_condition, say("arda.en", "BB", Act.ACCEPT, 6))


def test_an_order_of_steps_counts_where_the_steps_are_taken_and_not_where_they_are_demanded() -> None:
    there = say("burland.ru", "AA+BB", Act.AGREE, 7, scope=("port",))
    for act, counts in ((Act.AGREE, True), (Act.DEMAND, False)):
        here = say("arda.en", "AA+BB", act, 7, scope=("port",), quote="only then strikes on ports stop")
        assert (DivergenceType.TIMING in diverge(here, there)) is counts


def test_the_scope_of_the_parties_is_shown_before_that_of_a_third_and_in_words_that_were_found() -> None:
    third = Source("concern.en", "concern.en.txt", "Concern", SourceKind.READOUT, DAY, ("CC",), "en")
    doubtful = say("burland.ru", "AA+BB", Act.ORDER, 8, at=40, scope=("depot",), standing=Standing.POSSIBLE)
    found = diverge(
        say("arda.en", "AA+BB", Act.AGREE, 7, scope=("depot", "port")),
        say("burland.ru", "AA+BB", Act.AGREE, 7, scope=("depot",)),
        doubtful,
        say("concern.en", "AA+BB", Act.AGREE, 7, scope=("depot", "port", "road")),
        sources=(*SOURCES, third),
    )[DivergenceType.SCOPE]
    assert found.because == ("AA: depot, port", "BB: depot")
    assert doubtful.id not in {words.position for words in found.sides}


def test_what_is_only_possible_never_carries_a_conflict() -> None:
    found = diverge(
        say("arda.en", "AA", Act.DENY, 1, Issue.FORCES_FOREIGN_AID),
        say("burland.ru", "BB", Act.DEMAND, 4, Issue.FORCES_FOREIGN_AID, standing=Standing.POSSIBLE),
    )
    assert found[DivergenceType.DENIAL].certainty is Certainty.ASYMMETRIC


def test_a_party_that_one_side_says_agreed_and_the_other_says_refused_is_a_contradiction() -> None:
    found = diverge(say("arda.en", "AA+BB", Act.AGREE, 7), say("burland.ru", "BB", Act.REJECT, -8))
    assert DivergenceType.CONTRADICTION in found


def test_a_named_author_against_a_joint_agreement_is_a_difference_of_origin() -> None:
    found = diverge(say("arda.en", "AA+BB", Act.AGREE, 7), say("burland.ru", "AA", Act.PROPOSE, 4))
    assert found[DivergenceType.ORIGIN].certainty is Certainty.ASYMMETRIC


def test_a_discussion_on_one_side_and_an_agreement_on_the_other_differ_in_strength() -> None:
    found = diverge(say("arda.en", "AA+BB", Act.DISCUSS, 2), say("burland.ru", "AA+BB", Act.AGREE, 7))
    assert DivergenceType.STRENGTH in found


def test_a_condition_of_one_side_alone_is_asymmetric() -> None:
    found = diverge(
        say("arda.en", "AA+BB", Act.AGREE, 7),
        say("burland.ru", "AA+BB", Act.AGREE, 7, condition="если прекратятся поставки"),
    )
    assert found[DivergenceType.CONDITION].certainty is Certainty.ASYMMETRIC


def test_a_condition_that_all_state_of_a_joint_measure_is_no_difference() -> None:
    found = diverge(
        say("arda.en", "AA+BB", Act.AGREE, 7, condition="once it is calm"),
        say("burland.ru", "AA+BB", Act.AGREE, 7, condition="когда станет спокойно"),
    )
    assert DivergenceType.CONDITION not in found


def test_different_numbers_of_the_same_objects_are_a_difference_of_quantity() -> None:
    found = diverge(
        say("arda.en", "AA+BB", Act.AGREE, 7, Issue.CAPTIVES_PRISONERS, scope=("prisoner",), quantity=175.0),
        say("burland.ru", "AA+BB", Act.AGREE, 7, Issue.CAPTIVES_PRISONERS, scope=("prisoner",), quantity=150.0),
    )
    assert found[DivergenceType.QUANTITY].certainty is Certainty.CONFLICT


def test_a_length_and_an_end_that_come_to_one_day_are_no_difference_of_timing() -> None:
    found = diverge(
        say("arda.en", "AA+BB", Act.AGREE, 7, starts_on=date(2031, 3, 18), days=30),
        say("burland.ru", "AA+BB", Act.AGREE, 7, ends_on=date(2031, 4, 17)),
    )
    assert DivergenceType.TIMING not in found


@pytest.mark.parametrize(
    ("days", "certainty"),
    [(60, Certainty.CONFLICT), (None, Certainty.ASYMMETRIC)],
)
def test_another_length_is_a_conflict_of_timing_and_none_an_asymmetry(days: int | None, certainty: Certainty) -> None:
    found = diverge(say("arda.en", "AA+BB", Act.AGREE, 7, days=30), say("burland.ru", "AA+BB", Act.AGREE, 7, days=days))
    assert found[DivergenceType.TIMING].certainty is certainty


def test_two_names_of_one_war_are_a_difference_of_naming_and_their_translations_are_not() -> None:
    war = say("arda.en", "AA", Act.STATE, 3, Issue.SETTLEMENT, quote="wants to end the war")
    crisis = say("burland.ru", "BB", Act.STATE, 3, Issue.SETTLEMENT, quote="хочет решить кризис")
    same = say("burland.ru", "BB", Act.STATE, 3, Issue.SETTLEMENT, quote="хочет закончить войну")
    assert DivergenceType.NAMING in diverge(war, crisis)
    assert DivergenceType.NAMING not in diverge(war, same)


def test_a_reason_that_one_side_gives_is_asymmetric() -> None:
    found = diverge(
        say("arda.en", "AA+BB", Act.AGREE, 7, reason="because of the cold"), say("burland.ru", "AA+BB", Act.AGREE, 7)
    )
    assert found[DivergenceType.REASON].certainty is Certainty.ASYMMETRIC


def test_a_wider_circle_of_those_bound_is_a_difference() -> None:
    found = diverge(say("arda.en", "AA+BB+CC", Act.AGREE, 7), say("burland.ru", "AA+BB", Act.AGREE, 7))
    assert found[DivergenceType.BOUND].certainty is Certainty.ASYMMETRIC


def test_an_omission_is_claimed_of_a_party_that_is_silent() -> None:
    found = diverge(say("arda.en", "AA", Act.PROPOSE, 4, Issue.CULTURE))
    assert found[DivergenceType.OMISSION].silent == ("BB",)
    assert found[DivergenceType.OMISSION].certainty is Certainty.SILENCE


def test_an_evaluation_alone_makes_no_omission() -> None:
    assert not diverge(say("arda.en", "AA", Act.JUDGE, 2, Issue.TALKS))


def test_a_later_text_of_one_party_that_goes_less_far_is_a_revision() -> None:
    later = Source("arda-later.en", "l.txt", "Arda", SourceKind.REMARKS, date(2031, 8, 1), ("AA",), "en")
    found = diverge(
        say("arda.en", "AA", Act.AGREE, 7), say("arda-later.en", "AA", Act.STATE, 3), sources=(*SOURCES, later)
    )
    assert [words.source for words in found[DivergenceType.REVISION].sides] == ["arda.en", "arda-later.en"]


def test_two_languages_of_one_publisher_on_one_day_differ_as_audiences() -> None:
    russian = Source("arda.ru", "r.txt", "Arda", SourceKind.READOUT, DAY, ("AA",), "ru")
    found = diverge(
        say("arda.en", "AA", Act.AGREE, 7), say("arda.ru", "AA", Act.DISCUSS, 2), sources=(*SOURCES, russian)
    )
    assert DivergenceType.AUDIENCE in found
    assert DivergenceType.REVISION not in found


def test_a_joint_text_and_a_press_report_of_it_give_one_relay_and_nothing_between_the_parties() -> None:
    joint = Source("joint.en", "j.txt", "Both", SourceKind.JOINT_STATEMENT, DAY, ("AA", "BB"), "en")
    found = diverge(
        say("joint.en", "AA+BB", Act.AGREE, 7, scope=("port",), days=30),
        say("joint.en", "AA+BB", Act.AGREE, 7, scope=("port",), at=50),
        say("daily.zh", "AA+BB", Act.AGREE, 7, scope=("port",), days=60),
        say("daily.zh", "AA+BB", Act.AGREE, 7, scope=("port",), days=90, at=50),
        sources=(joint, SOURCES[2]),
    )
    assert list(found) == [DivergenceType.RELAY]


def test_a_faithful_report_makes_no_relay() -> None:
    found = diverge(
        say("arda.en", "AA+BB", Act.AGREE, 7, scope=("port",), days=30),
        say("burland.ru", "AA+BB", Act.AGREE, 7, scope=("port",), days=30),
        say("daily.zh", "AA+BB", Act.AGREE, 7, scope=("port",)),
    )
    assert not found


def test_what_an_opponent_says_of_a_party_does_not_fill_its_cell() -> None:
    encounter = Encounter("e", "A call", (DAY, DAY), "call", ("AA", "BB"), SOURCES)
    documents = [Document(source, "x" * 400, "", "en", ()) for source in SOURCES]
    comparison = compare(encounter, documents, [say("arda.en", "BB", Act.AGREE, 7)])
    assert comparison.points[0].cells == {"arda.en": "stated", "burland.ru": "silent", "daily.zh": "silent"}


def test_a_conflict_on_a_measure_that_is_carried_out_outranks_a_difference_in_courtesy() -> None:
    encounter = Encounter("e", "A call", (DAY, DAY), "call", ("AA", "BB"), SOURCES)
    documents = [Document(source, "x" * 400, "", "en", ()) for source in SOURCES]
    positions = [
        say("arda.en", "AA+BB", Act.AGREE, 7, scope=("energy", "infrastructure")),
        say("burland.ru", "BB", Act.ORDER, 8, scope=("energy infrastructure",)),
        say("arda.en", "AA", Act.STATE, 1, Issue.CULTURE, at=100),
    ]
    divergences = compare(encounter, documents, positions).divergences
    assert divergences[0].issue is STRIKES
    assert divergences[-1].issue is Issue.CULTURE
    for divergence in divergences:
        assert divergence.significance == pytest.approx(sum(weight for _, weight in divergence.features))
