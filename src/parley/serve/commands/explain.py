"""`parley explain`: which rules made what of a passage."""

import re
from pathlib import Path
from typing import Annotated

import typer


def run(
    source: Annotated[
        str,
        typer.Argument(help="A file, or FILE:OFFSET for the sentence at that code point.", show_default=False),
    ],
) -> None:
    """Explain how the built-in reader read a source, or one sentence of it."""
    from parley.pipeline import explain_source
    from parley.report.plain_text import show_hidden

    path, offset = split_offset(source)
    typer.echo(show_hidden(explain_source(path, offset)))


def split_offset(source: str) -> tuple[Path, int | None]:
    """Return the file and the offset of FILE:OFFSET; a file whose very name ends so is taken as it is."""
    named = re.fullmatch(r"(.+):(\d+)", source)
    if named and not Path(source).exists():
        return Path(named[1]), int(named[2])
    return Path(source), None
