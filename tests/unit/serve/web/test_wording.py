"""The catalogues: complete in every language, with the plural forms, dates and numbers of each."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import parley.serve.web
from parley.serve.web.wording import Wording, choose_language, languages, load_catalogue, plural_form
from parley.vocabulary import Act, CellStatus, Certainty, DivergenceType, Issue, Nearer, SourceKind, Voice

WEB = Path(parley.serve.web.__file__).parent
FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}, "uk": {"one", "few", "many", "other"}}


def placeholders(text: Any) -> set[str]:
    written = text if isinstance(text, str) else " ".join(text.values())
    return set(re.findall(r"\{(\w+)\}", written))


def test_the_interface_comes_in_four_languages_english_first() -> None:
    assert languages() == ("en", "ru", "uk", "zh")


@pytest.mark.parametrize("code", [code for code in languages() if code != "en"])
def test_a_translation_has_every_key_and_no_other(code: str) -> None:
    assert set(load_catalogue(code)) == set(load_catalogue("en"))


@pytest.mark.parametrize("code", languages())
def test_a_translation_keeps_the_names_in_braces_and_leaves_nothing_empty(code: str) -> None:
    english = load_catalogue("en")
    for key, text in load_catalogue(code).items():
        if key not in ("form.day", "form.days"):
            assert placeholders(text) == placeholders(english[key]), key
        assert all(str(form).strip() for form in (text.values() if isinstance(text, dict) else [text])), key


@pytest.mark.parametrize("code", languages())
def test_a_text_with_a_number_has_every_plural_form_of_its_language(code: str) -> None:
    for key, text in load_catalogue(code).items():
        if isinstance(text, dict):
            assert set(text) == FORMS.get(code, {"other"}), key


@pytest.mark.parametrize("code", languages())
def test_every_id_of_the_vocabulary_has_a_word(code: str) -> None:
    catalogue = load_catalogue(code)
    kinds = {"act": Act, "issue": Issue, "divergence": DivergenceType, "meaning": DivergenceType}
    kinds |= {"certainty": Certainty, "cell": CellStatus, "voice": Voice, "kind": SourceKind, "nearer": Nearer}
    missing = [f"{kind}.{name}" for kind, names in kinds.items() for name in names if f"{kind}.{name}" not in catalogue]
    assert missing == []


def test_every_key_that_pages_use_is_in_the_catalogue() -> None:
    known = load_catalogue("en")
    used: set[str] = set()
    for path in [*WEB.rglob("*.py"), *WEB.rglob("*.j2")]:
        used |= set(re.findall(r"\bt\(\s*[\"']([a-z_]+\.[a-z_]+)[\"']\s*[,)]", path.read_text(encoding="utf-8")))
    assert used
    assert used - set(known) == set()


def test_no_template_has_words_of_its_own() -> None:
    for path in WEB.rglob("*.j2"):
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]+>|&\w+;", " ", path.read_text(encoding="utf-8"), flags=re.S)
        words = set(re.findall(r"[A-Za-z]{3,}", text)) - {"Parley", "API", "Esc", "DOCTYPE", "JSON"}
        assert words - {"openapi", "api", "json"} == set(), path.name


@pytest.mark.parametrize(
    ("code", "number", "form"),
    [
        ("en", 1, "one"), ("en", 0, "other"), ("ru", 1, "one"), ("ru", 11, "many"), ("ru", 22, "few"),
        ("ru", 112, "many"), ("uk", 21, "one"), ("uk", 4, "few"), ("uk", 14, "many"), ("zh", 1, "other"),
    ],
)  # fmt: skip
def test_the_plural_form_is_that_of_the_language(code: str, number: int, form: str) -> None:
    assert plural_form(code, number) == form


@pytest.mark.parametrize(
    ("code", "day", "number"),
    [
        ("en", "4 May 2031", "1,234.5"),
        ("ru", "4 мая 2031 г.", "1\u00a0234,5"),
        ("uk", "4 травня 2031 р.", "1\u00a0234,5"),
        ("zh", "2031年5月4日", "1,234.5"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_does(code: str, day: str, number: str) -> None:
    wording = Wording(code)
    assert wording.day(date(2031, 5, 4)) == day
    assert wording.number(1234.5) == number


def test_a_window_within_a_month_is_drawn_together() -> None:
    assert Wording("en").days(date(2031, 5, 4), date(2031, 5, 6)) == "4–6 May 2031"
    assert Wording("zh").days(date(2031, 5, 4), date(2031, 5, 6)) == "2031年5月4日至6日"


def test_a_time_says_that_it_is_in_utc() -> None:
    assert Wording("en").moment(datetime(2031, 5, 4, 7, 5, tzinfo=UTC)) == "4 May 2031, 07:05 UTC"


@pytest.mark.parametrize(
    ("wanted", "accepted", "chosen"),
    [
        ("zh", "ru", "zh"),
        (None, "fr-FR, uk;q=0.8, ru;q=0.9", "ru"),
        ("xx", "", "en"),
        (None, "zh-CN,zh;q=0.9", "zh"),
        (None, ";;;q=x,", "en"),
    ],
)
def test_the_language_is_the_one_chosen_or_the_first_that_the_browser_asks_for(
    wanted: str | None, accepted: str, chosen: str
) -> None:
    assert choose_language(wanted, accepted) == chosen


def test_a_value_with_braces_is_put_in_as_it_is() -> None:
    assert Wording("en").t("parting.omits", who="{0.__class__}") == "not mentioned by {0.__class__}"
