"""Intake: incident files → blocks of incidents, each incident once, and an account of every row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import ModuleType

from parley.delimited.table import TableFile
from parley.errors import InputError
from parley.monitor.incidents.ucdp_ged import name_release
from parley.monitor.seen import NEW, REPEATED, SeenIncidents
from parley.registry import KINDS, load_part, part_names
from parley.vocabulary import FileAccount, Incident, Rejected

BLOCK = 50_000
# Rejected rows are all counted; of this many in a file the number and the reason are kept.
KEPT = 50
_DAYS_IN_A_WEEK = 7


@dataclass(slots=True)
class Tally:
    """A file's account as it grows; `weekly` counts taken incidents by the week in which they began (ordinal // 7)."""

    file: str
    format: str
    release: tuple[int, ...] = ()
    candidate: bool = False
    taken: int = 0
    repeated: int = 0
    superseded: int = 0
    rejected: int = 0
    rejects: list[Rejected] = field(default_factory=list)
    first_on: date | None = None
    last_on: date | None = None
    weekly: dict[int, int] = field(default_factory=dict)

    def reject(self, row: int, reason: str) -> None:
        """Count a row as rejected, and keep its number among the first."""
        self.rejected += 1
        if len(self.rejects) < KEPT:
            self.rejects.append(Rejected(row, reason))

    def close(self) -> FileAccount:
        """Return the account of the file once it was read."""
        return FileAccount(
            self.file,
            self.format,
            self.release,
            self.candidate,
            self.taken,
            self.repeated,
            self.superseded,
            self.rejected,
            tuple(self.rejects),
            self.first_on,
            self.last_on,
        )


def identify(file: TableFile) -> ModuleType:
    """Return the part that reads this file: one that knows its header, else one that takes the mapping.

    Raises:
        InputError: no part knows it.
    """
    package = KINDS["incident"]
    parts = {name: load_part(package, name) for name in part_names(package)}
    given = file.mapping.get("format")
    if given in parts and parts[given].recognises(file):
        return parts[given]
    for part in sorted(parts.values(), key=lambda part: bool(part.NEEDS_MAPPING)):
        if part.recognises(file):
            return part
    raise InputError(
        "no incident format knows its columns",
        where=str(file.path),
        remedy=f"formats are {', '.join(parts)}; for any other table write a mapping file (docs/monitoring.md) and "
        "give it as --mapping FILE",
    )


def order_files(files: Sequence[TableFile]) -> list[tuple[TableFile, Tally, ModuleType]]:
    """Return the files, newest release first, so that what a newer release says of an id is what is taken.

    Of files that name no release, the one given later is the newer.
    """
    known = []
    for place, file in enumerate(files):
        part = identify(file)
        release, candidate = name_release(file.path.name)
        known.append((release, place, file, Tally(file.path.name, part.NAME, release, candidate), part))
    return [(file, account, part) for _, _, file, account, part in sorted(known, key=lambda one: one[:2], reverse=True)]


def stream_incidents(files: Sequence[TableFile], accounts: list[Tally], block: int = BLOCK) -> Iterator[list[Incident]]:
    """Yield blocks of incidents, each id once; the accounts of the files are appended to `accounts` as they are read.

    Within one file, a second row with the id and another content is rejected with its number: nothing tells which is
    right. Across files the newer release supersedes.

    Raises:
        InputError: a file cannot be read.
    """
    seen = SeenIncidents()
    for newer, (file, account, part) in enumerate(order_files(files)):
        accounts.append(account)
        own = SeenIncidents()
        held: list[Incident] = []
        rows: list[int] = []
        for item in part.read(file):
            if isinstance(item, Rejected):
                account.reject(item.row, item.reason)
                continue
            rows.append(item[0])
            held.append(item[1])
            if len(held) >= block:
                yield _admit(held, rows, account, seen, own if newer else seen)
                held, rows = [], []
        yield _admit(held, rows, account, seen, own if newer else seen)


def _admit(
    held: list[Incident], rows: list[int], account: Tally, seen: SeenIncidents, own: SeenIncidents
) -> list[Incident]:
    """Return those incidents that are new, and count the others."""
    within = own.judge(held)
    fresh = []
    for incident, row, verdict in zip(held, rows, within.tolist(), strict=True):
        if verdict == NEW:
            fresh.append(incident)
        elif verdict == REPEATED:
            account.repeated += 1
        else:
            account.reject(row, f"its id {incident.id[:60]} stands above with another content")
    if own is not seen:
        verdicts = seen.judge(fresh).tolist()
        account.repeated += verdicts.count(REPEATED)
        account.superseded += len(fresh) - verdicts.count(REPEATED) - verdicts.count(NEW)
        fresh = [incident for incident, verdict in zip(fresh, verdicts, strict=True) if verdict == NEW]
    _count(fresh, account)
    return fresh


def _count(taken: list[Incident], account: Tally) -> None:
    account.taken += len(taken)
    if not taken:
        return
    weekly = account.weekly
    for incident in taken:
        week = incident.first_on.toordinal() // _DAYS_IN_A_WEEK
        weekly[week] = weekly.get(week, 0) + 1
    first, last = min(one.first_on for one in taken), max(one.first_on for one in taken)
    account.first_on = min(account.first_on or first, first)
    account.last_on = max(account.last_on or last, last)


def open_files(paths: Sequence[Path], *, mapping: Path | None = None, encoding: str | None = None) -> list[TableFile]:
    """Return the files with the mapping that goes with those which no built-in format knows.

    Raises:
        InputError: the mapping file cannot be read.
    """
    import tomllib

    table: dict[str, object] = {}
    if mapping is not None:
        try:
            table = tomllib.loads(mapping.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(
                f"the mapping cannot be read ({error})",
                where=str(mapping),
                remedy="write it as docs/monitoring.md shows",
            ) from error
    return [TableFile(path, encoding, table) for path in paths]
