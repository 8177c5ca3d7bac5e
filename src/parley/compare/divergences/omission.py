"""`omission`: one party states the matter, another does not mention it in any of its sources, all read whole."""

from collections.abc import Iterable

from parley.compare.alignment import is_likely
from parley.compare.context import Context, diverge, sides_of
from parley.vocabulary import Act, Certainty, Divergence, DivergenceType

TYPE = DivergenceType.OMISSION
PROPOSED = 4


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point that a party of the encounter states and another leaves out.

    A point that is nothing but evaluation makes none; silence is no conflict, so likely positions are enough. Of an
    issue that the party speaks to otherwise, it leaves out only what is said with some weight: more than once, or as a
    proposal at least.
    """
    parties = set(context.encounter.parties)
    for matter in context.points:
        stating = [version for version in matter.versions if parties & set(version.parties)]
        said = [position for version in stating for position in version.positions]
        if not any(position.act is not Act.JUDGE and is_likely(position) for position in said):
            continue
        has_weight = len(said) > 1 or any(position.strength >= PROPOSED for position in said)
        silent = [
            party
            for party in context.silent_parties(matter)
            if has_weight or (party, matter.point.issue) not in context.spoken
        ]
        if silent:
            yield diverge(
                TYPE,
                Certainty.SILENCE,
                matter,
                sides_of(matter.versions),
                silent=silent,
                because=[f"no source of {party}, all read whole, mentions it" for party in silent],
            )
