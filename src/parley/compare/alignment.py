"""Positions → points: what is said about one measure, aligned across sources and languages, with the reason why.

Positions are taken in a canonical order, so that the order of sources changes nothing. Each joins the point in which
its like already is, else that whose positions are its closest relatives on average (see `kinship`), or begins a point
of its own. A person's word in the encounter file, `[[align]]`, joins or splits afterwards. The cost of one position
depends on the number of points of its issue, not of positions.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parley.compare.cells import read_cells
from parley.compare.context import Account, AlignedPoint, join_versions
from parley.compare.kinship import ASKED_FOR, Signature, relate, sign
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

# So many different positions of a group are looked at: more say no more, and cost as much each.
MOST_RELATIVES = 16


@dataclass
class _Member:
    """A position in a group that stands for its like: its signature, its source and its place among the source's."""

    signature: Signature
    source: str
    place: int


@dataclass
class _Group:
    """A point in the making: `members` are its first positions that differ from one another."""

    issue: Issue
    positions: list[Position] = field(default_factory=list)
    members: list[_Member] = field(default_factory=list)
    because: Counter[str] = field(default_factory=Counter)

    def add(self, position: Position, signs: Iterable[str]) -> None:
        """Take a position in, for these reasons."""
        self.positions.append(position)
        self.because.update(list(signs))

    def kinship(self, one: _Member) -> tuple[float, list[str]]:
        """Return the mean of the sums over the members, and the signs for it with the closest of them."""
        best: tuple[float, dict[str, float]] | None = None
        total = 0.0
        for other in self.members:
            apart = abs(one.place - other.place) if one.source == other.source else None
            signs = relate(one.signature, other.signature, apart=apart, nested=True)
            score = sum(signs.values())
            total += score
            if best is None or score > best[0]:
                best = (score, signs)
        return total / len(self.members), [name for name, weight in (best[1] if best else {}).items() if weight > 0]


# Below this confidence what is possible is kept for review and shows nowhere else.
LIKELY = 0.4
# An object gives a point its title where this share of the positions names it.
LABELLED = 0.25


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
    places = _places(order)
    by_issue: dict[Issue, _Issue] = {}
    for position in order:
        matter = by_issue.setdefault(position.issue, _Issue())
        matter.place(position, places[position.id])
    groups = [group for issue in sorted(by_issue) for group in by_issue[issue].groups]
    for alignment in encounter.align:
        groups = _apply(alignment, groups)
    return tuple(_build(encounter, groups, read, partial))


def is_likely(position: Position) -> bool:
    """Whether a position is found, or possible and likely enough to be shown beside what is found."""
    return position.standing is Standing.FOUND or position.confidence >= LIKELY


def _places(positions: Iterable[Position]) -> dict[str, int]:
    """Return how many positions of its source stand before each."""
    seen: Counter[str] = Counter()
    places = {}
    for position in sorted(positions, key=lambda position: (position.source, position.span, position.id)):
        places[position.id] = seen[position.source]
        seen[position.source] += 1
    return places


@dataclass
class _Issue:
    """The points of one issue in the making; `like` maps each signature to the group that has it."""

    groups: list[_Group] = field(default_factory=list)
    like: dict[Signature, _Group] = field(default_factory=dict)

    def place(self, position: Position, place: int) -> None:
        """Put a position with its like, else with its closest relatives, else into a group of its own."""
        member = _Member(sign(position), position.source, place)
        group = self.like.get(member.signature)
        if group is not None:
            group.add(position, ("the same words and terms",))
            return
        best: tuple[float, _Group, list[str]] | None = None
        for other in self.groups:
            score, signs = other.kinship(member)
            if score > ASKED_FOR and (best is None or score > best[0]):
                best = (score, other, signs)
        if best is None:
            if not is_likely(position):
                return
            group, signs = _Group(position.issue), []
            self.groups.append(group)
        else:
            _, group, signs = best
        group.add(position, signs)
        self.like[member.signature] = group
        if len(group.members) < MOST_RELATIVES:
            group.members.append(member)


def _apply(alignment: Alignment, groups: list[_Group]) -> list[_Group]:
    """Join the points of the quoted positions into the first one's, or give each but the first a point of its own."""
    reason = f"{alignment.action} by the encounter file" + (f": {alignment.reason}" if alignment.reason else "")
    quoted = [
        _find_quoted(quote, (position for group in groups for position in group.positions))
        for quote in alignment.quotes
    ]
    named = [group for found in quoted for group in groups if any(one.id in found for one in group.positions)]
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
    for found in quoted[1:]:
        for group in list(groups):
            moved = [position for position in group.positions if position.id in found]
            if not moved or len(moved) == len(group.positions):
                continue
            apart = _Group(group.issue)
            for position in moved:
                apart.add(position, ())
                group.positions.remove(position)
            apart.because[reason] += 1
            groups = [*groups, apart]
    return groups


def find_unmatched_words(encounter: Encounter, positions: Sequence[Position]) -> tuple[tuple[str, str], ...]:
    """Return the (source id, words) of the encounter file's `[[align]]` in which no position was read."""
    quotes = dict.fromkeys(quote for alignment in encounter.align for quote in alignment.quotes)
    return tuple(quote for quote in quotes if not _find_quoted(quote, positions))


def _find_quoted(quote: tuple[str, str], positions: Iterable[Position]) -> frozenset[str]:
    """Return the ids of the positions of a source that have just these words, or else hold them or lie in them."""
    source, words = quote
    known = [position for position in positions if position.source == source]
    exact = frozenset(position.id for position in known if position.quote == words)
    return exact or frozenset(position.id for position in known if words in position.quote or position.quote in words)


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
    if not counts:
        signatures = [sign(position) for position in group.positions]
        counts = Counter(noun for signature in signatures for noun in signature.objects)
        counts = counts or Counter(place for signature in signatures for place in signature.places)
    enough = LABELLED * len(group.positions)
    counts = Counter({noun: count for noun, count in counts.items() if count >= enough})
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
