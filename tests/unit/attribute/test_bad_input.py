"""Texts that no careful writer makes: the reader neither fails on them nor loses its place, and does the work once."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.attribute.readers.grammar.language import load_language
from parley.attribute.readers.grammar.reader import GrammarReader
from parley.attribute.readers.grammar.sentences import split_sentences
from parley.errors import SettingsError
from parley.registry import language_names
from parley.vocabulary import Document, Encounter, Position, Source, SourceKind, Span, Voice, Zone

DAY = date(2019, 5, 14)
SENTENCE = "The sides agreed to halt strikes on energy facilities for thirty days."
READER = GrammarReader()


def read(text: str, language: str = "en") -> tuple[Position, ...]:
    source = Source("s", "s.txt", "Ministry", SourceKind.READOUT, DAY, ("AA",), language)
    document = Document(source, text, "", language, (Zone(Span(0, len(text)), Voice.OFFICIAL),))
    positions = READER.read(document, Encounter("e", "E", (DAY, DAY), "call", ("AA", "BB"), (source,))).positions
    for position in positions:
        assert position.span.of(text) == position.quote
        assert position.quote.strip() == position.quote != ""
        assert all(named.span is None or named.span.of(text) for named in position.chain)
    return positions


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text), load_language("en"))]


def test_a_russian_quotation_in_a_chinese_report_is_read_with_both() -> None:
    text = "甲乙两国领导人一致同意停止袭击能源设施，为期三十天。"
    text += "俄方表示：«Стороны договорились обменять 175 военнопленных.» 中方支持停火。"
    found = {position.quote: position.issue.value for position in read(text, "zh")}
    assert any("同意停止袭击能源设施" in quote for quote in found)
    assert any("обменять 175 военнопленных" in quote for quote in found)


def test_an_english_sentence_in_a_ukrainian_text_is_read_with_english_data() -> None:
    found = read(f"Сторони домовилися про обмін полоненими. {SENTENCE}", "uk")
    assert any("halt strikes" in position.quote for position in found)
    assert any("обмін полоненими" in position.quote for position in found)


def test_a_language_without_data_names_those_there_are_and_how_to_add_one() -> None:
    with pytest.raises(SettingsError) as refused:
        read(SENTENCE, "xx")
    for code in language_names():
        assert code in str(refused.value)
    assert "docs/languages.md" in str(refused.value)


@pytest.mark.parametrize("unseen", ["\u202e", "\u200f", "\u2066", "\ufeff", "\x07", "\x1b", "\x00"], ids=ascii)
def test_marks_of_direction_and_control_characters_leave_the_position_as_it_is(unseen: str) -> None:
    (plain,) = read(SENTENCE)
    (marked,) = read(f"{unseen}{SENTENCE}{unseen}")
    assert (marked.act, marked.issue, marked.measure) == (plain.act, plain.issue, plain.measure)
    assert marked.quote.strip(f"{unseen}.") == plain.quote.strip(".")


@pytest.mark.parametrize("joiner", ["\u200d", "\u200b", "\u00ad", "\u200c"], ids=ascii)
def test_joiners_inside_words_are_not_letters(joiner: str) -> None:
    (plain,) = read(SENTENCE)
    (joined,) = read(SENTENCE.replace("r", f"r{joiner}"))
    assert (joined.act, joined.issue, joined.measure) == (plain.act, plain.issue, plain.measure)
    assert joined.quote.replace(joiner, "") == plain.quote


def test_a_mark_of_direction_behind_a_full_stop_does_not_keep_the_sentence_from_ending() -> None:
    assert len(sentences(f"{SENTENCE}\u202c {SENTENCE}\u200f {SENTENCE}")) == 3


def test_letters_of_another_script_that_look_alike_are_other_letters() -> None:
    homoglyphs = SENTENCE.translate(str.maketrans("aeo", "аео"))  # Cyrillic
    assert all(position.quote in homoglyphs for position in read(homoglyphs))


@pytest.mark.parametrize(
    "line",
    ["a" * 1_000_000, "1" * 1_000_000, "word " * 200_000, " " * 1_000_000, "a" + "\u0301" * 1_000_000],
    ids=["one word", "one number", "words", "spaces", "accents"],
)
def test_a_megabyte_in_one_line_holds_no_position(line: str) -> None:
    assert read(line) == ()


def test_a_hundred_thousand_blank_lines_stand_between_two_positions() -> None:
    text = SENTENCE + "\n" * 100_000 + SENTENCE
    assert [position.span.start for position in read(text)] == [0, len(text) - len(SENTENCE)]


@pytest.mark.parametrize(("opening", "closing"), [("«", "»"), ("“", "”"), ("“‘", "’”"), ('"', '"'), ("「", "」")])
def test_quotation_marks_nested_without_end_leave_the_words_in_place(opening: str, closing: str) -> None:
    (found,) = read(opening * 10_000 + SENTENCE + closing * 10_000)
    assert found.quote == SENTENCE[:-1]


def test_one_sentence_said_over_and_over_is_read_each_time() -> None:
    starts = [position.span.start for position in read((SENTENCE + " ") * 500)]
    assert starts == [number * (len(SENTENCE) + 1) for number in range(500)]


PIECES = st.sampled_from(
    [
        SENTENCE,
        "Стороны договорились о прекращении огня на тридцать суток.",
        "Якщо перемир'я почнеться, то сторони обміняються полоненими.",
        "双方同意停火，如果对方停止进攻。",
        "on 18 March 2025, ",
        "«", "»", "“", "”", '"', "(", "\n", "\n\n", "\r\n", "\t", "\u202e", "\u200d", "\ufeff", "\x00", "U.S. ", "… ",
        "²", "①", "Ⅷ", "İ", "ﬁ", "e\u0301", "\U0001f54a", "\ud800",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12), st.sampled_from(["en", "ru", "uk", "zh", "fr"]))
def test_whatever_is_mixed_the_words_of_a_position_stand_where_it_says(pieces: list[str], language: str) -> None:
    read("".join(pieces), language)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join))
def test_sentences_stand_in_order_and_leave_out_nothing_but_white_space(text: str) -> None:
    end = 0
    for start, stop in split_sentences(text, 0, len(text), load_language("en")):
        assert end <= start < stop
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()
