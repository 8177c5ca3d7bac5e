"""ProcessOutlook: the answer over the rounds of a process, with every part that it rests on.

What moved from round to round is told twice over, of two things: `Movement` (in `processes`) is of one party on one
issue, in its own texts; `StageMove` is of a measure on the way to peace, whoever spoke.
"""

from dataclasses import dataclass
from datetime import date

from parley.vocabulary.comparisons import Nearer, OpenCondition, StageReached, Words
from parley.vocabulary.findings import MonitorReport
from parley.vocabulary.forecasts import BaseRate
from parley.vocabulary.issues import Issue
from parley.vocabulary.watched import WatchedReading


@dataclass(frozen=True, slots=True)
class LadderStep:
    """A step of the ladder of classes: cessation, preliminary, definitive; `reached` with the words that put it there.

    `lately` says that the last encounter by itself reaches it; `lacks` what it still needs where it is not reached.
    """

    step: str
    reached: bool
    lately: bool = False
    words: tuple[Words, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StageMove:
    """What changed on one measure from one round to the next: `earlier` and `later` are levels, None for none."""

    issue: Issue
    stage: str
    earlier: str | None
    later: str | None
    forward: bool


@dataclass(frozen=True, slots=True)
class Distance:
    """How far two parties are apart on an issue in one round, in [0, 1], and its pieces; None where one has no say.

    `strengths` are of `parties`, in their order. `total` is the weighted mean of the pieces that there are.
    """

    issue: Issue
    encounter: str
    held_on: date
    parties: tuple[str, str]
    strengths: tuple[int, int]
    scopes: tuple[tuple[str, ...], tuple[str, ...]]
    strength: float
    scope: float | None
    condition: float
    total: float


@dataclass(frozen=True, slots=True)
class RoundOutlook:
    """What the outlook takes from a `Round`: its own answer, stages, and the conditions open after it.

    `held_on` is its last day. `spoken` has the parties with a position on a halt of fire in a text of their own.
    """

    encounter: str
    title: str
    held_on: date
    nearer: Nearer
    reasons: tuple[str, ...]
    stages: tuple[StageReached, ...]
    open_conditions: tuple[OpenCondition, ...]
    parties: tuple[str, ...]
    spoken: tuple[str, ...]
    read_whole: bool


@dataclass(frozen=True, slots=True)
class ProcessOutlook:
    """Is the ceasefire nearer: the rounds in order, and the parts, shown apart and never blended into one number.

    `silent` names, for each issue, the parties of the last round without a position in a text of their own.
    `rules` are the steps by which `nearer` was reached, in order.
    """

    nearer: Nearer
    rules: tuple[str, ...]
    rounds: tuple[RoundOutlook, ...]
    ladder: tuple[LadderStep, ...]
    moves: tuple[StageMove, ...]
    commitments: tuple[WatchedReading, ...]
    distances: tuple[Distance, ...]
    silent: tuple[tuple[Issue, tuple[str, ...]], ...]
    monitoring: MonitorReport | None
    base_rates: tuple[BaseRate, ...]
    not_given: tuple[str, ...]
