"""Texts in four languages → right quotes in other typography, and altered quotes: one word, number or sign changed.

The texts are the example that Parley ships and the sentences of `minimal_pairs.toml`. The same pairs serve the
benchmark and the tests, and every run makes the same.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CHANGES = ("negation", "conjunction", "name", "calendar", "number", "word")
_EXAMPLES = {
    "en": ("white-house.en.txt", "trump-post.en.txt"),
    "ru": ("kremlin.ru.txt",),
    "uk": ("zelensky.uk.txt",),
    "zh": ("press-report.zh.html",),
}
# Not through the package: the peers' environment has no Parley.
_FOLDER = Path(__file__).parents[1] / "src/parley/serve/demo/examples/2025-03-18-call/sources"
_SENTENCE = re.compile(r"[^\n。！？.!?]*[^\n。！？.!?\s][^\n。！？.!?]*(?:[.,:]\d[^\n。！？.!?]*)*[。！？.!?]?")
_SHORTEST, _LONGEST = 8, 220


class Pair(NamedTuple):
    """A quote made from `right`, exact words of `text`; `kind` says how, and `altered` whether its words changed."""

    language: str
    kind: str
    altered: bool
    quote: str
    right: str
    text: str


def make_pairs() -> list[Pair]:
    """Return every pair, in order of language and place."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return [pair for language, table in tables.items() for pair in _pairs_of(language, table)]


def _pairs_of(language: str, table: dict[str, str]) -> Iterator[Pair]:
    text = "\n".join([table["sentences"].strip(), *_examples(language)])
    # A quote that stands twice is ambiguous, which is another matter than being found.
    sentences = [sentence for sentence in _sentences(text) if text.count(sentence) == 1]
    for sentence in sentences:
        for kind, quote in _typography(sentence, language):
            yield Pair(language, kind, False, quote, sentence, text)
        for kind, quote in _alterations(sentence, language, table):
            # What a cut leaves does stand in the text, letter by letter: that is the trap.
            if quote not in text or kind.startswith("cut"):
                yield Pair(language, kind, True, quote, sentence, text)


def _examples(language: str) -> Iterator[str]:
    for name in _EXAMPLES[language]:
        source = (_FOLDER / name).read_text(encoding="utf-8")
        yield re.sub(r"(?s)<(script|style|head).*?</\1>|<[^>]+>", "", source) if name.endswith("html") else source


def _sentences(text: str) -> Iterator[str]:
    for found in _SENTENCE.finditer(text):
        sentence = found.group().strip()
        if _SHORTEST <= len(sentence) <= _LONGEST:
            yield sentence


_OTHER_MARKS = str.maketrans({"“": "«", "”": "»", "«": '"', "»": '"', "’": "'", "'": "’", "–": "-", "—": "–", '"': "“"})
_WIDE = {code: code + 0xFEE0 for code in range(0x30, 0x3A)}


def _typography(sentence: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the quote as it stands and in every other typography that it can have."""
    yield "as written", sentence
    words = sentence.split(" ")
    variants = {
        "line breaks": "\n".join(words),
        "marks and dashes": sentence.translate(_OTHER_MARKS),
        "soft hyphens": re.sub(r"(\w\w\w)(\w\w\w)", "\\1\u00ad\\2", sentence),
        "decomposed": unicodedata.normalize("NFD", sentence),
        "full width": sentence.translate(_WIDE),
    }
    if language == "zh" and not sentence[:5].isascii():
        variants["line breaks"] = sentence[:4] + "\n" + sentence[4:]
    yield from ((kind, variant) for kind, variant in variants.items() if variant != sentence)


def _alterations(sentence: str, language: str, table: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the quote with one change of each sort that its words allow."""
    for kind in CHANGES:
        for change in table[kind].split("|"):
            old, new = (side.strip() for side in change.split(">"))
            edge = "" if language == "zh" else r"\b"
            changed = re.sub(rf"{edge}{re.escape(old)}{edge}", new, sentence, count=1)
            if changed != sentence:
                yield kind, changed
    for found in re.finditer(r"\d", sentence):
        digit = str((int(found.group()) + 3) % 10)
        yield "number", sentence[: found.start()] + digit + sentence[found.end() :]
    if sentence[:1].isalpha() and sentence[1:3].isalpha() and language != "zh":
        yield "cut inside a word", sentence[2:]
    for found in re.finditer(r"(?<=\d)\d", sentence):
        yield "cut inside a number", sentence[found.start() :]
        break
