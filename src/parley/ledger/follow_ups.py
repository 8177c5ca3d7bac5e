"""Next steps that sources name → follow-ups of the process, matched across sources and encounters. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from parley.ledger.identity import make_id

PROPOSED, ANNOUNCED, REVISED, HELD, CANCELLED = "proposed", "announced", "revised", "held", "cancelled"
STATUS_MEANINGS: dict[str, str] = {
    PROPOSED: "somebody proposed it",
    ANNOUNCED: "somebody announced it",
    REVISED: "announced, then given another day",
    HELD: "a source, an encounter of the process, or a person says that it took place",
    CANCELLED: "a source or a person says that it will not take place",
}
_MEETINGS = frozenset({"talks", "summit"})


@dataclass(frozen=True, slots=True)
class FollowUpOnDay:
    """A follow-up on a day; `overdue`: announced, its day is past, and nothing says that it was held or called off.

    `entries` are the mentions known by then, in order of publication; `was_on` is its day before it was revised.
    """

    id: str
    process: str
    issue: str
    status: str
    overdue: bool
    on: str | None
    until: str | None
    place: str | None
    was_on: str | None
    parties: tuple[str, ...]
    why: str
    entries: tuple[dict[str, Any], ...]


def derive_follow_ups(
    process: str,
    steps: Iterable[dict[str, Any]],
    encounters: Sequence[dict[str, Any]],
    observed: Iterable[dict[str, Any]] = (),
) -> list[dict[str, Any]]:
    """Return the follow-ups of a process.

    A step joins an earlier one where the parties of one are among those of the other, both are of one issue and name
    one day; or one place, with at most one of them
    dated, or the later giving another day; or, in one encounter, where the parties are the same and neither a day nor
    a place speaks against it. `steps` have their source's day and parties; `encounters` their days, places and parties.
    """
    notes: dict[str, list[dict[str, Any]]] = {}
    for note in observed:
        notes.setdefault(note["item"], []).append(note)
    made: list[dict[str, Any]] = []
    for step in sorted(steps, key=lambda step: (step["published_on"], step["source"], step["span"], step["position"])):
        earlier = next((one for one in reversed(made) if _is_same(one, step)), None)
        if earlier is None:
            item = make_id("f", process, step["position"] or (step["source"], step["quote"]))
            made.append(
                {
                    "id": item,
                    "process": process,
                    "issue": step["issue"],
                    "entries": [step],
                    "notes": notes.get(item, []),
                }
            )
        else:
            earlier["entries"].append(step)
    for one in made:
        one["held_by"] = [held for encounter in encounters if (held := _held_by(one, encounter)) is not None]
    return made


def _is_same(follow_up: dict[str, Any], step: dict[str, Any]) -> bool:
    last = follow_up["entries"][-1]
    if follow_up["issue"] != step["issue"] or not _are_kin(last["parties"], step["parties"]):
        return False
    day = next((one["on"] for one in reversed(follow_up["entries"]) if one["on"]), None)
    place = next((one["place"] for one in reversed(follow_up["entries"]) if one["place"]), None)
    same_place = _fold(place) == _fold(step["place"]) and place is not None
    if place is not None and step["place"] is not None and not same_place:
        return False
    if day is not None and step["on"] is not None:
        if day == step["on"]:
            return True
        return same_place and step["published_on"] <= day and step["published_on"] > last["published_on"]
    if same_place and (day is None or step["published_on"] <= day):
        return True
    same_parties = bool(step["parties"]) and set(step["parties"]) == set(last["parties"])
    return same_parties and last["encounter"] == step["encounter"] and day is None and step["on"] is None


def _are_kin(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one group of parties is within the other: each source names whom it cares to name."""
    return set(some) <= set(others) or set(others) <= set(some)


def _fold(place: str | None) -> str:
    return " ".join((place or "").casefold().split())


def _held_by(follow_up: dict[str, Any], encounter: dict[str, Any]) -> dict[str, Any] | None:
    """Return an encounter as the taking place of a meeting that was announced for its days, or None."""
    if follow_up["issue"] not in _MEETINGS:
        return None
    for entry in follow_up["entries"]:
        first, last = encounter["held_on"]
        own_news = entry["encounter"] == encounter["id"] and entry["published_on"] >= first
        if entry["on"] is None or entry["published_on"] > last or own_news:
            continue
        in_time = first <= (entry["until"] or entry["on"]) and entry["on"] <= last
        places = (_fold(entry["place"]), _fold(encounter["place"]))
        if in_time and (not all(places) or places[0] in places[1]) and _are_kin(entry["parties"], encounter["parties"]):
            return {"encounter": encounter["id"], "on": first, "known_on": max(first, encounter["known_on"])}
    return None


def assess_follow_up(follow_up: dict[str, Any], on: str, known_on: str) -> FollowUpOnDay | None:
    """Return how a follow-up stands on a day, from what was published by `known_on`; None where nobody had named it."""
    entries = [one for one in follow_up["entries"] if one["published_on"] <= min(on, known_on)]
    if not entries:
        return None
    dated = [one for one in entries if one["on"]]
    newest = dated[-1] if dated else entries[-1]
    days = list(dict.fromkeys((one["on"], one["until"]) for one in dated))
    day, until = newest["on"], newest["until"]
    status, why = _status(follow_up, entries, days, on, known_on)
    moved = [note for note in follow_up["notes"] if note["what"] == REVISED and note["at"][:10] <= known_on]
    if moved:
        day, until = moved[-1]["on"], None
    overdue = status in (ANNOUNCED, REVISED) and day is not None and (until or day) < on
    return FollowUpOnDay(
        follow_up["id"],
        follow_up["process"],
        follow_up["issue"],
        status,
        overdue,
        day,
        until,
        next((one["place"] for one in reversed(entries) if one["place"]), None),
        days[0][0] if len(days) > 1 or (moved and days) else None,
        tuple(sorted({party for one in entries for party in one["parties"]})),
        "its day is past, and nothing says that it was held or called off" if overdue else why,
        tuple(entries),
    )


def _status(
    follow_up: dict[str, Any],
    entries: Sequence[dict[str, Any]],
    days: Sequence[tuple[str, str | None]],
    on: str,
    known_on: str,
) -> tuple[str, str]:
    decided = [note for note in follow_up["notes"] if note["what"] in (HELD, CANCELLED, REVISED) and note["on"] <= on]
    closing = [note for note in decided if note["what"] != REVISED]
    if closing:
        return closing[-1]["what"], f"recorded by {closing[-1]['by']}: {closing[-1]['reason']}"
    for status in (CANCELLED, HELD):
        told = [one for one in entries if one["status"] == status]
        if told:
            return status, f"{told[0]['publisher']} says so"
    held = [one for one in follow_up["held_by"] if one["on"] <= on and one["known_on"] <= known_on]
    if held:
        return HELD, f"the encounter {held[0]['encounter']} took place"
    if len(days) > 1 or any(note["what"] == REVISED for note in decided) or entries[-1]["status"] == REVISED:
        return REVISED, "it was given another day"
    announced = [one for one in entries if one["status"] == ANNOUNCED]
    return (ANNOUNCED, f"{announced[0]['publisher']} announced it") if announced else (PROPOSED, "it was proposed")
