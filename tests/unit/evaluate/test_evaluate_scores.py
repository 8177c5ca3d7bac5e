"""Scoring: each rule of the case format on a case small enough to count by hand."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parley.compare import compare
from parley.errors import InputError
from parley.evaluate.cases import Expected, load_expected, read_expected
from parley.evaluate.matching import Passage, match_passages
from parley.evaluate.positions_from_expected import positions_from_expected
from parley.evaluate.run import evaluate_cases
from parley.evaluate.scores import add_scores, score_case
from parley.evaluate.tables import render_table
from parley.evaluate.tallies import Tally, tally_keys
from parley.outlook import assess
from parley.vocabulary import (
    Act,
    Document,
    Encounter,
    Issue,
    Measure,
    Position,
    Result,
    Source,
    SourceKind,
    Span,
    Standing,
)

DAY = date(2031, 5, 4)
TEXTS = {
    "arda.en": "Both agreed to halt strikes on ports for 30 days. Aid was not discussed. They meet in Lisbon on 9 May.",
    "burland.ru": "Стороны согласились прекратить удары по портам, если закончится помощь.",
}
SOURCES = (
    Source("arda.en", "a.txt", "Arda", SourceKind.READOUT, DAY, ("AA",), "en"),
    Source("burland.ru", "b.txt", "Burland", SourceKind.READOUT, DAY, ("BB",), "ru"),
)
DOCUMENTS = tuple(Document(source, TEXTS[source.id], "", source.language or "", ()) for source in SOURCES)


def one(source: str, quote: str, act: str, issue: str, **rest: Any) -> dict[str, Any]:
    """Return an expected position as it stands in the file."""
    empty = dict.fromkeys(("scope", "quantity", "starts_on", "ends_on", "days", "condition"))
    base = {"source": source, "holder": ["BB", "AA"], "act": act, "strength": [6, 7], "issue": issue, "quote": quote}
    return {**base, **empty, "chain": ["Publisher"], **rest}


CONTENT: dict[str, Any] = {
    "positions": [
        one("arda.en", "agreed to halt strikes on ports", "agree", "ceasefire.strikes", scope=["port"], days=30),
        one("arda.en", "Aid was not discussed", "deny", "forces.foreign_aid", holder=["AA"], strength=[-8, 1]),
        one("arda.en", "They meet in Lisbon on 9 May", "schedule", "talks", starts_on="2031-05-09"),
        one(
            "burland.ru",
            "согласились прекратить удары по портам",
            "agree",
            "ceasefire.strikes",
            scope=["port"],
            condition="если закончится помощь",
        ),
    ],
    "points": [
        {"id": "halt", "issue": "ceasefire.strikes", "sources": {"arda.en": "stated", "burland.ru": "stated"}},
        {"id": "aid", "issue": "forces.foreign_aid", "sources": {"arda.en": "denied", "burland.ru": "silent"}},
        {"id": "next", "issue": "talks", "sources": {"arda.en": "stated", "burland.ru": "silent"}},
    ],
    "divergences": [
        {"type": "condition", "certainty": "asymmetric", "issue": "ceasefire.strikes", "sides": {"burland.ru": "если"}},
        {"type": "timing", "certainty": "asymmetric", "issue": "ceasefire.strikes", "sides": {"arda.en": "30 days"}},
        {"type": "reason", "certainty": "conflict", "issue": "talks", "sides": {"arda.en": "meet"}},
        {"type": "omission", "certainty": "silence", "issue": "talks", "sides": {"arda.en": "meet"}, "silent": ["BB"]},
        {
            "type": "omission",
            "certainty": "silence",
            "issue": "forces.foreign_aid",
            "sides": {"arda.en": "Aid"},
            "silent": ["BB"],
        },
    ],
    "absent": [],
    "follow_ups": [
        {
            "source": "arda.en",
            "issue": "talks",
            "on": "2031-05-09",
            "place": "Lisbon",
            "status": "announced",
            "quote": "They meet in Lisbon on 9 May",
        }
    ],
    "commitments": [
        {"by": ["BB", "AA"], "issue": "ceasefire.strikes", "ends_on": None, "source": "arda.en"},
        {"by": ["AA", "BB"], "issue": "ceasefire.strikes", "ends_on": None, "source": "burland.ru"},
    ],
    "nearer": "marginally",
}
EXPECTED = read_expected("small", CONTENT)


def make_result(positions: Sequence[Position], expected: Expected = EXPECTED) -> Result:
    encounter = Encounter("e", "A call", (DAY, DAY), "call", ("AA", "BB"), SOURCES)
    comparison = compare(encounter, DOCUMENTS, positions)
    outlook = assess(encounter, positions, comparison)
    return Result(encounter, DOCUMENTS, (), tuple(positions), (), (), (), comparison, outlook, ("expected",), "0")


@pytest.fixture
def positions() -> tuple[Position, ...]:
    return positions_from_expected(EXPECTED, DOCUMENTS)


def test_expected_positions_become_grounded_positions(positions: tuple[Position, ...]) -> None:
    for position in positions:
        assert position.span.of(TEXTS[position.source]) == position.quote
    halt = next(position for position in positions if position.act is Act.AGREE and position.source == "arda.en")
    assert (halt.holder, halt.strength, halt.measure) == (("AA", "BB"), 7, Measure(scope=("port",), days=30))
    assert next(p.place for p in positions if p.act is Act.SCHEDULE) == "Lisbon"
    conditional = next(position for position in positions if position.source == "burland.ru")
    assert conditional.condition is not None
    assert conditional.condition.of(TEXTS["burland.ru"]) == "если закончится помощь"


def test_a_quote_that_does_not_stand_in_its_source_is_refused() -> None:
    wrong = read_expected("w", {**CONTENT, "positions": [one("arda.en", "agreed to halt all", "agree", "talks")]})
    with pytest.raises(InputError, match="agreed to halt all"):
        positions_from_expected(wrong, DOCUMENTS)


def test_a_perfect_reader_scores_one_on_positions_and_on_what_the_rules_decide(
    positions: tuple[Position, ...],
) -> None:
    overall = score_case(make_result(positions), EXPECTED).overall
    for kind in ("positions", "positions found", "spans", "cells", "omissions", "follow-ups", "commitments"):
        assert overall.count(kind).f1 == 1.0, kind
    assert overall.count("divergences") == Tally(2, 2, 2)
    assert all(overall.share(name).value == 1.0 for name in ("holder", "act", "strength", "scope", "days", "nearer"))
    assert overall.share("condition").of == 1
    assert overall.share("quantity").of == 0


def test_the_strength_of_acts_off_the_ladder_is_not_scored(positions: tuple[Position, ...]) -> None:
    assert score_case(make_result(positions), EXPECTED).overall.share("strength").of == 2


def test_a_position_matches_by_source_issue_and_half_of_the_shorter_span(positions: tuple[Position, ...]) -> None:
    first = positions[0]
    start, end = first.span
    middle = (start + end) // 2
    long = replace(first, span=Span(max(0, start - 5), end + 60))
    just_half = replace(first, span=Span(middle, middle + (end - start)))
    too_little = replace(first, span=Span(end - 5, end + 10))
    elsewhere = replace(first, issue=Issue.CULTURE)
    matched = [score_case(make_result([p]), EXPECTED).overall for p in (long, just_half, too_little, elsewhere)]
    assert [overall.count("positions").right for overall in matched] == [1, 1, 0, 0]
    assert [overall.count("spans").right for overall in matched] == [1, 1, 0, 1]
    assert matched[3].share("issue given span").value == 0.0


def test_each_expected_position_is_matched_once(positions: tuple[Position, ...]) -> None:
    twice = [positions[0], replace(positions[0], id="again")]
    assert score_case(make_result(twice), EXPECTED).overall.count("positions") == Tally(1, 2, 4)


def test_the_matching_is_a_largest_one() -> None:
    wide, narrow = Passage("s", "i", (Span(0, 20),)), Passage("s", "i", (Span(0, 10),))
    left, right = Passage("s", "i", (Span(0, 10),)), Passage("s", "i", (Span(10, 20),))
    assert match_passages([wide, narrow], [left, right], key=lambda p: p.source) == {0: 1, 1: 0}


def test_scores_are_given_over_all_and_over_the_found(positions: tuple[Position, ...]) -> None:
    doubted = [replace(positions[0], standing=Standing.POSSIBLE), *positions[1:]]
    overall = score_case(make_result(doubted), EXPECTED).overall
    assert overall.count("positions").returned == 4
    assert overall.count("positions found") == Tally(3, 3, 4)


def test_passages_that_touch_nothing_expected_are_counted(positions: tuple[Position, ...]) -> None:
    stray = replace(positions[0], span=Span(0, 4))
    share = score_case(make_result([*positions, stray]), EXPECTED).overall.share("passages without a position")
    assert (share.right, share.of) == (1, 5)


def test_scores_are_given_per_language(positions: tuple[Position, ...]) -> None:
    by_language = score_case(make_result([p for p in positions if p.source == "arda.en"]), EXPECTED).by_language
    assert by_language["en"].count("positions").f1 == 1.0
    assert by_language["ru"].count("positions") == Tally(0, 0, 1)


def test_a_pair_counts_once_and_as_often_as_it_stands_beside_it() -> None:
    assert tally_keys(["a", "a", "b"], ["a", "c"]) == Tally(1, 2, 2)
    assert tally_keys(["a", "a", "b"], ["a", "a", "c"], once=False) == Tally(2, 3, 3)


def test_scores_add_up(positions: tuple[Position, ...]) -> None:
    full, empty = score_case(make_result(positions), EXPECTED), score_case(make_result([]), EXPECTED)
    assert add_scores([full, empty]).overall.count("positions") == Tally(4, 4, 8)


def test_what_was_missed_and_what_was_wrong_is_listed(positions: tuple[Position, ...]) -> None:
    denied = next(position for position in positions if position.act is Act.DENY)
    faults = score_case(make_result([replace(denied, act=Act.STATE)]), EXPECTED).faults
    assert ("fields", "act") in {(fault.kind, fault.what) for fault in faults}
    assert ("follow-ups", "missed", "talks · 2031-05-09 · Lisbon") in {(f.kind, f.what, f.key) for f in faults}


def test_a_case_is_loaded_and_a_report_shown(tmp_path: Path, positions: tuple[Position, ...]) -> None:
    (tmp_path / "expected.json").write_text(json.dumps(CONTENT), encoding="utf-8")
    report = evaluate_cases([tmp_path], make_result=lambda _: make_result(positions[1:]), positions="reader")
    assert json.loads(json.dumps(report)) == report
    table = render_table(report, errors=True)
    assert "what the readers found" in table
    assert "positions" in table
    assert "missed" in table
    assert "missed" not in render_table(report)


@pytest.mark.parametrize("content", [None, "{", "{}"], ids=["absent", "no JSON", "a key lacks"])
def test_an_unusable_expected_file_is_one_clear_message(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "expected.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_expected(tmp_path)
    assert str(tmp_path) in caught.value.where
    assert caught.value.remedy
