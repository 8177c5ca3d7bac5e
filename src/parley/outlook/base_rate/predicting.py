"""Predicting: the facts of a conflict and a day → the base rate for each horizon, or why there is none."""

from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from parley.outlook.base_rate.logistic import recalibrate, to_chance
from parley.outlook.base_rate.months import ONSET_MONTHS, Known, is_onset, make_features
from parley.outlook.base_rate.sources import Agreement
from parley.vocabulary import BaseRate, ConflictFacts

KINDS = {"intrastate": 3, "interstate": 2, "internationalised": 4}
TAIL = 0.05
# How many independent conflict-months the rate of all conflicts weighs against those of a class.
DRAWN_BY = 30.0
FEWEST_MONTHS, FEWEST_CONFLICTS = 50, 5
# Where the fit is this many years old, what it says is said with a warning.
OLD_YEARS = 3


def predict(facts: ConflictFacts, day: date, fitted: dict[str, Any]) -> tuple[BaseRate, ...]:
    """Return the base rate on a day for every horizon; agreements signed after the day are not looked at.

    The reference class is the group (onset: no ceasefire agreement in the 24 months before; repeat) with the kind of
    conflict; wars between states are few, so they are one class of their own whatever went before, drawn hard towards
    the rate of all. The interval is the wider of two: of the refits on resampled conflicts, and of the class's size.
    """
    known = _know(facts, day)
    group = "onset" if is_onset(known, _month_of(day)) else "repeat"
    return tuple(_predict_one(facts, known, day, months, group, fitted) for months in fitted["horizons"])


def _predict_one(
    facts: ConflictFacts, known: Known, day: date, months: int, group: str, fitted: dict[str, Any]
) -> BaseRate:
    interstate = facts.kind == "interstate"
    class_group = "any" if interstate else group
    name = f"{facts.kind} conflicts, " + (
        "whatever was signed before"
        if interstate
        else f"no ceasefire agreement in {ONSET_MONTHS} months"
        if group == "onset"
        else f"a ceasefire agreement in the last {ONSET_MONTHS} months"
    )
    one = _find_class(fitted, class_group, facts.kind, months)
    reason = _refuse(facts, one)
    if reason is not None or one is None:
        return BaseRate(months, group, name, refused=reason)
    model = fitted["models"].get(f"{group} {months}")
    overall = _find_class(fitted, class_group, "all", months) or one
    chance, low, high = _class_rate(one, overall)
    way, notes = "reference_class", _warn(facts, day, fitted, one)
    if not interstate and model is not None and model["used"]:
        way = "model"
        features = np.array([make_features(known, _first(day))])
        chance, model_low, model_high = _model_rate(features, model)
        class_low, class_high = _beta_limits(chance, one["effective"])
        low, high = min(model_low, class_low), max(model_high, class_high)
    elif not interstate:
        notes = (*notes, "the model does not beat the baselines on held-out years and is not used")
    return BaseRate(
        months,
        group,
        name,
        chance,
        low,
        high,
        way,
        one["n"],
        one["positives"],
        one["conflicts"],
        one["positives"] / one["n"],
        notes,
    )


def _refuse(facts: ConflictFacts, one: dict[str, Any] | None) -> str | None:
    if facts.kind not in KINDS:
        return (
            f"no reference class fits a conflict of kind '{facts.kind}': the table has state-based conflicts alone "
            f"({', '.join(sorted(KINDS))})"
        )
    if one is None or one["n"] < FEWEST_MONTHS or one["conflicts"] < FEWEST_CONFLICTS:
        n, conflicts = (one["n"], one["conflicts"]) if one else (0, 0)
        return f"the reference class has {n} conflict-months of {conflicts} conflicts: too few to say anything"
    return None


def _warn(facts: ConflictFacts, day: date, fitted: dict[str, Any], one: dict[str, Any]) -> tuple[str, ...]:
    notes = ["it counts agreements that are signed, not whether they hold"]
    if facts.kind == "interstate":
        notes.append(
            f"{one['conflicts']} wars between states are few, and the rates of civil wars do not carry over: the rate "
            "is drawn towards that of all conflicts, and the interval is what is left to read"
        )
    last = date.fromisoformat(fitted["last_month"])
    if day.year - last.year > OLD_YEARS:
        notes.append(f"the table ends with {last:%Y-%m}; fit it again on newer files")
    return tuple(notes)


def _class_rate(one: dict[str, Any], overall: dict[str, Any]) -> tuple[float, float, float]:
    """Return the rate of a class, drawn towards that of all, and its limits from as many independent months."""
    rate = overall["positives"] / overall["n"]
    own = one["positives"] / one["n"]
    size = one["effective"] + DRAWN_BY
    mean = (own * one["effective"] + rate * DRAWN_BY) / size
    return mean, *_beta_limits(mean, size)


def _beta_limits(mean: float, size: float) -> tuple[float, float]:
    """Return the limits of a beta distribution (Jeffreys) that `size` independent months with this share leave."""
    a, b = mean * size + 0.5, (1 - mean) * size + 0.5
    return float(betaincinv(a, b, TAIL)), float(betaincinv(a, b, 1 - TAIL))


def _model_rate(features: NDArray[np.float64], model: dict[str, Any]) -> tuple[float, float, float]:
    scaled = (features - np.array(model["mean"])) / np.array(model["spread"])
    shift, slope = model["calibration"]
    own = to_chance(model["intercept"] + scaled @ np.array(model["weights"]))
    refits = np.array(model["refits"])
    drawn = to_chance(refits[:, 0] + scaled @ refits[:, 1:].T)[0]
    chance = float(recalibrate(own, (shift, slope))[0])
    low, high = np.quantile(recalibrate(drawn, (shift, slope)), (TAIL, 1 - TAIL))
    return chance, float(min(low, chance)), float(max(high, chance))


def _find_class(fitted: dict[str, Any], group: str, kind: str, months: int) -> dict[str, Any] | None:
    for one in fitted["classes"]:
        if (one["group"], one["kind"], one["months"]) == (group, kind, months):
            return dict(one)
    return None


def _know(facts: ConflictFacts, day: date) -> Known:
    return Known(
        KINDS.get(facts.kind, 0),
        facts.intensity_last_year,
        facts.intensity_last_year == 0,
        facts.territorial,
        facts.began_on,
        tuple(
            Agreement("", one.signed_on, (), one.ceasefire, one.prenegotiation, one.third_party)
            for one in facts.agreements
            if one.signed_on <= day
        ),
    )


def _first(day: date) -> date:
    """Return the day on which features are taken: the table has first days of months, so the next one of them."""
    return day if day.day == 1 else (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _month_of(day: date) -> int:
    first = _first(day)
    return first.year * 12 + first.month - 1
