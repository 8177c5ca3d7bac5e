"""`origin`: who proposed, asked, mediated or gave way."""

from collections.abc import Iterable

from parley.compare.context import AlignedPoint, Context, Version, diverge, sides_of
from parley.vocabulary import Act, Certainty, Divergence, DivergenceType, Standing

TYPE = DivergenceType.ORIGIN


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point whose versions name different authors of a proposal.

    It is asymmetric where one names an author and another tells the same measure as a joint agreement.
    """
    for matter in context.compared:
        divergence = _compare(matter)
        if divergence is not None:
            yield divergence


def _compare(matter: AlignedPoint) -> Divergence | None:
    for version in matter.versions:
        authors = _authors(version)
        for other in matter.versions:
            if not authors or other is version or authors & _authors(other):
                continue
            if not _authors(other) and not _tells_together(other):
                continue
            proposals = version.having(Act.PROPOSE)
            certainty = Certainty.CONFLICT if _authors(other) and _all_found(version, other) else Certainty.ASYMMETRIC
            return diverge(
                TYPE,
                certainty,
                matter,
                sides_of(matter.versions, proposals),
                because=(
                    f"{'+'.join(version.parties)}: proposed by {', '.join(sorted(authors))}",
                    f"{'+'.join(other.parties)}: {', '.join(sorted(_authors(other))) or 'told as a joint agreement'}",
                ),
            )
    return None


def _authors(version: Version) -> frozenset[str]:
    return frozenset(party for position in version.having(Act.PROPOSE) for party in position.holder)


def _tells_together(version: Version) -> bool:
    return any(len(position.holder) > 1 for position in version.having(Act.AGREE))


def _all_found(*versions: Version) -> bool:
    return all(position.standing is Standing.FOUND for version in versions for position in version.having(Act.PROPOSE))
