"""The brief as a Word document. Needs the extra `docx`."""

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from parley.errors import MissingExtra
from parley.report.agenda import name_term, order_steps
from parley.report.marks import Marks
from parley.report.matrix import Cell, Matrix, make_matrix
from parley.report.opening import comment_passages, tell_encounter, tell_losses, tell_reading
from parley.report.options import Options
from parley.report.parties import name_parties, tell_of_parties
from parley.report.partings import Parting, make_omissions, make_partings, make_retellings
from parley.report.plain_text import on_one_line
from parley.report.summary import summarise
from parley.report.wording import ISSUE_TITLES, NEARER_WORDS, name_window, quoted, tell_reason, title_of
from parley.vocabulary import Result, Words

NAME = "docx"
SUFFIX = ".docx"
BINARY = True
DESCRIPTION = "the brief for a word processor; needs the extra 'docx'"

# Neither the moment of the run nor its user is part of the result.
_FIXED_AT = datetime(2000, 1, 1, tzinfo=UTC)


def render(result: Result, options: Options) -> bytes:
    """Return the brief as a DOCX file, the same bytes for the same result.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    try:
        from docx import Document
    except ImportError as error:
        raise MissingExtra("docx", "a DOCX report") from error
    brief = _Brief(result, Document())
    brief.write(make_matrix(result, options.by))
    written = BytesIO()
    brief.file.save(written)
    return _with_fixed_times(written.getvalue())


def _with_fixed_times(content: bytes) -> bytes:
    """Return the archive with every member's time set to one and the same."""
    fixed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


class _Brief:
    """A Word document being written, section after section."""

    def __init__(self, result: Result, file: Any) -> None:
        self.result = result
        self.file = file
        self.marks = Marks(result)
        self.languages = {document.id: document.language for document in result.documents}
        self.year = result.encounter.held_on[0].year

    def write(self, matrix: Matrix) -> None:
        self.properties()
        self.file.add_heading(on_one_line(self.result.encounter.title), 0)
        self.file.add_paragraph(tell_encounter(self.result))
        self.file.add_paragraph(tell_reading(self.result))
        self.bullets(tell_losses(self.result))
        self.section("In short", (f"{s.text}{self.all_marks(s.words)}" for s in summarise(self.result)))
        self.points(matrix)
        self.partings("Where the accounts part", make_partings(self.result))
        for group in make_omissions(self.result):
            told = (f"{p.issue}: {self.said(p.sides[0].words)}" for p in group.partings if p.sides)
            self.section(f"Not mentioned by {on_one_line(group.silent)}, read whole", told)
        self.partings("Retold otherwise", make_retellings(self.result))
        self.lists()
        self.sources()

    def properties(self) -> None:
        properties = self.file.core_properties
        properties.title = on_one_line(self.result.encounter.title)[:200]
        properties.author = f"Parley {self.result.version}"
        properties.created = properties.modified = _FIXED_AT.replace(tzinfo=None)

    def said(self, words: Words) -> str:
        quote = quoted(words.quote, self.languages.get(words.source, ""))
        return f"{quote} ({self.marks.of_words(words)}, {on_one_line(words.source)}:{words.span.start})"

    def all_marks(self, words: tuple[Words, ...]) -> str:
        return "".join(f" {mark}" for mark in dict.fromkeys(self.marks.of_words(one) for one in words))

    def bullets(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.file.add_paragraph(on_one_line(line), style="List Bullet")

    def section(self, title: str, lines: Iterable[str]) -> None:
        found = list(lines)
        if found:
            self.file.add_heading(title, 1)
            self.bullets(found)

    def points(self, matrix: Matrix) -> None:
        self.file.add_heading("Points", 1)
        table = self.file.add_table(rows=1, cols=len(matrix.columns) + 1)
        table.style = "Table Grid"
        for place, column in zip(table.rows[0].cells[1:], matrix.columns, strict=True):
            place.text = on_one_line(column.title)
        for row in (*matrix.rows, *matrix.alone, *matrix.told_elsewhere):
            places = table.add_row().cells
            places[0].text = f"{row.number} {title_of(row.point)}"
            for index, (place, cell) in enumerate(zip(places[1:], row.cells, strict=True)):
                terms = [f"{term.label}: {on_one_line(term.values[index])}" for term in row.terms if term.values[index]]
                place.text = "\n".join([self.cell(cell), *(terms if cell.lead else [])])

    def cell(self, cell: Cell) -> str:
        if cell.lead is None:
            return cell.acts
        mark = self.marks.of_position(cell.lead.id, cell.lead.source)
        quote = quoted(cell.lead.quote, self.languages.get(cell.lead.source, ""))
        return on_one_line(f"{cell.acts} {cell.strength} {mark}") + f"\n{quote}"

    def partings(self, title: str, partings: tuple[Parting, ...]) -> None:
        if partings:
            self.file.add_heading(title, 1)
        for parting in partings:
            self.file.add_heading(f"{parting.divergence.type} · {parting.issue}", 2)
            tail = [parting.divergence.certainty.value, parting.meaning, parting.relation, parting.omits]
            self.file.add_paragraph(on_one_line(" · ".join(part for part in tail if part)))
            for side in parting.sides:
                line = self.file.add_paragraph(style="List Bullet")
                line.add_run(side.who + " ").bold = True
                line.add_run(self.said(side.words))

    def lists(self) -> None:
        compared, outlook = self.result.comparison, self.result.outlook
        self.section(
            "Announced before, in no version after",
            (f"{ISSUE_TITLES[absence.issue]}: {self.said(absence.words)}" for absence in compared.absent),
        )
        self.section(
            "Follow-ups",
            (
                f"{name_window(s.on, s.until, self.year) or 'no date given'} · {ISSUE_TITLES[s.issue]}"
                f"{', ' + s.place if s.place else ''} · {s.status}: {self.said(s.words)}"
                for s in order_steps(self.result)
            ),
        )
        self.section(
            "Commitments",
            (
                f"{name_parties(c.by, self.result.encounter)}: {ISSUE_TITLES[c.issue]} · "
                f"{name_term(c, self.year)} · "
                f"{c.status}: {self.said(c.words)}"
                for c in compared.commitments
            ),
        )
        stages = (f"stage: {stage.stage}, {stage.level}{self.all_marks(stage.words)}" for stage in outlook.stages)
        conditions = (f"open condition of {c.party}: {self.said(c.words)}" for c in outlook.open_conditions)
        self.section(
            "Is the ceasefire nearer?",
            (
                NEARER_WORDS[outlook.nearer],
                *(tell_of_parties(tell_reason(reason), self.result.encounter) for reason in outlook.reasons),
                *stages,
                *conditions,
            ),
        )
        comments = comment_passages(self.result)
        self.section(
            "Commentary, kept apart",
            (f"{source}, {voice}: {quoted(text, self.languages[source])}" for source, voice, text, _ in comments),
        )

    def sources(self) -> None:
        lines = (
            f"{self.marks.tags[d.id]} {d.source.publisher} · {d.source.kind.value} · {d.source.published_on} · "
            f"{d.language} · {d.id} · SHA-256 {d.sha256}"
            for d in self.result.documents
        )
        self.section("Sources", lines)
