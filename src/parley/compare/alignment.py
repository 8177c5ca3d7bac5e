"""Positions → points: what is said about one measure, aligned across sources and languages, with the reason why.

Positions are taken in a canonical order, so that the order of sources changes nothing. Each joins the point in which
its like already is, else that with its closest relative (see `kinship`), or begins a point of its own. A person's word
in the encounter file, `[[align]]`, joins or splits afterwards. The cost of one position depends on the number of
different signatures, not of positions.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parley.compare.cells import read_cells
from parley.compare.context import Account, AlignedPoint, join_versions
from parley.compare.kinship import ENOUGH_ACROSS_SOURCES, ENOUGH_WITHIN_A_SOURCE, Signature, relate, sign
from parley.vocabulary import (
    ISSUE_MEANINGS,
    VOICES_OF_RECORD,
    Alignment,
    Encounter,
    Issue,
    Point,
    Position,
    Standing,
)


@dataclass
class _Group:
    """A point in the making: `signatures` maps each signature to the sources that carry it."""

    issue: Issue
    positions: list[Position] = field(default_factory=list)
    signatures: dict[Signature, set[str]] = field(default_factory=dict)
    because: Counter[str] = field(default_factory=Counter)

    def add(self, position: Position, signs: Iterable[str]) -> None:
        """Take a position in, for these reasons."""
        self.positions.append(position)
        self.signatures.setdefault(sign(position), set()).add(position.source)
        self.because.update(list(signs))

    def has(self, quote: tuple[str, str]) -> bool:
        """Return whether a quoted position, (source id, words), is among these."""
        return any(_is_quoted(position, quote) for position in self.positions)

    def kinship(self, position: Position, signature: Signature) -> tuple[float, dict[str, float]]:
        """Return by how much the closest relative exceeds what is asked for, and the signs; below 0 there is none."""
        best: tuple[float, dict[str, float]] = (-1.0, {})
        for other, sources in self.signatures.items():
            signs = relate(signature, other)
            enough = ENOUGH_WITHIN_A_SOURCE if sources == {position.source} else ENOUGH_ACROSS_SOURCES
            margin = sum(signs.values()) - enough
            if margin > best[0]:
                best = (margin, signs)
        return best


# Below this confidence what is possible is kept for review and shows nowhere else.
LIKELY = 0.4


def align(
    encounter: Encounter, positions: Sequence[Position], *, read: frozenset[str], partial: frozenset[str]
) -> tuple[AlignedPoint, ...]:
    """Return the points of an encounter, in order of their ids.

    Only what a party's version or a report of it can stand in takes part: comment, captions and headlines do not. What
    is only possible makes a point by itself where it is likely enough.
    """
    order = sorted(
        (position for position in positions if position.voice in VOICES_OF_RECORD and position.source in read),
        key=lambda position: (position.standing is not Standing.FOUND, position.source, position.span, position.id),
    )
    by_issue: dict[Issue, list[_Group]] = {}
    for position in order:
        _place(position, by_issue.setdefault(position.issue, []))
    groups = [group for issue in sorted(by_issue) for group in by_issue[issue]]
    for alignment in encounter.align:
        groups = _apply(alignment, groups)
    return tuple(_build(encounter, groups, read, partial))


def is_likely(position: Position) -> bool:
    """Whether a position is found, or possible and likely enough to be shown beside what is found."""
    return position.standing is Standing.FOUND or position.confidence >= LIKELY


def _place(position: Position, groups: list[_Group]) -> None:
    signature = sign(position)
    best: tuple[float, _Group, dict[str, float]] | None = None
    for group in groups:
        margin, signs = group.kinship(position, signature)
        if signature in group.signatures:
            best = (margin, group, signs)
            break
        if margin >= 0 and (best is None or margin > best[0]):
            best = (margin, group, signs)
    if best is not None:
        best[1].add(position, best[2])
    elif is_likely(position):
        group = _Group(position.issue)
        group.add(position, ())
        groups.append(group)


def _apply(alignment: Alignment, groups: list[_Group]) -> list[_Group]:
    """Join the points of the quoted positions into the first one's, or give each but the first a point of its own."""
    reason = f"{alignment.action} by the encounter file" + (f": {alignment.reason}" if alignment.reason else "")
    named = [group for quote in alignment.quotes for group in groups if group.has(quote)]
    if not named:
        return groups
    if alignment.action == "join":
        first = named[0]
        for other in named[1:]:
            if other is not first and other in groups:
                for position in other.positions:
                    first.add(position, ())
                groups = [group for group in groups if group is not other]
        first.because[reason] += 1
        return groups
    for quote in alignment.quotes[1:]:
        for group in list(groups):
            moved = [position for position in group.positions if _is_quoted(position, quote)]
            if not moved or len(moved) == len(group.positions):
                continue
            apart = _Group(group.issue)
            for position in moved:
                apart.add(position, ())
                group.positions.remove(position)
            apart.because[reason] += 1
            groups = [*groups, apart]
    return groups


