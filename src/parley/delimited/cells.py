"""Cells: days in the order that a file writes them, degrees and counts."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache

from parley.errors import InputError

# Orders in which files write a day. Those that fit most of the days looked at have to read them alike.
ORDERS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%B-%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d.%m.%Y",
    "%Y%m%d",
)
LARGEST_COUNT = 10_000_000


class UnusableCellError(ValueError):
    """A cell that cannot be what its column says; the message says why."""


def choose_order(days: Iterable[str], where: str, given: str | None = None) -> Callable[[str], date]:
    """Return a reader of days: in the order given, or in the one order that fits most of the days looked at.

    Raises:
        InputError: no order fits, or two do and nothing tells which.
    """
    if given:
        return _reader(given)
    sample = Counter(day.strip() for day in days if day.strip())
    fits = {order: sum(count for day, count in sample.items() if _fits(day, order)) for order in ORDERS}
    most = max(fits.values())
    # Rows with an odd day are rejected one by one; a file in which most days fit one order is of that order.
    if 2 * most <= sample.total():
        raise InputError(
            f"its days cannot be read: {', '.join([*sample][:3]) or 'there are none'}",
            where=where,
            remedy='say how they are written in a mapping file: date_format = "%d/%m/%Y"',
        )
    best = [order for order in ORDERS if fits[order] == most]
    readings = {tuple(_parse(day, order) for day in sample if _fits(day, order)): order for order in reversed(best)}
    if len(readings) > 1:
        raise InputError(
            f"its days can be read in several orders ({', '.join(sorted(readings.values()))}): {next(iter(sample))}",
            where=where,
            remedy='say which in a mapping file: date_format = "%d/%m/%Y"',
        )
    return _reader(best[0])


def read_degrees(cell: str, bound: float, name: str) -> float | None:
    """Return degrees, None where the cell is empty.

    Raises:
        UnusableCellError: it is no number, or out of range.
    """
    if not cell or cell.isspace():
        return None
    try:
        value = float(cell)
    except ValueError:
        msg = f"its {name} is no number: {cell[:40]}"
        raise UnusableCellError(msg) from None
    if not -bound <= value <= bound:
        swapped = " (are latitude and longitude exchanged?)" if bound == 90 and abs(value) <= 180 else ""
        msg = f"its {name} is out of range: {cell[:40]}{swapped}"
        raise UnusableCellError(msg)
    return value


def read_count(cell: str, name: str) -> int:
    """Return a count of people; an empty cell counts none.

    Raises:
        UnusableCellError: it is no whole number, or below zero.
    """
    if cell.isdecimal() and cell.isascii() and len(cell) < 8:
        return int(cell)
    text = cell.strip()
    if not text:
        return 0
    try:
        value = float(text)
    except ValueError:
        msg = f"its {name} is no number: {text[:40]}"
        raise UnusableCellError(msg) from None
    if value < 0:
        msg = f"its {name} is below zero: {text[:40]}"
        raise UnusableCellError(msg)
    if not value < LARGEST_COUNT or value != int(value):
        msg = f"its {name} is no count: {text[:40]}"
        raise UnusableCellError(msg)
    return int(value)


def _reader(order: str) -> Callable[[str], date]:
    @lru_cache(maxsize=65_536)
    def read(cell: str) -> date:
        try:
            return _parse(cell, order)
        except ValueError:
            shown = cell.strip()[:40]
            msg = f"its day cannot be read as {order}: {shown}" if shown else "it has no day"
            raise UnusableCellError(msg) from None

    return read


def _fits(day: str, order: str) -> bool:
    try:
        _parse(day, order)
    except ValueError:
        return False
    return True


def _parse(cell: str, order: str) -> date:
    """Read a day; an hour behind it (a space or a T, then figures with colons) is left out."""
    text = cell.strip()
    head, _, hour = text.replace("T", " ", 1).partition(" ") if ":" in text else (text, "", "")
    day = datetime.strptime(head if hour else text, order).date()  # noqa: DTZ007 - a day has no time zone
    if not 1800 <= day.year <= 2200:
        raise ValueError(cell)
    return day
