"""Columns of the matrix: one for each party whose accounts were read, or one for each source."""

from dataclasses import dataclass

from parley.report.plain_text import on_one_line
from parley.vocabulary import Document, Position, Result


@dataclass(frozen=True, slots=True)
class Column:
    """`sources` are those whose positions fill it; a `relayed` column holds a party's account as a third party
    gives it, picked by `party`.
    """

    id: str
    title: str
    note: str
    sources: tuple[str, ...]
    party: str | None = None
    relayed: bool = False

    def holds(self, position: Position) -> bool:
        """Return whether a position is shown in this column."""
        if position.source not in self.sources:
            return False
        return not self.relayed or relayed_party(position) == self.party


def relayed_party(position: Position) -> str | None:
    """Return the party by whose account a third party tells a position, or None where it tells it by itself."""
    return next((link.party for link in position.chain if link.party), None)


def make_columns(result: Result, by: str) -> tuple[Column, ...]:
    """Return the columns in the order of parties, concerned parties and sources.

    A party without a source of its own gets a column only where no party has one: then its accounts are shown as
    third parties relay them, and what those tell by themselves has a column too.
    """
    if by == "source":
        return tuple(_source_column(result, document) for document in result.documents)
    columns = tuple(
        Column(party, party, _publishers(result, sources), sources, party)
        for party in (*result.encounter.parties, *result.encounter.concerned)
        if (sources := sources_of_party(result, party))
    )
    return columns or _relayed_columns(result)


def sources_of_party(result: Result, party: str) -> tuple[str, ...]:
    """Return the read sources that speak for a party and were published on or after the day of the encounter."""
    return tuple(
        document.id
        for document in result.documents
        if party in document.source.speaks_for and not result.encounter.is_before(document.source)
    )


def third_party_sources(result: Result) -> tuple[str, ...]:
    """Return the read sources that speak for nobody."""
    return tuple(document.id for document in result.documents if not document.source.speaks_for)


def _source_column(result: Result, document: Document) -> Column:
    party = "+".join(document.source.speaks_for) or "third party"
    when = ", before" if result.encounter.is_before(document.source) else ""
    return Column(document.id, on_one_line(document.id), f"{party}{when}", (document.id,))


def _publishers(result: Result, sources: tuple[str, ...]) -> str:
    names = dict.fromkeys(on_one_line(result.document(source).source.publisher) for source in sources)
    return ", ".join(names)


def _relayed_columns(result: Result) -> tuple[Column, ...]:
    sources = third_party_sources(result) or tuple(document.id for document in result.documents)
    told_by = _publishers(result, sources)
    own = Column("own", told_by, "its own account", sources, None, relayed=True)
    relayed = (
        Column(party, party, f"as relayed by {told_by}", sources, party, relayed=True)
        for party in (*result.encounter.parties, *result.encounter.concerned)
    )
    named = [column for column in relayed if any(column.holds(position) for position in result.positions)]
    return (*named, own)
