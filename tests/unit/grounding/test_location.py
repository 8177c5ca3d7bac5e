import sys
import time
import unicodedata
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import parley
from parley.grounding import QuoteAmbiguous, QuoteNotFound, is_negation, locate_all, locate_quote
from parley.grounding.folding import fold


def load_pairs() -> Any:
    path = Path(__file__).parents[3] / "benchmarks" / "minimal_pairs.py"
    spec = spec_from_file_location("minimal_pairs", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.make_pairs()


PAIRS = load_pairs()


def is_refused(quote: str, text: str) -> bool:
    return not locate_all(quote, text)


def test_there_are_enough_pairs_of_each_language() -> None:
    altered = [pair for pair in PAIRS if pair.altered]
    assert len(altered) >= 400
    for language in ("en", "ru", "uk", "zh"):
        assert sum(pair.language == language for pair in altered) >= 100


def test_every_right_quote_is_found_with_its_words_in_any_typography() -> None:
    for pair in PAIRS:
        if not pair.altered:
            found = locate_quote(pair.quote, pair.text).of(pair.text)
            assert "".join(found.split()) == "".join(pair.right.split()), pair


def test_no_altered_quote_is_accepted() -> None:
    accepted = [pair for pair in PAIRS if pair.altered and not is_refused(pair.quote, pair.text)]
    assert accepted == []


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("to a pause of fire", "agreed to a\r\n  pause\u00a0of fire today"),
        ('the "pause" of fire', "about the “pause” of fire"),
        ('"пауза" в огне', "слова «пауза» в огне"),
        ('he said "mot" again', "he said « mot » again"),
        ("停火的“原则”", "双方谈了停火的「原则」。"),
        ("同意暂停袭击港口", "双方同意暂停\n袭击港口。"),
        ("停火 30 天", "将停火30天。"),
        ("talks – if held – may help", "the talks - if held - may help us"),
        ("well‑known form", "a well-known form"),
        ("cease-fire", "a cease-\nfire began"),
        ("agreement", "an agree\u00adment"),
        ("agreement", "an agree\u200bment"),
        ("пауза", "\ufeffпауза"),
        (unicodedata.normalize("NFD", "війна і мій її"), "війна і мій її"),
        ("café", unicodedata.normalize("NFD", "the café is")),
        ("ＡＢ１２", "AB12 x"),
        ("ガス", "ｶﾞｽの"),
        ("office of finance", "oﬃce of ﬁnance"),
        ("한국", unicodedata.normalize("NFD", "한국 정부")),
        ("об’єкт", "цей об'єкт"),
        ("and so on...", "and so on…"),
        ("ความสงบ", "เพื่อความ\u200bสงบสุข"),
        ("𝄞 agreed", "😀 𝄞 agreed"),
    ],
)
def test_typography_alone_is_no_difference(quote: str, text: str) -> None:
    span = locate_quote(quote, text)
    assert span.of(text).strip() == span.of(text) != ""


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("agreed", "they disagreed"),
        ("agreement", "a non-agreement pact"),
        ("do", "we don't"),
        ("a signé", "il n'a signé rien"),
        ("согласен", "он несогласен"),
        ("동의", "부동의"),
        ("30 days", "130 days"),
        ("1.5", "11.5 and 1.55"),
        ("1", "1.5"),
        ("000 troops", "30 000 troops"),
        ("30", "about 30 000 troops"),
        ("30", "at 10:30"),
        ("30", "the 30-day pause"),
        ("30", "over 30% of it"),
        ("30", "30\u00a0% of it"),
        ("5 degrees", "−5 degrees"),
        ("10 days", "5–10 days"),
        ("300", "an S-300 unit"),
        ("5 million", "$5 million"),
        ("三十天", "一百三十天"),
        ("30天", "130天"),
        ("30", "30万人"),
        ("三十", "百分之三十"),
        ("102", "10² metres"),
        ("10", "10² metres"),
        ("10²", "102 metres"),
        ("1/2", "½ of it"),
        ("1", "① first"),
        ("Ceasefire", "the ceasefire"),
        ("ALL forces", "all forces"),
        ("so-called truce", "“so-called” truce"),
        ('"agreed" truce', "agreed truce"),
        ("30 days", "3 0 days"),
        ("1,5", "1, 5"),
        ("мир", "эфемирный мйр"),
        ("и", "й"),
        ("e", "é"),
        ("İ", "i"),
        ("ß", "ss"),
        ("不同意停火", "同意停火"),
        ("f", "ﬁ"),
        ("١٢", "12"),
        ("agreed, to stop", "agreed to stop"),
        ("resign", "re-sign"),
        ("a lot", "alot"),
    ],
)
def test_what_changes_a_word_or_a_number_is_refused(quote: str, text: str) -> None:
    assert is_refused(quote, text)


def test_offsets_are_code_points_of_the_stored_text() -> None:
    text = "😀 e\u0301 The\u00a0 “pause”"
    span = locate_quote('The "pause"', text)
    assert text[span.start : span.end] == "The\u00a0 “pause”"


