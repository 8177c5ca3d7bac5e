"""Blocks of a text → zones, each with the voice in which it speaks and, in a transcript, whose turn it is."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from parley.acquire.blocks import Block, Role
from parley.acquire.turns import find_turn
from parley.vocabulary import SourceKind, Span, Voice, Zone

_DEFAULT_VOICE = {SourceKind.PRESS_REPORT: Voice.REPORT, SourceKind.COMMENTARY: Voice.COMMENTARY}
_WITH_TURNS = {SourceKind.REMARKS, SourceKind.INTERVIEW}
_SENTENCE_END = tuple('.!?…。！？；;"”»」：:')
_ASIDE = re.compile(r"[(（\[【][^()（）\[\]]*[)）\]】]$")
_LINE_OF_FIGURES = re.compile(r"[\d\W_]*$")
# A heading is a short line; a Han character counts for two.
_LONGEST_HEADING = 110
_LONGEST_CUE_LINE = 60
_TOP_BLOCKS = 6


def make_zones(text: str, blocks: tuple[Block, ...], kind: SourceKind, language: str) -> tuple[Zone, ...]:
    """Return the zones of a text in order; they cover its blocks and do not overlap."""
    return tuple(_Zoner(text, kind, language).zones(blocks))


class _Zoner:
    def __init__(self, text: str, kind: SourceKind, language: str) -> None:
        self._text = text
        self._kind = kind
        self._default = _DEFAULT_VOICE.get(kind, Voice.OFFICIAL)
        self._cues = zone_cues(language)
        self._section: Voice | None = None
        self._speaker: str | None = None
        self._body_begun = False

    def zones(self, blocks: tuple[Block, ...]) -> Iterator[Zone]:
        for number, block in enumerate(blocks):
            words = block.span.of(self._text).strip()
            voice = self._voice(words, block.role, number)
            span = block.span
            if voice is self._default and self._kind in _WITH_TURNS:
                turn = find_turn(words)
                if turn is not None:
                    self._speaker, length = turn
                    span = Span(span.start + length, span.end)
            if voice in {Voice.OFFICIAL, Voice.REPORT, Voice.QUOTATION}:
                self._body_begun = self._body_begun or not self._is_short(words)
            if span.end > span.start:
                yield Zone(span, voice, self._speaker if voice is self._default else None)

    def _voice(self, words: str, role: Role, number: int) -> Voice:
        if role is Role.BOILERPLATE or self._says("boilerplate", words):
            return Voice.BOILERPLATE
        if role is Role.CAPTION or self._says("caption", words):
            return Voice.CAPTION
        if self._is_heading(words, role, number):
            return self._heading(words)
        if self._section is not None:
            return self._section
        if role is Role.QUOTATION:
            return Voice.QUOTATION
        if self._default is Voice.REPORT:
            return self._press_voice(words)
        if _ASIDE.match(words) and self._is_short(words):
            return Voice.BOILERPLATE
        return self._default

    def _press_voice(self, words: str) -> Voice:
        if words[:1] in "“«„「" and words.find(_CLOSING[words[0]]) >= len(words) - 3:
            return Voice.QUOTATION
        if words.startswith(("——", "—— ")):
            return Voice.QUOTATION
        if _ASIDE.match(words):
            return Voice.CAPTION
        begins = words[:_LONGEST_CUE_LINE].lower()
        if any(begins.startswith(cue) for cue in self._cues["analysis"]):
            return Voice.ANALYSIS
        return Voice.REPORT

    def _is_short(self, words: str) -> bool:
        return sum(2 if "一" <= c <= "鿿" else 1 for c in words) <= _LONGEST_HEADING

    def _is_heading(self, words: str, role: Role, number: int) -> bool:
        if role is Role.HEADING:
            return True
        if not self._is_short(words) or words.endswith(_SENTENCE_END):
            return False
        if self._is_section(words) or number == 0:
            return True
        if find_turn(words) is not None and self._kind in _WITH_TURNS:
            return False
        return self._default is Voice.REPORT or (not self._body_begun and number < _TOP_BLOCKS)

    def _is_section(self, words: str) -> bool:
        name = self._section_name(words)
        return any(name in self._cues[kind] for kind in ("commentary_headings", "report_headings", "related_headings"))

    @staticmethod
    def _section_name(words: str) -> str:
        """A section's name is the whole line, or what stands before a colon."""
        return re.split(r"[:：|]", words.strip("■◆●▲#* 　"), maxsplit=1)[0].strip().lower()

    def _heading(self, words: str) -> Voice:
        name = self._section_name(words)
        if name in self._cues["commentary_headings"]:
            self._section = Voice.COMMENTARY
        elif name in self._cues["related_headings"]:
            self._section = Voice.BOILERPLATE
        elif name in self._cues["report_headings"]:
            self._section = None
        elif _LINE_OF_FIGURES.match(words):
            return Voice.BOILERPLATE
        return self._section if self._section is not None else Voice.HEADLINE

    def _says(self, kind: str, words: str) -> bool:
        """Whether a short line has a cue anywhere, or a longer one begins with it."""
        line = words.lower()
        cues = self._cues[kind]
        if self._is_short(words) and any(cue in line for cue in cues):
            return True
        return any(line.lstrip("(（[【 ").startswith(cue) for cue in cues)


_CLOSING = {"“": "”", "«": "»", "„": "“", "「": "」"}
_KINDS = ("boilerplate", "caption", "analysis", "commentary_headings", "report_headings", "related_headings")


@cache
def zone_cues(language: str) -> dict[str, tuple[str, ...]]:
    """Return the cues of a language, in small letters; a language without a file of its own has none."""
    path = resources.files("parley.acquire") / "zone_cues" / f"{language}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {
        kind: tuple(cue.strip().lower() for cue in re.split(r"[,\n]", data.get(kind, "")) if cue.strip())
        for kind in _KINDS
    }
