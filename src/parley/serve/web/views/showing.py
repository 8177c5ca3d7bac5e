"""One result in one language of the interface: what every view of it looks up."""

from functools import cached_property
from typing import Any

from parley.report.marks import Marks
from parley.report.plain_text import on_one_line
from parley.report.wording import act_class
from parley.serve.web import links
from parley.serve.web.wording import Wording
from parley.vocabulary import ACTS_OFF_THE_LADDER, Document, Measure, Position, Result, Standing, Words

# Three stretches of context on either side of a position, in code points.
_CONTEXT = 260


class Showing:
    """A result, the words of the interface, and the tables that lead from one to the other."""

    def __init__(self, result: Result, wording: Wording) -> None:
        self.result = result
        self.w = wording
        self.id = result.encounter.id
        self.marks = Marks(result)
        self.by_id = {position.id: position for position in result.positions}
        self.languages = {document.id: document.language for document in result.documents}

    @cached_property
    def points_of(self) -> dict[str, list[str]]:
        """Return the points that each position belongs to."""
        table: dict[str, list[str]] = {}
        for point in self.result.comparison.points:
            for position in point.positions:
                table.setdefault(position, []).append(point.id)
        return table

    def publisher(self, source: str) -> str:
        """Return who published a source."""
        return on_one_line(self.result.encounter.source(source).publisher)

    def document(self, source: str) -> Document | None:
        """Return a source's document, or None where it was skipped."""
        return next((document for document in self.result.documents if document.id == source), None)

    def words(self, words: Words) -> dict[str, Any]:
        """Return exact words with their mark, their source and the address at which they stand."""
        return {
            "quote": words.quote,
            "language": self.languages.get(words.source, ""),
            "source": words.source,
            "publisher": self.publisher(words.source),
            "mark": self.marks.of_words(words),
            "link": self.link(words),
        }

    def link(self, words: Words) -> str:
        """Return where words are shown in their source."""
        if words.position in self.by_id:
            return links.position_link(self.id, str(words.position))
        return links.source_link(self.id, words.source, at=f"{words.span.start}-{words.span.end}")

    def position(self, position: Position) -> dict[str, Any]:
        """Return everything that is shown of one position."""
        w = self.w
        return {
            **self.words(Words(position.source, position.span, position.quote, position.id)),
            "id": position.id,
            "holder": self.holder(position),
            "act": position.act.value,
            "act_word": w.id("act", position.act),
            "act_class": act_class(position.act),
            "strength": strength_of(position),
            "ladder": w.t(f"strength.{position.strength}") if strength_of(position) else "",
            "issue": w.id("issue", position.issue),
            "issue_id": position.issue.value,
            "standing": position.standing.value,
            "possible": position.standing is Standing.POSSIBLE,
            "confidence": w.number(round(position.confidence, 2)),
            "voice": w.id("voice", position.voice),
            "chain": [on_one_line(link.name) for link in position.chain],
            "terms": self.terms(position),
            "readers": ", ".join(position.readers),
            "because": [on_one_line(reason) for reason in position.because],
            "start": position.span.start,
            "end": position.span.end,
            "context": self.context(position),
            "source_link": links.source_link(self.id, position.source, position=position.id),
        }

    def holder(self, position: Position) -> str:
        """Return whose position it is."""
        return self.w.listed([on_one_line(name) for name in position.holder]) or self.w.t("position.nobody")

    def terms(self, position: Position) -> list[tuple[str, str]]:
        """Return the terms that a position settles: on what, from when, until when, how many, if what, where, why."""
        terms = measure_terms(position.measure, self.w)
        if position.condition_quote:
            terms.append((self.w.t("term.if"), position.condition_quote))
        if position.place:
            terms.append((self.w.t("term.place"), on_one_line(position.place)))
        if position.reason_quote:
            terms.append((self.w.t("term.why"), position.reason_quote))
        return terms

    def context(self, position: Position) -> tuple[str, str]:
        """Return what stands before and after a position's words, cut at words."""
        document = self.document(position.source)
        if document is None:
            return "", ""
        start, end = position.span
        before = document.text[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
        after = document.text[end : end + _CONTEXT].partition("\n")[0]
        if start > _CONTEXT and len(before) == _CONTEXT:
            before = "… " + before.partition(" ")[2]
        if len(after) == _CONTEXT:
            after = after.rpartition(" ")[0] + " …"
        return before, after


def measure_terms(measure: Measure, w: Wording) -> list[tuple[str, str]]:
    """Return the terms of a measure with their names."""
    terms: list[tuple[str, str]] = []
    if measure.scope:
        terms.append((w.t("term.on"), w.listed([on_one_line(item) for item in measure.scope])))
    if measure.starts_on:
        terms.append((w.t("term.from"), w.day(measure.starts_on)))
    if measure.ends_on:
        length = f" ({w.t('form.length', n=measure.days)})" if measure.days else ""
        terms.append((w.t("term.until"), w.day(measure.ends_on) + length))
    elif measure.days:
        terms.append((w.t("term.for"), w.t("form.length", n=measure.days)))
    if measure.quantity is not None:
        terms.append((w.t("term.number"), w.number(measure.quantity)))
    return terms


def strength_of(position: Position) -> str:
    """Return a position's step of the ladder with a true minus sign; nothing for acts that have no place on it."""
    return "" if position.act in ACTS_OFF_THE_LADDER else str(position.strength).replace("-", "−")
