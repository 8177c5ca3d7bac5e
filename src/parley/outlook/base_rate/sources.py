"""The two files that a user supplies: agreements of PA-X and conflict-years of the UCDP/PRIO Armed Conflict Dataset.

Sources: PA-X Peace Agreements Database, codebook of version 10 (Bell et al., terms of use CC BY-NC-SA 4.0);
UCDP/PRIO Armed Conflict Dataset Codebook 25.1 (Gleditsch et al. 2002; Davies et al. 2025; CC BY 4.0).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from parley.delimited.cells import UnusableCellError, choose_order
from parley.delimited.table import TableFile, find_columns
from parley.errors import InputError
from parley.vocabulary import Rejected

PAX_COLUMNS = ("AgtId", "Dat", "Stage", "CeProv", "UcdpCon", "ThrdPart")
UCDP_COLUMNS = (
    "conflict_id",
    "year",
    "intensity_level",
    "type_of_conflict",
    "incompatibility",
    "start_date",
    "start_date2",
)
INTERSTATE, INTERNATIONALISED = 2, 4
TYPES = (1, 2, 3, 4)
_SAMPLE = 3000
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement: its day, and whether it is or provides for a ceasefire, comes before talks, has a third party."""

    id: str
    signed_on: date
    conflicts: tuple[int, ...]
    ceasefire: bool
    prenegotiation: bool
    third_party: bool


@dataclass(frozen=True, slots=True)
class ConflictYear:
    """One year in which a conflict was active; `passed_on` is when its episode reached 25 deaths in a year."""

    conflict: int
    year: int
    intensity: int
    type: int
    territorial: bool
    began_on: date
    passed_on: date


@dataclass(frozen=True, slots=True)
class Supplied:
    """What was read of a file: its rows, those that are none, and a note for each thing to know."""

    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]


def read_agreements(path: Path) -> tuple[tuple[Agreement, ...], Supplied]:
    """Return the agreements of a PA-X main table, in order of their day.

    Raises:
        InputError: it is no such table, or of a version without the columns that are needed.
    """
    file = TableFile(path)
    at = find_columns(file, PAX_COLUMNS)
    read_day = choose_order(_column(file, at["Dat"]), str(path))
    found, rejected, seen = [], [], set()
    unlinked = 0
    for row in file.rows():
        if isinstance(row, Rejected):
            rejected.append(row)
            continue
        number, cells = row
        id_ = cells[at["AgtId"]].strip()
        try:
            signed_on = read_day(cells[at["Dat"]])
        except UnusableCellError as error:
            rejected.append(Rejected(number, str(error)))
            continue
        if id_ in seen:
            rejected.append(Rejected(number, f"the agreement {id_} stands above"))
            continue
        seen.add(id_)
        conflicts = tuple(dict.fromkeys(int(one) for one in _NUMBER.findall(cells[at["UcdpCon"]])))
        unlinked += not conflicts
        stage = cells[at["Stage"]].strip()
        found.append(
            Agreement(
                id_,
                signed_on,
                conflicts,
                stage == "Cea" or cells[at["CeProv"]].strip() in ("1", "1.0"),
                stage == "Pre",
                bool(cells[at["ThrdPart"]].strip(" /-")),
            )
        )
    if not found:
        raise InputError("it has no agreements", where=str(path), remedy="give the PA-X main table as CSV")
    notes = (f"{unlinked} of {len(found)} agreements name no UCDP conflict and are left out",) if unlinked else ()
    return tuple(sorted(found, key=lambda one: (one.signed_on, one.id))), Supplied(tuple(rejected), notes)


def read_conflicts(path: Path) -> tuple[tuple[ConflictYear, ...], Supplied]:
    """Return the conflict-years of a UCDP/PRIO file, in order of conflict and year.

    Raises:
        InputError: it is no such file, or of a version without the columns that are needed.
    """
    file = TableFile(path)
    at = find_columns(file, UCDP_COLUMNS)
    read_day = choose_order(_column(file, at["start_date2"]), str(path))
    found: dict[tuple[int, int], ConflictYear] = {}
    rejected = []
    for row in file.rows():
        if isinstance(row, Rejected):
            rejected.append(row)
            continue
        number, cells = row
        try:
            one = _conflict_year([cells[at[name]].strip() for name in UCDP_COLUMNS], read_day)
        except (UnusableCellError, ValueError) as error:
            rejected.append(Rejected(number, str(error)))
            continue
        if (one.conflict, one.year) in found:
            rejected.append(Rejected(number, f"conflict {one.conflict} in {one.year} stands above"))
            continue
        found[one.conflict, one.year] = one
    if not found:
        raise InputError(
            "it has no conflict-years that can be read",
            where=str(path),
            remedy="give the UCDP/PRIO Armed Conflict Dataset (conflict-year, version 17.1 or newer) as CSV"
            + (f"; row {rejected[0].row}: {rejected[0].reason}" if rejected else ""),
        )
    ordered = tuple(found[key] for key in sorted(found))
    return ordered, Supplied(tuple(rejected), ())


def _conflict_year(cells: list[str], read_day: object) -> ConflictYear:
    assert callable(read_day)
    if not all(cell.isdecimal() for cell in cells[:4]):
        named = ", ".join(f"{name} {cell!r}" for name, cell in zip(UCDP_COLUMNS, cells[:4], strict=False))
        msg = f"one of these is no number: {named}"
        raise ValueError(msg)
    conflict, year, intensity, type_ = (int(cell) for cell in cells[:4])
    if type_ not in TYPES or intensity not in (1, 2) or not 1900 <= year <= 2200:
        msg = f"year, intensity or type are none of the codebook's: {year}, {intensity}, {type_}"
        raise ValueError(msg)
    passed_on = read_day(cells[6])
    return ConflictYear(
        conflict,
        year,
        intensity,
        type_,
        cells[4] in ("1", "3"),
        read_day(cells[5]) if cells[5] else passed_on,
        passed_on,
    )


def _column(file: TableFile, place: int) -> Iterator[str]:
    return (row[1][place] for row in islice(file.rows(), _SAMPLE) if not isinstance(row, Rejected))
