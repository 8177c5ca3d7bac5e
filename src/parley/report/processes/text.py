"""A process on a terminal: its rounds, what moved, each party's course, its rewordings, the next steps."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from parley.report.options import Options
from parley.report.processes._telling import MEANINGS, SIGNS, STEP_STATUSES, Teller, Told, tell_issues
from parley.report.summary import summarise
from parley.report.terminal_page import TerminalPage, shown
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


class _Page(TerminalPage):
    def __init__(self, process: Process, options: Options) -> None:
        super().__init__(options)
        self.process = process
        self.teller = Teller(process)

    def write(self) -> str:
        self.console.print(shown(self.teller.tell_title(), style="bold"))
        self._short()
        self._rounds()
        self._courses()
        self._rewordings()
        self._steps()
        return self.text()

    def _short(self) -> None:
        self.head("IN SHORT")
        told = self.teller.tell_short() or (Told("Nothing moved, in what was read."),)
        for sentence in told:
            marks = " ".join(dict.fromkeys(self.teller.mark(number, words) for number, words in sentence.words))
            self.say(shown(sentence.text).append(f" {marks}" if marks else "", style="dim"))

    def _rounds(self) -> None:
        self.head("ROUNDS")
        for round_ in self.process.rounds:
            self.say(shown(self.teller.tell_round(round_), style="bold"))
            for sentence in summarise(round_.result)[:2]:
                self.say(sentence.text, 4)

    def _courses(self) -> None:
        by_issue = self.teller.by_issue()
        self.head("FROM ROUND TO ROUND")
        self.say(shown("   ".join(f"{SIGNS[way]} {MEANINGS[way]}" for way in SIGNS), style="dim"))
        if not by_issue:
            self.say("no issue is spoken of in more than one round")
        share = (self.options.width - _LABEL - 2) // max(1, len(self.process.rounds))
        for issue, courses in by_issue.items():
            self.say(shown(ISSUE_TITLES[issue], style="bold"), 0)
            if share >= _NARROWEST:
                self._across(courses, share)
            else:
                self._down(courses)
        if once := self.teller.once_only():
            self.say(shown(f"spoken of in one round only: {tell_issues(once)}", style="dim"), 0)

    def _across(self, courses: Iterable[Course], share: int) -> None:
        grid = Table.grid(padding=0)
        grid.add_column(width=_LABEL, overflow="fold")
        for _ in self.process.rounds:
            grid.add_column(width=share - 1, overflow="fold")
            grid.add_column(width=1)
        days = [f"{round_.number} {round_.day:%d %b %Y}".replace(" 0", " ") for round_ in self.process.rounds]
        grid.add_row(Text(), *[part for day in days for part in (shown(day, style="dim"), Text())])
        for course in courses:
            stands = {stand.round: stand for stand in course.stands}
            cells = [self._cell(stands.get(round_.number)) for round_ in self.process.rounds]
            grid.add_row(shown(self.teller.title(course.party)), *[p for cell in cells for p in (cell, Text())])
        self.say(grid)

    def _cell(self, stand: Stand | None) -> Text:
        if stand is None:
            return Text()
        text = shown(self.teller.tell_stand(stand), style="" if stand.words else "dim")
        if stand.words:
            text.append(f" {self.teller.marks[stand.round].of_words(stand.words)}", style="dim")
        if changed := self.teller.tell_changes(stand):
            text.append(f" [{changed}]", style="dim")
        return text

    def _down(self, courses: Iterable[Course]) -> None:
        for course in courses:
            self.say(self.teller.title(course.party))
            for stand in course.stands:
                line = shown(f"{self.teller.rounds[stand.round].day}  ").append_text(self._cell(stand))
                self.say(line, 4)

    def _rewordings(self) -> None:
        if self.process.rewordings:
            self.head("IN ITS OWN WORDS, THEN AND NOW  [-gone-] {+new+}")
        for rewording in self.process.rewordings:
            who = self.teller.title(rewording.party)
            rounds = f"round {rewording.earlier_round} to {rewording.later_round}"
            self.say(shown(f"{who} · {ISSUE_TITLES[rewording.issue]} · {rounds}", style="bold"))
            later, earlier = rewording.later, rewording.earlier
            marks = [self.teller.mark(rewording.earlier_round, earlier), self.teller.mark(rewording.later_round, later)]
            self.say(shown(self._wdiff(rewording)).append(f" {' → '.join(marks)}", style="dim"), 4)

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
            self.head(f"NEXT STEPS, AND WHAT BECAME OF THEM ({len(self.process.steps)})")
        for thread in self.process.steps:
            self.say(f"{self.teller.tell_step(thread)} · {STEP_STATUSES[thread.status]}")
            for event in thread.events:
                mark = f" {self.teller.mark(event.round, event.words)}" if event.words else ""
                self.say(shown(self.teller.tell_event(event)).append(mark, style="dim"), 4)
