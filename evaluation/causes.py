"""Say why positions are missed or wrong, and how far a position's confidence can be relied on.

    python evaluation/causes.py CASES... [--left-out]

CASES are case folders, or folders of them; those that `held_out.toml` keeps aside are left out. Prints, per language,
what becomes of every expected and of every returned position, and a table of confidence in tenths against the share
that is right. The weights are those stored; with `--left-out` each conflict is read with weights learned on the others
(needs the extra `train`, and some minutes).
"""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from parley.acquire.documents import acquire
from parley.attribute.readers.grammar.issues import gather_evidence
from parley.attribute.readers.grammar.passages import Draft
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.reader import GrammarReader
from parley.attribute.readers.grammar.units import unit_of_span
from parley.evaluate.cases import load_expected
from parley.evaluate.matching import Passage, match_passages, overlap_share
from parley.evaluate.passages import locate_all
from parley.vocabulary import Standing

HERE = Path(__file__).parent
RIGHT = "right"
OTHER_ISSUE = "another issue"
# It shares words with a passage of the other side that is another's, or too few.
SPLIT = "passage cut otherwise"
NOT_FOUND = "not found"
NO_PASSAGE = "no position stands here"
# What a passage says of the issue that is expected of it, from the plainest to nothing.
SPEECH = (
    "has a strong or likely term of its own",
    "has only a weak term of its own",
    "has terms of other issues only",
    "has no term of any issue",
)
EXPECTED_CAUSES = (RIGHT, *(f"{cause}: {how}" for cause in (OTHER_ISSUE, NOT_FOUND) for how in SPEECH), SPLIT)
RETURNED_CAUSES = (RIGHT, OTHER_ISSUE, SPLIT, NO_PASSAGE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One returned position: its language, its confidence in [0, 1], whether it is shown as found, and is right."""

    language: str
    confidence: float
    is_found: bool
    is_right: bool


def speech_of_issue(marks: Iterable[Match], issue: str) -> str:
    """Return how plainly the marks of a passage say an issue: one of `SPEECH`."""
    evidence = gather_evidence(marks)
    if any(issue in evidence[tier] for tier in ("strong", "likely")):
        return SPEECH[0]
    if issue in evidence["weak"]:
        return SPEECH[1]
    return SPEECH[2] if any(evidence.values()) else SPEECH[3]


def name_causes(
    returned: Sequence[Passage], expected: Sequence[Passage], speech: Callable[[int], str]
) -> tuple[list[str], list[str]]:
    """Return the cause of every expected and of every returned passage.

    1. those that agree in words and issue are right; 2. of the others, those that agree in words have another issue;
    3. the others share some words with a passage of the other side, or none. `speech` says of an expected passage, by
    its index, how plainly it says its issue.
    """
    right = match_passages(returned, expected, key=lambda passage: (passage.source, passage.issue))
    rest_here = [n for n in range(len(returned)) if n not in right]
    rest_there = [n for n in range(len(expected)) if n not in right.values()]
    again = match_passages(
        [returned[n] for n in rest_here], [expected[n] for n in rest_there], key=lambda passage: passage.source
    )
    other = {rest_here[here]: rest_there[there] for here, there in again.items()}
    causes_there = []
    for number, passage in enumerate(expected):
        if number in right.values():
            causes_there.append(RIGHT)
        elif number in other.values():
            causes_there.append(f"{OTHER_ISSUE}: {speech(number)}")
        elif _touches(passage, returned):
            causes_there.append(SPLIT)
        else:
            causes_there.append(f"{NOT_FOUND}: {speech(number)}")
    causes_here = [
        RIGHT
        if number in right
        else OTHER_ISSUE
        if number in other
        else SPLIT
        if _touches(passage, expected)
        else NO_PASSAGE
        for number, passage in enumerate(returned)
    ]
    return causes_there, causes_here


def _touches(passage: Passage, others: Iterable[Passage]) -> bool:
    return any(one.source == passage.source and overlap_share(one, passage) > 0 for one in others)


@dataclass
class Causes:
    """How often each cause stands behind expected and returned positions, by language, and every judgement."""

    expected: dict[str, Counter[str]]
    returned: dict[str, Counter[str]]
    judgements: list[Judgement]


def count_causes(folders: Sequence[Path], reader_of: Callable[[Path], GrammarReader]) -> Causes:
    """Read the sources of cases and name the cause of each position; `reader_of` says with which reader."""
    causes = Causes({}, {}, [])
    for folder in folders:
        reader, acquired, expected = reader_of(folder), acquire(folder), load_expected(folder)
        drafts = reader.cut_all(acquired.documents, acquired.encounter)
        for document in acquired.documents:
            positions = reader.read(document, acquired.encounter, acquired.documents).positions
            wanted = [item for item in expected.positions if item.source == document.id]
            here = [Passage(document.id, position.issue.value, (position.span,)) for position in positions]
            there = [Passage(document.id, item.issue, locate_all(item.quote, document.text)) for item in wanted]
            speech = _speech_in(drafts[document.id], there)
            causes_there, causes_here = name_causes(here, there, speech)
            causes.expected.setdefault(document.language, Counter()).update(causes_there)
            causes.returned.setdefault(document.language, Counter()).update(causes_here)
            causes.judgements += [
                Judgement(document.language, position.confidence, position.standing is Standing.FOUND, cause == RIGHT)
                for position, cause in zip(positions, causes_here, strict=True)
            ]
    return causes


def _speech_in(draft: Draft, passages: Sequence[Passage]) -> Callable[[int], str]:
    def speech(number: int) -> str:
        passage = passages[number]
        unit = unit_of_span(draft, passage.places[0].start, passage.places[0].end) if passage.places else None
        return speech_of_issue(unit.marks if unit else (), passage.issue)

    return speech


def render_causes(title: str, order: Sequence[str], counts: Mapping[str, Counter[str]]) -> Iterator[str]:
    """Yield the lines of a table of causes: how many and which share, over all and by language."""
    columns = {"all": sum(counts.values(), Counter()), **dict(sorted(counts.items()))}
    width = max(map(len, order))
    yield f"{title:{width}}" + "".join(f"{name:>12}" for name in columns)
    for cause in order:
        cells = [f"{column[cause]} {_share(column[cause], column.total())}" for column in columns.values()]
        yield f"{cause:{width}}" + "".join(f"{cell:>12}" for cell in cells)
    yield f"{'together':{width}}" + "".join(f"{f'{column.total()}     ':>12}" for column in columns.values())


def reliability(judgements: Iterable[Judgement]) -> list[tuple[str, int, float, float]]:
    """Return rows for tenths of confidence, and for found and possible: how many, mean confidence, share right."""
    judged = list(judgements)
    groups = [
        (f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}", [j for j in judged if min(9, int(j.confidence * 10)) == tenth])
        for tenth in range(10)
    ]
    groups += [("found", [j for j in judged if j.is_found]), ("possible", [j for j in judged if not j.is_found])]
    return [
        (
            name,
            len(group),
            sum(j.confidence for j in group) / len(group),
            sum(j.is_right for j in group) / len(group),
        )
        for name, group in groups
        if group
    ]


def render_reliability(judgements: Sequence[Judgement]) -> Iterator[str]:
    """Yield the lines of the table of confidence, over all and for each language the share right of what is found."""
    yield f"{'confidence':12}{'positions':>10}{'mean':>8}{'right':>8}"
    for name, number, mean, right in reliability(judgements):
        yield f"{name:12}{number:>10}{mean:>8.2f}{right:>8.2f}"
    for language in sorted({judgement.language for judgement in judgements}):
        rows = {row[0]: row for row in reliability(j for j in judgements if j.language == language)}
        shares = [f"{name} {rows[name][3]:.2f} of {rows[name][1]}" for name in ("found", "possible") if name in rows]
        yield f"{language}: right of {', of '.join(shares)}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def find_cases(roots: Iterable[Path]) -> list[Path]:
    """Return the case folders among and under some folders, without those kept aside."""
    kept_aside = set(tomllib.loads((HERE / "held_out.toml").read_text(encoding="utf-8"))["folders"])
    found = [root for root in roots if (root / "expected.json").is_file()]
    found += [file.parent for root in roots if root not in found for file in sorted(root.glob("*/expected.json"))]
    return [folder for folder in found if folder.name not in kept_aside]


def readers_left_out(folders: Sequence[Path]) -> Callable[[Path], GrammarReader]:
    """Return, for a case, a reader with weights and confidence learned on the conflicts of other turns."""
    from train import calibrate, calibration_rows, conflict_of, learn_left_out, load_examples, load_worked_texts

    examples = load_examples(folders)
    readers = learn_left_out(examples, load_worked_texts())
    conflicts = sorted(readers)
    rows = {c: [] for c in conflicts}
    for example in examples:
        rows[conflict_of(example.case)] += calibration_rows(example, readers[conflict_of(example.case)])
    for reader in set(readers.values()):
        own = {conflict for conflict, other in readers.items() if other is reader}
        confidence, standing = calibrate(
            [row for conflict in conflicts if conflict not in own for row in rows[conflict]]
        )
        reader.recalibrate(confidence, standing["threshold"])
    return lambda folder: readers[conflict_of(folder.name)]


def main() -> int:
    """Run as described above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="+", type=Path, metavar="CASES")
    parser.add_argument("--left-out", action="store_true", help="read each conflict with weights learned on others")
    chosen = parser.parse_args()
    folders = find_cases(chosen.cases)
    if not folders:
        parser.error("no case folder here: one has an expected.json")
    stored = GrammarReader()
    causes = count_causes(folders, readers_left_out(folders) if chosen.left_out else lambda folder: stored)
    weights = "weights learned on the other conflicts" if chosen.left_out else "the stored weights"
    print(f"{len(folders)} cases, {weights}\n")
    print("\n".join(render_causes("expected positions", EXPECTED_CAUSES, causes.expected)), "\n", sep="")
    print("\n".join(render_causes("returned positions", RETURNED_CAUSES, causes.returned)), "\n", sep="")
    print("\n".join(render_reliability(causes.judgements)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
