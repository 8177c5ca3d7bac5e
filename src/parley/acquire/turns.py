"""Turns of a transcript: which labels at the heads of blocks name a speaker, and which of these ask.

Takes the first words of every block; gives the labels that are turns. A text is a transcript where labels that are
known for it stand, or one name comes back; a lone "Next:" is none.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from parley.acquire.cues import Cues

_LONGEST_LABEL = 90
# Up to a colon, without a mark that ends a sentence or opens a quotation.
_LABEL = re.compile(r"([^:：!?。！？“”«»\"\n]{1,90}?)\s?[:：](?=\s|[\u3400-\u9fff“«\"]|$)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ \u00a0]?){1,2}[^\W\d_][\w'’ʼ-]+")
_NAME_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞŁŞİА-ЯЁІЇЄҐ][\w.'’ʼ-]*")
_SMALL_WORDS = frozenset(("of", "the", "de", "del", "von", "van", "bin", "ibn", "al", "el", "and", "for", "to"))
_HAN_NAME = re.compile(r"[\u3400-\u9fff·]{1,12}(?:[（(][^）)]{1,20}[）)])?")
_MOST_NAME_WORDS = 5


class Label(NamedTuple):
    """A label as written without its colon, how long it is with colon and space, and whether a question follows."""

    name: str
    length: int
    asks: bool


def find_turns(heads: Sequence[str], cues: Cues, *, is_spoken: bool) -> list[Label | None]:
    """Return, for each block, the label of the turn that begins in it.

    `is_spoken` says that the source is of a kind that people speak in: only there a name that comes back is enough.
    """
    found = [_match(head) for head in heads]
    names = Counter(label for label, _ in filter(None, found))
    certain = {name for name in names if _is_known(name, cues)}
    returning = {name for name, count in names.items() if count > 1 and _is_name(name, cues)}
    enough = sum(names[name] for name in certain) > 1 or (is_spoken and bool(certain or returning))
    if not enough or sum(names.values()) < 2:
        return [None] * len(heads)
    turns = certain | returning | {name for name in names if _is_name(name, cues) and _is_plain_name(name, cues)}
    asking = _asking(turns, cues)
    return [
        Label(label[0], label[1], label[0] in asking) if label is not None and label[0] in turns else None
        for label in found
    ]


def _match(head: str) -> tuple[str, int] | None:
    found = _LABEL.match(head[: _LONGEST_LABEL + 2])
    if found is None:
        return None
    after = found.end() + len(head[found.end() : found.end() + 3]) - len(head[found.end() : found.end() + 3].lstrip())
    return found.group(1).strip(), after


def _is_known(name: str, cues: Cues) -> bool:
    folded = name.lower()
    is_titled = any(part.strip("() .") in cues.asker_titles for part in folded.split(",")[1:])
    return folded in cues.askers or folded in cues.answerers or is_titled


def _is_name(name: str, cues: Cues) -> bool:
    """Whether a label looks like a name: capitals, initials and a surname, a title and a name, or Han characters."""
    first, _, rest = name.partition(",")
    if name.lower() in cues.no_labels or (rest and not _is_title(rest, cues)):
        return False
    if _HAN_NAME.fullmatch(name) or _INITIALS.fullmatch(first):
        return True
    words = [word for word in first.split("(")[0].split() if word.lower() not in _SMALL_WORDS]
    return 0 < len(words) <= _MOST_NAME_WORDS and all(_NAME_WORD.fullmatch(word) for word in words)


def _is_title(words: str, cues: Cues) -> bool:
    """Whether what follows a name and a comma is a title or an affiliation, not the rest of a sentence."""
    parts = words.split()
    known = cues.titles | cues.asker_titles
    return any(part.lower().strip("().") in known for part in parts) or all(part[:1].isupper() for part in parts)


def _is_plain_name(name: str, cues: Cues) -> bool:
    """Whether a label that comes only once is a name beyond doubt: capitals, initials, a title, or several words."""
    if _HAN_NAME.fullmatch(name):
        return False
    words = name.split()
    is_titled = any(word.lower().strip(".,") in cues.titles for word in words)
    return is_titled or name.isupper() or bool(_INITIALS.fullmatch(name)) or len(words) > 1


def _asking(turns: set[str], cues: Cues) -> set[str]:
    """Return the labels of those who ask: by their word, by a title beside the name, by the surname of such a one."""
    asking = {name for name in turns if name.lower() in cues.askers}
    surnames = set()
    for name in turns - asking:
        head, _, rest = name.partition(",")
        titles = {word.strip("() .").lower() for word in (rest or "").replace(",", " ").split()}
        if titles & cues.asker_titles or any(
            head.lower().endswith(title) for title in cues.asker_titles if len(name) <= 12
        ):
            asking.add(name)
            surnames.add(head.split()[-1].lower() if head.split() else head)
    return asking | {name for name in turns if name.lower() in surnames}
