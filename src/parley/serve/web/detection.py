"""What a text shows of itself before it is stored: its side, its kind, its language, its date, its publisher."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from parley.errors import ParleyError
from parley.registry import language_names

_HEAD, _SAMPLE = 400, 6000
_LEAST_TIMES = 2


@dataclass(frozen=True, slots=True)
class Detected:
    """One file as detected. `fault` says why it cannot be read; `first_words` let a person recognise it."""

    file: str
    publisher: str = ""
    kind: str = "press_report"
    language: str = ""
    published_on: date | None = None
    speaks_for: str = ""
    title: str = ""
    first_words: str = ""
    characters: int = 0
    parties: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    fault: str = ""
    remedy: str = ""


def detect(path: Path) -> Detected:
    """Return what a file shows of itself; one that cannot be read says why."""
    from parley.acquire.description import describe_file, language_of, title_of
    from parley.acquire.documents import extract_file

    try:
        extracted = extract_file(path)
        described = describe_file(path, extracted)
    except ParleyError as error:
        return Detected(path.name, fault=error.what, remedy=error.remedy)
    language = language_of(extracted) or ""
    parties = count_parties(extracted.text[:_SAMPLE], language)
    source = described.source
    official = source.kind.value in ("readout", "remarks", "post", "joint_statement", "agreement")
    head = f"{source.publisher}\n{path.stem}\n{extracted.text[:_HEAD]}"
    return Detected(
        file=path.name,
        publisher="" if source.publisher == "unknown publisher" else source.publisher,
        kind=source.kind.value,
        language=language,
        published_on=source.published_on if described.is_dated else None,
        speaks_for=_first_party(head, language) if official else "",
        title=title_of(extracted),
        first_words=" ".join(extracted.text[:300].split()),
        characters=len(extracted.text),
        parties=parties,
        notes=(*extracted.notes, *(("it is cut: not all of it is read",) if extracted.partial else ())),
    )


def count_parties(text: str, language: str) -> tuple[tuple[str, int], ...]:
    """Return the parties that a text names, the most often named first."""
    return tuple(Counter(_parties(text, language)).most_common(6))


def likely_parties(detected: list[Detected]) -> list[str]:
    """Return the two parties that the texts speak for or name most: whose versions they are likely to be."""
    sides = Counter(one.speaks_for for one in detected if one.speaks_for)
    named: Counter[str] = Counter()
    for one in detected:
        named.update(dict(one.parties))
    ranked = [party for party, _ in sides.most_common()]
    ranked += [party for party, times in named.most_common() if times >= _LEAST_TIMES and party not in ranked]
    return ranked[:2]


def _first_party(text: str, language: str) -> str:
    return next(iter(_parties(text, language)), "")


def _parties(text: str, language: str) -> list[str]:
    """Return the parties that are named in a text, in order, every time they are."""
    from parley.attribute.readers.grammar.language import load_language
    from parley.attribute.readers.grammar.tokens import tokenize

    if language not in language_names():
        return []
    found: list[str] = []
    for mark in load_language(language).patterns.find(tokenize(text)):
        table, _, value = mark.label.key.partition(":")
        if mark.label.file == "names" and table in ("parties", "persons"):
            found.append(value)
    return found
