"""The base rate on planted truth: what it finds, what it must not know, and where it says nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from parley.errors import InputError
from parley.outlook.base_rate.fitted import load_fitted, load_shipped, name_fitted
from parley.outlook.base_rate.fitting import count_classes, fit_files
from parley.outlook.base_rate.logistic import fit_calibration, fit_logistic, measure_slope, recalibrate, to_chance
from parley.outlook.base_rate.months import FEATURES, HORIZONS, Months, build_months, first_day
from parley.outlook.base_rate.predicting import predict
from parley.outlook.base_rate.sources import read_agreements, read_conflicts
from parley.vocabulary import BaseRate, ConflictFacts, SignedAgreement

from .conftest import Planted, plant

WAR = ConflictFacts("a war", "intrastate", date(2015, 2, 1), 1)


@pytest.fixture(scope="session")
def fitted(planted: Planted) -> dict[str, Any]:
    return fit_files(planted.pax, planted.ucdp)


def months_of(planted: Planted, last: date | None = None) -> Months:
    agreements, _ = read_agreements(planted.pax)
    conflicts, _ = read_conflicts(planted.ucdp)
    if last is not None:
        agreements = tuple(one for one in agreements if one.signed_on < last)
        known = lambda one: one.year < last.year or (one.year == last.year and one.passed_on < last)  # noqa: E731
        conflicts = tuple(one for one in conflicts if known(one))
    return build_months(agreements, conflicts, last)


def test_nothing_in_a_month_is_known_later_than_its_first_day(planted: Planted) -> None:
    cut = date(2009, 7, 1)
    whole, early = months_of(planted), months_of(planted, cut)
    upto = 2009 * 12 + 6
    kept = whole.where(whole.month <= upto)
    early = early.where(early.month <= upto)
    assert len(early) > 3000
    for name in ("conflict", "month", "features", "onset", "kind"):
        np.testing.assert_array_equal(getattr(kept, name), getattr(early, name))


def test_cutting_the_data_off_changes_no_forecast_made_before(planted: Planted) -> None:
    from parley.outlook.base_rate.backtest import Spec, roll

    whole, early = months_of(planted), months_of(planted, date(2010, 1, 1))
    place = HORIZONS.index(6)
    found = roll(whole, place, Spec(None, 10), range(2005, 2009))
    again = roll(early, place, Spec(None, 10), range(2005, 2009))
    np.testing.assert_allclose(found.ours, again.ours, atol=1e-9)


def test_an_outcome_is_settled_only_where_the_record_reaches_to_its_end(planted: Planted) -> None:
    early = months_of(planted, date(2010, 1, 1))
    for place, horizon in enumerate(HORIZONS):
        open_ = np.isnan(early.outcomes[:, place])
        assert {first_day(int(month) + horizon) > date(2010, 1, 1) for month in early.month[open_]} == {True}
        assert {first_day(int(month) + horizon) > date(2010, 1, 2) for month in early.month[~open_]} == {False}


def test_the_planted_truth_is_found_and_beats_the_baselines(fitted: dict[str, Any]) -> None:
    scores = {(one["months"], one["horizon"]): one for one in fitted["scores"]}
    assert {key[0] for key in scores} == set(HORIZONS)
    for months in (6, 12):
        assert scores[months, "all"]["beats"]
        assert scores[months, "all"]["skill_low"] > 0
        assert 0.6 < scores[months, "all"]["slope"] < 1.5
        assert 0.75 < scores[months, "all"]["level"] < 1.3
    weights = dict(zip(FEATURES, fitted["models"]["onset 12"]["weights"], strict=True))
    assert weights["intensity_last_year"] + weights["war_last_year"] < 0


def test_a_rate_is_near_the_planted_one_and_its_interval_holds_it(fitted: dict[str, Any]) -> None:
    quiet = {one.months: one for one in predict(WAR, date(2022, 1, 1), fitted)}
    truth = 1 - (1 - 0.012) ** 6
    assert quiet[6].group == "onset"
    assert quiet[6].low is not None
    assert quiet[6].high is not None
    assert quiet[6].low <= truth <= quiet[6].high
    signed = replace(WAR, agreements=(SignedAgreement(date(2021, 6, 1), True),))
    lately = {one.months: one for one in predict(signed, date(2022, 1, 1), fitted)}
    assert lately[6].group == "repeat"
    assert lately[6].low is not None
    assert lately[6].high is not None
    assert lately[6].low <= 1 - (1 - 0.09) ** 6 <= lately[6].high


def test_where_nothing_tells_conflicts_apart_the_model_is_not_used(tmp_path: Path) -> None:
    even = plant(tmp_path, 40, lambda *_: 0.02, seed=8)
    found = fit_files(even.pax, even.ucdp)
    used = [found["models"][f"onset {months}"]["used"] for months in HORIZONS]
    assert used.count(True) <= 1
    rates = predict(WAR, date(2022, 1, 1), found)
    rate = next(one for one in rates if not found["models"][f"onset {one.months}"]["used"])
    assert rate.way == "reference_class"
    assert any("does not beat" in note for note in rate.notes)


def test_a_later_agreement_changes_no_rate(fitted: dict[str, Any]) -> None:
    later = replace(WAR, agreements=(SignedAgreement(date(2022, 1, 2), True),))
    assert predict(WAR, date(2022, 1, 1), fitted) == predict(later, date(2022, 1, 1), fitted)


def rates(facts: ConflictFacts, day: date = date(2025, 6, 1)) -> dict[int, BaseRate]:
    return {one.months: one for one in predict(facts, day, load_shipped())}


def test_a_kind_that_the_table_lacks_is_refused_with_the_kinds_that_it_has() -> None:
    for rate in rates(replace(WAR, kind="non-state")).values():
        assert rate.chance is None
        assert "intrastate" in (rate.refused or "")


def test_wars_between_states_are_drawn_towards_all_and_say_how_few_they_are() -> None:
    rate = rates(replace(WAR, kind="interstate"))[6]
    overall = next(
        one for one in load_shipped()["classes"] if (one["group"], one["kind"], one["months"]) == ("any", "all", 6)
    )
    assert rate.way == "reference_class"
    assert rate.chance is not None
    assert rate.class_rate is not None
    assert rate.class_rate < rate.chance < overall["positives"] / overall["n"]
    assert (rate.n, rate.positives) == (668, 31)
    assert any("16 wars between states are few" in note for note in rate.notes)


def test_a_class_of_a_few_months_is_refused() -> None:
    thin = {**load_shipped()}
    thin["classes"] = [{**one, "n": 20} for one in thin["classes"]]
    assert all("too few" in (one.refused or "") for one in predict(WAR, date(2025, 6, 1), thin))


def test_every_rate_grows_with_its_horizon_and_lies_in_its_interval() -> None:
    agreements = (SignedAgreement(date(2024, 9, 1), True, False, True),)
    for facts in (WAR, replace(WAR, intensity_last_year=2), replace(WAR, agreements=agreements)):
        found = rates(facts)
        chances = [found[months].chance or 0 for months in HORIZONS]
        assert chances == sorted(chances)
        assert all((one.low or 0) <= (one.chance or 0) <= (one.high or 0) for one in found.values())


def test_an_old_fit_warns() -> None:
    assert any("fit it again" in note for note in rates(WAR, date(2031, 1, 1))[6].notes)


def test_the_shipped_fit_carries_no_row_of_the_data_and_says_where_it_is_from() -> None:
    shipped = load_shipped()
    assert set(shipped) == {
        "form", "version", "features", "horizons", "conflict_months", "conflicts", "first_month", "last_month",
        "tested_years", "models", "classes", "scores", "calibration", "sources", "last_agreement_on",
    }  # fmt: skip
    assert [source["rows"] for source in shipped["sources"]] == [2257, 2750]
    assert all(len(source["sha256"]) == 64 for source in shipped["sources"])
    assert len(name_fitted(shipped)) == 12


def test_counts_of_classes_add_up(planted: Planted) -> None:
    months = months_of(planted)
    classes = {(one["group"], one["kind"], one["months"]): one for one in count_classes(months)}
    for horizon in HORIZONS:
        whole = classes["any", "all", horizon]
        assert whole["n"] == classes["onset", "all", horizon]["n"] + classes["repeat", "all", horizon]["n"]
        kinds = [classes["any", kind, horizon]["n"] for kind in ("intrastate", "internationalised", "interstate")]
        assert whole["n"] == sum(kinds)
        assert 0 < whole["effective"] <= whole["n"]


def test_a_file_of_another_version_names_what_is_missing(planted: Planted, tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    old.write_text(planted.pax.read_text().replace("CeProv", "Cease").replace("UcdpCon", "Ucdp"))
    with pytest.raises(InputError, match="CeProv, UcdpCon"):
        fit_files(old, planted.ucdp)
    with pytest.raises(InputError, match="conflict_id"):
        fit_files(planted.pax, planted.pax)


def test_a_damaged_row_is_rejected_with_its_number(planted: Planted, tmp_path: Path) -> None:
    lines = planted.ucdp.read_text().splitlines()
    lines.insert(5, "7,,,,,,,,,,,,,")
    lines.insert(6, lines[4])
    (tmp_path / "ucdp.csv").write_text("\n".join(lines))
    found, supplied = read_conflicts(tmp_path / "ucdp.csv")
    assert [row.row for row in supplied.rejected] == [6, 7]
    assert len(found) == len(lines) - 3


def test_too_little_to_learn_from_is_an_error(tmp_path: Path) -> None:
    few = plant(tmp_path, 2, lambda *_: 0.02)
    with pytest.raises(InputError, match="too few"):
        fit_files(few.pax, few.ucdp)


def test_a_file_that_is_no_fit_is_refused(tmp_path: Path) -> None:
    for content in ("no", "{}", '{"form": 99}'):
        (tmp_path / "fit.json").write_text(content)
        with pytest.raises(InputError, match="parley outlook fit"):
            load_fitted(tmp_path / "fit.json")


def test_the_logistic_regression_is_that_of_scikit_learn() -> None:
    draw = np.random.default_rng(3)
    features = draw.normal(size=(800, 4)) * [1, 3, 0.2, 1]
    outcomes = (draw.random(800) < to_chance(features @ [1.0, -0.3, 2.0, 0.0] - 2)).astype(float)
    ours = fit_logistic(features, outcomes, 10.0)
    scaled = (features - features.mean(0)) / features.std(0)
    theirs = LogisticRegression(C=0.1, tol=1e-10, max_iter=1000).fit(scaled, outcomes)
    np.testing.assert_allclose(ours.predict(features), theirs.predict_proba(scaled)[:, 1], atol=2e-4)


def test_recalibration_finds_a_planted_shift_and_slope() -> None:
    draw = np.random.default_rng(4)
    logits = draw.normal(-2, 1, 40_000)
    outcomes = (draw.random(40_000) < to_chance(0.7 * logits - 0.5)).astype(float)
    given = to_chance(logits)
    shift, slope = fit_calibration(given, outcomes)
    assert (shift, slope) == (pytest.approx(-0.5, abs=0.08), pytest.approx(0.7, abs=0.05))
    assert measure_slope(recalibrate(given, (shift, slope)), outcomes)[1] == pytest.approx(1, abs=0.02)


def test_separable_outcomes_do_not_run_away() -> None:
    features = np.concatenate([np.zeros((300, 1)), np.ones((5, 1))])
    outcomes = np.concatenate([np.zeros(300), np.ones(5)])
    chances = fit_logistic(features, outcomes, 10.0).predict(features)
    assert 0 < chances.min() < chances.max() < 1
