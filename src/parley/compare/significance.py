"""What an analyst would look at first: a table of named features, each with its weight, that adds up to a rank."""

from dataclasses import replace

from parley.compare.context import AlignedPoint, Context
from parley.vocabulary import CEASEFIRE_ISSUES, UNDERTAKEN, Certainty, Divergence, DivergenceType, Issue, Position

TYPE_WEIGHTS: dict[DivergenceType, float] = {
    DivergenceType.DENIAL: 3.0,
    DivergenceType.SCOPE: 3.0,
    DivergenceType.CONTRADICTION: 3.0,
    DivergenceType.CONDITION: 2.5,
    DivergenceType.TIMING: 2.0,
    DivergenceType.BOUND: 2.0,
    DivergenceType.STRENGTH: 2.0,
    DivergenceType.QUANTITY: 1.5,
    DivergenceType.REVISION: 1.5,
    DivergenceType.OMISSION: 1.0,
    DivergenceType.ORIGIN: 1.0,
    DivergenceType.AUDIENCE: 1.0,
    DivergenceType.RELAY: 0.5,
    DivergenceType.NAMING: 0.5,
    DivergenceType.REASON: 0.5,
}
CERTAINTY_WEIGHTS: dict[Certainty, float] = {
    Certainty.CONFLICT: 2.0,
    Certainty.ASYMMETRIC: 1.0,
    Certainty.SILENCE: 0.0,
}
CEASEFIRE_WEIGHT = 2.0
LIVES_WEIGHT = 1.0
IN_FORCE_WEIGHT = 2.0
UNDERTAKEN_WEIGHT = 1.0
DEMANDED_WEIGHT = 0.5
COURTESY_WEIGHT = -2.0
UNSURE_WEIGHT = -1.5
ORDERED = 8

# Issues on which the lives of people hang directly.
LIVES = frozenset(
    {
        Issue.CEASEFIRE_MONITORING,
        Issue.FORCES_WITHDRAWAL,
        Issue.FORCES_FOREIGN_AID,
        Issue.CAPTIVES_PRISONERS,
        Issue.CAPTIVES_SURRENDERED,
        Issue.CIVILIANS_CHILDREN,
        Issue.CIVILIANS_HUMANITARIAN,
        Issue.NUCLEAR_PLANT,
    }
)
SURE = 0.8


def weigh(divergence: Divergence, context: Context) -> Divergence:
    """Return the divergence with its features and their sum."""
    matter = context.point.get(divergence.point or "")
    features = tuple(_features(divergence, matter))
    return replace(divergence, features=features, significance=round(sum(weight for _, weight in features), 2))


def _features(divergence: Divergence, matter: AlignedPoint | None) -> list[tuple[str, float]]:
    features = [
        (f"type: {divergence.type}", TYPE_WEIGHTS.get(divergence.type, 0.0)),
        (f"certainty: {divergence.certainty}", CERTAINTY_WEIGHTS[divergence.certainty]),
    ]
    if divergence.issue in CEASEFIRE_ISSUES:
        features.append(("about the halt of fire", CEASEFIRE_WEIGHT))
    elif divergence.issue in LIVES:
        features.append(("lives hang on it", LIVES_WEIGHT))
    elif divergence.issue is Issue.CULTURE:
        features.append(("courtesy", COURTESY_WEIGHT))
    positions = () if matter is None else matter.positions
    reached = max((position.strength for position in positions), default=0)
    if reached >= ORDERED:
        features.append(("the measure is being carried out", IN_FORCE_WEIGHT))
    elif reached >= UNDERTAKEN:
        features.append(("the measure is undertaken", UNDERTAKEN_WEIGHT))
    elif any(position.act == "demand" for position in positions):
        features.append(("it is demanded", DEMANDED_WEIGHT))
    if _is_unsure(divergence, positions):
        features.append(("a side rests on an unsure reading", UNSURE_WEIGHT))
    return features


def _is_unsure(divergence: Divergence, positions: tuple[Position, ...]) -> bool:
    named = {words.position for words in divergence.sides}
    return any(position.id in named and position.confidence < SURE for position in positions)
