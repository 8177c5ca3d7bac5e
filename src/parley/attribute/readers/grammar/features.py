"""Passages → named features, the same in every language; what the weights were learned over.

Features name marks (acts, closed classes, roles), the joint before a segment, the voice, the speaker and the place in
the text. None names a word, a person or a country, so what is learned in one language or conflict serves the others.
"""

from collections.abc import Iterable, Sequence

from parley.attribute.readers.grammar.mentions import RELATING, Mention
from parley.attribute.readers.grammar.passages import Passage
from parley.attribute.readers.grammar.patterns import Match
from parley.vocabulary import Document

_ACT_FLAGS = ("negation", "future", "obligation", "possibility", "desire", "first_singular", "first_plural", "past",
              "conditional_mood", "readiness", "joint", "passive", "failure")  # fmt: skip


def mark_features(marks: Iterable[Match]) -> dict[str, float]:
    """Return a feature for each kind of mark that stands in a passage or unit."""
    found: dict[str, float] = {}
    for mark in marks:
        file, key = mark.label.file, mark.label.key
        if file == "acts":
            found["act:" + key] = 1.0
        elif file == "marks" and key not in RELATING:
            found["m:" + key] = 1.0
        elif file == "roles":
            found["r:" + key] = 1.0
        elif file == "reports":
            found["rep:" + key] = 1.0
        elif file == "conditions":
            found["c:" + key] = 1.0
        elif file == "issues":
            found["issue:" + key.split(":")[1]] = 1.0
        elif file == "objects":
            found["object"] = 1.0
        elif file.startswith("time."):
            found[file] = 1.0
        elif file == "names" and key.startswith("places"):
            found["place"] = 1.0
    return found


def cross(features: dict[str, float]) -> dict[str, float]:
    """Return pairs of an act cue with each closed class that changes what it means."""
    acts = [name for name in features if name.startswith("act:")]
    flags = [flag for flag in _ACT_FLAGS if "m:" + flag in features]
    return {f"{act}&{flag}": 1.0 for act in acts for flag in flags}


def mention_features(mentions: Sequence[Mention]) -> dict[str, float]:
    """Return a feature for each way in which parties are mentioned."""
    return {"h:" + mention.how: 1.0 for mention in mentions}


def place_features(passage: Passage, document: Document) -> dict[str, float]:
    """Return voice, speaker, joint and place in the text."""
    kind = document.source.kind.value
    speaker = passage.speaker.kind
    found = {
        f"voice:{passage.voice.value}": 1.0,
        f"kind:{kind}": 1.0,
        f"speaker:{speaker}": 1.0,
        f"kind&speaker:{kind}&{speaker}": 1.0,
        f"joint:{passage.segment.boundary}": 1.0,
        f"paragraph:{min(passage.paragraph_position, 3)}": 1.0,
        f"depth:{min(4, int(passage.depth * 5))}": 1.0,
    }
    if passage.in_quotes:
        found["in_quotes"] = 1.0
        found[f"in_quotes&{kind}"] = 1.0
    if passage.sentence_index == 0:
        found["first_sentence"] = 1.0
    if passage.after_question:
        found["after_question"] = 1.0
    if passage.sentence.paragraph <= 2:
        found["top"] = 1.0
    return found


def length_feature(passage: Passage) -> str:
    """Return how long a segment is, in classes that mean the same in every script."""
    words = passage.segment.last - passage.segment.first
    if passage.sentence.tokens and "一" <= passage.sentence.tokens[passage.segment.first].form[0] <= "鿿":
        words = round(words / 1.7)
    return f"length:{min(words, 3) if words < 4 else 4 + min(5, words // 4)}"


def own_features(passage: Passage, document: Document, text: str) -> dict[str, float]:
    """Return what one segment shows by itself."""
    found = mark_features(passage.marks)
    found.update(mention_features(passage.mentions))
    found.update(cross(found))
    found.update(place_features(passage, document))
    found[length_feature(passage)] = 1.0
    found["ends:" + _ending(text, passage)] = 1.0
    if text[passage.sentence.end - 1] in "?？":
        found["question"] = 1.0
    if passage.end >= passage.sentence.end - 2:
        found["last_of_sentence"] = 1.0
    if passage.segment.first == 0:
        found["first_of_sentence"] = 1.0
    return found


def _ending(text: str, passage: Passage) -> str:
    mark = text[passage.end : passage.end + 2].strip()[:1]
    if mark and mark in ",，、":
        return "comma"
    return "stop" if mark and mark in ".。!！;；" else "other"


_NEIGHBOUR = ("act:", "rep:", "c:", "m:negation", "m:analysts", "m:fighting", "m:background", "issue:", "h:", "length:",
              "joint:", "question")  # fmt: skip


def neighbour_features(features: dict[str, float], prefix: str) -> dict[str, float]:
    """Return the part of a neighbour's features that matters to a segment, under a prefix."""
    return {prefix + name: value for name, value in features.items() if name.startswith(_NEIGHBOUR) and "&" not in name}


def boundary_features(passages: Sequence[Passage], document: Document) -> list[dict[str, float]]:
    """Return, for every passage, its own features and those of its neighbours within the sentence."""
    own = [own_features(passage, document, document.text) for passage in passages]
    together = []
    for number, features in enumerate(own):
        joined = dict(features)
        joined["bias"] = 1.0
        for offset, prefix in ((-1, "before."), (1, "after.")):
            other = number + offset
            if 0 <= other < len(own) and passages[other].sentence_index == passages[number].sentence_index:
                joined.update(neighbour_features(own[other], prefix))
        together.append(joined)
    return together
