"""The matrix: a row for each point, a cell for each column, with act, strength, terms and the words of each cell."""

from dataclasses import dataclass

from parley.report.columns import Column, make_columns
from parley.report.parties import title_parties
from parley.report.wording import (
    ACT_DONE,
    CELL_WORDS,
    NOT_MENTIONED,
    and_list,
    name_day,
    name_number,
    name_strengths,
)
from parley.vocabulary import ACTS_OFF_THE_LADDER, Act, CellStatus, Encounter, Point, Position, Result, Standing, Words


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column does with one point; `lead` is the position whose words decide it."""

    column: Column
    status: CellStatus
    acts: str
    strength: str
    positions: tuple[Position, ...]
    lead: Position | None


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a point (on what, until when, how many, if what), with its value in each column."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One point over all columns; `also_told_by` has the third parties that tell of it outside every column."""

    number: int
    point: Point
    cells: tuple[Cell, ...]
    terms: tuple[Term, ...]
    also_told_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """All rows, in the order of the points; `told_elsewhere` has the points of which no column speaks.

    Where there are many rows, `alone` has those of which one column alone speaks, and `rows` the others.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    told_elsewhere: tuple[Row, ...] = ()
    alone: tuple[Row, ...] = ()


# From here on a table that also has what one column alone tells is read by nobody.
MANY_ROWS = 12


def make_matrix(result: Result, by: str) -> Matrix:
    """Return the points of a result as a matrix of parties or of sources."""
    columns = make_columns(result, by)
    rows = [_make_row(result, columns, number, point) for number, point in enumerate(result.comparison.points, 1)]
    told = tuple(row for row in rows if any(cell.positions or cell.status in _TOLD for cell in row.cells))
    elsewhere = tuple(row for row in rows if row not in told)
    shared = tuple(row for row in told if sum(bool(cell.positions) for cell in row.cells) > 1)
    if len(told) <= MANY_ROWS or not shared:
        return Matrix(columns, told, elsewhere)
    return Matrix(columns, shared, elsewhere, tuple(row for row in told if row not in shared))


_TOLD = (CellStatus.STATED, CellStatus.DENIED)


def _make_row(result: Result, columns: tuple[Column, ...], number: int, point: Point) -> Row:
    by_id = {position.id: position for position in result.positions}
    positions = tuple(by_id[id_] for id_ in point.positions if id_ in by_id)
    cells = tuple(_make_cell(result, column, point, positions) for column in columns)
    shown = {source for column in columns for source in column.sources}
    elsewhere = tuple(dict.fromkeys(p.source for p in positions if p.source not in shown))
    return Row(number, point, cells, _make_terms(result, cells), elsewhere)


def _make_cell(result: Result, column: Column, point: Point, positions: tuple[Position, ...]) -> Cell:
    mine = tuple(position for position in positions if column.holds(position))
    certain = tuple(position for position in mine if position.standing is Standing.FOUND)
    shown = certain or mine
    status = _merge_status(column, point, bool(mine))
    if not shown:
        return Cell(column, status, CELL_WORDS[status], "", (), None)
    acts = _tell_acts(shown, column.parties, result.encounter)
    if not certain:
        acts = f"possibly {acts}"
    own = tuple(position for position in shown if set(column.parties) & set(position.holder)) or shown
    on_ladder = [p.strength for p in own if p.act not in ACTS_OFF_THE_LADDER]
    return Cell(column, status, acts, name_strengths(on_ladder), mine, _lead(own))


def _merge_status(column: Column, point: Point, has_positions: bool) -> CellStatus:
    """Return the status of several sources in one: what is said outweighs silence, a partial source forbids it."""
    statuses = [point.cells.get(source, CellStatus.SILENT) for source in column.sources]
    for status in (CellStatus.STATED, CellStatus.DENIED):
        if status in statuses and (has_positions or not column.relayed):
            return status
    if has_positions:
        return CellStatus.STATED
    return CellStatus.NOT_READ_WHOLE if CellStatus.NOT_READ_WHOLE in statuses else CellStatus.SILENT


def _lead(positions: tuple[Position, ...]) -> Position:
    """Return the position that binds or refuses most; of equals the first in the text, acts off the ladder last."""
    # `max` keeps the first of equals, so the order of the text decides among them.
    return max(positions, key=lambda p: (p.act not in ACTS_OFF_THE_LADDER, abs(p.strength)))


def _tell_acts(positions: tuple[Position, ...], own: tuple[str, ...], encounter: Encounter) -> str:
    """Return the acts by holder, the column's own first: "accepted, ordered; Burland proposed"."""
    by_holder: dict[tuple[str, ...], list[str]] = {}
    # That a party also found it useful or regrettable says little beside what it did.
    weighty = [position for position in positions if position.act is not Act.JUDGE] or positions
    for position in weighty:
        acts = by_holder.setdefault(position.holder, [])
        told = ACT_DONE[position.act] + (" with a condition" if position.condition else "")
        if told not in acts:
            acts.append(told)
    own_first = sorted(by_holder.items(), key=lambda held: (set(held[0]) != set(own), not set(held[0]) & set(own)))
    return "; ".join(_prefix(holder, own, encounter) + ", ".join(acts) for holder, acts in own_first)


def _prefix(holder: tuple[str, ...], own: tuple[str, ...], encounter: Encounter) -> str:
    """Return who acts, unless it is the column's one party by itself."""
    if len(own) == 1 and holder == own:
        return ""
    if len(encounter.parties) == 2 and set(holder) == set(encounter.parties):
        return "both "
    return f"{title_parties(holder, encounter)} " if holder else ""


def _make_terms(result: Result, cells: tuple[Cell, ...]) -> tuple[Term, ...]:
    """Return the terms on which at least one cell has a word; "not mentioned" where another has none."""
    year = result.encounter.held_on[0].year
    tables = [_terms_of_cell(cell, year) for cell in cells]
    return tuple(
        Term(label, tuple(_term_value(cell, table.get(label)) for cell, table in zip(cells, tables, strict=True)))
        for label in ("on", "from", "until", "number", "if")
        if any(label in table for table in tables)
    )


def _term_value(cell: Cell, value: str | None) -> str:
    if value:
        return value
    if not cell.positions:
        return "" if cell.status is not CellStatus.NOT_READ_WHOLE else CELL_WORDS[cell.status]
    return NOT_MENTIONED


def _terms_of_cell(cell: Cell, year: int) -> dict[str, str]:
    """Return what a cell's positions settle, by label; several values of one column stand side by side."""
    values: dict[str, list[str]] = {}

    def note(label: str, value: str) -> None:
        if value not in values.setdefault(label, []):
            values[label].append(value)

    for position in cell.positions:
        measure = position.measure
        if measure.scope:
            note("on", and_list(measure.scope))
        if measure.starts_on:
            note("from", name_day(measure.starts_on, year))
        if measure.ends_on:
            days = f" ({measure.days} days)" if measure.days else ""
            note("until", name_day(measure.ends_on, year) + days)
        elif measure.days:
            note("until", f"{measure.days} days")
        if measure.quantity is not None:
            note("number", name_number(measure.quantity))
        if position.condition_quote:
            note("if", position.condition_quote)
    return {label: " / ".join(found) for label, found in values.items()}


def words_of(position: Position) -> Words:
    """Return a position's own words."""
    return Words(position.source, position.span, position.quote, position.id)
