"""Learn the reader's weights from evaluation cases, and measure them on conflicts left out.

    python evaluation/train.py CASES... [--write]

Prints the scores of each conflict with weights learned without it: conflicts are left out in six turns.
`--write` stores the weights learned on all the
folders that `held_out.toml` does not keep aside. Needs the extra `train`.
"""

import argparse
import json
import tomllib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from fitting import Chain, Row, fit_chains, fit_classes, fit_ranking
from worked_texts import read_worked_texts

from parley import __version__
from parley.acquire.documents import Acquired, acquire
from parley.attribute.marking import mark_positions
from parley.attribute.readers.grammar import acts, features, holders, issues, scopes
from parley.attribute.readers.grammar.linear import Weights
from parley.attribute.readers.grammar.passages import Draft, cut_document
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.reader import GrammarReader, confidence_features, make_models
from parley.attribute.readers.grammar.sentences import Sentence
from parley.attribute.readers.grammar.units import Unit, unit_of_span
from parley.compare import compare
from parley.evaluate.matching import Passage, match_passages
from parley.evaluate.passages import locate_all
from parley.evaluate.run import evaluate_cases
from parley.evaluate.tables import render_table
from parley.outlook import assess
from parley.vocabulary import ACTS_OFF_THE_LADDER, Act, Result

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src/parley/attribute/readers/grammar/weights.json"
_SETTINGS = tomllib.loads((HERE / "held_out.toml").read_text(encoding="utf-8"))
HELD_OUT = set(_SETTINGS["folders"])
LEVELLED_ON = set(_SETTINGS["levelled_on"])
CONFLICTS: dict[str, list[str]] = _SETTINGS["conflicts"]
# What the worked texts are called where cases go by their names.
WORKED = "worked texts"
FOUND_PRECISION = 0.8
# Most positions have no scope. So many in ten of them are learned from, by where they stand: with all of them, too few
# scopes would come out whole.
UNSCOPED_OF_TEN = 3
# Conflicts are left out in this many turns, each with all its encounters.
FOLDS = 6
# Strength of the pull towards zero, chosen by the score on conflicts left out.
PULL = {
    "boundary": 3.0,
    "issue": 6.0,
    "bond": 0.5,
    "holder": 4.0,
    "act": 2.5,
    "strength": 1.0,
    "scope": 2.0,
    "confidence": 0.1,
}


# A position as `expected.json` has it, and where its words begin.
Placed = tuple[int, dict[str, Any]]


class Example:
    """One source of a case, or a worked text: its draft, and the expected positions with their units.

    `placed` has where each position's words begin, negative where they do not stand in the text.
    """

    def __init__(self, case: str, draft: Draft, siblings: Sequence[Draft], placed: Sequence[Placed]) -> None:
        self.case = case
        self.siblings = siblings
        self.draft = draft
        self.expected = [position for _, position in placed]
        units = [
            (unit_of_span(draft, at, at + len(position["quote"])), position)
            for at, position in sorted(placed, key=lambda item: item[0])
            if at >= 0
        ]
        self.units = [(unit, position) for unit, position in units if unit is not None]

    def labels(self) -> list[str]:
        """B, I or O for each passage, by the quote that covers most of it."""
        labels, current = [], None
        spans = [(u.start, u.end) for u, _ in self.units]
        for passage in self.draft.passages:
            best, most = None, 0.0
            for number, (start, end) in enumerate(spans):
                common = min(end, passage.end) - max(start, passage.start)
                share = common / max(1, min(passage.end - passage.start, end - start))
                if common > 0 and share > 0.5 and (common > most or (number == current and common == most)):
                    best, most = number, common
            if best is None:
                labels.append("O")
            elif best == current and labels and labels[-1] != "O":
                labels.append("I")
            else:
                labels.append("B")
            current = best
        for number, passage in enumerate(self.draft.passages):
            if labels[number] == "I" and self.draft.passages[number - 1].sentence_index != passage.sentence_index:
                labels[number] = "B"
        return labels


