"""Asks whether a learned choice of which differences are worth telling beats the rules. Needs the extra `train`.

    python evaluation/telling.py CASES…

With the positions that the cases expect, every difference that the rules claim is a candidate, described by named
features. A linear model learns which of them a careful reader notes too, each conflict left out in its turn. It prints
F1 of the kinds of divergence for the rules alone and for the model at several thresholds, and the largest weights.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import log
from pathlib import Path
from typing import NamedTuple

from fitting import Row, fit_ranking
from train import conflict_of, find_folders, score_row

from parley.compare.alignment import align
from parley.compare.context import AlignedPoint, Context
from parley.compare.kinship import relate, sign
from parley.evaluate.cases import load_expected
from parley.evaluate.run import result_from_expected
from parley.evaluate.scores import NOT_SCORED
from parley.vocabulary import CEASEFIRE_ISSUES, UNDERTAKEN, Act, Divergence, DivergenceType, Position

PULLS = (1.0, 3.0, 10.0)
THRESHOLDS = (0.2, 0.3, 0.4, 0.5)
FOLDS = 6
SHOWN = 20
APART = DivergenceType.OMISSION.value
MOST_KIN = 4.0


class Candidate(NamedTuple):
    """A difference that the rules claim in a case, its features, and whether the case expects it."""

    case: str
    features: Row
    is_noted: bool


class Case(NamedTuple):
    """What one case gives: its candidates, and how many differences it expects."""

    candidates: list[Candidate]
    expected: int


def load_case(folder: Path) -> Case:
    """Return the candidates of one case, each kind and issue once, and the number of kinds and issues expected."""
    result, expected = result_from_expected(folder), load_expected(folder)
    read = frozenset(document.id for document in result.documents)
    matters = align(result.encounter, result.positions, read=read, partial=frozenset(result.partial))
    context = Context(result.encounter, result.positions, matters, read, frozenset(result.partial))
    left_out = NOT_SCORED | {APART}
    noted = {(item.type, item.issue) for item in expected.divergences if item.type not in left_out}
    found = {(d.type.value, d.issue.value): d for d in reversed(result.comparison.divergences)}
    candidates = [
        Candidate(folder.name, describe(divergence, context), key in noted)
        for key, divergence in sorted(found.items())
        if key[0] not in left_out
    ]
    return Case(candidates, len(noted))


def describe(divergence: Divergence, context: Context) -> Row:
    """Return the features of a difference: its kind, its issue, and the closest pair of its sides' positions."""
    by_id = {position.id: position for position in context.positions}
    sides = [by_id[words.position] for words in divergence.sides if words.position]
    whole = next(whole for whole in context.wholes if whole.point.issue is divergence.issue)
    row = {
        f"kind: {divergence.type}": 1.0,
        f"kind and certainty: {divergence.type} {divergence.certainty}": 1.0,
        "positions on the issue (log)": log(len(whole.positions)),
        "share of all positions": len(whole.positions) / len(context.positions),
        **_flags("issue: ", _tell_issue(whole)),
    }
    speakers = {source.id: source.speaks_for for source in context.encounter.sources}
    pairs = [pair for pair in combinations(sides, 2) if speakers[pair[0].source] != speakers[pair[1].source]]
    if pairs:
        one, other = max(pairs, key=lambda pair: _kinship(*pair))
        row |= {
            "kinship": max(-MOST_KIN, min(MOST_KIN, _kinship(one, other))) / MOST_KIN,
            "gap in strength": abs(one.strength - other.strength) / 8,
            "weaker side": min(one.strength, other.strength) / 8,
            **_flags("sign: ", relate(sign(one), sign(other))),
            **_flags("pair: ", _tell_pair(one, other, speakers)),
        }
    return row


def _kinship(one: Position, other: Position) -> float:
    return sum(relate(sign(one), sign(other)).values())


def _flags(head: str, names: Iterable[str]) -> Row:
    return {f"{head}{name}": 1.0 for name in names}


def _tell_issue(whole: AlignedPoint) -> Iterator[str]:
    if whole.point.issue in CEASEFIRE_ISSUES:
        yield "halt of fire"
    if max(position.strength for position in whole.positions) >= UNDERTAKEN:
        yield "undertaken"
    if len(whole.versions) > 2:
        yield "more than two versions"


def _tell_pair(one: Position, other: Position, speakers: dict[str, tuple[str, ...]]) -> Iterator[str]:
    own = [set(position.holder) <= set(speakers[position.source]) for position in (one, other)]
    if all(own):
        yield "both of themselves"
    if not any(own):
        yield "neither of itself alone"
    for act in (Act.DENY, Act.DEMAND, Act.STATE, Act.EVADE, Act.JUDGE):
        if act in (one.act, other.act):
            yield f"one is {act}"
    if (one.condition is None) != (other.condition is None):
        yield "one on a condition"


def learn_left_out(cases: Sequence[Case], pull: float) -> list[tuple[Candidate, float]]:
    """Return every candidate with the odds (log) that it is noted, learned on other conflicts."""
    conflicts = sorted({conflict_of(candidate.case) for case in cases for candidate in case.candidates})
    judged = []
    for fold in range(FOLDS):
        aside = set(conflicts[fold::FOLDS])
        known = [c for case in cases for c in case.candidates if conflict_of(c.case) not in aside]
        weights = learn(known, pull)
        judged += [
            (c, score_row(weights, _with_bias(c.features)))
            for case in cases
            for c in case.candidates
            if conflict_of(c.case) in aside
        ]
    return judged


def learn(candidates: Sequence[Candidate], pull: float) -> dict[str, float]:
    """Return the weights of a logistic regression."""
    return fit_ranking([([_with_bias(c.features), {}], 0 if c.is_noted else 1) for c in candidates], pull)


def _with_bias(row: Row) -> Row:
    return {"bias": 1.0, **row}


def tell_score(kept: Sequence[Candidate], expected: int) -> str:
    """Return F1 with what it comes from: "0.72 (122 right of 166, 175 expected)"."""
    right = sum(candidate.is_noted for candidate in kept)
    return f"{2 * right / max(1, len(kept) + expected):.3f} ({right} right of {len(kept)}, {expected} expected)"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("cases", type=Path, nargs="+", help="folders of cases; each is scored by itself")
    roots = [(root, [load_case(folder) for folder in find_folders([root])]) for root in parser.parse_args().cases]
    cases = [case for _, found in roots for case in found]
    for root, found in roots:
        every = [c for case in found for c in case.candidates]
        print(f"{root}: rules alone {tell_score(every, sum(case.expected for case in found))}")
    for pull in PULLS:
        judged = learn_left_out(cases, pull)
        for root, found in roots:
            names = {c.case for case in found for c in case.candidates}
            for threshold in THRESHOLDS:
                kept = [c for c, odds in judged if c.case in names and odds > log(threshold / (1 - threshold))]
                score = tell_score(kept, sum(case.expected for case in found))
                print(f"{root}: learned, pull {pull:g}, threshold {threshold}: {score}")
    weights = learn([c for case in cases for c in case.candidates], PULLS[-1])
    for name, weight in sorted(weights.items(), key=lambda item: -abs(item[1]))[:SHOWN]:
        print(f"{weight:+.2f} {name}")


if __name__ == "__main__":
    main()
