"""What a file tells of itself, and the `encounter.toml` that `parley init` writes from it."""

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from parley.acquire.blocks import Extracted
from parley.acquire.documents import extract_file
from parley.acquire.encounter import source_id
from parley.acquire.language import detect_language
from parley.vocabulary import Source, SourceKind

_HEAD = 600
_MONTHS = {
    "en": [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "uk": [
        "січня",
        "лютого",
        "березня",
        "квітня",
        "травня",
        "червня",
        "липня",
        "серпня",
        "вересня",
        "жовтня",
        "листопада",
        "грудня",
    ],
}
_MONTH_NUMBER = {name: number for names in _MONTHS.values() for number, name in enumerate(names, 1)}
_NAMES = "|".join(_MONTH_NUMBER)
_DATES = (
    re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"),
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b"),
    re.compile(rf"\b(?P<d>\d{{1,2}})\s+(?P<m>{_NAMES})\s+(?P<y>\d{{4}})", re.I),
    re.compile(rf"\b(?P<m>{_NAMES})\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}})", re.I),
    re.compile(r"\b(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})\b"),
)
_KIND_CUES: tuple[tuple[SourceKind, str], ...] = (
    (
        SourceKind.JOINT_STATEMENT,
        r"joint statement|joint communiqu|совместное заявление|спільна заява|联合声明|联合公报",
    ),
    (SourceKind.AGREEMENT, r"^\W*agreement|memorandum of understanding|^соглашение|^угода|协议全文"),
    (SourceKind.INTERVIEW, r"interview|rush transcript|интервью|інтерв.ю|专访|采访实录"),
    (
        SourceKind.REMARKS,
        r"remarks|press conference|pool report|заявление для прессы|пресс-конференц|брифинг|答记者问|记者会|коментар",
    ),
    (
        SourceKind.READOUT,
        r"readout|statement on the|telephone conversation|телефонный разговор|телефонна розмова|通电话|会见",
    ),
    (SourceKind.POST, r"^@|\n@\w+|truth social|posted on"),
    (SourceKind.COMMENTARY, r"opinion|editorial|мнение|колонка|社评|评论员"),
)


def find_date(text: str) -> date | None:
    """Return the first full date in the head of a text."""
    found = [(match.start(), match) for pattern in _DATES for match in pattern.finditer(text[:_HEAD])]
    for _, match in sorted(found, key=lambda item: item[0]):
        month = match.group("m").lower()
        try:
            return date(
                int(match.group("y")), int(month) if month.isdigit() else _MONTH_NUMBER[month], int(match.group("d"))
            )
        except ValueError:
            continue
    return None


def describe_file(path: Path, extracted: Extracted, otherwise: date) -> Source:
    """Return the source that a file seems to be; `otherwise` is its date where it has none."""
    head = extracted.text[:_HEAD]
    kind = next((kind for kind, cue in _KIND_CUES if re.search(cue, head, re.I)), SourceKind.PRESS_REPORT)
    return Source(
        id=source_id(path.name),
        file=path.name,
        publisher=extracted.publisher or "unknown publisher",
        kind=kind,
        published_on=extracted.published_on or find_date(extracted.text) or otherwise,
        language=None,
    )


def draft_encounter(folder: Path, files: Sequence[Path]) -> str:
    """Return the text of an `encounter.toml` for files that lie in `folder`, with what could be detected.

    What only a person can say is marked `TODO`; the text loads as it is.

    Raises:
        InputError: a file cannot be read.
    """
    entries = [(path, extract_file(path)) for path in files]
    days = sorted(day for _, extracted in entries if (day := extracted.published_on or find_date(extracted.text)))
    held_on = days[0] if days else date(1970, 1, 1)
    title = next((extracted.title for _, extracted in entries if extracted.title), folder.resolve().name)
    lines = [
        f"title = {_quoted(title)}",
        f"held_on = {held_on}" + ("" if days else "            # TODO: the day of the encounter"),
        'channel = "telephone call"       # TODO: call, meeting, round of talks …',
        'parties = ["AA", "BB"]           # TODO: whose versions are compared (ISO codes, or own ids)',
    ]
    for path, extracted in entries:
        lines += _source_lines(path.resolve().relative_to(folder.resolve()).as_posix(), path, extracted, held_on)
    return "\n".join(lines) + "\n"


def _source_lines(file: str, path: Path, extracted: Extracted, held_on: date) -> list[str]:
    source = describe_file(path, extracted, held_on)
    language = detect_language(extracted.text)
    return [
        "",
        "[[sources]]",
        f"file = {_quoted(file)}",
        f"publisher = {_quoted(source.publisher)}" + ("" if extracted.publisher else "   # TODO"),
        f"kind = {_quoted(source.kind.value)}   # TODO: check",
        '# speaks_for = "AA"              # TODO: the party it speaks for; leave out for a third party',
        f"published_on = {source.published_on}",
        *([f"language = {_quoted(language)}"] if language else []),
    ]


def _quoted(words: str) -> str:
    """Return a TOML basic string: JSON's escapes are a part of TOML's."""
    return json.dumps(words, ensure_ascii=False)
