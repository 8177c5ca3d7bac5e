"""What the holder does in a unit, and how far it binds itself."""

from parley.attribute.readers.grammar.details import read_times
from parley.attribute.readers.grammar.features import cross, mark_features, mention_features, place_features
from parley.attribute.readers.grammar.language import load_language
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.units import Unit
from parley.attribute.readers.grammar.words import load_words
from parley.vocabulary import Document


def act_features(unit: Unit, document: Document) -> dict[str, float]:
    """Return what a unit shows of its act: its cues and their order, what changes them, and who speaks."""
    found = mark_features(unit.marks)
    found.update(mention_features(unit.mentions))
    found.update(cross(found))
    cues = [m for m in unit.marks if m.label.file == "acts"]
    verbs = [m for m in cues if "." not in m.label.key]
    if verbs:
        found["head:" + verbs[0].label.key] = 1.0
        found["tail:" + verbs[-1].label.key] = 1.0
        found[f"head:{verbs[0].label.key}:{verbs[0].label.strength}"] = 1.0
    elif cues:
        found["head_noun:" + cues[0].label.key] = 1.0
    else:
        found["no_cue"] = 1.0
    for passage in unit.earlier:
        for mark in passage.marks:
            if mark.label.file == "acts" and "." not in mark.label.key:
                found["earlier:" + mark.label.key] = 1.0
                if not verbs:
                    found["no_cue&earlier:" + mark.label.key] = 1.0
            elif mark.label.file == "marks" and mark.label.key in {"negation", "obligation", "desire", "future"}:
                found["earlier.m:" + mark.label.key] = 1.0
    found.update(place_features(unit.head, document))
    found.update(day_features(unit, document))
    for act, share in load_words(unit.head.sentence.language).acts.shares(unit.beginnings()).items():
        found["words:" + act] = share
    if document.text[unit.head.sentence.end - 1] in "?？":
        found["question"] = 1.0
    found["bias"] = 1.0
    return found


def day_features(unit: Unit, document: Document) -> dict[str, float]:
    """Return whether the days that a unit names lie ahead of its text's day: a day ahead is a next step, or a term."""
    published_on = document.source.published_on
    times = read_times(unit, load_language(unit.head.sentence.language), published_on, act="")
    found = {}
    for when in times.dates:
        side = "ahead" if when.on > published_on else "back" if when.on < published_on else "same"
        found[f"day:{side}"] = 1.0
        found[f"day:{side}&{when.role}"] = 1.0
        if any(m.label.key == "future" and m.label.file == "marks" for m in unit.marks):
            found[f"day:{side}&future"] = 1.0
        if any(m.label.file == "names" and m.label.key.startswith("places") for m in unit.marks):
            found[f"day:{side}&place"] = 1.0
    if times.lengths:
        found["length"] = 1.0
    return found


def strength_features(unit: Unit, act: str) -> dict[str, float]:
    """Return what tells how far the holder binds itself, given the act: the cue's own strength and what weakens it."""
    found = {"act:" + act: 1.0}
    for strength in cue_strengths(unit.marks, act):
        found[f"act:{act}&cue:{strength}"] = 1.0
    for mark in unit.marks:
        if mark.label.file == "marks" and mark.label.key in _WEAKENING:
            found[f"act:{act}&{mark.label.key}"] = 1.0
        elif mark.label.file == "conditions":
            found[f"act:{act}&condition"] = 1.0
    return found


_WEAKENING = {"possibility", "future", "hedge", "conditional_mood", "immediacy", "readiness", "past", "joint",
              "progressive", "negation", "desire", "evaluation_good", "evaluation_bad"}  # fmt: skip


def cue_strengths(marks: list[Match], act: str) -> list[int]:
    """Return the strengths that the cues of this act carry, in order."""
    return [
        m.label.strength
        for m in marks
        if m.label.file == "acts" and m.label.key.split(".")[0] == act and m.label.strength is not None
    ]
