"""The grammar reader: Document → Positions. Segment, mark, resolve, construe; every choice with its reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from parley.attribute.readers.grammar import acts, chains, details, features, holders, issues, linear, scopes
from parley.attribute.readers.grammar.language import load_language
from parley.attribute.readers.grammar.passages import Draft, Passage, cut_document
from parley.attribute.readers.grammar.speakers import chain_speakers
from parley.attribute.readers.grammar.units import Unit, make_unit
from parley.registry import language_names
from parley.vocabulary import (
    Act,
    Attribution,
    Document,
    Encounter,
    Issue,
    Measure,
    Position,
    Reading,
    Span,
    Standing,
    Voice,
)

NAME = "grammar"
VERSION = "1"
_LABELS = ("B", "I", "O")
_NEVER = -1e9
# A neighbour seldom draws a unit to an issue that is not among its own few best.
_LIKELY_ISSUES = 3


@dataclass(frozen=True, slots=True)
class Models:
    """The learned weights, one model a decision."""

    boundary: linear.Classes
    issue: linear.Weights
    bond: linear.Weights
    holder: linear.Weights
    act: linear.Classes
    strength: linear.Classes
    scope: linear.Weights
    confidence: linear.Weights
    threshold: float


def make_models(weights: dict[str, dict[str, float]]) -> Models:
    """Build the models from the tables of `weights.json`."""
    return Models(
        linear.Classes(weights["boundary"]),
        linear.Weights(weights["issue"]),
        linear.Weights(weights["bond"]),
        linear.Weights(weights["holder"]),
        linear.Classes(weights["act"]),
        linear.Classes(weights["strength"]),
        linear.Weights(weights["scope"]),
        linear.Weights(weights["confidence"]),
        weights["standing"]["threshold"],
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision about a unit: what was chosen, its probability, and the features that moved it."""

    value: str
    probability: float
    reasons: tuple[tuple[str, float], ...] = ()


