"""`time.toml` → TimeWords: months, weekdays, units, numbers and the templates of dates, for one language."""

from dataclasses import dataclass
from typing import Any

from parley.attribute.readers.grammar.patterns import Label, PatternSet

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TABLES = ("months", "weekdays", "units", "numbers", "ordinals", "relative", "periods", "words", "lengths")


@dataclass(frozen=True)
class TimeWords:
    """The tables of `time.toml`, each key with its patterns, and the date templates of the language."""

    tables: dict[str, dict[str, str]]
    dates: tuple[str, ...]

    def add_to(self, patterns: PatternSet) -> None:
        """Add every time word under a label `time`, its key `table:key`."""
        for table, entries in self.tables.items():
            for key, words in entries.items():
                patterns.add(words, Label("time." + table, key))


def load_time_words(data: dict[str, Any]) -> TimeWords:
    """Take the tables of `time.toml` that the engine knows."""
    tables = {name: dict(data.get(name, {})) for name in _TABLES if isinstance(data.get(name), dict)}
    return TimeWords(tables, tuple(data.get("dates", ())))
