"""Fitting: the user's files → the fitted base rate, with its back-test, its reference classes and where it is from.

What is kept holds coefficients and counts, and no row of the data.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from parley import __version__
from parley.errors import InputError
from parley.outlook.base_rate.backtest import (
    FIRST_ORIGIN,
    FIRST_TEST,
    LAST_TEST,
    Forecasts,
    Spec,
    calibrate,
    choose_spec,
    forecast_year,
    join_groups,
    learn_from,
    list_bins,
    roll,
    score,
)
from parley.outlook.base_rate.logistic import Logistic, fit_logistic
from parley.outlook.base_rate.months import FEATURES, HORIZONS, Months, build_months, first_day
from parley.outlook.base_rate.sources import Supplied, read_agreements, read_conflicts

FORM = 1
GROUPS = ("onset", "repeat")
KINDS = {1: "intrastate", 2: "interstate", 3: "intrastate", 4: "internationalised"}
REFITS = 40
BIN_EDGES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.01)
# A year's agreements are recorded well into the next: months within this of the last record are not used as settled.
FEWEST_ROWS, FEWEST_YEARS = 500, 8


def fit_files(pax: Path, ucdp: Path) -> dict[str, Any]:
    """Return the fitted base rate from a PA-X main table and a UCDP/PRIO conflict-year file.

    Raises:
        InputError: a file cannot be read, or there is too little in it to learn from.
    """
    agreements, of_pax = read_agreements(pax)
    conflicts, of_ucdp = read_conflicts(ucdp)
    months = build_months(agreements, conflicts)
    years = len(np.unique(months.month // 12))
    if len(months) < FEWEST_ROWS or years < FEWEST_YEARS or int(months.month.max()) < FIRST_TEST * 12:
        raise InputError(
            f"there are {len(months)} conflict-months in {years} years: too few to learn from and to test",
            where=f"{pax}, {ucdp}",
            remedy=f"give the whole files; they have to reach from before {FIRST_ORIGIN} to after {FIRST_TEST}",
        )
    fitted = fit_months(months)
    fitted["sources"] = [_describe(pax, of_pax, len(agreements)), _describe(ucdp, of_ucdp, len(conflicts))]
    fitted["last_agreement_on"] = agreements[-1].signed_on.isoformat()
    return fitted


def fit_months(months: Months) -> dict[str, Any]:
    """Return the fitted base rate of a table of conflict-months."""
    scores, models, tested = [], {}, {}
    last_test = min(LAST_TEST, int(months.month.max()) // 12)
    for place, horizon in enumerate(HORIZONS):
        parts = []
        for group in GROUPS:
            table = months.where(months.onset if group == "onset" else ~months.onset)
            spec = choose_spec(table, place)
            found = roll(table, place, spec, range(FIRST_TEST, last_test + 1))
            one = score(horizon, group, found)
            scores.append(one)
            parts.append((table, found))
            tested[f"{group} {horizon}"] = [_rounded(one_bin) for one_bin in list_bins(found, BIN_EDGES)]
            models[f"{group} {horizon}"] = {
                "used": one.beats,
                "window_years": spec.window,
                "penalty": spec.penalty,
                **_fit_final(table, place, spec),
            }
        whole = roll(months, place, Spec(None, 10), range(FIRST_TEST, last_test + 1))
        scores.append(score(horizon, "all", join_groups(whole, parts, months)))
    return {
        "form": FORM,
        "version": __version__,
        "features": list(FEATURES),
        "horizons": list(HORIZONS),
        "conflict_months": len(months),
        "conflicts": len(np.unique(months.conflict)),
        "first_month": first_day(int(months.month.min())).isoformat(),
        "last_month": first_day(int(months.month.max())).isoformat(),
        "tested_years": [FIRST_TEST, last_test],
        "models": models,
        "classes": count_classes(months),
        "scores": [_show_score(one) for one in scores],
        "calibration": tested,
    }


def count_classes(months: Months) -> list[dict[str, Any]]:
    """Return for each group, kind and horizon how many months there are, how many positive, of how many conflicts.

    `effective` is the number of independent months that would leave the rate as uncertain as resampling conflicts does.
    """
    classes = []
    kinds = np.array([KINDS.get(int(kind), "") for kind in months.kind])
    for place, horizon in enumerate(HORIZONS):
        settled = ~np.isnan(months.outcomes[:, place])
        for group in ("any", *GROUPS):
            of_group = settled & {"any": settled, "onset": months.onset, "repeat": ~months.onset}[group]
            for kind in ("all", *sorted(set(KINDS.values()))):
                rows = of_group & ((kinds == kind) | (kind == "all"))
                outcomes, conflicts = months.outcomes[rows, place], months.conflict[rows]
                classes.append(
                    {
                        "group": group,
                        "kind": kind,
                        "months": horizon,
                        "n": int(rows.sum()),
                        "positives": int(outcomes.sum()),
                        "conflicts": len(np.unique(conflicts)),
                        "effective": round(_effective(outcomes, conflicts), 1),
                    }
                )
    return classes


def _effective(outcomes: Any, conflicts: Any) -> float:
    """Return the size of a simple sample with the variance that the rate has over conflicts (Kish's design effect)."""
    n = len(outcomes)
    if n == 0:
        return 0.0
    rate = float(outcomes.mean())
    if rate in (0.0, 1.0):
        return float(len(np.unique(conflicts)))
    _, back = np.unique(conflicts, return_inverse=True)
    residuals = np.bincount(back, weights=outcomes - rate)
    clusters = len(residuals)
    if clusters < 2:
        return 1.0
    variance = clusters / (clusters - 1) * float((residuals**2).sum()) / n**2
    return min(float(n), rate * (1 - rate) / variance) if variance > 0 else float(n)


def _fit_final(table: Months, place: int, spec: Spec) -> dict[str, Any]:
    """Return the model for the year after the last, its calibration, and refits on resampled conflicts."""
    year = int(table.month[~np.isnan(table.outcomes[:, place])].max() + HORIZONS[place]) // 12
    learned = learn_from(table, place, spec, year)
    model = fit_logistic(learned.features, learned.outcomes[:, place], spec.penalty)
    earlier = [forecast_year(table, place, spec, one) for one in range(FIRST_ORIGIN, year)]
    return {
        "learned_months": len(learned),
        "learned_positives": int(learned.outcomes[:, place].sum()),
        "learned_until": first_day(int(learned.month.max())).isoformat(),
        "calibration": [round(one, 4) for one in calibrate(table, place, earlier, year)],
        **_show_model(model),
        "refits": [_show_refit(one) for one in _refit(learned, place, spec, model)],
    }


def _refit(learned: Months, place: int, spec: Spec, model: Logistic) -> list[tuple[float, Any]]:
    """Return intercepts and weights on resampled conflicts, on the scale of the model."""
    draw = np.random.default_rng(1)
    conflicts = np.unique(learned.conflict)
    members = {int(one): np.flatnonzero(learned.conflict == one) for one in conflicts}
    refits: list[tuple[float, Any]] = []
    while len(refits) < REFITS:
        rows = np.concatenate([members[int(one)] for one in draw.choice(conflicts, len(conflicts))])
        drawn = learned.where(rows)
        if not drawn.outcomes[:, place].any():
            continue
        one = fit_logistic(drawn.features, drawn.outcomes[:, place], spec.penalty)
        weights = one.weights / one.spread * model.spread
        intercept = one.intercept + float((one.weights / one.spread) @ (model.mean - one.mean))
        refits.append((intercept, weights))
    return refits


def _show_model(model: Logistic) -> dict[str, Any]:
    return {
        "intercept": round(model.intercept, 5),
        "weights": _rounded(model.weights.tolist()),
        "mean": _rounded(model.mean.tolist()),
        "spread": _rounded(model.spread.tolist()),
    }


def _show_refit(refit: tuple[float, Any]) -> list[float]:
    return [round(refit[0], 4), *(round(float(one), 4) for one in refit[1])]


def _rounded(values: Any) -> list[float]:
    return [round(float(value), 5) if isinstance(value, float) else value for value in values]


def _show_score(one: Any) -> dict[str, Any]:
    from dataclasses import asdict

    shown: dict[str, Any] = asdict(one)
    return {name: round(value, 5) if isinstance(value, float) else value for name, value in shown.items()} | {
        "beats": one.beats
    }


def _describe(path: Path, supplied: Supplied, rows: int) -> Mapping[str, Any]:
    """Return which file it was, by its hash, and what became of its rows."""
    return {
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "rows": rows,
        "rejected": len(supplied.rejected),
        "rejects": [f"row {one.row}: {one.reason}" for one in supplied.rejected[:10]],
        "notes": list(supplied.notes),
    }


__all__ = ["Forecasts", "fit_files", "fit_months"]
