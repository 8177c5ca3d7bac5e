"""Results made by rule, for measurements and for the kill test: any number of encounters, sources and positions.

Nothing is read or compared: what is measured is the ledger. The same numbers give the same results.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from parley.vocabulary import (
    Act,
    Attribution,
    CellStatus,
    Certainty,
    Comparison,
    Divergence,
    DivergenceType,
    Document,
    Encounter,
    FollowUp,
    Issue,
    Measure,
    Nearer,
    Outlook,
    Point,
    Position,
    Result,
    Source,
    SourceKind,
    Span,
    Voice,
    Words,
    Zone,
)

FIRST_DAY = date(2031, 1, 6)
PARTIES = (("AA",), ("BB",), ("CC",), ())
LANGUAGES = ("en", "ru", "uk", "zh")
ISSUES = tuple(Issue)
ACTS = (
    (Act.AGREE, 7),
    (Act.ORDER, 8),
    (Act.PROPOSE, 4),
    (Act.STATE, 3),
    (Act.DENY, -3),
    (Act.DISCUSS, 2),
    (Act.ACCEPT, 5),
)
SENTENCES = {
    "en": "The delegation of {party} told the press that point {number} of the paper is settled.",
    "ru": "Делегация {party} сообщила журналистам, что пункт {number} документа согласован.",
    "uk": "Делегація {party} повідомила журналістам, що пункт {number} документа погоджено.",
    "zh": "{party}代表团向记者表示,文件第{number}点已经商定。",
}


def make_result(
    number: int, *, sources: int = 10, positions: int = 10, encounters_of_process: int = 40, variant: int = 0
) -> tuple[str, Result]:
    """Return a process and the result of its encounter; a `variant` above 0 edits a word and moves a strength."""
    process = f"process-{number // encounters_of_process}"
    held_on = FIRST_DAY + timedelta(days=7 * (number % encounters_of_process))
    declared = [_source(place, held_on) for place in range(sources)]
    encounter = Encounter(
        f"{process}-{number}",
        f"Round {number}",
        (held_on, held_on),
        "round of talks",
        ("AA", "BB"),
        tuple(declared),
        ("CC",),
    )
    documents, found = [], []
    for place, source in enumerate(declared):
        document, stated = _read(source, number, place, positions, held_on, variant)
        documents.append(document)
        found.extend(stated)
    return process, Result(
        encounter=encounter,
        documents=tuple(documents),
        skipped=(),
        positions=tuple(found),
        refusals=(),
        partial=(),
        notes=(),
        comparison=_compare(declared, found, held_on),
        outlook=Outlook(Nearer.NO, ("made by rule",), (), ()),
        readers=("made",),
        version=f"0.{variant}",
    )


def make_results(encounters: int, **shape: int) -> Iterator[tuple[str, Result]]:
    """Yield results of encounters, process by process."""
    for number in range(encounters):
        yield make_result(number, **shape)


def _source(place: int, held_on: date) -> Source:
    speaks_for = PARTIES[place % len(PARTIES)]
    kind = SourceKind.READOUT if speaks_for else SourceKind.PRESS_REPORT
    language = LANGUAGES[place % len(LANGUAGES)]
    return Source(
        f"text-{place}.{language}",
        f"sources/text-{place}.{language}.txt",
        f"Press office {place}",
        kind,
        held_on,
        speaks_for,
    )


def _read(
    source: Source, number: int, place: int, positions: int, held_on: date, variant: int
) -> tuple[Document, list[Position]]:
    language = LANGUAGES[place % len(LANGUAGES)]
    text, found = "", []
    for turn in range(positions):
        holder = PARTIES[(place + turn) % 3]
        serial = (number * 1000 + place) * 1000 + turn
        quote = SENTENCES[language].format(party=holder[0], number=serial)
        act, strength = ACTS[(serial + turn) % len(ACTS)]
        if variant and turn == variant % positions:
            quote = quote.replace(holder[0], f"{holder[0]} ({variant})")
            strength -= 1
        start = len(text)
        text += quote + "\n"
        found.append(
            Position(
                id=f"{source.id}#{turn}",
                source=source.id,
                holder=holder,
                act=act,
                strength=strength,
                issue=ISSUES[(number + turn) % len(ISSUES)],
                span=Span(start, start + len(quote)),
                quote=quote,
                voice=Voice.OFFICIAL if source.speaks_for else Voice.REPORT,
                chain=(Attribution(source.publisher),),
                measure=Measure(
                    ("port",) if turn % 2 else (), None, held_on if turn % 3 else None, None, 30 if turn % 3 else None
                ),
                readers=("made",),
                confidence=0.9,
            )
        )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(source, text, digest, language, (Zone(Span(0, len(text)), Voice.OFFICIAL),)), found


def _compare(declared: list[Source], found: list[Position], held_on: date) -> Comparison:
    by_issue: dict[Issue, list[Position]] = {}
    for position in found:
        by_issue.setdefault(position.issue, []).append(position)
    points, divergences, steps = [], [], []
    for issue, stated in by_issue.items():
        speaking = {position.source for position in stated}
        cells = {s.id: CellStatus.STATED if s.id in speaking else CellStatus.SILENT for s in declared}
        points.append(Point(str(issue), issue, str(issue), tuple(position.id for position in stated), cells))
        sides = tuple(Words(one.source, one.span, one.quote, one.id) for one in stated[:2])
        divergences.append(
            Divergence(
                f"strength:{issue}", DivergenceType.STRENGTH, Certainty.ASYMMETRIC, issue, str(issue), sides, (), None,
                1.0 + len(stated) / 10, (("made by rule", 1.0 + len(stated) / 10),),
            )
        )  # fmt: skip
    for number, position in enumerate(found[:3]):
        words = Words(position.source, position.span, position.quote, position.id)
        steps.append(
            FollowUp(
                f"step-{number}", position.source, Issue.TALKS, words, "announced", held_on + timedelta(days=3 + number)
            )
        )
    return Comparison(tuple(points), tuple(divergences), (), tuple(steps), ())
