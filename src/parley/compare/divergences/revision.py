"""`revision`: an issuer's later text against its own earlier one."""

from collections.abc import Iterable

from parley.compare.context import Context, diverge
from parley.compare.divergences._issuers import list_changes, pair_accounts
from parley.vocabulary import Certainty, Divergence, DivergenceType

TYPE = DivergenceType.REVISION


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point on which a party says otherwise on a later day.

    What was said before the encounter is a position to negotiate from and not revised by its outcome.
    """
    for matter in context.points:
        for earlier, later in pair_accounts(matter):
            if earlier.source.published_on == later.source.published_on or context.encounter.is_before(earlier.source):
                continue
            changes = list_changes(earlier, later)
            if changes:
                one, two, what = changes[0]
                days = f"{earlier.source.published_on}, then {later.source.published_on}"
                yield diverge(TYPE, Certainty.ASYMMETRIC, matter, [one, two], because=(f"changed: {what}", days))
                break
