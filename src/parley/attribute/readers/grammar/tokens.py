"""Text → tokens: runs of letters or digits, each Han character by itself, with their places in the stored text."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters, the combining marks of decomposed letters, and the invisible characters that typesetters put inside words.
_LETTER = r"[^\W\d_一-鿿㐀-䶿]"
_INSIDE = r"[\u0300-\u036f\u00ad\u200b-\u200d]"
_WORD = rf"{_LETTER}(?:{_LETTER}|{_INSIDE})*(?:['’ʼ‑-](?:{_LETTER}|{_INSIDE})+)*"
_FIGURE = r"\d+(?:[.,   ]\d{3}(?!\d))*(?:[.,]\d+)?"
TOKEN = re.compile(rf"[一-鿿㐀-䶿]|{_FIGURE}|{_WORD}")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d]")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‑": "-"})


class Token(NamedTuple):
    """A word of the text: `[start, end)` in code points and its folded form for matching."""

    start: int
    end: int
    form: str


@lru_cache(maxsize=32_768)
def fold_word(word: str) -> str:
    """Return a word as patterns see it: composed, lower case, one apostrophe, no possessive, nothing invisible."""
    if not word.isascii():
        word = _INVISIBLE.sub("", unicodedata.normalize("NFC", word)).translate(_APOSTROPHES)
    return word.lower().removesuffix("'s")


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `text[start:end]` in order, with places in the whole text."""
    stop = len(text) if end is None else end
    return [Token(found.start(), found.end(), fold_word(found.group())) for found in TOKEN.finditer(text, start, stop)]
