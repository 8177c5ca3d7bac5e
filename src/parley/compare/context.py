"""What the divergence parts are given: the encounter, its points, and each party's version of a point.

A version joins the accounts of all sources that speak for the same party or parties. Only sources that speak for
somebody, published on or after the day of the encounter, give versions; a third party's text is a report.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from parley.vocabulary import (
    ACTS_OFF_THE_LADDER,
    Act,
    CellStatus,
    Certainty,
    Divergence,
    DivergenceType,
    Encounter,
    Issue,
    Point,
    Position,
    Source,
    Standing,
    Words,
)


@dataclass(frozen=True)
class Account:
    """What one source says on one point: its positions there, in text order."""

    source: Source
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class Version:
    """What one party, or parties speaking jointly, says on one point, in all of its sources."""

    parties: tuple[str, ...]
    accounts: tuple[Account, ...]

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Return the positions of all its accounts."""
        return tuple(position for account in self.accounts for position in account.positions)

    @cached_property
    def contents(self) -> frozenset[tuple[object, ...]]:
        """Return what it says, without who published it: equal for two versions that say the very same."""
        return frozenset(
            (p.holder, p.act, p.strength, p.measure, p.quote, p.condition_quote, p.reason_quote) for p in self.positions
        )

    def having(self, *acts: Act) -> tuple[Position, ...]:
        """Return its positions with one of these acts."""
        return tuple(position for position in self.positions if position.act in acts)


@dataclass(frozen=True)
class AlignedPoint:
    """A point with its positions and accounts.

    `versions` are in the order of their sources' ids, so that neither the order of the sources nor that of the
    parties in the encounter file decides what is found.
    """

    point: Point
    positions: tuple[Position, ...]
    accounts: tuple[Account, ...]
    versions: tuple[Version, ...]
    reports: tuple[Account, ...]

    @cached_property
    def is_compared(self) -> bool:
        """Return whether there are at least two versions, and they do not all say the very same."""
        return len(self.versions) > 1 and len({version.contents for version in self.versions}) > 1


@dataclass(frozen=True)
class Context:
    """Everything that a divergence part may look at."""

    encounter: Encounter
    positions: tuple[Position, ...]
    points: tuple[AlignedPoint, ...]
    read: frozenset[str]
    partial: frozenset[str]

    @cached_property
    def point(self) -> dict[str, AlignedPoint]:
        """Return the points by their ids."""
        return {matter.point.id: matter for matter in self.points}

    @cached_property
    def wholes(self) -> tuple[AlignedPoint, ...]:
        """Return, for each issue, all its points as one: what is said of the issue as a whole.

        It goes by the name of the issue's most spoken-of point.
        """
        by_issue: dict[Issue, list[AlignedPoint]] = {}
        for matter in self.points:
            by_issue.setdefault(matter.point.issue, []).append(matter)
        return tuple(_as_one(matters) for matters in by_issue.values())

    @cached_property
    def issues(self) -> tuple[AlignedPoint, ...]:
        """Return the issues as wholes of which versions can be set side by side."""
        return tuple(whole for whole in self.wholes if whole.is_compared)

    @cached_property
    def compared(self) -> tuple[AlignedPoint, ...]:
        """Return the points of which versions can be set side by side."""
        return tuple(matter for matter in self.points if matter.is_compared)

    def rank(self, parties: Iterable[str]) -> tuple[int, tuple[str, ...]]:
        """Return the place of those who speak in the order of showing: parties, then others concerned, then reports."""
        order = (*self.encounter.parties, *self.encounter.concerned)
        named = tuple(sorted(parties))
        return min((order.index(party) for party in named if party in order), default=len(order)), named

    @cached_property
    def sources_after(self) -> tuple[Source, ...]:
        """Return the read sources that speak for a party of the encounter, published on or after its day."""
        return tuple(
            source
            for source in self.encounter.sources
            if source.id in self.read
            and set(source.speaks_for) & set(self.encounter.parties)
            and not self.encounter.is_before(source)
        )

    @cached_property
    def parties_heard(self) -> tuple[str, ...]:
        """Return the parties that have a source after the encounter."""
        heard = {party for source in self.sources_after for party in source.speaks_for}
        return tuple(party for party in self.encounter.parties if party in heard)

    @cached_property
    def spoken(self) -> frozenset[tuple[str, Issue]]:
        """Return which party speaks to which issue in a source of its own after the encounter."""
        speakers = {source.id: source.speaks_for for source in self.sources_after}
        return frozenset(
            (party, position.issue) for position in self.positions for party in speakers.get(position.source, ())
        )

    def silent_parties(self, matter: AlignedPoint) -> tuple[str, ...]:
        """Return the parties none of whose sources, all read whole, mentions the matter."""
        return tuple(
            party
            for party in sorted(self.parties_heard)
            if all(
                matter.point.cells.get(source.id) is CellStatus.SILENT
                for source in self.sources_after
                if party in source.speaks_for
            )
        )


