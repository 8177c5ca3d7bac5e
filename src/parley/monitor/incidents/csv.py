"""Any table with a header, by a mapping file that names its columns."""

from collections.abc import Callable, Iterator

from parley.delimited.table import TableFile, find_columns
from parley.monitor.incidents._dated import read_dated
from parley.monitor.incidents._mapped import check_mapping, make_incident
from parley.vocabulary import Incident, Rejected

NAME = "csv"
DESCRIPTION = "any table with a header, by a mapping file"
NEEDS_MAPPING = True


def recognises(file: TableFile) -> bool:
    """Return whether a mapping names its columns, and it is no JSON."""
    return "columns" in file.mapping and not file.start.lstrip().startswith(("{", "["))


def read(file: TableFile) -> Iterator[tuple[int, Incident] | Rejected]:
    """Yield the incidents of a table, and what could not be one.

    Raises:
        InputError: the mapping or the header does not do, or the days can be read in several orders.
    """
    columns = check_mapping(file.mapping, str(file.path))
    at = find_columns(file, [column for names in columns.values() for column in names])
    day = at[(columns.get("first_on") or columns["date"])[0]]
    yield from read_dated(
        file, day, lambda cells, read_day: make_incident(_getter(cells, at), columns, file.mapping, read_day)
    )


def _getter(cells: list[str], at: dict[str, int]) -> Callable[[str], str]:
    return lambda column: cells[at[column]]
