"""The examples that a language folder carries: small texts with what a careful reader finds, set beside a reader's."""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any, Protocol

from parley.acquire.formats.plain_text import find_blocks
from parley.acquire.zones import make_zones
from parley.evaluate.matching import Passage, match_passages
from parley.evaluate.passages import locate_all
from parley.vocabulary import Document, Encounter, Position, Reading, Source, SourceKind


class Reads(Protocol):
    """What is asked of a reader here."""

    def read(self, document: Document, encounter: Encounter, documents: Sequence[Document]) -> Reading:
        """Return the positions of a document."""
        ...


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a language; `number` counts from 1 in its file, `holds` says that it is known to be read right."""

    language: str
    number: int
    text: str
    parties: tuple[str, ...]
    speaks_for: tuple[str, ...]
    kind: SourceKind
    published_on: date
    positions: tuple[dict[str, Any], ...]
    holds: bool

    @property
    def name(self) -> str:
        """Return language and number, as tests and tables name it."""
        return f"{self.language}-{self.number}"


@dataclass(frozen=True, slots=True)
class Judged:
    """How an example was read: `right` of its positions have issue and holder right; `faults` says what is amiss."""

    example: Example
    right: int
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Return whether every position came out with its issue, act and holder, and no other did."""
        return not self.faults


def load_language_examples(language: str) -> list[Example]:
    """Return the examples of a language's `examples.toml`, in the order of the file."""
    path = resources.files("parley.attribute.languages") / language / "examples.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("example", [])
    return [read_example(entry, language, number) for number, entry in enumerate(entries, 1)]


def read_example(entry: dict[str, Any], language: str, number: int) -> Example:
    """Take one `[[example]]` table."""
    speaks_for = entry.get("speaks_for", "")
    return Example(
        language=language,
        number=number,
        text=entry["text"],
        parties=tuple(entry["parties"]),
        speaks_for=tuple(speaks_for.split()) if isinstance(speaks_for, str) else tuple(speaks_for),
        kind=SourceKind(entry["kind"]),
        published_on=entry["published_on"],
        positions=tuple(entry["positions"]),
        holds=bool(entry.get("holds", False)),
    )


def make_document(text: str, source: Source, language: str) -> Document:
    """Return a text as the document that acquiring it as plain text would make."""
    return Document(
        source=source,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        language=language,
        zones=make_zones(text, tuple(find_blocks(text)), source.kind, language),
    )


def stage_example(example: Example) -> tuple[Encounter, Document]:
    """Return an encounter of the example's parties with one text: a title that names the parties, then the example.

    An example stands for sentences inside a text, and what a text begins with is mostly its title.
    """
    publisher = "+".join(example.speaks_for) or "Press"
    source = Source(
        f"{example.name}.{example.language}",
        f"{example.name}.txt",
        publisher,
        example.kind,
        example.published_on,
        example.speaks_for,
        example.language,
    )
    day = example.published_on
    encounter = Encounter(example.name, example.name, (day, day), "meeting", example.parties, (source,))
    title = f"{' – '.join(example.parties)}: {day.year}"
    return encounter, make_document(f"{title}\n\n{example.text}\n", source, example.language)


def judge_example(example: Example, reader: Reads) -> Judged:
    """Read an example: 1. pair positions by words and issue; 2. judge holder and act of the pairs; 3. name the rest."""
    encounter, document = stage_example(example)
    positions = reader.read(document, encounter, (document,)).positions
    here = [Passage("", position.issue.value, (position.span,)) for position in positions]
    there = [Passage("", want["issue"], locate_all(want["quote"], document.text)) for want in example.positions]
    pairs = match_passages(here, there, key=lambda passage: passage.issue)
    right = 0
    faults: list[str] = []
    for number, want in enumerate(example.positions):
        at = next((ours for ours, theirs in pairs.items() if theirs == number), None)
        if at is None:
            faults.append(f"missed: {want['issue']} “{want['quote']}”")
            continue
        wrong = _differences(positions[at], want)
        right += not any(name == "holder" for name, _ in wrong)
        faults += [f"{name} {words} “{want['quote']}”" for name, words in wrong]
    faults += [
        f"extra: {'+'.join(position.holder)} {position.act} {position.issue} “{position.quote}”"
        for number, position in enumerate(positions)
        if number not in pairs
    ]
    return Judged(example, right, tuple(faults))


def _differences(position: Position, want: dict[str, Any]) -> list[tuple[str, str]]:
    wrong = []
    if sorted(position.holder) != sorted(want["holder"]):
        wrong.append(("holder", f"{'+'.join(position.holder)} for {'+'.join(want['holder'])}"))
    if position.act.value != want["act"]:
        wrong.append(("act", f"{position.act} for {want['act']}"))
    return wrong
