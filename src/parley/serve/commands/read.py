"""`parley read`: the positions of one source, in place."""

from pathlib import Path
from typing import Annotated

import typer

from parley.serve.choices import Offline, Possible, Readers, split_names


def run(
    source: Annotated[Path, typer.Argument(help="A text, HTML, PDF or DOCX file.", show_default=False)],
    format_: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    reader: Readers = ["grammar"],  # noqa: B006 - typer reads it and never changes it
    offline: Offline = False,
    possible: Possible = False,
) -> None:
    """Show one source's positions in place, each under the words that it stands in."""
    from parley.errors import SettingsError
    from parley.pipeline import read_file
    from parley.report.one_source import show_reading, tell_reading_as_json
    from parley.serve.delivery import terminal_options
    from parley.settings import Settings

    if format_ not in ("text", "json"):
        raise SettingsError(f"there is no format '{format_}' for one source", remedy="choose one of: text, json")
    document, reading = read_file(
        source, readers=split_names(reader), settings=Settings.from_environment(offline=offline)
    )
    if format_ == "json":
        typer.echo(tell_reading_as_json(document, reading))
        return
    options = terminal_options("party", to_file=False, marks=True, possible=possible)
    typer.echo(show_reading(document, reading, options), nl=False, color=options.colour)
