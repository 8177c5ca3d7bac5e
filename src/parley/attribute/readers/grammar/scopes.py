"""Which of the objects that a unit names its measure covers: each is weighed by what it is and how it stands."""

from collections.abc import Sequence
from typing import NamedTuple

from parley.attribute.readers.grammar.linear import Weights, squash
from parley.attribute.readers.grammar.patterns import Match
from parley.attribute.readers.grammar.units import Unit

# Two objects this close stand in one list: "energy and infrastructure".
_NEAR = 3
# An object at least this probable is covered: on conflicts left out two scopes in five then come out whole, and one
# position in five gets a scope that a careful reader gives none.
_COVERED = 0.22
# A scope is taken over from a position on the same issue at most this many sentences back.
FAR_BACK_SENTENCES = 4
# What a halt stops is no object that it covers: a halt of strikes on ports covers ports.
_STOPPED = frozenset({"attack", "strike"})


class Candidate(NamedTuple):
    """An object that a unit names, as a neutral noun, and the features that speak for or against it."""

    name: str
    features: dict[str, float]


def scope_candidates(unit: Unit, issue: str, act: str, before: Sequence[str] = ()) -> list[Candidate]:
    """Return the objects that a unit may cover: those it names, those of its sentence, and those it may refer back to.

    `before` is the scope of the last position on the same issue close by. Each object is a candidate once, as the
    nearest of these three.
    """
    named = sorted({m for m in unit.marks if m.label.file == "objects"})
    terms = [m for m in unit.marks if m.label.file == "issues" and m.label.key.split(":")[0] == issue]
    cue = next((m.first for m in unit.marks if m.label.file == "acts"), None)
    found: dict[str, dict[str, float]] = {}
    for number, mark in enumerate(named):
        if mark.label.key not in found:
            found[mark.label.key] = _named(mark, number, named, terms, cue) | _kind(mark.label.key, issue, act, "named")
    bare = "bare" if not found else "filled"
    for mark in unit.head.sentence.marks:
        if mark.label.file == "objects" and mark.label.key not in found:
            found[mark.label.key] = _kind(mark.label.key, issue, act, f"beside&{bare}")
    silent = "silent" if not terms else "speaking"
    for name in before:
        if name not in found or "beside" in "".join(found[name]):
            found[name] = _kind(name, issue, act, f"before&{bare}") | {f"before&{bare}&{silent}": 1.0}
    is_halt = issue.startswith("ceasefire.")
    return [Candidate(name, row) for name, row in found.items() if not (is_halt and name in _STOPPED)]


def _kind(name: str, issue: str, act: str, way: str) -> dict[str, float]:
    row = {
        way: 1.0,
        f"object:{name}": 1.0,
        f"object&issue:{name}&{issue}": 1.0,
        f"{way}&issue:{issue}": 1.0,
        f"{way}&act:{act}": 1.0,
    }
    if len(name.split()) > 1:
        row["compound"] = 1.0
    return row


def _named(mark: Match, number: int, named: list[Match], terms: list[Match], cue: int | None) -> dict[str, float]:
    row = {
        f"among:{min(4, len(named))}": 1.0,
        "first" if number == 0 else "later": 1.0,
        "last" if number == len(named) - 1 else "not_last": 1.0,
    }
    if cue is not None:
        row["after_cue" if mark.first > cue else "before_cue"] = 1.0
    if any(term.first < mark.last and mark.first < term.last for term in terms):
        row["is_term"] = 1.0
    elif terms:
        row["beside_term" if min(_distance(mark, term) for term in terms) <= _NEAR else "far_from_term"] = 1.0
    if any(other is not mark and _distance(mark, other) <= _NEAR for other in named):
        row["in_a_list"] = 1.0
    return row


def _distance(one: Match, other: Match) -> int:
    return max(one.first - other.last, other.first - one.last, 0)


def choose_scope(candidates: Sequence[Candidate], weights: Weights) -> tuple[str, ...]:
    """Return the objects that the measure covers, in the order of the alphabet."""
    return tuple(sorted(c.name for c in candidates if squash(weights.score(c.features)) >= _COVERED))
