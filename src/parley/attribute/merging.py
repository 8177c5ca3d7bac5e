"""Readings of one document by several readers → one Reading, each position with who found it."""

from collections.abc import Sequence
from dataclasses import replace

from parley.vocabulary import Measure, Position, Reading, Standing


def merge_readings(readings: Sequence[Reading]) -> Reading:
    """Merge the readings of one document; where positions are the same, the first reader's words and terms stand.

    A source is partial where any reader left a part of it unread: silence is claimed only where all looked.
    """
    merged: list[Position] = []
    for reading in readings:
        # Two positions of one reader are two: only those of the readers before it are looked through.
        earlier = len(merged)
        used: set[int] = set()
        for position in reading.positions:
            same = _find_same(merged[:earlier], position, used)
            if same is None:
                merged.append(position)
            else:
                used.add(same)
                merged[same] = _unite(merged[same], position)
    return Reading(
        readings[0].source,
        tuple(_with_own_ids(sorted(merged, key=lambda position: (position.span, position.readers, position.id)))),
        tuple(refusal for reading in readings for refusal in reading.refusals),
        any(reading.partial for reading in readings),
        tuple(note for reading in readings for note in reading.notes),
    )


def _find_same(among: Sequence[Position], position: Position, used: set[int]) -> int | None:
    same = [at for at, other in enumerate(among) if at not in used and are_same(other, position)]
    return max(same, key=lambda at: (among[at].span.overlap(position.span), -at)) if same else None


def are_same(one: Position, other: Position) -> bool:
    """Return whether two positions are one: same source, issue, holder and act, and half of the shorter overlaps."""
    shorter = min(one.span.end - one.span.start, other.span.end - other.span.start)
    return (one.source, one.issue, one.holder, one.act) == (
        other.source,
        other.issue,
        other.holder,
        other.act,
    ) and 2 * one.span.overlap(other.span) >= max(1, shorter)


def _unite(first: Position, second: Position) -> Position:
    """Return the first position with what only the second found: a condition above all, which must not be lost."""
    found = Standing.FOUND in {first.standing, second.standing}
    use_condition = first.condition is None
    use_reason = first.reason is None
    return replace(
        first,
        measure=_unite_measures(first.measure, second.measure),
        condition=second.condition if use_condition else first.condition,
        condition_quote=second.condition_quote if use_condition else first.condition_quote,
        reason=second.reason if use_reason else first.reason,
        reason_quote=second.reason_quote if use_reason else first.reason_quote,
        place=first.place or second.place,
        readers=tuple(dict.fromkeys((*first.readers, *second.readers))),
        confidence=max(first.confidence, second.confidence),
        standing=Standing.FOUND if found else Standing.POSSIBLE,
        because=tuple(dict.fromkeys((*first.because, *second.because))),
    )


def _unite_measures(first: Measure, second: Measure) -> Measure:
    # Start, end and length belong together: they are taken from one reader.
    dated = first if any((first.starts_on, first.ends_on, first.days)) else second
    return Measure(
        first.scope or second.scope,
        second.quantity if first.quantity is None else first.quantity,
        dated.starts_on,
        dated.ends_on,
        dated.days,
    )


def _with_own_ids(positions: list[Position]) -> list[Position]:
    """Return the positions with ids that differ: a second bearer of an id gets its reader's name behind it."""
    seen: set[str] = set()
    out = []
    for position in positions:
        name = position.id
        while name in seen:
            name = f"{name}-{position.readers[0]}"
        seen.add(name)
        out.append(replace(position, id=name))
    return out
