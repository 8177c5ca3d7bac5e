"""Point, Divergence, Absence, FollowUp, Commitment: what comparing the positions of an encounter yields."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from parley.vocabulary.issues import Issue
from parley.vocabulary.spans import Span


class CellStatus(StrEnum):
    """What one source does with one point. Silent is claimed only of a source that was read whole."""

    STATED = "stated"
    DENIED = "denied"
    SILENT = "silent"
    NOT_READ_WHOLE = "not_read_whole"


class DivergenceType(StrEnum):
    """A way in which versions of one point differ; the values are the ids of the contract."""

    SCOPE = "scope"
    OMISSION = "omission"
    DENIAL = "denial"
    CONTRADICTION = "contradiction"
    ORIGIN = "origin"
    STRENGTH = "strength"
    CONDITION = "condition"
    QUANTITY = "quantity"
    TIMING = "timing"
    NAMING = "naming"
    REASON = "reason"
    BOUND = "bound"
    AUDIENCE = "audience"
    ABSENT = "absent"
    REVISION = "revision"
    RELAY = "relay"


class Certainty(StrEnum):
    """How surely two versions differ: incompatible, one without it, or one not mentioning the matter."""

    CONFLICT = "conflict"
    ASYMMETRIC = "asymmetric"
    SILENCE = "silence"


class Nearer(StrEnum):
    """Whether the ceasefire is nearer; `not_enough_to_say` only of a process, never of an encounter by itself."""

    YES = "yes"
    MARGINALLY = "marginally"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"
    NOT_ENOUGH = "not_enough_to_say"


@dataclass(frozen=True, slots=True)
class Words:
    """Exact words of a source: `document.text[span] == quote`, and the position that they belong to."""

    source: str
    span: Span
    quote: str
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """Positions on the same measure, aligned across sources.

    `cells` maps every source id to its status; `positions` has ids in order of source and place;
    `because` says why these positions are one point.
    """

    id: str
    issue: Issue
    title: str
    positions: tuple[str, ...]
    cells: dict[str, CellStatus] = field(hash=False)
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Divergence:
    """A difference between versions of one point.

    `sides` has the words of every source that speaks to it; `silent` the parties that do not mention it.
    `features` are the named reasons for its `significance` with their weights; they add up to it.
    `relation` names the set relation of scopes, seen from the first side: equal, wider, narrower, overlapping or
    disjoint.
    """

    id: str
    type: DivergenceType
    certainty: Certainty
    issue: Issue
    point: str | None
    sides: tuple[Words, ...]
    silent: tuple[str, ...] = ()
    relation: str | None = None
    significance: float = 0.0
    features: tuple[tuple[str, float], ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    """Something announced before the encounter that no version after it mentions."""

    id: str
    issue: Issue
    announced_in: str
    words: Words
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A next step. `on` is its day or the first of its window, `until` the last; `status` as in the contract:
    proposed, announced, revised, held or cancelled.
    """

    id: str
    source: str
    issue: Issue
    words: Words
    status: str
    on: date | None = None
    until: date | None = None
    place: str | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """A measure that a party undertook, in one source's account.

    `by` is who has to act; `status` is declared, conditional, agreed, in_force, suspended or unconfirmed.
    """

    id: str
    by: tuple[str, ...]
    issue: Issue
    source: str
    words: Words
    status: str
    scope: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    condition: Words | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenCondition:
    """A condition that has to hold before a measure does, and whose it is."""

    party: str
    issue: Issue
    words: Words


@dataclass(frozen=True, slots=True)
class StageReached:
    """How far one ceasefire measure has come: `stage` is a step of strike halt → maritime → full → settlement,
    `level` discussed, proposed, accepted in part, agreed, in force.
    """

    issue: Issue
    stage: str
    level: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """Is the ceasefire nearer: the answer, why, the stage of each measure and the conditions still open."""

    nearer: Nearer
    reasons: tuple[str, ...]
    stages: tuple[StageReached, ...]
    open_conditions: tuple[OpenCondition, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that comparing the positions of one encounter yields, each list in its order of showing."""

    points: tuple[Point, ...]
    divergences: tuple[Divergence, ...]
    absent: tuple[Absence, ...]
    follow_ups: tuple[FollowUp, ...]
    commitments: tuple[Commitment, ...]
