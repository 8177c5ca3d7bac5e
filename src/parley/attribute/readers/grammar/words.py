"""Words → the issues and acts that they speak for: learned from a phrasebook, for what no list of terms holds.

A language's `words.tsv` counts in how many phrases of each issue and of each act a word stands, or two words in a row.
The counts are weighed as naive Bayes weighs them (Maron 1961), each word by its beginning, so that one entry serves all
its endings. `evaluation/learn_words.py` makes the file.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

from parley.attribute.readers.grammar.linear import soft_max
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.tokens import Token

# Letters of a word that count.
BEGINNING = 6
# What stands for a count of none (Lidstone smoothing), and how far words are believed: they are not independent.
_NONE = 0.3
_BELIEF = 0.6
# Shares below this say nothing.
_LEAST_SHARE = 0.1
# So many answers are kept.
_REMEMBERED = 1000


def beginnings(
    tokens: Sequence[Token], marks: Iterable[Match], first: int = 0, last: int | None = None
) -> frozenset[str]:
    """Return the beginnings of the words `[first, last)` of a sentence, alone and two in a row.

    A Han character alone counts for nothing, figures neither, nor names: who speaks must not weigh on what is said.
    """
    named = {at for mark in marks if mark.label.file == "names" for at in range(mark.first, mark.last)}
    words = [
        "" if at in named or token.form[0].isdigit() else token.form[:BEGINNING]
        for at, token in enumerate(tokens[first:last], first)
    ]
    pairs = [f"{one} {two}" for one, two in pairwise(words) if one and two]
    return frozenset([*(word for word in words if word and not "一" <= word <= "鿿"), *pairs])


class Counts:
    """In how many phrases of each label each entry stands.

    `totals` has the sum over all entries, `rows` an entry's counts as the file has them: read when first asked for,
    since a text asks for few of them.
    """

    def __init__(self, totals: Mapping[str, int], rows: dict[str, str]) -> None:
        absent = _NONE * max(1, len(rows))
        self._absent = {label: math.log(_NONE / (total + absent)) for label, total in totals.items()}
        self._rows = rows
        self._gains: dict[str, list[tuple[str, float]]] = {}
        # A position is often all of its sentence, so that the same words are asked for twice.
        self._recall = lru_cache(maxsize=_REMEMBERED)(self._weigh)

    def shares(self, entries: frozenset[str]) -> dict[str, float]:
        """Return the labels that the entries speak for, with their shares; those hardly spoken for are left out."""
        return self._recall(entries)

    def _weigh(self, entries: frozenset[str]) -> dict[str, float]:
        known = [self._gains_of(entry) for entry in sorted(entries & self._rows.keys())]
        if not known:
            return {}
        scores = {label: len(known) * absent for label, absent in self._absent.items()}
        for gains in known:
            for label, gain in gains:
                scores[label] += gain
        shares = soft_max({label: _BELIEF * score for label, score in scores.items()})
        return {label: share for label, share in shares.items() if share >= _LEAST_SHARE}

    def _gains_of(self, entry: str) -> list[tuple[str, float]]:
        gains = self._gains.get(entry)
        if gains is None:
            counts = read_counts(self._rows[entry])
            gains = [(label, math.log((count + _NONE) / _NONE)) for label, count in counts.items()]
            self._gains[entry] = gains
        return gains


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a language speak for."""

    issues: Counts
    acts: Counts


# The row that has the sums over all others.
TOTALS = "*"


@cache
def load_words(code: str) -> Words:
    """Read a language's `words.tsv`; in a language without one, words speak for nothing."""
    path = resources.files("parley.attribute.languages") / code / "words.tsv"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    issues, acts = {}, {}
    for line in lines:
        entry, of_issues, of_acts = line.split("\t")
        if of_issues:
            issues[entry] = of_issues
        if of_acts:
            acts[entry] = of_acts
    return Words(*(Counts(read_counts(rows.pop(TOTALS, "")), rows) for rows in (issues, acts)))


def read_counts(field: str) -> dict[str, int]:
    """Read `label:count label:count`."""
    pairs = (pair.rpartition(":") for pair in field.split())
    return {label: int(count) for label, _, count in pairs}
