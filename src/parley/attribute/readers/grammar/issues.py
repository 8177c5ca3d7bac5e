"""What a unit is about: evidence from its own words, its sentence, what came before, and the title, added up.

Most positions have no term of their own issue ("it", "that meeting", "the document"), so what a unit inherits, and from
where, is weighed beside what it says.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from parley.attribute.readers.grammar.language import load_language, sentence_language
from parley.attribute.readers.grammar.passages import Draft
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.sentences import Sentence
from parley.attribute.readers.grammar.tokens import tokenize
from parley.attribute.readers.grammar.units import Unit
from parley.attribute.readers.grammar.words import beginnings, load_words
from parley.vocabulary import Issue

# A strong term says the issue by itself, a likely one more often than not, a weak one only adds to others. Words that
# are no terms of any list speak for issues too: as the phrasebook has them.
LISTED = ("strong", "likely", "weak")
TIERS = (*LISTED, "words")
# The tiers that name an issue, and how much a term of each tier counts where texts are added up.
SAYING = ("strong", "likely")
_SHARE = {"strong": 1.0, "likely": 0.6, "weak": 0.3, "words": 0.5}
ISSUES = tuple(issue.value for issue in Issue)
Evidence = dict[str, dict[str, float]]
# A sentence further back than this adds next to nothing, and a text without paragraphs must not cost its square.
_FAR_BACK = 10


def gather_evidence(marks: Iterable[Match], entries: frozenset[str] = frozenset(), language: str = "") -> Evidence:
    """Return, for each tier, how much each issue is spoken of; a term shared by issues is shared out.

    `entries` are beginnings of words, as the counts of words of their `language` have them.
    """
    sharing: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    for mark in marks:
        if mark.label.file == "issues":
            issue, part = mark.label.key.split(":")
            sharing[(mark.first, mark.last, part)].append(issue)
    evidence: Evidence = {tier: defaultdict(float) for tier in TIERS}
    for (_, _, part), issues in sharing.items():
        for issue in issues:
            evidence[part][issue] += 1 / len(issues)
    if entries:
        evidence["words"].update(load_words(language).issues.shares(entries))
    return evidence


def sentence_evidence(sentence: Sentence) -> Evidence:
    """Return what a sentence speaks of."""
    return gather_evidence(sentence.marks, beginnings(sentence.tokens, sentence.marks), sentence.language)


def unit_evidence(unit: Unit) -> Evidence:
    """Return what a unit speaks of."""
    return gather_evidence(unit.marks, unit.beginnings(), unit.head.sentence.language)


class Topics:
    """Evidence over a document: by sentence, by paragraph, in the title and as a whole."""

    def __init__(self, draft: Draft, siblings: Sequence[Draft] = ()) -> None:
        self.sentences = [sentence_evidence(sentence) for sentence in draft.sentences]
        self._paragraph_of = [sentence.paragraph for sentence in draft.sentences]
        self.title = self.sentences[0] if self.sentences else gather_evidence(())
        self.whole = _shares(self.sentences)
        self.occasion = words_evidence(f"{draft.encounter.title}. {draft.encounter.channel}", draft)
        others = [
            sentence_evidence(sentence) for other in siblings if other is not draft for sentence in other.sentences
        ]
        self.encounter = _shares(others)
        self.whole_ranks = _ranks(self.whole)
        self.encounter_ranks = _ranks(self.encounter)

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


def words_evidence(words: str, draft: Draft) -> Evidence:
    """Return what words from the encounter's file speak of, read in their own language."""
    language = load_language(sentence_language(words, draft.document.language))
    tokens = tokenize(words)
    marks = language.patterns.find(tokens)
    return gather_evidence(marks, beginnings(tokens, marks), language.code)


def _ranks(shares: dict[str, float]) -> dict[str, int]:
    """Return the place of each issue that is spoken of at all, from 1 for the one spoken of most; equals share it."""
    return {issue: 1 + sum(other > share for other in shares.values()) for issue, share in shares.items() if share > 0}


def speech_of(unit: Unit) -> str:
    """Return how plainly a unit speaks of any issue: the highest tier of its terms, or `mute`."""
    tiers = {m.label.key.split(":")[1] for m in unit.marks if m.label.file == "issues"}
    return next((tier for tier in LISTED if tier in tiers), "mute")


