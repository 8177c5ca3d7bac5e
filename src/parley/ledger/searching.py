"""Search: words → passages of sources, with the exact places, and the positions that stand there."""

from parley.ledger.items import Hit, Item, as_item
from parley.ledger.words import find_spans, parse_query
from parley.stores import Filters, Reading


def search_sources(reading: Reading, words: str, *, process: str | None, limit: int) -> tuple[Hit, ...]:
    """Return hits, newest source first. What the index gives is looked up in the text itself, so stores agree."""
    terms = parse_query(words)
    if not terms:
        return ()
    found = reading.search(terms, process=process, limit=limit)
    if not found:
        return ()
    sources = {row.id: row for row in reading.rows(Filters(ids=tuple(sorted({hit.source for hit in found}))))}
    texts = {document: reading.document(document) or "" for document in sorted({hit.document for hit in found})}
    positions: dict[str, list[Item]] = {}
    for row in reading.rows(Filters(kinds=("position",), sources=tuple(sorted(sources)))):
        if row.body["shown"] is not None:
            positions.setdefault(row.source, []).append(as_item(row))
    hits = []
    for hit in found:
        passage = texts[hit.document][hit.start : hit.end]
        spans = tuple((start + hit.start, end + hit.start) for start, end in find_spans(passage, terms))
        if not spans:
            continue
        source = sources[hit.source].body
        there = [
            item
            for item in positions.get(hit.source, ())
            if item.document == hit.document and _touches((item.shown or {})["span"], spans)
        ]
        hits.append(
            Hit(
                hit.source,
                sources[hit.source].encounter,
                hit.document,
                source["source"]["publisher"],
                source["source"]["published_on"],
                source["language"],
                hit.start,
                hit.end,
                passage,
                spans,
                tuple(there),
            )
        )
    return tuple(hits)


def _touches(span: list[int], spans: tuple[tuple[int, int], ...]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)
