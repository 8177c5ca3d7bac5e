"""Relations between readings of made texts: sentences of general language, filled from `templates.toml`."""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import Any

from outcomes import Key, Outcome, gist, reader

from parley.attribute.readers.grammar.language import load_language
from parley.attribute.readers.grammar.tokens import tokenize
from parley.evaluate.examples import make_document
from parley.vocabulary import Document, Encounter, Position, Source, SourceKind

TEMPLATES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "templates.toml").read_text(encoding="utf-8"))
# Pairs of parties that made sentences are made with.
MOST_PAIRS = 2
DAY = date(2019, 6, 3)


@dataclass(frozen=True)
class Made:
    """A made sentence: language, its template, the parties and the topic that fill it."""

    language: str
    template: str
    one: str
    other: str
    topic: str = "ceasefire"
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """Return the sentence."""
        own = TEMPLATES[self.language]
        acc, gen, prep, sub = own["topics"][self.topic]
        slots = {"X": acc, "XG": gen, "XP": prep, "XS": sub, **dict(self.extra)}
        for slot, party in (("A", self.one), ("B", self.other), ("R", "KZ"), ("Q", "NP")):
            forms = own["names"][party]
            slots |= {slot: forms[0], f"{slot}_gen": forms[min(1, len(forms) - 1)], f"{slot}_ins": forms[-1]}
        return str(self.template.format(**slots))


def stage(
    language: str, sentences: Sequence[str], parties: tuple[str, str], *, filler: bool = True, report: bool = False
) -> tuple[Encounter, Document]:
    """Return some paragraphs on an encounter of two parties: the first one's readout, or a press report."""
    own = TEMPLATES[language]
    names = {"A": own["names"][parties[0]][0], "B": own["names"][parties[1]][0]}
    paragraphs = [own["headline"].format(**names), *sentences, *([own["filler"]] if filler else [])]
    kind = SourceKind.PRESS_REPORT if report else SourceKind.READOUT
    speaks_for = () if report else (parties[0],)
    source = Source(f"made.{language}", "made.txt", "Publisher", kind, DAY, speaks_for, language)
    encounter = Encounter("made", "Made", (DAY, DAY), "meeting", tuple(sorted(parties)), (source,))
    return encounter, make_document("\n\n".join(paragraphs) + "\n", source, language)


@cache
def read_made(*sentences: Made, filler: bool = True, report: bool = False) -> tuple[Position, ...]:
    """Return the positions of a made text."""
    first = sentences[0]
    words = [sentence.words for sentence in sentences]
    encounter, document = stage(first.language, words, (first.one, first.other), filler=filler, report=report)
    return reader().read(document, encounter).positions


def pairs(language: str) -> list[tuple[str, str]]:
    """Return the pairs of parties of made texts."""
    names = [name for name in TEMPLATES[language]["names"] if name not in {"KZ", "NP"}]
    return list(pairwise(names))[:MOST_PAIRS]


def made_sentences(language: str) -> Iterator[tuple[str, Made]]:
    """Yield every act with each of its sentences, topics and pairs of parties."""
    own = TEMPLATES[language]
    for (act, templates), topic, (one, other) in product(own["acts"].items(), own["topics"], pairs(language)):
        for template in templates:
            yield act, Made(language, template, one, other, topic)


def exchange_parties(language: str) -> Outcome:
    """The parties' names are exchanged → the holders are, and issue, act and strength are not."""
    outcome = Outcome()
    for _, made in made_sentences(language):
        swapped = replace(made, one=made.other, other=made.one)
        swap = {made.one: made.other, made.other: made.one}
        here, there = read_made(made), read_made(swapped)
        outcome.compare(
            [(*gist(p, swap), p.strength) for p in here], [(*gist(p), p.strength) for p in there], made.words
        )
    return outcome


def same_cue(one: str, other: str, language: str) -> bool:
    """Return whether the language data gives two sentences cues of the same acts and strengths."""
    found = []
    for words in (one, other):
        marks = load_language(language).patterns.find(tokenize(words))
        found.append(
            {(m.label.key, m.label.strength) for m in marks if m.label.file == "acts" and "." not in m.label.key}
        )
    return found[0] == found[1] != set()


def exchange_cues(language: str) -> Outcome:
    """A cue gives way to another of the same act and strength → act, issue and holder stay."""
    outcome = Outcome()
    own = TEMPLATES[language]
    for templates, topic, (one, other) in product(own["acts"].values(), own["topics"], pairs(language)):
        for first, second in combinations(templates, 2):
            here, there = (Made(language, template, one, other, topic) for template in (first, second))
            if same_cue(here.words, there.words, language):
                outcome.compare(*_gists(here, there), f"{here.words} | {there.words}")
    return outcome


def active_for_passive(language: str) -> Outcome:
    """The passive says what the active does."""
    outcome = Outcome()
    own = TEMPLATES[language]
    for (first, second), topic, (one, other) in product(own["passives"].values(), own["topics"], pairs(language)):
        here, there = (Made(language, template, one, other, topic) for template in (first, second))
        outcome.compare(*_gists(here, there), f"{here.words} | {there.words}")
    return outcome


def _gists(*several: Made) -> list[list[Key]]:
    return [[gist(p) for p in read_made(made)] for made in several]


