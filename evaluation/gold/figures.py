"""Rows of cells → a text table; shares as the literature prints them."""

from collections.abc import Sequence


def percent(share: float | None) -> str:
    """Return a share in [0, 1] as per cent with one digit, or a dash where there is nothing to judge."""
    return "–" if share is None else f"{100 * share:.1f}"


def render_rows(rows: Sequence[Sequence[str]]) -> str:
    """Return the rows below one another, the first column flush left, the others flush right."""
    widths = [max(len(row[number]) for row in rows) for number in range(len(rows[0]))]
    lines = (
        "  ".join(cell.rjust(width) if number else cell.ljust(width) for number, (cell, width) in enumerate(pairs))
        for pairs in (list(zip(row, widths, strict=True)) for row in rows)
    )
    return "\n".join(line.rstrip() for line in lines)
