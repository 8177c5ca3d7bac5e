"""The order of work of comparing: from positions to everything that one encounter's accounts yield."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from parley import registry
from parley.compare.absences import find_absences
from parley.compare.alignment import align
from parley.compare.commitments import find_commitments
from parley.compare.context import AlignedPoint, Context
from parley.compare.follow_ups import find_follow_ups
from parley.compare.significance import weigh
from parley.vocabulary import Comparison, Divergence, Document, Encounter, Position, Words


def compare_positions(
    encounter: Encounter,
    documents: Sequence[Document],
    positions: Sequence[Position],
    partial: frozenset[str] = frozenset(),
) -> Comparison:
    """Compare the accounts of one encounter; `partial` has the ids of sources that were not read whole.

    1. align: positions become points, each with a cell for every source;
    2. ask every divergence part what it finds; number and weigh the answers;
    3. absences, follow-ups and commitments;
    4. order: what an analyst would look at first comes first.
    """
    unread = partial | {document.id for document in documents if document.partial}
    read = frozenset(document.id for document in documents)
    matters = align(encounter, positions, read=read, partial=unread)
    context = Context(encounter, tuple(positions), matters, read, unread)

    divergences = [weigh(divergence, context) for divergence in _number(_find_divergences(context), context)]
    divergences.sort(key=lambda divergence: (-divergence.significance, divergence.id))
    return Comparison(
        points=tuple(matter.point for matter in sorted(matters, key=_prominence)),
        divergences=tuple(divergences),
        absent=tuple(find_absences(context)),
        follow_ups=tuple(find_follow_ups(context)),
        commitments=tuple(find_commitments(context)),
    )


def _find_divergences(context: Context) -> Iterable[Divergence]:
    for part in registry.load_parts("parley.compare.divergences"):
        yield from part.find(context)


def _number(divergences: Iterable[Divergence], context: Context) -> list[Divergence]:
    """Give each divergence an id of its type and point, numbered from the second on, and its sides their order."""
    sources = {source.id: source for source in context.encounter.sources}

    def place(words: Words) -> tuple[tuple[int, tuple[str, ...]], date, str]:
        source = sources[words.source]
        return context.rank(source.speaks_for), source.published_on, source.id

    seen: Counter[str] = Counter()
    numbered = []
    for divergence in divergences:
        stem = f"{divergence.type}:{divergence.point or divergence.issue}"
        seen[stem] += 1
        sides = sorted(divergence.sides, key=place)
        name = stem if seen[stem] == 1 else f"{stem}:{seen[stem]}"
        numbered.append(replace(divergence, id=name, sides=tuple(sides)))
    return numbered


def _prominence(matter: AlignedPoint) -> tuple[int, int, int, str]:
    """Order points: more parties first, then the further-reaching, then the more often stated."""
    parties = {party for account in matter.accounts for party in account.source.speaks_for}
    strongest = max((position.strength for position in matter.positions), default=0)
    return -len(parties), -strongest, -len(matter.positions), matter.point.id
