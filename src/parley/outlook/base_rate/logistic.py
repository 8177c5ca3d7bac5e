"""Logistic regression with a ridge penalty, small enough to write: standardised features, Newton's steps."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_STEPS = 50
_CLOSE = 1e-8
# No forecast is surer than this: a thousand months never show that something cannot happen.
LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Logistic:
    """Coefficients over features that are centred by `mean` and divided by `spread`; `intercept` is in logits."""

    intercept: float
    weights: NDArray[np.float64]
    mean: NDArray[np.float64]
    spread: NDArray[np.float64]

    def predict(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the chance for each row of features."""
        return to_chance(self.intercept + (features - self.mean) / self.spread @ self.weights)


def fit_logistic(features: NDArray[np.float64], outcomes: NDArray[np.float64], penalty: float) -> Logistic:
    """Return the coefficients that maximise the likelihood less half the penalty times their squares.

    The intercept is not penalised, so the mean forecast over the rows is their rate.
    """
    mean, spread = features.mean(axis=0), features.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    design = np.column_stack((np.ones(len(features)), (features - mean) / spread))
    ridge = np.full(design.shape[1], penalty)
    ridge[0] = 1e-6
    start = np.zeros(design.shape[1])
    start[0] = float(to_logit(np.clip(outcomes.mean(), LEAST, 1 - LEAST)))
    held = _climb(design, outcomes, start, np.zeros(design.shape[1]), ridge)
    return Logistic(float(held[0]), held[1:], mean, spread)


def fit_calibration(chances: NDArray[np.float64], outcomes: NDArray[np.float64]) -> tuple[float, float]:
    """Return the intercept and the slope by which logits of earlier forecasts have to be changed to be right.

    The slope is drawn towards 1, as a few years of outcomes say little about it.
    """
    logits = to_logit(np.clip(chances, LEAST, 1 - LEAST))
    design = np.column_stack((np.ones(len(logits)), logits))
    # A prior as strong as a few positive outcomes: a slope of 1 give or take 0.3, a shift of 0 give or take 1.
    prior, ridge = np.array([0.0, 1.0]), np.array([1.0, 1 / 0.09])
    held = _climb(design, outcomes, prior.copy(), prior, ridge)
    return float(held[0]), float(held[1])


def measure_slope(chances: NDArray[np.float64], outcomes: NDArray[np.float64]) -> tuple[float, float]:
    """Return the intercept and slope of outcomes on the logits of forecasts: 0 and 1 for calibrated ones."""
    logits = to_logit(np.clip(chances, LEAST, 1 - LEAST))
    design = np.column_stack((np.ones(len(logits)), logits))
    held = _climb(design, outcomes, np.array([0.0, 1.0]), np.zeros(2), np.full(2, 1e-6))
    return float(held[0]), float(held[1])


def _climb(
    design: NDArray[np.float64],
    outcomes: NDArray[np.float64],
    start: NDArray[np.float64],
    prior: NDArray[np.float64],
    ridge: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the top of the penalised likelihood by Newton's steps, each halved until it climbs."""

    def height(at: NDArray[np.float64]) -> float:
        logits = design @ at
        likelihood = outcomes @ logits - np.logaddexp(0, logits).sum()
        return float(likelihood - (ridge * (at - prior) ** 2).sum() / 2)

    held, reached = start, height(start)
    for _ in range(_STEPS):
        chance = to_chance(design @ held, least=1e-12)
        slope = design.T @ (outcomes - chance) - ridge * (held - prior)
        curve = (design.T * (chance * (1 - chance))) @ design + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        while (higher := height(held + step)) < reached and float(np.abs(step).max()) > _CLOSE:
            step = step / 2
        if higher < reached:
            break
        held, reached = held + step, higher
        if float(np.abs(step).max()) < _CLOSE:
            break
    return held


def recalibrate(chances: NDArray[np.float64], calibration: tuple[float, float]) -> NDArray[np.float64]:
    """Return chances changed by an intercept and a slope of their logits."""
    return to_chance(calibration[0] + calibration[1] * to_logit(np.clip(chances, LEAST, 1 - LEAST)))


def to_chance(logits: NDArray[np.float64], least: float = LEAST) -> NDArray[np.float64]:
    """Return chances, none surer than `least`."""
    return np.asarray(np.clip(1 / (1 + np.exp(-np.clip(logits, -30, 30))), least, 1 - least))


def to_logit(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logits of chances."""
    return np.asarray(np.log(chances / (1 - chances)))
