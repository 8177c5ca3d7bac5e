"""A process as Markdown, for a desk's own documents."""

from collections.abc import Iterator

from parley.report.formats.md import plain
from parley.report.options import Options
from parley.report.processes._telling import MEANINGS, SIGNS, STEP_STATUSES, Teller, tell_issues
from parley.report.wording import ISSUE_TITLES, name_day, quoted
from parley.vocabulary import Process, Rewording, Stand, Words

NAME = "md"
SUFFIX = ".md"
BINARY = False
DESCRIPTION = "Markdown, with a table for each issue"


def render(process: Process, options: Options) -> str:
    """Return the process as Markdown in which the sources' own words are text and nothing else."""
    del options
    page = _Page(process)
    return "\n".join([*page.opening(), *page.courses(), *page.rewordings(), *page.steps()]).rstrip() + "\n"


class _Page:
    def __init__(self, process: Process) -> None:
        self.process = process
        self.teller = Teller(process)

    def said(self, number: int, words: Words) -> str:
        """Return a quote with its mark, its source and its offset."""
        quote = quoted(words.quote, self.teller.language(number, words))
        return f"{plain(quote)} ({plain(self.teller.mark(number, words))}, {plain(words.source)}:{words.span.start})"

    def opening(self) -> Iterator[str]:
        yield f"# {plain(self.teller.tell_title())}"
        yield ""
        for told in self.teller.tell_short():
            yield f"- {plain(told.text)}"
        yield ""
        yield "## Rounds"
        yield ""
        for round_ in self.process.rounds:
            yield f"- {plain(self.teller.tell_round(round_))}"
        yield ""

    def courses(self) -> Iterator[str]:
        yield "## From round to round"
        yield ""
        yield "; ".join(f"{plain(SIGNS[way])} {MEANINGS[way]}" for way in SIGNS)
        year = self.process.rounds[-1].day.year
        days = [f"{round_.number}: {name_day(round_.day, year)}" for round_ in self.process.rounds]
        for issue, courses in self.teller.by_issue().items():
            yield ""
            yield f"### {ISSUE_TITLES[issue]}"
            yield ""
            yield f"| Party | {' | '.join(days)} |"
            yield f"|---|{'---|' * len(days)}"
            for course in courses:
                stands = {stand.round: stand for stand in course.stands}
                cells = [self.cell(stands.get(round_.number)) for round_ in self.process.rounds]
                yield f"| {plain(self.teller.title(course.party))} | {' | '.join(cells)} |"
        if once := self.teller.once_only():
            yield ""
            yield f"Spoken of in one round only: {tell_issues(once)}."
        yield ""

    def cell(self, stand: Stand | None) -> str:
        if stand is None:
            return ""
        told = plain(self.teller.tell_stand(stand))
        changes = self.teller.tell_changes(stand)
        changed = f"<br>changed: {changes}" if changes else ""
        return f"**{told}**<br>{self.said(stand.round, stand.words)}{changed}" if stand.words else told

    def rewordings(self) -> Iterator[str]:
        if self.process.rewordings:
            yield "## In its own words, then and now"
            yield ""
        for item in self.process.rewordings:
            who, issue = plain(self.teller.title(item.party)), ISSUE_TITLES[item.issue]
            yield f"- **{who}** {issue}, round {item.earlier_round} to {item.later_round}: {self.changes(item)}"
        yield ""

    def changes(self, rewording: Rewording) -> str:
        """Return the words with what is gone struck through and what is new in bold."""
        signs = {"=": "", "-": "~~", "+": "**"}
        parts = []
        for sign, words in rewording.changes:
            stripped = words.rstrip()
            inside = f"{signs[sign]}{plain(stripped)}{signs[sign]}" if stripped else ""
            parts.append(inside + words[len(stripped) :])
        return "".join(parts)

    def steps(self) -> Iterator[str]:
        if self.process.steps:
            yield "## Next steps, and what became of them"
            yield ""
        for thread in self.process.steps:
            yield f"- **{plain(self.teller.tell_step(thread))}** · {STEP_STATUSES[thread.status]}"
            for event in thread.events:
                said = f": {self.said(event.round, event.words)}" if event.words else ""
                yield f"  - {plain(self.teller.tell_event(event))}{said}"
