"""A picture of one finding: incidents a week as a step line, the windows of the reading as bands; plain SVG."""

from datetime import date, timedelta
from html import escape

from parley.report.plain_text import on_one_line
from parley.vocabulary import Finding, MonitorReport

WIDTH, HEIGHT = 760, 260
LEFT, RIGHT, TOP, BOTTOM = 48, 16, 34, 40
BANDS = {"before": "#f2f2f2", "between": "#fbe7c6", "during": "#d9ecd9", "after": "#e6e6f2"}


def draw_report(report: MonitorReport) -> str:
    """Return the pictures of all findings, one below the other, as one SVG."""
    inner = [
        draw_finding(finding).replace("<svg ", f'<svg y="{number * HEIGHT}" width="{WIDTH}" height="{HEIGHT}" ', 1)
        for number, finding in enumerate(report.findings)
    ]
    tall = HEIGHT * len(inner)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {tall}">{"".join(inner)}</svg>\n'


def draw_finding(finding: Finding) -> str:
    """Return the picture as SVG, with a title and a description for those who do not see it."""
    title = on_one_line(f"{finding.reading.title or finding.reading.commitment}, reading: {finding.reading.reading}")
    if not finding.windows:
        return _frame(title, "There is nothing to draw.", f'<text x="{LEFT}" y="{TOP + 20}">nothing to draw</text>')
    first, last = finding.windows[0].first_on, finding.windows[-1].last_on
    steps = _steps(finding)
    most = max(1.0, *(rate for _, _, rate in steps))
    days = (last - first).days + 1

    def x(day: date) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / days

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most

    parts = []
    for window in finding.windows:
        begin, end = x(window.first_on), x(window.last_on + timedelta(days=1))
        parts.append(
            f'<rect x="{begin:.1f}" y="{TOP}" width="{end - begin:.1f}" height="{HEIGHT - TOP - BOTTOM}" '
            f'fill="{BANDS[window.name]}"/>'
        )
        # A window of few days has no room for its name; the description has it.
        if end - begin > 40:
            parts.append(f'<text x="{begin + 4:.1f}" y="{TOP + 13}" class="b">{window.name}</text>')
    points = [f"{x(day):.1f},{y(rate):.1f}" for begin, end, rate in steps for day in (begin, end)]
    parts.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="#1f3a5f" stroke-width="1.6"/>')
    parts += [
        f'<line x1="{LEFT}" y1="{HEIGHT - BOTTOM}" x2="{WIDTH - RIGHT}" y2="{HEIGHT - BOTTOM}" stroke="#333"/>',
        f'<text x="{LEFT - 6}" y="{y(most) + 4:.1f}" text-anchor="end">{most:.0f}</text>',
        f'<text x="{LEFT - 6}" y="{y(0) + 4:.1f}" text-anchor="end">0</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 22}">{first}</text>',
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 22}" text-anchor="end">{last}</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 6}">incidents a week that fall under the reading, without the doubtful</text>',
    ]
    told = "; ".join(
        f"{window.name} {window.first_on} to {window.last_on}: {window.incidents.count} incidents, "
        f"{window.deaths} deaths"
        for window in finding.windows
    )
    return _frame(title, told, "".join(parts))


def _steps(finding: Finding) -> list[tuple[date, date, float]]:
    """Return stretches of up to seven days, none across an edge of a window: first day, day after, rate a week."""
    first = finding.windows[0].first_on
    counts = [count for count, _ in finding.daily]
    steps = []
    for window in finding.windows:
        stop = window.last_on + timedelta(days=1)
        begin = window.first_on
        while begin < stop:
            end = min(begin + timedelta(days=7), stop)
            total = sum(counts[(begin - first).days : (end - first).days])
            steps.append((begin, end, 7 * total / (end - begin).days))
            begin = end
    return steps


def _frame(title: str, description: str, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="11" fill="#222"><title>{escape(title)}</title>'
        f"<desc>{escape(on_one_line(description))}</desc>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<text x="{LEFT}" y="20" font-size="13" font-weight="bold">{escape(title)}</text>{body}</svg>\n'
    )
