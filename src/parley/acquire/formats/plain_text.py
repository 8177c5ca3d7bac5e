"""Plain text: the stored text is the file's own, and a line or a hard-wrapped paragraph is a block."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from parley.acquire.blocks import Block, Extracted, cut_note
from parley.acquire.file_bytes import bound_text, decode_text, read_bytes, refuse_blank
from parley.vocabulary import Span

NAME = "plain text"
SUFFIXES = (".txt", ".text")

_LINE = re.compile(r"[^\n]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCE_ENDS = tuple(".!?…。！？”»\"')）:：;；")
# Lines of a hard-wrapped paragraph: at least this long (in code points), of nearly one length.
_SHORTEST_WRAPPED, _SHORTEST_WRAPPED_HAN, _LONGEST_WRAPPED = 40, 15, 130
_EVENNESS = 0.7


def extract(path: Path) -> Extracted:
    """Return the file's text as it is, but for its line ends and byte order mark."""
    content, cut = read_bytes(path)
    text, cut_again = bound_text(decode_text(content, path.name, cut=cut))
    refuse_blank(text, path.name)
    notes = (cut_note(len(text)),) if cut or cut_again else ()
    return Extracted(text, tuple(find_blocks(text)), notes=notes, partial=bool(notes))


def find_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text: its lines, with the lines of a hard-wrapped paragraph taken together."""
    group: list[Span] = []
    gap = last_end = 0
    for found in _LINE.finditer(text):
        line = _trim(text, found.start(), found.end())
        if line.start == line.end:
            continue
        breaks = text.count("\n", last_end, line.start)
        if group and breaks > 1:
            yield from _join_wrapped(text, group, gap)
            group = []
        if not group:
            gap = max(0, breaks - 1)
        group.append(line)
        last_end = line.end
    if group:
        yield from _join_wrapped(text, group, gap)


def _trim(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    return (
        Span(start + len(line) - len(line.lstrip()), end - (len(line) - len(line.rstrip())))
        if line.strip()
        else Span(start, start)
    )


def _join_wrapped(text: str, lines: list[Span], gap: int) -> Iterator[Block]:
    if _is_wrapped(text, lines):
        yield Block(Span(lines[0].start, lines[-1].end), gap=gap)
        return
    for number, line in enumerate(lines):
        yield Block(line, gap=gap if number == 0 else 0)


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Lines of nearly one length that break inside sentences are one paragraph; short lines of their own are not."""
    if len(lines) == 1:
        return False
    lengths = [line.end - line.start for line in lines]
    longest = max(lengths)
    in_han = len(_HAN.findall(text, lines[0].start, lines[0].end)) * 2 > lengths[0]
    shortest = _SHORTEST_WRAPPED_HAN if in_han else _SHORTEST_WRAPPED
    if not shortest <= longest <= _LONGEST_WRAPPED or min(lengths[:-1]) < _EVENNESS * longest:
        return False
    open_ends = sum(not text.startswith(_SENTENCE_ENDS, line.end - 1) for line in lines[:-1])
    if in_han:
        return len(lines) > 2 and open_ends * 2 > len(lines) - 1
    going_on = sum(text[after.start].islower() for _, after in pairwise(lines))
    return going_on * 3 >= len(lines) - 1 and open_ends * 2 >= len(lines) - 1
