"""The comparison on a terminal: readable at 80 columns, at 60, and with colour off."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from parley.report.agenda import name_term, order_steps
from parley.report.conflicts import Sentence
from parley.report.marks import Marks
from parley.report.matrix import Cell, Matrix, Row, make_matrix
from parley.report.opening import (
    comment_passages,
    found_positions,
    possible_positions,
    tell_encounter,
    tell_losses,
    tell_reading,
)
from parley.report.options import Options
from parley.report.parties import name_parties, tell_of_parties
from parley.report.partings import Parting, make_omissions, make_partings, make_retellings
from parley.report.plain_text import on_one_line, show_hidden
from parley.report.summary import summarise
from parley.report.terminal_page import TerminalPage, shown
from parley.report.wording import (
    ACT_DONE,
    ISSUE_TITLES,
    NEARER_WORDS,
    act_class,
    and_list,
    count,
    name_window,
    quoted,
    tell_reason,
    title_of,
)
from parley.vocabulary import CellStatus, Position, Result, Words

NAME = "text"
SUFFIX = ".txt"
BINARY = False
DESCRIPTION = "for a terminal"

_STYLES = {"binding": "green", "opening": "cyan", "pressing": "yellow", "refusing": "red", "telling": "default"}
_GUTTER = 8
_NARROWEST = 14
_CELL_LINES = 3
# The partings that matter most are shown with every source's words.
_IN_FULL = 3


def render(result: Result, options: Options) -> str:
    """Return the whole comparison as text; with `options.colour`, with ANSI colours."""
    return _Page(result, options).write()


class _Page(TerminalPage):
    """One comparison being written, section after section."""

    def __init__(self, result: Result, options: Options) -> None:
        super().__init__(options)
        self.result = result
        self.marks = Marks(result)
        self.languages = {document.id: document.language for document in result.documents}

    def write(self) -> str:
        self._opening()
        self._in_short()
        self._points(make_matrix(self.result, self.options.by))
        self._partings("WHERE THE ACCOUNTS PART", make_partings(self.result))
        self._one_sided()
        self._partings("RETOLD OTHERWISE (by a report, or later by the same issuer)", make_retellings(self.result))
        self._absent()
        self._follow_ups()
        self._commitments()
        self._outlook()
        self._comment()
        self._possible()
        self._sources()
        return self.text()

    def _quote(self, words: Words) -> str:
        return quoted(words.quote, self.languages.get(words.source, ""))

    def _name(self, parties: tuple[str, ...]) -> str:
        return name_parties(parties, self.result.encounter)

    def _said(self, words: Words, indent: int = 4) -> None:
        """Print some words after their mark, their lines hanging under one another."""
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True, min_width=6)
        grid.add_column(overflow="fold")
        grid.add_row(shown(self.marks.of_words(words), style="dim"), shown(self._quote(words)))
        self.say(grid, indent)

    def _opening(self) -> None:
        self.console.print(shown(tell_encounter(self.result), style="bold"))
        self.console.print(shown(tell_reading(self.result)))
        for line in tell_losses(self.result):
            self.console.print(shown(f"! {line}", style="yellow"))

    def _in_short(self) -> None:
        self.head("IN SHORT")
        for sentence in summarise(self.result):
            self.say(shown(sentence.text).append(self._trailing_marks(sentence), style="dim"))

    def _trailing_marks(self, sentence: Sentence) -> str:
        marks = list(dict.fromkeys(self.marks.of_words(words) for words in sentence.words))
        return f" {' '.join(marks)}" if marks else ""

    def _points(self, matrix: Matrix) -> None:
        self.head("POINTS")
        if not matrix.rows:
            self.say("no point was found in any account that was read")
        share = (self.options.width - _GUTTER) // max(1, len(matrix.columns))
        side_by_side = share >= _NARROWEST
        if matrix.rows and side_by_side:
            self._column_heads(matrix, share)
        for row in matrix.rows:
            self._row_title(row)
            if side_by_side:
                self._row_across(row, share)
            else:
                self._row_down(row)
        if matrix.alone:
            self.say(f"{len(matrix.alone)} more, of which one column alone speaks:", 0)
        for row in matrix.alone:
            self._row_alone(row)
        if matrix.told_elsewhere:
            self.say("told by third parties or before the day only:", 0)
            titles = [f"{title_of(row.point)} ({', '.join(row.also_told_by)})" for row in matrix.told_elsewhere]
            self.say(shown("; ".join(titles)))

    def _grid(self, columns: int, share: int) -> Table:
        grid = Table.grid(padding=0)
        grid.add_column(width=_GUTTER)
        for _ in range(columns):
            grid.add_column(width=share - 1, overflow="fold")
            grid.add_column(width=1)
        return grid

    def _add(self, grid: Table, label: str, cells: Iterable[Text]) -> None:
        spread = [part for cell in cells for part in (cell, Text())]
        grid.add_row(shown(label, style="dim"), *spread)

    def _column_heads(self, matrix: Matrix, share: int) -> None:
        grid = self._grid(len(matrix.columns), share)
        self._add(grid, "", (shown(column.title, style="bold") for column in matrix.columns))
        self._add(grid, "", (shown(column.note, style="dim") for column in matrix.columns))
        self.console.print(grid)

    def _row_title(self, row: Row) -> None:
        named, issue = title_of(row.point), ISSUE_TITLES[row.point.issue]
        title = shown(f"{row.number} {named}", style="bold")
        if not named.startswith(issue):
            title.append(f" · {issue}", style="not bold dim")
        if row.also_told_by:
            tags = ", ".join(self.marks.tags[source] for source in row.also_told_by)
            title.append(f" · also told by {tags}", style="not bold dim")
        self.console.print(title)

    def _row_alone(self, row: Row) -> None:
        """Print a point of which one column alone speaks on a line or two."""
        cell = next(cell for cell in row.cells if cell.positions)
        head = shown(f"{row.number} {title_of(row.point)} · {cell.column.title}: ").append_text(self._cell_head(cell))
        room = max(20, self.options.width * 2 - cell_len(head.plain) - 6)
        self.say(head.append(" ").append_text(self._cell_words(cell, room)))

    def _row_across(self, row: Row, share: int) -> None:
        grid = self._grid(len(row.cells), share)
        self._add(grid, "", (self._cell_head(cell) for cell in row.cells))
        room = (share - 1) * _CELL_LINES
        self._add(grid, "", (self._cell_words(cell, room) for cell in row.cells))
        for term in row.terms:
            self._add(grid, f" {term.label}", (shown(_clip(value, room)) for value in term.values))
        self.console.print(grid)

    def _row_down(self, row: Row) -> None:
        """Print the cells under one another, where the columns would be too narrow; silent ones on one line."""
        for index, cell in enumerate(row.cells):
            if not cell.positions:
                continue
            line = shown(f"{cell.column.title}: ").append_text(self._cell_head(cell))
            self.say(line)
            self.say(self._cell_words(cell, self.options.width * 2), 4)
            terms = [f"{term.label}: {term.values[index]}" for term in row.terms if term.values[index]]
            if terms:
                self.say(shown("; ".join(terms), style="dim"), 4)
        for status, names in _empty_cells(row).items():
            self.say(shown(f"{status}: {', '.join(names)}", style="dim"))

    def _cell_head(self, cell: Cell) -> Text:
        if cell.lead is None:
            return shown(cell.acts, style="dim")
        text = shown(cell.acts, style=_STYLES[act_class(cell.lead.act)])
        if cell.strength:
            text.append(f" {cell.strength}", style="bold")
        return text.append(f" {self.marks.of_position(cell.lead.id, cell.lead.source)}", style="dim")

    def _cell_words(self, cell: Cell, room: int) -> Text:
        if cell.lead is None:
            return Text()
        return shown(quoted(_clip(cell.lead.quote, room - 2), self.languages.get(cell.lead.source, "")))

    def _partings(self, title: str, partings: tuple[Parting, ...]) -> None:
        if not partings:
            if title.startswith("WHERE"):
                self.head(title)
                self.say("nowhere, in what was read")
            return
        self.head(f"{title} ({len(partings)})")
        for number, parting in enumerate(partings):
            divergence = parting.divergence
            head = shown(f"{divergence.type} · {parting.issue}", style="bold")
            tail = [divergence.certainty.value, parting.relation, parting.omits, parting.difference]
            self.say(head.append(show_hidden(f" · {' · '.join(part for part in tail if part)}"), style="not bold"))
            for words, also in self._sides(parting, in_full=number < _IN_FULL):
                self._said(words)
                if also:
                    self.say(shown(f"also {' '.join(also)}", style="dim"), 11)

    def _sides(self, parting: Parting, *, in_full: bool) -> Iterator[tuple[Words, list[str]]]:
        """Yield each side's words; beyond the first partings, one side a party, with the marks of its others."""
        if in_full:
            yield from ((side.words, []) for side in parting.sides)
            return
        for _, group in groupby(parting.sides, key=lambda side: side.parties or side.words.source):
            first, *others = group
            yield first.words, list(dict.fromkeys(self.marks.of_words(other.words) for other in others))

    def _one_sided(self) -> None:
        groups = make_omissions(self.result)
        if groups:
            self.head("TOLD BY ONE SIDE ONLY")
        for group in groups:
            self.say(shown(f"not mentioned by {group.silent}, read whole:", style="bold"))
            for parting in group.partings:
                words = parting.sides[0].words if parting.sides else None
                who = and_list(dict.fromkeys(side.who for side in parting.sides)) if words else ""
                room = max(20, self.options.width - 14 - len(parting.issue))
                said = f" {_clip(self._quote(words), room * 2)} {self.marks.of_words(words)}" if words else ""
                self.say(shown(f"{who}: {parting.issue}").append(said, style="dim"), 4)

    def _absent(self) -> None:
        absent = self.result.comparison.absent
        if absent:
            self.head(f"ANNOUNCED BEFORE, IN NO VERSION AFTER ({len(absent)})")
        for absence in absent:
            self.say(shown(ISSUE_TITLES[absence.issue]))
            self._said(absence.words)

    def _follow_ups(self) -> None:
        steps = order_steps(self.result)
        if steps:
            self.head(f"FOLLOW-UPS ({len(steps)})")
        year = self.result.encounter.held_on[0].year
        for step in steps:
            when = name_window(step.on, step.until, year) or "no date given"
            place = f" · {on_one_line(step.place)}" if step.place else ""
            self.say(shown(f"{when} · {ISSUE_TITLES[step.issue]}{place} · {step.status}"))
            self._said(step.words)

    def _commitments(self) -> None:
        commitments = self.result.comparison.commitments
        if commitments:
            self.head(f"COMMITMENTS ({len(commitments)})")
        year = self.result.encounter.held_on[0].year
        for commitment in commitments:
            on = f" on {and_list(commitment.scope)}" if commitment.scope else ""
            told = [
                ISSUE_TITLES[commitment.issue] + on,
                name_term(commitment, year),
                commitment.status.replace("_", " "),
            ]
            who = self._name(commitment.by)
            self.say(shown(f"{who}: {' · '.join(told)}"))
            self._said(commitment.words)
            if commitment.condition:
                self.say(shown(f"if {self._quote(commitment.condition)}"), 11)

    def _outlook(self) -> None:
        outlook = self.result.outlook
        self.head("IS THE CEASEFIRE NEARER?")
        self.say(shown(NEARER_WORDS[outlook.nearer], style="bold"))
        for reason in outlook.reasons:
            self.say(shown(f"– {tell_of_parties(tell_reason(reason), self.result.encounter)}"))
        for stage in outlook.stages:
            marks = " ".join(dict.fromkeys(self.marks.of_words(words) for words in stage.words))
            self.say(shown(f"stage: {stage.stage}, {stage.level} ").append(marks, style="dim"))
        for condition in outlook.open_conditions:
            self.say(shown(f"open condition of {self._name((condition.party,))} on {ISSUE_TITLES[condition.issue]}"))
            self._said(condition.words)

    def _comment(self) -> None:
        passages = comment_passages(self.result)
        if passages:
            self.head(f"COMMENTARY (kept apart: no party's version; {count(len(passages), 'passage')})")
        for source, voice, words, _ in passages:
            quote = quoted(_clip(words, self.options.width * 2), self.languages[source])
            self.say(shown(f"{self.marks.tags[source]} {voice} ").append(quote, style="dim"))

    def _possible(self) -> None:
        possible = possible_positions(self.result)
        if not possible:
            return
        self.head(f"POSSIBLE ({len(possible)}, below the reader's threshold: they carry nothing above by themselves)")
        if not self.options.possible:
            self.say("--possible lists them")
        for position in possible_positions(self.result, self.options):
            self._position(position)

    def _position(self, position: Position) -> None:
        holder = self._name(position.holder)
        told = f"{holder} {ACT_DONE[position.act]} · {ISSUE_TITLES[position.issue]} · {position.confidence:.2f}"
        self.say(shown(told))
        self._said(Words(position.source, position.span, position.quote, position.id))

    def _sources(self) -> None:
        self.head("SOURCES")
        for document in self.result.documents:
            source = document.source
            party = f"for {self._name(source.speaks_for)}" if source.speaks_for else "third party"
            kind = source.kind.value.replace("_", " ")
            line = (
                f"{self.marks.tags[source.id]} {on_one_line(source.publisher)} · {kind} · {party} · {document.language}"
            )
            self.say(shown(f"{line} · {source.published_on} · {on_one_line(document.id)}"))
        if self.options.marks:
            self._where_words_stand()

    def _where_words_stand(self) -> None:
        self.head("WHERE THE WORDS STAND (open one with: parley explain SOURCE:OFFSET)")
        for position in found_positions(self.result):
            mark = self.marks.of_position(position.id, position.source)
            self.say(shown(f"{mark} {position.source}:{position.span.start}"))


def _empty_cells(row: Row) -> dict[str, list[str]]:
    """Return the columns without a position by what their cell says: "not mentioned", "not read whole", "stated"."""
    empty: dict[str, list[str]] = {}
    for cell in row.cells:
        if not cell.positions and cell.status in CellStatus:
            empty.setdefault(cell.acts, []).append(cell.column.title)
    return empty


def _clip(text: str, room: int) -> str:
    """Return the beginning of a text that fits `room` terminal cells, cut between words, with … where it was cut."""
    line = on_one_line(text)
    if cell_len(line) <= room:
        return line
    kept = ""
    for character in line:
        if cell_len(kept + character) > room - 2:
            break
        kept += character
    cut = kept.rfind(" ")
    return (kept[:cut] if cut > len(kept) // 2 else kept).rstrip() + " …"
