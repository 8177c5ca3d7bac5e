"""Rates per day before and during, and intervals for their ratio: one for Poisson counts, one for overdispersed ones.

Which applies is a rule: where a test of dispersion on the days of both windows gives less than 0.05, the counts vary
more than Poisson counts do and the overdispersed interval is the one to read; else the conditional one is.

Sources: Clopper and Pearson (1934) for the binomial proportion; Przyborowski and Wilenski (1940) for the conditional
test of two Poisson rates; Garwood (1936) for one rate; Welch (1947) for the degrees of freedom; Efron and Tibshirani
(1993, ch. 12) for the bootstrap-t.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, betaincinv, chdtrc, chdtri, stdtr, stdtrit

from parley.vocabulary import Rate, Ratio

LEVEL = 0.95
DISPERSED_BELOW = 0.05
# Weekly sums are used where each window has so many whole weeks: days of fighting follow one another, weeks less so.
WEEKS_NEEDED = 8
RESAMPLES = 1999
Counts = NDArray[Any]


def rate_of(daily: Counts, level: float = LEVEL) -> Rate:
    """Return the rate of daily counts with Garwood's exact interval for a Poisson mean."""
    count, days, tail = int(daily.sum()), len(daily), (1 - level) / 2
    low = 0.0 if count == 0 else float(chdtri(2 * count, 1 - tail)) / 2
    high = float(chdtri(2 * (count + 1), tail)) / 2
    return Rate(count, days, count / days, low / days, high / days)


def compare_counts(before: Counts, during: Counts, level: float = LEVEL) -> Ratio:
    """Return the ratio of the daily counts during to those before, by the rule of the module."""
    dispersion, p = measure_dispersion(before, during)
    if p < DISPERSED_BELOW and dispersion > 1:
        return overdispersed_ratio(before, during, level)
    return conditional_ratio(before, during, level)


def measure_dispersion(before: Counts, during: Counts) -> tuple[float, float]:
    """Return variance to mean within the windows, and how probable as much is for Poisson counts (Fisher's index)."""
    squares, degrees = 0.0, 0
    for daily in (before, during):
        mean = float(daily.mean())
        if mean > 0 and len(daily) > 1:
            squares += float(((daily - mean) ** 2).sum()) / mean
            degrees += len(daily) - 1
    if not degrees:
        return 1.0, 1.0
    return squares / degrees, float(chdtrc(degrees, squares))


def conditional_ratio(before: Counts, during: Counts, level: float = LEVEL) -> Ratio:
    """Return the ratio with the exact interval that conditions on the sum of the counts."""
    x0, x1 = int(before.sum()), int(during.sum())
    dispersion, dispersed_p = measure_dispersion(before, during)
    low, high = _conditional_interval(x0, x1, len(before), len(during), level)
    share = len(during) / (len(before) + len(during))
    total = x0 + x1
    p = 1.0 if not total else min(1.0, 2 * min(float(bdtr(x1, total, share)), 1 - _below(x1, total, share)))
    return Ratio(_ratio(before, during), low, high, "conditional", dispersion, dispersed_p, p)


def overdispersed_ratio(before: Counts, during: Counts, level: float = LEVEL) -> Ratio:
    """Return the ratio with an interval from the variance that the counts show, each window its own.

    The logarithm of the ratio has the variance s²/(n m²) of each window (delta method) and Welch's degrees of freedom,
    over weekly sums where the windows have enough of them. Where a window has no incident, that variance is not known;
    then the exact interval is taken over the counts divided by the dispersion.
    """
    dispersion, dispersed_p = measure_dispersion(before, during)
    x0, x1 = float(before.sum()), float(during.sum())
    if x0 == 0 or x1 == 0:
        low, high = _conditional_interval(x0 / dispersion, x1 / dispersion, len(before), len(during), level)
        return Ratio(_ratio(before, during), low, high, "overdispersed", dispersion, dispersed_p)
    weekly = min(len(before), len(during)) >= 7 * WEEKS_NEEDED
    sums = [_weekly(daily) if weekly else daily.astype(float) for daily in (before, during)]
    parts = [float(part.var(ddof=1)) / (len(part) * float(part.mean()) ** 2) for part in sums if len(part) > 1]
    # Counts cannot vary less than Poisson counts do: a run of even weeks is luck.
    parts = [max(part, 1 / total) for part, total in zip(parts, (x0, x1), strict=False)]
    if len(parts) < 2:
        low, high = _conditional_interval(x0 / dispersion, x1 / dispersion, len(before), len(during), level)
        return Ratio(_ratio(before, during), low, high, "overdispersed", dispersion, dispersed_p)
    variance = sum(parts)
    degrees = variance**2 / sum(part**2 / (len(one) - 1) for part, one in zip(parts, sums, strict=True))
    middle = float(np.log(during.mean() / before.mean()))
    reach = float(stdtrit(degrees, (1 + level) / 2)) * variance**0.5
    p = 2 * float(stdtr(degrees, -abs(middle) / variance**0.5))
    low, high = float(np.exp(middle - reach)), float(np.exp(middle + reach))
    unit = "week" if weekly else "day"
    return Ratio(_ratio(before, during), low, high, "overdispersed", dispersion, dispersed_p, p, unit)


