"""Process: the encounters that pursue one settlement, its rounds, and what moved from one to the next.

Whether peace is nearer over the rounds is `ProcessOutlook`, in `process_outlooks`.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from parley.vocabulary.acts import Act
from parley.vocabulary.comparisons import Words
from parley.vocabulary.issues import Issue
from parley.vocabulary.positions import Measure
from parley.vocabulary.results import Result


class Movement(StrEnum):
    """How a party's position on an issue stands to its last one: the first it takes, further, back, other terms, as
    before, or nothing said in a round in which it was heard.
    """

    FIRST = "first"
    FURTHER = "further"
    BACK = "back"
    OTHER_TERMS = "other_terms"
    AS_BEFORE = "as_before"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Round:
    """One encounter of a process, with what comparing its accounts yields; `number` counts from 1."""

    number: int
    result: Result

    @property
    def id(self) -> str:
        """Return the encounter's id."""
        return self.result.encounter.id

    @property
    def day(self) -> date:
        """Return the encounter's first day."""
        return self.result.encounter.held_on[0]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a party stands on an issue in one round, in its own sources: its furthest-reaching position.

    In a round in which it was heard and says nothing of the issue, `movement` is silent and all else is empty.
    `changed` names what differs from its last stand, such as "on", "until" or "condition".
    """

    round: int
    movement: Movement
    act: Act | None = None
    strength: int | None = None
    measure: Measure = field(default_factory=Measure)
    condition: str | None = None
    words: Words | None = None
    changed: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """One party's way on one issue through the rounds, a stand for each round in which it was heard."""

    issue: Issue
    party: str
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Rewording:
    """Two texts of one party on one issue in two rounds, in one language, and how its words changed.

    `changes` has stretches in order: ("=", kept), ("-", gone) or ("+", new); kept and gone together are the earlier
    words, kept and new the later ones. `shared` is the share of words kept, in [0, 1].
    """

    issue: Issue
    party: str
    earlier_round: int
    later_round: int
    earlier: Words
    later: Words
    changes: tuple[tuple[str, str], ...]
    shared: float


@dataclass(frozen=True, slots=True)
class StepEvent:
    """What became of a next step in one round: proposed, announced, revised, held, cancelled or overdue."""

    round: int
    status: str
    on: date | None
    until: date | None
    place: str | None
    words: Words | None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepThread:
    """One next step through the rounds, from its announcement on."""

    id: str
    issue: Issue
    events: tuple[StepEvent, ...]

    @property
    def status(self) -> str:
        """Return how it stands at the end."""
        return self.events[-1].status


@dataclass(frozen=True, slots=True)
class Process:
    """The rounds in their order, and what moved over them, each list in its order of showing."""

    rounds: tuple[Round, ...]
    courses: tuple[Course, ...]
    rewordings: tuple[Rewording, ...]
    steps: tuple[StepThread, ...]
