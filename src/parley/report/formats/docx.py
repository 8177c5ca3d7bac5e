"""The brief as a Word document. Needs the extra `docx`."""

from parley.report.agenda import name_term, order_steps
from parley.report.marks import Marks
from parley.report.matrix import Cell, Matrix, make_matrix
from parley.report.opening import comment_passages, tell_encounter, tell_losses, tell_reading
from parley.report.options import Options
from parley.report.parties import name_parties, tell_of_parties
from parley.report.partings import Parting, make_omissions, make_partings, make_retellings, mark_differences
from parley.report.plain_text import on_one_line
from parley.report.summary import summarise
from parley.report.word_file import WordFile
from parley.report.wording import ISSUE_TITLES, NEARER_WORDS, name_window, quoted, tell_reason, title_of
from parley.vocabulary import Result, Words

NAME = "docx"
SUFFIX = ".docx"
BINARY = True
DESCRIPTION = "the brief for a word processor; needs the extra 'docx'"


def render(result: Result, options: Options) -> bytes:
    """Return the brief as a DOCX file, the same bytes for the same result.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    brief = _Brief(result)
    brief.write(make_matrix(result, options.by))
    return brief.file.save()


class _Brief:
    """A Word document being written, section after section."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.file = WordFile(result.encounter.title, result.version)
        self.marks = Marks(result)
        self.languages = {document.id: document.language for document in result.documents}
        self.year = result.encounter.held_on[0].year

    def write(self, matrix: Matrix) -> None:
        self.file.paragraph(tell_encounter(self.result))
        self.file.paragraph(tell_reading(self.result))
        self.file.bullets(tell_losses(self.result))
        self.file.section("In short", (f"{s.text}{self.all_marks(s.words)}" for s in summarise(self.result)))
        self.points(matrix)
        self.partings("Where the accounts part", make_partings(self.result))
        for group in make_omissions(self.result):
            told = (f"{p.issue}: {self.said(p.sides[0].words)}" for p in group.partings if p.sides)
            self.file.section(f"Not mentioned by {on_one_line(group.silent)}, read whole", told)
        self.partings("Retold otherwise", make_retellings(self.result))
        self.lists()
        self.sources()

    def said(self, words: Words) -> str:
        quote = quoted(words.quote, self.languages.get(words.source, ""))
        return f"{quote} ({self.marks.of_words(words)}, {on_one_line(words.source)}:{words.span.start})"

    def all_marks(self, words: tuple[Words, ...]) -> str:
        return "".join(f" {mark}" for mark in dict.fromkeys(self.marks.of_words(one) for one in words))

    def points(self, matrix: Matrix) -> None:
        """Write the points of which several columns speak as a table on a page of its own, and the others as a list."""
        self.file.heading("Points", on_new_page=True)
        heads = ["Point", *(f"{column.title}" for column in matrix.columns)]
        self.file.table(
            heads,
            (
                [
                    (f"{row.number} {title_of(row.point)}",),
                    *(
                        (
                            *self.cell(cell),
                            *(f"{t.label}: {t.values[at]}" for t in row.terms if t.values[at] and cell.lead),
                        )
                        for at, cell in enumerate(row.cells)
                    ),
                ]
                for row in matrix.rows
            ),
        )
        self.file.section(
            "Points of which one column alone speaks",
            (
                f"{row.number} {title_of(row.point)} · {column.title}: {' '.join(self.cell(cell))}"
                for row in matrix.alone
                for column, cell in zip(matrix.columns, row.cells, strict=True)
                if cell.lead
            ),
        )
        self.file.section(
            "Told by third parties only, or only before the day",
            (
                f"{row.number} {title_of(row.point)}"
                + (f" ({', '.join(row.also_told_by)})" if row.also_told_by else "")
                for row in matrix.told_elsewhere
            ),
        )

    def cell(self, cell: Cell) -> tuple[str, ...]:
        if cell.lead is None:
            return (cell.acts,)
        mark = self.marks.of_position(cell.lead.id, cell.lead.source)
        quote = quoted(cell.lead.quote, self.languages.get(cell.lead.source, ""))
        return (f"{cell.acts} {cell.strength} {mark}", quote)

    def partings(self, title: str, partings: tuple[Parting, ...]) -> None:
        """Write each difference with the words of its sides, those that differ in bold type and underlined."""
        if partings:
            self.file.heading(title)
        for parting in partings:
            self.file.heading(f"{parting.divergence.type} · {parting.issue}", 2)
            tail = [
                parting.divergence.certainty.value,
                parting.meaning,
                parting.relation,
                parting.omits,
                parting.difference,
            ]
            self.file.paragraph(" · ".join(part for part in tail if part))
            for side in parting.sides:
                segments = mark_differences(parting, side)
                opened, closed = quoted("|", side.language).split("|")
                where = f"({self.marks.of_words(side.words)}, {on_one_line(side.words.source)}:{side.words.span.start})"
                words = [("new" if s.differs else "", _shown(s.text)) for s in segments]
                runs = [("bold", f"{side.who} "), ("", opened), *words, ("", f"{closed} {where}")]
                self.file.runs(runs, "List Bullet")

    def lists(self) -> None:
        compared, outlook = self.result.comparison, self.result.outlook
        self.file.section(
            "Announced before, in no version after",
            (f"{ISSUE_TITLES[absence.issue]}: {self.said(absence.words)}" for absence in compared.absent),
        )
        self.file.section(
            "Follow-ups",
            (
                f"{name_window(s.on, s.until, self.year) or 'no date given'} · {ISSUE_TITLES[s.issue]}"
                f"{', ' + s.place if s.place else ''} · {s.status}: {self.said(s.words)}"
                for s in order_steps(self.result)
            ),
        )
        self.file.section(
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
        self.file.section(
            "Is the ceasefire nearer?",
            (
                NEARER_WORDS[outlook.nearer],
                *(tell_of_parties(tell_reason(reason), self.result.encounter) for reason in outlook.reasons),
                *stages,
                *conditions,
            ),
        )
        comments = comment_passages(self.result)
        self.file.section(
            "Commentary, kept apart",
            (f"{source}, {voice}: {quoted(text, self.languages[source])}" for source, voice, text, _ in comments),
        )

    def sources(self) -> None:
        lines = (
            f"{self.marks.tags[d.id]} {d.source.publisher} · {d.source.kind.value} · {d.source.published_on} · "
            f"{d.language} · {d.id} · SHA-256 {d.sha256}"
            for d in self.result.documents
        )
        self.file.section("Sources", lines)


def _shown(text: str) -> str:
    """Return a stretch of words on one line, with the white space at its ends kept as one space."""
    inside = on_one_line(text)
    if not inside:
        return " " if text else ""
    return f"{' ' if text[:1].isspace() else ''}{inside}{' ' if text[-1:].isspace() else ''}"