def _as_one(matters: Sequence[AlignedPoint]) -> AlignedPoint:
    main = max(matters, key=lambda matter: (len(matter.accounts), len(matter.positions), matter.point.id))
    positions = tuple(position for matter in matters for position in matter.positions)
    return AlignedPoint(
        main.point,
        positions,
        _merge(account for matter in matters for account in matter.accounts),
        join_versions(account for matter in matters for version in matter.versions for account in version.accounts),
        _merge(account for matter in matters for account in matter.reports),
    )


def _merge(accounts: Iterable[Account]) -> tuple[Account, ...]:
    by_source: dict[str, list[Account]] = {}
    for account in accounts:
        by_source.setdefault(account.source.id, []).append(account)
    return tuple(
        Account(
            told[0].source,
            tuple(sorted((p for account in told for p in account.positions), key=lambda position: position.span)),
        )
        for _, told in sorted(by_source.items())
    )


def join_versions(accounts: Iterable[Account]) -> tuple[Version, ...]:
    """Return the versions that accounts make: one for each party, or parties speaking jointly."""
    by_parties: dict[tuple[str, ...], list[Account]] = {}
    for account in _merge(accounts):
        if account.source.speaks_for:
            by_parties.setdefault(tuple(sorted(account.source.speaks_for)), []).append(account)
    versions = [Version(parties, tuple(told)) for parties, told in by_parties.items()]
    return tuple(sorted(versions, key=lambda version: version.accounts[0].source.id))


def words_of(position: Position) -> Words:
    """Return the exact words of a position."""
    return Words(position.source, position.span, position.quote, position.id)


def diverge(
    kind: DivergenceType,
    certainty: Certainty,
    matter: AlignedPoint,
    sides: Iterable[Position],
    *,
    because: Sequence[str],
    silent: Sequence[str] = (),
    relation: str | None = None,
) -> Divergence:
    """Return a divergence at this point; its id and its weight are given later."""
    return Divergence(
        id="",
        type=kind,
        certainty=certainty,
        issue=matter.point.issue,
        point=matter.point.id,
        sides=tuple(words_of(position) for position in sides),
        silent=tuple(silent),
        relation=relation,
        because=tuple(because),
    )


def strongest(positions: Iterable[Position]) -> Position | None:
    """Return the position that binds furthest; acts off the ladder count only where there is nothing else."""
    return max(
        positions,
        key=lambda position: (position.act not in ACTS_OFF_THE_LADDER, position.strength, -position.span.start),
        default=None,
    )


def sides_of(versions: Iterable[Version], chosen: Iterable[Position] = ()) -> list[Position]:
    """Return one position for each account of the versions: the chosen one of its source, or its strongest found."""
    by_source: dict[str, Position] = {}
    for position in chosen:
        by_source.setdefault(position.source, position)
    sides = []
    for version in versions:
        for account in version.accounts:
            found = [position for position in account.positions if is_sure(position)]
            side = by_source.get(account.source.id) or strongest(found or account.positions)
            if side is not None:
                sides.append(side)
    return sides


def is_sure(*positions: Position) -> bool:
    """Return whether all are found: what is only possible never carries a conflict or a commitment."""
    return all(position.standing is Standing.FOUND for position in positions)


def certainty_of(*positions: Position) -> Certainty:
    """Return conflict where all the positions are found, and asymmetric where one is only possible."""
    return Certainty.CONFLICT if is_sure(*positions) else Certainty.ASYMMETRIC