class GrammarReader:
    """Reads a document with language data and learned weights; the same input gives the same output."""

    name = NAME
    version = VERSION

    def __init__(self, models: Models | None = None) -> None:
        self._models = models or make_models(linear.load_weights())
        self._cut: tuple[object, dict[str, Draft]] | None = None

    def recalibrate(self, confidence: dict[str, float], threshold: float) -> None:
        """Take other weights of the confidence and another threshold of what is shown as found."""
        self._models = replace(self._models, confidence=linear.Weights(confidence), threshold=threshold)

    def read(self, document: Document, encounter: Encounter, documents: Sequence[Document] = ()) -> Reading:
        """Return the positions of a document in the order of the text."""
        drafts = self.cut_all(documents, encounter)
        draft = drafts.get(document.id) or cut_document(document, encounter)
        units = self.find_units(draft)
        positions = tuple(self.construe(draft, units, tuple(drafts.values())))
        return Reading(document.id, positions, partial=document.partial)

    def cut_all(self, documents: Sequence[Document], encounter: Encounter) -> dict[str, Draft]:
        """Return the drafts of an encounter's documents by id; cut once for a whole encounter, not once a document."""
        key = tuple((document.id, document.sha256, document.source) for document in documents)
        if self._cut is None or self._cut[0] != (encounter, key):
            drafts = {
                d.id: cut_document(d, encounter)
                for d in sorted(documents, key=lambda d: d.id)
                if d.language in language_names()
            }
            self._cut = ((encounter, key), drafts)
        return self._cut[1]

    def find_units(self, draft: Draft) -> list[Unit]:
        """Return the stretches of the text that carry a position, with the probability of each."""
        rows = features.boundary_features(draft.passages, draft.document)
        scores = [self._models.boundary.scores(row) for row in rows]
        labels = decode_labels(scores, [passage.sentence_index for passage in draft.passages])
        units: list[Unit] = []
        members: list[int] = []
        for number, label in enumerate([*labels, "O"]):
            if label != "I" and members:
                unit = make_unit(draft, [draft.passages[at] for at in members])
                unit.probability = 1 - linear.soft_max(scores[members[0]])["O"]
                if unit.end > unit.start:
                    units.append(unit)
                members = []
            if label != "O":
                members.append(number)
        return units

    def weigh_passage(
        self, draft: Draft, passage: Passage, most: int
    ) -> tuple[dict[str, float], list[tuple[str, float]]]:
        """Return the probabilities of one passage's labels by itself, and what speaks for and against a beginning."""
        row = features.boundary_features(draft.passages, draft.document)[passage.index]
        return self._models.boundary.probabilities(row), self._models.boundary.reasons("B", "O", row, most)

    def construe(self, draft: Draft, units: Iterable[Unit], siblings: Sequence[Draft] = ()) -> Iterable[Position]:
        """Give each unit its act, issue, holder and details, in order: each may rest on the one before."""
        units = list(units)
        topics = issues.Topics(draft, siblings)
        chosen = self.choose_issues(units, topics)
        previous_holder: tuple[str, ...] = ()
        measures: dict[str, tuple[int, Measure]] = {}
        for number, (unit, issue) in enumerate(zip(units, chosen, strict=True)):
            before = units[number - 1] if number else None
            context = holders.HolderContext(draft.encounter, draft.document.source, previous_holder, before)
            holder = self.choose_holder(unit, context)
            act = self.choose_act(unit, draft.document)
            if holder:
                at, last = measures.get(issue.value, (0, None))
                if unit.head.sentence_index - at > scopes.FAR_BACK_SENTENCES:
                    last = None
                position = self._position(draft, unit, number, issue, act, holder, last, topics)
                if position.measure.scope or last is None:
                    measures[issue.value] = (unit.head.sentence_index, position.measure)
                yield position
                previous_holder = holder[0]

    def choose_issues(self, units: Sequence[Unit], topics: issues.Topics) -> list[Choice]:
        """Choose the issue of every unit, each in the light of its neighbours."""
        scores: list[dict[str, float]] = []
        likely: list[dict[str, dict[str, float]]] = []
        for unit in units:
            rows = issues.issue_features(unit, topics)
            of_unit = {issue: self._models.issue.score(row) for issue, row in rows.items()}
            scores.append(of_unit)
            # The rows of all 32 issues of every unit would be most of the memory that a long text takes.
            likely.append({issue: rows[issue] for issue in nlargest(_LIKELY_ISSUES, of_unit, key=of_unit.__getitem__)})
        bonds = [
            self._models.bond.score(issues.bond_features(unit, before))
            for unit, before in zip(units, (None, *units), strict=False)
        ]
        chosen = []
        for unit, found, rows in zip(units, chains.label_chain(scores, bonds), likely, strict=True):
            row = rows.get(found.label) or issues.issue_features(unit, topics)[found.label]
            reasons = tuple(self._models.issue.reasons(row))
            chosen.append(Choice(found.label, found.probabilities[found.label], reasons))
        return chosen

    def choose_holder(
        self, unit: Unit, context: holders.HolderContext
    ) -> tuple[tuple[str, ...], float, tuple[tuple[str, float], ...]] | None:
        """Choose whose position it is; None where the text and the encounter name nobody."""
        candidates = holders.holder_candidates(unit, context)
        if not candidates:
            return None
        scores = {str(number): self._models.holder.score(c.features) for number, c in enumerate(candidates)}
        probabilities = linear.soft_max(scores)
        chosen = linear.best(probabilities)
        candidate = candidates[int(chosen)]
        return candidate.parties, probabilities[chosen], tuple(self._models.holder.reasons(candidate.features))

    def choose_act(self, unit: Unit, document: Document) -> Choice:
        """Choose what the holder does."""
        row = acts.act_features(unit, document)
        probabilities = self._models.act.probabilities(row)
        chosen, second, *_ = sorted(probabilities, key=lambda name: (-probabilities[name], name))
        return Choice(chosen, probabilities[chosen], tuple(self._models.act.reasons(chosen, second, row, 4)))

    def _position(
        self,
        draft: Draft,
        unit: Unit,
        number: int,
        issue: Choice,
        act: Choice,
        holder: tuple[tuple[str, ...], float, tuple[tuple[str, float], ...]],
        before: Measure | None,
        topics: issues.Topics,
    ) -> Position:
        document, source = draft.document, draft.document.source
        language = load_language(unit.head.sentence.language)
        times = details.read_times(unit, language, source.published_on, act.value)
        own = details.read_measure(unit, act.value, times, source.published_on, draft.encounter.held_on[-1])
        candidates = scopes.scope_candidates(unit, issue.value, act.value, before.scope if before else ())
        measure = replace(
            details.inherit_length(own, unit, before), scope=scopes.choose_scope(candidates, self._models.scope)
        )
        condition = details.read_condition(unit, document.text)
        of_act = self._models.strength.among(act.value + ":")
        strengths = of_act if of_act.names else self._models.strength
        strength = int(linear.best(strengths.scores(acts.strength_features(unit, act.value))).split(":")[-1])
        confidence = self.confidence(confidence_features(unit, issue, act, topics))
        span = Span(unit.start, unit.end)
        return Position(
            id=f"{source.id}:{number + 1}",
            source=source.id,
            holder=holder[0],
            act=Act(act.value),
            strength=strength,
            issue=Issue(issue.value),
            span=span,
            quote=span.of(document.text),
            voice=Voice.QUOTATION if unit.head.in_quotes and unit.head.voice is not Voice.OFFICIAL else unit.head.voice,
            chain=_chain(draft, unit),
            measure=measure,
            condition=condition,
            condition_quote=condition.of(document.text) if condition else None,
            readers=(NAME,),
            confidence=round(confidence, 4),
            standing=Standing.FOUND if confidence >= self._models.threshold else Standing.POSSIBLE,
            because=_reasons(issue, act, holder),
            place=_place(unit),
        )

    def confidence(self, row: dict[str, float]) -> float:
        """Return the calibrated probability that a careful reader finds a position here and on this issue."""
        return linear.squash(self._models.confidence.score(row))


