"""Reads the worked texts: short texts with their positions marked inside them, for learning alone.

A file under `texts/<language>/` has several. Each begins with a line `=== kind | parties | speaks_for | date | title`
(`-` for a text that speaks for nobody) and may go on with `actors: ID = name; name / ID = name`. In the text,
`[[HOLDER act strength issue|words]]` is a position; before the bar may stand how many voices report it, and
`scope=a,b`.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from parley.evaluate.examples import make_document
from parley.vocabulary import Act, Actor, Document, Encounter, Issue, Source, SourceKind

_BEGIN = re.compile(r"(?m)^(?==== )")
_MARK = re.compile(r"\[\[([^|\]]*)\|([^\]]*)\]\]")


class WorkedText(NamedTuple):
    """An encounter of one text, and its positions as `expected.json` has them, with where each starts."""

    encounter: Encounter
    document: Document
    positions: list[tuple[int, dict[str, Any]]]


def read_worked_texts(folder: Path) -> Iterator[WorkedText]:
    """Yield the worked texts of all languages.

    Raises:
        ValueError: a text is not as it should be; names the file and the words.
    """
    for path in sorted(folder.glob("*/*.txt")):
        for number, part in enumerate(_BEGIN.split(path.read_text(encoding="utf-8"))[1:], 1):
            try:
                yield _read_text(part, path.parent.name, f"{path.stem}-{number}")
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path}: {part.partition(chr(10))[0]}: {error}") from error


def _read_text(part: str, language: str, name: str) -> WorkedText:
    head, _, body = part.partition("\n")
    kind, parties, speaks_for, day, title = head.removeprefix("=== ").strip().split(" | ")
    actors: tuple[Actor, ...] = ()
    if body.startswith("actors:"):
        line, _, body = body.partition("\n")
        actors = tuple(_read_actor(entry) for entry in line.removeprefix("actors:").split(" / "))
    published_on = date.fromisoformat(day)
    speakers = () if speaks_for == "-" else tuple(speaks_for.split("+"))
    source = Source(
        f"{name}.{language}",
        f"{name}.txt",
        "+".join(speakers) or "Press",
        SourceKind(kind),
        published_on,
        speakers,
        language,
    )
    text, positions = _strip_marks(body.strip() + "\n")
    encounter = Encounter(
        name, title, (published_on, published_on), "meeting", tuple(parties.split("+")), (source,), actors=actors
    )
    return WorkedText(encounter, make_document(text, source, language), positions)


def _read_actor(entry: str) -> Actor:
    party, _, names = entry.partition("=")
    return Actor(party.strip(), tuple(name.strip() for name in names.split(";")))


def _strip_marks(body: str) -> tuple[str, list[tuple[int, dict[str, Any]]]]:
    """Return the text without its marks, and the positions that they marked."""
    pieces, positions, at, length = [], [], 0, 0
    for mark in _MARK.finditer(body):
        pieces += [body[at : mark.start()], mark[2]]
        length += mark.start() - at
        positions.append((length, _read_position(mark[1].split(), mark[2])))
        length += len(mark[2])
        at = mark.end()
    return "".join([*pieces, body[at:]]), positions


def _read_position(head: list[str], words: str) -> dict[str, Any]:
    holder, act, strength, issue, *more = head
    scope = next((item.removeprefix("scope=").split(",") for item in more if item.startswith("scope=")), None)
    return {
        "holder": holder.split("+"),
        "act": Act(act).value,
        "strength": [int(strength), int(strength)],
        "issue": Issue(issue).value,
        "quote": words,
        "scope": scope,
    }
