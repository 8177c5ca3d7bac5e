"""What stands on a day, as text for a terminal."""

from collections.abc import Iterator, Sequence

from parley.ledger import CommitmentOnDay, FollowUpOnDay, ReadingOnDay
from parley.report.plain_text import on_one_line
from parley.report.wording import ISSUE_TITLES, count
from parley.serve.ledger_views.wording import (
    STATES,
    tell_day,
    tell_heading,
    tell_parties,
    tell_terms,
    tell_title,
    tell_why,
    tell_words,
)
from parley.vocabulary import Issue


def show_standing(
    commitments: Sequence[CommitmentOnDay], follow_ups: Sequence[FollowUpOnDay] | None, on: str, known_on: str | None
) -> str:
    """Return the commitments by state, each with every party's reading and its words, and then the next steps.

    Where the next steps are None they were not asked for.
    """
    return "\n".join(_lines(commitments, follow_ups, on, known_on)) + "\n"


def _lines(
    commitments: Sequence[CommitmentOnDay], follow_ups: Sequence[FollowUpOnDay] | None, on: str, known_on: str | None
) -> Iterator[str]:
    yield tell_heading(on, known_on)
    steps = "" if follow_ups is None else f" · {count(len(follow_ups), 'next step')}"
    yield f"{count(len(commitments), 'commitment')}{steps}"
    # Where several processes are shown together, each line says whose it is.
    several = len({one.process for one in commitments} | {one.process for one in follow_ups or ()}) > 1
    for state in STATES:
        some = [one for one in commitments if one.state == state]
        if some:
            yield ""
            yield f"{state.upper()} ({len(some)})"
        for one in some:
            process = f" · {on_one_line(one.process)}" if several else ""
            yield f"  {tell_title(one.issue, one.title)} · binds {tell_parties(one.by)} · {one.id}{process}"
            if len({reading.state for reading in one.readings}) > 1:
                yield f"    {on_one_line(one.summary)}"
            for reading in one.readings:
                yield from _reading(reading)
    if follow_ups is not None:
        yield ""
        yield "NEXT STEPS"
        yield from show_follow_ups(follow_ups) or ["  none"]


def _reading(reading: ReadingOnDay) -> Iterator[str]:
    party = f"{on_one_line(reading.party)}, a report" if reading.reported else on_one_line(reading.party)
    yield f"    {party}: {reading.state} · {tell_terms(reading.scope, reading.in_force_from, reading.until)}"
    yield f"      {tell_why(reading.why)}"
    yield f"      {tell_words(reading.statements[0])}"
    for condition in reading.conditions:
        yield f"      if: {on_one_line(condition)}"


def show_follow_ups(follow_ups: Sequence[FollowUpOnDay]) -> list[str]:
    """Return the next steps, a line each with its words below."""
    lines = []
    several = len({one.process for one in follow_ups}) > 1
    for one in follow_ups:
        status = f"{one.status}, OVERDUE" if one.overdue else one.status
        when = tell_day(one.on) or "no day given"
        if one.until and one.until != one.on:
            when += f" to {tell_day(one.until)}"
        moved = f" (was {tell_day(one.was_on)})" if one.was_on and one.was_on != one.on else ""
        place = f" · {on_one_line(one.place)}" if one.place else ""
        title = ISSUE_TITLES[Issue(one.issue)]
        process = f" · {on_one_line(one.process)}" if several else ""
        lines.append(f"  {when}{moved} · {title}{place} · {tell_parties(one.parties)} · {status} · {one.id}{process}")
        lines.append(f"    {on_one_line(one.why)}")
        lines.append(f"    {tell_words(one.entries[-1])}")
    return lines
