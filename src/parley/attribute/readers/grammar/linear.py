"""Linear models over named features, read from a small file: no arrays, no learning at run time."""

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

Features = Mapping[str, float]


class Weights:
    """Weights by feature name; features that the model has not seen weigh nothing."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._weights = weights

    def score(self, features: Features) -> float:
        """Return the weighted sum."""
        weights = self._weights
        total = 0.0
        for name, value in features.items():
            if name in weights:
                total += weights[name] * value
        return total

    def reasons(self, features: Features, most: int = 4) -> list[tuple[str, float]]:
        """Return the features that moved the score most, with what each added."""
        added = [(name, self._weights.get(name, 0.0) * value) for name, value in features.items()]
        return sorted((item for item in added if item[1]), key=lambda item: (-abs(item[1]), item[0]))[:most]


class Classes:
    """One set of weights for each class: `class|feature` in the file."""

    def __init__(self, weights: dict[str, float]) -> None:
        by_feature: dict[str, list[tuple[str, float]]] = {}
        self.names: list[str] = []
        for name, weight in weights.items():
            label, feature = name.split("|", 1)
            by_feature.setdefault(feature, []).append((label, weight))
            if label not in self.names:
                self.names.append(label)
        self.names.sort()
        self._by_feature = by_feature

    def probabilities(self, features: Features) -> dict[str, float]:
        """Return the probability of each class; they add up to 1."""
        return soft_max(self.scores(features))

    def scores(self, features: Features) -> dict[str, float]:
        """Return the weighted sum of each class."""
        sums = dict.fromkeys(self.names, 0.0)
        for feature, value in features.items():
            for label, weight in self._by_feature.get(feature, ()):
                sums[label] += weight * value
        return sums

    def reasons(self, label: str, against: str, features: Features, most: int) -> list[tuple[str, float]]:
        """Return the features that moved `label` most, one way or the other, against another class."""
        moved: dict[str, float] = {}
        for feature, value in features.items():
            weights = dict(self._by_feature.get(feature, ()))
            moved[feature] = (weights.get(label, 0.0) - weights.get(against, 0.0)) * value
        return sorted((item for item in moved.items() if item[1]), key=lambda item: (-abs(item[1]), item[0]))[:most]


def soft_max(scores: Mapping[str, float]) -> dict[str, float]:
    """Return probabilities in proportion to the exponentials of the scores."""
    highest = max(scores.values(), default=0.0)
    raised = {key: math.exp(score - highest) for key, score in scores.items()}
    total = sum(raised.values())
    return {key: value / total for key, value in raised.items()}


def squash(score: float) -> float:
    """Return the logistic function of a score."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def load_weights() -> dict[str, dict[str, float]]:
    """Read `weights.json`: a model name, then feature names with their weights."""
    path = resources.files("parley.attribute.readers.grammar") / "weights.json"
    models: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return models


def best(probabilities: Mapping[str, float], among: Iterable[str] | None = None) -> str:
    """Return the most probable key; of equals, the first in alphabetical order."""
    keys = sorted(probabilities if among is None else among)
    return max(keys, key=lambda key: probabilities[key])
