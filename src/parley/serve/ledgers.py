"""What the commands of the ledger share: its place, days, and changes given as FIELD=VALUE."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.errors import InputError, SettingsError
from parley.serve.folding import find_width, fold_lines

if TYPE_CHECKING:
    from parley.ledger import Ledger

LedgerAt = Annotated[
    str,
    typer.Option(
        "--ledger",
        help="A file, or postgresql://…; else PARLEY_LEDGER, else a file in your data folder.",
        show_default=False,
    ),
]
On = Annotated[str, typer.Option("--on", help="The day, as 2025-03-25. [default: today]", show_default=False)]
KnownOn = Annotated[
    str,
    typer.Option("--known-on", help="Only from what was published by this day. [default: all]", show_default=False),
]
Process = Annotated[str, typer.Option("--process", help="One process only.", show_default=False)]
Name = Annotated[
    str, typer.Option("--by", help="Who decides; else PARLEY_REVIEWER.", envvar="PARLEY_REVIEWER", show_default=False)
]
Json = Annotated[str, typer.Option("--format", "-f", help="text or json.")]


def open_given(given: str, *, create: bool = False) -> "Ledger":
    """Open the ledger at the place given, or where the environment says."""
    from parley.ledger import open_ledger
    from parley.ledger.address import find_address

    return open_ledger(find_address(given or None), create=create)


def read_day(written: str, option: str) -> date | None:
    """Return a day as an option gives it, or None where it is not given.

    Raises:
        SettingsError: it is no day.
    """
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise SettingsError(f"'{written}' is no day", where=option, remedy="write it as 2025-03-25") from error


def check_choice(given: str, known: Sequence[str], what: str) -> str:
    """Return a choice, or raise SettingsError with those there are."""
    if given not in known:
        raise SettingsError(f"there is no {what} '{given}'", remedy=f"choose one of: {', '.join(known)}")
    return given


def check_process(ledger: "Ledger", process: str) -> None:
    """Raise SettingsError where a process is named that the ledger does not have."""
    if process and process not in (known := [item.process for item in ledger.processes()]):
        raise SettingsError(
            f"the ledger has no process '{process}'",
            where="--process",
            remedy=f"choose one of: {', '.join(known)}" if known else "add an encounter: parley add FOLDER",
        )


def read_changes(given: Sequence[str]) -> dict[str, Any]:
    """Return changes given as FIELD=VALUE; an empty value or `null` takes the field's value away.

    Raises:
        SettingsError: one has no equals sign.
    """
    changes: dict[str, Any] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise SettingsError(f"'{one}' is no FIELD=VALUE", where="--set", remedy="for instance: --set strength=8")
        plain = value.strip()
        changes[name.strip()] = None if plain in ("", "null") else plain
    for name in ("scope", "silent"):
        if name in changes:
            changes[name] = [part.strip() for part in (changes[name] or "").split(",") if part.strip()]
    return changes


def deliver_lines(shown: str, output: Path | None) -> None:
    """Write lines to a file as they are, or to standard output folded to the terminal."""
    deliver_text(shown if output else fold_lines(shown, find_width()), output)


def deliver_text(content: str | Iterable[str], output: Path | None) -> None:
    """Write text, whole or in pieces, to a file, or to standard output where none is named.

    Raises:
        InputError: the file cannot be written.
    """
    pieces = (content,) if isinstance(content, str) else content
    if output is None:
        for piece in pieces:
            typer.echo(piece, nl=False)
        return
    try:
        with output.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
    except OSError as error:
        raise InputError(f"it could not be written ({error.strerror})", where=str(output)) from error
    typer.echo(f"wrote {output}", err=True)
