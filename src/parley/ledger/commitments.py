"""Statements of a process → its commitments, each with one reading for every party's version of it. Pure.

A commitment is a measure that somebody undertakes in an encounter (see `measures`). A measure of a later encounter
continues an earlier commitment where it is the same definite measure and that one was still open on the day.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from parley.ledger.identity import make_id
from parley.ledger.measures import Group, group_statements, is_kin, list_numbers, list_parties, list_scope
from parley.ledger.stages import gather_stages
from parley.ledger.standing import assess_commitment, settle
from parley.ledger.statements import CONFIRMATION, DEFINITE, LASTING, REJECTION, UNDERTAKING
from parley.stores import dump_body, load_body

# What all statements of a commitment have in common with it is not kept with each.
_OF_THE_COMMITMENT = frozenset({"point", "issue", "title", "apart"})
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
    for group in group_statements(statements):
        commitment = _find_earlier(made, group)
        if commitment is None and any(one["role"] == UNDERTAKING for one in group):
            commitment = _make(process, group)
            made.append(commitment)
        if commitment is not None:
            _extend(commitment, group)
            # A note is kept by the id under which the commitment was seen, which each of its points can have given it.
            known = [note for point in commitment["points"] for note in notes.get(_id(process, point, group), ())]
            commitment["notes"] = sorted(known, key=lambda note: int(note["seq"]))
    return made


def pack_words(commitment: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return a commitment without its statements and with its last state, and the statements packed into a text."""
    readings = [{name: reading[name] for name in reading if name != "statements"} for reading in commitment["readings"]]
    words = {"readings": [reading["statements"] for reading in commitment["readings"]]}
    kept = {**commitment, "readings": readings}
    return {**kept, "settled": settle(kept)}, dump_body(words)


def unpack_words(words: str) -> list[dict[str, Any]]:
    """Return all statements of a commitment, with their words."""
    return [one for statements in load_body(words)["readings"] for one in statements]


def _id(process: str, point: str, group: Group) -> str:
    return make_id("c", process, point, group[0]["issue"])


def _make(process: str, group: Group) -> dict[str, Any]:
    issue = group[0]["issue"]
    return {
        "id": _id(process, min(one["point"] for one in group if one["role"] == UNDERTAKING), group),
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
        "notes": [],
    }


def _extend(commitment: dict[str, Any], group: Group) -> None:
    undertaken = [one for one in group if one["role"] == UNDERTAKING]
    for name, values in (
        ("by", [party for one in undertaken for party in one["holder"]]),
        ("scope", [noun for one in undertaken for noun in one["scope"]]),
    ):
        commitment[name] = sorted({*commitment[name], *values})
    for name, values in (
        ("points", sorted({one["point"] for one in group})),
        ("encounters", [group[0]["encounter"]]),
    ):
        commitment[name] = [*commitment[name], *(value for value in values if value not in commitment[name])]
    readings = {reading["party"]: reading for reading in commitment["readings"]}
    told: dict[str, list[dict[str, Any]]] = {}
    for whole in group:
        one = {name: value for name, value in whole.items() if name not in _OF_THE_COMMITMENT}
        # A joint text is the version of each party that it speaks for; a third party's text is a report.
        for party in one["speaks_for"] or [one["publisher"]]:
            readings.setdefault(party, _make_reading(party, reported=not one["speaks_for"]))
            told.setdefault(party, []).append(one)
    for party, some in told.items():
        reading = readings[party]
        first = len(reading["statements"])
        reading["stages"] += gather_stages(some, first, reported=reading["reported"])
        reading["statements"] += some
    commitment["readings"] = sorted(readings.values(), key=lambda reading: (reading["reported"], reading["party"]))


def _make_reading(party: str, *, reported: bool) -> dict[str, Any]:
    return {"party": party, "reported": reported, "stages": [], "statements": []}


def _find_earlier(made: Sequence[dict[str, Any]], group: Group) -> dict[str, Any] | None:
    """Return the latest commitment of an earlier encounter that a group of statements continues, or None."""
    telling = [one for one in group if one["role"] in (UNDERTAKING, CONFIRMATION, REJECTION)]
    issue, encounter = group[0]["issue"], group[0]["encounter"]
    if issue not in DEFINITE or not telling:
        return None
    day = min(one["made_on"] for one in group)
    scope, numbers = list_scope(telling), list_numbers(telling)
    commitment: dict[str, Any]
    for commitment in reversed(made):
        if commitment["issue"] != issue or encounter in commitment["encounters"]:
            continue
        if not list_parties(telling) & set(commitment["by"]) or not is_kin(scope, commitment["scope"]):
            continue
        before = list_numbers(one for reading in commitment["readings"] for one in reading["statements"])
        if numbers and before and not numbers & before:
            continue
        on_day = assess_commitment(commitment, day, day)
        if on_day is not None and any(reading.state not in _CLOSED for reading in on_day.readings):
            return commitment
    return None
