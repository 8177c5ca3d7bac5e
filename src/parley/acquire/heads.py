"""Which blocks are headlines, and which lines at the head of a text say only who published it, where and when."""

import re
from collections.abc import Sequence

from parley.acquire.blocks import Block, Role
from parley.acquire.cues import width
from parley.acquire.days import without_day
from parley.vocabulary import SourceKind

_LONGEST_HEADING = 160
_LONGEST_SUBHEADING = 100
_LONGEST_DATA_LINE = 120
_MOST_WORDS_BESIDE_A_DATE = 9
_HEAD_BLOCKS = 8
_LONGEST_NAME = 40
# A line that ends so is a sentence, an address ("Dear colleagues,") or an opening of a list, not a heading.
_OPEN_ENDS = tuple(".!…。！；;:：,，、")
_CLOSING_MARKS = '”»"」』’'
_ITEM = re.compile(r"[-–—•*·▪]\s|\(?\d{1,3}[.)、]|第?[一二三四五六七八九十]{1,3}[、.]|[a-zа-яіїєґ]\)\s")
_HANDLE = re.compile(r"@\w{1,40}")
_CAPITALS = re.compile(r"[^a-zа-яёіїєґß-öø-ÿ]+")
_ABBREVIATED_YEAR = re.compile(r"\d{4}\s?(?:г|р)\.")


class Heads:
    """Tells the headings of one text; `blocks` are all of its blocks and `words` what each says."""

    def __init__(
        self, blocks: Sequence[Block], words: Sequence[str], kind: SourceKind, turns: Sequence[object]
    ) -> None:
        self._blocks = blocks
        self._words = words
        self._kind = kind
        self._turns = turns
        self._looks = [self._looks_like_heading(number) for number in range(len(blocks))]
        self._has_marked = any(block.role is Role.HEADING for block in blocks)
        self.data_lines: frozenset[int] = frozenset()
        self.headlines: frozenset[int] = frozenset()
        self._read_head()

    def is_subheading(self, number: int) -> bool:
        """Whether a block in the body is a heading: marked as one, or in a report a short line before a paragraph."""
        if self._blocks[number].role is Role.HEADING:
            return True
        if self._has_marked or not self._looks[number] or width(self._words[number]) > _LONGEST_SUBHEADING:
            return False
        if self._kind is not SourceKind.PRESS_REPORT and not _CAPITALS.fullmatch(self._words[number]):
            return False
        return self._leads_to_a_paragraph(number)

    def looks_like_heading(self, number: int) -> bool:
        """Whether a block has the form of a heading, wherever it stands."""
        return self._looks[number]

    def _leads_to_a_paragraph(self, number: int) -> bool:
        """A heading, or a section's name and its title, and then a paragraph; a row of short lines is a list."""
        after = [self._looks[near] for near in range(number + 1, min(number + 3, len(self._looks)))]
        before = self._looks[number - 1] if number else False
        return bool(after) and not all(after) and not (before and after[0])

    def _looks_like_heading(self, number: int) -> bool:
        block, words = self._blocks[number], self._words[number]
        if block.role is Role.HEADING:
            return True
        if block.role is not Role.PARAGRAPH or len(words) > _LONGEST_HEADING or self._turns[number] is not None:
            return False
        is_sentence = words.rstrip(_CLOSING_MARKS).endswith(_OPEN_ENDS) or words.startswith(("(", "（", "["))
        return width(words) <= _LONGEST_HEADING and not is_sentence and not _ITEM.match(words) and "\n" not in words

    def _read_head(self) -> None:
        """Go down from the first line until a paragraph begins."""
        data_lines, headlines = set(), set()
        for number in range(min(_HEAD_BLOCKS, len(self._blocks))):
            words = self._words[number]
            if self._blocks[number].role in (Role.BOILERPLATE, Role.CAPTION):
                continue
            if _HANDLE.fullmatch(words):
                data_lines |= {
                    number,
                    *([number - 1] if number and len(self._words[number - 1]) <= _LONGEST_NAME else []),
                }
            elif self._is_line_of_data(words, is_first=number == 0) or self._goes_with_data(number, data_lines):
                data_lines.add(number)
            elif self._looks[number]:
                headlines.add(number)
            else:
                break
        else:
            # No paragraph stood among the first blocks: only the first is surely a heading.
            headlines &= {0} if len(self._blocks) > _HEAD_BLOCKS else headlines
        self.data_lines = frozenset(data_lines)
        self.headlines = frozenset(headlines - data_lines if self._has_title(headlines) else ())

    def _goes_with_data(self, number: int, data_lines: set[int]) -> bool:
        """A few words directly below a line with the date say the place."""
        words = self._words[number]
        is_short = len(words) <= _LONGEST_NAME and self._looks[number] and "?" not in words
        return number - 1 in data_lines and self._blocks[number].gap == 0 and is_short

    def _has_title(self, headlines: set[int]) -> bool:
        """A post has no title of its own, and a text of one line is no headline."""
        return self._kind is not SourceKind.POST and len(headlines) < len(self._blocks)

    @staticmethod
    def _is_line_of_data(words: str, *, is_first: bool) -> bool:
        if len(words) > _LONGEST_DATA_LINE:
            return False
        rest = without_day(words)
        if rest is None or (words.endswith(_OPEN_ENDS) and not _ABBREVIATED_YEAR.search(words)):
            return False
        beside = width(rest) if is_first else len(rest.split())
        return beside <= _MOST_WORDS_BESIDE_A_DATE and width(rest) < _LONGEST_DATA_LINE // 2
