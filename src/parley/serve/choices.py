"""Choices that several commands share, declared once."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path, typer.Argument(help="An encounter folder, or a folder of them that form a process.", show_default=False)
]
Format = Annotated[
    str,
    typer.Option(
        "--format", "-f", help="Shape of the report; `parley parts` lists them all. [default: text]", show_default=False
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="A file to write, instead of standard output.", show_default=False)
]
Readers = Annotated[
    list[str], typer.Option("--reader", "-r", help="Who reads: grammar, model, or both as grammar,model.")
]
Offline = Annotated[bool, typer.Option("--offline", help="Ask nothing of any network.")]
By = Annotated[str, typer.Option("--by", help="A column for each party or for each source.")]
Marks = Annotated[bool, typer.Option("--marks", help="List where the words of every mark stand.")]
Possible = Annotated[bool, typer.Option("--possible", help="List what is below the reader's threshold too.")]


def split_names(given: list[str]) -> tuple[str, ...]:
    """Return the names of an option that may be given several times, or once with commas."""
    return tuple(dict.fromkeys(name.strip() for part in given for name in part.split(",") if name.strip()))
