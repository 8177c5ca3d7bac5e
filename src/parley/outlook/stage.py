"""The stage that each measure on the way to peace has reached, and the conditions that are still open."""

from collections.abc import Iterable, Sequence

from parley.vocabulary import (
    ACTS_OFF_THE_LADDER,
    UNDERTAKEN,
    VOICES_OF_RECORD,
    Act,
    Encounter,
    Issue,
    OpenCondition,
    Position,
    StageReached,
    Standing,
    Words,
)

# Steps of the way, in their order. A truce of one place is a step of its own kind beside the halt of strikes.
STAGES: dict[Issue, str] = {
    Issue.CEASEFIRE_STRIKES: "strike halt",
    Issue.CEASEFIRE_LOCAL: "local truce",
    Issue.CEASEFIRE_MARITIME: "maritime",
    Issue.CEASEFIRE_FULL: "full ceasefire",
    Issue.SETTLEMENT: "settlement",
}
HALTS = (Issue.CEASEFIRE_STRIKES, Issue.CEASEFIRE_LOCAL, Issue.CEASEFIRE_MARITIME, Issue.CEASEFIRE_FULL)

# Acts by which a measure moves; the first that holds names the level.
CARRIED_OUT = 8
PROPOSED = 4
DISCUSSED = 1
TAKING_UP = frozenset({Act.AGREE, Act.ACCEPT, Act.ORDER, Act.CONFIRM})


def list_stages(encounter: Encounter, positions: Sequence[Position]) -> tuple[StageReached, ...]:
    """Return how far each measure has come, in the order of the steps, each with the words that say so."""
    spoken = positions_after(encounter, positions)
    return tuple(
        reached
        for issue, stage in STAGES.items()
        if (reached := _stage(issue, stage, [position for position in spoken if position.issue is issue])) is not None
    )


def positions_after(encounter: Encounter, positions: Iterable[Position]) -> list[Position]:
    """Return the found positions of record in sources that did not appear before the encounter, in canonical order."""
    after = {source.id for source in encounter.sources if not encounter.is_before(source)}
    kept = [
        position
        for position in positions
        if position.source in after and position.voice in VOICES_OF_RECORD and position.standing is Standing.FOUND
    ]
    return sorted(kept, key=lambda position: (position.source, position.span, position.id))


def is_undertaking(position: Position) -> bool:
    """Return whether the position takes the measure up and binds its holder to it."""
    return position.act in TAKING_UP and position.strength >= UNDERTAKEN


def list_open_conditions(encounter: Encounter, positions: Sequence[Position]) -> tuple[OpenCondition, ...]:
    """Return the conditions set on a halt of fire or on peace, each once a party, with whose condition it is."""
    conditions: dict[tuple[str, str], OpenCondition] = {}
    for position in positions_after(encounter, positions):
        if position.issue not in STAGES or position.condition is None or position.act is Act.THREATEN:
            continue
        words = Words(position.source, position.condition, position.condition_quote or "", position.id)
        for party in position.holder:
            conditions.setdefault((party, words.quote), OpenCondition(party, position.issue, words))
    return tuple(conditions.values())


def _stage(issue: Issue, stage: str, spoken: list[Position]) -> StageReached | None:
    on_ladder = [position for position in spoken if position.act not in ACTS_OFF_THE_LADDER]
    if not on_ladder:
        return None
    level, deciding = _level(on_ladder)
    words = tuple(Words(position.source, position.span, position.quote, position.id) for position in deciding[:3])
    return StageReached(issue, stage, level, words)


def _level(spoken: list[Position]) -> tuple[str, list[Position]]:
    taken_up = [position for position in spoken if is_undertaking(position)]
    free = [position for position in taken_up if position.condition is None]
    in_force = [p for p in free if p.act in (Act.ORDER, Act.CONFIRM) and p.strength >= CARRIED_OUT]
    together = [position for position in free if len(position.holder) > 1]
    alone = {position.holder for position in free if len(position.holder) == 1}
    if in_force:
        return "in force", in_force
    if together or len(alone) > 1:
        return "agreed", together or free
    accepted = [p for p in spoken if p.act in (Act.AGREE, Act.ACCEPT, Act.ORDER) and p.strength > PROPOSED]
    if taken_up or accepted:
        return "accepted in part", taken_up or accepted
    proposed = [position for position in spoken if position.act in (Act.PROPOSE, Act.DEMAND)]
    if proposed:
        return "proposed", proposed
    return "discussed", spoken
