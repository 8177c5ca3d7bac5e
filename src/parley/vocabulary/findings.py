"""Findings: what incidents say of each reading of a commitment, with an account of every row that was read."""

from dataclasses import dataclass
from datetime import date

from parley.vocabulary.incidents import Incident, Rejected
from parley.vocabulary.watched import WatchedReading


@dataclass(frozen=True, slots=True)
class Rate:
    """A count over days, per day, with its interval at 95 %."""

    count: int
    days: int
    per_day: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate during to one before. `high` is infinite where nothing bounds it.

    `method` is conditional, overdispersed or bootstrap; `dispersion` is variance to mean, 1 for Poisson counts, with
    the `dispersion_p` of its test; `p` is of the hypothesis that the rates are equal, None for a bootstrap.
    """

    ratio: float | None
    low: float
    high: float
    method: str
    dispersion: float
    dispersion_p: float
    p: float | None = None
    unit: str = "day"

    @property
    def changed(self) -> bool:
        """Return whether the interval leaves out 1."""
        return self.low > 1 or self.high < 1


@dataclass(frozen=True, slots=True)
class FileAccount:
    """What became of the rows of one file: `taken` + `repeated` + `superseded` + `rejected` are all of them.

    `superseded` rows have an id that a newer release gave with another content; `rejects` are the first rejected rows.
    `first_on` and `last_on` are the first and the last day on which a taken incident began.
    """

    file: str
    format: str
    release: tuple[int, ...] = ()
    candidate: bool = False
    taken: int = 0
    repeated: int = 0
    superseded: int = 0
    rejected: int = 0
    rejects: tuple[Rejected, ...] = ()
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """An incident under a reading: `sure`, or kept apart as doubtful, with the reasons."""

    incident: Incident
    sure: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """What fell into one window of a reading, both days inclusive; the doubtful are not in the rates."""

    name: str
    first_on: date
    last_on: date
    incidents: Rate
    deaths: int
    deaths_per_day: float
    doubtful: int
    doubtful_deaths: int


@dataclass(frozen=True, slots=True)
class Change:
    """The window `name` against the one before: counts and deaths; a reason instead where nothing can be said."""

    name: str
    incidents: Ratio | None
    deaths: Ratio | None
    not_said: str | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """Sums over a calendar month by first day: `first_on` is its first day; doubtful ones are counted apart."""

    first_on: date
    incidents: int
    deaths: int
    doubtful: int
    doubtful_deaths: int


@dataclass(frozen=True, slots=True)
class Finding:
    """All that incidents say of one reading; `places` are where those during it happened, the most deaths first."""

    reading: WatchedReading
    windows: tuple[Window, ...]
    changes: tuple[Change, ...]
    months: tuple[Month, ...]
    places: tuple[tuple[str, int, int], ...]
    matches: tuple[Match, ...]
    warnings: tuple[str, ...]
    daily: tuple[tuple[int, int], ...] = ()

    def window(self, name: str) -> Window | None:
        """Return the window of this name, if the reading has it."""
        return next((window for window in self.windows if window.name == name), None)


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two readings of one commitment during both: how many incidents fall under one, the other, both.

    `only_first` and `only_second` are incidents that surely fall under one and surely not under the other;
    `open` are those that are doubtful under either. `examples` are of the first two kinds, the most deaths first.
    """

    commitment: str
    first: str
    second: str
    both: int
    only_first: int
    only_second: int
    open: int
    only_first_deaths: int
    only_second_deaths: int
    examples: tuple[tuple[str, Incident], ...]


@dataclass(frozen=True, slots=True)
class MonitorReport:
    """The whole answer: an account of each file, a finding for each reading, the contrasts of readings."""

    files: tuple[FileAccount, ...]
    findings: tuple[Finding, ...]
    contrasts: tuple[Contrast, ...]
    warnings: tuple[str, ...]
