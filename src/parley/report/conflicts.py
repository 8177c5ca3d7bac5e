"""Where the accounts part, in one sentence for each issue: fixed patterns over the divergences between the parties."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parley.report.parties import name_parties, name_party
from parley.report.partings import rank
from parley.report.wording import ISSUE_PHRASES, and_list, name_number, name_window
from parley.vocabulary import (
    Act,
    Certainty,
    Divergence,
    DivergenceType,
    Issue,
    Position,
    Result,
    Standing,
    Words,
)

_NAMED = 5
# What makes the better headline comes first; an issue is told by the first of these that it has.
_ORDER = (
    DivergenceType.DENIAL,
    DivergenceType.SCOPE,
    DivergenceType.QUANTITY,
    DivergenceType.CONTRADICTION,
    DivergenceType.TIMING,
    DivergenceType.CONDITION,
    DivergenceType.BOUND,
    DivergenceType.STRENGTH,
    DivergenceType.ORIGIN,
    DivergenceType.REASON,
    DivergenceType.NAMING,
)
# What is said of each type; `both` and `sides` are the parties, `issue` the matter, `more` what the positions add, and
# `cannot` how sure it is that they exclude one another.
_PATTERNS: dict[DivergenceType, str] = {
    DivergenceType.DENIAL: "{more}",
    DivergenceType.SCOPE: "{both} speak of {issue}, but not of the same things{more}",
    DivergenceType.QUANTITY: "{both} put different numbers on {issue}{more}",
    DivergenceType.CONTRADICTION: "What {sides} say of {issue} {cannot} both be right",
    DivergenceType.TIMING: "{both} speak of {issue}, but do not give it the same time{more}",
    DivergenceType.CONDITION: "On {issue}, {more}",
    DivergenceType.BOUND: "{both} speak of {issue}, but differ on who is bound",
    DivergenceType.STRENGTH: "How far the commitment on {issue} goes, {sides} do not tell alike",
    DivergenceType.ORIGIN: "Whose idea {issue} was, {sides} do not tell alike",
    DivergenceType.REASON: "{both} give different reasons for {issue}",
    DivergenceType.NAMING: "{both} speak of {issue}, under different names",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the words that it rests on."""

    text: str
    words: tuple[Words, ...] = ()


# About the share of found positions that are right on conflicts never seen (evaluation/README.md): what several
# possible ones together have to reach.
SURE_ENOUGH = 0.75


def tell_conflicts(result: Result) -> Iterator[Sentence]:
    """Yield a sentence for each issue on which two parties' accounts part, the most significant first."""
    by_issue: dict[Issue, list[Divergence]] = {}
    for divergence in rank(list(result.comparison.divergences)):
        told = divergence.type in _ORDER and divergence.certainty is not Certainty.SILENCE
        told = told and divergence.issue is not Issue.CULTURE  # courtesies make no headline
        if told and len(_parties_found(result, divergence)) > 1:
            by_issue.setdefault(divergence.issue, []).append(divergence)
    # A conflict on what is covered, how many or whether at all is told before any other.
    ordered = sorted(by_issue.values(), key=lambda found: not any(_is_plain_conflict(result, d) for d in found))
    for divergences in ordered:
        sentence = _tell_issue(result, divergences)
        if sentence:
            yield sentence


def is_found(result: Result, words: Words) -> bool:
    """Return whether words stand for a position that was found: what is only possible carries no headline."""
    return words.position is None or result.position(words.position).standing is Standing.FOUND


def _parties_found(result: Result, divergence: Divergence) -> set[str]:
    """Return the parties whose version is found, or possible in several texts of theirs at once.

    A possible position carries no headline by itself; where two texts of one party have it, one of them at least is
    right about as surely as a found one is. What a text says of the point elsewhere speaks for its side too.
    """
    doubts = dict.fromkeys(parties_of(result, divergence), 1.0)
    members = {id_ for point in result.comparison.points if point.id == divergence.point for id_ in point.positions}
    for words in divergence.sides:
        told = [p for p in result.positions if p.source == words.source and (p.id in members or p.id == words.position)]
        found = any(position.standing is Standing.FOUND for position in told) or words.position is None
        doubt = 0.0 if found else 1.0 - max((position.confidence for position in told), default=0.0)
        for party in result.encounter.source(words.source).speaks_for:
            if party in doubts:
                doubts[party] *= doubt
    return {party for party, doubt in doubts.items() if doubt <= 1 - SURE_ENOUGH}


def parties_of(result: Result, divergence: Divergence) -> list[str]:
    """Return the parties of the encounter whose versions the sides are, each once."""
    names = dict.fromkeys(
        party for words in divergence.sides for party in result.encounter.source(words.source).speaks_for
    )
    return [name for name in names if name in result.encounter.parties]


def _is_plain_conflict(result: Result, divergence: Divergence) -> bool:
    if divergence.type is DivergenceType.DENIAL:
        return bool(_tell_denial(result, divergence))
    return divergence.certainty is Certainty.CONFLICT and divergence.type in _ORDER[1:3]


