"""Turns expected positions into those that a perfect reader would return, so that comparing is measured alone."""

from collections.abc import Iterable, Mapping

from parley.errors import InputError
from parley.evaluate.cases import Expected, ExpectedPosition
from parley.evaluate.passages import locate_all
from parley.vocabulary import Act, Attribution, Document, Issue, Measure, Position, Source, SourceKind, Span, Voice


def positions_from_expected(expected: Expected, documents: Iterable[Document]) -> tuple[Position, ...]:
    """Return the expected positions as positions over the documents, in order of source and place.

    The strength is the middle of the expected range, halves rounded up. A place is written only with the expected
    follow-ups, so a position that lies over the words of one takes its place from there. Expected positions of a
    source that was not read are left out.

    Raises:
        InputError: a quote does not stand in its document.

    """
    by_id = {document.id: document for document in documents}
    places = _places(expected, by_id)
    found = [
        _position(item, by_id[item.source], number, places)
        for number, item in enumerate(expected.positions)
        if item.source in by_id
    ]
    return tuple(sorted(found, key=lambda position: (position.source, position.span, position.id)))


def _position(
    item: ExpectedPosition, document: Document, number: int, places: Mapping[str, list[tuple[Span, str]]]
) -> Position:
    span = _locate(item.quote, document)
    condition = None if item.condition is None else _locate(item.condition, document, near=span)
    low, high = item.strength
    return Position(
        id=f"{item.source}#{number + 1}",
        source=item.source,
        holder=tuple(sorted(item.holder)),
        act=Act(item.act),
        strength=(low + high + 1) // 2,
        issue=Issue(item.issue),
        span=span,
        quote=span.of(document.text),
        voice=_voice(document.source, item.chain),
        chain=tuple(Attribution(name) for name in item.chain),
        measure=Measure(item.scope or (), item.quantity, item.starts_on, item.ends_on, item.days),
        condition=condition,
        condition_quote=None if condition is None else condition.of(document.text),
        readers=("expected",),
        because=("given by the case's expected positions",),
        place=next((place for where, place in places.get(item.source, ()) if where.overlap(span)), None),
    )


def _places(expected: Expected, documents: Mapping[str, Document]) -> dict[str, list[tuple[Span, str]]]:
    places: dict[str, list[tuple[Span, str]]] = {}
    for step in expected.follow_ups:
        if step.place is not None and step.source in documents:
            span = _locate(step.quote, documents[step.source])
            places.setdefault(step.source, []).append((span, step.place))
    return places


def _voice(source: Source, chain: tuple[str, ...]) -> Voice:
    """Return how the passage speaks: a third party's text reports, and a party's own text is official."""
    if source.kind is SourceKind.COMMENTARY:
        return Voice.COMMENTARY
    if not source.speaks_for or (len(chain) > 1 and source.kind is SourceKind.PRESS_REPORT):
        return Voice.REPORT
    return Voice.OFFICIAL


def _locate(quote: str, document: Document, near: Span | None = None) -> Span:
    """Return where the quote stands; of several places the first, or the one nearest to `near`."""
    places = locate_all(quote, document.text)
    if not places:
        raise InputError(
            f"the expected quote {quote!r} does not stand in the text",
            where=document.id,
            remedy="correct expected.json: every quote is an exact substring of its source",
        )
    return places[0] if near is None else min(places, key=lambda place: abs(place.start - near.start))