def compare_deaths(
    before: Counts, during: Counts, level: float = LEVEL, resamples: int = RESAMPLES, seed: int = 1
) -> Ratio:
    """Return the ratio of deaths a day, with a bootstrap-t interval over days (weeks where there are enough).

    Days are drawn with replacement in each window; the logarithm of the ratio is divided by its own error in each draw.
    The draws are seeded: the same input gives the same interval. Without deaths or any variation there is none.
    """
    dispersion, dispersed_p = measure_dispersion(before, during)
    weekly = min(len(before), len(during)) >= 7 * WEEKS_NEEDED
    unit = "week" if weekly else "day"
    sums = [_weekly(daily) if weekly else daily.astype(float) for daily in (before, during)]
    unbounded = Ratio(_ratio(before, during), 0.0, float("inf"), "bootstrap", dispersion, dispersed_p, None, unit)
    if any(not part.sum() or len(part) < 2 for part in sums) or all(part.var() == 0 for part in sums):
        return unbounded
    draw = np.random.default_rng(seed)
    middle, error = _log_ratio(sums[0][None, :], sums[1][None, :])
    drawn = [part[draw.integers(0, len(part), (resamples, len(part)))] for part in sums]
    logs, errors = _log_ratio(drawn[0], drawn[1])
    usable = np.isfinite(logs) & (errors > 0)
    scaled = (logs[usable] - middle[0]) / errors[usable]
    if not usable.any():
        return unbounded
    upper, lower = np.quantile(scaled, ((1 + level) / 2, (1 - level) / 2))
    low, high = float(np.exp(middle[0] - upper * error[0])), float(np.exp(middle[0] - lower * error[0]))
    return Ratio(_ratio(before, during), low, high, "bootstrap", dispersion, dispersed_p, None, unit)


def _log_ratio(before: NDArray[np.float64], during: NDArray[np.float64]) -> tuple[Any, Any]:
    """Return the logarithms of the ratios of means of rows, and their errors by the delta method."""
    with np.errstate(divide="ignore", invalid="ignore"):
        means = before.mean(axis=1), during.mean(axis=1)
        parts = [
            part.var(axis=1, ddof=1) / (part.shape[1] * mean**2)
            for part, mean in zip((before, during), means, strict=True)
        ]
        return np.log(means[1]) - np.log(means[0]), np.sqrt(parts[0] + parts[1])


def _conditional_interval(x0: float, x1: float, days0: int, days1: int, level: float) -> tuple[float, float]:
    """Return the limits of Clopper and Pearson for the share of the counts that fall during, as a ratio of rates."""
    tail, scale = (1 - level) / 2, days0 / days1
    lower = 0.0 if x1 <= 0 else float(betaincinv(x1, x0 + 1, tail))
    upper = 1.0 if x0 <= 0 else float(betaincinv(x1 + 1, x0, 1 - tail))
    return lower / (1 - lower) * scale, (upper / (1 - upper) * scale if upper < 1 else float("inf"))


def _below(x: int, total: int, share: float) -> float:
    """Return the chance of fewer than x."""
    return float(bdtr(x - 1, total, share)) if x > 0 else 0.0


def _ratio(before: Counts, during: Counts) -> float | None:
    return float(during.mean() / before.mean()) if before.sum() else None


def _weekly(daily: Counts) -> NDArray[np.float64]:
    """Return sums of seven days; the first days, where they make no whole week, are left out."""
    whole = len(daily) // 7 * 7
    return np.asarray(daily[len(daily) - whole :].reshape(-1, 7).sum(axis=1), np.float64)
