"""Points, cells, absences, next steps and commitments of small encounters."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from parley.compare import compare
from parley.vocabulary import (
    Act,
    Alignment,
    Attribution,
    CellStatus,
    Comparison,
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
ARDA = Source("arda.en", "arda.en.txt", "Arda", SourceKind.READOUT, DAY, ("AA",), "en")
BURLAND = Source("burland.ru", "burland.ru.txt", "Burland", SourceKind.READOUT, DAY, ("BB",), "ru")
BEFORE = Source("before.en", "before.en.txt", "Arda", SourceKind.REMARKS, date(2031, 5, 1), ("AA",), "en")
STRIKES, SEA, PRISONERS = Issue.CEASEFIRE_STRIKES, Issue.CEASEFIRE_MARITIME, Issue.CAPTIVES_PRISONERS


def say(source: str, holder: str, act: Act, strength: int, issue: Issue = STRIKES, **rest: Any) -> Position:
    quote, start = rest.pop("quote", "some words"), rest.pop("at", 0)
    condition, voice = rest.pop("condition", None), rest.pop("voice", Voice.OFFICIAL)
    standing, place = rest.pop("standing", Standing.FOUND), rest.pop("place", None)
    return Position(
        id=f"{source}:{start}",
        source=source,
        holder=tuple(sorted(holder.split("+"))),
        act=act,
        strength=strength,
        issue=issue,
        span=Span(start, start + len(quote)),
        quote=quote,
        voice=voice,
        chain=(Attribution(source),),
        measure=Measure(**rest),
        condition=Span(start, start + 1) if condition else None,
        condition_quote=condition,
        standing=standing,
        place=place,
    )


def compare_accounts(
    *positions: Position,
    sources: Sequence[Source] = (ARDA, BURLAND),
    partial: frozenset[str] = frozenset(),
    align: Sequence[Alignment] = (),
) -> Comparison:
    encounter = Encounter("e", "A call", (DAY, DAY), "call", ("AA", "BB"), tuple(sources), align=tuple(align))
    documents = [Document(source, "x" * 400, "", "en", ()) for source in sources]
    return compare(encounter, documents, positions, partial)


def test_versions_of_one_measure_are_one_point_and_the_alignment_says_why() -> None:
    points = compare_accounts(
        say("arda.en", "AA+BB", Act.AGREE, 7, scope=("port",)), say("burland.ru", "BB", Act.ORDER, 8, scope=("port",))
    ).points
    assert len(points) == 1
    assert points[0].because[0] == "the same issue, ceasefire.strikes"
    assert "an object in common (1)" in points[0].because


def test_two_measures_under_one_issue_stay_two_points_where_their_objects_and_acts_differ() -> None:
    exchange = say("burland.ru", "AA+BB", Act.AGREE, 7, PRISONERS, scope=("prisoner",), quantity=175.0)
    wounded = say("burland.ru", "BB", Act.AGREE, 7, PRISONERS, scope=("severely wounded",), quantity=23.0, at=50)
    assert len(compare_accounts(exchange, wounded).points) == 2


def test_a_person_joins_and_splits_points_in_the_encounter_file() -> None:
    exchange = say("burland.ru", "AA+BB", Act.AGREE, 7, PRISONERS, scope=("prisoner",), quote="обменяются пленными")
    wounded = say("burland.ru", "BB", Act.AGREE, 7, PRISONERS, scope=("wounded",), quote="передадут раненых", at=50)
    join = Alignment("join", (("burland.ru", "обменяются пленными"), ("burland.ru", "передадут раненых")), "one deal")
    joined = compare_accounts(exchange, wounded, align=[join]).points
    assert len(joined) == 1
    assert any("join by the encounter file: one deal" in reason for reason in joined[0].because)

    told = say("arda.en", "AA+BB", Act.AGREE, 7, PRISONERS, scope=("prisoner",), quote="will exchange prisoners")
    split = Alignment("split", (("burland.ru", "обменяются пленными"), ("arda.en", "will exchange prisoners")))
    assert len(compare_accounts(exchange, told).points) == 1
    assert len(compare_accounts(exchange, told, align=[split]).points) == 2


def test_words_quoted_exactly_name_their_own_position_and_not_one_that_lies_in_them() -> None:
    whole = say("arda.en", "AA+BB", Act.AGREE, 7, quote="a halt of strikes and the exchange of prisoners")
    within = say("arda.en", "AA+BB", Act.AGREE, 7, PRISONERS, quote="the exchange of prisoners", at=20)
    other = say("burland.ru", "BB", Act.STATE, 1, quote="остановка", at=90, scope=("port",))
    join = Alignment("join", (("arda.en", whole.quote), ("burland.ru", other.quote)))
    points = compare_accounts(whole, within, other, align=[join]).points
    assert sorted(len(point.positions) for point in points) == [1, 2]


def test_comment_and_captions_never_enter_a_point() -> None:
    for voice in (Voice.ANALYSIS, Voice.COMMENTARY, Voice.CAPTION, Voice.HEADLINE, Voice.BOILERPLATE):
        assert not compare_accounts(say("arda.en", "AA", Act.AGREE, 7, voice=voice)).points


def test_what_is_hardly_possible_makes_no_point_but_keeps_a_source_from_being_called_silent() -> None:
    maybe = replace(say("burland.ru", "BB", Act.AGREE, 7, standing=Standing.POSSIBLE), confidence=0.2)
    assert not compare_accounts(maybe).points
    comparison = compare_accounts(say("arda.en", "AA", Act.AGREE, 7), maybe)
    assert comparison.points[0].cells["burland.ru"] is CellStatus.STATED
    assert all(divergence.type is not DivergenceType.OMISSION for divergence in comparison.divergences)


def test_what_is_possible_and_likely_makes_a_point_and_an_omission_but_no_commitment() -> None:
    likely = replace(say("burland.ru", "BB", Act.AGREE, 7, standing=Standing.POSSIBLE), confidence=0.6)
    comparison = compare_accounts(likely)
    assert [point.cells["burland.ru"] for point in comparison.points] == [CellStatus.STATED]
    assert {divergence.type for divergence in comparison.divergences} == {DivergenceType.OMISSION}
    assert not comparison.commitments


def test_a_source_that_was_not_read_whole_is_never_silent() -> None:
    comparison = compare_accounts(say("arda.en", "AA", Act.AGREE, 7), partial=frozenset({"burland.ru"}))
    assert comparison.points[0].cells["burland.ru"] is CellStatus.NOT_READ_WHOLE
    assert not comparison.divergences


def test_a_cell_is_denied_where_its_source_denies_and_does_not_assert() -> None:
    asserted = say("burland.ru", "BB", Act.DEMAND, 4)
    denied = compare_accounts(asserted, say("arda.en", "AA", Act.DENY, 1)).points[0]
    assert denied.cells == {"arda.en": CellStatus.DENIED, "burland.ru": CellStatus.STATED}
    both = compare_accounts(say("arda.en", "AA", Act.DENY, 1), say("arda.en", "AA", Act.AGREE, 7, at=30)).points[0]
    assert both.cells["arda.en"] is CellStatus.STATED


def test_what_was_announced_and_nobody_mentions_is_absent() -> None:
    sources = (BEFORE, ARDA, BURLAND)
    announced = say("before.en", "AA", Act.STATE, 3, Issue.TERRITORY)
    unrelated = say("arda.en", "AA", Act.AGREE, 7)
    comparison = compare_accounts(announced, unrelated, sources=sources)
    assert [(a.issue, a.announced_in) for a in comparison.absent] == [(Issue.TERRITORY, "before.en")]
    taken_up = say("burland.ru", "BB", Act.DISCUSS, 2, Issue.TERRITORY)
    assert not compare_accounts(announced, unrelated, taken_up, sources=sources).absent
    assert not compare_accounts(announced, unrelated, sources=sources, partial=frozenset({"burland.ru"})).absent


def test_a_wider_and_a_narrower_measure_of_two_sources_are_versions_of_one_point() -> None:
    wide = say("arda.en", "AA+BB", Act.AGREE, 7, scope=("infrastructure",))
    narrow = say("burland.ru", "BB", Act.ORDER, 8, scope=("energy infrastructure",))
    point, *others = compare_accounts(wide, narrow).points
    assert not others
    assert "objects within one another (1)" in point.because


def test_objects_that_share_a_word_are_not_wholly_other_objects() -> None:
    facilities = say("arda.en", "AA+BB", Act.AGREE, 7, scope=("energy facility",))
    energy = say("burland.ru", "AA+BB", Act.AGREE, 7, scope=("energy infrastructure",))
    ports = say("burland.ru", "AA+BB", Act.AGREE, 7, scope=("port",))
    assert len(compare_accounts(facilities, energy).points) == 1
    assert len(compare_accounts(facilities, ports).points) == 2


def test_a_measure_that_was_tabled_before_is_absent_though_its_issue_is_spoken_of() -> None:
    sources = (BEFORE, ARDA, BURLAND)
    tabled = say("before.en", "AA", Act.PROPOSE, 4, Issue.ECONOMY, scope=("gas field",))
    other = say("arda.en", "BB", Act.DEMAND, 4, Issue.ECONOMY, scope=("tariff",))
    absent = compare_accounts(tabled, other, sources=sources).absent
    assert [(a.issue, a.announced_in, a.because[1]) for a in absent] == [
        (Issue.ECONOMY, "before.en", "no version after it mentions it")
    ]
    taken_up = say("burland.ru", "AA", Act.PROPOSE, 4, Issue.ECONOMY, scope=("gas field",))
    assert not compare_accounts(tabled, other, taken_up, sources=sources).absent
    refused = say("before.en", "AA", Act.REJECT, -8, Issue.TERRITORY)
    assert not compare_accounts(refused, other, sources=sources).absent


def test_talks_that_are_proposed_with_a_place_are_a_follow_up_and_others_are_not() -> None:
    placed = say("arda.en", "AA", Act.PROPOSE, 4, Issue.TALKS, place="Lisbon")
    vague = say("burland.ru", "BB", Act.PROPOSE, 4, Issue.TALKS)
    assert [(s.source, s.status) for s in compare_accounts(placed, vague).follow_ups] == [("arda.en", "proposed")]


def test_a_scheduled_step_is_a_follow_up_with_its_day_and_place() -> None:
    day = date(2031, 5, 9)
    steps = compare_accounts(
        say("arda.en", "AA+BB", Act.SCHEDULE, 7, Issue.TALKS, starts_on=day, place="Lisbon"),
        say("arda.en", "AA+BB", Act.AGREE, 7, Issue.CULTURE, at=40),
    ).follow_ups
    assert [(s.issue, s.on, s.place, s.status) for s in steps] == [(Issue.TALKS, day, "Lisbon", "announced")]


def test_a_measure_that_begins_later_is_a_follow_up_and_one_in_force_is_not() -> None:
    later = say("arda.en", "AA+BB", Act.AGREE, 7, PRISONERS, starts_on=date(2031, 5, 5))
    at_once = say("arda.en", "AA+BB", Act.AGREE, 7, STRIKES, starts_on=DAY, at=40)
    assert [step.issue for step in compare_accounts(later, at_once).follow_ups] == [PRISONERS]


def test_thirty_days_from_18_march_end_on_17_april() -> None:
    position = say("burland.ru", "BB", Act.ORDER, 8, starts_on=date(2031, 3, 18), days=30)
    commitment = compare_accounts(position).commitments[0]
    assert (commitment.by, commitment.ends_on) == (("BB",), date(2031, 4, 17))
    assert commitment.status == "declared"


def test_only_what_reaches_an_undertaking_is_a_commitment() -> None:
    positions = (
        say("arda.en", "AA+BB", Act.AGREE, 6, Issue.TALKS),
        say("arda.en", "AA", Act.PROPOSE, 4, at=20),
        say("arda.en", "BB", Act.DEMAND, 4, SEA, at=40),
        say("arda.en", "AA", Act.AGREE, 7, SEA, at=60, standing=Standing.POSSIBLE),
    )
    assert not compare_accounts(*positions).commitments


def test_a_commitment_says_whether_it_is_conditional_or_told_by_somebody_else() -> None:
    commitments = compare_accounts(
        say("arda.en", "AA", Act.AGREE, 7, SEA, condition="if they hold theirs"),
        say("arda.en", "BB", Act.AGREE, 7, STRIKES, at=30),
        say("burland.ru", "AA+BB", Act.AGREE, 7, PRISONERS),
        say("burland.ru", "BB", Act.CONFIRM, 9, STRIKES, at=30),
    ).commitments
    assert {(c.issue, c.source): c.status for c in commitments} == {
        (SEA, "arda.en"): "conditional",
        (STRIKES, "arda.en"): "unconfirmed",
        (PRISONERS, "burland.ru"): "agreed",
        (STRIKES, "burland.ru"): "in_force",
    }


def test_a_dated_and_an_undated_statement_of_one_commitment_are_one() -> None:
    commitments = compare_accounts(
        say("burland.ru", "BB", Act.AGREE, 7), say("burland.ru", "BB", Act.ORDER, 8, ends_on=date(2031, 6, 1), at=30)
    ).commitments
    assert [commitment.ends_on for commitment in commitments] == [date(2031, 6, 1)]
