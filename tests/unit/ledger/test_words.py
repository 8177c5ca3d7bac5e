import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.ledger.words import cut_passages, find_spans, find_stem, parse_query, split_words
from parley.stores import Term


def test_every_han_character_is_a_word_and_other_words_are_letters_and_figures() -> None:
    said = [word.text for word in split_words("“停火”30天, U.S.–Russia; ЕС_мир")]
    assert said == ["停", "火", "30", "天", "u", "s", "russia", "ес", "мир"]


def test_a_word_keeps_its_place_where_folding_lengthens_it() -> None:
    text = "😀 Straße İzmir ﬁne"
    for word in split_words(text):
        assert text[word.start : word.end].strip()
    assert [word.text for word in split_words("Straße")] == ["strasse"]


@given(st.text(max_size=3000))
def test_passages_cover_every_word_once_and_in_order(text: str) -> None:
    passages = list(cut_passages("d", text))
    assert [word for one in passages for word in one.words] == [word.text for word in split_words(text)]
    last = 0
    for one in passages:
        assert last <= one.start < one.end <= len(text)
        assert one.end - one.start <= 1000
        last = one.end


def test_long_texts_are_cut_at_the_end_of_a_sentence() -> None:
    text = "Слово за слово. " * 200
    for one in list(cut_passages("d", text))[:-1]:
        assert text[: one.end].rstrip().endswith(".")


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("停火", (Term(("停", "火")),)),
        ("停", (Term(("停",)),)),
        ("30天停火", (Term(("30",)), Term(("天", "停", "火")))),
        ("energy", (Term(("energy",)),)),
        ("ener*", (Term(("ener",), prefix=True),)),
        ('"Energy and infrastructure"', (Term(("energy", "and", "infrastructure")),)),
        ("«о перемирии»", (Term(("о", "перемирии")),)),
        ("перемирия огня", (Term(("перемир",), prefix=True), Term(("огня",), prefix=True))),
        ("мир мир", (Term(("мир",)),)),
        ("well-being", (Term(("well", "being")),)),
        ("AND OR NOT", (Term(("and",)), Term(("or",)), Term(("not",)))),
        ('"" * - ()', ()),
    ],
)
def test_a_query_is_read_as_terms(query: str, terms: tuple[Term, ...]) -> None:
    assert parse_query(query) == terms


@pytest.mark.parametrize(
    "forms",
    [
        ("перемирие", "перемирия", "перемирию", "перемирием", "перемирии"),
        ("удары", "ударов", "ударами", "ударам"),
        ("переговоры", "переговоров", "переговорах", "переговорами"),
        ("припинення", "припиненню", "припиненням"),
        ("мобилизация", "мобилизации", "мобилизацию", "мобилизацией"),
    ],
)
def test_the_forms_of_an_inflected_word_find_one_another(forms: tuple[str, ...]) -> None:
    for asked in forms:
        (term,) = parse_query(asked)
        assert all(form.startswith(term.words[0]) for form in forms), term
    assert len(find_stem(forms[0])) >= 4


def test_spans_are_given_only_where_every_term_stands() -> None:
    text = "Стороны обсудили перемирие и обмен."
    found = find_spans(text, parse_query("перемирия обмена"))
    assert [text[start:end] for start, end in found] == ["перемирие", "обмен"]
    assert find_spans(text, parse_query("перемирие пленных")) == []
