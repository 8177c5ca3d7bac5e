"""What a position says of its time: days worked out, lengths, and the way a time is put without a date."""

from dataclasses import dataclass
from datetime import date, timedelta

from parley.vocabulary import Position

TIME = "time:"
# Marks that say how the steps of a measure hang together in time, and how it ends or goes on: more than "soon".
ORDERING = frozenset({"in_order", "in_step", "open_end", "renewal"})


@dataclass(frozen=True, slots=True)
class Times:
    """The times of one position; `put` has how they are put, as ids of the language data, such as soon or renewal."""

    start: date | None
    end: date | None
    days: int | None
    put: frozenset[str]

    @property
    def is_dated(self) -> bool:
        """Return whether a day or a length is given."""
        return self.start is not None or self.end is not None or self.days is not None

    def is_apart_from(self, other: "Times") -> bool:
        """Return whether both give a time of one kind, and not the same."""
        if self.end is not None and other.end is not None:
            return self.end != other.end
        if self.days is not None and other.days is not None and self.days != other.days:
            return True
        return self.start is not None and other.start is not None and self.start != other.start

    def describe(self) -> str:
        """Return the times in words."""
        parts = [f"from {self.start}"] if self.start else []
        parts += [f"until {self.end}"] if self.end else []
        parts += [f"{self.days} days"] if self.days else []
        return ", ".join([*parts, *sorted(name.replace("_", " ") for name in self.put)]) or "no date"


def read_times(position: Position) -> Times:
    """Return the times of a position; thirty days from 18 March end on 17 April."""
    measure = position.measure
    end = measure.ends_on
    if end is None and measure.starts_on is not None and measure.days is not None:
        end = measure.starts_on + timedelta(days=measure.days)
    put = frozenset(mark.removeprefix(TIME) for mark in position.marks if mark.startswith(TIME))
    return Times(measure.starts_on, end, measure.days, put)
