"""The wiring of the second question: the results of a process, the ground and the base rate → its outlook."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import InputError
from parley.pipeline.comparing import compare_folder
from parley.pipeline.forecasts import CONFLICT_FILE, History, find_base_rates, find_conflict
from parley.pipeline.monitoring import watch
from parley.pipeline.reading import READERS
from parley.pipeline.rounds import chain_folders
from parley.pipeline.watched import find_commitments, readings_of_ledger
from parley.settings import Settings
from parley.vocabulary import BaseRate, Result, WatchedReading

if TYPE_CHECKING:
    from parley.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of the ground: files of incidents and how to read them, and the commitments to watch."""

    incidents: tuple[Path, ...] = ()
    commitments: Path | None = None
    mapping: Path | None = None
    encoding: str | None = None


NOTHING_KNOWN, NOT_ASKED = Ground(), History()


def assess_folders(
    folders: Sequence[Path],
    *,
    ground: Ground = NOTHING_KNOWN,
    history: History = NOT_ASKED,
    readers: Sequence[str] = READERS,
    settings: Settings | None = None,
) -> tuple[Result, ...]:
    """Return the results of a process in order; the last carries its outlook in `process_outlook`.

    1. take in the encounters before, as far as `previous` names folders beside those given; 2. read and compare each;
    3. find the commitments, in a commitments file or in what was undertaken; 4. watch the incidents; 5. look up the
    base rate; 6. answer by the rule.

    Raises:
        InputError: a folder or a file cannot be read.
        MissingExtra: what monitoring or the base rate needs is not installed.
    """
    results = [compare_folder(folder, readers=readers, settings=settings) for folder in chain_folders(folders)]
    last = folders[-1]
    readings = find_commitments(last, ground.commitments, results[-1])
    return assess_results(results, readings, ground, replace(history, conflict=find_conflict(last, history)))


def assess_results(
    results: Sequence[Result], readings: Sequence[WatchedReading], ground: Ground, history: History
) -> tuple[Result, ...]:
    """Return the results, given in the order of the rounds, the last with the outlook of the process.

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
    outlook = assess_process(results, readings, monitoring, rates, not_given)
    return (*results[:-1], replace(results[-1], process_outlook=outlook))


def assess_ledger(
    ledger: "Ledger", process: str | None, ground: Ground, history: History
) -> tuple[tuple[Result, ...], tuple[WatchedReading, ...]]:
    """Return the results of a process in order, the last with its outlook, and what stands; as people left them.

    Raises:
        InputError: the ledger has no such process, or several and none is named.
    """
    from parley.pipeline.recording import read_results

    name = find_process(ledger, process)
    results = read_results(ledger, name)
    if not results:
        raise InputError("the process has no encounter", where=name, remedy="add one: parley add FOLDER")
    day = history.day or results[-1].encounter.held_on[1]
    readings = readings_of_ledger(ledger, day, name)
    return assess_results(results, readings, ground, history), readings


def find_process(ledger: "Ledger", process: str | None) -> str:
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
