"""BaseRate and Forecast: how often conflicts of a kind sign a ceasefire, what was said of one, and how it came out."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SignedAgreement:
    """An agreement that a conflict has seen: its day, whether it is or provides for a ceasefire, and its company."""

    signed_on: date
    ceasefire: bool = False
    prenegotiation: bool = False
    third_party: bool = False


@dataclass(frozen=True, slots=True)
class ConflictFacts:
    """What is known of a conflict, as the base rate asks for it.

    `kind` is intrastate, internationalised or interstate. `intensity_last_year` is 2 for 1,000 battle deaths or more in
    the calendar year before, 1 for 25 to 999, 0 for a conflict that passed 25 in this year. `agreements` are all that
    have been signed on it.
    """

    name: str
    kind: str
    began_on: date
    intensity_last_year: int
    territorial: bool = False
    agreements: tuple[SignedAgreement, ...] = ()


@dataclass(frozen=True, slots=True)
class BaseRate:
    """The chance that a ceasefire agreement is signed within `months`, with a 90 % interval and what it rests on.

    `way` is model or reference_class. The class has `n` conflict-months of `conflicts` conflicts, `positives` of them
    followed by one; `class_rate` is their share. `refused` says why there is no rate; then the numbers are None.
    """

    months: int
    group: str
    reference_class: str
    chance: float | None = None
    low: float | None = None
    high: float | None = None
    way: str = ""
    n: int = 0
    positives: int = 0
    conflicts: int = 0
    class_rate: float | None = None
    notes: tuple[str, ...] = ()
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """A base rate as it was given: for which process, on which day, for the window up to and with `until`.

    `fitted` names the fitted base rate by its hash; `facts` are the inputs as JSON text.
    """

    id: str
    process: str
    made_on: date
    until: date
    months: int
    group: str
    chance: float
    low: float
    high: float
    way: str
    fitted: str
    facts: str


@dataclass(frozen=True, slots=True)
class ScoredForecast:
    """A forecast whose window closed: whether it happened, on which day, its Brier and its log score."""

    forecast: Forecast
    happened: bool
    on: date | None
    brier: float
    log: float


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """The record so far: what is scored, what is open; means of the scores; bins as (from, to, n, mean, share)."""

    scored: tuple[ScoredForecast, ...]
    open: tuple[Forecast, ...]
    brier: float | None
    log: float | None
    bins: tuple[tuple[float, float, int, float, float], ...]
