"""Counts that scores are made of: what was returned, expected and right, by kind of finding and by field."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were returned, expected, and both."""

    right: int = 0
    returned: int = 0
    expected: int = 0

    @property
    def precision(self) -> float | None:
        """Return the share of what was returned that is right, or None where nothing was."""
        return self.right / self.returned if self.returned else None

    @property
    def recall(self) -> float | None:
        """Return the share of what was expected that was returned, or None where nothing was expected."""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall, or None where nothing was returned or expected."""
        return 2 * self.right / (self.returned + self.expected) if self.returned + self.expected else None

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.returned + other.returned, self.expected + other.expected)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many are right."""

    right: int = 0
    of: int = 0

    @property
    def value(self) -> float | None:
        """Return the share in [0, 1], or None where there is nothing to judge."""
        return self.right / self.of if self.of else None

    def __add__(self, other: "Share") -> "Share":
        return Share(self.right + other.right, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts by kind of finding, and shares by field."""

    counts: Mapping[str, Tally] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)

    def __add__(self, other: "Tallies") -> "Tallies":
        return Tallies(
            {name: self.count(name) + other.count(name) for name in {**self.counts, **other.counts}},
            {name: self.share(name) + other.share(name) for name in {**self.shares, **other.shares}},
        )

    def count(self, name: str) -> Tally:
        """Return the counts of this kind of finding, empty where there are none."""
        return self.counts.get(name, Tally())

    def share(self, name: str) -> Share:
        """Return the share of this field, empty where there is none."""
        return self.shares.get(name, Share())


def tally_keys(returned: Iterable[Hashable], expected: Iterable[Hashable], *, once: bool = True) -> Tally:
    """Compare keys; `once` counts each key once, otherwise as often as it stands."""
    here, there = Counter(returned), Counter(expected)
    if once:
        here, there = Counter(set(here)), Counter(set(there))
    return Tally((here & there).total(), here.total(), there.total())
