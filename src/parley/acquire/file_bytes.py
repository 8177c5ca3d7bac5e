"""Reads a file's bytes within bounds and decodes them without guessing."""

import codecs
import re
from pathlib import Path

from parley.acquire.blocks import MAX_CHARACTERS, cut_at_a_break
from parley.errors import InputError

# No encoding in use here takes more than four bytes for a code point.
MAX_TEXT_BYTES = 4 * MAX_CHARACTERS
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels of the WHATWG encoding standard that mean another codec in Python, and those that are taken as they are.
_RENAMED = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
_TRUSTED = re.compile(r"utf-8|utf8|windows-125\d|cp125\d|iso-8859-\d+|koi8-[ru]|gb18030|big5|euc-(?:jp|kr)|shift_jis")


def read_bytes(path: Path, bound: int = MAX_TEXT_BYTES) -> tuple[bytes, bool]:
    """Return the file's first `bound` bytes and whether there are more.

    Raises:
        InputError: the file cannot be opened or is empty.
    """
    try:
        with path.open("rb") as file:
            content = file.read(bound + 1)
    except OSError as error:
        raise InputError(
            f"cannot be opened: {error.strerror}", where=path.name, remedy="check that it may be read"
        ) from error
    if not content:
        raise InputError("the file is empty", where=path.name, remedy="save the text into it again")
    return content[:bound], len(content) > bound


def decode_text(content: bytes, name: str, *, cut: bool = False, declared: str | None = None) -> str:
    """Return the text of `content`: by its byte order mark, else as declared, else as UTF-8; nothing is guessed.

    Line ends become line feeds; nothing else is changed. `cut` says that the bytes may end inside a character.

    Raises:
        InputError: the bytes are binary, or in an encoding that nothing declares.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _unify_line_ends(_decode(content[len(mark) :], encoding, name, cut, "as its byte order mark says"))
    if b"\0" in content:
        raise InputError(
            "this is a binary file, not a text",
            where=name,
            remedy="export the text as UTF-8, or give a file with the suffix of its format",
        )
    encoding = _python_name(declared, name) if declared else "utf-8"
    return _unify_line_ends(_decode(content, encoding, name, cut, "as the file declares" if declared else ""))


def bound_text(text: str, bound: int = MAX_CHARACTERS) -> tuple[str, bool]:
    """Return at most `bound` code points of a text and whether it was cut."""
    if len(text) <= bound:
        return text, False
    return cut_at_a_break(text, bound), True


def refuse_blank(text: str, name: str) -> None:
    """Raise InputError where a text has nothing but white space and invisible characters."""
    if not any(character.isalnum() for character in text[:100_000]) and not any(c.isalnum() for c in text):
        raise InputError("the file has no words in it", where=name, remedy="save the text into it again")


def _decode(content: bytes, encoding: str, name: str, cut: bool, why: str) -> str:
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(content, final=not cut)
    except UnicodeDecodeError as error:
        tried = f"{encoding.upper()}{' ' + why if why else ''}"
        raise InputError(
            f"the bytes at offset {error.start} are not {tried}, and no other encoding is declared",
            where=name,
            remedy=f"convert it, for instance: iconv -f WINDOWS-1251 -t UTF-8 {name} > new.txt"
            " (or KOI8-R, GB18030, whichever shows the text rightly)",
        ) from error


def _python_name(declared: str, name: str) -> str:
    label = declared.strip().strip("\"'").lower()
    label = _RENAMED.get(label, label)
    if _TRUSTED.fullmatch(label) or label == "cp1252":
        try:
            return codecs.lookup(label).name
        except LookupError:
            pass
    raise InputError(
        f"the declared encoding '{declared[:40]}' is not known", where=name, remedy="convert the file to UTF-8"
    )


def _unify_line_ends(text: str) -> str:
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")
