"""Positions as they bear on commitments: what undertakes, confirms, denies or calls off; on which day, known when."""

from datetime import date, timedelta
from typing import Any

UNDERTAKING, CONFIRMATION, DENIAL, REJECTION = "undertaking", "confirmation", "denial", "rejection"

# Strengths of the ladder (vocabulary): what is at or above undertakes; a condition may stand at what was responded to.
UNDERTOOK, RESPONDED, CARRIED_OUT, REFUSED = 7, 6, 8, -8
_RECORD_VOICES = frozenset({"official", "quotation", "report"})
_CLAIMS = "ceasefire.violations"

# Measures that go on once begun. Others are done once: when their day is past, they bind nobody any more.
LASTING = frozenset(
    {
        "ceasefire.full", "ceasefire.strikes", "ceasefire.maritime", "ceasefire.local", "ceasefire.monitoring",
        "forces.mobilisation", "forces.foreign_aid", "forces.withdrawal", "forces.disarmament", "guarantees",
        "sanctions", "trade", "civilians.humanitarian", "arms_control", "bilateral", "settlement", "governance",
        "rights", "economy", "nuclear_plant", "region", "reconstruction",
    }
)  # fmt: skip
# Measures definite enough that a later statement on the same issue is taken to be about the one that is open.
DEFINITE = frozenset(
    {
        "ceasefire.full", "ceasefire.strikes", "ceasefire.maritime", "ceasefire.local", "ceasefire.monitoring",
        "forces.withdrawal", "captives.prisoners", "captives.surrendered", "captives.bodies", "civilians.children",
        "civilians.humanitarian",
    }
)  # fmt: skip
# Issues on which rival versions of one encounter are taken to be of one measure where their scopes are kin.
JOINED = (DEFINITE | LASTING) - {
    "settlement", "bilateral", "region", "economy", "governance", "rights", "reconstruction",
}  # fmt: skip


def role_of(record: dict[str, Any], source: dict[str, Any], held_on: list[str], *, decided: bool) -> str:
    """Return how a position bears on commitments, or an empty text.

    What was said before the encounter is an announcement. What is only possible bears on nothing until a person has
    confirmed or corrected it.
    """
    if record["voice"] not in _RECORD_VOICES or source["published_on"] < held_on[0] or record["issue"] == _CLAIMS:
        return ""
    if record["standing"] != "found" and not decided:
        return ""
    act, strength = record["act"], record["strength"]
    if act in ("agree", "accept", "order"):
        enough = RESPONDED if record["condition"] and act != "order" else UNDERTOOK
        return UNDERTAKING if strength >= enough else ""
    if act == "confirm":
        return CONFIRMATION if strength >= UNDERTOOK else ""
    if act == "deny":
        return DENIAL
    return REJECTION if act == "reject" and strength <= REFUSED else ""


def make_statement(item: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return a position with a role as a statement on a commitment; `body` is that of its row.

    An undertaking is made on the day of the encounter that its source tells of, or on the source's own day within it;
    what is confirmed or denied holds from the day that the words name, else from the source's. `own` says that it
    stands in an account of its own holder: an opponent's account binds nobody.
    """
    record, told = body["shown"], body["told"]
    published, held = told["published_on"], told["held_on"]
    made_on = min(published, held[1])
    if body["role"] != UNDERTAKING:
        made_on = min(published, record["starts_on"] or published) if body["role"] == CONFIRMATION else published
    return {
        "position": item,
        "point": body["point"],
        "issue": record["issue"],
        "title": body["title"],
        "apart": body["apart"],
        "role": body["role"],
        "encounter": told["encounter"],
        "source": told["source"],
        "publisher": told["publisher"],
        "speaks_for": told["speaks_for"],
        "own": bool(set(record["holder"]) & set(told["speaks_for"])),
        "language": told["language"],
        "made_on": made_on,
        "known_on": published,
        "holder": record["holder"],
        "act": record["act"],
        "strength": record["strength"],
        "scope": record["scope"],
        "quantity": record["quantity"],
        "starts_on": record["starts_on"],
        "ends_on": _end_of(record),
        "condition": record["condition"],
        "condition_span": record["condition_span"],
        "quote": record["quote"],
        "span": record["span"],
        "document": record["document"],
        "status": body["status"],
    }


def _end_of(record: dict[str, Any]) -> str | None:
    if record["ends_on"] or not (record["starts_on"] and record["days"] is not None):
        end: str | None = record["ends_on"]
        return end
    return (date.fromisoformat(record["starts_on"]) + timedelta(days=record["days"])).isoformat()
