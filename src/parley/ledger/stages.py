"""The statements of a reading → its stages: what a state follows from, gathered by the days of saying and of knowing.

What was said on one day and published on one day is heard together or not at all, on whatever day one asks. So what of
it bears on a state is gathered once, when the log is derived, and not at every question. Stages are kept in rows as
lists; `Stage(*kept)` reads one. Days are ISO dates. `place` is the number of a statement in its reading.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from parley.ledger.statements import CARRIED_OUT, CONFIRMATION, DENIAL, REJECTION, UNDERTAKING, UNDERTOOK


class Pledge(NamedTuple):
    """The undertakings of a stage that are of one kind: of the party itself or told of another, free or conditional.

    `starts_on` is the first day that any gives, `ends_on` the last; `carried`: ordered; `bound`: at strength 7 or more;
    `together`: by several holders.
    """

    own: bool
    free: bool
    starts_on: str | None
    ends_on: str | None
    together: bool
    carried: bool
    bound: bool
    scope: list[str]


class Stage(NamedTuple):
    """What was said on one day and known from one day on; None or empty where nothing of a kind was.

    `confirmed` and `off` are the places of the first confirmation that counts here and of the first calling off by the
    party itself; `confirmed_from` is the earliest day that a confirmation names. `conditions` are places and exact
    words.
    """

    made_on: str
    known_on: str
    pledges: list[list[Any]]
    confirmed: int | None
    confirmed_from: str | None
    off: int | None
    denied: bool
    conditions: list[list[Any]]


def gather_stages(statements: Iterable[dict[str, Any]], first: int, *, reported: bool) -> list[list[Any]]:
    """Return the stages of statements that come to a reading with the place `first` and those after it.

    Two stages of a reading may have the same days: whoever reads them takes all together. `reported`: the reading is
    a third party's.
    """
    by_days: dict[tuple[str, str], list[tuple[int, dict[str, Any]]]] = {}
    for place, one in enumerate(statements, first):
        by_days.setdefault((one["made_on"], one["known_on"]), []).append((place, one))
    return [list(_gather(made_on, known_on, some, reported)) for (made_on, known_on), some in by_days.items()]


def _gather(made_on: str, known_on: str, placed: list[tuple[int, dict[str, Any]]], reported: bool) -> Stage:
    pledges = _gather_pledges([one for _, one in placed if one["role"] == UNDERTAKING])
    # Confirmed is what a party says of its own doing; a report may tell of anybody's.
    confirmed = [
        (place, one["starts_on"]) for place, one in placed if one["role"] == CONFIRMATION and (one["own"] or reported)
    ]
    off = [place for place, one in placed if one["role"] == REJECTION and one["own"]]
    return Stage(
        made_on,
        known_on,
        pledges,
        confirmed[0][0] if confirmed else None,
        min((day for _, day in confirmed if day), default=None),
        off[0] if off else None,
        any(one["role"] == DENIAL for _, one in placed),
        [[place, one["condition"]] for place, one in placed if one["condition"]],
    )


def _gather_pledges(undertaken: list[dict[str, Any]]) -> list[list[Any]]:
    kinds: dict[tuple[bool, bool], list[dict[str, Any]]] = {}
    for one in undertaken:
        kinds.setdefault((one["own"], one["condition"] is None), []).append(one)
    return [
        list(
            Pledge(
                own,
                free,
                min((one["starts_on"] for one in some if one["starts_on"]), default=None),
                max((one["ends_on"] for one in some if one["ends_on"]), default=None),
                any(len(one["holder"]) > 1 for one in some),
                any(one["act"] == "order" and one["strength"] >= CARRIED_OUT for one in some),
                any(one["strength"] >= UNDERTOOK for one in some),
                sorted({noun for one in some for noun in one["scope"]}),
            )
        )
        for (own, free), some in sorted(kinds.items())
    ]
