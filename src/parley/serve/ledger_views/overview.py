"""What stands on a day in a large ledger, as text for a terminal: how much of what, and how to see it."""

import shlex
from collections.abc import Iterator, Sequence

from parley.ledger import Overview
from parley.report.plain_text import on_one_line
from parley.report.wording import ISSUE_TITLES, count
from parley.serve.ledger_views.wording import STATES, tell_heading
from parley.vocabulary import Issue

# More commitments than this are counted first: each takes some ten lines to show.
MOST_SHOWN = 100


def count_commitments(overviews: Sequence[Overview]) -> int:
    """Return how many commitments there are in all."""
    return sum(sum(one.states.values()) for one in overviews)


def show_overview(overviews: Sequence[Overview], on: str, known_on: str | None, process: str = "") -> str:
    """Return the numbers of commitments by state, for each process, or for each issue where a process is given."""
    return "\n".join(_lines(overviews, on, known_on, process)) + "\n"


def _lines(overviews: Sequence[Overview], on: str, known_on: str | None, process: str) -> Iterator[str]:
    yield tell_heading(on, known_on)
    steps, overdue = sum(one.steps for one in overviews), sum(one.overdue for one in overviews)
    late = f" ({overdue} overdue)" if overdue else ""
    where = "" if process else f" in {count(len(overviews), 'process', 'processes')}"
    yield f"{count(count_commitments(overviews), 'commitment')}{where} · {count(steps, 'next step')}{late}"
    for state in STATES:
        number = sum(one.states.get(state, 0) for one in overviews)
        if number:
            yield f"  {state}: {number}"
    yield ""
    for one in overviews:
        yield f"{on_one_line(one.name)} · {ISSUE_TITLES[Issue(one.name)] if process else on_one_line(one.title)}"
        told = [f"{state} {one.states[state]}" for state in STATES if state in one.states]
        if one.steps:
            told.append(count(one.steps, "next step") + (f", {one.overdue} overdue" if one.overdue else ""))
        yield f"  {' · '.join(told)}"
    yield ""
    here = f" --process {shlex.quote(process)}" if process else ""
    yield "These are too many to show one by one. Each with its words:"
    yield f"  parley ledger{here} --issue ISSUE" if process else "  parley ledger --process NAME"
    yield f"  parley ledger{here} --state disputed"
    yield f"  parley ledger{here} --all"
