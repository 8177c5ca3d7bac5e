import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.serve.folding import find_width, fold_lines


def test_a_line_folds_at_blanks_and_hangs_under_its_first_word() -> None:
    assert fold_lines("  one two three", 10) == "  one two\n    three"


def test_chinese_folds_between_characters_that_take_two_cells_each() -> None:
    assert fold_lines("停火停火", 6) == "停火停\n  火"


def test_a_word_longer_than_the_line_stays_whole() -> None:
    assert fold_lines("see trump-putin-2025-03-18/kremlin.ru", 12) == "see\n  trump-putin-2025-03-18/kremlin.ru"


def test_nothing_folds_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert find_width() is None
    assert fold_lines("x" * 9 + " y" * 99, None) == "x" * 9 + " y" * 99


@given(st.text(st.sampled_from("ab 停\u0301\n"), max_size=60), st.integers(6, 20))
def test_folding_adds_and_loses_nothing_but_blanks(text: str, width: int) -> None:
    assert "".join(fold_lines(text, width).split()) == "".join(text.split())
