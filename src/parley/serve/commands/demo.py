"""`parley demo`: the shipped example, copied where it can be looked at and changed, and compared."""

from pathlib import Path
from typing import Annotated

import typer

from parley.serve.choices import By, Format, Output

EXAMPLE = "2025-03-18-call"
PROCESS = (
    "2025-02-12-call",
    EXAMPLE,
    "2025-04-19-truce",
    "2025-05-16-talks",
    "2025-05-19-call",
    "2025-08-15-meeting",
)


def run(
    folder: Annotated[Path, typer.Argument(help="Where to put the example.")] = Path("parley-demo"),
    format_: Format = "",
    output: Output = None,
    by: By = "party",
    example: Annotated[str, typer.Option("--example", help="Which example.")] = EXAMPLE,
    process: Annotated[bool, typer.Option("--process", help="Copy a process of six encounters instead.")] = False,
) -> None:
    """Copy an example into a folder and compare it."""
    from parley.serve.commands.compare import run as compare
    from parley.serve.folders import copy_example

    if process:
        for name in PROCESS:
            copy_example(name, folder / name)
        typer.echo(f"six encounters of one process are in {folder}: now run: parley add {folder}")
        return
    copy_example(example, folder)
    compare(folder, format_=format_, output=output, by=by)
    typer.echo(f"\nThe sources are in {folder}: change them and run: parley compare {folder}", err=True)
