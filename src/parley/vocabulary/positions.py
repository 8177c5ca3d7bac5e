"""Position: holder, act, strength, issue, measure, attribution and the words; the unit everything else is made of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parley.vocabulary.acts import Act
from parley.vocabulary.documents import Voice
from parley.vocabulary.issues import Issue
from parley.vocabulary.spans import Span


class Standing(StrEnum):
    """Whether a position is shown as found (four in five of these are right) or kept apart as possible."""

    FOUND = "found"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of the chain from the publisher down to the holder's last reporter.

    `span` and `cue` are where the link is made in the text; the publisher's own link has neither.
    """

    name: str
    party: str | None = None
    span: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """The concrete thing under an issue.

    `scope` has lower-case English nouns in the singular; `quantity` is a bare number; `days` a length in days.
    """

    scope: tuple[str, ...] = ()
    quantity: float | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """What one holder does, by saying these words, on one issue.

    `quote` is `document.text[span]`; `holder` is sorted; `condition` is a span of the same text.
    `confidence` is in [0, 1]; `because` names the rules that fired, in order; `readers` who found it.
    `reason` is the span of why it is done, where the words say so. `marks` are neutral ids, `kind:id`, of what the
    words name and how they call it: object:grain, place:istanbul, party:UA, war:crisis, time:renewal.
    """

    id: str
    source: str
    holder: tuple[str, ...]
    act: Act
    strength: int
    issue: Issue
    span: Span
    quote: str
    voice: Voice
    chain: tuple[Attribution, ...]
    measure: Measure = Measure()
    condition: Span | None = None
    condition_quote: str | None = None
    readers: tuple[str, ...] = ("grammar",)
    confidence: float = 1.0
    standing: Standing = Standing.FOUND
    because: tuple[str, ...] = ()
    place: str | None = None
    reason: Span | None = None
    reason_quote: str | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A statement that a reader returned and that was refused, with the reason; it never becomes a position."""

    source: str
    reader: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What readers made of one document: positions in text order, what was refused, and whether all was read."""

    source: str
    positions: tuple[Position, ...]
    refusals: tuple[Refusal, ...] = ()
    partial: bool = False
    notes: tuple[str, ...] = ()
