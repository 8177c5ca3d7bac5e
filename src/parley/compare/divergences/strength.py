"""`strength`: how far a party bound itself."""

from collections.abc import Iterable, Iterator

from parley.compare.context import AlignedPoint, Context, certainty_of, diverge, sides_of
from parley.compare.pairs import pair_up
from parley.vocabulary import Act, Certainty, Divergence, DivergenceType, Position

TYPE = DivergenceType.STRENGTH

# From here on the steps of the ladder are further apart than careful readers differ.
APART = 2

ON_THE_LADDER = frozenset({Act.DISCUSS, Act.PROPOSE, Act.DEMAND, Act.ACCEPT, Act.AGREE, Act.ORDER})
TAKEN_UP = frozenset({Act.ACCEPT, Act.AGREE, Act.ORDER})
HELD_BACK = frozenset({Act.EVADE, Act.OBJECT})
# What one alone agrees to is its undertaking, and no answer to anybody.
ANSWERED = frozenset({Act.ACCEPT, Act.ORDER, *HELD_BACK, Act.REJECT})


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each issue on which the versions bind a party to different degrees.

    1. the same holders, together, go further in one version than in another;
    2. a party's answer goes further, or less far, in its own words than in another's account;
    3. one party proposes, and the other, in its own words, only takes note.
    """
    for matter in context.issues:
        for further, nearer, reason in (*_together(matter), *_told_of_another(matter), *_unanswered(matter)):
            refused = nearer.strength < 0
            yield diverge(
                TYPE,
                certainty_of(further, nearer) if refused else Certainty.ASYMMETRIC,
                matter,
                sides_of(matter.versions, [further, nearer]),
                because=(
                    reason,
                    f"{further.source}: strength {further.strength}",
                    f"{nearer.source}: strength {nearer.strength}",
                ),
            )
            break


def _together(matter: AlignedPoint) -> Iterator[tuple[Position, Position, str]]:
    def is_joint(position: Position) -> bool:
        return len(position.holder) > 1 and position.act in ON_THE_LADDER and position.strength > 0

    for pair in pair_up(matter, is_joint, is_joint):
        holder = pair.one.holder
        if holder != pair.other.holder:
            continue
        furthest = max(p.strength for p in pair.there.positions if p.holder == holder and is_joint(p))
        if pair.one.strength - furthest >= APART:
            yield pair.one, pair.other, f"{'+'.join(pair.one.holder)} together, in two versions"


def _told_of_another(matter: AlignedPoint) -> Iterator[tuple[Position, Position, str]]:
    """Refusal against acceptance is left to `contradiction`: here one of the two is neither."""

    def is_answer(position: Position) -> bool:
        return len(position.holder) == 1 and position.act in ANSWERED

    for pair in pair_up(matter, is_answer, is_answer):
        told, own = pair.one, pair.other
        if told.holder != own.holder or abs(told.strength - own.strength) < APART:
            continue
        if set(own.holder) <= set(pair.there.parties) and not set(told.holder) <= set(pair.here.parties):
            further, nearer = sorted((told, own), key=lambda position: -position.strength)
            if not (further.act in TAKEN_UP and nearer.act is Act.REJECT):
                yield further, nearer, f"{'+'.join(own.holder)}, in its own words and in another's"


def _unanswered(matter: AlignedPoint) -> Iterator[tuple[Position, Position, str]]:
    pairs = pair_up(matter, lambda position: position.act is Act.PROPOSE, lambda position: position.act is Act.EVADE)
    for pair in pairs:
        if set(pair.one.holder) <= set(pair.here.parties) and set(pair.other.holder) <= set(pair.there.parties):
            yield pair.one, pair.other, "proposed by one, only noted by the other"
