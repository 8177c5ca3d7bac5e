"""Whose position it is: candidates from the speaker, the mentions and the encounter, weighed by how they stand."""

from itertools import combinations, pairwise
from typing import NamedTuple

from parley.attribute.readers.grammar.mentions import Mention
from parley.attribute.readers.grammar.units import Unit
from parley.vocabulary import Encounter, Source


class Candidate(NamedTuple):
    """A set of parties that may hold the position of a unit, and the features that speak for or against it."""

    parties: tuple[str, ...]
    features: dict[str, float]


class HolderContext(NamedTuple):
    """What the text so far tells: the holder of the unit before, and that unit."""

    encounter: Encounter
    source: Source
    previous: tuple[str, ...]
    unit_before: Unit | None = None

    def distance(self, unit: Unit) -> str:
        """Return how near the unit before stands: in the same sentence, the same paragraph, or further off."""
        if self.unit_before is None:
            return "none"
        here, there = unit.head.sentence, self.unit_before.head.sentence
        return "sentence" if here is there else "paragraph" if here.paragraph == there.paragraph else "far"


def speaking_parties(unit: Unit, context: HolderContext) -> tuple[str, ...]:
    """Return the parties for which the passage speaks: its speaker's, else those of the source."""
    if unit.head.speaker.parties:
        return unit.head.speaker.parties
    if unit.head.speaker.kind in {"nobody", "party", "other", "turn"}:
        return context.source.speaks_for
    return ()


def holder_candidates(unit: Unit, context: HolderContext) -> list[Candidate]:
    """Return the candidates with their features, in an order that depends on nothing but the text."""
    found: dict[tuple[str, ...], dict[str, float]] = {}

    def vote(parties: tuple[str, ...], *names: str) -> None:
        if parties:
            row = found.setdefault(parties if len(parties) == 1 else tuple(sorted(set(parties))), {})
            for name in names:
                row[name] = 1.0

    speaking = speaking_parties(unit, context)
    everyone = context.encounter.parties
    vote(speaking, "speaking", f"speaking&{context.source.kind.value}", f"speaking&{unit.head.speaker.kind}")
    if len(everyone) > 1:
        vote(everyone, "everyone")
    listed = (*everyone, *context.encounter.concerned)
    for party in listed:
        vote((party,), "listed")
    for pair in combinations(listed, 2):
        vote(pair, "listed_pair")
    named = "named" if unit.mentions else "bare"
    distance = context.distance(unit)
    vote(context.previous, "previous", f"previous&{distance}", f"previous&{distance}&{named}")
    others = tuple(party for party in everyone if party not in speaking)
    if speaking and len(others) > 1:
        vote(others, "others")
    cue = _first_act(unit)
    inside = [(m, parties) for m in unit.mentions if (parties := resolve(m, speaking, context))]
    before = [
        (m, parties) for passage in unit.earlier for m in passage.mentions if (parties := resolve(m, speaking, context))
    ]
    for number, (mention, parties) in enumerate(inside):
        side = "before_cue" if cue is None or mention.first < cue else "after_cue"
        reasons = [
            f"inside.{mention.how}",
            f"inside.{side}",
            f"inside.{side}.{mention.how}",
            f"inside.{side}.{mention.role}",
            f"inside.{mention.role}.{mention.how}",
        ]
        if number == 0:
            reasons += ["inside.first", f"inside.first.{mention.how}"]
        vote(parties, *reasons)
    for mention, parties in before:
        vote(parties, f"earlier.{mention.how}")
    if before:
        vote(before[-1][1], "earlier.nearest", f"earlier.nearest.{before[-1][0].how}")
        vote(before[0][1], "earlier.first", f"earlier.first.{before[0][0].how}")
    subjects = [(m, parties) for m, parties in before if m.role == "bare"]
    if subjects:
        vote(subjects[-1][1], "earlier.subject", f"earlier.subject&{named}")
    subjects = [(m, parties) for m, parties in inside if m.role == "bare" and (cue is None or m.first < cue)]
    if subjects:
        vote(subjects[-1][1], "inside.subject", f"inside.subject.{subjects[-1][0].how}")
        vote(subjects[0][1], "inside.first_subject")
    own_subject = tuple(sorted(set(subjects[-1][1]))) if subjects else ()
    for group, names in _together(inside):
        vote(group, *names)
    if any(m.how == "joint" for m, _ in (*inside, *before)) and len(others) > 1 and speaking:
        vote(others, "others&joint")
    _describe(found, unit, speaking, everyone, bool(inside), bool(before))
    _tell_subject(found, unit, own_subject, speaking)
    _cross_kind(found, context, outside=bool(speaking) and not set(speaking) & set(everyone))
    return [Candidate(parties, found[parties]) for parties in sorted(found)]


