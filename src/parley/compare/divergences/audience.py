"""`audience`: texts of one issuer on one day, to different readers."""

from collections.abc import Iterable

from parley.compare.context import Context, diverge
from parley.compare.divergences._issuers import list_changes, pair_accounts
from parley.vocabulary import Certainty, Divergence, DivergenceType

TYPE = DivergenceType.AUDIENCE


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point on which one publisher's texts of one day, in two languages, differ."""
    for matter in context.points:
        for one, other in pair_accounts(matter):
            here, there = one.source, other.source
            if here.published_on != there.published_on or here.publisher != there.publisher:
                continue
            if here.language is None or here.language == there.language:
                continue
            changes = list_changes(one, other)
            if changes:
                first, second, what = changes[0]
                because = (f"differs: {what}", f"in {here.language} and in {there.language}")
                yield diverge(TYPE, Certainty.ASYMMETRIC, matter, [first, second], because=because)
                break
