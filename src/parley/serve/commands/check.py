"""`parley check`: everything verified from the log up: hashes, spans, derived state."""

from typing import Annotated

import typer

from parley.serve.ledgers import LedgerAt, open_given

_WRONG = 1


def run(
    *,
    ledger: LedgerAt = "",
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Derive the state anew from the log first.")] = False,
) -> None:
    """Verify the log, every document's hash, every span and all derived state. Exit code 1 where something is wrong."""
    from parley.ledger.checking import check_ledger

    with open_given(ledger) as book:
        if rebuild:
            book.rebuild()
        with book.store.read() as reading:
            checked = check_ledger(reading)
    for problem in checked.problems:
        typer.echo(f"wrong: {problem}")
    typer.echo(
        f"{checked.events} events, {checked.documents} documents, {checked.spans} spans, {checked.rows} derived rows: "
        + (f"{len(checked.problems)} problems" if checked.problems else "all as recorded")
    )
    if checked.problems:
        raise typer.Exit(_WRONG)
