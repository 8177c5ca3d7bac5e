"""`parley outlook`: is the ceasefire nearer, on one page; with `fit` and `record` for the base rate behind it."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.errors import SettingsError
from parley.serve.choices import Offline, Output, Readers, split_names

if TYPE_CHECKING:
    from parley.vocabulary import Result

FIT, RECORD = "fit", "record"
FORMATS = ("text", "json", "html", "svg")


def run(
    subject: Annotated[
        list[str],
        typer.Argument(
            help="Encounter folders of one process; those before come along by `previous`. "
            "`fit` makes a base rate from --pax and --ucdp. `record LOG` shows how forecasts came out.",
            show_default=False,
        ),
    ],
    incidents: Annotated[
        list[Path] | None,
        typer.Option("--incidents", "-i", help="A file of incidents; give it again for each.", show_default=False),
    ] = None,
    *,
    commitments: Annotated[
        Path | None, typer.Option("--commitments", help="A commitments file.", show_default=False)
    ] = None,
    conflict: Annotated[
        list[Path] | None,
        typer.Option("--conflict", help="The facts of the conflict. [default: conflict.toml]", show_default=False),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], help="Day of the base rate, or of the record.", show_default=False
        ),
    ] = None,
    base_rate: Annotated[
        Path | None, typer.Option("--base-rate", help="A base rate of your own fit.", show_default=False)
    ] = None,
    keep: Annotated[
        Path | None, typer.Option("--record", help="A log to keep the forecasts in.", show_default=False)
    ] = None,
    pax: Annotated[Path | None, typer.Option("--pax", help="fit: the PA-X main table.", show_default=False)] = None,
    ucdp: Annotated[
        Path | None, typer.Option("--ucdp", help="fit: the UCDP/PRIO conflict-years.", show_default=False)
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="A mapping file for other incident files.", show_default=False)
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Encoding of the incident files. [default: utf-8]")
    ] = None,
    reader: Readers = ["grammar"],  # noqa: B006 - typer reads it and never changes it
    offline: Offline = False,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="text, json, html (the brief with the outlook) or svg (the chart).")
    ] = "text",
    output: Output = None,
) -> None:
    """Say whether the ceasefire is nearer, and show every part that the answer rests on."""
    from parley.serve.delivery import check_output

    if format_ not in FORMATS:
        raise SettingsError(f"there is no format '{format_}' here", remedy=f"choose one of: {', '.join(FORMATS)}")
    check_output(output)
    day = as_of.date() if as_of else None
    if subject[0] == FIT and not Path(FIT).is_dir():
        _fit(pax, ucdp, format_, output)
        return
    if subject[0] == RECORD and not Path(RECORD).is_dir():
        _show_record(subject[1:], conflict or [], day, base_rate, format_, output)
        return
    from parley.pipeline_outlook import Ground, History, assess_folders, find_conflict, keep_forecasts
    from parley.serve.delivery import leave
    from parley.settings import Settings

    folders = [Path(one) for one in subject]
    history = History(conflict[0] if conflict else None, day, base_rate)
    results = assess_folders(
        folders,
        ground=Ground(tuple(incidents or ()), commitments, mapping, encoding),
        history=history,
        readers=split_names(reader),
        settings=Settings.from_environment(offline=offline),
    )
    _deliver(results, format_, output)
    if keep is not None:
        facts = find_conflict(folders[-1], history)
        if facts is None:
            raise SettingsError("there is no base rate to keep", remedy="say what the conflict is: --conflict FILE")
        made_on = day or results[-1].encounter.held_on[1]
        kept = keep_forecasts(keep, results[-1], facts, made_on, base_rate)
        typer.echo(f"kept {kept} forecasts in {keep}", err=True)
    for result in results:
        leave(result)


def _deliver(results: "tuple[Result, ...]", format_: str, output: Path | None) -> None:
    from parley.report.monitoring.json import show
    from parley.report.outlook import draw_distances, tell_outlook
    from parley.serve.delivery import deliver, deliver_text, terminal_options

    last = results[-1]
    assert last.process is not None
    if format_ == "html":
        options = terminal_options("party", to_file=output is not None, marks=False, possible=False)
        deliver(last, "html", options, output)
    elif format_ == "svg":
        deliver_text(draw_distances(last.process.distances), output)
    elif format_ == "json":
        import json

        deliver_text(json.dumps(show(last.process), ensure_ascii=False, indent=1, allow_nan=False) + "\n", output)
    else:
        deliver_text(tell_outlook(last.process), output)


def _fit(pax: Path | None, ucdp: Path | None, format_: str, output: Path | None) -> None:
    import json

    from parley.pipeline_outlook import fit_base_rate
    from parley.report.outlook import tell_backtest
    from parley.serve.delivery import deliver_text

    if pax is None or ucdp is None:
        raise SettingsError(
            "fitting takes two files that you supply",
            remedy="give --pax FILE (PA-X main table) and --ucdp FILE (UCDP/PRIO conflict-years), both as CSV",
        )
    fitted = fit_base_rate(pax, ucdp)
    if format_ == "json" and output is None:
        deliver_text(json.dumps(fitted) + "\n", None)
        return
    if output is not None:
        deliver_text(json.dumps(fitted) + "\n", output)
    deliver_text(tell_backtest(fitted), None)
    for source in fitted["sources"]:
        for rejected in source["rejects"]:
            print(f"parley: {source['file']} {rejected}", file=sys.stderr)


def _show_record(
    logs: list[str], conflicts: list[Path], day: date | None, fitted: Path | None, format_: str, output: Path | None
) -> None:
    from parley.pipeline_outlook import load_base_rate, score_log
    from parley.report.monitoring.json import show
    from parley.report.outlook import draw_reliability, tell_record
    from parley.serve.delivery import deliver_text
    from parley.vocabulary import ForecastRecord

    if len(logs) > 1:
        raise SettingsError("one log at a time", remedy="parley outlook record LOG --conflict conflict.toml")
    looked_on = day or datetime.now(UTC).date()
    record = score_log(Path(logs[0]), conflicts, looked_on) if logs else ForecastRecord((), (), None, None, ())
    base = load_base_rate(fitted)
    if format_ == "svg":
        deliver_text(draw_reliability(record, base), output)
    elif format_ == "json":
        import json

        told = {"looked_on": looked_on.isoformat(), **show(record), "back_test": base["scores"]}
        deliver_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", output)
    else:
        deliver_text(tell_record(record, base), output)
