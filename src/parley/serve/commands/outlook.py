"""`parley outlook`: is the ceasefire nearer, on one page; with `fit` and `record` for the base rate behind it."""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.errors import SettingsError
from parley.serve.choices import Offline, Output, Readers, split_names
from parley.serve.ledgers import LedgerAt, Process

if TYPE_CHECKING:
    from parley.pipeline.forecasts import History
    from parley.pipeline.outlooks import Ground
    from parley.vocabulary import ForecastRecord, Result

FIT, RECORD = "fit", "record"
FORMATS = ("text", "json", "html", "svg")


def run(
    subject: Annotated[
        list[str],
        typer.Argument(
            help="Encounter folders of one process; those before come along by `previous`. "
            "`fit` makes a base rate from --pax and --ucdp. `record LOG` shows how forecasts came out. "
            "None: the process in the ledger.",
            show_default=False,
        ),
    ] = [],  # noqa: B006 - typer reads it and never changes it
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
    ledger: LedgerAt = "",
    process: Process = "",
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
    if subject[:1] == [FIT] and not Path(FIT).is_dir():
        _fit(pax, ucdp, format_, output)
        return
    from parley.pipeline.forecasts import History, find_conflict, keep_in_log
    from parley.pipeline.outlooks import Ground, assess_folders

    history = History(conflict[0] if conflict else None, day, base_rate)
    ground = Ground(tuple(incidents or ()), commitments, mapping, encoding)
    if subject[:1] == [RECORD] and not Path(RECORD).is_dir():
        record = _read_record(subject[1:], conflict or [], history, ledger, process)
        _deliver_record(record, history, format_, output)
        return
    if not subject:
        _tell_ledger(ledger, process, ground, history, format_, output)
        return
    from parley.serve.delivery import leave
    from parley.settings import Settings

    folders = [Path(one) for one in subject]
    settings = Settings.from_environment(offline=offline)
    results = assess_folders(folders, ground=ground, history=history, readers=split_names(reader), settings=settings)
    _deliver(results, format_, output)
    if keep is not None:
        history = replace(history, conflict=find_conflict(folders[-1], history))
        typer.echo(f"kept {keep_in_log(keep, results[-1], history)} forecasts in {keep}", err=True)
    for result in results:
        leave(result)


def _tell_ledger(
    ledger: str, process: str, ground: "Ground", history: "History", format_: str, output: Path | None
) -> None:
    """Tell the outlook of a process in the ledger, and keep its forecasts there."""
    from parley.pipeline.forecasts import keep_in_ledger
    from parley.pipeline.outlooks import assess_ledger
    from parley.serve.ledgers import open_given

    with open_given(ledger) as book:
        results, _ = assess_ledger(book, process or None, ground, history)
        _deliver(results, format_, output)
        if history.conflict is not None:
            typer.echo(f"kept {keep_in_ledger(book, results[-1], history)} forecasts in the ledger", err=True)


def _deliver(results: "tuple[Result, ...]", format_: str, output: Path | None) -> None:
    from parley.report.monitoring.json import show
    from parley.report.outlook import draw_distances, tell_outlook
    from parley.serve.delivery import deliver, deliver_text, terminal_options

    last = results[-1]
    assert last.process_outlook is not None
    if format_ == "html":
        options = terminal_options("party", to_file=output is not None, marks=False, possible=False)
        deliver(last, "html", options, output)
    elif format_ == "svg":
        deliver_text(draw_distances(last.process_outlook.distances), output)
    elif format_ == "json":
        import json

        deliver_text(
            json.dumps(show(last.process_outlook), ensure_ascii=False, indent=1, allow_nan=False) + "\n", output
        )
    else:
        deliver_text(tell_outlook(last.process_outlook), output)


def _fit(pax: Path | None, ucdp: Path | None, format_: str, output: Path | None) -> None:
    import json

    from parley.pipeline.forecasts import fit_base_rate
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


def _read_record(
    logs: list[str], conflicts: list[Path], history: "History", ledger: str, process: str
) -> "tuple[ForecastRecord, date]":
    """Return the record of a log, of a ledger where one is named, or an empty one; and the day that it is of."""
    from parley.pipeline.forecasts import score_log
    from parley.vocabulary import ForecastRecord

    if len(logs) > 1:
        raise SettingsError("one log at a time", remedy="parley outlook record LOG --conflict conflict.toml")
    looked_on = history.day or datetime.now(UTC).date()
    if logs:
        return score_log(Path(logs[0]), conflicts, looked_on), looked_on
    if ledger:
        from parley.pipeline.forecasts import score_ledger
        from parley.serve.ledgers import open_given

        with open_given(ledger) as book:
            return score_ledger(book, process or None, history, looked_on), looked_on
    return ForecastRecord((), (), None, None, ()), looked_on


def _deliver_record(
    record: "tuple[ForecastRecord, date]", history: "History", format_: str, output: Path | None
) -> None:
    from parley.pipeline.forecasts import load_base_rate
    from parley.report.monitoring.json import show
    from parley.report.outlook import draw_reliability, tell_record
    from parley.serve.delivery import deliver_text

    found, looked_on = record
    base = load_base_rate(history.fitted)
    if format_ == "svg":
        deliver_text(draw_reliability(found, base), output)
    elif format_ == "json":
        import json

        told = {"looked_on": looked_on.isoformat(), **show(found), "back_test": base["scores"]}
        deliver_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", output)
    else:
        deliver_text(tell_record(found, base), output)
