"""A page for a terminal in the making: heads, lines and tables, in which nothing of a source acts."""

from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from parley.report.options import Options
from parley.report.plain_text import show_hidden


class TerminalPage:
    """What pages of text have in common: a console that writes into a string, at the width of the options."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.file = StringIO()
        self.console = Console(
            file=self.file,
            width=options.width,
            color_system="standard" if options.colour else None,
            force_terminal=options.colour,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    def text(self) -> str:
        """Return what was written, without space at the ends of lines."""
        lines = (line.rstrip() for line in self.file.getvalue().splitlines())
        return "\n".join(lines).rstrip() + "\n"

    def head(self, title: str) -> None:
        """Write the head of a section."""
        self.console.print()
        self.console.print(shown(title, style="bold"))

    def say(self, what: str | Text | Table, indent: int = 2) -> None:
        """Write a line, or a table."""
        self.console.print(Padding(shown(what) if isinstance(what, str) else what, (0, 0, 0, indent)))


def shown(text: str, style: str = "") -> Text:
    """Return text for the terminal in which nothing acts: no escape sequence, no change of direction."""
    return Text(show_hidden(text), style=style)
