"""The order of work of comparing rounds: from the results of encounters in a row to what moved over them."""

from collections.abc import Sequence

from parley.compare.courses import find_courses
from parley.compare.rewordings import find_rewordings
from parley.compare.steps import find_steps
from parley.vocabulary import Process, Result, Round


def trace_process(results: Sequence[Result]) -> Process:
    """Return what moved over the rounds, given in their order; pure, and nothing is read again."""
    rounds = tuple(Round(number, result) for number, result in enumerate(results, 1))
    courses = tuple(find_courses(rounds))
    return Process(rounds, courses, tuple(find_rewordings(rounds, courses)), tuple(find_steps(rounds)))
