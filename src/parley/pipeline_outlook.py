"""The wiring of the second question: the encounters of a process, the ground and the base rate → the outlook."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from parley.errors import MissingExtra, SettingsError
from parley.pipeline_monitor import COMMITMENTS_FILE, check_quotes, readings_of, watch
from parley.settings import Settings
from parley.vocabulary import (
    BaseRate,
    Forecast,
    ForecastRecord,
    Result,
    WatchedReading,
)

CONFLICT_FILE = "conflict.toml"


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of the ground: files of incidents and how to read them, and the commitments to watch."""

    incidents: tuple[Path, ...] = ()
    commitments: Path | None = None
    mapping: Path | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What the base rate asks: the facts of the conflict, the day (None: the last encounter's), a fit of one's own."""

    conflict: Path | None = None
    day: date | None = None
    fitted: Path | None = None


NOTHING_KNOWN, NOT_ASKED = Ground(), History()


def assess_folders(
    folders: Sequence[Path],
    *,
    ground: Ground = NOTHING_KNOWN,
    history: History = NOT_ASKED,
    readers: Sequence[str] = ("grammar",),
    settings: Settings | None = None,
) -> tuple[Result, ...]:
    """Return the results of a process in order; the last carries its outlook in `process`.

    1. take in the encounters before, as far as `previous` names folders beside those given; 2. read and compare each;
    3. find the commitments, in a commitments file or in what was undertaken; 4. watch the incidents; 5. look up the
    base rate; 6. answer by the rule.

    Raises:
        InputError: a folder or a file cannot be read.
        MissingExtra: what monitoring or the base rate needs is not installed.
    """
    from parley.pipeline import compare_folder

    results = sorted(
        (compare_folder(folder, readers=readers, settings=settings) for folder in chain_folders(folders)),
        key=lambda result: (result.encounter.held_on, result.encounter.id),
    )
    last = folders[-1]
    readings = _commitments_of(last, ground.commitments, results[-1])
    return assess_results(results, readings, ground, replace(history, conflict=find_conflict(last, history)))


def assess_results(
    results: Sequence[Result], readings: Sequence[WatchedReading], ground: Ground, history: History
) -> tuple[Result, ...]:
    """Return the results, in order of their days, the last with the outlook of the process.

    Raises:
        InputError: a file cannot be read.
        MissingExtra: what monitoring or the base rate needs is not installed.
    """
    from parley.outlook import assess_process

    not_given = []
    monitoring = None
    if ground.incidents and readings:
        monitoring = watch(readings, ground.incidents, mapping=ground.mapping, encoding=ground.encoding)
    else:
        told = "give --incidents FILE" if readings else "there is no commitment to watch"
        not_given.append(f"incidents: {told}")
    rates: Sequence[BaseRate] = ()
    if history.conflict is not None:
        day = history.day or results[-1].encounter.held_on[1]
        rates = find_base_rates(history.conflict, day, history.fitted)
    else:
        not_given.append(
            f"base rate: say what the conflict is in {CONFLICT_FILE} (docs/outlook.md) or by --conflict FILE"
        )
    process = assess_process(results, readings, monitoring, rates, not_given)
    return (*results[:-1], replace(results[-1], process=process))


def find_conflict(folder: Path, history: History) -> Path | None:
    """Return the file with the facts of the conflict: the one given, or the folder's own, if it has one."""
    own = folder / CONFLICT_FILE
    return history.conflict or (own if own.is_file() else None)


def chain_folders(folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return the folders with those of the encounters before, each once, as far as they lie beside one another."""
    from parley.acquire.encounter import load_encounter

    found: dict[Path, Path] = {}
    waiting = list(folders)
    while waiting:
        folder = waiting.pop()
        if folder.resolve() in found:
            continue
        found[folder.resolve()] = folder
        previous = load_encounter(folder).previous
        if previous and (folder.resolve().parent / previous / "encounter.toml").is_file():
            waiting.append(folder.resolve().parent / previous)
    return tuple(found.values())


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


def find_base_rates_of(result: Result, history: History) -> tuple[Forecast, ...]:
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
    rates = result.process.base_rates if result.process else ()
    day = history.day or result.encounter.held_on[1]
    return make_forecasts(facts.name, day, rates, facts, name_fitted(load_fitted(history.fitted)))


def keep_forecasts(log: Path, result: Result, history: History) -> int:
    """Append the base rates of an outlook to a log of forecasts and return how many are new; none is ever changed.

    Raises:
        InputError: the log cannot be read or written.
        SettingsError: there is no base rate.
    """
    from parley.outlook.forecast_log import append_forecasts

    return append_forecasts(log, find_base_rates_of(result, history))


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


def _commitments_of(folder: Path, commitments: Path | None, result: Result) -> tuple[WatchedReading, ...]:
    from parley.monitor.commitments_file import read_commitments

    given = commitments or folder / COMMITMENTS_FILE
    if not given.is_file():
        return readings_of(result)
    readings = read_commitments(given)
    if commitments is None:
        check_quotes(folder, readings)
    return readings
