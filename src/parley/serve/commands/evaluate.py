"""`parley evaluate`: scores of a reader, or of comparing alone, on cases with expected results."""

import json
from pathlib import Path
from typing import Annotated

import typer

from parley.serve.choices import Readers


def run(
    cases: Annotated[list[Path], typer.Argument(help="Case folders, or folders that hold cases.", show_default=False)],
    positions: Annotated[
        str, typer.Option("--positions", help="Whose positions are compared: of the reader, or as expected.")
    ] = "reader",
    format_: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and what was wrong.")] = False,
    reader: Readers = ["grammar"],  # noqa: B006 - typer reads it and never changes it
) -> None:
    """Score against cases with expected results, per language and per field."""
    from parley.errors import SettingsError
    from parley.evaluate.run import evaluate_cases
    from parley.evaluate.tables import render_table
    from parley.pipeline import compare_folder
    from parley.report.plain_text import show_hidden
    from parley.serve.folders import find_cases

    if positions not in ("reader", "expected"):
        raise SettingsError(f"there are no positions of '{positions}'", remedy="choose one of: reader, expected")
    if format_ not in ("text", "json"):
        raise SettingsError(f"there is no format '{format_}' for scores", remedy="choose one of: text, json")
    report = evaluate_cases(
        find_cases(cases), make_result=lambda folder: compare_folder(folder, readers=reader), positions=positions
    )
    if format_ == "json":
        shown = report if errors else {name: part for name, part in report.items() if name != "errors"}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    typer.echo(show_hidden(render_table(report, errors=errors)), nl=False)
