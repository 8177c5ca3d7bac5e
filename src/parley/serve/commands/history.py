"""`parley history`: the whole story of an item: read, decided, compared, observed, in order."""

from typing import Annotated

import typer

from parley.serve.folding import find_width, fold_lines
from parley.serve.ledgers import Json, LedgerAt, check_choice, open_given

_TOLD_WITH_NAME = ("decided", "observed")


def run(
    item: Annotated[str, typer.Argument(help="The id of any item, as the other commands show it.", show_default=False)],
    *,
    ledger: LedgerAt = "",
    format_: Json = "text",
) -> None:
    """Tell the whole story of an item."""
    from parley.report.plain_text import on_one_line
    from parley.serve.ledger_views import json

    check_choice(format_, ("text", "json"), "format")
    with open_given(ledger) as book:
        entries = book.history(item)
    if format_ == "json":
        typer.echo(json.write([json.entry_fields(entry) for entry in entries]), nl=False)
        return
    width = find_width()
    for entry in entries:
        by = "" if entry.kind in _TOLD_WITH_NAME else f"{entry.by} · "
        typer.echo(fold_lines(on_one_line(f"{entry.seq} · {entry.at[:19]}Z · {by}{entry.told}"), width))
