"""How comparing grows with the sources of an encounter, and with one thing said over and over in one source.

    python benchmarks/comparing.py

Positions are made, not read: every source says something on each of twelve points, in words of its own. Prints seconds
of one core for each number of sources at the same number of points, and for each length of a text that repeats itself.
"""

import time
from datetime import date, timedelta

from parley.compare import compare
from parley.vocabulary import (
    Act,
    Attribution,
    Document,
    Encounter,
    Issue,
    Measure,
    Position,
    Source,
    SourceKind,
    Span,
    Voice,
)

DAY = date(2031, 5, 4)
PARTIES = ("AA", "BB", "CC", "DD")
ISSUES = list(Issue)[:12]
ACTS = (Act.AGREE, Act.PROPOSE, Act.DEMAND, Act.STATE, Act.DENY, Act.ACCEPT)
SENTENCE = "The parties agreed to halt all strikes on energy infrastructure for thirty days. "


def make_source(number: int, length: int) -> tuple[Source, Document]:
    """Return a source, of one party in turn or, each fifth, of the press, with a text of so many characters."""
    speaks_for = () if number % 5 == 4 else (PARTIES[number % len(PARTIES)],)
    kind = SourceKind.READOUT if speaks_for else SourceKind.PRESS_REPORT
    source = Source(f"s{number:03}", f"s{number}.txt", f"Publisher {number}", kind, DAY, speaks_for, "en")
    return source, Document(source, "x" * length, "", "en", ())


def say(source: Source, number: int, issue: Issue, quote: str, start: int) -> Position:
    """Return a position whose act, holder, objects and dates vary with its number."""
    holder = source.speaks_for or (PARTIES[number % len(PARTIES)],)
    return Position(
        id=f"{source.id}:{start}",
        source=source.id,
        holder=tuple(sorted({*holder, PARTIES[number % 3]})),
        act=ACTS[number % len(ACTS)],
        strength=number % 9,
        issue=issue,
        span=Span(start, start + len(quote)),
        quote=quote,
        voice=Voice.OFFICIAL if source.speaks_for else Voice.REPORT,
        chain=(Attribution(source.publisher),),
        measure=Measure((f"object {number % 7}",), None, DAY + timedelta(days=number % 5), None, 30),
    )


def compare_sources(sources: int, each: int = 3) -> float:
    """Return the seconds that it takes to compare so many sources with so many positions on each point."""
    made = [make_source(number, 5000) for number in range(sources)]
    positions = [
        say(
            source,
            number * 7 + at,
            issue,
            f"statement {number} of {source.id} on {issue} in word {at}",
            60 * at + place,
        )
        for number, (source, _) in enumerate(made)
        for place, issue in enumerate(ISSUES)
        for at in range(each)
    ]
    encounter = Encounter("e", "A meeting", (DAY, DAY), "meeting", PARTIES, tuple(source for source, _ in made))
    return _time(encounter, [document for _, document in made], positions)


def compare_repetition(characters: int) -> float:
    """Return the seconds for a text of so many characters that repeats one sentence, against two short ones."""
    made = [make_source(number, characters) for number in range(3)]
    count = characters // len(SENTENCE)
    long = [say(made[0][0], 0, Issue.CEASEFIRE_STRIKES, SENTENCE.strip(), at * len(SENTENCE)) for at in range(count)]
    short = [say(source, 6, Issue.CEASEFIRE_STRIKES, "halt of strikes", 0) for source, _ in made[1:]]
    encounter = Encounter("e", "A meeting", (DAY, DAY), "meeting", PARTIES, tuple(source for source, _ in made))
    return _time(encounter, [document for _, document in made], long + short)


def _time(encounter: Encounter, documents: list[Document], positions: list[Position]) -> float:
    started = time.process_time()
    compare(encounter, documents, positions)
    return time.process_time() - started


if __name__ == "__main__":
    for count in (25, 50, 100, 200):
        print(f"{count:4} sources, {count * 36:6} positions: {compare_sources(count):6.2f} s")
    for size in (50_000, 100_000, 200_000, 400_000):
        print(f"{size:7} characters of one sentence: {compare_repetition(size):6.2f} s")
