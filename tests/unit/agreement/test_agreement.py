import pytest

from parley.agreement import interval, krippendorff_alpha, measure_agreement
from parley.vocabulary import Act, Attribution, Issue, Position, Span, Voice

# The worked example of Krippendorff (2011): four observers, twelve units, with values missing.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
UNITS = [[value for value in unit if value is not None] for unit in zip(*OBSERVERS, strict=True)]


def test_alpha_is_that_of_the_published_example() -> None:
    assert krippendorff_alpha(UNITS) == pytest.approx(0.743, abs=0.001)
    assert krippendorff_alpha(UNITS, interval) == pytest.approx(0.849, abs=0.001)


def test_alpha_is_one_in_full_agreement_and_undefined_where_chance_has_no_meaning() -> None:
    assert krippendorff_alpha([["a", "a"], ["b", "b"]]) == 1
    assert krippendorff_alpha([["a", "a"], ["a", "a"]]) is None
    assert krippendorff_alpha([["a"], []]) is None
    assert krippendorff_alpha([["a", "b"], ["b", "a"]]) == pytest.approx(-0.5)


def make_position(at: int, act: Act, issue: Issue = Issue.TALKS, source: str = "s.en", strength: int = 7) -> Position:
    return Position(
        id=f"{source}:{at}:{act}",
        source=source,
        holder=("AA",),
        act=act,
        strength=strength,
        issue=issue,
        span=Span(at, at + 10),
        quote="x" * 10,
        voice=Voice.OFFICIAL,
        chain=(Attribution("Ministry"),),
    )


def test_readers_are_compared_on_the_passages_that_both_found_and_the_rest_is_listed() -> None:
    agreement = measure_agreement(
        {
            "one": [
                make_position(0, Act.AGREE),
                make_position(20, Act.REJECT, Issue.TRADE, strength=-8),
                make_position(40, Act.STATE),
                make_position(0, Act.AGREE, source="t.ru"),
            ],
            "two": [
                make_position(3, Act.AGREE),
                make_position(20, Act.OBJECT, Issue.TRADE, strength=-4),
                make_position(0, Act.AGREE, source="t.ru"),
            ],
        },
        {"s.en": "en", "t.ru": "ru"},
    )
    assert agreement.found == {"one": 4, "two": 3}
    assert (agreement.passages, agreement.found_by_all) == (4, 3)
    assert agreement.by_field["issue"].alpha == 1
    assert agreement.by_field["act"].units == 3
    assert set(agreement.by_language) == {"en", "ru"}
    assert agreement.by_issue["trade"].alpha == 1
    act = agreement.by_act["reject"].alpha
    assert act is not None
    assert act < 1
    assert [(one.field, one.span.start, dict(one.values)) for one in agreement.disagreements] == [
        ("act", 20, {"one": "reject", "two": "object"}),
        ("strength", 20, {"one": "-8", "two": "-4"}),
        ("found", 40, {"one": "yes", "two": "no"}),
    ]


def test_each_position_is_aligned_once_with_the_one_most_like_it() -> None:
    pair = [make_position(0, Act.AGREE), make_position(0, Act.REJECT)]
    agreement = measure_agreement({"one": pair, "two": list(reversed(pair))}, {"s.en": "en"})
    assert (agreement.passages, agreement.found_by_all) == (2, 2)
    assert agreement.disagreements == ()