def confidence_features(unit: Unit, issue: Choice, act: Choice, topics: issues.Topics) -> dict[str, float]:
    """Return what the confidence in a position rests on: how sure each choice was, what words stand for the issue."""
    own = issues.gather_evidence(unit.marks)
    return {
        "bias": 1.0,
        "boundary": unit.probability,
        "issue": issue.probability,
        "both": unit.probability * issue.probability,
        "act": act.probability,
        "strong": float(issue.value in own["strong"]),
        "likely": float(issue.value in own["likely"]),
        "weak": float(issue.value in own["weak"]),
        "only": float(set(own["strong"]) | set(own["likely"]) == {issue.value}),
        "encounter": min(1.0, 5 * topics.encounter[issue.value]),
    }


def decode_labels(scores: Sequence[dict[str, float]], sentences: Sequence[int]) -> list[str]:
    """Return the best labels: B begins a position, I goes on with it in the same sentence, O is outside."""
    if not scores:
        return []
    best: list[dict[str, tuple[float, str]]] = []
    for number, row in enumerate(scores):
        step: dict[str, tuple[float, str]] = {}
        for label in _LABELS:
            ways = [(0.0, "O")] if number == 0 else [(best[-1][before][0], before) for before in _LABELS]
            if label == "I":
                same = number > 0 and sentences[number] == sentences[number - 1]
                ways = [way for way in ways if same and way[1] != "O"] or [(_NEVER, "O")]
            total, before = max(ways)
            step[label] = (total + row.get(label, _NEVER), before)
        best.append(step)
    label = max(_LABELS, key=lambda name: best[-1][name][0])
    labels = [label]
    for step in reversed(best[1:]):
        label = step[label][1]
        labels.append(label)
    return labels[::-1]


def _chain(draft: Draft, unit: Unit) -> tuple[Attribution, ...]:
    source = draft.document.source
    chain = [Attribution(source.publisher)]
    for speaker in chain_speakers(unit.head.speaker, source, unit.head.voice):
        chain.append(
            Attribution(
                speaker.name,
                speaker.parties[0] if speaker.parties else None,
                Span(*speaker.span) if speaker.span else None,
                Span(*speaker.cue) if speaker.cue else None,
            )
        )
    return tuple(chain)


def _place(unit: Unit) -> str | None:
    places = [
        m.label.key.split(":", 1)[1]
        for m in unit.marks
        if m.label.file == "names" and m.label.key.startswith("places:")
    ]
    return places[0] if places else None


def _reasons(
    issue: Choice, act: Choice, holder: tuple[tuple[str, ...], float, tuple[tuple[str, float], ...]]
) -> tuple[str, ...]:
    named = [
        ("issue", issue.value, issue.reasons),
        ("act", act.value, act.reasons),
        ("holder", "+".join(holder[0]), holder[2]),
    ]
    return tuple(
        f"{what} {value}: {', '.join(name for name, _ in reasons) or 'prior'}" for what, value, reasons in named
    )
