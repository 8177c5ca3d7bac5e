"""The shared nouns, frozen: what every stage takes and returns. Their ids are a contract and are never renamed."""

from parley.vocabulary.acts import (
    ACT_MEANINGS,
    ACTS_OFF_THE_LADDER,
    PLOVER_MODES,
    STRENGTH_LADDER,
    UNDERTAKEN,
    Act,
)
from parley.vocabulary.comparisons import (
    Absence,
    CellStatus,
    Certainty,
    Commitment,
    Comparison,
    Divergence,
    DivergenceType,
    FollowUp,
    Nearer,
    OpenCondition,
    Outlook,
    Point,
    StageReached,
    Words,
)
from parley.vocabulary.documents import VOICES_OF_RECORD, Document, Skipped, Voice, Zone
from parley.vocabulary.encounters import Actor, Alignment, Encounter, Source, SourceKind
from parley.vocabulary.issues import CEASEFIRE_ISSUES, ISSUE_MEANINGS, Issue
from parley.vocabulary.positions import Attribution, Measure, Position, Reading, Refusal, Standing
from parley.vocabulary.results import Result
from parley.vocabulary.spans import Span

__all__ = [
    "ACTS_OFF_THE_LADDER",
    "ACT_MEANINGS",
    "CEASEFIRE_ISSUES",
    "ISSUE_MEANINGS",
    "PLOVER_MODES",
    "STRENGTH_LADDER",
    "UNDERTAKEN",
    "VOICES_OF_RECORD",
    "Absence",
    "Act",
    "Actor",
    "Alignment",
    "Attribution",
    "CellStatus",
    "Certainty",
    "Commitment",
    "Comparison",
    "Divergence",
    "DivergenceType",
    "Document",
    "Encounter",
    "FollowUp",
    "Issue",
    "Measure",
    "Nearer",
    "OpenCondition",
    "Outlook",
    "Point",
    "Position",
    "Reading",
    "Refusal",
    "Result",
    "Skipped",
    "Source",
    "SourceKind",
    "Span",
    "StageReached",
    "Standing",
    "Voice",
    "Words",
    "Zone",
]
