"""What relations between readings are counted with: the reader, the gist of a position, and an outcome."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from parley.attribute.readers.grammar.reader import GrammarReader
from parley.vocabulary import Position

Key = tuple[Any, ...]


@dataclass
class Outcome:
    """Of how many positions a relation holds, of how many it is asked, and what fails."""

    kept: int = 0
    of: int = 0
    fails: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Return the share, rounded down to hundredths; 0 where nothing was read."""
        return int(100 * self.kept / self.of) / 100 if self.of else 0.0

    def compare(self, one: Iterable[Key], other: Iterable[Key], words: str) -> None:
        """Count what stands in both readings, and what in one of them only."""
        here, there = Counter(one), Counter(other)
        common = sum((here & there).values())
        most = max(sum(here.values()), sum(there.values()))
        self.kept += common
        self.of += most
        if common < most:
            self.fails.append(
                f"{words}\n      {sorted((here - there).elements())} / {sorted((there - here).elements())}"
            )


@cache
def reader() -> GrammarReader:
    """Return the built-in reader with its stored weights."""
    return GrammarReader()


def gist(position: Position, swap: dict[str, str] | None = None) -> Key:
    """Return issue, act and holder, with parties exchanged where asked."""
    holder = tuple(sorted((swap or {}).get(party, party) for party in position.holder))
    return (position.issue.value, position.act.value, "+".join(holder))
