"""The record: forecasts are kept as given, scored when their window closes, and never changed."""

import json
from dataclasses import replace
from datetime import date
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.errors import InputError
from parley.outlook.facts_file import read_facts
from parley.outlook.forecast_log import append_forecasts, read_log
from parley.outlook.record import make_forecasts, read_forecast, score_record, write_forecast
from parley.vocabulary import BaseRate, ConflictFacts, Forecast, SignedAgreement

FACTS = ConflictFacts("Arda", "intrastate", date(2020, 1, 1), 1)
MADE = date(2031, 1, 31)


def make(chance: float = 0.2, months: int = 6, made_on: date = MADE) -> Forecast:
    rate = BaseRate(months, "onset", "a class", chance, 0.1, 0.3, "model", 100, 20, 9, 0.2)
    return make_forecasts("Arda", made_on, (rate,), FACTS, "abc")[0]


def facts(*days: date) -> dict[str, ConflictFacts]:
    return {"Arda": replace(FACTS, agreements=tuple(SignedAgreement(day, True) for day in days))}


@pytest.mark.parametrize(("months", "until"), [(1, date(2031, 2, 28)), (6, date(2031, 7, 31)), (12, date(2032, 1, 31))])
def test_a_window_ends_on_the_same_day_of_a_later_month_or_its_last(months: int, until: date) -> None:
    assert make(months=months).until == until


def test_what_is_refused_makes_no_forecast() -> None:
    assert make_forecasts("Arda", MADE, (BaseRate(6, "onset", "c", refused="no class"),), FACTS, "abc") == ()


def test_an_agreement_in_the_window_is_a_hit_and_outside_it_is_none() -> None:
    closed = date(2032, 1, 1)
    hit = score_record([make()], facts(date(2031, 3, 1)), closed).scored[0]
    assert (hit.happened, hit.on) == (True, date(2031, 3, 1))
    assert hit.brier == pytest.approx(0.64)
    assert hit.log == pytest.approx(-log(0.2))
    for day in (date(2031, 1, 31), date(2031, 8, 1)):
        missed = score_record([make()], facts(day), closed).scored[0]
        assert not missed.happened
        assert missed.brier == pytest.approx(0.04)


def test_a_window_is_open_until_its_day_is_over_also_where_the_outcome_is_known() -> None:
    known = facts(date(2031, 3, 1))
    assert score_record([make()], known, date(2031, 7, 31)).scored == ()
    assert len(score_record([make()], known, date(2031, 8, 1)).scored) == 1


def test_without_the_facts_of_its_conflict_a_forecast_stays_open() -> None:
    record = score_record([make()], {}, date(2035, 1, 1))
    assert (record.brier, len(record.open)) == (None, 1)


def test_keeping_again_adds_nothing_and_changes_nothing(tmp_path: Path) -> None:
    log_file = tmp_path / "log.jsonl"
    assert append_forecasts(log_file, [make(), make(months=12)]) == 2
    before = log_file.read_bytes()
    assert append_forecasts(log_file, [make()]) == 0
    assert log_file.read_bytes() == before
    assert append_forecasts(log_file, [make(made_on=date(2031, 2, 1))]) == 1
    assert len(read_log(log_file)) == 3


def test_a_line_that_is_no_forecast_is_named(tmp_path: Path) -> None:
    log_file = tmp_path / "log.jsonl"
    append_forecasts(log_file, [make()])
    log_file.write_text(log_file.read_text() + '{"id": "x"}\n')
    with pytest.raises(InputError, match="line 2 is no forecast"):
        read_log(log_file)
    with pytest.raises(InputError, match="could not be read"):
        read_log(tmp_path / "none.jsonl")


def test_a_forecast_carries_its_inputs() -> None:
    told = json.loads(make().facts)
    assert told["kind"] == "intrastate"
    assert make().fitted == "abc"


@given(st.floats(0, 1), st.sampled_from([1, 3, 6, 12]), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_forecast_reads_back_as_it_was_written(chance: float, months: int, made_on: date) -> None:
    one = make(chance, months, made_on)
    assert read_forecast(write_forecast(one)) == one


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.data())
def test_scores_are_means_and_bins_hold_every_forecast(chances: list[float], data: st.DataObject) -> None:
    forecasts = [make(chance, made_on=date(2031, 1, 1 + place % 28)) for place, chance in enumerate(chances)]
    days = data.draw(st.lists(st.dates(date(2031, 1, 2), date(2031, 9, 1)), max_size=3))
    record = score_record(forecasts, facts(*days), date(2032, 1, 1))
    assert record.brier == pytest.approx(sum(one.brier for one in record.scored) / len(chances))
    assert sum(number for _, _, number, _, _ in record.bins) == len(chances)
    assert all(0 <= one.brier <= 1 for one in record.scored)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('name = "A"\nkind = "intrastate"\nbegan_on = 2020-01-01\nintensity_last_year = 3', "intensity_last_year"),
        ('name = "A"\nkind = "intrastate"\nbegan_on = 2020\nintensity_last_year = 1', "a number is no date"),
        ('name = "A"\nkind = "intrastate"\nbegan_on = 2020-01-01\nintensity_last_year = 1\nodd = 1', "odd"),
        ("name = ", "cannot be read"),
    ],
)
def test_facts_that_are_none_are_an_input_error(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "conflict.toml"
    path.write_text(content)
    with pytest.raises(InputError, match=told):
        read_facts(path)
