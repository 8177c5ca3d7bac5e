"""The positions as CSV (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets show every script)."""

import csv
from io import StringIO
from typing import Any

from parley.report.options import Options
from parley.report.tables import COLUMNS, make_rows
from parley.vocabulary import Result

NAME = "csv"
SUFFIX = ".csv"
BINARY = False
DESCRIPTION = "one row for each position; no cell runs as a formula"

# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV injection"); some skip white space first.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(result: Result, options: Options) -> str:
    """Return a header and a row for each position, and for each source that was skipped or not read whole."""
    del options
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for row in make_rows(result):
        writer.writerow(_cell(row[name], kind) for name, kind in COLUMNS.items())
    return "\ufeff" + table.getvalue()


def _cell(value: Any, kind: str) -> Any:
    """Return a cell's content; a text that a spreadsheet could run gets an apostrophe before it."""
    if value is None:
        return ""
    if kind == "text" and str(value).lstrip(" \u00a0").startswith(_FORMULA_SIGNS):
        return f"'{value}"
    return value
