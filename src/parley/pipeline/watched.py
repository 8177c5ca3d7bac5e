"""The wiring of what is watched: a commitments file, a result or a ledger → the readings of a halt of fire in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from parley.acquire.encounter import ENCOUNTER_FILE
from parley.errors import InputError
from parley.pipeline.comparing import compare_folder
from parley.pipeline.reading import READERS
from parley.settings import Settings
from parley.vocabulary import CEASEFIRE_ISSUES, Commitment, Issue, Result, WatchedReading

if TYPE_CHECKING:
    from parley.ledger import Ledger

COMMITMENTS_FILE = "commitments.toml"


def find_readings(
    subject: Path, *, readers: Sequence[str] = READERS, settings: Settings | None = None
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
    found = readings_of(compare_folder(subject, readers=readers, settings=settings))
    if not found:
        raise InputError(
            "no source in it undertakes a halt of fire",
            where=str(subject),
            remedy=f"write what stands into {subject / COMMITMENTS_FILE} (docs/monitoring.md)",
        )
    return found


def find_commitments(folder: Path, commitments: Path | None, result: Result) -> tuple[WatchedReading, ...]:
    """Return the readings of a commitments file, given or the folder's own, or else what a result of it undertakes.

    Raises:
        InputError: the file cannot be read, or a quote in the folder's own is not in its source.
    """
    from parley.monitor.commitments_file import read_commitments

    given = commitments or folder / COMMITMENTS_FILE
    if not given.is_file():
        return readings_of(result)
    readings = read_commitments(given)
    if commitments is None:
        check_quotes(folder, readings)
    return readings


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


def readings_of_ledger(
    ledger: "Ledger", on: date | None = None, process: str | None = None
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


def name_sides(
    readings: Sequence[WatchedReading], sides: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[WatchedReading, ...]:
    """Return the readings with the names that data sets write for the parties that they bind."""
    return tuple(
        replace(reading, side_names=tuple(one for one in sides if one[0] in reading.by)) for reading in readings
    )


def read_sides(path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names of data sets that a commitments file gives for parties.

    Raises:
        InputError: it cannot be read.
    """
    from parley.monitor.commitments_file import parse_commitments

    return tuple((party, tuple(names)) for party, names in parse_commitments(path).sides.items())


def check_quotes(folder: Path, readings: Sequence[WatchedReading]) -> None:
    """Raise InputError where a reading's quote does not stand in the source that it names, or the source is missing."""
    from parley.acquire.documents import acquire

    quoted = [reading for reading in readings if reading.quote is not None]
    if not quoted or not (folder / ENCOUNTER_FILE).is_file():
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


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
