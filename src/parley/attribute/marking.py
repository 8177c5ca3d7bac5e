"""Positions → the same positions with their marks: neutral ids of what their words name, and how they call it.

Whoever read a position, its words are looked through for the objects, places and parties of the language data, and for
the wordings of `wordings.toml`: what the war or the measure is called, who had what part, how a time is put. Comparing
then needs no language.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from parley.attribute.readers.grammar.language import load_language, sentence_language
from parley.attribute.readers.grammar.patterns import SHIELD, Label, PatternSet
from parley.attribute.readers.grammar.tokens import tokenize
from parley.registry import language_names
from parley.vocabulary import Document, Position

WORDINGS = "wordings.toml"
NO_NAMES = "not_names"

# Tables of names.toml and what a mark of theirs is called; a person stands for the party.
_NAMES = {"parties": "party", "persons": "party", "places": "place"}


def mark_positions(positions: Iterable[Position], documents: Sequence[Document]) -> tuple[Position, ...]:
    """Return the positions with their marks; a language without data gives none."""
    languages = {document.id: document.language for document in documents}
    return tuple(
        replace(position, marks=find_marks(position.quote, languages.get(position.source, "")))
        for position in positions
    )


def find_marks(words: str, language: str) -> tuple[str, ...]:
    """Return the marks of words, `kind:id` in the order of the alphabet.

    Kinds: object, place, party, and those of `wordings.toml`.
    """
    if language not in language_names():
        return ()
    code = sentence_language(words, language)
    tokens = tokenize(words)
    found = {f"{mark.label.file}:{mark.label.key}" for mark in load_wordings(code).find(tokens)}
    for mark in load_language(code).patterns.find(tokens):
        file, key = mark.label.file, mark.label.key
        if file == "objects":
            found.add(f"object:{key}")
        elif file == "names" and ":" in key:
            table, name = key.split(":", 1)
            if table in _NAMES:
                found.add(f"{_NAMES[table]}:{name}")
    return tuple(sorted(found))


@cache
def load_wordings(code: str) -> PatternSet:
    """Return the patterns of a language's `wordings.toml`; a label's file is the kind, its key the name."""
    patterns = PatternSet(bool(_load(code, "language.toml").get("spaces", True)))
    for kind, names in _load(code, WORDINGS).items():
        for name, forms in names.items():
            patterns.add(forms, Label(SHIELD if name == NO_NAMES else kind, name))
    return patterns


def _load(code: str, file: str) -> dict[str, dict[str, str]]:
    path = resources.files("parley.attribute.languages") / code / file
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
