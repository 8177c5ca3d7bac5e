"""The best labels of units in a row, where neighbours tend to share one: positions come in runs on one matter.

A linear chain: each unit has a score for every label, each pair of neighbours a bond, which is added where their labels
are the same. Scores and bonds are learned together (a conditional random field, Lafferty et al. 2001).
"""

import math
from collections.abc import Mapping, Sequence
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
    labels = sorted(scores[0])
    rows = [[own[label] for label in labels] for own in scores]
    forward = _pass_on(rows, bonds)
    backward = _pass_on(rows[::-1], [0.0, *bonds[:0:-1]])[::-1]
    labelled = []
    for own, ahead, behind in zip(rows, forward, backward, strict=True):
        joined = [one + other - score for one, other, score in zip(ahead, behind, own, strict=True)]
        total = _sum_logs(joined)
        probabilities = [math.exp(score - total) for score in joined]
        # Of equals, the first in alphabetical order.
        best = labels[probabilities.index(max(probabilities))]
        labelled.append(Labelled(best, dict(zip(labels, probabilities, strict=True))))
    return labelled


def _pass_on(rows: Sequence[Sequence[float]], bonds: Sequence[float]) -> list[list[float]]:
    """Return, for each unit and label, the log of the summed weight of all rows of labels that end there."""
    last = list(rows[0])
    reached = [last]
    for own, bond in zip(rows[1:], bonds[1:], strict=True):
        total = _sum_logs(last)
        gain = math.expm1(bond)
        last = [
            score + total + math.log(max(1e-300, 1.0 + gain * math.exp(before - total)))
            for score, before in zip(own, last, strict=True)
        ]
        reached.append(last)
    return reached


def _sum_logs(numbers: Sequence[float]) -> float:
    highest = max(numbers)
    return highest + math.log(sum([math.exp(number - highest) for number in numbers]))
