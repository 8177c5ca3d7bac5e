"""Ids that last: an item keeps its id however often its words are read again, and so what people decided on it.

A new position's id is made from what it stands on: the text's hash, the span, the issue, the holder. A position that
is read again takes the id of the earlier one whose words it overlaps.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

_LENGTH = 12
ENOUGH_OVERLAP = 0.5


def make_id(kind: str, *parts: object) -> str:
    """Return an id: a letter for the kind and twelve hexadecimal digits of a hash over the parts."""
    content = "\x1f".join(str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:_LENGTH]}"


def source_id(encounter: str, source: str) -> str:
    """Return the id of a source in a ledger: its encounter's, a slash, its own."""
    return f"{encounter}/{source}"


Translate = Callable[[Sequence[int]], tuple[int, int]]


def match_positions(
    earlier: Iterable[tuple[str, dict[str, Any]]],
    found: Sequence[dict[str, Any]],
    translate: Translate,
) -> dict[int, str]:
    """Return, for positions read again, the ids of the earlier ones: index in `found` → id.

    The words of both overlap by at least half of the shorter. Of several, first those of the same issue and holder are
    paired, then of the same issue, then of the same holder and act; within each the largest overlap first. `translate`
    brings an earlier span into the present text. Each is paired once.
    """
    known = [(item, record, translate(record["span"])) for item, record in earlier]
    known.sort(key=lambda entry: entry[2])
    pairs: list[tuple[int, float, int, str]] = []
    for index, record in enumerate(found):
        start, end = record["span"]
        for item, old, (old_start, old_end) in known:
            if old_start >= end:
                break
            overlap = min(end, old_end) - max(start, old_start)
            shorter = max(1, min(end - start, old_end - old_start))
            kinship = _kinship(old, record)
            if overlap / shorter >= ENOUGH_OVERLAP and kinship:
                longer = max(1, end - start, old_end - old_start)
                pairs.append((-kinship, -overlap / longer, index, item))
    matched: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, index, item in sorted(pairs):
        if index not in matched and item not in taken:
            matched[index] = item
            taken.add(item)
    return matched


def _kinship(old: dict[str, Any], new: dict[str, Any]) -> int:
    same_issue, same_holder = old["issue"] == new["issue"], old["holder"] == new["holder"]
    if same_issue:
        return 3 if same_holder else 2
    return 1 if same_holder and old["act"] == new["act"] else 0


def match_groups(earlier: Iterable[tuple[str, Sequence[str]]], found: Sequence[Sequence[str]]) -> dict[int, str]:
    """Return, for groups made again, the ids of the earlier ones with which they share most members."""
    groups = [(item, frozenset(members)) for item, members in earlier]
    by_member: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for entry in groups:
        for member in entry[1]:
            by_member.setdefault(member, []).append(entry)
    pairs: set[tuple[float, int, str]] = set()
    for index, new in enumerate(found):
        members = frozenset(new)
        for member in members:
            for item, old in by_member.get(member, ()):
                pairs.add((-len(members & old) / len(members | old), index, item))
    matched: dict[int, str] = {}
    taken: set[str] = set()
    for _, index, item in sorted(pairs):
        if index not in matched and item not in taken:
            matched[index] = item
            taken.add(item)
    return matched
