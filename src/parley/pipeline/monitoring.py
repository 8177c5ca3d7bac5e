"""The wiring of monitoring: readings to watch × files of incidents → findings."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from parley.pipeline.reading import READERS
from parley.pipeline.watched import find_readings, set_windows
from parley.settings import Settings
from parley.vocabulary import MonitorReport, WatchedReading


def monitor_incidents(
    subject: Path,
    incidents: Sequence[Path],
    *,
    mapping: Path | None = None,
    encoding: str | None = None,
    watched_until: date | None = None,
    before_days: int | None = None,
    readers: Sequence[str] = READERS,
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
