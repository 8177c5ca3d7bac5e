"""A chart of convergence: for each issue and pair of parties, the distance over the rounds; plain SVG."""

from collections.abc import Sequence
from datetime import date
from html import escape

from parley.report.plain_text import on_one_line
from parley.report.wording import ISSUE_TITLES
from parley.vocabulary import Distance

WIDTH, ROW, LEFT, RIGHT, TOP = 760, 64, 250, 24, 40


def draw_distances(distances: Sequence[Distance]) -> str:
    """Return the chart as SVG: a row an issue and pair, 1 far apart at its top, 0 together at its bottom.

    A round in which one of the two is silent has no point.
    """
    rows: dict[tuple[str, tuple[str, str]], list[Distance]] = {}
    for one in sorted(distances, key=lambda one: (str(one.issue), one.parties, one.held_on)):
        rows.setdefault((ISSUE_TITLES[one.issue], one.parties), []).append(one)
    days = sorted({one.held_on for one in distances})
    height = TOP + ROW * max(len(rows), 1) + 24
    parts = [f'<text x="{LEFT}" y="18" font-weight="bold">Distance between the parties, by round</text>']
    if not rows:
        parts.append(f'<text x="{LEFT}" y="{TOP + 20}">two parties speak on no issue</text>')
    for number, ((issue, parties), found) in enumerate(rows.items()):
        parts += _draw_row(TOP + ROW * number, f"{issue}: {' – '.join(parties)}", found, days)
    for day in days if len(days) < 8 else (days[0], days[-1]):
        parts.append(f'<text x="{_x(day, days):.1f}" y="{height - 8}" text-anchor="middle">{day}</text>')
    told = "; ".join(
        f"{ISSUE_TITLES[one.issue]}, {' and '.join(one.parties)}, {one.held_on}: {one.total:.2f}" for one in distances
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" font-family="sans-serif" '
        f'font-size="11" fill="#222"><title>Distance between the parties, by round</title>'
        f"<desc>{escape(on_one_line(told))}</desc>"
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _draw_row(top: int, name: str, found: Sequence[Distance], days: Sequence[date]) -> list[str]:
    bottom, tall = top + ROW - 14, ROW - 26
    parts = [
        f'<text x="8" y="{top + ROW / 2}">{escape(on_one_line(name))}</text>',
        f'<line x1="{LEFT}" y1="{bottom}" x2="{WIDTH - RIGHT}" y2="{bottom}" stroke="#bbb"/>',
        f'<line x1="{LEFT}" y1="{bottom - tall}" x2="{WIDTH - RIGHT}" y2="{bottom - tall}" stroke="#eee"/>',
    ]
    places = [(_x(one.held_on, days), bottom - tall * one.total, one.total) for one in found]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
    if len(places) > 1:
        parts.append(f'<polyline points="{line}" fill="none" stroke="#1f3a5f"/>')
    for x, y, total in places:
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="#1f3a5f"/>')
        parts.append(f'<text x="{x + 6:.1f}" y="{y - 4:.1f}">{total:.2f}</text>')
    return parts


def _x(day: date, days: Sequence[date]) -> float:
    span = (days[-1] - days[0]).days
    middle = (LEFT + 30, WIDTH - RIGHT - 40)
    return middle[0] + (middle[1] - middle[0]) * ((day - days[0]).days / span if span else 0.5)
