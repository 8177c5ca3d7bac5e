"""Options: how a report is to be shown, the same for every format; a format ignores what it has no use for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`by` gives a column to each `party` or `source`; `width` is in terminal cells; `marks` lists where words stand;
    `possible` lists the positions below the reader's threshold instead of only counting them.
    """

    by: str = "party"
    width: int = 80
    colour: bool = False
    marks: bool = False
    possible: bool = False
