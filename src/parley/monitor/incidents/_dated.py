"""The rows of a table, each with a day, → incidents: what every tabular format does alike."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from parley.delimited.cells import UnusableCellError, choose_order
from parley.delimited.table import TableFile
from parley.vocabulary import Incident, Rejected

# So many rows are looked at to find the order of day, month and year.
SAMPLE = 2000

ReadDay = Callable[[str], date]


def read_dated(
    file: TableFile, day: int, make: Callable[[list[str], ReadDay], Incident]
) -> Iterator[tuple[int, Incident] | Rejected]:
    """Yield the number of each row with the incident that `make` makes of its cells, or the row as rejected.

    `day` is the column whose first rows tell the order in which days are written.

    Raises:
        InputError: the days can be read in several orders.
    """
    sample = (row[1][day] for row in islice(file.rows(), SAMPLE) if not isinstance(row, Rejected))
    read_day = choose_order(sample, str(file.path), file.mapping.get("date_format"))
    for row in file.rows():
        if isinstance(row, Rejected):
            yield row
            continue
        number, cells = row
        try:
            yield number, make(cells, read_day)
        except UnusableCellError as error:
            yield Rejected(number, str(error))