def load_examples(folders: Iterable[Path]) -> list[Example]:
    """Acquire the sources of the cases and cut them into passages."""
    examples = []
    for folder in folders:
        acquired = acquire(folder)
        expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["positions"]
        drafts = [cut_document(document, acquired.encounter) for document in acquired.documents]
        for draft in drafts:
            own = [p for p in expected if p["source"] == draft.document.id]
            placed = [(draft.document.text.find(p["quote"]), p) for p in own]
            examples.append(Example(folder.name, draft, drafts, placed))
    return examples


def load_worked_texts() -> list[Example]:
    """Cut the worked texts into passages; each is an encounter of its own."""
    examples = []
    for text in read_worked_texts(HERE / "texts"):
        draft = cut_document(text.document, text.encounter)
        examples.append(Example(WORKED, draft, [draft], text.positions))
    return examples


def typical_strengths(examples: Sequence[Example]) -> dict[str, int]:
    """For each act on the ladder, the strength that lies in most of the expected ranges."""
    typical = {}
    for act in Act:
        ranges = [p["strength"] for e in examples for _, p in e.units if p["act"] == act.value]
        counts = {s: sum(low <= s <= high for low, high in ranges) for s in range(-8, 10)}
        typical[act.value] = max(sorted(counts), key=lambda s: counts[s])
    return typical


