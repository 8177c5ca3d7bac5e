"""Relations between readings of sources of the cases in `cases/` that are not kept aside, as they are and rewritten."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from outcomes import Key, Outcome, gist, reader
from rewriting import Edit, Rewritten, double_spaces, end_with_newline, join_invisibly, rename, requote

from parley.acquire.documents import acquire
from parley.evaluate.examples import make_document
from parley.vocabulary import Document, Encounter, Position, SourceKind

HERE = Path(__file__).parent
# Sources of the cases that are rewritten, for each language.
MOST_SOURCES = 8


def everything(position: Position) -> Key:
    """Return all that a position says but where: what no change of dress may move."""
    return (
        *gist(position),
        position.strength,
        position.measure,
        tuple(a.party for a in position.chain),
        position.place,
    )


@cache
def case_documents(language: str) -> tuple[tuple[Encounter, Document], ...]:
    """Return sources in a language of the cases that are not kept aside, at most `MOST_SOURCES`."""
    kept_aside = tomllib.loads((HERE / "held_out.toml").read_text(encoding="utf-8"))["folders"]
    found: list[tuple[Encounter, Document]] = []
    for file in sorted((HERE / "cases").glob("*/encounter.toml")):
        if file.parent.name not in kept_aside and len(found) < MOST_SOURCES:
            acquired = acquire(file.parent)
            found += [(acquired.encounter, d) for d in acquired.documents if d.language == language][:2]
    return tuple(found[:MOST_SOURCES])


@cache
def read_plain(language: str) -> tuple[tuple[Encounter, Document, tuple[Position, ...]], ...]:
    """Return those sources with their positions, each read by itself."""
    plain = [(e, make_document(d.text, d.source, d.language)) for e, d in case_documents(language)]
    return tuple((e, d, reader().read(d, e).positions) for e, d in plain)


def compare_rewritten(
    language: str, edits_of: Callable[[str], Iterable[Edit]], show: Callable[[Position], Key]
) -> Outcome:
    """Read sources of the cases as they are and rewritten, and compare what `show` shows of each position."""
    outcome = Outcome()
    for encounter, document, positions in read_plain(language):
        rewritten = Rewritten(document.text, edits_of(document.text))
        again = make_document(rewritten.text, document.source, document.language)
        there = {place_of(p): p for p in reader().read(again, encounter).positions}
        for position in positions:
            twin = there.get(place_of(position, rewritten))
            words = f"{document.id}: {position.quote}"
            outcome.compare([show(position)], [show(twin)] if twin else [], words)
    return outcome


def dress(edits_of: Callable[[str], Iterable[Edit]]) -> Callable[[str], Outcome]:
    """Return a relation: the text is dressed otherwise → every position says all that it said."""
    return lambda language: compare_rewritten(language, edits_of, everything)


def exchange_names(language: str) -> Outcome:
    """In sources of the cases two parties' names are exchanged, as far as the lists have them → so are the holders.

    In a transcript whose turns name people whom no list has, little would be exchanged: those are left out.
    """
    outcome = Outcome()
    for encounter, document, positions in read_plain(language):
        if document.source.kind in _SPOKEN:
            continue
        swap = dict(zip(encounter.parties[:2], encounter.parties[1::-1], strict=True))
        edits = list(rename(document.text, language, "parties", swap))
        edits += [e for e in rename(document.text, language, "persons", swap) if not _overlaps(e, edits)]
        speaks_for = tuple(swap.get(party, party) for party in document.source.speaks_for)
        rewritten = Rewritten(document.text, edits)
        again = make_document(rewritten.text, replace(document.source, speaks_for=speaks_for), language)
        there = {place_of(p): p for p in reader().read(again, encounter).positions}
        for position in positions:
            twin = there.get(place_of(position, rewritten))
            outcome.compare(
                [(*gist(position, swap), position.strength)],
                [(*gist(twin), twin.strength)] if twin else [],
                f"{document.id}: {position.quote}",
            )
    return outcome


_SPOKEN = {SourceKind.REMARKS, SourceKind.INTERVIEW}


def place_of(position: Position, rewritten: Rewritten | None = None) -> tuple[int, int]:
    """Return where a position's words stand, or where they stand after a rewriting."""
    start, end = position.span.start, position.span.end
    return (rewritten.place(start), rewritten.place(end - 1) + 1) if rewritten else (start, end)


def _overlaps(edit: Edit, others: Iterable[Edit]) -> bool:
    return any(edit.start < other.end and other.start < edit.end for other in others)


def exchange_places(language: str) -> Outcome:
    """Names of places give way to others → all but the place stays."""
    places = {"Geneva": "Istanbul", "Istanbul": "Geneva", "Vienna": "Jeddah", "Moscow": "Geneva"}

    def show(position: Position) -> Key:
        return (*gist(position), position.strength, position.measure)

    return compare_rewritten(language, lambda text: rename(text, language, "places", places), show)


CASES: dict[str, Callable[[str], Outcome]] = {
    "spaces": dress(double_spaces),
    "invisible_letters": dress(join_invisibly),
    "line_ends": dress(end_with_newline),
    "quotation_marks": dress(requote),
    "exchange_names": exchange_names,
    "exchange_places": exchange_places,
}
