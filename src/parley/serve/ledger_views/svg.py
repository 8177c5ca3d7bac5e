"""What stands on a day, as a picture: a line for each party's reading of each commitment, along the days.

A pale bar runs from the day on which it was declared, a full one from the day on which it came into force. A bar
without an end runs to the edge and has an arrow. The state stands beside each line in words: no colour says anything
alone. No script, no font and no address of another place is in the picture.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape

from parley.ledger import CommitmentOnDay, FollowUpOnDay, ReadingOnDay
from parley.report.plain_text import on_one_line
from parley.report.wording import ISSUE_TITLES
from parley.serve.ledger_views.wording import STATES, tell_heading, tell_parties, tell_terms, tell_title, tell_words
from parley.vocabulary import Issue

_WIDTH, _LEFT, _RIGHT, _LINE, _TOP = 1100, 330, 180, 22, 64
_COLOURS = {
    "disputed": "#9a3324",
    "in force": "#1d6b45",
    "suspended": "#7a5c00",
    "conditional": "#5b4a99",
    "agreed": "#1f5f8b",
    "declared": "#3f6d8f",
    "lapsed": "#6b6b6b",
    "ended": "#6b6b6b",
}
_STYLE = "font-family:system-ui,'Noto Sans','Noto Sans CJK SC',sans-serif;font-size:12px"


class _Scale:
    """Days → places along the line."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, max(last, first + timedelta(days=1))

    def place(self, day: date) -> float:
        """Return where a day lies, held within the picture."""
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def months(self) -> Iterator[date]:
        """Yield the first days of the months that the line shows."""
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                yield day
            day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def show_standing(
    commitments: Sequence[CommitmentOnDay], follow_ups: Sequence[FollowUpOnDay] | None, on: str, known_on: str | None
) -> str:
    """Return the timeline as an SVG picture."""
    follow_ups = follow_ups or ()
    rows = _rows(commitments, follow_ups)
    scale = _scale(commitments, follow_ups, date.fromisoformat(on))
    height = _TOP + _LINE * (len(rows) + 1)
    title = tell_heading(on, known_on)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" style="{_STYLE}">'
    )
    parts = [
        opening,
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="16" y="26" font-size="16" font-weight="600">{escape(title)}</text>',
        *_axis(scale, height),
    ]
    for number, row in enumerate(rows):
        parts.extend(_draw(row, scale, _TOP + _LINE * number))
    x = scale.place(date.fromisoformat(on))
    parts.append(f'<line x1="{x}" y1="40" x2="{x}" y2="{height - 8}" stroke="#111" stroke-dasharray="4 3"/>')
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


_Row = CommitmentOnDay | ReadingOnDay | FollowUpOnDay


def _rows(commitments: Sequence[CommitmentOnDay], follow_ups: Sequence[FollowUpOnDay]) -> list[_Row]:
    rows: list[_Row] = []
    for one in sorted(commitments, key=lambda one: (STATES.index(one.state), one.first_on, one.id)):
        rows.append(one)
        rows.extend(one.readings)
    rows.extend(step for step in follow_ups if step.on)
    return rows


def _scale(commitments: Sequence[CommitmentOnDay], follow_ups: Sequence[FollowUpOnDay], on: date) -> _Scale:
    days = [on]
    for one in commitments:
        days.append(date.fromisoformat(one.first_on))
        days += [date.fromisoformat(day) for r in one.readings for day in (r.in_force_from, r.until) if day]
    days += [date.fromisoformat(step.on) for step in follow_ups if step.on]
    margin = timedelta(days=max(3, (max(days) - min(days)).days // 30))
    return _Scale(min(days) - margin, max(days) + margin)


def _axis(scale: _Scale, height: int) -> Iterator[str]:
    months = list(scale.months())
    every = max(1, len(months) // 10)
    for month in months[::every]:
        x = scale.place(month)
        yield f'<line x1="{x}" y1="44" x2="{x}" y2="{height - 8}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="40" fill="#555" text-anchor="middle">{month:%b %Y}</text>'


def _draw(one: _Row, scale: _Scale, y: int) -> Iterator[str]:
    if isinstance(one, CommitmentOnDay):
        label = f"{tell_title(one.issue, one.title)} · {tell_parties(one.by)} · {one.state}"
        yield _text(16, y + 15, _cut(label, 120), weight=600, colour=_COLOURS[one.state])
    elif isinstance(one, ReadingOnDay):
        yield from _draw_reading(one, scale, y)
    else:
        yield from _draw_step(one, scale, y)


def _draw_reading(reading: ReadingOnDay, scale: _Scale, y: int) -> Iterator[str]:
    colour = _COLOURS[reading.state]
    declared = reading.declared_on or reading.in_force_from or reading.statements[0]["made_on"]
    start = scale.place(date.fromisoformat(declared))
    end_day = date.fromisoformat(reading.until) if reading.until else scale.last
    end = scale.place(end_day)
    tip = f"{reading.party}: {reading.state}; {tell_terms(reading.scope, reading.in_force_from, reading.until)}; "
    yield f"<g><title>{escape(on_one_line(tip + tell_words(reading.statements[0])))}</title>"
    party = f"{on_one_line(reading.party)} (a report)" if reading.reported else on_one_line(reading.party)
    yield _text(36, y + 15, _cut(party, 42))
    yield (
        f'<rect x="{start}" y="{y + 6}" width="{max(2.0, round(end - start, 1))}" height="10" fill="{colour}" '
        f'fill-opacity="0.18" stroke="{colour}" stroke-width="0.8"/>'
    )
    if reading.in_force_from:
        begun = scale.place(date.fromisoformat(reading.in_force_from))
        yield (
            f'<rect x="{begun}" y="{y + 6}" width="{max(2.0, round(end - begun, 1))}" height="10" fill="{colour}" '
            'fill-opacity="0.75"/>'
        )
    if not reading.until:
        yield f'<path d="M{end} {y + 3} l8 8 l-8 8 z" fill="{colour}"/>'
    yield _text(_WIDTH - _RIGHT + 14, y + 15, reading.state, colour=colour)
    yield "</g>"


def _draw_step(step: FollowUpOnDay, scale: _Scale, y: int) -> Iterator[str]:
    x = scale.place(date.fromisoformat(step.on or ""))
    colour = "#9a3324" if step.overdue else "#333"
    status = f"{step.status}, overdue" if step.overdue else step.status
    place = f", {on_one_line(step.place)}" if step.place else ""
    yield f"<g><title>{escape(on_one_line(tell_words(step.entries[-1])))}</title>"
    yield _text(36, y + 15, _cut(f"◇ {ISSUE_TITLES[Issue(step.issue)]}{place} · {step.on}", 46))
    yield f'<path d="M{x} {y + 4} l7 7 l-7 7 l-7 -7 z" fill="{colour}"/>'
    yield _text(_WIDTH - _RIGHT + 14, y + 15, status, colour=colour)
    yield "</g>"


def _text(x: float, y: float, words: str, *, weight: int = 400, colour: str = "#222") -> str:
    return f'<text x="{x}" y="{y}" font-weight="{weight}" fill="{colour}">{escape(on_one_line(words))}</text>'


def _cut(words: str, length: int) -> str:
    plain = on_one_line(words)
    return plain if len(plain) <= length else f"{plain[: length - 1]}…"
