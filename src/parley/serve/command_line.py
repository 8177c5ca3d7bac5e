"""The command `parley`: finds the commands by scanning their folder, and turns every error into one clear message."""

import os
import sys
from typing import NoReturn

import typer

from parley.errors import InternalError, ParleyError
from parley.registry import load_parts

DONE, UNUSABLE, INTERNAL, INTERRUPTED = 0, 2, 70, 130
_COMMANDS = "parley.serve.commands"
_HELP = (
    "Compares what the parties to a negotiation say they said, every finding pinned to the exact words it rests on. "
    "Exit codes: 0 done; 1 done, and some sources were skipped; 2 unusable input or settings."
)


def make_app() -> typer.Typer:
    """Return the application with every command that its folder holds."""
    app = typer.Typer(
        name="parley",
        help=_HELP,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_root)
    for part in load_parts(_COMMANDS):
        name = part.__name__.rpartition(".")[2].rstrip("_").replace("_", "-")
        app.command(name)(part.run)
    return app


def _root(
    version: bool = typer.Option(False, "--version", help="Print the version and stop.", is_eager=True),
) -> None:
    if version:
        from parley import __version__

        typer.echo(f"parley {__version__}")
        raise typer.Exit


_root.__doc__ = _HELP


def main() -> None:
    """Run the command line and leave with its exit code; no traceback reaches a user unless PARLEY_DEBUG asks."""
    try:
        make_app()()
    except InternalError as error:
        _fail_internally(error)
    except ParleyError as error:
        _debug(error)
        print(f"parley: {error}", file=sys.stderr)
        sys.exit(UNUSABLE)
    except BrokenPipeError:
        # The reader of our output went away. Python flushes standard output once more on leaving: let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    except KeyboardInterrupt:
        print("parley: stopped", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except Exception as error:
        _fail_internally(error)


def _fail_internally(error: Exception) -> NoReturn:
    _debug(error)
    print(f"parley: internal error: {type(error).__name__}: {error}", file=sys.stderr)
    print(
        "This is a fault of Parley. Run the same command with PARLEY_DEBUG=1 and report what it prints, "
        "with the version (parley --version).",
        file=sys.stderr,
    )
    sys.exit(INTERNAL)


def _debug(error: Exception) -> None:
    if os.environ.get("PARLEY_DEBUG", "") not in ("", "0"):
        raise error