def test_a_quote_in_several_places_carries_them_all_and_a_context_tells_them_apart() -> None:
    text = "We agreed. They said: we agreed. We agreed too."
    with pytest.raises(QuoteAmbiguous) as caught:
        locate_quote("agreed", text)
    assert [span.of(text) for span in caught.value.spans] == ["agreed"] * 3
    assert locate_quote("agreed", text, context="They said: we agreed.").start == text.index("we agreed") + 3
    with pytest.raises(QuoteAmbiguous):
        locate_quote("agreed", text, context="nowhere in it")


def test_overlapping_places_are_all_found() -> None:
    assert [span.start for span in locate_all("a b a", "a b a b a")] == [0, 4]
    assert [span.start for span in locate_all("ha ha ha ha", "ha ha ha ha ha")] == [0, 3]


@pytest.mark.parametrize(
    ("quote", "text", "kind"),
    [
        ("stop strikes for 60 days", "They stop strikes for 30 days.", "number"),
        ("they will not stop all strikes", "Today they will stop all strikes.", "negation"),
        ("the deal is unacceptable to us", "Now the deal is acceptable to us.", "negation"),
        ("ports and depots are safe", "So ports or depots are safe.", "conjunction"),
        ("talks in Lisbon next week", "New talks in Geneva next week.", "name"),
        ("they resume all strikes now", "So they suspend all strikes now.", "word"),
        ("They agree on all points", "they agree on all points", "case"),
        ("they agree, on all points", "they agree on all points", "punctuation"),
        ("同意停火三十天", "双方同意停火六十天。", "number"),
        ("双方不同意停火", "双方同意停火。", "negation"),
        ("стороны не прекращают огонь", "Все стороны прекращают огонь", "negation"),
        ("agreed on it", "they disagreed on it", "negation"),
        ("30 days", "for 130 days", "number"),
        ("000 men", "some 30 000 men", "cut"),
    ],
)
def test_a_refusal_shows_the_nearest_passage_and_names_what_differs(quote: str, text: str, kind: str) -> None:
    with pytest.raises(QuoteNotFound) as caught:
        locate_quote(quote, text)
    error = caught.value
    assert error.nearest is not None
    assert error.passage == error.nearest.of(text)
    assert kind in {difference.kind for difference in error.differences}
    assert "not the same" in str(error)


def test_nothing_is_shown_as_near_where_nothing_is_like_it() -> None:
    with pytest.raises(QuoteNotFound) as caught:
        locate_quote("completely different words", "双方同意停火。")
    assert caught.value.nearest is None


@pytest.mark.parametrize("quote", ["", "  \n", "\u00ad\u200b"])
def test_an_empty_quote_is_refused(quote: str) -> None:
    with pytest.raises(QuoteNotFound):
        locate_quote(quote, "words")


def test_the_public_names_are_reached_from_the_package() -> None:
    assert parley.locate_quote is locate_quote
    assert parley.QuoteNotFound is QuoteNotFound
    assert parley.QuoteAmbiguous is QuoteAmbiguous
    with pytest.raises(AttributeError, match="no attribute"):
        parley.__getattr__("nothing")


@pytest.mark.parametrize("quote", ["word 7 word", "a " * 200 + "b", "о́" * 50, "一" * 40])
def test_time_grows_with_the_length_of_the_text_and_no_faster(quote: str) -> None:
    def seconds(length: int) -> float:
        text = (quote * (length // len(quote) + 1))[:length] + "!"
        begun = time.process_time()
        locate_all(quote + "?", text)
        locate_all(quote, text)
        return time.process_time() - begun

    seconds(1000)
    short, long = min(seconds(20_000) for _ in range(3)), min(seconds(160_001) for _ in range(2))
    assert long < 8 * 4 * short + 0.05


PIECES = ["\n", " ", "\u00ad", "\u200b", "\u0301", "\u0316", "agreed", "30", *".,-—’'«»“”йﬁ②²½停火三ｶﾞ각가한हि"]
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.data())
def test_words_cut_at_their_boundaries_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    padded = f"{text[:start]} | {text[start:end]} | {text[end:]}"
    quote = f"| {text[start:end]} |"
    spans = locate_all(quote, padded)
    assert any(span.start <= start + 1 and span.of(padded) == quote for span in spans)


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS)
def test_what_is_found_has_the_same_letters_digits_and_marks_as_the_quote(quote: str, text: str) -> None:
    if not fold(quote).text.strip():
        return
    for span in locate_all(quote, text):
        assert 0 <= span.start < span.end <= len(text)
        found, given_words = fold(span.of(text)).text, fold(quote).text
        assert sorted(found.replace("'", '"').replace(" ", "")) == sorted(
            given_words.replace("'", '"').replace(" ", "")
        )


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("À« 0")
def test_folding_keeps_a_place_for_every_character(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert fold(unicodedata.normalize("NFD", text)).text == folded.text or "\u034f" in text


def test_a_word_that_negates_what_follows_is_known_in_four_languages() -> None:
    assert all(is_negation(word) for word in ("not", "не", "ні", "不", "没有"))
    assert not is_negation("now")
