"""`parley ledger`: what stands on a day, under whose reading; and the whole ledger out of a store and into another."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from parley.serve.ledgers import KnownOn, LedgerAt, On, Process, check_choice, deliver_text, open_given, read_day

ACTIONS = ("show", "export", "import")
FORMATS = ("text", "json", "svg")
_FAR = "9999-12-31"


def run(
    action: Annotated[str, typer.Argument(help="show, export or import.")] = "show",
    file: Annotated[Path | None, typer.Argument(help="The archive to export or import.", show_default=False)] = None,
    *,
    ledger: LedgerAt = "",
    on: On = "",
    known_on: KnownOn = "",
    process: Process = "",
    format_: Annotated[str, typer.Option("--format", "-f", help="text, json or svg (a timeline).")] = "text",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file to write.", show_default=False)] = None,
) -> None:
    """Show what stands on a day, or move a whole ledger: export FILE, import FILE."""
    check_choice(action, ACTIONS, "action")
    check_choice(format_, FORMATS, "format")
    if action != "show":
        _move(action, file, ledger)
        return
    from parley.serve.ledger_views import json, svg, text

    day = read_day(on, "--on") or date.today()  # noqa: DTZ011 - the user's own day
    known = read_day(known_on, "--known-on") or date.fromisoformat(_FAR)
    with open_given(ledger) as book:
        commitments = book.commitments(day, known, process=process or None)
        follow_ups = book.follow_ups(day, known, process=process or None)
    shape = {"text": text, "json": json, "svg": svg}[format_]
    told = day if not known_on else known
    deliver_text(shape.show_standing(commitments, follow_ups, day.isoformat(), told.isoformat()), output)


def _move(action: str, file: Path | None, ledger: str) -> None:
    from parley.errors import SettingsError
    from parley.ledger.archive import export_ledger, import_ledger

    if file is None:
        raise SettingsError(f"{action} needs a file", remedy=f"parley ledger {action} FILE.zip")
    with open_given(ledger, create=action == "import") as book:
        if action == "export":
            moved = export_ledger(book.store, file)
            typer.echo(f"wrote {file}: {moved.events} events, {moved.documents} documents")
        else:
            moved = import_ledger(book.store, file)
            typer.echo(f"{moved.events} events are new; {moved.documents} documents in the archive, all verified")
