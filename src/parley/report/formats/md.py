"""The brief as Markdown, for a desk's own documents."""

import re
from collections.abc import Iterable, Iterator

from parley.report.agenda import name_term, order_steps
from parley.report.marks import Marks
from parley.report.matrix import Cell, Matrix, make_matrix
from parley.report.opening import comment_passages, possible_positions, tell_encounter, tell_losses, tell_reading
from parley.report.options import Options
from parley.report.parties import name_parties, tell_of_parties
from parley.report.partings import Parting, make_omissions, make_partings, make_retellings
from parley.report.plain_text import on_one_line
from parley.report.summary import summarise
from parley.report.wording import (
    ISSUE_TITLES,
    NEARER_WORDS,
    and_list,
    count,
    name_window,
    quoted,
    tell_reason,
    title_of,
)
from parley.vocabulary import Result, Words

NAME = "md"
SUFFIX = ".md"
BINARY = False
DESCRIPTION = "Markdown, with every quotation's source and offset"

# Whatever could begin markup, a link, a table cell or HTML.
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>|#~!&])")
_SCHEME = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")


def render(result: Result, options: Options) -> str:
    """Return the brief as Markdown in which the sources' own words are text and nothing else."""
    page = _Page(result)
    matrix = make_matrix(result, options.by)
    sections: list[Iterable[str]] = [
        page.opening(),
        page.in_short(),
        page.points(matrix),
        page.partings("Where the accounts part", make_partings(result)),
        page.one_sided(),
        page.partings("Retold otherwise", make_retellings(result)),
        page.absent(),
        page.follow_ups(),
        page.commitments(),
        page.outlook(),
        page.comment(),
        page.sources(),
    ]
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section))) + "\n"


def plain(text: str) -> str:
    """Return text on one line with all that Markdown would act on escaped, and addresses kept from becoming links."""
    return _SCHEME.sub(r"\1&#8203;\2", _ACTIVE.sub(r"\\\1", on_one_line(text)))


