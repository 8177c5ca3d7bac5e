"""`parley add`: encounters into the ledger; what it has already is left as it is."""

from pathlib import Path
from typing import Annotated

import typer

from parley.serve.choices import Offline, Readers, split_names
from parley.serve.ledgers import LedgerAt, open_given


def run(
    folders: Annotated[
        list[Path], typer.Argument(help="Encounter folders, or folders that hold some.", show_default=False)
    ],
    *,
    ledger: LedgerAt = "",
    process: Annotated[
        str, typer.Option("--process", help="Their process; else that of the encounter before.", show_default=False)
    ] = "",
    reader: Readers = ["grammar"],  # noqa: B006 - typer reads it and never changes it
    by: Annotated[str, typer.Option("--by", help="Who adds them.")] = "parley",
    again: Annotated[bool, typer.Option("--again", help="Read again what has not changed.")] = False,
    offline: Offline = False,
) -> None:
    """Read encounters and record them in the ledger."""
    from parley.pipeline import find_encounters
    from parley.pipeline.recording import add_folder
    from parley.report.plain_text import on_one_line
    from parley.serve.delivery import SOME_SKIPPED
    from parley.serve.ledger_views.reviewing import tell_item
    from parley.settings import Settings

    found = [encounter for folder in folders for encounter in find_encounters(folder)]
    settings = Settings.from_environment(offline=offline)
    lost = False
    with open_given(ledger, create=True) as book:
        for folder in found:
            added, skipped = add_folder(
                book,
                folder,
                readers=split_names(reader),
                settings=settings,
                process=process or None,
                by=by,
                again=again,
            )
            number = sum(added.events.values())
            told = f"{number} events recorded, {added.positions} positions" if added.changed else "nothing new"
            typer.echo(on_one_line(f"{added.encounter}: {told} (process {added.process})"))
            for source in added.revised:
                typer.echo(on_one_line(f"  {source} was revised: parley history {source}"))
            for item in added.disagreements:
                typer.echo(f"  a decision that this reading disagrees with: {tell_item(item)}")
            for one in skipped:
                typer.echo(on_one_line(f"parley: skipped {one.file}: {one.reason} — {one.remedy}"), err=True)
            lost = lost or bool(skipped)
    if lost:
        raise typer.Exit(SOME_SKIPPED)
