"""A language folder → Language: its patterns in one trie, its quotation marks, its abbreviations, its time words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from parley.attribute.readers.grammar.patterns import SHIELD, Label, PatternSet, split_patterns
from parley.attribute.readers.grammar.time_words import TimeWords, load_time_words
from parley.errors import SettingsError
from parley.registry import language_names

# Files whose tables map a key to one string of patterns; nested tables become keys with a dot.
_PATTERN_FILES = ("acts", "marks", "roles", "reports", "conditions", "clauses", "issues", "objects", "names")
_NOT_MARKS = "not_marks"


@dataclass(frozen=True)
class Language:
    """What the engine knows of one language; all of it from data."""

    code: str
    spaces: bool
    patterns: PatternSet
    abbreviations: frozenset[str]
    quotes: tuple[tuple[str, str], ...]
    time: TimeWords


@cache
def load_language(code: str) -> Language:
    """Read a language's folder.

    Raises:
        SettingsError: there is no data for the language; names those there are.

    """
    if code not in language_names():
        raise SettingsError(
            f"no language data for '{code}'",
            remedy=f"known languages: {', '.join(language_names())}; docs/languages.md tells how to add one",
        )
    profile = _load(code, "language")
    spaces = bool(profile.get("spaces", True))
    patterns = PatternSet(spaces)
    for file in _PATTERN_FILES:
        _add_tables(patterns, file, _load(code, file))
    time = load_time_words(_load(code, "time"))
    time.add_to(patterns)
    return Language(
        code,
        spaces,
        patterns,
        frozenset(word.strip(".").lower() for word in split_patterns(profile.get("abbreviations", ""))),
        tuple((pair[0], pair[-1]) for pair in profile.get("quotes", []) if len(pair) == 2),
        time,
    )


def _load(code: str, file: str) -> dict[str, Any]:
    path = resources.files("parley.attribute.languages") / code / f"{file}.toml"
    if not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _add_tables(patterns: PatternSet, file: str, tables: dict[str, Any]) -> None:
    for key, value in tables.items():
        if isinstance(value, dict):
            _add_table(patterns, file, key, value)
        elif isinstance(value, str):
            patterns.add(value, Label(SHIELD if key == _NOT_MARKS else file, key))


def _add_table(patterns: PatternSet, file: str, table: str, entries: dict[str, Any]) -> None:
    for key, value in entries.items():
        if isinstance(value, dict):  # [propose.noun]
            for strength, words in value.items():
                patterns.add(words, Label(file, f"{table}.{key}", int(strength)))
        elif key == _NOT_MARKS or table == "shields":
            patterns.add(value, Label(SHIELD, key))
        elif file == "acts":
            patterns.add(value, Label(file, table, int(key)))
        else:
            patterns.add(value, Label(file, f"{table}:{key}"))


_SCRIPTS = {
    "han": re.compile(r"[一-鿿]"),
    "cyrillic": re.compile(r"[а-яёіїєґ]", re.I),
    "latin": re.compile(r"[a-z]", re.I),
}
# Letters that stand in one of two languages of a script and not in the other.
_TELLING_LETTERS = {"uk": re.compile(r"[іїєґ]", re.I), "ru": re.compile(r"[ыэёъ]", re.I)}
# A Han character carries about as much as this many letters.
_HAN_WEIGHT = 3


def sentence_language(sentence: str, language: str) -> str:
    """Return the language to read a sentence with: the document's, or another of the script that the sentence is in."""
    amounts = {script: len(letters.findall(sentence)) for script, letters in _SCRIPTS.items()}
    amounts["han"] *= _HAN_WEIGHT
    script = max(sorted(amounts), key=lambda name: amounts[name])
    if not amounts[script]:
        return language
    if _script_of(language) == script:
        return _by_letters(sentence, language)
    others = [code for code in language_names() if _script_of(code) == script]
    return _by_letters(sentence, others[0]) if others else language


def _by_letters(sentence: str, language: str) -> str:
    if language not in _TELLING_LETTERS:
        return language
    other = "ru" if language == "uk" else "uk"
    if _TELLING_LETTERS[other].search(sentence) and not _TELLING_LETTERS[language].search(sentence):
        return other if other in language_names() else language
    return language


@cache
def _script_of(code: str) -> str:
    return str(_load(code, "language").get("script", "latin"))
