"""`parley monitor`: what happened on the ground under each reading of what stands."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from parley.serve.choices import Output


def run(
    subject: Annotated[
        Path, typer.Argument(help="A commitments file (TOML or JSON), or an encounter folder.", show_default=False)
    ],
    incidents: Annotated[
        list[Path],
        typer.Option("--incidents", "-i", help="A file of incidents; give it again for each file.", show_default=False),
    ],
    *,
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
    from parley.pipeline_outlook import monitor_incidents
    from parley.serve.delivery import check_output, deliver_text

    if format_ not in ("text", "json", "svg"):
        raise SettingsError(f"there is no format '{format_}' here", remedy="choose one of: text, json, svg")
    check_output(output)
    report = monitor_incidents(
        subject,
        incidents,
        mapping=mapping,
        encoding=encoding,
        watched_until=until.date() if until else None,
        before_days=before,
    )
    from parley.report.monitoring import draw_report, render_json, render_text

    if format_ == "svg":
        deliver_text(draw_report(report), output)
    else:
        deliver_text(render_json(report) if format_ == "json" else render_text(report), output)