def resolve(mention: Mention, speaking: tuple[str, ...], context: HolderContext) -> tuple[str, ...]:
    """Return the parties that a mention stands for in this passage; empty where nothing tells."""
    if mention.parties:
        return mention.parties
    everyone = context.encounter.parties
    if mention.how in {"first", "own"}:
        return speaking
    if mention.how == "joint":
        return everyone
    if mention.how == "conflict":
        return context.encounter.concerned + everyone if len(everyone) < 2 else everyone
    if mention.how == "counterpart":
        others = tuple(party for party in everyone if party not in speaking)
        return others if speaking else ()
    if mention.how == "role":
        return context.source.speaks_for if len(context.source.speaks_for) == 1 else ()
    if mention.how == "third":
        return context.previous
    return ()


def _first_act(unit: Unit) -> int | None:
    return next((m.first for m in unit.marks if m.label.file == "acts" and "." not in m.label.key), None)


def _together(inside: list[tuple[Mention, tuple[str, ...]]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Two names close together may be one subject: "A and B agreed"."""
    groups: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for (one, first), (other, second) in pairwise(inside):
        if set(first) != set(second) and other.first - one.last <= 2:
            joined = "with" if other.role == "accompanied" else other.role
            groups.append((first + second, ("together", f"together.{one.how}", f"together.{joined}")))
    return groups


def _describe(
    found: dict[tuple[str, ...], dict[str, float]],
    unit: Unit,
    speaking: tuple[str, ...],
    everyone: tuple[str, ...],
    has_inside: bool,
    has_before: bool,
) -> None:
    """Cross each candidate's relation to the speaker with the cues of the unit."""
    acts = sorted({m.label.key for m in unit.marks if m.label.file == "acts"})
    flags = sorted({m.label.key for m in unit.marks if m.label.file in {"marks", "reports"} and m.label.key in _FLAGS})
    for parties, row in found.items():
        relation = _relation(set(parties), set(speaking), set(everyone))
        row["is." + relation] = 1.0
        row[f"is.{relation}&{'named' if has_inside else 'implied' if has_before else 'bare'}"] = 1.0
        row[f"is.{relation}&{unit.head.speaker.kind}"] = 1.0
        row[f"is.{relation}&quoted:{unit.head.in_quotes}"] = 1.0
        for act in acts:
            row[f"is.{relation}&{act}"] = 1.0
        for flag in flags:
            row[f"is.{relation}&{flag}"] = 1.0


def _tell_subject(
    found: dict[tuple[str, ...], dict[str, float]], unit: Unit, subject: tuple[str, ...], speaking: tuple[str, ...]
) -> None:
    """Mark who is the subject of the unit's verb and who only tells of it.

    "A's envoy said that B had refused" is B's position; "A's envoy said that B should withdraw" is A's.
    """
    if not subject:
        return
    verb = next((m.label.key for m in unit.marks if m.label.file == "acts" and "." not in m.label.key), "none")
    modal = any(m.label.file == "marks" and m.label.key in _MODAL for m in unit.marks)
    for parties, row in found.items():
        is_subject, is_speaking = set(subject) <= set(parties), parties == tuple(sorted(set(speaking)))
        name = f"is.{'subject' if is_subject else 'another'}&{'tells' if is_speaking else 'told'}"
        row[name] = 1.0
        row[f"{name}&{'modal' if modal else verb}"] = 1.0


_MODAL = {"obligation", "possibility", "conditional_mood"}


# What weighs otherwise in a treaty than in a tweet.
_BY_KIND = ("inside.subject", "inside.first_subject", "inside.first", "earlier.subject", "previous&", "is.", "together")


def _cross_kind(found: dict[tuple[str, ...], dict[str, float]], context: HolderContext, *, outside: bool) -> None:
    """Cross what matters most with the kind of source, and with whether a third party speaks of the parties."""
    kind = context.source.kind.value
    joint = "joint" if len(context.source.speaks_for) > 1 else "one" if context.source.speaks_for else "press"
    for row in found.values():
        for name in [name for name in row if name.startswith(_BY_KIND) and name.count("&") < 2]:
            row[f"{kind}|{name}"] = 1.0
            row[f"{joint}|{name}"] = 1.0
            if outside:
                row[f"outside|{name}"] = 1.0


_FLAGS = {
    "joint",
    "first_singular",
    "first_plural",
    "third",
    "passive",
    "obligation",
    "future",
    "negation",
    "possessive",
    "gratitude",
}


def _relation(parties: set[str], speaking: set[str], everyone: set[str]) -> str:
    if parties == everyone and len(parties) > 1:
        return "everyone"
    if speaking and len(parties) > 1 and parties == everyone - speaking:
        return "others"
    if speaking and parties == speaking:
        return "speaking"
    if len(parties) > 1:
        return "several"
    if parties <= everyone:
        return "other_party"
    return "outsider"
