"""A text's language is told by script, letters and small words, and one without data is refused by its name."""

import pytest

from parley.acquire.language import detect_language, settle_language
from parley.errors import InputError
from parley.registry import language_names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ministers agreed that the talks will go on in the capital."),
        ("ru", "Министры условились о том, что переговоры будут продолжены."),
        ("ru", "Стороны не договорились по порту"),
        ("uk", "Міністри домовилися про те, що переговори триватимуть."),
        ("zh", "两国部长同意继续在首都举行会谈。"),
        ("zh", "两国部长同意在首都 Arda City 会谈，并参加 WTO 会议"),
        ("fr", "Les ministres sont convenus de poursuivre les entretiens dans la capitale."),
        ("de", "Die Minister haben sich darauf geeinigt, dass die Gespräche weitergehen."),
        ("es", "Los ministros acordaron que las conversaciones van a seguir en la capital."),
        ("pl", "Ministrowie zgodzili się, że rozmowy będą trwać w stolicy."),
        ("tr", "Bakanlar görüşmelerin başkentte devam etmesi için anlaştı ve bu iyi."),
        ("be", "Міністры дамовіліся, што перамовы будуць ісці ў сталіцы."),
        ("bg", "Министрите се договориха, че преговорите ще продължат в столицата."),
        ("sr", "Министри су се договорили да се разговори наставе у престоници."),
        ("ar", "اتفق الوزراء على أن تستمر المحادثات في العاصمة."),
        ("fa", "وزیران توافق کردند که گفت‌وگوها در پایتخت ادامه یابد."),
        ("ja", "大臣たちは首都で会談を続けることに合意した。"),
        ("ko", "장관들은 수도에서 회담을 계속하기로 합의했다."),
        ("he", "השרים הסכימו להמשיך בשיחות בבירה."),
        ("ka", "მინისტრები შეთანხმდნენ მოლაპარაკებების გაგრძელებაზე."),
        ("hy", "Նախարարները պայմանավորվեցին շարունակել բանակցությունները։"),
        ("am", "ሚኒስትሮቹ በዋና ከተማው ውይይቱን ለመቀጠል ተስማምተዋል።"),
    ],
)
def test_a_sentence_is_enough(language: str, text: str) -> None:
    assert detect_language(text).language == language


@pytest.mark.parametrize("text", ["", "12 34 !", "xyz"])
def test_without_evidence_no_language_is_claimed(text: str) -> None:
    assert detect_language(text).language is None


def test_an_undetected_language_can_be_declared() -> None:
    assert settle_language("xyz", "en", "a.txt") == ("en", ())
    with pytest.raises(InputError, match="declare its language"):
        settle_language("xyz", None, "a.txt")


def test_a_declared_language_without_data_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(InputError) as raised:
        settle_language("Les ministres sont là", "xx", "a.txt")
    assert all(f"({code})" in raised.value.remedy for code in language_names())


def test_a_foreign_name_in_the_text_changes_nothing() -> None:
    text = "The minister, whom her colleagues call Міністр, said that the talks are to go on."
    assert settle_language(text, None, "a.txt") == ("en", ())
