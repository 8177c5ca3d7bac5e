"""The best labels of units in a row, where neighbours tend to share one: positions come in runs on one matter.

A linear chain: each unit has a score for every label, each pair of neighbours a bond, which is added where their labels
are the same. Scores and bonds are learned together (a conditional random field, Lafferty et al. 2001).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Scores = Mapping[str, float]


class Labelled(NamedTuple):
    """The best label of one unit, and the probability of each label given the whole row."""

    label: str
    probabilities: dict[str, float]


def label_chain(scores: Sequence[Scores], bonds: Sequence[float]) -> list[Labelled]:
    """Return the most probable label of each unit, given all others.

    `bonds[n]` ties unit `n` to unit `n - 1`; the first is not used. All units have the same labels.
    """
    if not scores:
        return []
    forward = _pass_on(scores, bonds)
    backward = _pass_on(scores[::-1], [0.0, *bonds[:0:-1]])[::-1]
    labelled = []
    for own, ahead, behind in zip(scores, forward, backward, strict=True):
        joined = {label: ahead[label] + behind[label] - own[label] for label in own}
        total = _sum_logs(joined.values())
        probabilities = {label: math.exp(score - total) for label, score in joined.items()}
        highest = max(probabilities.values())
        best = min(label for label, probability in probabilities.items() if probability == highest)
        labelled.append(Labelled(best, probabilities))
    return labelled


def _pass_on(scores: Sequence[Scores], bonds: Sequence[float]) -> list[dict[str, float]]:
    """Return, for each unit and label, the log of the summed weight of all rows that end there."""
    reached = [dict(scores[0])]
    for own, bond in zip(scores[1:], bonds[1:], strict=True):
        last = reached[-1]
        total = _sum_logs(last.values())
        gain = math.expm1(bond)
        step = {}
        for label, score in own.items():
            share = math.exp(last[label] - total)
            step[label] = score + math.log(max(1e-300, 1.0 + gain * share))
        reached.append({label: score + total for label, score in step.items()})
    return reached


def _sum_logs(values: Iterable[float]) -> float:
    numbers = list(values)
    highest = max(numbers)
    return highest + math.log(sum([math.exp(value - highest) for value in numbers]))
