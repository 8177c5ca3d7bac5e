"""A process on a terminal: its rounds, what moved, each party's course, its rewordings, the next steps."""

from collections.abc import Iterable
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from parley.report.options import Options
from parley.report.plain_text import show_hidden
from parley.report.processes._telling import MEANINGS, SIGNS, STEP_STATUSES, Teller, Told, tell_issues
from parley.report.summary import summarise
from parley.report.wording import ISSUE_TITLES, quoted
from parley.vocabulary import Course, Process, Rewording, Stand

NAME = "text"
SUFFIX = ".txt"
BINARY = False
DESCRIPTION = "for a terminal"

_LABEL = 12
_NARROWEST = 16


def render(process: Process, options: Options) -> str:
    """Return the whole process as text."""
    return _Page(process, options).write()


class _Page:
    def __init__(self, process: Process, options: Options) -> None:
        self.process = process
        self.options = options
        self.teller = Teller(process)
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

    def write(self) -> str:
        self.console.print(_shown(self.teller.tell_title(), style="bold"))
        self._short()
        self._rounds()
        self._courses()
        self._rewordings()
        self._steps()
        lines = (line.rstrip() for line in self.file.getvalue().splitlines())
        return "\n".join(lines).rstrip() + "\n"

    def _head(self, title: str) -> None:
        self.console.print()
        self.console.print(_shown(title, style="bold"))

    def _say(self, text: str | Text, indent: int = 2) -> None:
        self.console.print(Padding(text if isinstance(text, Text) else _shown(text), (0, 0, 0, indent)))

    def _short(self) -> None:
        self._head("IN SHORT")
        told = self.teller.tell_short() or (Told("Nothing moved, in what was read."),)
        for sentence in told:
            marks = " ".join(dict.fromkeys(self.teller.mark(number, words) for number, words in sentence.words))
            self._say(_shown(sentence.text).append(f" {marks}" if marks else "", style="dim"))

    def _rounds(self) -> None:
        self._head("ROUNDS")
        for round_ in self.process.rounds:
            self._say(_shown(self.teller.tell_round(round_), style="bold"))
            for sentence in summarise(round_.result)[:2]:
                self._say(sentence.text, 4)

    def _courses(self) -> None:
        by_issue = self.teller.by_issue()
        self._head("FROM ROUND TO ROUND")
        self._say(_shown("   ".join(f"{SIGNS[way]} {MEANINGS[way]}" for way in SIGNS), style="dim"))
        if not by_issue:
            self._say("no issue is spoken of in more than one round")
        share = (self.options.width - _LABEL - 2) // max(1, len(self.process.rounds))
        for issue, courses in by_issue.items():
            self._say(_shown(ISSUE_TITLES[issue], style="bold"), 0)
            if share >= _NARROWEST:
                self._across(courses, share)
            else:
                self._down(courses)
        if once := self.teller.once_only():
            self._say(_shown(f"spoken of in one round only: {tell_issues(once)}", style="dim"), 0)

    def _across(self, courses: Iterable[Course], share: int) -> None:
        grid = Table.grid(padding=0)
        grid.add_column(width=_LABEL, overflow="fold")
        for _ in self.process.rounds:
            grid.add_column(width=share - 1, overflow="fold")
            grid.add_column(width=1)
        days = [f"{round_.number} {round_.day:%d %b %Y}".replace(" 0", " ") for round_ in self.process.rounds]
        grid.add_row(Text(), *[part for day in days for part in (_shown(day, style="dim"), Text())])
        for course in courses:
            stands = {stand.round: stand for stand in course.stands}
            cells = [self._cell(stands.get(round_.number)) for round_ in self.process.rounds]
            grid.add_row(_shown(self.teller.title(course.party)), *[p for cell in cells for p in (cell, Text())])
        self._pad(grid)

    def _pad(self, grid: Table) -> None:
        self.console.print(Padding(grid, (0, 0, 0, 2)))

    def _cell(self, stand: Stand | None) -> Text:
        if stand is None:
            return Text()
        text = _shown(self.teller.tell_stand(stand), style="" if stand.words else "dim")
        if stand.words:
            text.append(f" {self.teller.marks[stand.round].of_words(stand.words)}", style="dim")
        if changed := self.teller.tell_changes(stand):
            text.append(f" [{changed}]", style="dim")
        return text

    def _down(self, courses: Iterable[Course]) -> None:
        for course in courses:
            self._say(self.teller.title(course.party))
            for stand in course.stands:
                line = _shown(f"{self.teller.rounds[stand.round].day}  ").append_text(self._cell(stand))
                self._say(line, 4)

    def _rewordings(self) -> None:
        if self.process.rewordings:
            self._head("IN ITS OWN WORDS, THEN AND NOW  [-gone-] {+new+}")
        for rewording in self.process.rewordings:
            who = self.teller.title(rewording.party)
            rounds = f"round {rewording.earlier_round} to {rewording.later_round}"
            self._say(_shown(f"{who} · {ISSUE_TITLES[rewording.issue]} · {rounds}", style="bold"))
            later, earlier = rewording.later, rewording.earlier
            marks = [self.teller.mark(rewording.earlier_round, earlier), self.teller.mark(rewording.later_round, later)]
            self._say(_shown(self._wdiff(rewording)).append(f" {' → '.join(marks)}", style="dim"), 4)

    def _wdiff(self, rewording: Rewording) -> str:
        signs = {"=": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}")}
        parts = []
        for sign, words in rewording.changes:
            opening, closing = signs[sign]
            stripped = words.rstrip()
            parts.append(f"{opening}{stripped}{closing}{words[len(stripped) :]}" if stripped else words)
        language = self.teller.language(rewording.later_round, rewording.later)
        return quoted("".join(parts), language)

    def _steps(self) -> None:
        if self.process.steps:
            self._head(f"NEXT STEPS, AND WHAT BECAME OF THEM ({len(self.process.steps)})")
        for thread in self.process.steps:
            self._say(f"{self.teller.tell_step(thread)} · {STEP_STATUSES[thread.status]}")
            for event in thread.events:
                mark = f" {self.teller.mark(event.round, event.words)}" if event.words else ""
                self._say(_shown(self.teller.tell_event(event)).append(mark, style="dim"), 4)


def _shown(text: str, style: str = "") -> Text:
    """Return text for the terminal in which hidden characters are shown and nothing acts."""
    return Text(show_hidden(text), style=style)
