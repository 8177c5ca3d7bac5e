"""`parley parts`: every part that was found, by kind."""

import typer


def run() -> None:
    """List every part: formats, languages, readers, divergences, reports."""
    from parley.registry import KINDS, language_names, part_names

    for kind, package in KINDS.items():
        names = language_names() if kind == "language" else part_names(package)
        typer.echo(f"{kind + 's':16} {' '.join(names)}")
