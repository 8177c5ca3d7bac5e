"""`parley ledger`: what stands on a day, under whose reading; and the whole ledger out of a store and into another."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from parley.serve.ledgers import (
    KnownOn,
    LedgerAt,
    On,
    Process,
    check_choice,
    check_process,
    deliver_lines,
    deliver_text,
    open_given,
    read_day,
)

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
    issue: Annotated[str, typer.Option("--issue", help="One issue only, as ceasefire.full.", show_default=False)] = "",
    state: Annotated[
        str, typer.Option("--state", help="Only commitments in this state, as disputed.", show_default=False)
    ] = "",
    whole: Annotated[bool, typer.Option("--all", help="Show each one, however many there are.")] = False,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="text, json or svg (a timeline). [default: text]", show_default=False)
    ] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file to write.", show_default=False)] = None,
) -> None:
    """Show what stands on a day, or move a whole ledger: export FILE, import FILE."""
    check_choice(action, ACTIONS, "action")
    if action != "show":
        _move(action, file, ledger)
        return
    from parley.serve.ledger_views import json, overview, svg, text
    from parley.serve.ledger_views.wording import STATES
    from parley.vocabulary import Issue

    format_ = format_ or _format_of(output)
    check_choice(format_, FORMATS, "format")
    if issue:
        check_choice(issue, tuple(Issue), "issue")
    if state:
        check_choice(state, STATES, "state")
    day = read_day(on, "--on") or date.today()  # noqa: DTZ011 - the user's own day
    known = read_day(known_on, "--known-on") or date.fromisoformat(_FAR)
    days = day.isoformat(), known.isoformat() if known_on else None
    with open_given(ledger) as book:
        check_process(book, process)
        if format_ == "text" and not (issue or state or whole):
            overviews = book.look_over(day, known, process=process or None)
            if overview.count_commitments(overviews) > overview.MOST_SHOWN:
                deliver_lines(overview.show_overview(overviews, *days, process), output)
                return
        commitments = book.commitments(day, known, process=process or None, issue=issue or None, state=state or None)
        # A next step is in none of these states.
        follow_ups = None if state else book.follow_ups(day, known, process=process or None)
    if follow_ups is not None and issue:
        follow_ups = tuple(one for one in follow_ups if one.issue == issue)
    if format_ == "text":
        deliver_lines(text.show_standing(commitments, follow_ups, *days), output)
        return
    shape = {"json": json, "svg": svg}[format_]
    deliver_text(shape.show_standing(commitments, follow_ups, *days), output)


def _format_of(output: Path | None) -> str:
    """Return the format that a file's name asks for, text where it asks for none."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    return suffix if suffix in FORMATS else "text"


def _move(action: str, file: Path | None, ledger: str) -> None:
    from parley.errors import SettingsError
    from parley.ledger.archive import export_ledger, import_ledger, verify_archive

    if file is None:
        raise SettingsError(f"{action} needs a file", remedy=f"parley ledger {action} FILE.zip")
    if action == "import":
        verify_archive(file)  # before a ledger is made for it
    with open_given(ledger, create=action == "import") as book:
        if action == "export":
            moved = export_ledger(book.store, file)
            typer.echo(f"wrote {file}: {moved.events} events, {moved.documents} documents")
        else:
            moved = import_ledger(book.store, file)
            typer.echo(f"{moved.events} events are new; {moved.documents} documents in the archive, all verified")
