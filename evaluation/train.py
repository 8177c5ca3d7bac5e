"""Learn the reader's weights from evaluation cases, and measure them on conflicts left out.

    python evaluation/train.py CASES [--folds] [--write]

`--folds` scores each conflict with weights learned on the others; `--write` stores the weights learned on all
the folders that `held_out.toml` does not keep aside. Needs the extra `train`.
"""

import argparse
import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from parley.acquire.documents import acquire
from parley.attribute.readers.grammar import acts, features, holders, issues
from parley.attribute.readers.grammar.passages import Draft, cut_document
from parley.attribute.readers.grammar.reader import GrammarReader, confidence_features, make_models
from parley.attribute.readers.grammar.units import Unit, unit_of_span
from parley.vocabulary import ACTS_OFF_THE_LADDER, Act

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src/parley/attribute/readers/grammar/weights.json"
HELD_OUT = set(tomllib.loads((HERE / "held_out.toml").read_text(encoding="utf-8"))["folders"])
# Strength of the pull towards zero, chosen by the score on conflicts left out.
PULL = {"boundary": 3.0, "issue": 4.0, "holder": 2.0, "act": 2.5, "strength": 1.0, "confidence": 0.1}
Row = dict[str, float]


class Example:
    """One source of a case: its draft, and the expected positions with their units."""

    def __init__(self, case: str, draft: Draft, siblings: Sequence[Draft], expected: list[dict]) -> None:
        self.case = case
        self.siblings = siblings
        self.draft = draft
        self.expected = expected
        text = draft.document.text
        found = []
        for position in expected:
            at = text.find(position["quote"])
            unit = unit_of_span(draft, at, at + len(position["quote"])) if at >= 0 else None
            if unit is not None:
                found.append((at, unit, position))
        found.sort(key=lambda item: item[0])
        self.units = [(unit, position) for _, unit, position in found]

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


def load_examples(cases: Path, names: Iterable[str]) -> list[Example]:
    """Acquire the sources of the cases and cut them into passages."""
    examples = []
    for name in names:
        acquired = acquire(cases / name)
        expected = json.loads((cases / name / "expected.json").read_text(encoding="utf-8"))["positions"]
        drafts = [cut_document(document, acquired.encounter) for document in acquired.documents]
        for draft in drafts:
            own = [p for p in expected if p["source"] == draft.document.id]
            examples.append(Example(name, draft, drafts, own))
    return examples


def fit_ranking(groups: Sequence[tuple[Sequence[Row], int]], pull: float) -> dict[str, float]:
    """Conditional logit: in each group of rows one is right. Returns weights by feature name."""
    names = sorted({name for rows, _ in groups for row in rows for name in row})
    column = {name: number for number, name in enumerate(names)}
    data, indices, pointers, starts, right = [], [], [0], [0], []
    for rows, chosen in groups:
        right.append(starts[-1] + chosen)
        for row in rows:
            for name, value in row.items():
                indices.append(column[name])
                data.append(value)
            pointers.append(len(indices))
        starts.append(starts[-1] + len(rows))
    matrix = csr_matrix((data, indices, pointers), shape=(len(pointers) - 1, len(names)))
    begin = np.array(starts[:-1])
    sizes = np.diff(starts)
    chosen_sum = np.asarray(matrix[right].sum(axis=0)).ravel()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        highest = np.maximum.reduceat(scores, begin)
        raised = np.exp(scores - np.repeat(highest, sizes))
        totals = np.add.reduceat(raised, begin)
        value = np.sum(np.log(totals) + highest) - scores[right].sum() + 0.5 * pull * weights @ weights
        gradient = matrix.T @ (raised / np.repeat(totals, sizes)) - chosen_sum + pull * weights
        return value, gradient

    solved = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {name: round(float(w), 3) for name, w in zip(names, solved.x, strict=True) if abs(w) > 0.004}


