"""`parley follow-ups`: the next steps of all processes: listed, the overdue ones, or as a calendar."""

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

SHAPES = ("list", "overdue", "ics")


def run(
    shape: Annotated[str, typer.Argument(help="list, overdue or ics (a calendar).")] = "list",
    *,
    ledger: LedgerAt = "",
    on: On = "",
    known_on: KnownOn = "",
    process: Process = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file to write.", show_default=False)] = None,
) -> None:
    """List next steps: announced, revised, held or cancelled; overdue where nothing says that they were held."""
    from parley.serve.ledger_views.ics import show_calendar
    from parley.serve.ledger_views.text import show_follow_ups

    check_choice(shape, SHAPES, "list of next steps")
    day = read_day(on, "--on") or date.today()  # noqa: DTZ011 - the user's own day
    known = read_day(known_on, "--known-on") or date.max
    with open_given(ledger) as book:
        check_process(book, process)
        found = book.follow_ups(day, known, process=process or None)
    if shape == "ics":
        deliver_text(show_calendar(found), output)
        return
    chosen = [one for one in found if one.overdue or shape == "list"]
    shown = "\n".join(show_follow_ups(chosen) or ["  none"]) + "\n"
    deliver_lines(shown, output)
