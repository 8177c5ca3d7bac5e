"""Rates: planted truth. Simulated series with a known change are covered at the stated rate; with none, few alarms."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binomtest, poisson_means_test

from parley.monitor.rates import compare_counts, compare_deaths, conditional_ratio, overdispersed_ratio, rate_of
from parley.vocabulary import Ratio

RUNS = 2000
Draw = Callable[[float, int], NDArray[np.int64]]


def poisson(generator: np.random.Generator, mean: float) -> Draw:
    return lambda ratio, days: generator.poisson(mean * ratio, days)


def negative_binomial(generator: np.random.Generator, mean: float, size: float) -> Draw:
    return lambda ratio, days: generator.negative_binomial(size, size / (size + mean * ratio), days)


def cover(
    draw: Draw, ratio: float, days: tuple[int, int], compare: Callable[..., Ratio], runs: int
) -> tuple[float, float]:
    """Return how often the interval covers the ratio, and how often it leaves out 1."""
    found = [compare(draw(1.0, days[0]), draw(ratio, days[1])) for _ in range(runs)]
    return sum(one.low <= ratio <= one.high for one in found) / runs, sum(one.changed for one in found) / runs


@pytest.mark.parametrize("ratio", [1.0, 0.4])
@pytest.mark.parametrize("mean", [3.0, 8.0])
def test_the_interval_covers_a_planted_ratio_of_poisson_counts_at_its_stated_rate(mean: float, ratio: float) -> None:
    covered, _ = cover(poisson(np.random.default_rng(11), mean), ratio, (60, 90), compare_counts, RUNS)
    assert 0.93 <= covered <= 0.97


@pytest.mark.parametrize("ratio", [1.0, 0.5])
@pytest.mark.parametrize("days", [(42, 50), (120, 200)])
def test_the_interval_covers_a_planted_ratio_of_overdispersed_counts_at_its_stated_rate(
    ratio: float, days: tuple[int, int]
) -> None:
    draw = negative_binomial(np.random.default_rng(12), 4.0, 1.5)
    covered, _ = cover(draw, ratio, days, compare_counts, RUNS)
    assert 0.93 <= covered <= 0.97


def test_without_a_change_false_alarms_stay_at_the_stated_level() -> None:
    generator = np.random.default_rng(13)
    _, plain = cover(poisson(generator, 4.0), 1.0, (60, 60), compare_counts, RUNS)
    _, dispersed = cover(negative_binomial(generator, 4.0, 1.5), 1.0, (60, 60), compare_counts, RUNS)
    assert plain <= 0.06
    assert dispersed <= 0.07


def test_the_poisson_interval_would_raise_false_alarms_on_overdispersed_counts() -> None:
    draw = negative_binomial(np.random.default_rng(14), 4.0, 1.5)
    _, alarms = cover(draw, 1.0, (60, 60), conditional_ratio, 500)
    assert alarms > 0.15


@pytest.mark.parametrize("ratio", [1.0, 0.5])
def test_the_bootstrap_covers_a_planted_ratio_of_deaths(ratio: float) -> None:
    generator = np.random.default_rng(15)

    def deaths(times: float, days: int) -> NDArray[np.int64]:
        events = generator.poisson(2.0 * times, days)
        return np.array([generator.geometric(0.4, count).sum() for count in events])

    covered, _ = cover(
        deaths, ratio, (90, 120), lambda one, other: compare_deaths(one, other, resamples=299), RUNS // 2
    )
    assert 0.92 <= covered <= 0.975


def test_the_conditional_interval_and_test_are_those_of_scipy() -> None:
    before, during = np.array([3, 5, 4, 6, 2]), np.array([1, 2, 0, 1, 3, 1, 0, 2])
    found = conditional_ratio(before, during)
    exact = binomtest(10, 30, 8 / 13).proportion_ci(0.95, "exact")
    assert found.low == pytest.approx(exact.low / (1 - exact.low) * 5 / 8)
    assert found.high == pytest.approx(exact.high / (1 - exact.high) * 5 / 8)
    assert found.ratio == pytest.approx((10 / 8) / 4)
    doubled = 2 * min(binomtest(10, 30, 8 / 13, alternative=side).pvalue for side in ("less", "greater"))
    assert found.p == pytest.approx(min(1, doubled))
    assert found.p is not None
    assert (found.p < 0.05) == (poisson_means_test(10, 8, 20, 5).pvalue < 0.05)


def test_one_rate_has_garwoods_interval() -> None:
    rate = rate_of(np.array([4, 6]))
    assert (rate.count, rate.days, rate.per_day) == (10, 2, 5.0)
    assert (rate.low, rate.high) == (pytest.approx(4.795389 / 2), pytest.approx(18.390356 / 2))
    nothing = rate_of(np.array([0, 0, 0]))
    assert nothing.low == 0
    assert nothing.high == pytest.approx(3.688879 / 3)


def test_windows_with_nothing_are_bounded_on_one_side_only() -> None:
    some, none = np.array([2, 1, 3, 0, 2]), np.zeros(5, int)
    assert compare_counts(some, none).ratio == 0
    assert compare_counts(some, none).low == 0
    assert compare_counts(some, none).high < 1
    assert compare_counts(none, some).ratio is None
    assert compare_counts(none, some).high == float("inf")
    assert overdispersed_ratio(some * 9, none).high < 1
    assert compare_deaths(some, none).high == float("inf")


def test_the_same_series_give_the_same_bootstrap() -> None:
    generator = np.random.default_rng(16)
    before, during = generator.poisson(3, 60), generator.poisson(1, 60)
    assert compare_deaths(before, during) == compare_deaths(before, during)
