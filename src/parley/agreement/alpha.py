"""Krippendorff's alpha: agreement beyond chance, for any number of readers, with values missing.

Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

Distance = Callable[[Hashable, Hashable], float]


def nominal(one: Hashable, other: Hashable) -> float:
    """Return 0 where two values are the same, else 1."""
    return float(one != other)


def interval(one: Hashable, other: Hashable) -> float:
    """Return the square of the difference of two numbers."""
    return float((float(str(one)) - float(str(other))) ** 2)


def krippendorff_alpha(units: Iterable[Sequence[Hashable]], distance: Distance = nominal) -> float | None:
    """Return alpha: 1 full agreement, 0 as by chance, below 0 worse than chance.

    Each unit has the values that its readers gave it, without the missing ones; a unit with fewer than two does not
    count. None where nothing can be paired, or where all values are the same and chance has no meaning.
    """
    pairable = [unit for unit in units if len(unit) > 1]
    totals = Counter(value for unit in pairable for value in unit)
    n = totals.total()
    expected = _disagreement(totals, distance)
    if n < 2 or expected == 0:
        return None
    observed = sum(_disagreement(Counter(unit), distance) / (len(unit) - 1) for unit in pairable)
    return 1 - (n - 1) * observed / expected


def _disagreement(counts: "Counter[Hashable]", distance: Distance) -> float:
    return sum(counts[one] * counts[other] * distance(one, other) for one in counts for other in counts if one != other)
