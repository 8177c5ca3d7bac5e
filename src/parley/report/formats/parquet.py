"""The positions as Parquet, typed, for DuckDB, pandas or R. Needs the extra `tables`."""

from io import BytesIO
from typing import Any

from parley.errors import MissingExtra
from parley.report.opening import tell_losses
from parley.report.options import Options
from parley.report.tables import COLUMNS, make_rows
from parley.vocabulary import Result

NAME = "parquet"
SUFFIX = ".parquet"
BINARY = True
DESCRIPTION = "one typed row for each position; needs the extra 'tables'"


def render(result: Result, options: Options) -> bytes:
    """Return the rows of `csv` as a Parquet file; what was not read is in the file's metadata too.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    del options
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("tables", "a Parquet report") from error
    kinds: dict[str, Any] = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "date": pyarrow.date32(),
    }
    schema = pyarrow.schema(
        [(name, kinds[kind]) for name, kind in COLUMNS.items()],
        metadata={"parley_version": result.version, "not_read": "\n".join(tell_losses(result))},
    )
    table = pyarrow.Table.from_pylist(make_rows(result), schema=schema)
    written = BytesIO()
    pyarrow.parquet.write_table(table, written)
    return written.getvalue()