class _Surroundings(NamedTuple):
    """What a unit says of issues, and what stands around it."""

    state: str
    own: Evidence
    sentence: Evidence
    neighbours: list[tuple[str, Evidence]]
    paragraph: dict[str, float]
    order: dict[str, list[str]]
    topics: Topics

    def around(self, tier: str) -> list[tuple[str, dict[str, float]]]:
        """Return what terms of one tier say around the unit, by the name of the feature, where they say anything."""
        places = (*self.neighbours, ("title", self.topics.title), ("occasion", self.topics.occasion))
        return [(f"{self.state}.{name}_{tier}", said) for name, evidence in places if (said := evidence[tier])]

    def spoken_of(self, tier: str) -> set[str]:
        """Return the issues of which terms of one tier speak, here or around: most issues have nothing to add."""
        return {*self.own[tier], *self.sentence[tier]}.union(*(said for _, said in self.around(tier)))


def _look_around(unit: Unit, topics: Topics) -> _Surroundings:
    number = unit.head.sentence_index
    around = {"last": topics.before(number, 1), "second": topics.before(number, 2), "next": topics.after(number)}
    if unit.head.after_question:
        around["question"] = around["last"]
    own = unit_evidence(unit)
    order = {
        tier: [m.label.key.split(":")[0] for m in unit.marks if m.label.file == "issues" and m.label.key.endswith(tier)]
        for tier in LISTED
    }
    order["words"] = sorted(own["words"], key=lambda issue: (-own["words"][issue], issue))
    return _Surroundings(
        speech_of(unit),
        own,
        topics.sentences[number],
        [(name, evidence) for name, evidence in around.items() if evidence is not None],
        topics.paragraph_before(number),
        order,
        topics,
    )


def issue_features(unit: Unit, topics: Topics) -> dict[str, dict[str, float]]:
    """Return the features of every issue for a unit: what it says, and what stands around it."""
    here = _look_around(unit, topics)
    context = _context_names(unit)
    referring = any(m.label.file == "marks" and m.label.key in _REFERRING for m in unit.marks)
    spoken_of = [(tier, here.around(tier), here.spoken_of(tier)) for tier in TIERS]
    names = (here.state, f"referring.{here.state}") if referring else (here.state,)
    crossed = zip(*(_with_issues(name) for name in (here.state, *context)), strict=True)
    rows = {}
    for issue, of_issue in zip(ISSUES, crossed, strict=True):
        row = dict.fromkeys(of_issue, 1.0)
        for tier, around, spoken in spoken_of:
            if issue in spoken:
                _add_tier(row, issue, tier, here)
                for name, said in around:
                    if issue in said:
                        row[name] = min(1.0, said[issue])
        _add_text(row, issue, here, names)
        rows[issue] = row
    return rows


@lru_cache(maxsize=4096)
def _with_issues(name: str) -> tuple[str, ...]:
    """Return the names of a feature for each issue by itself: made once, they are asked for with every unit."""
    return tuple(f"{name}:{issue}" for issue in ISSUES)


def _add_tier(row: dict[str, float], issue: str, tier: str, here: _Surroundings) -> None:
    """Add what terms of one tier say of an issue in the unit and in its sentence."""
    amount, order, topics = here.own[tier].get(issue, 0.0), here.order[tier], here.topics
    if amount:
        present = min(1.0, amount)
        row[tier] = min(2.0, amount)
        _add(row, f"first_{tier}", float(order[0] == issue))
        _add(row, f"last_{tier}", float(order[-1] == issue))
        _add(row, f"only_{tier}", float(set(order) == {issue}))
        _add(row, f"{tier}_of_text", present * min(1.0, 5 * topics.whole[issue]))
        _add(row, f"{tier}_of_encounter", present * min(1.0, 5 * topics.encounter[issue]))
        _add(row, f"{tier}_of_paragraph", present * float(here.paragraph.get(issue, 0.0) > 0))
    beside = here.sentence[tier].get(issue, 0.0) - amount
    if beside > 0:
        row[f"{here.state}.sentence_{tier}"] = min(2.0, beside)


def _add_text(row: dict[str, float], issue: str, here: _Surroundings, names: Iterable[str]) -> None:
    """Add how much the paragraph, the text and the encounter's other texts speak of an issue."""
    state, topics = here.state, here.topics
    paragraph, whole, encounter = here.paragraph.get(issue, 0.0), topics.whole[issue], topics.encounter[issue]
    for name in names:
        if paragraph:
            row[f"{name}.paragraph"] = min(1.5, paragraph)
        if whole:
            row[f"{name}.whole"] = whole
        if encounter:
            row[f"{name}.encounter"] = encounter
    row[_rank(state, "whole", topics.whole_ranks.get(issue, 32))] = 1.0
    row[_rank(state, "encounter", topics.encounter_ranks.get(issue, 32))] = 1.0


@lru_cache(maxsize=1024)
def _rank(state: str, where: str, rank: int) -> str:
    step = str(rank) if rank <= 3 else "few" if rank <= 6 else "many"
    return f"{state}.{where}_rank_{step}"


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
