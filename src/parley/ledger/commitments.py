"""Statements of a process → its commitments, each with one reading for every party's version of it. Pure.

A commitment is a point in which somebody undertakes something. A point of a later encounter continues an earlier
commitment where it is the same definite measure and that one was still open on the day; a point of the same encounter
is another version of it where other parties tell of the same measure in other words.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from parley.ledger.identity import make_id
from parley.ledger.standing import assess_commitment, make_term
from parley.ledger.statements import CONFIRMATION, DEFINITE, LASTING, REJECTION, UNDERTAKING
from parley.stores import dump_body, load_body
from parley.vocabulary.scopes import is_within

# What all statements of a commitment have in common with it is not kept with each.
_OF_THE_COMMITMENT = frozenset({"point", "issue", "title"})
_CLOSED = frozenset({"lapsed", "ended"})


def derive_commitments(
    process: str,
    statements: Iterable[dict[str, Any]],
    observed: Iterable[dict[str, Any]] = (),
) -> list[dict[str, Any]]:
    """Return the commitments of a process, in order of their first day.

    `observed` is what people recorded, each with the commitment's `item`.
    """
    notes: dict[str, list[dict[str, Any]]] = {}
    for note in observed:
        notes.setdefault(note["item"], []).append(note)
    made: list[dict[str, Any]] = []
    for group in _group(statements):
        point, encounter, issue = group[0]["point"], group[0]["encounter"], group[0]["issue"]
        undertaken = any(one["role"] == UNDERTAKING for one in group)
        earlier = _find_earlier(made, group, issue, encounter)
        if earlier is not None:
            _extend(earlier, group)
        elif undertaken:
            item = make_id("c", process, point, issue)
            made.append(_make(item, process, group, notes.get(item, [])))
    for commitment in made:
        for reading in commitment["readings"]:
            reading["packed"] = dump_body({"statements": reading.pop("statements")})
    return made


def unpack_statements(commitment: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all statements of a commitment, with their words."""
    return [one for reading in commitment["readings"] for one in load_body(reading["packed"])["statements"]]


def _group(statements: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for one in sorted(statements, key=lambda one: (one["source"], one["span"], one["position"])):
        groups.setdefault((one["encounter"], one["point"], one["issue"]), []).append(one)

    def place(group: list[dict[str, Any]]) -> tuple[str, str, str]:
        return min(one["made_on"] for one in group), group[0]["point"], group[0]["issue"]

    return sorted(groups.values(), key=place)


def _make(item: str, process: str, group: list[dict[str, Any]], notes: list[dict[str, Any]]) -> dict[str, Any]:
    issue = group[0]["issue"]
    made = {
        "id": item,
        "process": process,
        "issue": issue,
        "title": group[0]["title"],
        "lasting": issue in LASTING,
        "by": [],
        "scope": [],
        "points": [],
        "encounters": [],
        "first_on": min(one["made_on"] for one in group),
        "readings": [],
        "notes": notes,
    }
    _extend(made, group)
    return made


def _extend(commitment: dict[str, Any], group: list[dict[str, Any]]) -> None:
    undertaken = [one for one in group if one["role"] == UNDERTAKING]
    for name, values in (
        ("by", [party for one in undertaken for party in one["holder"]]),
        ("scope", [noun for one in undertaken for noun in one["scope"]]),
    ):
        commitment[name] = sorted({*commitment[name], *values})
    for name, value in (("points", group[0]["point"]), ("encounters", group[0]["encounter"])):
        if value not in commitment[name]:
            commitment[name] = [*commitment[name], value]
    readings = {reading["party"]: reading for reading in commitment["readings"]}
    for whole in group:
        one = {name: value for name, value in whole.items() if name not in _OF_THE_COMMITMENT}
        # A joint text is the version of each party that it speaks for; a third party's text is a report.
        for party in one["speaks_for"] or [one["publisher"]]:
            empty = {"party": party, "reported": not one["speaks_for"], "terms": [], "statements": [], "packed": ""}
            reading = readings.setdefault(party, empty)
            reading["terms"].append(list(make_term(one, len(reading["statements"]))))
            reading["statements"].append(one)
    commitment["readings"] = sorted(readings.values(), key=lambda reading: (reading["reported"], reading["party"]))


def _find_earlier(
    made: Sequence[dict[str, Any]], group: list[dict[str, Any]], issue: str, encounter: str
) -> dict[str, Any] | None:
    """Return the latest earlier commitment that a group of statements continues or gives a version of, or None."""
    telling = [one for one in group if one["role"] in (UNDERTAKING, CONFIRMATION, REJECTION)]
    if issue not in DEFINITE or not telling:
        return None
    day = min(one["made_on"] for one in group)
    commitment: dict[str, Any]
    for commitment in reversed(made):
        if commitment["issue"] != issue or not _is_same_measure(commitment, telling):
            continue
        if encounter in commitment["encounters"]:
            if _is_other_version(commitment, group):
                return commitment
            continue
        on_day = assess_commitment(commitment, day, day)
        if on_day is not None and any(reading.state not in _CLOSED for reading in on_day.readings):
            return commitment
    return None


def _is_same_measure(commitment: dict[str, Any], telling: Sequence[dict[str, Any]]) -> bool:
    """Whether parties overlap, and neither scope nor number contradicts."""
    parties = {party for one in telling for party in one["holder"]}
    scope = {noun for one in telling for noun in one["scope"]}
    numbers = {one["quantity"] for one in telling if one["quantity"] is not None}
    if not parties & set(commitment["by"]):
        return False
    if scope and commitment["scope"] and not _are_related(scope, commitment["scope"]):
        return False
    known = {one["quantity"] for one in _statements(commitment) if one["quantity"] is not None}
    return not numbers or not known or bool(numbers & known)


def _are_related(scope: Iterable[str], other: Sequence[str]) -> bool:
    return any(is_within(one, noun) or is_within(noun, one) for one in scope for noun in other)


def _is_other_version(commitment: dict[str, Any], group: Sequence[dict[str, Any]]) -> bool:
    """Whether a point of an encounter is another version of a commitment made in it.

    It is where one party is bound in both, and not by the same parties' texts: what the same texts tell in two points
    they tell apart. A measure that is done once asks for wholly other texts, since one text may tell of two exchanges.
    What a person split stays split.
    """
    known = list(_statements(commitment))
    if any(one["split"] for one in (*known, *group)):
        return False
    there, here = _tellers(known), _tellers(group)
    return any(
        there[party] != here[party] and (commitment["lasting"] or not there[party] & here[party])
        for party in there.keys() & here.keys()
    )


def _tellers(statements: Iterable[dict[str, Any]]) -> dict[str, set[str]]:
    """Return for each party that undertakes something those in whose texts that stands: parties, or else reporters."""
    undertaken = [one for one in statements if one["role"] == UNDERTAKING]
    told = [one for one in undertaken if one["speaks_for"]] or undertaken
    tellers: dict[str, set[str]] = {}
    for one in told:
        for party in one["holder"]:
            tellers.setdefault(party, set()).update(one["speaks_for"] or [one["publisher"]])
    return tellers


def _statements(commitment: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return (one for reading in commitment["readings"] for one in reading["statements"])
