"""Stage 5: readings of commitments × incidents → findings: what happened on the ground under each party's version."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import MissingExtra
from parley.vocabulary import MonitorReport, WatchedReading

if TYPE_CHECKING:
    from parley.monitor.intake import Tally


def monitor(
    readings: Sequence[WatchedReading],
    files: Sequence[Path],
    *,
    mapping: Path | None = None,
    encoding: str | None = None,
) -> MonitorReport:
    """Set incidents against the readings, in one pass over the files, with flat memory.

    1. open the files, the newest release first; 2. block by block, judge each incident under each reading;
    3. compare the windows of each reading, and the readings of one commitment.

    Raises:
        InputError: a file or an area cannot be read.
        MissingExtra: shapely or scipy is not installed.
    """
    try:
        from parley.monitor.columns import Vocabularies, make_block
        from parley.monitor.contrasts import pair_readings
        from parley.monitor.findings import Watch, finish
        from parley.monitor.intake import open_files, stream_incidents
    except ModuleNotFoundError as error:
        raise MissingExtra("monitor", "monitoring") from error

    known = Vocabularies()
    watches = [Watch(reading, known) for reading in readings]
    pairs = pair_readings(readings)
    accounts: list[Tally] = []
    for incidents in stream_incidents(open_files(files, mapping=mapping, encoding=encoding), accounts):
        block = make_block(incidents, known)
        judged = [watch.add(block) for watch in watches]
        for one, other, contrast in pairs:
            contrast.add(block, judged[one], judged[other])
    return MonitorReport(
        tuple(one.close() for one in accounts),
        tuple(finish(watch, accounts) for watch in watches),
        tuple(contrast.finish() for _, _, contrast in pairs),
        tuple(_warn_of_files(accounts)),
    )


def _warn_of_files(accounts: "Sequence[Tally]") -> list[str]:
    warnings = []
    for one in accounts:
        if one.rejected:
            shown = "; ".join(f"row {reject.row}: {reject.reason}" for reject in one.rejects[:5])
            more = f"; and {one.rejected - 5} more" if one.rejected > 5 else ""
            warnings.append(f"{one.file}: {one.rejected} rows are no incidents ({shown}{more})")
    return warnings


__all__ = ["monitor"]
