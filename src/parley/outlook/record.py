"""The record: forecasts as they were given, never changed, and how they came out once their window closed.

A forecast says: a ceasefire agreement is signed after the day it was made and up to and with `until`. It happened if
the facts name one in that window. It did not only when the window is over and the facts were looked at on a later day.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from itertools import pairwise
from math import log
from typing import Any

from parley.vocabulary import BaseRate, ConflictFacts, Forecast, ForecastRecord, ScoredForecast

LEAST = 1e-4
BIN_EDGES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.01)


def make_forecasts(
    process: str, made_on: date, rates: Sequence[BaseRate], facts: ConflictFacts, fitted: str
) -> tuple[Forecast, ...]:
    """Return a forecast for each rate that was not refused; the same inputs make the same ids."""
    told = json.dumps(asdict(facts), default=str, sort_keys=True)
    return tuple(
        Forecast(
            _name(process, made_on, rate, told, fitted),
            process,
            made_on,
            _add_months(made_on, rate.months),
            rate.months,
            rate.group,
            rate.chance,
            rate.low,
            rate.high,
            rate.way,
            fitted,
            told,
        )
        for rate in rates
        if rate.chance is not None and rate.low is not None and rate.high is not None
    )


def score_record(forecasts: Iterable[Forecast], facts: dict[str, ConflictFacts], looked_on: date) -> ForecastRecord:
    """Return the record as it stands on a day; `facts` are those of each process as known on that day."""
    scored, open_ = [], []
    for forecast in sorted(forecasts, key=lambda one: (one.made_on, one.process, one.months)):
        on = _happened(forecast, facts.get(forecast.process), looked_on)
        if on is None and (looked_on <= forecast.until or forecast.process not in facts):
            open_.append(forecast)
            continue
        if looked_on <= forecast.until:
            # A window is scored when it closes, also where the outcome is known before: early ends would flatter.
            open_.append(forecast)
            continue
        scored.append(_score(forecast, on))
    n = len(scored)
    return ForecastRecord(
        tuple(scored),
        tuple(open_),
        sum(one.brier for one in scored) / n if n else None,
        sum(one.log for one in scored) / n if n else None,
        tuple(_bins(scored)),
    )


def write_forecast(forecast: Forecast) -> str:
    """Return a forecast as one line of JSON."""
    return json.dumps(asdict(forecast), default=str, sort_keys=True, ensure_ascii=False)


def read_forecast(line: str) -> Forecast:
    """Return the forecast of a line.

    Raises:
        ValueError: it is none.
    """
    record: dict[str, Any] = json.loads(line)
    try:
        days = {name: date.fromisoformat(record[name]) for name in ("made_on", "until")}
        return Forecast(**{**record, **days})
    except (TypeError, KeyError, AttributeError) as error:
        msg = f"no forecast: {error}"
        raise ValueError(msg) from error


def _score(forecast: Forecast, on: date | None) -> ScoredForecast:
    happened = on is not None
    chance = min(max(forecast.chance, LEAST), 1 - LEAST)
    return ScoredForecast(
        forecast,
        happened,
        on,
        (forecast.chance - happened) ** 2,
        -log(chance if happened else 1 - chance),
    )


def _happened(forecast: Forecast, facts: ConflictFacts | None, looked_on: date) -> date | None:
    if facts is None:
        return None
    days = [
        one.signed_on
        for one in facts.agreements
        if one.ceasefire and forecast.made_on < one.signed_on <= min(forecast.until, looked_on)
    ]
    return min(days, default=None)


def _bins(scored: Sequence[ScoredForecast]) -> Iterable[tuple[float, float, int, float, float]]:
    for low, high in pairwise(BIN_EDGES):
        inside = [one for one in scored if low <= one.forecast.chance < high]
        if inside:
            mean = sum(one.forecast.chance for one in inside) / len(inside)
            yield low, high, len(inside), mean, sum(one.happened for one in inside) / len(inside)


def _name(process: str, made_on: date, rate: BaseRate, told: str, fitted: str) -> str:
    text = "\n".join((process, str(made_on), str(rate.months), told, fitted))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or its last where it has no such day."""
    month = day.year * 12 + day.month - 1 + months
    first = date(month // 12, month % 12 + 1, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return min(first.replace(day=min(day.day, last.day)), last)
