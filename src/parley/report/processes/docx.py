"""A process as a Word document, for a desk that edits what it sends. Needs the extra `docx`."""

from parley.report.opening import tell_losses
from parley.report.options import Options
from parley.report.plain_text import on_one_line, show_hidden
from parley.report.processes._telling import MEANINGS, SIGNS, STEP_STATUSES, Teller, tell_issues
from parley.report.summary import summarise
from parley.report.word_file import Cell, WordFile
from parley.report.wording import ISSUE_TITLES, name_day, quoted
from parley.vocabulary import Process, Stand, Words

NAME = "docx"
SUFFIX = ".docx"
BINARY = True
DESCRIPTION = "the process for a word processor; needs the extra 'docx'"

_LOOKS = {"=": "", "-": "gone", "+": "new"}


def render(process: Process, options: Options) -> bytes:
    """Return the process as a DOCX file, the same bytes for the same process.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    del options
    page = _Page(process)
    page.opening()
    page.courses()
    page.rewordings()
    page.steps()
    page.rounds()
    return page.file.save()


class _Page:
    """A Word document on wide pages being written, section after section."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.teller = Teller(process)
        first, last = self.teller.encounters[0], self.teller.encounters[-1]
        title = " → ".join(dict.fromkeys((on_one_line(first.title), on_one_line(last.title))))
        self.file = WordFile(title, process.rounds[-1].result.version, wide=True)

    def said(self, number: int, words: Words) -> str:
        """Return a quote with its mark, its source and its offset."""
        quote = quoted(words.quote, self.teller.language(number, words))
        return f"{quote} ({self.teller.mark(number, words)}, {on_one_line(words.source)}:{words.span.start})"

    def opening(self) -> None:
        self.file.paragraph(self.teller.tell_title())
        self.file.bullets(f"round {r.number}: {line}" for r in self.process.rounds for line in tell_losses(r.result))
        told = self.teller.tell_short()
        lines = [
            " ".join([one.text, *dict.fromkeys(self.teller.mark(n, words) for n, words in one.words)]) for one in told
        ]
        self.file.section("In short", lines or ["Nothing moved, in what was read."])

    def courses(self) -> None:
        """Write a table for each issue of which at least two rounds speak."""
        self.file.heading("From round to round", on_new_page=True)
        self.file.paragraph("; ".join(f"{SIGNS[way]} {MEANINGS[way]}" for way in SIGNS))
        heads = ["Party", *(f"{r.number}: {name_day(r.day, self.teller.year)}" for r in self.process.rounds)]
        for issue, courses in self.teller.by_issue().items():
            self.file.heading(ISSUE_TITLES[issue], 2)
            rows = []
            for course in courses:
                stands = {stand.round: stand for stand in course.stands}
                cells = [self.cell(stands.get(r.number)) for r in self.process.rounds]
                rows.append([(self.teller.title(course.party),), *cells])
            self.file.table(heads, rows)
        if once := self.teller.once_only():
            self.file.paragraph(f"Spoken of in one round only: {tell_issues(once)}.")

    def cell(self, stand: Stand | None) -> Cell:
        if stand is None:
            return ("no text of its own",)
        terms = [f"{label}: {value}" for label, value in self.teller.tell_terms(stand)]
        changes = self.teller.tell_changes(stand)
        changed = [f"changed: {changes}"] if changes else []
        words = [self.said(stand.round, stand.words)] if stand.words else []
        return (self.teller.tell_stand(stand), *words, *terms, *changed)

    def rewordings(self) -> None:
        """Write what a party changed in its own words: what is gone struck through, what is new underlined."""
        if self.process.rewordings:
            self.file.heading("In its own words, then and now")
        for item in self.process.rewordings:
            who = f"{self.teller.title(item.party)} · {ISSUE_TITLES[item.issue]}, "
            rounds = f"round {item.earlier_round} to {item.later_round}: "
            changes = [(_LOOKS[sign], " ".join(show_hidden(words).splitlines())) for sign, words in item.changes]
            self.file.runs([("bold", who), ("", rounds), *changes], "List Bullet")

    def steps(self) -> None:
        if self.process.steps:
            self.file.heading("Next steps, and what became of them")
        for thread in self.process.steps:
            told = [("bold", self.teller.tell_step(thread)), ("", f" · {STEP_STATUSES[thread.status]}")]
            self.file.runs(told, leads=True)
            self.file.bullets(
                self.teller.tell_event(event) + (f": {self.said(event.round, event.words)}" if event.words else "")
                for event in thread.events
            )

    def rounds(self) -> None:
        """Write each round with its own seven sentences and its sources."""
        self.file.heading("The rounds")
        for round_ in self.process.rounds:
            self.file.heading(self.teller.tell_round(round_), 2)
            self.file.bullets(sentence.text for sentence in summarise(round_.result))
            tags = self.teller.marks[round_.number].tags
            sources = [
                f"{tags[d.id]} {on_one_line(d.source.publisher)} ({d.language})" for d in round_.result.documents
            ]
            self.file.paragraph(f"Sources: {' · '.join(sources)}")
