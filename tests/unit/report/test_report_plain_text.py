import pytest

from parley.report.plain_text import on_one_line, show_hidden


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\u202e", "⟦U+202E⟧"),
        ("\x1b", "⟦U+001B⟧"),
        ("\u2066", "⟦U+2066⟧"),
        ("\u200b", "⟦U+200B⟧"),
        ("\x9b", "⟦U+009B⟧"),
    ],
)
def test_a_hidden_character_is_written_out(hidden: str, shown: str) -> None:
    assert show_hidden(f"a{hidden}b") == f"a{shown}b"


@pytest.mark.parametrize("text", ["plain", "两国同意", "Обмен", "«так»", "می\u200cخواهم", "a\nb"])
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert show_hidden(text) == text


def test_a_line_holds_no_line_break() -> None:
    assert on_one_line("a\n\n  b\tc ") == "a b c"
