"""Word → the closed class that it belongs to: negation, conjunction, number. Data stands in closed_classes.toml."""

import tomllib
from functools import cache
from importlib import resources

from parley.grounding.boundaries import HAN_NUMERALS


@cache
def _classes() -> dict[str, frozenset[str]]:
    path = resources.files("parley.grounding") / "closed_classes.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: frozenset(" ".join(table.values()).split()) for name, table in tables.items()}


def is_negation(word: str) -> bool:
    """Return whether a word, in lower case and with straight apostrophes, negates what directly follows it."""
    return word in _classes()["directly_before"]


def class_of(word: str) -> str | None:
    """Return number, negation or conjunction for a folded word in lower case, or None."""
    if any(character.isnumeric() or character in HAN_NUMERALS for character in word) or word in _classes()["numbers"]:
        return "number"
    if word in _classes()["negations"]:
        return "negation"
    return "conjunction" if word in _classes()["conjunctions"] else None


def differ_by_negation(one: str, other: str) -> bool:
    """Return whether one word is the other with a negating prefix."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return bool(shorter) and any(longer == prefix + shorter for prefix in _classes()["prefixes"])
