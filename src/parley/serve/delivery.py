"""Delivery: brings a rendered report to the terminal, a pipe or a file."""

import os
import shutil
import sys
from pathlib import Path

import typer

from parley.errors import InputError, SettingsError
from parley.registry import KINDS, load_part, part_names
from parley.report.options import Options
from parley.vocabulary import Process, Result

SOME_SKIPPED = 1
_NARROWEST, _WIDEST, _UNKNOWN_WIDTH = 40, 120, 80


def check_format(name: str, output: Path | None, *, kind: str = "report") -> str:
    """Return the name of a report format, taken from the output's suffix where none is given.

    Raises:
        SettingsError: there is no such format; names the known ones.
    """
    known = part_names(KINDS[kind])
    if not name:
        suffix = output.suffix if output else ""
        name = next((part for part in known if suffix and suffix == load_part(KINDS[kind], part).SUFFIX), "text")
    if name not in known:
        raise SettingsError(f"there is no format '{name}'", remedy=f"choose one of: {', '.join(known)}")
    return name


def check_output(output: Path | None) -> None:
    """Raise InputError where a report could not be written, before any work is done."""
    if output is not None and output.is_dir():
        raise InputError("this is a folder", where=str(output), remedy="give the name of a file to write")
    if output is not None and not output.absolute().parent.is_dir():
        raise InputError("its folder does not exist", where=str(output), remedy="make the folder first")


def deliver(
    result: Result | Process, format_name: str, options: Options, output: Path | None, *, kind: str = "report"
) -> None:
    """Render a result or a process, and write it to a file, or to standard output where there is none."""
    part = load_part(KINDS[kind], format_name)
    if part.BINARY and output is None and sys.stdout.isatty():
        raise SettingsError(f"{format_name} is no text for a terminal", remedy="give --output FILE")
    rendered = part.render(result, options)
    _write(rendered if isinstance(rendered, bytes) else rendered.encode("utf-8"), output)


def deliver_text(text: str, output: Path | None) -> None:
    """Write a text to a file, or to standard output where there is none."""
    _write(text.encode("utf-8", "replace"), output)


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise InputError(f"it could not be written ({error.strerror})", where=str(output)) from error
    print(f"wrote {output}", file=sys.stderr)


def leave(*results: Result) -> None:
    """Leave with exit code 1 where sources were skipped, each named on standard error."""
    skipped = [lost for result in results for lost in result.skipped]
    for lost in skipped:
        print(f"parley: skipped {lost.file}: {lost.reason} — {lost.remedy}", file=sys.stderr)
    if skipped:
        raise typer.Exit(SOME_SKIPPED)


def terminal_options(by: str, *, to_file: bool, marks: bool, possible: bool) -> Options:
    """Return options for this terminal: its width, and colours unless NO_COLOR is set or nobody looks."""
    if by not in ("party", "source"):
        raise SettingsError(f"there are no columns by '{by}'", remedy="choose one of: party, source")
    seen = sys.stdout.isatty() and not to_file
    width = (
        shutil.get_terminal_size((_UNKNOWN_WIDTH, 24)).columns if seen or "COLUMNS" in os.environ else _UNKNOWN_WIDTH
    )
    colour = seen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Options(by, max(_NARROWEST, min(width, _WIDEST)), colour, marks, possible)
