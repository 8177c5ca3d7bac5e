"""The chart of a process: for each issue a small one, how far each party went from round to round, as SVG."""

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup, escape

from parley.report.processes._telling import Teller
from parley.report.wording import ACT_DONE, ISSUE_TITLES, name_day
from parley.vocabulary import STRENGTH_LADDER, Course, Issue, Round, Stand

_WIDTH, _HEIGHT = 660, 196
_LEFT, _RIGHT, _TOP, _BOTTOM = 92, 118, 14, 30
_LOWEST, _LOWEST_WITHOUT_REFUSAL, _HIGHEST = -8, -1, 9
# The steps of the ladder that carry a line and a word.
_LINES = {-8: "rejected", 0: "silent", 4: "proposed", 7: "undertook"}
# A party's marker and dash: colour is never the only sign.
_DASHES = ("", "6 3", "2 3", "9 3 2 3", "1 4", "12 4")
_SPREAD = 3.0


def draw_issue(teller: Teller, issue: Issue, courses: Sequence[Course], *, style: str = "") -> Markup:
    """Return the chart of one issue as an SVG element with a title and a description for a screen reader.

    `style` goes into the element, for paper, where that of the page does not reach it.
    """
    rounds = teller.process.rounds
    strengths = [stand.strength for course in courses for stand in course.stands if stand.strength is not None]
    lowest = _LOWEST if min(strengths, default=0) < 0 else _LOWEST_WITHOUT_REFUSAL
    title = f"{ISSUE_TITLES[issue]}: how far each party went"
    parts = [
        Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="t-{} d-{}">').format(
            _WIDTH, _HEIGHT, issue.value, issue.value
        ),
        Markup('<title id="t-{}">{}</title><desc id="d-{}">{}</desc>').format(
            issue.value, title, issue.value, " ".join(_describe(teller, courses))
        ),
        *([Markup("<style>{}</style>").format(Markup(style))] if style else []),
        *_grid(rounds, lowest),
    ]
    ends: list[tuple[float, int, str]] = []
    for course in courses:
        number = _number(teller, course)
        points = [
            (_x(stand.round, rounds), _y(stand.strength, lowest) + _nudge(number), stand)
            for stand in course.stands
            if stand.strength is not None
        ]
        if not points:
            continue
        parts += _line(number, points)
        ends.append((points[-1][1], number, teller.title(course.party)))
    parts += _labels(ends)
    return Markup("").join([*parts, Markup("</svg>")])


def draw_key(teller: Teller, courses: Sequence[Course]) -> list[dict[str, Any]]:
    """Return each party's marker and name: what a narrow window shows under a chart whose names it cannot hold."""
    sign = Markup('<svg class="chart sign" viewBox="-8 -8 16 16" aria-hidden="true"><g class="party p{}">{}</g></svg>')
    drawn = [course for course in courses if any(stand.strength is not None for stand in course.stands)]
    numbers = [_number(teller, course) % len(_DASHES) for course in drawn]
    return [
        {"marker": sign.format(number, _marker(number, 0, 0)), "party": teller.title(course.party)}
        for number, course in zip(numbers, drawn, strict=True)
    ]


def _number(teller: Teller, course: Course) -> int:
    """Return a party's number, the same in every chart of the process."""
    return list(dict.fromkeys(one.party for one in teller.process.courses)).index(course.party)


def _describe(teller: Teller, courses: Sequence[Course]) -> Iterator[str]:
    for course in courses:
        told = [
            f"round {stand.round} {ACT_DONE[stand.act]} {'' if stand.strength is None else stand.strength}".strip()
            for stand in course.stands
            if stand.act is not None
        ]
        yield f"{teller.title(course.party)}: {', '.join(told) or 'nothing said'}."


def _x(number: int, rounds: Sequence[Round]) -> float:
    room = _WIDTH - _LEFT - _RIGHT
    return _LEFT + (room / 2 if len(rounds) < 2 else room * (number - 1) / (len(rounds) - 1))


def _y(strength: int, lowest: int) -> float:
    room = _HEIGHT - _TOP - _BOTTOM
    return _TOP + room * (_HIGHEST - strength) / (_HIGHEST - lowest)


def _nudge(number: int) -> float:
    """Return a small step that keeps two parties apart who stand on one rung."""
    return _SPREAD * (number % 3 - 1)


def _grid(rounds: Sequence[Round], lowest: int) -> Iterator[Markup]:
    for strength, word in _LINES.items():
        if strength < lowest:
            continue
        y = _y(strength, lowest)
        yield Markup('<line class="rung" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(
            _LEFT, _WIDTH - _RIGHT, y, y
        )
        label = f"{word} {str(strength).replace('-', '−')}"
        yield Markup('<text class="rung" x="{}" y="{:.1f}" text-anchor="end">{}</text>').format(
            _LEFT - 10, y + 4, label
        )
    for round_ in rounds:
        day = name_day(round_.day, rounds[-1].day.year)
        yield Markup('<text class="round" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
            _x(round_.number, rounds), _HEIGHT - 8, day
        )


def _line(number: int, points: Sequence[tuple[float, float, Stand]]) -> Iterator[Markup]:
    party = number % len(_DASHES)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    yield Markup('<polyline class="party p{}" points="{}" stroke-dasharray="{}"/>').format(party, path, _DASHES[party])
    for x, y, stand in points:
        possible = " possible" if "only possible" in stand.because else ""
        step = STRENGTH_LADDER.get(stand.strength or 0, "between steps")
        told = f"round {stand.round}: {ACT_DONE[stand.act]} {stand.strength} ({step})" if stand.act else ""
        yield Markup('<g class="party p{}{}">{}<title>{}</title></g>').format(
            party, possible, _marker(party, x, y), told
        )


def _marker(party: int, x: float, y: float) -> Markup:
    shapes = (
        "M -5 0 A 5 5 0 1 0 5 0 A 5 5 0 1 0 -5 0 Z",
        "M -4.5 -4.5 H 4.5 V 4.5 H -4.5 Z",
        "M 0 -6 L 5.5 4.5 H -5.5 Z",
        "M 0 -6 L 6 0 L 0 6 L -6 0 Z",
        "M 0 6 L 5.5 -4.5 H -5.5 Z",
        "M -6 -2 H 6 V 2 H -6 Z",
    )
    return Markup('<path class="marker" transform="translate({:.1f} {:.1f})" d="{}"/>').format(x, y, shapes[party])


def _labels(ends: Sequence[tuple[float, int, str]]) -> Iterator[Markup]:
    """Yield the parties' names at the ends of their lines, moved apart where they would overlap."""
    last = float("-inf")
    for y, number, name in sorted(ends):
        last = max(y, last + 14)
        short = name if len(name) <= 16 else name[:15] + "…"
        yield Markup('<text class="name p{}" x="{}" y="{:.1f}">{}</text>').format(
            number % len(_DASHES), _WIDTH - _RIGHT + 12, last + 4, escape(short)
        )
