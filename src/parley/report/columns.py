"""Columns of the matrix: one for each party whose accounts were read, or one for each source."""

from dataclasses import dataclass

from parley.report.parties import title_parties, title_party
from parley.report.plain_text import on_one_line
from parley.vocabulary import Document, Position, Result


@dataclass(frozen=True, slots=True)
class Column:
    """`sources` are those whose positions fill it; a `relayed` column holds a party's account as a third party
    gives it, picked by its one party.
    The third party's own column holds the rest, `apart_from` those.
    Parties whose sources are the same joint texts share a column.
    """

    id: str
    title: str
    note: str
    sources: tuple[str, ...]
    parties: tuple[str, ...] = ()
    relayed: bool = False
    apart_from: tuple[str, ...] = ()

    def holds(self, position: Position) -> bool:
        """Return whether a position is shown in this column."""
        if position.source not in self.sources:
            return False
        if not self.relayed:
            return True
        party = relayed_party(position)
        return party in self.parties if self.parties else party not in self.apart_from


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
    by_sources: dict[tuple[str, ...], list[str]] = {}
    for party in dict.fromkeys((*result.encounter.parties, *result.encounter.concerned)):
        if sources := sources_of_party(result, party):
            by_sources.setdefault(sources, []).append(party)
    columns = tuple(
        Column(
            "+".join(parties),
            title_parties(parties, result.encounter),
            _publishers(result, sources),
            sources,
            tuple(parties),
        )
        for sources, parties in by_sources.items()
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
    speaks_for = document.source.speaks_for
    party = title_parties(speaks_for, result.encounter) if speaks_for else "third party"
    when = ", before" if result.encounter.is_before(document.source) else ""
    return Column(document.id, on_one_line(document.id), f"{party}{when}", (document.id,))


def _publishers(result: Result, sources: tuple[str, ...]) -> str:
    names = dict.fromkeys(on_one_line(result.document(source).source.publisher) for source in sources)
    return ", ".join(names)


def _relayed_columns(result: Result) -> tuple[Column, ...]:
    sources = third_party_sources(result) or tuple(document.id for document in result.documents)
    told_by = _publishers(result, sources)
    relayed = (
        Column(party, title_party(party, result.encounter), f"as relayed by {told_by}", sources, (party,), relayed=True)
        for party in (*result.encounter.parties, *result.encounter.concerned)
    )
    named = [column for column in relayed if any(column.holds(position) for position in result.positions)]
    apart_from = tuple(party for column in named for party in column.parties)
    own = Column("own", told_by, "its own account", sources, relayed=True, apart_from=apart_from)
    return (*named, own)
