"""The wiring of the base rate: the facts of a conflict → base rates; base rates → a record of forecasts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.errors import MissingExtra, SettingsError
from parley.vocabulary import BaseRate, Forecast, ForecastRecord, Result

if TYPE_CHECKING:
    from parley.ledger import Ledger

CONFLICT_FILE = "conflict.toml"


@dataclass(frozen=True, slots=True)
class History:
    """What the base rate asks: the facts of the conflict, the day (None: the last encounter's), a fit of one's own."""

    conflict: Path | None = None
    day: date | None = None
    fitted: Path | None = None


def find_conflict(folder: Path, history: History) -> Path | None:
    """Return the file with the facts of the conflict: the one given, or the folder's own, if it has one."""
    own = folder / CONFLICT_FILE
    return history.conflict or (own if own.is_file() else None)


def find_base_rates(conflict: Path, day: date, fitted: Path | None = None) -> tuple[BaseRate, ...]:
    """Return the base rate of a conflict on a day for every horizon.

    Raises:
        InputError: a file cannot be read.
        MissingExtra: numpy or scipy is not installed.
    """
    try:
        from parley.outlook.base_rate.fitted import load_fitted
        from parley.outlook.base_rate.predicting import predict
    except ModuleNotFoundError as error:
        raise MissingExtra("outlook", "the base rate") from error
    from parley.outlook.facts_file import read_facts

    return predict(read_facts(conflict), day, load_fitted(fitted))


def load_base_rate(fitted: Path | None = None) -> dict[str, Any]:
    """Return a fitted base rate: a user's own, or the shipped one.

    Raises:
        InputError: the file is none.
    """
    from parley.outlook.base_rate.fitted import load_fitted

    return load_fitted(fitted)


def fit_base_rate(pax: Path, ucdp: Path) -> dict[str, Any]:
    """Return the base rate fitted on a user's files.

    Raises:
        InputError: a file cannot be read.
        MissingExtra: numpy or scipy is not installed.
    """
    try:
        from parley.outlook.base_rate.fitting import fit_files
    except ModuleNotFoundError as error:
        raise MissingExtra("outlook", "fitting the base rate") from error
    return fit_files(pax, ucdp)


def forecast_of(result: Result, history: History) -> tuple[Forecast, ...]:
    """Return the forecasts that the base rates of an outlook make: of which process, on which day, until when.

    Raises:
        SettingsError: no facts of the conflict are given, so there is no base rate.
    """
    from parley.outlook.base_rate.fitted import load_fitted, name_fitted
    from parley.outlook.facts_file import read_facts
    from parley.outlook.record import make_forecasts

    if history.conflict is None:
        raise SettingsError("there is no base rate to keep", remedy="say what the conflict is: --conflict FILE")
    facts = read_facts(history.conflict)
    rates = result.process_outlook.base_rates if result.process_outlook else ()
    day = history.day or result.encounter.held_on[1]
    return make_forecasts(facts.name, day, rates, facts, name_fitted(load_fitted(history.fitted)))


def keep_in_log(log: Path, result: Result, history: History) -> int:
    """Append the base rates of an outlook to a log of forecasts and return how many are new; none is ever changed.

    Raises:
        InputError: the log cannot be read or written.
        SettingsError: there is no base rate.
    """
    from parley.outlook.forecast_log import append_forecasts

    return append_forecasts(log, forecast_of(result, history))


def keep_in_ledger(ledger: "Ledger", result: Result, history: History) -> int:
    """Keep the base rates of an outlook in the ledger, and return how many are new."""
    from parley.ledger.forecasts import keep_forecasts
    from parley.outlook.record import write_forecast

    made = forecast_of(result, history)
    return keep_forecasts(ledger, result.encounter.id, [(one.id, json.loads(write_forecast(one))) for one in made])


def score_log(log: Path, conflicts: Sequence[Path], looked_on: date) -> ForecastRecord:
    """Return the record of a log of forecasts as the facts of its conflicts show it on a day.

    Raises:
        InputError: a file cannot be read.
    """
    from parley.outlook.facts_file import read_facts
    from parley.outlook.forecast_log import read_log
    from parley.outlook.record import score_record

    facts = [read_facts(path) for path in conflicts]
    return score_record(read_log(log), {one.name: one for one in facts}, looked_on)


def score_ledger(ledger: "Ledger", process: str | None, history: History, looked_on: date) -> ForecastRecord:
    """Return the record of the forecasts that a ledger keeps, as the facts given show it on a day."""
    from parley.ledger.forecasts import list_forecasts
    from parley.outlook.facts_file import read_facts
    from parley.outlook.record import read_forecast, score_record

    forecasts: list[Forecast] = [read_forecast(line) for line in list_forecasts(ledger, process)]
    facts = [read_facts(history.conflict)] if history.conflict else []
    return score_record(forecasts, {one.name: one for one in facts}, looked_on)
