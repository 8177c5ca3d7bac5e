"""How many commitments stand in which state on a day, by process or by issue, and how many next steps: no words."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from parley.ledger.follow_ups import assess_follow_up
from parley.ledger.standing import find_state
from parley.stores import Filters, Reading


class Overview(NamedTuple):
    """What stands in a process, or on an issue of one: the number of commitments in each state, and of next steps."""

    name: str
    title: str
    states: dict[str, int]
    steps: int
    overdue: int


def look_over(reading: Reading, on: str, known_on: str, process: str | None = None) -> tuple[Overview, ...]:
    """Return what stands in each process, by its latest encounter; where one is given, on each issue of it, by name."""
    states: dict[str, dict[str, int]] = {}
    bodies = reading.bodies(Filters(kinds=("commitment",), process=process, until_day=on), words=False)
    for body, _ in bodies:
        state = find_state(body, on, known_on)
        if state is not None:
            counted = states.setdefault(body["issue" if process else "process"], {})
            counted[state] = counted.get(state, 0) + 1
    steps: dict[str, list[bool]] = {}
    for body, _ in reading.bodies(Filters(kinds=("follow_up",), process=process), words=False):
        step = assess_follow_up(body, on, known_on)
        if step is not None:
            steps.setdefault(step.issue if process else step.process, []).append(step.overdue)
    names = _name_issues(states, steps) if process else _name_processes(reading)
    return tuple(
        Overview(name, title, states.get(name, {}), len(steps.get(name, ())), sum(steps.get(name, ())))
        for name, title in names
        if name in states or name in steps
    )


def _name_issues(*named: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for issue in sorted({name for names in named for name in names}):
        yield issue, issue


def _name_processes(reading: Reading) -> Iterator[tuple[str, str]]:
    for row in reading.rows(Filters(kinds=("process",))):
        yield row.process, row.body["title"]
