"""Blocks of a text → zones, each with the voice in which it speaks and, in a transcript, whose turn it is."""

import re
from collections.abc import Iterator, Sequence

from parley.acquire.blocks import Block, Role
from parley.acquire.cues import Cues, load_cues, width
from parley.acquire.evaluations import split_evaluations
from parley.acquire.heads import Heads
from parley.acquire.turns import Label, find_turns
from parley.vocabulary import SourceKind, Span, Voice, Zone

_DEFAULT_VOICES = {SourceKind.PRESS_REPORT: Voice.REPORT, SourceKind.COMMENTARY: Voice.COMMENTARY}
_SPOKEN = frozenset({SourceKind.REMARKS, SourceKind.INTERVIEW, SourceKind.READOUT})
_LONGEST_LABEL = 100
_LONGEST_LINE = 160
_LONGEST_LINE_WITH_A_CUE = 90
_LONGEST_CAPTION = 320
_LONGEST_PERSON = 44
_SECTION_EDGES = "■◆●▲▶★【】[]《》# \u3000"
_SECTION_END = re.compile(r"[:：|｜丨】\]]|\s[—–-]\s")
_ASIDE = re.compile(r"[(（\[【][^()（）\[\]【】]{1,200}[)）\]】][.。]?")
_CLOSING = {"“": "”", "«": "»", "„": "“”", "「": "」", "『": "』", '"': '"'}
# Where a picture stood, a saved plain text has at least this many empty lines.
_PICTURE_GAP = 3


def make_zones(text: str, blocks: Sequence[Block], kind: SourceKind, language: str) -> tuple[Zone, ...]:
    """Return the zones of a text in order, one for each block or voice in it.

    They do not overlap; what no zone covers is white space, or the label of a turn with its colon.
    """
    return tuple(_Zoning(text, blocks, kind, load_cues(language)).zones())


