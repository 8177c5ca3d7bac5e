"""Folded text → whether a place lies inside a word or a number, where no quote may begin or end."""

import re
import unicodedata
from functools import lru_cache

from parley.grounding.folding import Folded, is_spaceless

HAN_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿兆两廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兩")
_IN_NUMBERS = frozenset(".,:/'-٫٬·⁄")
_SIGNS = frozenset("+±~<>≤≥=№#")
_AFTER_NUMBERS = frozenset("%‰‱°％")
_PART_OF = "分之"  # 三分之二 is two thirds, 百分之三十 thirty per cent
_LAST_GROUP = re.compile(r" ?[0-9]{3}(?![0-9])")
_GROUP_BEFORE = re.compile(r"(?<![0-9])[0-9]{1,3} ?$")


@lru_cache(maxsize=1 << 14)
def _kind(character: str) -> str:
    """Return number, letter, spaceless (a letter of a script without spaces), mark or other."""
    category = unicodedata.category(character)
    if category.startswith("N") or character in HAN_NUMERALS:
        return "number"
    if category.startswith("M"):
        return "mark"
    if category.startswith("L") or category == "Pc":
        return "spaceless" if is_spaceless(character) else "letter"
    return "currency" if category == "Sc" else "other"


def cuts_word(folded: Folded, at: int) -> bool:
    """Return whether the place before folded character `at` lies inside a word or a number."""
    text = folded.text
    if not 0 < at < len(text):
        return False
    if folded.starts[at] == folded.starts[at - 1] and folded.ends[at] == folded.ends[at - 1]:
        return True  # inside what one character of the stored text stands for
    before, after = text[at - 1], text[at]
    left, right = _kind(before), _kind(after)
    if right == "mark":
        return True
    if left == "mark":
        left = "letter" if right == "letter" else left
    return (
        _is_one_word(left, right, before, after)
        or _is_joined(folded, at)
        or _cuts_sign(folded, at, left, right)
        or _cuts_thousands(text, at)
    )


def _is_one_word(left: str, right: str, before: str, after: str) -> bool:
    if left == "number" and right == "number":
        return True
    # Beside a letter a Han numeral may begin or end a word: 二 in 二战 cannot be told from 二 in 二人.
    if before in HAN_NUMERALS or after in HAN_NUMERALS:
        return False
    return {left, right} <= {"letter", "number"}


def _is_joined(folded: Folded, at: int) -> bool:
    """Return whether the place lies beside a hyphen, an apostrophe or a decimal sign that joins its two sides."""
    return any(_joins(folded, joint) for joint in (at - 1, at))


def _joins(folded: Folded, joint: int) -> bool:
    text = folded.text
    if not 0 < joint < len(text) - 1:
        return False
    left, right, mark = _kind(text[joint - 1]), _kind(text[joint + 1]), text[joint]
    if left == right == "number":
        return mark in _IN_NUMBERS
    if left == "mark":
        left = "letter"
    if not {left, right} <= {"letter", "number"}:
        return False
    return mark == "'" or (mark == "-" and folded.is_hyphen(joint))


def _cuts_sign(folded: Folded, at: int, left: str, right: str) -> bool:
    before, after = folded.text[at - 1], folded.text[at]
    if left == "number":
        # "30 %" is how several languages write it.
        if after == " " and folded.text[at + 1 : at + 2] in _AFTER_NUMBERS:
            return True
        return after in _AFTER_NUMBERS or right == "currency"
    if right == "number":
        minus = before == "-" and folded.source[folded.starts[at - 1]] not in "—―"
        return minus or before in _SIGNS or left == "currency" or folded.text.endswith(_PART_OF, 0, at)
    return False


def _cuts_thousands(text: str, at: int) -> bool:
    """Return whether the place lies at the space of 30 000."""
    if text[at] != " " and text[at - 1] != " ":
        return False
    return bool(_LAST_GROUP.match(text, at) and _GROUP_BEFORE.search(text, max(0, at - 5), at))
