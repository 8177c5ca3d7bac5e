"""The second question asked of a ledger: what stands in it × incidents; its encounters → the outlook of a process."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from parley.errors import InputError
from parley.ledger import Ledger
from parley.pipeline_outlook import Ground, History, assess_results, find_base_rates_of
from parley.recording import read_results
from parley.vocabulary import CEASEFIRE_ISSUES, Forecast, ForecastRecord, Issue, Result, WatchedReading


def readings_of_ledger(
    ledger: Ledger, on: date | None = None, process: str | None = None
) -> tuple[WatchedReading, ...]:
    """Return the readings of every halt of fire that stands, or stood, in a ledger on a day.

    The names that incident data sets write for a party are not in a ledger: they come from a commitments file, by
    `name_sides`.
    """
    found = []
    for commitment in ledger.commitments(on, on, process=process):
        issue = Issue(commitment.issue)
        if issue not in CEASEFIRE_ISSUES:
            continue
        for reading in commitment.readings:
            said = reading.statements[0] if reading.statements else {}
            starts_on, declared_on = _day(reading.in_force_from), _day(reading.declared_on)
            assumed = (
                () if starts_on or not declared_on else (f"no first day is told; taken to hold from {declared_on}",)
            )
            found.append(
                WatchedReading(
                    commitment.id,
                    reading.party or "reports",
                    issue,
                    commitment.by,
                    commitment.title,
                    scope=reading.scope if issue is Issue.CEASEFIRE_STRIKES else (),
                    declared_on=declared_on,
                    starts_on=starts_on or declared_on,
                    ends_on=_day(reading.until),
                    condition="; ".join(reading.conditions) or None,
                    quote=said.get("quote"),
                    source=said.get("source"),
                    assumed=assumed,
                )
            )
    return tuple(found)


def name_sides(
    readings: Sequence[WatchedReading], sides: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[WatchedReading, ...]:
    """Return the readings with the names that data sets write for the parties that they bind."""
    return tuple(
        replace(reading, side_names=tuple(one for one in sides if one[0] in reading.by)) for reading in readings
    )


def assess_ledger(
    ledger: Ledger, process: str | None, ground: Ground, history: History
) -> tuple[tuple[Result, ...], tuple[WatchedReading, ...]]:
    """Return the results of a process in order, the last with its outlook, and what stands; as people left them.

    Raises:
        InputError: the ledger has no such process, or several and none is named.
    """
    name = find_process(ledger, process)
    results = read_results(ledger, name)
    if not results:
        raise InputError("the process has no encounter", where=name, remedy="add one: parley add FOLDER")
    day = history.day or results[-1].encounter.held_on[1]
    readings = readings_of_ledger(ledger, day, name)
    return assess_results(results, readings, ground, history), readings


def find_process(ledger: Ledger, process: str | None) -> str:
    """Return the process that is named, or the only one.

    Raises:
        InputError: there is no such process, or several and none is named.
    """
    known = sorted(item.process for item in ledger.processes())
    if process is None and len(known) == 1:
        return known[0]
    if process not in known:
        raise InputError(
            f"the ledger has no process '{process}'" if process else "the ledger has several processes",
            remedy=f"give --process, one of: {', '.join(known) or 'none yet; add an encounter with parley add FOLDER'}",
        )
    return process


def keep_in_ledger(ledger: Ledger, result: Result, history: History) -> int:
    """Keep the base rates of an outlook in the ledger, and return how many are new."""
    from parley.ledger.forecasts import keep_forecasts
    from parley.outlook.record import write_forecast

    made = find_base_rates_of(result, history)
    return keep_forecasts(ledger, result.encounter.id, [(one.id, json.loads(write_forecast(one))) for one in made])


def score_ledger(ledger: Ledger, process: str | None, history: History, looked_on: date) -> ForecastRecord:
    """Return the record of the forecasts that a ledger keeps, as the facts given show it on a day."""
    from parley.ledger.forecasts import list_forecasts
    from parley.outlook.facts_file import read_facts
    from parley.outlook.record import read_forecast, score_record

    forecasts: list[Forecast] = [read_forecast(line) for line in list_forecasts(ledger, process)]
    facts = [read_facts(history.conflict)] if history.conflict else []
    return score_record(forecasts, {one.name: one for one in facts}, looked_on)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
