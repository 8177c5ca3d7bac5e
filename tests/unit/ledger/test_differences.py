from hypothesis import given
from hypothesis import strategies as st

from parley.ledger.differences import compare_texts

TEXTS = st.text(alphabet="ab 停火да.\n😀", max_size=40)


def apply(earlier: str, later: str) -> str:
    """Rebuild the later text from the earlier one and the difference."""
    made, at = "", 0
    for change in compare_texts(earlier, later).changes:
        made += earlier[at : change.start] + later[change.new_start : change.new_end]
        at = change.end
    return made + earlier[at:]


@given(TEXTS, TEXTS)
def test_a_difference_leads_from_one_text_to_the_other(earlier: str, later: str) -> None:
    assert apply(earlier, later) == later


@given(TEXTS, TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_words_that_a_difference_keeps_read_the_same_where_it_moves_them(
    earlier: str, later: str, one: int, other: int
) -> None:
    start, end = sorted((min(one, len(earlier)), min(other, len(earlier))))
    difference = compare_texts(earlier, later)
    new_start, new_end = difference.move((start, end))
    assert 0 <= new_start <= new_end <= len(later)
    if start < end and difference.keeps((start, end)):
        assert later[new_start:new_end] == earlier[start:end]


def test_a_difference_goes_by_words_and_by_han_characters() -> None:
    changes = compare_texts("thirty days of pause", "thirteen days of pause").changes
    assert [(c.start, c.end, c.new_start, c.new_end) for c in changes] == [(0, 6, 0, 8)]
    changes = compare_texts("双方同意停火", "双方原则同意停火").changes
    assert [(c.start, c.end, c.new_start, c.new_end) for c in changes] == [(2, 2, 2, 4)]


def test_equal_texts_do_not_differ() -> None:
    assert compare_texts("same", "same").changes == ()
