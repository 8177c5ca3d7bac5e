"""Change a text in a known way, and see whether the reading changes in that way and in no other.

    python evaluation/metamorphic.py [LANGUAGE...] [--fails] [--write]

Each relation is measured over many texts: made ones (`templates.toml`) and sources of the cases in `cases/` that are
not kept aside. Printed is the share of positions of which the relation holds; a position that is read in one of two
texts only counts as one of which it does not. `--fails` prints what fails, the shortest first. `--write` raises the
shares in `floors.toml` that tests ask of every later reader; they are taken back only with `--lower`: without it, what
has fallen is named, and the exit code is 1.
"""

import argparse
import sys

from case_relations import CASES
from floors import load_floors, write_floor
from made_relations import MADE, TEMPLATES

RELATIONS = {**MADE, **CASES}
LANGUAGES = tuple(TEMPLATES)


def main() -> int:
    """Run as described above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE")
    parser.add_argument("--fails", action="store_true", help="print what fails, the shortest first")
    parser.add_argument("--write", action="store_true", help="raise the shares that tests ask for")
    parser.add_argument("--lower", action="store_true", help="with --write: take shares back too")
    chosen = parser.parse_args()
    floors = load_floors()
    fallen = False
    for name, relation in RELATIONS.items():
        for language in chosen.languages or LANGUAGES:
            outcome, floor = relation(language), floors.get(name, {}).get(language, 0.0)
            is_lost = outcome.share < floor and not chosen.lower
            fallen |= is_lost
            print(
                f"{name:26} {language}  {outcome.share:.2f}  {outcome.kept} of {outcome.of}"
                + (f"  has fallen from {floor:.2f}" if is_lost else "")
            )
            if chosen.write and outcome.share and not is_lost:
                write_floor(name, language, outcome.share)
            if chosen.fails:
                for fail in sorted(outcome.fails, key=len)[:5]:
                    print(f"    {fail}")
    return int(fallen)


if __name__ == "__main__":
    sys.exit(main())
