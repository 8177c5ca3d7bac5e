from typing import Any

from parley.ledger.identity import make_id, match_groups, match_positions, source_id


def record(start: int, end: int, issue: str = "talks", holder: str = "AA", act: str = "agree") -> dict[str, Any]:
    return {"span": [start, end], "issue": issue, "holder": [holder], "act": act}


def same(span: Any) -> tuple[int, int]:
    return span[0], span[1]


def test_an_id_follows_from_what_it_is_made_of() -> None:
    assert make_id("p", "a", 1) == make_id("p", "a", 1)
    assert make_id("p", "a", 1) != make_id("p", "a1")
    assert make_id("p", "\ud800").startswith("p-")
    assert source_id("call", "text.en") == "call/text.en"


def test_a_position_is_matched_where_half_of_the_shorter_words_are_the_same() -> None:
    earlier = [("x", record(10, 30))]
    assert match_positions(earlier, [record(20, 40)], same) == {0: "x"}
    assert match_positions(earlier, [record(21, 41)], same) == {}
    assert match_positions(earlier, [record(12, 14)], same) == {0: "x"}


def test_of_two_on_the_same_words_the_one_on_the_same_issue_is_matched_first() -> None:
    earlier = [("talks", record(0, 10)), ("trade", record(0, 10, "trade"))]
    assert match_positions(earlier, [record(0, 10, "trade"), record(0, 10)], same) == {0: "trade", 1: "talks"}


def test_another_issue_in_the_same_mouth_is_the_same_position_read_otherwise() -> None:
    assert match_positions([("x", record(0, 10))], [record(0, 10, "trade")], same) == {0: "x"}
    assert match_positions([("x", record(0, 10))], [record(0, 10, "trade", "BB")], same) == {}


def test_each_is_matched_once_and_the_order_of_the_earlier_ones_changes_nothing() -> None:
    earlier = [("a", record(0, 10)), ("b", record(2, 12))]
    found = [record(0, 10), record(2, 12), record(1, 11)]
    matched = match_positions(earlier, found, same)
    assert matched == match_positions(earlier[::-1], found, same)
    assert len(set(matched.values())) == len(matched) == 2


def test_earlier_words_are_looked_for_where_they_have_moved_to() -> None:
    assert match_positions([("x", record(0, 10))], [record(100, 110)], lambda s: (s[0] + 100, s[1] + 100)) == {0: "x"}


def test_groups_are_matched_by_the_members_that_they_share() -> None:
    earlier = [("x", ["a", "b", "c"]), ("y", ["d"])]
    assert match_groups(earlier, [["d", "e"], ["a", "b"], ["f"]]) == {0: "y", 1: "x"}
