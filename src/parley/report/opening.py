"""The opening of every report: which encounter, what was read and what was not, by which reader and version."""

from parley.report.options import Options
from parley.report.parties import name_parties
from parley.report.plain_text import on_one_line
from parley.report.wording import count, name_day
from parley.vocabulary import Position, Result, Standing, Voice

# A party's version never stands in these: they are shown apart.
_COMMENT = frozenset({Voice.ANALYSIS, Voice.COMMENTARY})


def tell_encounter(result: Result) -> str:
    """Return the line that names the encounter: "Telephone call · 4 May 2031 · Arda and Burland"."""
    encounter = result.encounter
    first, last = encounter.held_on
    days = name_day(first) if first == last else f"{name_day(first, last.year)} – {name_day(last)}"
    concerned = f", concerning {name_parties(encounter.concerned, encounter)}" if encounter.concerned else ""
    place = [on_one_line(encounter.place)] if encounter.place else []
    parts = [on_one_line(encounter.title), days, *place, name_parties(encounter.parties, encounter) + concerned]
    return " · ".join(parts)


def tell_reading(result: Result) -> str:
    """Return the line that says what was read: "7 sources in en, ru, all read whole · grammar 0.1 · 150 positions"."""
    languages = " ".join(sorted({document.language for document in result.documents}))
    partial = [document for document in result.documents if is_partial(result, document.id)]
    whole = "all read whole" if not partial else f"{len(partial)} not read whole"
    found = len(found_positions(result))
    readers = " + ".join(result.readers) or "no reader"
    return (
        f"{count(len(result.documents), 'source')} in {languages}, {whole} · "
        f"reader {readers}, Parley {result.version} · {count(found, 'position')}, every one with its words"
    )


def tell_losses(result: Result) -> tuple[str, ...]:
    """Return a line for every source that was skipped or not read whole, and for what readers had refused."""
    lines = [
        f"skipped: {on_one_line(lost.file)} ({on_one_line(lost.reason)}) — {on_one_line(lost.remedy)}"
        for lost in result.skipped
    ]
    for document in result.documents:
        if is_partial(result, document.id):
            why = "; ".join(on_one_line(note) for note in document.notes) or "its text was cut short"
            lines.append(f"not read whole: {on_one_line(document.id)} ({why}) — its silence is not counted")
    if result.refusals:
        lines.append(
            f"refused: {count(len(result.refusals), 'statement')} of a reader, not found in the sources' words"
        )
    lines.extend(on_one_line(note) for note in result.notes)
    return tuple(lines)


def is_partial(result: Result, source_id: str) -> bool:
    """Return whether a source was not read whole."""
    return source_id in result.partial or result.document(source_id).partial


def found_positions(result: Result) -> tuple[Position, ...]:
    """Return the positions at or above their reader's threshold."""
    return tuple(position for position in result.positions if position.standing is Standing.FOUND)


def possible_positions(result: Result, options: Options | None = None) -> tuple[Position, ...]:
    """Return the positions below the threshold, which carry nothing by themselves."""
    if options is not None and not options.possible:
        return ()
    return tuple(position for position in result.positions if position.standing is Standing.POSSIBLE)


def comment_passages(result: Result) -> tuple[tuple[str, str, str, int], ...]:
    """Return (source, voice, first words, offset) of every zone in which a source comments or analyses."""
    return tuple(
        (document.id, zone.voice.value, on_one_line(zone.span.of(document.text)), zone.span.start)
        for document in result.documents
        for zone in document.zones
        if zone.voice in _COMMENT and zone.span.of(document.text).strip()
    )