def _is_quoted(position: Position, quote: tuple[str, str]) -> bool:
    source, words = quote
    return position.source == source and (words in position.quote or position.quote in words)


def _build(
    encounter: Encounter, groups: Sequence[_Group], read: frozenset[str], partial: frozenset[str]
) -> Iterable[AlignedPoint]:
    names = _name(groups)
    built = []
    for group, name in zip(groups, names, strict=True):
        positions = tuple(sorted(group.positions, key=lambda position: (position.source, position.span, position.id)))
        accounts = _accounts(encounter, positions)
        after = [account for account in accounts if not encounter.is_before(account.source)]
        point = Point(
            id=name,
            issue=group.issue,
            title=_title(group),
            positions=tuple(position.id for position in positions),
            cells=read_cells(encounter, accounts, read=read, partial=partial),
            because=_because(group),
        )
        reports = tuple(account for account in after if not account.source.speaks_for)
        built.append(AlignedPoint(point, positions, accounts, join_versions(after), reports))
    return sorted(built, key=lambda matter: matter.point.id)


def _accounts(encounter: Encounter, positions: Sequence[Position]) -> tuple[Account, ...]:
    by_source: dict[str, list[Position]] = {}
    for position in positions:
        by_source.setdefault(position.source, []).append(position)
    sources = {source.id: source for source in encounter.sources}
    return tuple(Account(sources[source], tuple(found)) for source, found in sorted(by_source.items()))


def _because(group: _Group) -> tuple[str, ...]:
    if len(group.positions) == 1:
        return tuple(group.because) or (f"alone on {group.issue} with what it is about",)
    signs = [f"{name} ({count})" for name, count in sorted(group.because.items(), key=lambda item: (-item[1], item[0]))]
    return (f"the same issue, {group.issue}", *signs)


def _title(group: _Group) -> str:
    """Return what the point is about: its issue, and the objects that it covers."""
    meaning = re.split(r"[,:(]", ISSUE_MEANINGS[group.issue], maxsplit=1)[0].strip()
    label = _label(group)
    return f"{meaning}: {label}" if label else meaning


def _label(group: _Group) -> str:
    counts = Counter(noun for position in group.positions for noun in position.measure.scope)
    nouns = [noun for noun, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]]
    return ", ".join(nouns)


def _name(groups: Sequence[_Group]) -> list[str]:
    """Return an id for each point: its issue, with a word on what sets it apart where there are several."""
    per_issue = Counter(group.issue for group in groups)
    taken: Counter[str] = Counter()
    names = []
    for group in groups:
        label = re.sub(r"\W+", "-", _label(group)).strip("-").lower()
        name = str(group.issue) if per_issue[group.issue] == 1 or not label else f"{group.issue}/{label}"
        taken[name] += 1
        names.append(name if taken[name] == 1 else f"{name}#{taken[name]}")
    return names
