"""The view: everything that the template of the brief shows, in plain lists of strings and links."""

from typing import Any

from parley.report.agenda import name_term, order_steps
from parley.report.columns import Column
from parley.report.formats.html.passages import Passages, Reference
from parley.report.marks import Marks
from parley.report.matrix import Cell, Matrix, Row, make_matrix, words_of
from parley.report.opening import (
    comment_passages,
    found_positions,
    is_partial,
    possible_positions,
    tell_encounter,
    tell_losses,
    tell_reading,
)
from parley.report.outlook import render_section
from parley.report.parties import name_parties, tell_of_parties, title_party
from parley.report.partings import (
    Parting,
    Side,
    make_omissions,
    make_partings,
    make_retellings,
    mark_differences,
)
from parley.report.plain_text import on_one_line, show_hidden
from parley.report.summary import summarise
from parley.report.wording import (
    ACT_CLASSES,
    ACT_DONE,
    ISSUE_TITLES,
    NEARER_WORDS,
    NOT_MENTIONED,
    act_class,
    and_list,
    name_day,
    name_number,
    name_window,
    tell_reason,
    title_of,
)
from parley.vocabulary import STRENGTH_LADDER, DivergenceType, Document, Position, Result, Words

_SHOWN_AT_ONCE = 12
_LONGEST_TERM = 140
# The terms that a type of divergence turns on: a side without one says so.
_TERMS_AT_STAKE: dict[DivergenceType, tuple[str, ...]] = {
    DivergenceType.SCOPE: ("on",),
    DivergenceType.TIMING: ("when", "for"),
    DivergenceType.QUANTITY: ("number",),
    DivergenceType.CONDITION: ("if",),
}


