"""`origin`: who proposed, asked, mediated or gave way."""

from collections.abc import Iterable

from parley.compare.context import AlignedPoint, Context, certainty_of, diverge, sides_of
from parley.compare.pairs import Pair, pair_up
from parley.vocabulary import Act, Certainty, Divergence, DivergenceType, Issue, Position

TYPE = DivergenceType.ORIGIN

JOINT_ACTS = frozenset({Act.AGREE, Act.ACCEPT, Act.ORDER, Act.STATE})
SHARED = 3
# "Ready to" is an offer for later, and no authorship of what was agreed.
READY = 5
# From this sum on two proposals are the same one.
SAME_PROPOSAL = 0.8
MEDIATION = "part:mediation"

# Of talks somebody always proposes something: only of one and the same step the author counts.
ONLY_KIN = frozenset({Issue.TALKS, Issue.SUMMIT, Issue.BILATERAL})


def find(context: Context) -> Iterable[Divergence]:
    """Yield one divergence for each issue whose versions tell its author otherwise.

    1. one names who proposed the measure, another tells it as a thing that the parties agreed on;
    2. two name different authors of one proposal;
    3. of talks, two tell who mediated, and not in the same words.
    """
    for matter in context.issues:
        divergence = _one_sided(context, matter) or _other_author(context, matter) or _mediated(context, matter)
        if divergence is not None:
            yield divergence


def _one_sided(context: Context, matter: AlignedPoint) -> Divergence | None:
    for pair in pair_up(matter, _is_proposal, _is_joint):
        if not set(pair.one.holder) <= set(pair.other.holder) or not _are_parties(context, pair):
            continue
        if pair.are_kin or (matter.point.issue not in ONLY_KIN and pair.one.strength < READY):
            because = (
                f"{'+'.join(pair.here.parties)}: proposed by {', '.join(pair.one.holder)}",
                f"{'+'.join(pair.there.parties)}: told as a joint agreement",
            )
            return diverge(
                TYPE,
                Certainty.ASYMMETRIC,
                matter,
                sides_of(matter.versions, [pair.one, pair.other]),
                because=because,
            )
    return None


def _other_author(context: Context, matter: AlignedPoint) -> Divergence | None:
    for pair in pair_up(matter, _is_proposal, _is_proposal):
        if pair.score <= SAME_PROPOSAL or set(pair.one.holder) & set(pair.other.holder):
            continue
        if _are_parties(context, pair):
            because = [f"{p.source}: proposed by {', '.join(p.holder)}" for p in (pair.one, pair.other)]
            certainty = certainty_of(pair.one, pair.other)
            return diverge(TYPE, certainty, matter, sides_of(matter.versions, [pair.one, pair.other]), because=because)
    return None


def _mediated(context: Context, matter: AlignedPoint) -> Divergence | None:
    if matter.point.issue is not Issue.TALKS:
        return None
    for pair in pair_up(matter, _tells_mediation, _tells_mediation):
        if _are_parties(context, pair):
            because = ("both tell who mediated, each in words of its own",)
            sides = sides_of(matter.versions, [p for v in matter.versions for p in v.positions if _tells_mediation(p)])
            return diverge(TYPE, Certainty.ASYMMETRIC, matter, sides, because=because)
    return None


def _is_proposal(position: Position) -> bool:
    return position.act is Act.PROPOSE


def _is_joint(position: Position) -> bool:
    return len(position.holder) > 1 and position.act in JOINT_ACTS and position.strength >= SHARED


def _tells_mediation(position: Position) -> bool:
    return MEDIATION in position.marks


def _are_parties(context: Context, pair: Pair) -> bool:
    parties = set(context.encounter.parties)
    return bool(parties & set(pair.here.parties)) and bool(parties & set(pair.there.parties))
