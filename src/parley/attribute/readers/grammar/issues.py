"""What a unit is about: evidence from its own words, its sentence, what came before, and the title, added up.

Most positions have no term of their own issue ("it", "that meeting", "the document"), so what a unit inherits, and from
where, is weighed beside what it says.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from parley.attribute.readers.grammar.passages import Draft
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.units import Unit
from parley.vocabulary import Issue

# A strong term says the issue by itself, a likely one more often than not, a weak one only adds to others.
TIERS = ("strong", "likely", "weak")
# The tiers that name an issue, and how much a term of each tier counts where texts are added up.
SAYING = ("strong", "likely")
_SHARE = {"strong": 1.0, "likely": 0.6, "weak": 0.3}
ISSUES = tuple(issue.value for issue in Issue)
Evidence = dict[str, dict[str, float]]
# A sentence further back than this adds next to nothing, and a text without paragraphs must not cost its square.
_FAR_BACK = 10


def gather_evidence(marks: Iterable[Match]) -> Evidence:
    """Return, for each tier of terms, how much each issue is spoken of; a term shared by issues is shared out."""
    sharing: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    for mark in marks:
        if mark.label.file == "issues":
            issue, part = mark.label.key.split(":")
            sharing[(mark.first, mark.last, part)].append(issue)
    evidence: Evidence = {tier: defaultdict(float) for tier in TIERS}
    for (_, _, part), issues in sharing.items():
        for issue in issues:
            evidence[part][issue] += 1 / len(issues)
    return evidence


class Topics:
    """Evidence over a document: by sentence, by paragraph, in the title and as a whole."""

    def __init__(self, draft: Draft, siblings: Sequence[Draft] = ()) -> None:
        self.sentences = [gather_evidence(sentence.marks) for sentence in draft.sentences]
        self._paragraph_of = [sentence.paragraph for sentence in draft.sentences]
        self.title = self.sentences[0] if self.sentences else gather_evidence(())
        self.whole = _shares(self.sentences)
        others = [
            gather_evidence(sentence.marks) for other in siblings if other is not draft for sentence in other.sentences
        ]
        self.encounter = _shares(others)

    def before(self, number: int, back: int) -> Evidence | None:
        """Return the evidence of the sentence `back` before `number`, or None outside the text."""
        return self.sentences[number - back] if number - back >= 0 else None

    def after(self, number: int) -> Evidence | None:
        """Return the evidence of the next sentence of the same paragraph, or None where there is none."""
        if number + 1 < len(self.sentences) and self._paragraph_of[number + 1] == self._paragraph_of[number]:
            return self.sentences[number + 1]
        return None

    def paragraph_before(self, number: int) -> dict[str, float]:
        """Return what the paragraph's earlier sentences speak of, the nearer the more."""
        found: dict[str, float] = defaultdict(float)
        weight = 1.0
        for earlier in range(number - 1, max(-1, number - 1 - _FAR_BACK), -1):
            if self._paragraph_of[earlier] != self._paragraph_of[number]:
                break
            for tier in SAYING:
                for issue, value in self.sentences[earlier][tier].items():
                    found[issue] += weight * _SHARE[tier] * min(1.0, value)
            weight *= 0.6
        return found


def _shares(sentences: Iterable[Evidence]) -> dict[str, float]:
    """Return each issue's share of all that sentences speak of."""
    amounts: dict[str, float] = defaultdict(float)
    for evidence in sentences:
        for tier in TIERS:
            for issue, value in evidence[tier].items():
                amounts[issue] += _SHARE[tier] * value
    total = sum(amounts.values()) or 1.0
    return {issue: amounts[issue] / total for issue in ISSUES}


def speech_of(unit: Unit) -> str:
    """Return how plainly a unit speaks of any issue: the highest tier of its terms, or `mute`."""
    tiers = {m.label.key.split(":")[1] for m in unit.marks if m.label.file == "issues"}
    return next((tier for tier in TIERS if tier in tiers), "mute")


