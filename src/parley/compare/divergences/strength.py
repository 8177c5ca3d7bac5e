"""`strength`: how far a party bound itself."""

from collections.abc import Iterable, Iterator

from parley.compare.context import AlignedPoint, Context, certainty_of, diverge, sides_of
from parley.vocabulary import ACTS_OFF_THE_LADDER, Act, Certainty, Divergence, DivergenceType, Position

TYPE = DivergenceType.STRENGTH

# From here on the steps of the ladder are further apart than careful readers differ.
APART = 2


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each point on which the versions bind a party to different degrees.

    1. the same holders, together, go further in one version than in another;
    2. one version has an order by a party alone, another an agreement that it is only a part of;
    3. one party proposes, and the other, in its own words, only takes note.
    """
    for matter in context.compared:
        for further, nearer, reason in (*_together(matter), *_alone(matter), *_unanswered(matter)):
            refused = nearer.strength < 0
            yield diverge(
                TYPE,
                certainty_of(further, nearer) if refused else Certainty.ASYMMETRIC,
                matter,
                sides_of(matter.versions, [further, nearer]),
                because=(reason, f"{further.source}: {further.strength}", f"{nearer.source}: {nearer.strength}"),
            )
            break


def _together(matter: AlignedPoint) -> Iterator[tuple[Position, Position, str]]:
    furthest: dict[tuple[str, ...], list[Position]] = {}
    for version in matter.versions:
        best: dict[tuple[str, ...], Position] = {}
        for position in version.positions:
            if len(position.holder) > 1 and position.act not in ACTS_OFF_THE_LADDER:
                kept = best.get(position.holder)
                if kept is None or position.strength > kept.strength:
                    best[position.holder] = position
        for holder, position in best.items():
            furthest.setdefault(holder, []).append(position)
    for holder, positions in furthest.items():
        further = max(positions, key=lambda position: position.strength)
        nearer = min(positions, key=lambda position: position.strength)
        if further.strength - nearer.strength >= APART:
            yield further, nearer, f"{'+'.join(holder)} together, in two versions"


def _alone(matter: AlignedPoint) -> Iterator[tuple[Position, Position, str]]:
    for version in matter.versions:
        for order in version.having(Act.ORDER):
            for other in matter.versions:
                if other is not version:
                    for agreement in other.having(Act.AGREE):
                        if set(order.holder) < set(agreement.holder):
                            yield order, agreement, "ordered by one alone, or agreed together"


def _unanswered(matter: AlignedPoint) -> Iterator[tuple[Position, Position, str]]:
    for version in matter.versions:
        for proposal in version.having(Act.PROPOSE):
            if not set(proposal.holder) <= set(version.parties):
                continue
            for other in matter.versions:
                if other is not version:
                    for note in other.having(Act.EVADE):
                        if set(note.holder) <= set(other.parties):
                            yield proposal, note, "proposed by one, only noted by the other"
