"""The agenda: next steps and commitments in the order and the words in which a reader wants them."""

from datetime import date

from parley.report.wording import name_day
from parley.vocabulary import Commitment, FollowUp, Result


def order_steps(result: Result) -> list[FollowUp]:
    """Return the follow-ups by date, those with a place first on each; undated ones last, in the order of comparing."""
    return sorted(
        result.comparison.follow_ups, key=lambda step: (step.on is None, step.on or date.min, step.place is None)
    )


def name_term(commitment: Commitment, year: int) -> str:
    """Return from when until when a commitment runs: "4 May to 3 June", "from 4 May, no end given"."""
    first, last = commitment.starts_on, commitment.ends_on
    if first and last:
        return f"{name_day(first, year)} to {name_day(last, year)}"
    if first:
        return f"from {name_day(first, year)}, no end given"
    return f"until {name_day(last, year)}" if last else "no dates given"
