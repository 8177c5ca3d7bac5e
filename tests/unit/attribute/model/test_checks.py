from datetime import date
from typing import Any

import pytest

from parley.attribute.readers.model.checks import Checked, Passage, Refused, check_position
from parley.attribute.readers.model.replies import ReturnedPosition
from parley.attribute.readers.model.windows import cut_windows
from parley.vocabulary import Document, Encounter, Source, SourceKind, Span, Voice, Zone

DAY = date(2031, 5, 4)


def check(text: str, language: str, kind: SourceKind = SourceKind.READOUT, **changes: Any) -> Checked:
    source = Source("a", "a.txt", "Ministry", kind, DAY, ("AA",), language)
    document = Document(source, text, "0" * 64, language, (Zone(Span(0, len(text)), Voice.REPORT),))
    encounter = Encounter("e", "Talks", (DAY, DAY), "meeting", ("AA", "BB"), (source,))
    known: dict[str, Any] = {"holder": ["BB", "AA"], "act": "agree", "strength": 7, "issue": "talks"}
    (window,) = cut_windows(document)
    return check_position(
        ReturnedPosition.model_validate(known | changes), Passage(document, window, encounter), 1, "m"
    )


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "The parties did not agree to a truce.", "agree to a truce"),
        ("en", "The parties don’t accept a truce.", "accept a truce"),
        ("ru", "Стороны не согласились на перемирие.", "согласились на перемирие"),
        ("uk", "Сторони не погодилися на перемир'я.", "погодилися на перемир'я"),
        ("zh", "双方不同意停火。", "同意停火"),
        ("zh", "双方没有同意停火。", "同意停火"),
    ],
)
def test_a_quote_cut_off_from_its_negation_is_refused(language: str, text: str, quote: str) -> None:
    with pytest.raises(Refused, match="negation"):
        check(text, language, quote=quote)


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("en", "The parties agreed on a truce of 30 days.", "agreed on a truce of 30 days"),
        ("ru", "Стороны согласились на перемирие на 30 дней.", "согласились на перемирие на 30 дней"),
        ("uk", "Сторони погодилися на перемир'я на 30 днів.", "погодилися на перемир’я на 30 днів"),
        ("zh", "双方同意停火30天。", "双方同意停火30天"),
        ("ar", "اتفق الطرفان على هدنة لمدة 30 يوما.", "اتفق الطرفان على هدنة لمدة 30 يوما"),
    ],
)
def test_a_length_that_stands_in_the_sentence_is_kept_in_any_language(language: str, text: str, quote: str) -> None:
    checked = check(text, language, quote=quote, days=30)
    assert checked.position.measure.days == 30
    assert checked.position.holder == ("AA", "BB")
    assert checked.position.span.of(text) == checked.position.quote
    assert checked.notes == ()
    assert check(text, language, quote=quote, days=60).position.measure.days is None


def test_an_end_follows_from_its_start_and_length() -> None:
    text = "The parties agreed on a truce of 30 days from 12 May."
    dates: dict[str, Any] = {"starts_on": "2031-05-12", "ends_on": "2031-06-11"}
    measure = check(text, "en", quote="agreed on a truce", days=30, **dates).position.measure
    assert (measure.starts_on, measure.ends_on) == (date(2031, 5, 12), date(2031, 6, 11))
    backwards = check(text, "en", quote="agreed on a truce", starts_on="2031-05-12", ends_on="2031-05-01")
    assert backwards.position.measure.ends_on is None
    assert "dates dropped: the end lies before the start" in backwards.notes


def test_a_quote_over_two_voices_is_refused() -> None:
    text = "They agreed on it. Experts doubt it."
    source = Source("a", "a.txt", "Daily", SourceKind.PRESS_REPORT, DAY)
    zones = (Zone(Span(0, 18), Voice.REPORT), Zone(Span(19, len(text)), Voice.COMMENTARY))
    document = Document(source, text, "0" * 64, "xx", zones)
    (window,) = cut_windows(document)
    passage = Passage(document, window, Encounter("e", "Talks", (DAY, DAY), "call", ("AA",), (source,)))
    known: dict[str, Any] = {"holder": ["AA"], "act": "agree", "strength": 7, "issue": "talks"}
    with pytest.raises(Refused, match="voices"):
        check_position(ReturnedPosition(quote="agreed on it. Experts doubt", **known), passage, 1, "m")
    doubt = check_position(ReturnedPosition(quote="doubt it", **known), passage, 1, "m")
    assert doubt.position.voice is Voice.COMMENTARY


def test_the_same_words_twice_need_a_context() -> None:
    text = "We agreed in May. They say that they agreed in June."
    with pytest.raises(Refused, match="2 places"):
        check(text, "xx", quote="agreed in")
    found = check(text, "xx", quote="agreed in", context="they agreed in June")
    assert found.position.span.start == text.rindex("agreed")


def test_who_speaks_in_remarks_is_the_party_where_the_text_has_no_name() -> None:
    text = "We agreed on a truce."
    checked = check(text, "en", SourceKind.REMARKS, quote="agreed on a truce", attributed_to=["The Great Leader"])
    assert [link.name for link in checked.position.chain] == ["Ministry", "AA"]
