"""The back-test: for each year, forecasts made by what was known at its beginning, set against what happened.

Rolling origin: a model for year Y learns from conflict-months whose outcome was settled before Y began; its forecasts
are recalibrated on the forecasts that earlier origins made and whose outcome was settled before Y began. How much of
the past to learn from, and how strongly to shrink, are chosen on the years before the test begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from parley.outlook.base_rate.logistic import LEAST, fit_calibration, fit_logistic, measure_slope, recalibrate
from parley.outlook.base_rate.months import HORIZONS, Months

FIRST_ORIGIN, FIRST_CHOICE, FIRST_TEST, LAST_TEST = 1999, 2003, 2013, 2024
OWN_RATE_STRENGTH = 24
RECENT_YEARS = 12
RESAMPLES = 2000
Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spec:
    """How to learn: from the last `window` years (None: from all), with this ridge `penalty`."""

    window: int | None
    penalty: float


CANDIDATES = (Spec(None, 10), Spec(None, 50), Spec(12, 10), Spec(12, 50))


@dataclass(frozen=True, slots=True)
class Forecasts:
    """Forecasts of one rolling origin after another: rows of the table, the chance by each way, and the outcome.

    The baselines: `climatology` is the rate of all the past, `recent` that of the last 12 years, `own_rate` each
    conflict's own share in the past, drawn towards the rate of all.
    """

    rows: NDArray[np.int64]
    conflict: NDArray[np.int64]
    ours: Chances
    climatology: Chances
    recent: Chances
    own_rate: Chances
    outcome: Chances


@dataclass(frozen=True, slots=True)
class Score:
    """How one horizon did on held-out years; skills are 1 − Brier / Brier of climatology, with a 90 % interval.

    `level` is the mean forecast to the share that happened; `slope` and `shift` are of outcomes on logits.
    """

    months: int
    horizon: str
    forecasts: int
    positives: int
    conflicts: int
    brier: float
    brier_climatology: float
    brier_recent: float
    brier_own_rate: float
    log_score: float
    log_climatology: float
    log_recent: float
    log_own_rate: float
    skill: float
    skill_low: float
    skill_high: float
    skill_own_rate: float
    slope: float
    shift: float
    level: float

    @property
    def beats(self) -> bool:
        """Return whether ours is better than each baseline, by both scores."""
        brier = self.brier < min(self.brier_climatology, self.brier_recent, self.brier_own_rate)
        return brier and self.log_score < min(self.log_climatology, self.log_recent, self.log_own_rate)


def choose_spec(months: Months, horizon: int) -> Spec:
    """Return the way of learning with the best log score in the years before the test begins."""
    scored = []
    for place, spec in enumerate(CANDIDATES):
        found = roll(months, horizon, spec, range(FIRST_CHOICE, FIRST_TEST))
        scored.append((score_log(found.ours, found.outcome), place))
    return CANDIDATES[min(scored)[1]]


def roll(months: Months, horizon: int, spec: Spec, years: Sequence[int]) -> Forecasts:
    """Return recalibrated forecasts for the months of these years; `horizon` is a place in HORIZONS."""
    raw = {year: forecast_year(months, horizon, spec, year) for year in range(FIRST_ORIGIN, max(years) + 1)}
    kept = []
    for year in years:
        ours = recalibrate(raw[year].ours, calibrate(months, horizon, [raw[one] for one in raw if one < year], year))
        kept.append(replace(raw[year], ours=ours))
    return _join(kept)


def calibrate(months: Months, horizon: int, earlier: Sequence[Forecasts], year: int) -> tuple[float, float]:
    """Return the calibration that earlier forecasts give whose outcome was settled before the year began."""
    past = _join(earlier)
    settled = months.month[past.rows] + HORIZONS[horizon] <= year * 12
    if not past.outcome[settled].any():
        return 0.0, 1.0
    return fit_calibration(past.ours[settled], past.outcome[settled])


def learn_from(months: Months, horizon: int, spec: Spec, year: int) -> Months:
    """Return the rows that a model for this year may learn from."""
    settled = months.month + HORIZONS[horizon] <= year * 12
    if spec.window is not None:
        settled &= months.month >= (year - spec.window) * 12
    return months.where(settled & ~np.isnan(months.outcomes[:, horizon]))


def score(months: int, name: str, found: Forecasts, seed: int = 1) -> Score:
    """Return how forecasts did, with an interval of the skill by resampling conflicts."""
    outcome = found.outcome
    brier = {way: float(((chances - outcome) ** 2).mean()) for way, chances in _ways(found).items()}
    log = {way: score_log(chances, outcome) for way, chances in _ways(found).items()}
    low, high = _skill_interval(found, seed)
    shift, slope = measure_slope(found.ours, outcome) if outcome.any() else (float("nan"), float("nan"))
    return Score(
        months,
        name,
        len(outcome),
        int(outcome.sum()),
        len(np.unique(found.conflict)),
        brier["ours"],
        brier["climatology"],
        brier["recent"],
        brier["own_rate"],
        log["ours"],
        log["climatology"],
        log["recent"],
        log["own_rate"],
        1 - brier["ours"] / brier["climatology"],
        low,
        high,
        1 - brier["own_rate"] / brier["climatology"],
        slope,
        shift,
        float(found.ours.mean() / outcome.mean()) if outcome.any() else float("nan"),
    )


def score_log(chances: Chances, outcome: Chances) -> float:
    """Return the mean of minus the logarithm of the chance given to what happened; smaller is better."""
    held = np.clip(chances, LEAST, 1 - LEAST)
    return float(-(outcome * np.log(held) + (1 - outcome) * np.log(1 - held)).mean())


def list_bins(found: Forecasts, edges: Sequence[float]) -> list[tuple[float, float, int, float, float]]:
    """Return for each bin of forecasts that has any: from, to, how many, mean forecast, share that happened."""
    bins = []
    for low, high in pairwise(edges):
        chosen = (found.ours >= low) & (found.ours < high)
        if chosen.any():
            share = float(found.outcome[chosen].mean())
            bins.append((low, high, int(chosen.sum()), float(found.ours[chosen].mean()), share))
    return bins


def join_groups(whole: Forecasts, parts: Sequence[tuple[Months, Forecasts]], months: Months) -> Forecasts:
    """Return the baselines of the whole table beside what the models of its groups say of the same months."""
    said: dict[tuple[int, int], float] = {}
    for table, found in parts:
        keys = zip(found.conflict.tolist(), table.month[found.rows].tolist(), strict=True)
        said.update(zip(keys, found.ours.tolist(), strict=True))
    keys = zip(whole.conflict.tolist(), months.month[whole.rows].tolist(), strict=True)
    return replace(whole, ours=np.array([said[key] for key in keys]))


def forecast_year(months: Months, horizon: int, spec: Spec, year: int) -> Forecasts:
    """Return the forecasts for the months of a year, as its beginning would have made them, not recalibrated."""
    learned = learn_from(months, horizon, spec, year)
    rows = np.flatnonzero(
        (months.month >= year * 12) & (months.month < (year + 1) * 12) & ~np.isnan(months.outcomes[:, horizon])
    )
    model = fit_logistic(learned.features, learned.outcomes[:, horizon], spec.penalty)
    past = learn_from(months, horizon, Spec(None, 0), year)
    recent = learn_from(months, horizon, Spec(RECENT_YEARS, 0), year)
    rate, late = (float(np.clip(one.outcomes[:, horizon].mean(), LEAST, 1 - LEAST)) for one in (past, recent))
    return Forecasts(
        rows,
        months.conflict[rows],
        model.predict(months.features[rows]),
        np.full(len(rows), rate),
        np.full(len(rows), late),
        _own_rates(past, past.outcomes[:, horizon], months.conflict[rows], rate),
        months.outcomes[rows, horizon],
    )


def _own_rates(learned: Months, outcomes: Chances, conflicts: NDArray[np.int64], rate: float) -> Chances:
    """Return each conflict's own share in the past, drawn towards the rate of all as by 24 months of it."""
    known, back = np.unique(learned.conflict, return_inverse=True)
    positives, count = np.bincount(back, weights=outcomes), np.bincount(back)
    rates = (positives + OWN_RATE_STRENGTH * rate) / (count + OWN_RATE_STRENGTH)
    place = np.minimum(np.searchsorted(known, conflicts), len(known) - 1)
    return np.asarray(np.where(known[place] == conflicts, rates[place], rate))


def _skill_interval(found: Forecasts, seed: int) -> tuple[float, float]:
    """Return the 5th and 95th percentile of the skill when conflicts, with all their months, are drawn anew."""
    _, back = np.unique(found.conflict, return_inverse=True)
    ours = np.bincount(back, weights=(found.ours - found.outcome) ** 2)
    climatology = np.bincount(back, weights=(found.climatology - found.outcome) ** 2)
    drawn = np.random.default_rng(seed).multinomial(len(ours), np.full(len(ours), 1 / len(ours)), RESAMPLES)
    skills = 1 - (drawn @ ours) / (drawn @ climatology)
    return float(np.quantile(skills, 0.05)), float(np.quantile(skills, 0.95))


def _ways(found: Forecasts) -> dict[str, Chances]:
    return {way: getattr(found, way) for way in ("ours", "climatology", "recent", "own_rate")}


def _join(parts: Sequence[Forecasts]) -> Forecasts:
    names = [field.name for field in fields(Forecasts)]
    return Forecasts(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))