class _Page:
    def __init__(self, result: Result) -> None:
        self.result = result
        self.compared = result.comparison
        self.marks = Marks(result)
        self.languages = {document.id: document.language for document in result.documents}
        self.year = result.encounter.held_on[0].year

    def said(self, words: Words) -> str:
        """Return a quotation with its mark and where it stands."""
        quote = plain(quoted(words.quote, self.languages.get(words.source, "")))
        return f"{quote} ({self.marks.of_words(words)}, {plain(words.source)}:{words.span.start})"

    def opening(self) -> Iterator[str]:
        yield f"# {plain(self.result.encounter.title)}"
        yield ""
        yield plain(tell_encounter(self.result))
        yield ""
        yield plain(tell_reading(self.result))
        losses = tell_losses(self.result)
        if losses:
            yield ""
        for line in losses:
            yield f"- **{plain(line)}**"

    def in_short(self) -> Iterator[str]:
        yield "## In short"
        yield ""
        for sentence in summarise(self.result):
            marks = " ".join(dict.fromkeys(self.marks.of_words(words) for words in sentence.words))
            yield f"- {plain(sentence.text)} {marks}".rstrip()

    def points(self, matrix: Matrix) -> Iterator[str]:
        yield "## Points"
        yield ""
        yield f"| | {' | '.join(plain(column.title) for column in matrix.columns)} |"
        yield "|---" * (len(matrix.columns) + 1) + "|"
        for row in matrix.rows:
            title = f"**{row.number} {plain(title_of(row.point))}**"
            yield f"| {title} | {' | '.join(self.cell(cell) for cell in row.cells)} |"
            for term in row.terms:
                yield f"| {term.label} | {' | '.join(plain(value) for value in term.values)} |"
        yield from self.one_column(matrix)

    def one_column(self, matrix: Matrix) -> Iterator[str]:
        """Yield the points of which one column alone speaks, and those of none, as lists: a table would be empty."""
        if matrix.alone:
            yield from ("", "### Points of which one column alone speaks", "")
        for row in matrix.alone:
            for column, cell in zip(matrix.columns, row.cells, strict=True):
                if cell.lead is not None:
                    head = f"{row.number} **{plain(title_of(row.point))}** · {plain(column.title)}"
                    yield f"- {head}: {self.cell(cell).replace('<br>', ' ')}"
        if matrix.told_elsewhere:
            yield from ("", "### Told by third parties only, or only before the day", "")
        for row in matrix.told_elsewhere:
            told = f" ({plain(', '.join(row.also_told_by))})" if row.also_told_by else ""
            yield f"- {row.number} {plain(title_of(row.point))}{told}"

    def cell(self, cell: Cell) -> str:
        if cell.lead is None:
            return cell.acts
        mark = self.marks.of_position(cell.lead.id, cell.lead.source)
        quote = plain(quoted(cell.lead.quote, self.languages.get(cell.lead.source, "")))
        return f"**{plain(cell.acts)}** {cell.strength} {mark}<br>{quote}"

    def partings(self, title: str, partings: tuple[Parting, ...]) -> Iterator[str]:
        if not partings:
            return
        yield f"## {title} ({len(partings)})"
        for parting in partings:
            tail = [parting.divergence.certainty.value, parting.relation, parting.omits, parting.difference]
            yield ""
            yield f"### {parting.divergence.type} · {parting.issue}"
            yield ""
            yield plain(" · ".join(part for part in tail if part))
            yield ""
            for side in parting.sides:
                yield f"- **{plain(side.who)}** {self.said(side.words)}"

    def one_sided(self) -> Iterator[str]:
        groups = make_omissions(self.result)
        if groups:
            yield "## Told by one side only"
        for group in groups:
            yield ""
            yield f"### Not mentioned by {plain(group.silent)}, read whole"
            yield ""
            for parting in group.partings:
                for side in parting.sides[:1]:
                    yield f"- **{plain(side.who)}** {parting.issue}: {self.said(side.words)}"

    def absent(self) -> Iterator[str]:
        if self.compared.absent:
            yield "## Announced before, in no version after"
            yield ""
        for absence in self.compared.absent:
            yield f"- {ISSUE_TITLES[absence.issue]}: {self.said(absence.words)}"

    def follow_ups(self) -> Iterator[str]:
        if self.compared.follow_ups:
            yield "## Follow-ups"
            yield ""
        for step in order_steps(self.result):
            when = name_window(step.on, step.until, self.year) or "no date given"
            place = f", {plain(step.place)}" if step.place else ""
            yield f"- **{when}** {ISSUE_TITLES[step.issue]}{place} · {plain(step.status)}: {self.said(step.words)}"

    def commitments(self) -> Iterator[str]:
        if self.compared.commitments:
            yield "## Commitments"
            yield ""
        for commitment in self.compared.commitments:
            on = f" on {plain(and_list(commitment.scope))}" if commitment.scope else ""
            terms = f"{name_term(commitment, self.year)} · {commitment.status.replace('_', ' ')}"
            who = plain(name_parties(commitment.by, self.result.encounter))
            condition = f" — if {self.said(commitment.condition)}" if commitment.condition else ""
            said = self.said(commitment.words) + condition
            yield f"- **{who}** {ISSUE_TITLES[commitment.issue]}{on} · {terms}: {said}"

    def outlook(self) -> Iterator[str]:
        outlook = self.result.outlook
        yield "## Is the ceasefire nearer?"
        yield ""
        yield f"**{NEARER_WORDS[outlook.nearer]}**"
        yield ""
        for reason in outlook.reasons:
            yield f"- {plain(tell_of_parties(tell_reason(reason), self.result.encounter))}"
        for stage in outlook.stages:
            said = "; ".join(self.said(words) for words in stage.words[:2])
            yield f"- stage: {plain(stage.stage)}, {plain(stage.level)}: {said}"
        for condition in outlook.open_conditions:
            party, issue = plain(name_parties((condition.party,), self.result.encounter)), ISSUE_TITLES[condition.issue]
            yield f"- open condition of {party} on {issue}: {self.said(condition.words)}"

    def comment(self) -> Iterator[str]:
        passages = comment_passages(self.result)
        if passages:
            yield "## Commentary, kept apart"
            yield ""
        for source, voice, text, start in passages:
            yield f"- {plain(source)}:{start}, {voice}: {plain(quoted(text, self.languages[source]))}"

    def sources(self) -> Iterator[str]:
        yield "## Sources"
        yield ""
        for document in self.result.documents:
            source = document.source
            party = (
                f"for {name_parties(source.speaks_for, self.result.encounter)}" if source.speaks_for else "third party"
            )
            told = [source.publisher, source.kind.value.replace("_", " "), party, str(source.published_on), source.id]
            yield f"- {self.marks.tags[source.id]} {plain(' · '.join(told))} · SHA-256 {document.sha256}"
        possible = possible_positions(self.result)
        if possible:
            yield ""
            yield f"{count(len(possible), 'possible position')} below the reader's threshold, in no finding by itself."
        yield ""
        yield f"Parley {self.result.version}, reader {plain(and_list(self.result.readers or ('none',)))}."