def issue_features(unit: Unit, topics: Topics) -> dict[str, dict[str, float]]:
    """Return the features of every issue for a unit: what it says, and what stands around it."""
    own = gather_evidence(unit.marks)
    number = unit.head.sentence_index
    around = {"last": topics.before(number, 1), "second": topics.before(number, 2), "next": topics.after(number)}
    if unit.head.after_question:
        around["question"] = around["last"]
    sentence = topics.sentences[number]
    paragraph = topics.paragraph_before(number)
    order = {
        tier: [m.label.key.split(":")[0] for m in unit.marks if m.label.file == "issues" and m.label.key.endswith(tier)]
        for tier in TIERS
    }
    context = _context_names(unit)
    state = speech_of(unit)
    neighbours = [(name, evidence) for name, evidence in around.items() if evidence is not None]
    spoken_of = _spoken_of((own, sentence, topics.title, *(evidence for _, evidence in neighbours)))
    in_whole, in_encounter = f"{state}.whole", f"{state}.encounter"
    rows = {}
    for issue in ISSUES:
        row: dict[str, float] = {}
        for tier in TIERS if issue in spoken_of else ():
            amount = own[tier].get(issue, 0.0)
            if amount:
                row[tier] = min(2.0, amount)
            if issue in order[tier]:
                _add(row, f"first_{tier}", float(order[tier][0] == issue))
                _add(row, f"last_{tier}", float(order[tier][-1] == issue))
                _add(row, f"only_{tier}", float(set(order[tier]) == {issue}))
            beside = sentence[tier].get(issue, 0.0) - amount
            if beside > 0:
                row[f"{state}.sentence_{tier}"] = min(2.0, beside)
            for name, evidence in neighbours:
                if value := evidence[tier].get(issue):
                    row[f"{state}.{name}_{tier}"] = min(1.0, value)
            if amount:
                present = min(1.0, amount)
                _add(row, f"{tier}_of_text", present * min(1.0, 5 * topics.whole[issue]))
                _add(row, f"{tier}_of_encounter", present * min(1.0, 5 * topics.encounter[issue]))
                _add(row, f"{tier}_of_paragraph", present * float(paragraph.get(issue, 0.0) > 0))
            if value := topics.title[tier].get(issue):
                row[f"{state}.title_{tier}"] = min(1.0, value)
        if issue in paragraph:
            _add(row, f"{state}.paragraph", min(1.5, paragraph[issue]))
        _add(row, in_whole, topics.whole[issue])
        _add(row, in_encounter, topics.encounter[issue])
        row[f"{state}:{issue}"] = 1.0
        for name in context:
            row[f"{name}:{issue}"] = 1.0
        rows[issue] = row
    return rows


def bond_features(unit: Unit, before: Unit | None) -> dict[str, float]:
    """Return what speaks for two units in a row being on one issue: how near they are, how plainly each speaks."""
    if before is None:
        return {}
    here, there = unit.head.sentence, before.head.sentence
    distance = unit.head.sentence_index - before.head.sentence_index
    near = (
        "sentence" if distance == 0
        else "paragraph" if here.paragraph == there.paragraph
        else "next" if here.paragraph - there.paragraph == 1
        else "far"
    )  # fmt: skip
    state = speech_of(unit)
    row = {
        "bias": 1.0,
        near: 1.0,
        f"{near}&{state}": 1.0,
        f"{near}&{state}&{speech_of(before)}": 1.0,
        f"gap:{min(4, distance)}&{state}": 1.0,
        f"speaker:{unit.head.speaker.name == before.head.speaker.name}": 1.0,
    }
    for mark in unit.marks:
        if mark.label.file == "marks" and mark.label.key in _REFERRING:
            row[f"{mark.label.key}&{state}"] = 1.0
        elif mark.label.file == "clauses":
            row[mark.label.key] = 1.0
    return row


def _spoken_of(evidence: Iterable[Evidence]) -> set[str]:
    """Return the issues of which any evidence speaks: most are spoken of by none, and have nothing to add up."""
    return {issue for one in evidence for tier in TIERS for issue in one[tier]}


def _add(row: dict[str, float], name: str, value: float) -> None:
    if value:
        row[name] = value


def _context_names(unit: Unit) -> list[str]:
    """Cues, objects and other marks that speak for some issues more than for others, whatever the terms."""
    names = {"act." + m.label.key for m in unit.marks if m.label.file == "acts"}
    names |= {"mark." + m.label.key for m in unit.marks if m.label.file == "marks" and m.label.key in _TELLING}
    names |= {"object." + m.label.key for m in unit.marks if m.label.file == "objects"}
    if any(m.label.file == "names" and m.label.key.startswith("places") for m in unit.marks):
        names.add("place")
    if any(m.label.file.startswith("time.") for m in unit.marks):
        names.add("time")
    names.add("voice." + unit.head.voice.value)
    return sorted(names)


_TELLING = {"fighting", "gratitude", "greeting", "evaluation_good", "evaluation_bad", "joint", "third"}
_REFERRING = {"third", "reference"}
