"""Read every language's examples, and mark in its `examples.toml` those that the reader reads fully right.

    python evaluation/mark_examples.py [LANGUAGE...] [--faults] [--write [--lower]]

Prints, per language, how many examples hold and what share of all their positions is read with issue and holder right;
`--faults` says what is wrong with the others. `--write` marks those that hold (`holds = true`) and raises the shares in
`floors.toml`; tests ask both of every later reader. Marks and shares are taken back only with `--lower`: without it,
what no longer holds is named, and the exit code is 1.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from floors import load_floors, write_floor

from parley.attribute.readers.grammar.reader import GrammarReader
from parley.evaluate.examples import Judged, judge_example, load_language_examples
from parley.registry import language_names

HERE = Path(__file__).parent
LANGUAGES = HERE.parent / "src/parley/attribute/languages"
_MARK = "holds = true\n"
_BEGIN = re.compile(r"(?m)^(?=\[\[example\]\])")


def share_right(judged: Sequence[Judged]) -> float:
    """Return the share of positions that are read with issue and holder right, rounded down to hundredths."""
    expected = sum(len(one.example.positions) for one in judged)
    return int(100 * sum(one.right for one in judged) / max(1, expected)) / 100


def mark_text(text: str, holds: Sequence[bool]) -> str:
    """Return the text of an `examples.toml` with `holds = true` in the examples that hold, and in no other."""
    head, *entries = _BEGIN.split(text)
    if len(entries) != len(holds):
        raise ValueError(f"{len(entries)} examples, {len(holds)} judged")
    marked = [head]
    for entry, holds_now in zip(entries, holds, strict=True):
        bare = re.sub(r"(?m)^holds = .*\n", "", entry)
        marked.append(re.sub(r"(?m)^(positions = )", _MARK + r"\1", bare, count=1) if holds_now else bare)
    return "".join(marked)


def main() -> int:
    """Run as described above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE")
    parser.add_argument("--faults", action="store_true", help="say what is wrong with those that do not hold")
    parser.add_argument("--write", action="store_true", help="mark those that hold, raise the shares")
    parser.add_argument("--lower", action="store_true", help="with --write: take marks and shares back too")
    chosen = parser.parse_args()
    reader = GrammarReader()
    lost = False
    for language in chosen.languages or language_names():
        judged = [judge_example(example, reader) for example in load_language_examples(language)]
        floor = load_floors()["examples"].get(language, 0.0)
        print_table(language, judged, floor, with_faults=chosen.faults)
        if (lost_marks(judged) or share_right(judged) < floor) and not chosen.lower:
            lost = True
        elif chosen.write:
            write_marks(language, judged)
    return int(lost)


def lost_marks(judged: Sequence[Judged]) -> list[Judged]:
    """Return the marked examples that do not hold."""
    return [one for one in judged if one.example.holds and not one.holds]


def print_table(language: str, judged: Sequence[Judged], floor: float, *, with_faults: bool) -> None:
    """Print how a language's examples are read, and each that held before or whose faults are asked for."""
    expected = sum(len(one.example.positions) for one in judged)
    print(
        f"{language}: {sum(one.holds for one in judged)} of {len(judged)} examples hold; "
        f"{sum(one.right for one in judged)} of {expected} positions have issue and holder right "
        f"({share_right(judged):.2f}, at least {floor:.2f})"
    )
    lost = lost_marks(judged)
    for one in judged:
        if one in lost or (with_faults and not one.holds):
            print(f"  {one.example.name}{' held before' if one in lost else ''}: {one.example.text}")
            print("".join(f"    {fault}\n" for fault in one.faults), end="")


def write_marks(language: str, judged: Sequence[Judged]) -> None:
    """Write the marks into a language's `examples.toml`, and its share into `floors.toml`."""
    path = LANGUAGES / language / "examples.toml"
    path.write_text(mark_text(path.read_text(encoding="utf-8"), [one.holds for one in judged]), encoding="utf-8")
    write_floor("examples", language, share_right(judged))


if __name__ == "__main__":
    sys.exit(main())
