"""Marks: the short signs, such as WH², that stand after a statement and lead to the words it rests on."""

from parley.report.plain_text import on_one_line
from parley.vocabulary import Result, Source, Words

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALL_WORDS = frozenset({"the", "of", "and", "for", "a", "an", "in", "de", "du", "la", "le"})


class Marks:
    """Gives every source a short tag and every position its number within its source."""

    def __init__(self, result: Result) -> None:
        self.tags: dict[str, str] = {}
        for source in result.encounter.sources:
            self.tags[source.id] = _free_tag(_short_tag(source), set(self.tags.values()))
        self._numbers: dict[str, int] = {}
        seen: dict[str, int] = {}
        for position in sorted(result.positions, key=lambda position: (position.source, position.span)):
            seen[position.source] = seen.get(position.source, 0) + 1
            self._numbers[position.id] = seen[position.source]

    def of_position(self, position_id: str, source_id: str) -> str:
        """Return the mark of a position: its source's tag and its number, raised."""
        number = self._numbers.get(position_id)
        tag = self.tags.get(source_id, "?")
        return tag if number is None else tag + str(number).translate(_SUPERSCRIPTS)

    def of_words(self, words: Words) -> str:
        """Return the mark of some words: that of their position, or the bare tag of their source."""
        return self.of_position(words.position or "", words.source)


def _short_tag(source: Source) -> str:
    """Return up to three letters that stand for a publisher: initials, or the first two letters of a single name."""
    words = [word for word in on_one_line(source.publisher).split() if word.lower() not in _SMALL_WORDS]
    letters = ["".join(c for c in word if c.isalnum()) for word in words]
    letters = [word for word in letters if word]
    if not letters:
        return "S"
    if len(letters) == 1:
        return letters[0][:2].upper()
    return "".join(word[0] for word in letters[:3]).upper()


def _free_tag(wanted: str, taken: set[str]) -> str:
    """Return the tag, with a letter added where another source has it already."""
    if wanted not in taken:
        return wanted
    for letter in "bcdefghijklmnopqrstuvwxyz":
        if wanted + letter not in taken:
            return wanted + letter
    return f"{wanted}-{len(taken)}"