class _Zoning:
    """Goes once through the blocks, keeping the section, the heading's level and the speaker that hold."""

    def __init__(self, text: str, blocks: Sequence[Block], kind: SourceKind, cues: Cues) -> None:
        self._text = text
        self._blocks = blocks
        self._cues = cues
        self._default = _DEFAULT_VOICES.get(kind, Voice.OFFICIAL)
        self._words = [block.span.of(text) for block in blocks]
        self._turns = find_turns([words[:_LONGEST_LABEL] for words in self._words], cues, is_spoken=kind in _SPOKEN)
        self._heads = Heads(blocks, self._words, kind, self._turns)
        self._gap = _usual_gap(blocks)
        self._section: Voice | None = None
        self._section_level = 0
        self._follows_section_name = False
        self._turn: Label | None = None
        first = next((number for number, turn in enumerate(self._turns) if turn), 0)
        # A pool report tells between the turns what happened: there a turn is one paragraph.
        said_before = " ".join(self._words[: first + 1]).lower()[:4000]
        self._turns_go_on = not any(cue in said_before for cue in cues.narration)

    def zones(self) -> Iterator[Zone]:
        for number, block in enumerate(self._blocks):
            turn = self._turns[number]
            voice = self._voice(number, block)
            if turn is not None and voice in (self._default, Voice.QUOTATION):
                self._turn = turn
                yield from self._speech(Span(block.span.start + turn.length, block.span.end), turn)
            elif voice is self._default and self._turn is not None:
                yield from self._speech(block.span, self._turn)
            elif voice is Voice.REPORT:
                yield from (
                    Zone(span, its_voice) for span, its_voice in split_evaluations(self._text, block.span, self._cues)
                )
            else:
                if voice in (Voice.HEADLINE, Voice.COMMENTARY):
                    self._turn = None
                yield Zone(block.span, voice)
            if not self._turns_go_on:
                self._turn = None

    def _speech(self, span: Span, turn: Label) -> Iterator[Zone]:
        """What is said in a turn speaks officially, but for those who ask."""
        if span.start < span.end:
            yield Zone(span, Voice.REPORT if turn.asks else self._default, turn.name)

    def _voice(self, number: int, block: Block) -> Voice:
        """Name the voice of a block.

        CASE 1 the file or a cue marks it as no part of the text; CASE 2 a caption; CASE 3 a heading, which may open or
        close a section; CASE 4 within a section; CASE 5 a quotation; CASE 6 the voice of the source's kind.
        """
        words = self._words[number]
        if block.role is Role.BOILERPLATE or self._is_boilerplate(words, number):
            return Voice.BOILERPLATE
        if self._is_caption(words, number):
            return Voice.CAPTION
        if self._is_heading(words, number):
            return self._enter_heading(words, block)
        self._follows_section_name = False
        if self._section is not None and self._goes_on(words, number):
            return self._section
        if block.role is Role.QUOTATION or (self._turns[number] is None and _is_quoted_whole(words)):
            return Voice.QUOTATION
        return self._default

    def _is_boilerplate(self, words: str, number: int) -> bool:
        if number in self._heads.data_lines:
            return True
        if len(words) > _LONGEST_LINE or width(words) > _LONGEST_LINE or self._turns[number] is not None:
            return False
        line = words.lower().lstrip("(（[【■◆•- ")
        if line.startswith(self._cues.boilerplate_begins):
            return not self._section_voice(words)
        if width(words) <= _LONGEST_LINE_WITH_A_CUE and any(
            cue in words.lower() for cue in self._cues.boilerplate_within
        ):
            return True
        return bool(_ASIDE.fullmatch(words)) and not self._has_caption_cue(words)

    def _is_caption(self, words: str, number: int) -> bool:
        block = self._blocks[number]
        if block.role is Role.CAPTION:
            return True
        if block.role is not Role.PARAGRAPH or width(words) > _LONGEST_CAPTION or self._turns[number] is not None:
            return False
        if self._has_caption_cue(words):
            return True
        after = number + 1
        if block.gap >= _PICTURE_GAP > self._gap and number > 0:
            # A credit below it, or nothing but who is to be seen.
            is_credited = (
                after < len(self._blocks)
                and self._blocks[after].gap < self._gap
                and self._has_caption_cue(self._words[after])
            )
            return is_credited or (
                self._heads.looks_like_heading(number)
                and width(words) <= _LONGEST_PERSON
                and not self._section_voice(words)
                and self._stands_apart(number)
            )
        return False

    def _stands_apart(self, number: int) -> bool:
        """Whether as much room as a picture takes follows too, or what follows is no body text either."""
        after = number + 1
        return (
            after == len(self._blocks)
            or self._blocks[after].gap >= _PICTURE_GAP
            or self._is_boilerplate(self._words[after], after)
        )

    def _has_caption_cue(self, words: str) -> bool:
        if width(words) > _LONGEST_CAPTION:
            return False
        line = words.lower()
        if line.lstrip("(（[ ").startswith(self._cues.caption_begins):
            return True
        ends = line[-_LONGEST_LINE_WITH_A_CUE // 2 :]
        return any(cue in ends for cue in self._cues.caption_within)

    def _is_heading(self, words: str, number: int) -> bool:
        if number in self._heads.headlines or self._heads.is_subheading(number):
            return True
        return self._heads.looks_like_heading(number) and self._section_voice(words) is not None

    def _enter_heading(self, words: str, block: Block) -> Voice:
        """Open, keep or close a section; the heading of a comment speaks with it."""
        opens = self._section_voice(words)
        if opens is not None:
            self._section = None if opens is Voice.REPORT else opens
            self._section_level = block.level
            self._follows_section_name = True
        elif self._section is not None:
            is_below = block.level > self._section_level > 0
            if not (self._follows_section_name or is_below or self._section is Voice.BOILERPLATE):
                self._section = None
            self._follows_section_name = False
        return self._section or Voice.HEADLINE

    def _section_voice(self, words: str) -> Voice | None:
        """Return the voice of the section that a line names, by itself or before a colon; REPORT for one of news."""
        if len(words) > _LONGEST_LINE:
            return None
        name = _SECTION_END.split(words.strip(_SECTION_EDGES).lower(), maxsplit=1)[0].strip(_SECTION_EDGES)
        if name in self._cues.commentary:
            return Voice.COMMENTARY
        if name in self._cues.related:
            return Voice.BOILERPLATE
        return Voice.REPORT if name in self._cues.report else None

    def _goes_on(self, words: str, number: int) -> bool:
        """A section of links ends where a paragraph begins again."""
        if self._section is not Voice.BOILERPLATE or self._heads.looks_like_heading(number):
            return True
        self._section = None
        return False


def _usual_gap(blocks: Sequence[Block]) -> int:
    """Return the number of empty lines that stands before most blocks."""
    gaps = sorted(block.gap for block in blocks[1:])
    return gaps[len(gaps) // 2] if gaps else 1


def _is_quoted_whole(words: str) -> bool:
    """Whether one pair of quotation marks holds all the words."""
    closing = _CLOSING.get(words[:1])
    if closing is None or len(words) < len("“a b”"):
        return False
    end = next((at for at in range(1, len(words)) if words[at] in closing), -1)
    return end > 0 and not words[end + 1 :].strip(".,。，!！ ")
