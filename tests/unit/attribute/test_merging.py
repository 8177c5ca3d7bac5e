from dataclasses import replace

from parley.attribute.merging import merge_readings
from parley.vocabulary import (
    Act,
    Attribution,
    Issue,
    Measure,
    Position,
    Reading,
    Refusal,
    Span,
    Standing,
    Voice,
)


def make_position(start: int, end: int, reader: str, act: Act = Act.AGREE, name: str = "") -> Position:
    return Position(
        id=name or f"s:{start}",
        source="s",
        holder=("AA",),
        act=act,
        strength=7,
        issue=Issue.TALKS,
        span=Span(start, end),
        quote="x" * (end - start),
        voice=Voice.OFFICIAL,
        chain=(Attribution("Ministry"),),
        readers=(reader,),
        confidence=0.6,
        standing=Standing.POSSIBLE,
    )


def test_the_same_position_of_two_readers_is_one_with_both_names() -> None:
    one, other = make_position(0, 20, "grammar"), make_position(8, 24, "model")
    (merged,) = merge_readings([Reading("s", (one,)), Reading("s", (other,))]).positions
    assert merged.readers == ("grammar", "model")
    assert merged.span == one.span


def test_positions_that_differ_in_act_holder_or_place_stay_apart_with_ids_of_their_own() -> None:
    one = make_position(0, 20, "grammar", name="s:1")
    others = (
        make_position(0, 20, "model", Act.REJECT, name="s:1"),
        make_position(15, 40, "model", name="s:2"),
        replace(make_position(0, 20, "model", name="s:3"), holder=("BB",)),
    )
    merged = merge_readings([Reading("s", (one,)), Reading("s", others)])
    assert len(merged.positions) == 4
    assert len({position.id for position in merged.positions}) == 4


def test_two_positions_of_one_reader_are_never_merged_into_one() -> None:
    mine = make_position(0, 20, "grammar")
    theirs = (make_position(0, 10, "model"), make_position(10, 20, "model", name="t"))
    merged = merge_readings([Reading("s", (mine,)), Reading("s", theirs)])
    assert len(merged.positions) == 2


def test_a_condition_that_only_one_reader_found_is_kept() -> None:
    plain = make_position(0, 20, "grammar")
    full = replace(
        make_position(0, 20, "model"),
        condition=Span(21, 25),
        condition_quote="if x",
        measure=Measure(days=30),
        standing=Standing.FOUND,
    )
    (merged,) = merge_readings([Reading("s", (plain,)), Reading("s", (full,))]).positions
    assert (merged.condition, merged.condition_quote) == (Span(21, 25), "if x")
    assert merged.measure.days == 30
    assert merged.standing is Standing.FOUND


def test_what_was_refused_or_left_unread_by_any_reader_is_told() -> None:
    refusal = Refusal("s", "model", "words", "not there")
    merged = merge_readings([Reading("s", ()), Reading("s", (), (refusal,), partial=True, notes=("a note",))])
    assert (merged.refusals, merged.partial, merged.notes) == ((refusal,), True, ("a note",))