def _tell_issue(result: Result, divergences: list[Divergence]) -> Sentence | None:
    """Return the sentence on one issue; where scopes differ and only one side sets a time, both are told."""
    chosen: dict[DivergenceType, Divergence] = {}
    for divergence in divergences:
        chosen.setdefault(divergence.type, divergence)
    for type_ in _ORDER:
        if type_ in chosen and (text := _tell_divergence(result, chosen[type_])):
            divergence = chosen[type_]
            if type_ is DivergenceType.SCOPE and DivergenceType.TIMING in chosen:
                times = _tell_times(result, chosen[DivergenceType.TIMING])
                text += re.sub("^: (?!only)", "; nor of the same time: ", times).replace(": only", "; only", 1)
            return Sentence(f"{text}.", _words_of_parties(result, divergence))
    return None


def _words_of_parties(result: Result, divergence: Divergence) -> tuple[Words, ...]:
    """Return the sides' words that are of a party of the encounter."""
    parties = result.encounter.parties
    words = (w for w in divergence.sides if any(p in parties for p in result.encounter.source(w.source).speaks_for))
    return tuple(words)[:_NAMED]


def _tell_divergence(result: Result, divergence: Divergence) -> str:
    """Return the sentence for a divergence without its full stop, or nothing where it says too little."""
    sides = parties_of(result, divergence)
    more = {
        DivergenceType.DENIAL: _tell_denial,
        DivergenceType.SCOPE: _tell_scopes,
        DivergenceType.TIMING: _tell_times,
        DivergenceType.QUANTITY: _tell_quantities,
        DivergenceType.CONDITION: _tell_conditioning,
    }.get(divergence.type, _tell_nothing)(result, divergence)
    named = name_parties(sides, result.encounter)
    both = f"Both {named}" if len(sides) == 2 else named
    issue = ISSUE_PHRASES[divergence.issue]
    # Where one of the two is only possible, so is that they exclude one another.
    cannot = "cannot" if divergence.certainty is Certainty.CONFLICT else "may not"
    told = _PATTERNS[divergence.type].format(both=both, sides=named, issue=issue, more=more, cannot=cannot)
    return told[:1].upper() + told[1:]


def _tell_nothing(result: Result, divergence: Divergence) -> str:
    del result, divergence
    return ""


def _side_positions(result: Result, divergence: Divergence) -> Iterator[tuple[str, Position]]:
    """Yield each side of a party of the encounter with the position that its words belong to."""
    by_id = {position.id: position for position in result.positions}
    for words in divergence.sides:
        names = [p for p in result.encounter.source(words.source).speaks_for if p in result.encounter.parties]
        if names and words.position in by_id:
            yield name_parties(names, result.encounter), by_id[words.position]


def _tell_denial(result: Result, divergence: Divergence) -> str:
    """Return who tells of the matter and who denies it, or nothing where that is not between the parties."""
    sides = parties_of(result, divergence)
    denying = list(dict.fromkeys(name for name, p in _side_positions(result, divergence) if p.act is Act.DENY))
    asserting = [name for side in sides if (name := name_party(side, result.encounter)) not in denying]
    if not denying or not asserting:
        return ""
    denies, tells = ("denies" if len(denying) == 1 else "deny"), ("says" if len(asserting) == 1 else "say")
    return f"On {ISSUE_PHRASES[divergence.issue]}, {and_list(denying)} {denies} what {and_list(asserting)} {tells}"


def _tell_scopes(result: Result, divergence: Divergence) -> str:
    scopes: dict[str, str] = {}
    for name, position in _side_positions(result, divergence):
        if position.measure.scope:
            scopes.setdefault(name, and_list(position.measure.scope))
    return _side_by_side(scopes) if len(set(scopes.values())) > 1 else ""


def _tell_quantities(result: Result, divergence: Divergence) -> str:
    numbers: dict[str, str] = {}
    for name, position in _side_positions(result, divergence):
        if position.measure.quantity is not None:
            numbers.setdefault(name, name_number(position.measure.quantity))
    return _side_by_side(numbers) if len(set(numbers.values())) > 1 else ""


def _tell_times(result: Result, divergence: Divergence) -> str:
    """Return each side's time, or who alone has one: ": only Burland says for how long, until 17 April"."""
    year = result.encounter.held_on[0].year
    times: dict[str, str] = {}
    for name, position in _side_positions(result, divergence):
        measure = position.measure
        length = f"{measure.days} days" if measure.days else ""
        window = name_window(measure.starts_on if measure.ends_on else None, measure.ends_on, year) or length
        if window:
            times.setdefault(name, window)
    if len(times) == 1:
        name, window = next(iter(times.items()))
        return f": only {name} says for how long ({window})"
    return _side_by_side(times) if len(set(times.values())) > 1 else ""


def _tell_conditioning(result: Result, divergence: Divergence) -> str:
    """Return who states a condition; where no position says so, the first side, whose words are the condition."""
    names = list(dict.fromkeys(name for name, position in _side_positions(result, divergence) if position.condition))
    if len(names) > 1:
        return f"{and_list(names)} state different conditions"
    return (
        f"only {(names or [name_parties(parties_of(result, divergence)[:1], result.encounter)])[0]} states a condition"
    )


def _side_by_side(values: dict[str, str]) -> str:
    """Return ": Arda, 30; Burland, 20"."""
    return f": {'; '.join(f'{name}, {value}' for name, value in values.items())}"