def train(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Learn all models from examples; confidence is learned apart, on conflicts left out."""
    typical = typical_strengths(examples)
    boundary_rows: list[Row] = []
    boundary_labels: list[str] = []
    act_rows, act_labels, strength_rows, strength_labels = [], [], [], []
    scope_groups: list[tuple[Sequence[Row], int]] = []
    for example in examples:
        boundary_rows += features.boundary_features(example.draft.passages, example.draft.document)
        boundary_labels += example.labels()
        scopes_before: dict[str, tuple[int, list[str]]] = {}
        for unit, position in example.units:
            # A worked text names a scope here and there only, so that none there means nothing.
            if example.case != WORKED:
                scope_groups += scope_examples(unit, position, scopes_before)
            act_rows.append(acts.act_features(unit, example.draft.document))
            act_labels.append(position["act"])
            if Act(position["act"]) not in ACTS_OFF_THE_LADDER:
                low, high = position["strength"]
                strength_rows.append(acts.strength_features(unit, position["act"]))
                strength_labels.append(f"{position['act']}:{min(max(typical[position['act']], low), high)}")
    strength = fit_classes(strength_rows, strength_labels, PULL["strength"])
    for act in ACTS_OFF_THE_LADDER:
        strength[f"{act.value}:{typical[act.value]}|act:{act.value}"] = 1.0
    rare = rare_terms(examples)
    issue_chains = [issue_chain(example) for example in examples]
    issue_chains += [
        issue_chain(example, without=rare[conflict_of(example.case)]) for example in examples if example.case != WORKED
    ]
    issue, bond = fit_chains(issue_chains, PULL["issue"], PULL["bond"])
    return {
        "boundary": fit_classes(boundary_rows, boundary_labels, PULL["boundary"]),
        "issue": issue,
        "bond": bond,
        "holder": fit_holder(examples),
        "act": fit_classes(act_rows, act_labels, PULL["act"]),
        "strength": strength,
        "scope": fit_ranking(scope_groups, PULL["scope"]),
        "confidence": {"bias": 0.0},
        "standing": {"threshold": 0.5},
    }


def fit_holder(examples: Sequence[Example]) -> dict[str, float]:
    """Learn whose positions are, with the holder before each as a model of the other half's conflicts would have it.

    A reader knows the holder before only as it has chosen it; learned from right ones it would lean on them too much.
    """
    conflicts = sorted({conflict_of(example.case) for example in examples})
    before: dict[int, list[tuple[str, ...]]] = {}
    for start in (0, 1):
        here = [e for e in examples if conflict_of(e.case) in conflicts[start::2]]
        there = [e for e in examples if conflict_of(e.case) not in conflicts[start::2]]
        if here and there:
            weights = Weights(fit_ranking([g for e in here for g in holder_groups(e)], PULL["holder"]))
            before |= {id(e): decode_holders(e, weights) for e in there}
    groups = [group for e in examples for group in holder_groups(e, before.get(id(e)))]
    return fit_ranking(groups, PULL["holder"])


def holder_groups(example: Example, chosen: Sequence[tuple[str, ...]] | None = None) -> list[tuple[Sequence[Row], int]]:
    """Return the candidates of each position with the number of the right one; `chosen` are the holders before."""
    groups: list[tuple[Sequence[Row], int]] = []
    right = [tuple(sorted(position["holder"])) for _, position in example.units]
    for number, candidates in enumerate(holder_candidates(example, chosen or right)):
        at = [n for n, candidate in enumerate(candidates) if candidate.parties == right[number]]
        if at:
            groups.append(([candidate.features for candidate in candidates], at[0]))
    return groups


def holder_candidates(example: Example, chosen: Sequence[tuple[str, ...]]) -> Iterator[list[holders.Candidate]]:
    """Yield the candidates of each position of a source; `chosen` is read one behind, and so may grow meanwhile."""
    encounter, source = example.draft.encounter, example.draft.document.source
    before: Unit | None = None
    for number, (unit, _) in enumerate(example.units):
        previous = chosen[number - 1] if number else ()
        yield holders.holder_candidates(unit, holders.HolderContext(encounter, source, previous, before))
        before = unit


def decode_holders(example: Example, weights: Weights) -> list[tuple[str, ...]]:
    """Return the holders as a model chooses them, one after the other."""
    chosen: list[tuple[str, ...]] = []
    for candidates in holder_candidates(example, chosen):
        best = max(candidates, key=lambda candidate: weights.score(candidate.features), default=None)
        chosen.append(best.parties if best else ())
    return chosen


def rare_terms(examples: Sequence[Example]) -> dict[str, set[Hashable]]:
    """Return, for each conflict, the terms of issues that stand in its texts alone.

    Writers of language data have these texts at hand; a conflict that they have not seen has its own words, of which
    the lists hold fewer. Each text is therefore learned from twice: as it is, and as if the lists had not been written
    with it.
    """
    seen: dict[Hashable, set[str]] = defaultdict(set)
    for example in examples:
        for sentence in example.draft.sentences if example.case != WORKED else ():
            for mark in sentence.marks:
                if mark.label.file == "issues":
                    seen[term_of(sentence, mark)].add(conflict_of(example.case))
    rare: dict[str, set[Hashable]] = defaultdict(set)
    for term, conflicts in seen.items():
        if len(conflicts) == 1:
            rare[next(iter(conflicts))].add(term)
    return rare


def term_of(sentence: Sentence, mark: Match) -> Hashable:
    """Return what makes two marks the same term: language, issue, and the beginnings of the words."""
    words = tuple(token.form[:6] for token in sentence.tokens[mark.first : mark.last])
    return sentence.language, mark.label.key.split(":")[0], words


def issue_chain(example: Example, without: Set[Hashable] = frozenset()) -> Chain:
    """Return the choices of issues of one source, in the order of its text; `without` some terms."""
    with hidden_terms(example, without):
        topics = issues.Topics(example.draft, example.siblings)
        units = [replace(unit, marks=keep_terms(unit.head.sentence, unit.marks, without)) for unit, _ in example.units]
        rows = [issues.issue_features(unit, topics) for unit in units]
        return Chain(
            [[row[name] for name in issues.ISSUES] for row in rows],
            [issues.ISSUES.index(position["issue"]) for _, position in example.units],
            [issues.bond_features(unit, before) for unit, before in zip(units, (None, *units), strict=False)],
        )


@contextmanager
def hidden_terms(example: Example, terms: Set[Hashable]) -> Iterator[None]:
    """Take the marks of some terms out of an encounter's sentences for a while."""
    sentences = [sentence for draft in example.siblings for sentence in draft.sentences] if terms else []
    whole = [list(sentence.marks) for sentence in sentences]
    for sentence in sentences:
        sentence.marks[:] = keep_terms(sentence, sentence.marks, terms)
    try:
        yield
    finally:
        for sentence, marks in zip(sentences, whole, strict=True):
            sentence.marks[:] = marks


def keep_terms(sentence: Sentence, marks: Sequence[Match], without: Set[Hashable]) -> list[Match]:
    """Return the marks that are no terms of these."""
    return [mark for mark in marks if mark.label.file != "issues" or term_of(sentence, mark) not in without]


def scope_examples(
    unit: Unit, position: dict[str, Any], before: dict[str, tuple[int, list[str]]]
) -> list[tuple[Sequence[Row], int]]:
    """Return each object that a position may cover as a choice between it and nothing; keeps `before` up to date."""
    if position["scope"] is None and unit.start % 10 >= UNSCOPED_OF_TEN:
        return []
    here = unit.head.sentence_index
    at, last = before.get(position["issue"], (here, []))
    candidates = scopes.scope_candidates(
        unit, position["issue"], position["act"], last if here - at <= scopes.FAR_BACK_SENTENCES else ()
    )
    covered = position["scope"] or []
    if covered:
        before[position["issue"]] = (here, sorted(covered))
    return [([c.features, {}], 0 if c.name in covered else 1) for c in candidates]


def conflict_of(case: str) -> str:
    """Encounters of one conflict are left out together."""
    return next((conflict for conflict, names in CONFLICTS.items() if case.startswith(tuple(names))), case)


def read_and_compare(acquired: Acquired, reader: GrammarReader) -> Result:
    """Return what one reader and the comparison make of an encounter."""
    readings = [reader.read(document, acquired.encounter, acquired.documents) for document in acquired.documents]
    read = (position for reading in readings for position in reading.positions)
    positions = mark_positions(read, acquired.documents)
    comparison = compare(acquired.encounter, acquired.documents, positions, frozenset())
    outlook = assess(acquired.encounter, positions, comparison)
    return Result(
        acquired.encounter,
        acquired.documents,
        (),
        positions,
        (),
        (),
        (),
        comparison,
        outlook,
        ("grammar",),
        __version__,
    )


def learn_left_out(examples: Sequence[Example], worked: Sequence[Example]) -> dict[str, GrammarReader]:
    """Return, for each conflict, a reader with weights learned without it: conflicts are left out in turns.

    The worked texts are learned from in every turn.
    """
    conflicts = sorted({conflict_of(example.case) for example in examples})
    readers: dict[str, GrammarReader] = {}
    for start in range(min(FOLDS, len(conflicts))):
        aside = conflicts[start::FOLDS]
        others = [example for example in examples if conflict_of(example.case) not in aside]
        reader = GrammarReader(make_models(train([*others, *worked])))
        readers |= dict.fromkeys(aside, reader)
    return readers


def cross_validate(
    folders: Sequence[Path], examples: Sequence[Example], worked: Sequence[Example]
) -> tuple[dict[str, Any], list[tuple[Row, bool]]]:
    """Score every conflict with weights learned on the others; return the report, and the rows for calibration."""
    readers = learn_left_out(examples, worked)
    calibration: list[tuple[Row, bool]] = []
    for example in examples:
        calibration += calibration_rows(example, readers[conflict_of(example.case)])

    confidence, standing = calibrate(calibration)
    for reader in set(readers.values()):
        reader.recalibrate(confidence, standing["threshold"])

    def make_result(folder: Path) -> Result:
        return read_and_compare(acquire(folder), readers[conflict_of(folder.name)])

    return evaluate_cases(folders, make_result=make_result), calibration


def calibration_rows(example: Example, reader: GrammarReader) -> list[tuple[Row, bool]]:
    """Return, for each position of a source, what its confidence rests on and whether it is right."""
    draft, document = example.draft, example.draft.document
    units = reader.find_units(draft)
    by_start = {unit.start: number for number, unit in enumerate(units)}
    positions = list(reader.construe(draft, units, example.siblings))
    here = [Passage(document.id, p.issue.value, (p.span,)) for p in positions]
    there = [Passage(document.id, p["issue"], locate_all(p["quote"], document.text)) for p in example.expected]
    right = match_passages(here, there, key=lambda passage: passage.issue)
    topics = issues.Topics(draft, example.siblings)
    rows = []
    chosen = reader.choose_issues(units, topics)
    for number, position in enumerate(positions):
        at = by_start[position.span.start]
        act = reader.choose_act(units[at], document)
        rows.append((confidence_features(units[at], chosen[at], act, topics), number in right))
    return rows


def calibrate(calibration: list[tuple[Row, bool]]) -> tuple[dict[str, float], dict[str, float]]:
    """Fit the confidence, and the lowest threshold at which four in five of those shown as found are right."""
    groups: list[tuple[Sequence[Row], int]] = [([row, {}], 0 if right else 1) for row, right in calibration]
    weights = fit_ranking(groups, PULL["confidence"])
    return weights, {"threshold": find_threshold(weights, calibration)}


def find_threshold(confidence: dict[str, float], rows: Sequence[tuple[Row, bool]]) -> float:
    """Return the lowest confidence at or above which four in five are right."""
    scored = sorted(((score_row(confidence, row), right) for row, right in rows), reverse=True)
    right, threshold = 0, scored[0][0]
    for number, (score, is_right) in enumerate(scored, 1):
        right += is_right
        if right / number >= FOUND_PRECISION:
            threshold = score
    return round(1 / (1 + float(np.exp(-threshold))), 4)


def score_row(confidence: dict[str, float], row: Row) -> float:
    """Return the log odds that a position with these features is right."""
    return sum(confidence.get(name, 0.0) * value for name, value in row.items())


def level_confidence(weights: dict[str, dict[str, float]], rows: Sequence[tuple[Row, bool]]) -> None:
    """Move and stretch the confidence until it is right on texts that the language data was not written with.

    Left-out conflicts flatter: their texts were at hand when the lists of words were written. Two numbers are fitted to
    the log odds (Platt 1999), and the threshold is set anew.
    """
    odds = [({"slope": score_row(weights["confidence"], row), "offset": 1.0}, right) for row, right in rows]
    fitted = fit_ranking([([row, {}], 0 if right else 1) for row, right in odds], PULL["confidence"])
    levelled = {name: round(weight * fitted.get("slope", 1.0), 4) for name, weight in weights["confidence"].items()}
    levelled["bias"] = round(levelled.get("bias", 0.0) + fitted.get("offset", 0.0), 4)
    weights["confidence"] = levelled
    weights["standing"] = {"threshold": find_threshold(levelled, rows)}


def levelling_rows(
    weights: dict[str, dict[str, float]], aside: Sequence[Example], examples: Sequence[Example], worked: list[Example]
) -> list[tuple[Row, bool]]:
    """Return the rows to level the confidence on: cases kept aside and worked texts, either weighing as much.

    The worked texts are read half by half, with weights learned without that half.
    """
    reader = GrammarReader(make_models(weights))
    of_cases = [row for example in aside for row in calibration_rows(example, reader)]
    of_texts = []
    for start in (0, 1):
        half = GrammarReader(make_models(train([*examples, *worked[1 - start :: 2]])))
        of_texts += [row for example in worked[start::2] for row in calibration_rows(example, half)]
    return of_cases * round(len(of_texts) / max(1, len(of_cases))) + of_texts


def find_folders(roots: Iterable[Path]) -> list[Path]:
    """Return the case folders under some folders, without those kept aside."""
    found = [file.parent for root in roots for file in sorted(root.glob("*/expected.json"))]
    return [folder for folder in found if folder.name not in HELD_OUT]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path, nargs="+", help="folders of cases")
    parser.add_argument("--write", action="store_true", help="store the weights learned on all the cases")
    arguments = parser.parse_args()
    folders, worked = find_folders(arguments.cases), load_worked_texts()
    examples = load_examples(folders)
    report, calibration = cross_validate(folders, examples, worked)
    print(render_table(report), flush=True)
    if arguments.write:
        weights = train([*examples, *worked])
        weights["confidence"], weights["standing"] = calibrate(calibration)
        aside = [file.parent for root in arguments.cases for file in sorted(root.glob("*/expected.json"))]
        apart = load_examples(folder for folder in aside if folder.name in LEVELLED_ON)
        level_confidence(weights, levelling_rows(weights, apart, examples, worked))
        WEIGHTS.write_text(json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
