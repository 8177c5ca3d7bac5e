"""The ladder of classes: cessation of hostilities, preliminary ceasefire, definitive ceasefire.

Source: Clayton and Sticher (2021), "The Logic of Ceasefires in Civil War": a preliminary ceasefire has a mechanism by
which compliance is watched, a definitive one provides for demobilisation and comes with the substance of a settlement.
"""

from collections.abc import Sequence
from dataclasses import replace

from parley.outlook.stage import HALTS, is_undertaking
from parley.vocabulary import Issue, LadderStep, Position, Words

COMPLIANCE = (Issue.CEASEFIRE_MONITORING,)
DEMOBILISATION = (Issue.FORCES_DISARMAMENT,)
SUBSTANCE = (Issue.SETTLEMENT, Issue.TERRITORY, Issue.GUARANTEES, Issue.GOVERNANCE)
WORDS_SHOWN = 2


def climb_ladder(spoken: Sequence[Position], lately: Sequence[Position] = ()) -> tuple[LadderStep, ...]:
    """Return the three steps, each reached or not, from positions of record; a step needs those before it.

    `lately` are those of the last encounter alone.
    """
    late = [step.reached for step in _climb(lately)]
    return tuple(replace(step, lately=now) for step, now in zip(_climb(spoken), late, strict=True))


def _climb(spoken: Sequence[Position]) -> tuple[LadderStep, ...]:
    halt = _taken_up(spoken, HALTS)
    watched = _taken_up(spoken, COMPLIANCE)
    disarmed = _taken_up(spoken, DEMOBILISATION)
    substance = _taken_up(spoken, SUBSTANCE)
    needs = {
        "cessation": [("a halt of fire taken up", halt)],
        "preliminary": [("a halt of fire taken up", halt), ("a way to watch compliance taken up", watched)],
        "definitive": [
            ("a halt of fire taken up", halt),
            ("a way to watch compliance taken up", watched),
            ("demobilisation taken up", disarmed),
            ("substance of a settlement taken up", substance),
        ],
    }
    return tuple(_step(name, parts) for name, parts in needs.items())


def _step(name: str, needs: list[tuple[str, list[Position]]]) -> LadderStep:
    lacks = tuple(need for need, found in needs if not found)
    words = tuple(_words(found[0]) for _, found in needs if found)
    return LadderStep(name, not lacks, words=words, lacks=lacks)


def _taken_up(spoken: Sequence[Position], issues: Sequence[Issue]) -> list[Position]:
    """Return positions that take one of the issues up, the furthest first; one without a condition before one with."""
    found = [position for position in spoken if position.issue in issues and is_undertaking(position)]
    return sorted(found, key=lambda position: (position.condition is not None, -position.strength, position.id))


def _words(position: Position) -> Words:
    return Words(position.source, position.span, position.quote, position.id)
