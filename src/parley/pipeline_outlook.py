"""The wiring of the second question: commitments × incidents → findings; encounters → is the ceasefire nearer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from parley.errors import InputError, MissingExtra, SettingsError
from parley.settings import Settings
from parley.vocabulary import (
    CEASEFIRE_ISSUES,
    BaseRate,
    Commitment,
    Forecast,
    ForecastRecord,
    MonitorReport,
    Result,
    WatchedReading,
)

COMMITMENTS_FILE = "commitments.toml"
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


def monitor_incidents(
    subject: Path,
    incidents: Sequence[Path],
    *,
    mapping: Path | None = None,
    encoding: str | None = None,
    watched_until: date | None = None,
    before_days: int | None = None,
    readers: Sequence[str] = ("grammar",),
    settings: Settings | None = None,
) -> MonitorReport:
    """Set incidents against the commitments of a file or an encounter folder, under each reading.

    `watched_until` and `before_days` take the place of what the readings say of the windows.

    Raises:
        InputError: there is no commitment to watch, or a file cannot be read.
        MissingExtra: what monitoring needs is not installed.
    """
    readings = set_windows(find_readings(subject, readers=readers, settings=settings), watched_until, before_days)
    return watch(readings, incidents, mapping=mapping, encoding=encoding)


def watch(
    readings: Sequence[WatchedReading],
    incidents: Sequence[Path],
    *,
    mapping: Path | None = None,
    encoding: str | None = None,
) -> MonitorReport:
    """Set incidents against readings.

    Raises:
        InputError: a file cannot be read.
        MissingExtra: what monitoring needs is not installed.
    """
    from parley.monitor import monitor

    return monitor(readings, incidents, mapping=mapping, encoding=encoding)


def read_sides(path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names of data sets that a commitments file gives for parties.

    Raises:
        InputError: it cannot be read.
    """
    from parley.monitor.commitments_file import parse_commitments

    return tuple((party, tuple(names)) for party, names in parse_commitments(path).sides.items())


def find_readings(
    subject: Path, *, readers: Sequence[str] = ("grammar",), settings: Settings | None = None
) -> tuple[WatchedReading, ...]:
    """Return the readings that a commitments file gives, or those that the accounts of an encounter folder make.

    A folder's commitments.toml is a person's word and is taken instead of what a reader finds; its quotes have to
    stand in the sources.

    Raises:
        InputError: there is none, or a quote is not in its source.
    """
    from parley.monitor.commitments_file import read_commitments

    if subject.is_file():
        return read_commitments(subject)
    given = subject / COMMITMENTS_FILE
    if given.is_file():
        readings = read_commitments(given)
        check_quotes(subject, readings)
        return readings
    from parley.pipeline import compare_folder

    found = readings_of(compare_folder(subject, readers=readers, settings=settings))
    if not found:
        raise InputError(
            "no source in it undertakes a halt of fire",
            where=str(subject),
            remedy=f"write what stands into {subject / COMMITMENTS_FILE} (docs/monitoring.md)",
        )
    return found


def readings_of(result: Result) -> tuple[WatchedReading, ...]:
    """Return the readings of a halt of fire that the accounts of an encounter give, one for each account of it."""
    names = {
        actor.acts_for or actor.id: tuple(
            name
            for other in result.encounter.actors
            if (other.acts_for or other.id) == (actor.acts_for or actor.id)
            for name in other.names
        )
        for actor in result.encounter.actors
    }
    found: dict[tuple[str, str], WatchedReading] = {}
    for commitment in result.comparison.commitments:
        if commitment.issue in CEASEFIRE_ISSUES:
            reading = _reading_of(commitment, result, names)
            found.setdefault((reading.commitment, reading.reading), reading)
    return tuple(found.values())


def _reading_of(commitment: Commitment, result: Result, names: dict[str, tuple[str, ...]]) -> WatchedReading:
    source = result.encounter.source(commitment.source)
    assumed = []
    starts_on = commitment.starts_on
    if starts_on is None:
        starts_on = max(result.encounter.held_on[1], source.published_on)
        assumed.append(f"the words name no first day; taken to hold from {starts_on}")
    return WatchedReading(
        f"{commitment.issue} by {'+'.join(commitment.by)}",
        "+".join(source.speaks_for) or source.publisher,
        commitment.issue,
        commitment.by,
        side_names=tuple((party, names[party]) for party in commitment.by if party in names),
        scope=commitment.scope if commitment.issue.value == "ceasefire.strikes" else (),
        declared_on=source.published_on,
        starts_on=starts_on,
        ends_on=commitment.ends_on,
        condition=commitment.condition.quote if commitment.condition else None,
        quote=commitment.words.quote,
        source=commitment.source,
        assumed=tuple(assumed),
        names_are_of_data_sets=False,
    )


def check_quotes(folder: Path, readings: Sequence[WatchedReading]) -> None:
    """Raise InputError where a reading's quote does not stand in the source that it names, or the source is missing."""
    from parley.acquire.documents import acquire

    quoted = [reading for reading in readings if reading.quote is not None]
    if not quoted or not (folder / "encounter.toml").is_file():
        return
    documents = {document.id: document for document in acquire(folder).documents}
    for reading in quoted:
        document = documents.get(reading.source or "")
        if document is None:
            raise InputError(
                f"the source '{reading.source}' of a quote is not in the folder",
                where=str(folder / COMMITMENTS_FILE),
                remedy=f"sources are {', '.join(documents)}",
            )
        if reading.quote is not None and reading.quote not in document.text:
            raise InputError(
                f"these words do not stand in {document.id}: {reading.quote[:80]}",
                where=str(folder / COMMITMENTS_FILE),
                remedy="quote the source exactly",
            )


def set_windows(
    readings: Sequence[WatchedReading], last: date | None, before_days: int | None
) -> tuple[WatchedReading, ...]:
    """Return the readings with another last day of watching or another length of the window before, where given."""
    changes: dict[str, object] = {}
    if last is not None:
        changes["watched_until"] = last
    if before_days is not None:
        changes["before_days"] = before_days
    return tuple(replace(reading, **changes) for reading in readings)  # type: ignore[arg-type]


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
