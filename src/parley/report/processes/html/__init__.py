"""A process as one self-contained page: in short, a chart and a table for each issue, rewordings, next steps."""

from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from parley.report.formats.html import allow_only, show_hidden_in_text
from parley.report.opening import tell_losses
from parley.report.options import Options
from parley.report.plain_text import on_one_line, show_hidden
from parley.report.processes._chart import draw_issue, draw_key
from parley.report.processes._telling import MEANINGS, SIGNS, STEP_STATUSES, Teller, tell_issues
from parley.report.summary import summarise
from parley.report.wording import ISSUE_TITLES, and_list, name_day
from parley.vocabulary import Course, Issue, Process, Rewording, Stand, StepThread, Words

NAME = "html"
SUFFIX = ".html"
BINARY = False
DESCRIPTION = "one page to read, send and print, with a chart for each issue"


def render(process: Process, options: Options) -> str:
    """Return the process as one HTML page; no script is in it."""
    del options
    return render_page(process, for_paper=False)


def render_page(process: Process, *, for_paper: bool, note: str = "") -> str:
    """Return the process as HTML; on paper its charts carry their own style. `note` stands with what was not read."""
    view = _View(process, style=_file(__package__, "chart_paper.css") if for_paper else "").make()
    view["losses"] += [note] if note else []
    style = _file("parley.report.formats.html", "brief.css") + _file(__package__, "process.css")
    environment = Environment(
        loader=FunctionLoader(lambda name: _file(__package__, name)),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=show_hidden_in_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("process.html.j2")
    return page.render(**view, style=Markup(style), policy=allow_only(style, ""))


def _file(package: str, name: str) -> str:
    return (resources.files(package) / name).read_text(encoding="utf-8")


class _View:
    """Makes the template's variables."""

    def __init__(self, process: Process, *, style: str) -> None:
        self.process = process
        self.style = style
        self.teller = Teller(process)
        self.year = process.rounds[-1].day.year

    def make(self) -> dict[str, Any]:
        results = [round_.result for round_ in self.process.rounds]
        return {
            "title": self.title(),
            "subtitle": self.teller.tell_title(),
            "version": results[-1].version,
            "readers": and_list(results[-1].readers or ("none",)),
            "losses": [f"round {r.number}: {line}" for r in self.process.rounds for line in tell_losses(r.result)],
            "short": [
                {"text": told.text, "marks": list(dict.fromkeys(self.teller.mark(n, words) for n, words in told.words))}
                for told in self.teller.tell_short()
            ],
            "signs": [*((SIGNS[way], MEANINGS[way]) for way in SIGNS), ("□", "hollow in a chart: only possible")],
            "rounds_heads": [{"number": r.number, "day": name_day(r.day, self.year)} for r in self.process.rounds],
            "issues": [self.issue(issue, courses) for issue, courses in self.teller.by_issue().items()],
            "once": tell_issues(self.teller.once_only()) if self.teller.once_only() else "",
            "rewordings": [self.rewording(rewording) for rewording in self.process.rewordings],
            "steps": [self.step(thread) for thread in self.process.steps],
            "rounds": [
                {
                    "told": self.teller.tell_round(r),
                    "short": [sentence.text for sentence in summarise(r.result)],
                    "sources": [
                        f"{self.teller.marks[r.number].tags[d.id]} {on_one_line(d.source.publisher)} ({d.language})"
                        for d in r.result.documents
                    ],
                }
                for r in self.process.rounds
            ],
        }

    def title(self) -> str:
        first, last = self.teller.encounters[0], self.teller.encounters[-1]
        return " → ".join(dict.fromkeys((on_one_line(first.title), on_one_line(last.title))))

    def issue(self, issue: Issue, courses: list[Course]) -> dict[str, Any]:
        return {
            "id": issue.value,
            "title": ISSUE_TITLES[issue],
            "chart": draw_issue(self.teller, issue, courses, style=self.style),
            "key": draw_key(self.teller, courses),
            "rows": [self.row(course) for course in courses],
        }

    def row(self, course: Course) -> dict[str, Any]:
        stands = {stand.round: stand for stand in course.stands}
        return {
            "party": self.teller.title(course.party),
            "cells": [self.cell(stands.get(r.number), name_day(r.day, self.year)) for r in self.process.rounds],
        }

    def cell(self, stand: Stand | None, column: str) -> dict[str, Any]:
        if stand is None:
            return {"column": column, "told": "", "words": None, "terms": [], "changed": ""}
        return {
            "column": column,
            "told": self.teller.tell_stand(stand),
            "words": self.words(stand.round, stand.words),
            "terms": self.teller.tell_terms(stand),
            "changed": self.teller.tell_changes(stand),
        }

    def words(self, number: int, words: Words | None) -> dict[str, str] | None:
        if words is None:
            return None
        return {
            "quote": show_hidden(words.quote),
            "language": self.teller.language(number, words),
            "mark": self.teller.mark(number, words),
            "publisher": on_one_line(self.teller.rounds[number].result.document(words.source).source.publisher),
        }

    def rewording(self, rewording: Rewording) -> dict[str, Any]:
        return {
            "party": self.teller.title(rewording.party),
            "issue": ISSUE_TITLES[rewording.issue],
            "earlier_round": rewording.earlier_round,
            "later_round": rewording.later_round,
            "language": self.teller.language(rewording.later_round, rewording.later),
            "changes": [(sign, show_hidden(words)) for sign, words in rewording.changes],
            "marks": [
                self.teller.mark(rewording.earlier_round, rewording.earlier),
                self.teller.mark(rewording.later_round, rewording.later),
            ],
        }

    def step(self, thread: StepThread) -> dict[str, Any]:
        return {
            "told": self.teller.tell_step(thread),
            "status": STEP_STATUSES[thread.status],
            "events": [
                {
                    "told": self.teller.tell_event(event),
                    "words": self.words(event.round, event.words),
                }
                for event in thread.events
            ],
        }
