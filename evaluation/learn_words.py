"""Count the words of the phrasebook by issue and by act, and write each language's `words.tsv`.

    python evaluation/learn_words.py [PHRASEBOOK]

A phrasebook has a folder for each language; in it, `<issue>.txt` has lines `act strength | words`, and a file under
`by_region/` has lines `issue act strength | words`.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from parley.attribute.readers.grammar.language import load_language
from parley.attribute.readers.grammar.tokens import tokenize
from parley.attribute.readers.grammar.words import TOTALS, beginnings
from parley.vocabulary import Act, Issue

HERE = Path(__file__).parent
LANGUAGES = HERE.parent / "src/parley/attribute/languages"
# An entry must stand in so many phrases, and all of them must tell so many bits of their
# labels: one word, or two in a row.
LEAST_PHRASES = 2
LEAST_BITS = {1: 9.5, 2: 14.0}
# What tells less than this of each phrase it stands in is a word of all trades.
LEAST_BITS_A_PHRASE = 0.6


class Phrase(NamedTuple):
    """Words that carry one position, with what it is."""

    issue: str
    act: str
    words: str


def read_phrases(folder: Path) -> Iterator[Phrase]:
    """Yield the phrases of one language.

    Raises:
        ValueError: a line is not as it should be; names file and line.
    """
    for path in sorted(folder.rglob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            head, bar, words = line.partition(" | ")
            named = head.split() if path.parent != folder else [path.stem, *head.split()]
            try:
                issue, act, _ = named
                yield Phrase(Issue(issue).value, Act(act).value, words)
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: {line!r}: {error}") from error
            if not bar:
                raise ValueError(f"{path}, line {number}: no ' | '")


def count_entries(
    language: str, phrases: list[Phrase]
) -> tuple[Mapping[str, Counter[str]], Mapping[str, Counter[str]]]:
    """Return, for each entry, in how many phrases of each issue and of each act it stands."""
    patterns = load_language(language).patterns
    by_issue: dict[str, Counter[str]] = defaultdict(Counter)
    by_act: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase in phrases:
        tokens = tokenize(phrase.words)
        for entry in beginnings(tokens, patterns.find(tokens)):
            by_issue[entry][phrase.issue] += 1
            by_act[entry][phrase.act] += 1
    return by_issue, by_act


def telling(counts: Mapping[str, Counter[str]], labels: Counter[str]) -> dict[str, Counter[str]]:
    """Return the entries that tell anything: how far their labels stand off from those of all phrases."""
    total = sum(labels.values())
    kept = {}
    for entry, counted in counts.items():
        of = sum(counted.values())
        bits = sum(n * math.log2(n / of / (labels[label] / total)) for label, n in counted.items())
        if of >= LEAST_PHRASES and bits >= max(LEAST_BITS[len(entry.split())], of * LEAST_BITS_A_PHRASE):
            kept[entry] = counted
    return kept


def show_words(language: str, phrases: list[Phrase]) -> list[str]:
    """Return the lines of a language's file: an entry, its phrases of each issue, its phrases of each act."""
    by_issue, by_act = count_entries(language, phrases)
    issues = telling(by_issue, Counter(p.issue for p in phrases))
    acts = telling(by_act, Counter(p.act for p in phrases))
    entries = sorted({*issues, *acts})
    issues[TOTALS], acts[TOTALS] = (sum(counts.values(), Counter()) for counts in (issues, acts))
    return [f"{entry}\t{_show(issues.get(entry))}\t{_show(acts.get(entry))}" for entry in [TOTALS, *entries]]


def _show(counted: Mapping[str, int] | None) -> str:
    return " ".join(f"{label}:{count}" for label, count in sorted((counted or {}).items()))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("phrasebook", type=Path, nargs="?", default=HERE / "phrasebook")
    for folder in sorted(parser.parse_args().phrasebook.iterdir()):
        phrases = list(read_phrases(folder))
        lines = show_words(folder.name, phrases)
        (LANGUAGES / folder.name / "words.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{folder.name}: {len(phrases)} phrases, {len(lines) - 1} entries")


if __name__ == "__main__":
    main()
