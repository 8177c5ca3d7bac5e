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

    def paragraph_before(self, number: int) -> dict[str, float]:
        """Return what the paragraph's earlier sentences speak of, the nearer the more."""
        found: dict[str, float] = defaultdict(float)
        weight = 1.0
        for earlier in range(number - 1, max(-1, number - 1 - _FAR_BACK), -1):
            if self._paragraph_of[earlier] != self._paragraph_of[number]:
                break
            for issue, value in self.sentences[earlier]["strong"].items():
                found[issue] += weight * min(1.0, value)
            weight *= 0.6
        return found


def _shares(sentences: Iterable[Evidence]) -> dict[str, float]:
    """Return each issue's share of all that sentences speak of."""
    amounts: dict[str, float] = defaultdict(float)
    for evidence in sentences:
        for issue, value in evidence["strong"].items():
            amounts[issue] += value
        for issue, value in evidence["weak"].items():
            amounts[issue] += 0.3 * value
    total = sum(amounts.values()) or 1.0
    return {issue: amounts[issue] / total for issue in ISSUES}


def issue_features(
    unit: Unit, topics: Topics, previous: str | None, earlier: str | None
) -> dict[str, dict[str, float]]:
    """Return the features of every issue for a unit.

    `previous` is the issue of the unit before, `earlier` of the one before that; None at the start of a text.
    """
    own = gather_evidence(unit.marks)
    number = unit.head.sentence_index
    sentence = topics.sentences[number]
    last = topics.before(number, 1)
    second = topics.before(number, 2)
    paragraph = topics.paragraph_before(number)
    order = [
        m.label.key.split(":")[0] for m in unit.marks if m.label.file == "issues" and m.label.key.endswith("strong")
    ]
    context = _context_names(unit)
    silent = not own["strong"]
    mute = silent and not own["weak"]
    rows = {}
    for issue in ISSUES:
        row: dict[str, float] = {}
        _add(row, "strong", min(2.0, own["strong"].get(issue, 0.0)))
        _add(row, "weak", min(2.0, own["weak"].get(issue, 0.0)))
        if order:
            _add(row, "first_strong", float(order[0] == issue))
            _add(row, "last_strong", float(order[-1] == issue))
            _add(row, "only_strong", float(set(order) == {issue}))
        rest = sentence["strong"].get(issue, 0.0) - own["strong"].get(issue, 0.0)
        rest_weak = sentence["weak"].get(issue, 0.0) - own["weak"].get(issue, 0.0)
        state = "mute" if mute else "silent" if silent else "speaking"
        _add(row, f"{state}.sentence", min(2.0, max(0.0, rest)))
        _add(row, f"{state}.sentence_weak", min(2.0, max(0.0, rest_weak)))
        if last is not None:
            _add(row, f"{state}.last", min(1.0, last["strong"].get(issue, 0.0)))
            _add(row, f"{state}.last_weak", min(1.0, last["weak"].get(issue, 0.0)))
        if second is not None:
            _add(row, f"{state}.second", min(1.0, second["strong"].get(issue, 0.0)))
        _add(row, f"{state}.paragraph", min(1.5, paragraph.get(issue, 0.0)))
        _add(row, f"{state}.title", min(1.0, topics.title["strong"].get(issue, 0.0)))
        _add(row, f"{state}.whole", topics.whole[issue])
        _add(row, f"{state}.encounter", topics.encounter[issue])
        weak = min(1.0, own["weak"].get(issue, 0.0))
        _add(row, f"{state}.weak_of_text", weak * min(1.0, 5 * topics.whole[issue]))
        _add(row, f"{state}.weak_of_encounter", weak * min(1.0, 5 * topics.encounter[issue]))
        _add(row, f"{state}.weak_of_paragraph", weak * float(paragraph.get(issue, 0.0) > 0))
        _add(
            row, "strong_of_encounter", min(1.0, own["strong"].get(issue, 0.0)) * min(1.0, 5 * topics.encounter[issue])
        )
        _add(row, f"{state}.previous", float(previous == issue))
        _add(row, f"{state}.earlier", float(earlier == issue))
        row[f"{state}:{issue}"] = 1.0
        for name in context:
            row[f"{name}:{issue}"] = 1.0
        rows[issue] = row
    return rows


def _add(row: dict[str, float], name: str, value: float) -> None:
    if value:
        row[name] = value


def _context_names(unit: Unit) -> list[str]:
    """Cues and other marks that speak for some issues more than for others, whatever the terms."""
    names = {"act." + m.label.key for m in unit.marks if m.label.file == "acts"}
    names |= {"mark." + m.label.key for m in unit.marks if m.label.file == "marks" and m.label.key in _TELLING}
    if any(m.label.file == "objects" for m in unit.marks):
        names.add("object")
    if any(m.label.file == "names" and m.label.key.startswith("places") for m in unit.marks):
        names.add("place")
    if any(m.label.file.startswith("time.") for m in unit.marks):
        names.add("time")
    names.add("voice." + unit.head.voice.value)
    return sorted(names)


_TELLING = {"fighting", "gratitude", "greeting", "evaluation_good", "evaluation_bad", "joint", "third"}