def order_sentences(language: str) -> Outcome:
    """Sentences that do not refer to each other say the same in another order."""
    outcome = Outcome()
    own = TEMPLATES[language]
    topics = list(own["topics"])
    for (one, other), shift in product(pairs(language), range(len(topics))):
        turned = topics[shift:] + topics[:shift]
        made = [
            Made(language, templates[0], one, other, topic)
            for templates, topic in zip(own["acts"].values(), turned, strict=False)
        ]
        outcome.compare(
            map(gist, read_made(*made)),
            map(gist, read_made(*made[::-1])),
            " ".join(sentence.words for sentence in made),
        )
    return outcome


def wrap(language: str, reports: Sequence[str], show: Callable[[Position, int], Key]) -> Outcome:
    """Compare every sentence of a press report with the same inside reports; `show` is told how many those are."""
    outcome = Outcome()
    for _, made in made_sentences(language):
        bare = [show(p, len(reports)) for p in read_made(made, report=True)]
        template = made.template
        for number, report in enumerate(reports):
            template = (report if number == 0 else report.replace("{R", "{Q")).replace("{S}", template)
        wrapped = replace(made, template=template)
        outcome.compare(bare, [show(p, 0) for p in read_made(wrapped, report=True)], wrapped.words)
    return outcome


def report_keeps_position(language: str) -> Outcome:
    """One more level of report around a sentence: issue, act and holder stay."""
    return _both_reports(language, lambda position, _: gist(position))


def report_lengthens_chain(language: str) -> Outcome:
    """One more level of report around a sentence: the chain is one longer, whoever the holder is."""
    return _both_reports(language, lambda position, levels: (position.issue.value, len(position.chain) + levels))


def _both_reports(language: str, show: Callable[[Position, int], Key]) -> Outcome:
    outcome = Outcome()
    for report in TEMPLATES[language]["reports"]:
        one = wrap(language, [report], show)
        outcome = Outcome(outcome.kept + one.kept, outcome.of + one.of, outcome.fails + one.fails)
    return outcome


def two_reports_lengthen_chain(language: str) -> Outcome:
    """A report of a report: the chain is two longer."""
    return wrap(
        language,
        TEMPLATES[language]["reports"],
        lambda position, levels: (position.issue.value, len(position.chain) + levels),
    )


def add_paragraph(language: str) -> Outcome:
    """A paragraph without a position follows → the same words, issue, act and holder before it, and none in it."""
    outcome = Outcome()
    for _, made in made_sentences(language):
        here, there = (read_made(made, filler=filler) for filler in (False, True))
        outcome.compare(map(placed, here), map(placed, there), made.words)
    return outcome


def placed(position: Position) -> Key:
    """Return issue, act, holder and where the words stand."""
    return (*gist(position), position.span.start, position.span.end)


def exchange_days(language: str) -> Outcome:
    """Other days are named → they are the days of the measure, and all else stays."""
    own = TEMPLATES[language]
    outcome = Outcome()
    chosen = [((0, 10), (0, 24)), ((0, 12), (1, 15)), ((1, 11), (2, 20)), ((2, 10), (2, 30))]
    for one, other in pairs(language):
        shown = []
        for spans in chosen:
            slots = [
                (f"D{n}", own["day"].format(day=day, month=own["months"][month]))
                for n, (month, day) in enumerate(spans, 1)
            ]
            made = Made(language, own["dated"]["days"], one, other, extra=tuple(slots))
            wanted = tuple(date(2019, 6 + month, day) for month, day in spans)
            shown.append(
                [
                    (*gist(p), p.strength, p.measure.scope, (p.measure.starts_on, p.measure.ends_on) == wanted)
                    for p in read_made(made)
                ]
            )
        for other_shown in shown[1:]:
            outcome.compare([(*key[:-1], True) for key in shown[0]], other_shown, f"{one} {other} {chosen}")
    return outcome


def exchange_numbers(language: str) -> Outcome:
    """Another number is given → it is the quantity of the measure, and all else stays."""
    outcome = Outcome()
    for one, other in pairs(language):
        shown = []
        for number in (48, 75, 36, 64):
            made = Made(language, TEMPLATES[language]["dated"]["number"], one, other, extra=(("N", str(number)),))
            shown.append(
                [(*gist(p), p.strength, p.measure.scope, p.measure.quantity == number) for p in read_made(made)]
            )
        for other_shown in shown[1:]:
            outcome.compare([(*key[:-1], True) for key in shown[0]], other_shown, f"{one} {other} numbers")
    return outcome


def exchange_made_places(language: str) -> Outcome:
    """Another place is named → it is the place of the position, and all else stays."""
    outcome = Outcome()
    names = TEMPLATES["en"]["places"]
    for one, other in pairs(language):
        shown = []
        for name, words in zip(names, TEMPLATES[language]["places"], strict=True):
            made = Made(language, TEMPLATES[language]["dated"]["place"], one, other, extra=(("P", words),))
            shown.append([(*gist(p), p.strength, p.measure, p.place == name) for p in read_made(made)])
        for other_shown in shown[1:]:
            outcome.compare([(*key[:-1], True) for key in shown[0]], other_shown, f"{one} {other} places")
    return outcome


MADE: dict[str, Callable[[str], Outcome]] = {
    "exchange_parties": exchange_parties,
    "exchange_cues": exchange_cues,
    "active_for_passive": active_for_passive,
    "order_sentences": order_sentences,
    "report_keeps_position": report_keeps_position,
    "report_lengthens_chain": report_lengthens_chain,
    "two_reports_lengthen_chain": two_reports_lengthen_chain,
    "add_paragraph": add_paragraph,
    "exchange_days": exchange_days,
    "exchange_numbers": exchange_numbers,
    "exchange_made_places": exchange_made_places,
}
