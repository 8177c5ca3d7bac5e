"""Every language folder keeps to docs/languages.md."""

import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from parley.attribute.readers.grammar.patterns import split_patterns
from parley.registry import language_names
from parley.vocabulary import Act, Issue

FOLDER = Path(str(resources.files("parley.attribute.languages")))
LANGUAGES = language_names()
FULL = [code for code in LANGUAGES if (FOLDER / code / "names.toml").is_file()]

PATTERN_FILES = (
    "acts",
    "issues",
    "marks",
    "reports",
    "conditions",
    "clauses",
    "roles",
    "objects",
    "wordings",
    "names",
    "time",
)
# Closed classes whose bare words name no issue.
GRAMMAR = {
    "marks": (
        "negation",
        "first_singular",
        "first_plural",
        "third",
        "oblique",
        "agent",
        "accompanied",
        "question",
    ),
    "clauses": ("coordinators", "alternatives", "contrast", "complementizers", "relatives", "cause"),
    "conditions": ("openers", "consequents", "until"),
}


def lists_of(tables: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Yield every list of patterns in a file, with the keys that lead to it."""
    if isinstance(tables, str):
        yield where, tables
    elif isinstance(tables, dict):
        for key, value in tables.items():
            yield from lists_of(value, f"{where}.{key}")


def load(code: str, file: str) -> dict[str, Any]:
    path = FOLDER / code / f"{file}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def test_the_four_working_languages_are_there() -> None:
    assert set(LANGUAGES) >= {"en", "ru", "uk", "zh"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_says_its_name_and_script(code: str) -> None:
    profile = load(code, "language")
    assert profile["name"]
    assert profile["native_name"]
    assert profile["script"] in {"latin", "cyrillic", "han"}
    assert isinstance(profile["spaces"], bool)


@pytest.mark.parametrize("code", LANGUAGES)
def test_acts_and_strengths_are_those_of_the_vocabulary(code: str) -> None:
    for act, entries in load(code, "acts").items():
        Act(act)
        strengths = [key for key in entries if key != "noun"] + list(entries.get("noun", {}))
        assert all(-8 <= int(key) <= 9 for key in strengths), act


@pytest.mark.parametrize("code", LANGUAGES)
def test_issues_are_those_of_the_vocabulary(code: str) -> None:
    for issue, entries in load(code, "issues").items():
        if issue == "not_marks":
            continue
        Issue(issue)
        assert set(entries) <= {"strong", "likely", "weak"}, issue


@pytest.mark.parametrize("code", FULL)
def test_a_full_language_has_terms_for_every_issue_and_cues_for_every_act(code: str) -> None:
    assert set(load(code, "issues")) - {"not_marks"} == {issue.value for issue in Issue}
    assert set(load(code, "acts")) == {act.value for act in Act}


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_pattern_stands_twice_in_one_list(code: str) -> None:
    for file in PATTERN_FILES:
        for where, text in lists_of(load(code, file)):
            patterns = list(split_patterns(text))
            assert len(patterns) == len(set(patterns)), (file, where)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_term_stands_in_one_tier_of_its_issue_and_a_cue_at_one_strength_of_its_act(code: str) -> None:
    issues = [(issue, tiers) for issue, tiers in load(code, "issues").items() if issue != "not_marks"]
    acts = [(act, table) for act, table in load(code, "acts").items() if isinstance(table, dict)]
    nouns = [(act, table["noun"]) for act, table in acts if "noun" in table]
    for name, table in [*issues, *acts, *nouns]:
        patterns = [p for text in table.values() if isinstance(text, str) for p in split_patterns(text)]
        assert len(patterns) == len(set(patterns)), name


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_pattern_names_one_object(code: str) -> None:
    patterns = [pattern for forms in load(code, "objects").values() for pattern in split_patterns(forms)]
    assert len(patterns) == len(set(patterns))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_term_that_names_an_issue_is_no_word_of_grammar(code: str) -> None:
    grammar = {
        pattern
        for file, keys in GRAMMAR.items()
        for key in keys
        for pattern in split_patterns(load(code, file).get(key, ""))
    }
    for issue, tiers in load(code, "issues").items():
        if issue == "not_marks":
            continue
        for tier in ("strong", "likely"):
            terms = set(split_patterns(tiers.get(tier, "")))
            assert not terms & grammar, (issue, tier)
            short = {term for term in terms if len(term.rstrip("*")) < 2 and not "\u4e00" <= term[0] <= "\u9fff"}
            assert not short, (issue, tier)


@pytest.mark.parametrize("code", LANGUAGES)
def test_object_and_place_keys_are_the_same_in_every_language(code: str) -> None:
    keys, english = set(load(code, "objects")), set(load("en", "objects"))
    assert keys == english if code in FULL else keys <= english
    assert all(key == key.strip() and key for key in load(code, "names").get("places", {}))


@pytest.mark.parametrize("code", LANGUAGES)
def test_wordings_have_the_kinds_and_names_of_english(code: str) -> None:
    english = load("en", "wordings")
    for kind, names in load(code, "wordings").items():
        assert set(names) <= set(english[kind]) | {"not_names"}, kind
        assert all(list(split_patterns(forms)) for forms in names.values()), kind


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_pattern_is_short_general_language(code: str) -> None:
    for file in ("acts", "issues", "marks", "reports", "conditions", "wordings"):
        for entries in load(code, file).values():
            texts = [entries] if isinstance(entries, str) else [v for v in entries.values() if isinstance(v, str)]
            for text in texts:
                for pattern in split_patterns(text):
                    assert len(pattern.split()) <= 6, pattern
                    assert sum("一" <= c <= "鿿" for c in pattern) <= 9, pattern


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_example_quotes_its_own_text(code: str) -> None:
    examples = load(code, "examples")["example"]
    assert examples
    for example in examples:
        for position in example["positions"]:
            assert position["quote"] in example["text"]
            Act(position["act"])
            Issue(position["issue"])