class View:
    """Makes the parts of the brief, one after the other; the sources last, when all passages are known."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.marks = Marks(result)
        self.passages = Passages(result, self.marks)
        self.languages = {document.id: document.language for document in result.documents}
        self.by_id = {position.id: position for position in result.positions}
        self.year = result.encounter.held_on[0].year

    def make(self) -> dict[str, Any]:
        """Return the template's variables."""
        matrices = {by: self.matrix(make_matrix(self.result, by)) for by in ("party", "source")}
        partings = [self.parting(parting) for parting in make_partings(self.result)]
        view: dict[str, Any] = {
            "encounter": on_one_line(self.result.encounter.title),
            "subtitle": tell_encounter(self.result).partition(" · ")[2],
            "channel": on_one_line(self.result.encounter.channel),
            "reading": tell_reading(self.result),
            "losses": tell_losses(self.result),
            "summary": [
                {"text": sentence.text, "refs": self.refer_all(sentence.words)} for sentence in summarise(self.result)
            ],
            "matrices": matrices,
            "partings": partings[:_SHOWN_AT_ONCE],
            "more_partings": partings[_SHOWN_AT_ONCE:],
            "omissions": [
                {"silent": show_hidden(group.silent), "partings": [self.parting(p) for p in group.partings]}
                for group in make_omissions(self.result)
            ],
            "retellings": [self.parting(parting) for parting in make_retellings(self.result)],
            "absent": [
                {"issue": ISSUE_TITLES[absence.issue], **self.words(absence.words)}
                for absence in self.result.comparison.absent
            ],
            "follow_ups": self.follow_ups(),
            "commitments": self.commitments(),
            "outlook": self.outlook(),
            "process_section": render_section(self.result.process_outlook),
            "comments": [
                {"source": source, "voice": voice, "text": text, "language": self.languages[source]}
                for source, voice, text, _ in comment_passages(self.result)
            ],
            "found": len(found_positions(self.result)),
            "possible": len(possible_positions(self.result)),
            "filters": self.filters(),
            "act_classes": {
                name: ", ".join(ACT_DONE[act] for act in ACT_DONE if act in ACT_CLASSES[name]) for name in ACT_CLASSES
            },
            "version": self.result.version,
            "readers": and_list(self.result.readers),
        }
        view["sources"] = [self.source(document) for document in self.result.documents]
        view["knowledge"] = {
            "passages": self.passages.tell(),
            "positions": {position.id: self.position(position) for position in self.result.positions},
        }
        return view

    def refer_all(self, words: tuple[Words, ...]) -> list[Reference]:
        """Return a link for each of the words, none twice."""
        links = {link.anchor: link for link in map(self.passages.refer, words)}
        return list({link.mark: link for link in links.values()}.values())

    def words(self, words: Words) -> dict[str, Any]:
        """Return a quote with its link, its language and its publisher."""
        return {
            "quote": show_hidden(words.quote),
            "language": self.languages.get(words.source, ""),
            "ref": self.passages.refer(words),
            "publisher": self.publisher(words.source),
        }

    def name(self, parties: tuple[str, ...]) -> str:
        """Return the names of parties in one phrase."""
        return name_parties(parties, self.result.encounter)

    def publisher(self, source: str) -> str:
        """Return who published a source."""
        return on_one_line(self.result.encounter.source(source).publisher)

    def matrix(self, matrix: Matrix) -> dict[str, Any]:
        """Return the matrix with its column heads and rows."""
        return {
            "columns": [_column(column) for column in matrix.columns],
            "rows": [self.row(row) for row in matrix.rows],
            "elsewhere": [self.row(row) for row in matrix.told_elsewhere],
            "alone": [self.row(row) for row in matrix.alone],
        }

    def row(self, row: Row) -> dict[str, Any]:
        """Return one point: its title, its cells with their terms, and why its positions are one point."""
        title, issue = title_of(row.point), ISSUE_TITLES[row.point.issue]
        return {
            "number": row.number,
            "title": title,
            "issue": "" if title.startswith(issue) else issue,
            "issue_id": row.point.issue.value,
            "because": [on_one_line(reason) for reason in row.point.because],
            "also": [self.marks.tags[source] for source in row.also_told_by],
            "cells": [
                self.cell(cell, [(term.label, on_one_line(term.values[index])) for term in row.terms])
                for index, cell in enumerate(row.cells)
            ],
        }

    def cell(self, cell: Cell, terms: list[tuple[str, str]]) -> dict[str, Any]:
        """Return one cell: act, strength, deciding words and terms."""
        lead = cell.lead
        others = tuple(words_of(position) for position in cell.positions if position is not lead)
        return {
            "column": show_hidden(cell.column.title),
            "status": cell.status.value,
            "acts": cell.acts,
            "strength": cell.strength,
            "step": abs(lead.strength) if lead else 0,
            "act_class": act_class(lead.act) if lead else "",
            "words": self.words(words_of(lead)) if lead else None,
            "others": self.refer_all(others),
            "terms": [(label, _clip(value), False) for label, value in terms if value] if lead else [],
        }

    def parting(self, parting: Parting) -> dict[str, Any]:
        """Return one divergence with its sides and the weights that rank it."""
        divergence = parting.divergence
        sides = [self.side(parting, side) for side in parting.sides]
        _compare_terms(sides, _TERMS_AT_STAKE.get(divergence.type, ()))
        return {
            "type": divergence.type.value,
            "meaning": parting.meaning,
            "certainty": divergence.certainty.value,
            "issue": parting.issue,
            "issue_id": divergence.issue.value,
            "relation": parting.relation,
            "omits": parting.omits,
            "difference": parting.difference,
            "party_ids": show_hidden(" ".join({p: None for side in parting.sides for p in side.parties})),
            "sides": sides,
            "features": [(on_one_line(name), f"{weight:+.2f}") for name, weight in divergence.features],
            "significance": f"{divergence.significance:.2f}",
            "because": [on_one_line(reason) for reason in divergence.because],
        }

    def side(self, parting: Parting, side: Side) -> dict[str, Any]:
        """Return one side: whose it is, its words with the differing ones marked, and its terms."""
        position = self.by_id.get(side.words.position or "")
        return {
            "who": side.who,
            "segments": [(show_hidden(segment.text), segment.differs) for segment in mark_differences(parting, side)],
            "terms": self.terms(position) if position else [],
            **self.words(side.words),
        }

    def terms(self, position: Position) -> list[tuple[str, str]]:
        """Return what a position settles, by label."""
        measure = position.measure
        terms = [
            ("on", and_list(measure.scope) if measure.scope else ""),
            ("when", name_window(measure.starts_on, measure.ends_on, self.year)),
            ("for", f"{measure.days} days" if measure.days else ""),
            ("number", name_number(measure.quantity) if measure.quantity is not None else ""),
            ("where", on_one_line(position.place or "")),
            ("if", on_one_line(position.condition_quote or "")),
        ]
        return [(label, value) for label, value in terms if value]

    def follow_ups(self) -> list[dict[str, Any]]:
        """Return the next steps."""
        return [
            {
                "when": name_window(step.on, step.until, self.year) or "no date given",
                "issue": ISSUE_TITLES[step.issue],
                "place": on_one_line(step.place or ""),
                "status": step.status,
                **self.words(step.words),
            }
            for step in order_steps(self.result)
        ]

    def commitments(self) -> list[dict[str, Any]]:
        """Return what each party undertook, in whose account."""
        return [
            {
                "by": self.name(commitment.by),
                "issue": ISSUE_TITLES[commitment.issue],
                "issue_id": commitment.issue.value,
                "party_ids": show_hidden(" ".join(commitment.by)),
                "scope": and_list(commitment.scope) if commitment.scope else "",
                "term": name_term(commitment, self.year),
                "status": commitment.status.replace("_", " "),
                "condition": self.words(commitment.condition) if commitment.condition else None,
                **self.words(commitment.words),
            }
            for commitment in self.result.comparison.commitments
        ]

    def outlook(self) -> dict[str, Any]:
        """Return whether the ceasefire is nearer, and on what that rests."""
        outlook = self.result.outlook
        return {
            "nearer": NEARER_WORDS[outlook.nearer],
            "reasons": [tell_of_parties(tell_reason(reason), self.result.encounter) for reason in outlook.reasons],
            "stages": [
                {"stage": stage.stage, "level": stage.level, "refs": self.refer_all(stage.words)}
                for stage in outlook.stages
            ],
            "conditions": [
                {
                    "party": self.name((condition.party,)),
                    "issue": ISSUE_TITLES[condition.issue],
                    **self.words(condition.words),
                }
                for condition in outlook.open_conditions
            ],
        }

    def source(self, document: Document) -> dict[str, Any]:
        """Return one source in full, with every passage marked in place."""
        source = document.source
        safe_link = (source.url or "").lower().startswith(("https://", "http://"))
        return {
            "id": on_one_line(source.id),
            "tag": self.marks.tags[source.id],
            "publisher": on_one_line(source.publisher),
            "kind": source.kind.value.replace("_", " "),
            "party": f"for {self.name(source.speaks_for)}" if source.speaks_for else "third party",
            "published": name_day(source.published_on),
            "before": self.result.encounter.is_before(source),
            "language": document.language,
            "partial": is_partial(self.result, source.id),
            "url": source.url if safe_link else "",
            "sha256": document.sha256,
            "blocks": self.passages.blocks(document),
        }

    def position(self, position: Position) -> dict[str, Any]:
        """Return what the page shows of a position when its words are opened."""
        return {
            "mark": self.marks.of_position(position.id, position.source),
            "holder": [show_hidden(holder) for holder in position.holder],
            "who": self.name(position.holder),
            "act": position.act.value,
            "told": ACT_DONE[position.act],
            "class": act_class(position.act),
            "strength": f"{position.strength} ({STRENGTH_LADDER.get(position.strength, 'between steps')})",
            "issue": position.issue.value,
            "title": ISSUE_TITLES[position.issue],
            "voice": position.voice.value,
            "terms": self.terms(position),
            "chain": " → ".join(on_one_line(link.name) for link in position.chain),
            "standing": f"{position.standing.value}, confidence {position.confidence:.2f}",
            "readers": ", ".join(position.readers),
            "because": [on_one_line(reason) for reason in position.because],
        }

    def filters(self) -> list[dict[str, Any]]:
        """Return the four filters with the values that occur."""
        positions = self.result.positions
        holders = sorted({holder for position in positions for holder in position.holder})
        issues = [issue for issue in ISSUE_TITLES if any(position.issue is issue for position in positions)]
        acts = [act for act in ACT_DONE if any(position.act is act for position in positions)]
        voices = sorted({position.voice.value for position in positions})
        return [
            {
                "name": "holder",
                "label": "Party",
                "values": [(show_hidden(holder), title_party(holder, self.result.encounter)) for holder in holders],
            },
            {"name": "issue", "label": "Issue", "values": [(issue.value, ISSUE_TITLES[issue]) for issue in issues]},
            {"name": "act", "label": "Act", "values": [(act.value, ACT_DONE[act]) for act in acts]},
            {"name": "voice", "label": "Voice", "values": [(voice, voice) for voice in voices]},
        ]


def _column(column: Column) -> dict[str, str]:
    return {"title": show_hidden(column.title), "note": show_hidden(column.note)}


def _compare_terms(sides: list[dict[str, Any]], at_stake: tuple[str, ...]) -> None:
    """Give every side its terms as (label, value, differs), with "not mentioned" where a term at stake is missing."""
    tables = [dict(side["terms"]) for side in sides]
    for side, table in zip(sides, tables, strict=True):
        missing = [label for label in at_stake if label not in table and any(label in other for other in tables)]
        terms = [*table.items(), *((label, NOT_MENTIONED) for label in missing)]
        side["terms"] = [
            (label, value, label in at_stake and any(other.get(label) != value for other in tables))
            for label, value in terms
        ]


def _clip(value: str) -> str:
    """Return a term short enough for a cell, cut between words; its words can be opened whole."""
    if len(value) <= _LONGEST_TERM:
        return value
    kept = value[:_LONGEST_TERM]
    return kept[: kept.rfind(" ") if " " in kept else None] + " …"
