"""`parley monitor`: what happened on the ground under each reading of what stands."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.serve.choices import Output
from parley.serve.ledgers import LedgerAt, Process

if TYPE_CHECKING:
    from parley.vocabulary import WatchedReading


def run(
    subject: Annotated[
        Path | None,
        typer.Argument(
            help="A commitments file (TOML or JSON), or an encounter folder. None: what stands in the ledger.",
            show_default=False,
        ),
    ] = None,
    *,
    incidents: Annotated[
        list[Path],
        typer.Option("--incidents", "-i", help="A file of incidents; give it again for each file.", show_default=False),
    ],
    ledger: LedgerAt = "",
    process: Process = "",
    sides: Annotated[
        Path | None,
        typer.Option("--sides", help="A commitments file whose [sides] name the ledger's parties.", show_default=False),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", help="A mapping file for a table or GeoJSON of any other shape.", show_default=False),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Encoding of the incident files. [default: utf-8]")
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option("--until", formats=["%Y-%m-%d"], help="Last day that is looked at.", show_default=False),
    ] = None,
    before: Annotated[
        int | None, typer.Option("--before", min=1, max=3650, help="Days of the window before.", show_default=False)
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="text, json, or svg: a picture of each reading.")
    ] = "text",
    output: Output = None,
) -> None:
    """Set incidents against commitments, under each party's reading: before, between, during and after."""
    from parley.errors import SettingsError
    from parley.pipeline.monitoring import watch
    from parley.pipeline.watched import find_readings, set_windows
    from parley.serve.delivery import check_output, deliver_text

    if format_ not in ("text", "json", "svg"):
        raise SettingsError(f"there is no format '{format_}' here", remedy="choose one of: text, json, svg")
    check_output(output)
    readings = _readings_in_ledger(ledger, process, sides) if subject is None else find_readings(subject)
    readings = set_windows(readings, until.date() if until else None, before)
    report = watch(readings, incidents, mapping=mapping, encoding=encoding)
    from parley.report.monitoring import draw_report, render_json, render_text

    if format_ == "svg":
        deliver_text(draw_report(report), output)
    else:
        deliver_text(render_json(report) if format_ == "json" else render_text(report), output)


def _readings_in_ledger(ledger: str, process: str, sides: Path | None) -> "tuple[WatchedReading, ...]":
    from parley.errors import InputError
    from parley.pipeline.watched import name_sides, read_sides, readings_of_ledger
    from parley.serve.ledgers import open_given

    with open_given(ledger) as book:
        readings = readings_of_ledger(book, process=process or None)
    if not readings:
        raise InputError(
            "no halt of fire is undertaken in the ledger", remedy="add encounters to it: parley add FOLDER"
        )
    return name_sides(readings, read_sides(sides)) if sides else readings