def fit_classes(rows: Sequence[Row], labels: Sequence[str], pull: float) -> dict[str, float]:
    """Multinomial logit. Returns weights by `class|feature`."""
    classes = sorted(set(labels))
    names = sorted({name for row in rows for name in row})
    column = {name: number for number, name in enumerate(names)}
    matrix = csr_matrix(
        (
            [v for row in rows for v in row.values()],
            ([n for n, row in enumerate(rows) for _ in row], [column[k] for row in rows for k in row]),
        ),
        shape=(len(rows), len(names)),
    )
    target = np.zeros((len(rows), len(classes)))
    target[np.arange(len(rows)), [classes.index(label) for label in labels]] = 1

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(names), len(classes))
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        value = -np.sum(target * logs) + 0.5 * pull * np.sum(weights**2)
        gradient = matrix.T @ (np.exp(logs) - target) + pull * weights
        return value, gradient.ravel()

    solved = minimize(loss, np.zeros(len(names) * len(classes)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights = solved.x.reshape(len(names), len(classes))
    return {
        f"{label}|{name}": round(float(weights[column[name], number]), 3)
        for name in names
        for number, label in enumerate(classes)
        if abs(weights[column[name], number]) > 0.004
    }


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
    boundary_rows: list[Row] = []
    boundary_labels: list[str] = []
    issue_groups, holder_groups = [], []
    act_rows, act_labels, strength_rows, strength_labels = [], [], [], []
    typical = typical_strengths(examples)
    for example in examples:
        boundary_rows += features.boundary_features(example.draft.passages, example.draft.document)
        boundary_labels += example.labels()
        topics = issues.Topics(example.draft, example.siblings)
        before: list[str | None] = [None, None]
        holder_before: tuple[str, ...] = ()
        for unit, position in example.units:
            rows = issues.issue_features(unit, topics, before[-1], before[-2])
            issue_groups.append(([rows[name] for name in issues.ISSUES], issues.ISSUES.index(position["issue"])))
            before.append(position["issue"])
            holder = tuple(sorted(position["holder"]))
            context = holders.HolderContext(example.draft.encounter, example.draft.document.source, holder_before)
            candidates = holders.holder_candidates(unit, context)
            right = [n for n, c in enumerate(candidates) if c.parties == holder]
            if right:
                holder_groups.append(([c.features for c in candidates], right[0]))
            holder_before = holder
            act_rows.append(acts.act_features(unit, example.draft.document))
            act_labels.append(position["act"])
            if Act(position["act"]) not in ACTS_OFF_THE_LADDER:
                low, high = position["strength"]
                strength_rows.append(acts.strength_features(unit, position["act"]))
                strength_labels.append(f"{position['act']}:{min(max(typical[position['act']], low), high)}")
    strength = fit_classes(strength_rows, strength_labels, PULL["strength"])
    for act in ACTS_OFF_THE_LADDER:
        strength[f"{act.value}:{typical[act.value]}|act:{act.value}"] = 1.0
    return {
        "boundary": fit_classes(boundary_rows, boundary_labels, PULL["boundary"]),
        "issue": fit_ranking(issue_groups, PULL["issue"]),
        "holder": fit_ranking(holder_groups, PULL["holder"]),
        "act": fit_classes(act_rows, act_labels, PULL["act"]),
        "strength": strength,
        "confidence": {"bias": 0.0},
        "standing": {"threshold": 0.5},
    }


def match(found: Sequence, expected: list[dict], text: str, *, with_issue: bool = True) -> list[tuple]:
    """Pair found positions with expected ones, each once, the largest overlap first."""
    pairs = []
    for n, position in enumerate(found):
        for m, wanted in enumerate(expected):
            at = text.find(wanted["quote"])
            end = at + len(wanted["quote"])
            common = min(end, position.span.end) - max(at, position.span.start)
            shorter = min(end - at, position.span.end - position.span.start)
            if common > 0 and common >= shorter / 2 and (not with_issue or position.issue == wanted["issue"]):
                pairs.append((-common, n, m))
    used_n, used_m, matched = set(), set(), []
    for _, n, m in sorted(pairs):
        if n not in used_n and m not in used_m:
            used_n.add(n)
            used_m.add(m)
            matched.append((found[n], expected[m]))
    return matched


def conflict_of(case: str) -> str:
    """Encounters of one conflict are left out together."""
    return "ukraine" if case.startswith(("trump-putin", "istanbul", "easter", "alaska", "black-sea")) else case


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    names = sorted(p.parent.name for p in arguments.cases.glob("*/expected.json") if p.parent.name not in HELD_OUT)
    examples = load_examples(arguments.cases, names)
    calibration: list[tuple[Row, bool]] = []
    if arguments.folds:
        calibration = cross_validate(examples)
    if arguments.write:
        weights = train(examples)
        weights["confidence"], weights["standing"] = calibrate(calibration or cross_validate(examples))
        WEIGHTS.write_text(json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def calibrate(calibration: list[tuple[Row, bool]]) -> tuple[dict[str, float], dict[str, float]]:
    """Fit the confidence, and the lowest threshold at which four in five of those shown as found are right."""
    groups = [([row, {}], 0 if right else 1) for row, right in calibration]
    weights = fit_ranking(groups, PULL["confidence"])
    scored = sorted(((sum(weights.get(k, 0) * v for k, v in row.items()), right) for row, right in calibration), reverse=True)
    right, threshold = 0, scored[0][0]
    for number, (score, is_right) in enumerate(scored, 1):
        right += is_right
        if right / number >= 0.8:
            threshold = score
    return weights, {"threshold": round(1 / (1 + float(np.exp(-threshold))), 4)}


def cross_validate(examples: list[Example]) -> list[tuple[Row, bool]]:
    """Score every conflict with weights learned on the others; print the table; return what calibration needs."""
    from collections import Counter, defaultdict

    sums: dict[str, Counter] = defaultdict(Counter)
    calibration: list[tuple[Row, bool]] = []
    for conflict in sorted({conflict_of(e.case) for e in examples}):
        reader = GrammarReader(make_models(train([e for e in examples if conflict_of(e.case) != conflict])))
        for example in (e for e in examples if conflict_of(e.case) == conflict):
            document = example.draft.document
            reading = reader.read(document, example.draft.encounter, [d.document for d in example.siblings])
            matched = match(reading.positions, example.expected, document.text)
            right_ids = {p.id for p, _ in matched}
            loose = match(reading.positions, example.expected, document.text, with_issue=False)
            spans = [(document.text.find(w["quote"]), document.text.find(w["quote"]) + len(w["quote"])) for w in example.expected]
            for key in ("all", document.language, "kind:" + document.source.kind.value):
                c = sums[key]
                c["found"] += len(reading.positions)
                c["expected"] += len(example.expected)
                c["matched"] += len(matched)
                c["loose"] += len(loose)
                c["background"] += sum(not any(min(e, p.span.end) > max(s, p.span.start) for s, e in spans) for p in reading.positions)
                for p, w in matched:
                    c["holder"] += set(p.holder) == set(w["holder"])
                    c["act"] += p.act.value == w["act"]
                    c["strength"] += w["strength"][0] <= p.strength <= w["strength"][1] or p.act in ACTS_OFF_THE_LADDER
                    c["chain"] += len(p.chain) == len(w["chain"])
                    for field in ("scope", "quantity", "starts_on", "ends_on", "days", "condition"):
                        if w.get(field) is None:
                            continue
                        c[field + "_n"] += 1
                        got = {"scope": list(p.measure.scope), "quantity": p.measure.quantity,
                               "starts_on": str(p.measure.starts_on), "ends_on": str(p.measure.ends_on), "days": p.measure.days,
                               "condition": p.condition_quote}[field]
                        want = w[field]
                        if field == "scope":
                            c[field] += set(got) == set(want)
                        elif field == "condition":
                            c[field] += bool(got) and (want in got or got in want)
                        else:
                            c[field] += got == want
            diagnostics(reader, example, calibration, reading, right_ids, sums["all"])
    for key, c in sorted(sums.items()):
        p, r = c["matched"] / max(1, c["found"]), c["matched"] / max(1, c["expected"])
        lp, lr = c["loose"] / max(1, c["found"]), c["loose"] / max(1, c["expected"])
        m = max(1, c["matched"])
        line = f"{key:22} n={c['expected']:5} P {p:.2f} R {r:.2f} F1 {2*p*r/max(1e-9,p+r):.3f} span {2*lp*lr/max(1e-9,lp+lr):.3f} back {c['background']/max(1,c['found']):.2f} holder {c['holder']/m:.2f} act {c['act']/m:.2f} str {c['strength']/m:.2f} chain {c['chain']/m:.2f}"
        line += "".join(f" {f} {c[f]}/{c[f + '_n']}" for f in ("scope", "quantity", "starts_on", "ends_on", "days", "condition") if c[f + "_n"])
        print(line)
    return calibration


def diagnostics(reader: GrammarReader, example: Example, calibration: list, reading, right_ids: set, total) -> None:  # noqa: ANN001
    """Collect calibration rows."""
    units = reader.find_units(example.draft)
    topics = issues.Topics(example.draft, example.siblings)
    by_start = {p.span.start: p for p in reading.positions}
    previous = earlier = None
    for unit in units:
        choice = reader.choose_issue(unit, topics, previous, earlier)
        previous, earlier = choice.value, previous
        position = by_start.get(unit.start)
        if position is not None:
            act = reader.choose_act(unit, example.draft.document)
            calibration.append((confidence_features(unit, choice, act, topics), position.id in right_ids))


if __name__ == "__main__":
    main()
