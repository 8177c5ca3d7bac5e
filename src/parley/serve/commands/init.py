"""`parley init`: an encounter file from source files, with what could be detected."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    folder: Annotated[Path, typer.Argument(help="The encounter folder; made where it is missing.", show_default=False)],
    files: Annotated[list[Path], typer.Argument(help="The sources, copied into FOLDER/sources.", show_default=False)],
) -> None:
    """Start an encounter folder from source files, for you to check and complete."""
    from parley.acquire.draft import draft_encounter
    from parley.serve.folders import copy_sources, refuse_existing

    target = folder / "encounter.toml"
    refuse_existing(target)
    sources = copy_sources(files, folder / "sources")
    target.write_text(draft_encounter(folder, sources), encoding="utf-8")
    typer.echo(f"wrote {target}: check what was detected, then run: parley compare {folder}")
