"""Linear models over named features, read from a small file: no arrays, no learning at run time."""

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from operator import add

Features = Mapping[str, float]


class Weights:
    """Weights by feature name; features that the model has not seen weigh nothing."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._weights = weights

    def score(self, features: Features) -> float:
        """Return the weighted sum."""
        weigh = self._weights.get
        return sum([weigh(name, 0.0) * value for name, value in features.items()])

    def reasons(self, features: Features, most: int = 4) -> list[tuple[str, float]]:
        """Return the features that moved the score most, with what each added."""
        added = [(name, self._weights.get(name, 0.0) * value) for name, value in features.items()]
        return sorted((item for item in added if item[1]), key=lambda item: (-abs(item[1]), item[0]))[:most]


class Classes:
    """One set of weights for each class: `class|feature` in the file."""

    def __init__(self, weights: dict[str, float]) -> None:
        parted = [(*name.partition("|")[::2], weight) for name, weight in weights.items()]
        self.names: list[str] = sorted({label for label, _, _ in parted})
        at = {label: number for number, label in enumerate(self.names)}
        # For each feature a row of weights, one a class in the order of their names.
        rows: dict[str, list[float]] = {}
        for label, feature, weight in parted:
            row = rows.get(feature)
            if row is None:
                row = rows[feature] = [0.0] * len(at)
            row[at[label]] = weight
        self._rows = rows
        self._among: dict[str, Classes] = {}

    def probabilities(self, features: Features) -> dict[str, float]:
        """Return the probability of each class; they add up to 1."""
        return soft_max(self.scores(features))

    def scores(self, features: Features) -> dict[str, float]:
        """Return the weighted sum of each class."""
        sums = [0.0] * len(self.names)
        rows = self._rows
        for feature, value in features.items():
            if feature in rows:
                row = rows[feature] if value == 1.0 else [weight * value for weight in rows[feature]]
                sums = list(map(add, sums, row))
        return dict(zip(self.names, sums, strict=True))

    def reasons(self, label: str, against: str, features: Features, most: int) -> list[tuple[str, float]]:
        """Return the features that moved `label` most, one way or the other, against another class."""
        first, second = self.names.index(label), self.names.index(against)
        moved = [
            (feature, (row[first] - row[second]) * value)
            for feature, value in features.items()
            if (row := self._rows.get(feature)) is not None
        ]
        return sorted((item for item in moved if item[1]), key=lambda item: (-abs(item[1]), item[0]))[:most]

    def among(self, prefix: str) -> "Classes":
        """Return the same weights for the classes alone whose names begin with a prefix."""
        found = self._among.get(prefix)
        if found is None:
            found = self._among[prefix] = self._narrow(prefix)
        return found

    def _narrow(self, prefix: str) -> "Classes":
        kept = [number for number, name in enumerate(self.names) if name.startswith(prefix)]
        return Classes(
            {f"{self.names[at]}|{feature}": row[at] for feature, row in self._rows.items() for at in kept if row[at]}
        )


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
