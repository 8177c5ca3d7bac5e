"""What a person writes into a position or a divergence, checked field by field; quotes are located or refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from parley.errors import InputError
from parley.grounding import locate_all, locate_quote
from parley.vocabulary import STRENGTH_LADDER, Act, Certainty, DivergenceType, Issue, Span, Voice

POSITION_FIELDS = (
    "holder", "act", "strength", "issue", "quote", "scope", "quantity", "starts_on", "ends_on", "days", "place",
    "condition",
)  # fmt: skip
DIVERGENCE_FIELDS = ("type", "certainty", "issue", "silent", "relation", "significance")
POINT_FIELDS = ("title",)
FIELDS: dict[str, tuple[str, ...]] = {
    "position": POSITION_FIELDS,
    "divergence": DIVERGENCE_FIELDS,
    "point": POINT_FIELDS,
}
_LOWEST, _HIGHEST = min(STRENGTH_LADDER), max(STRENGTH_LADDER)


def correct_record(kind: str, record: dict[str, Any], changes: Mapping[str, Any], text: str | None) -> dict[str, Any]:
    """Return a record with a person's changes; `text` is the position's document, for its quotes.

    Raises:
        InputError: a field is unknown, a value is none of it, or a quote does not stand in the text.
    """
    corrected = dict(record)
    for name, value in changes.items():
        if name not in FIELDS[kind]:
            raise InputError(
                f"a {kind} has no field '{name}' to correct", remedy=f"correct one of: {', '.join(FIELDS[kind])}"
            )
        if name == "quote":
            span = locate_quote(_text(name, value), text or "")
            corrected |= {"span": list(span), "quote": span.of(text or "")}
        elif name == "condition":
            corrected |= _condition(value, corrected, text or "")
        else:
            corrected[name] = check_value(name, value)
    return corrected


def new_position(changes: Mapping[str, Any], source: Mapping[str, Any], text: str, by: str) -> dict[str, Any]:
    """Return the record of a position that a person adds; `source` is the record of its source.

    Raises:
        InputError: what a position cannot do without is missing, or is wrong.
    """
    missing = [name for name in ("holder", "act", "strength", "issue", "quote") if name not in changes]
    if missing:
        raise InputError(f"a position needs {', '.join(missing)}", remedy="give them all")
    declared = source["source"]
    empty: dict[str, Any] = {
        "source": declared["id"],
        "voice": str(Voice.OFFICIAL if declared["speaks_for"] else Voice.REPORT),
        "chain": [[declared["publisher"], None, None, None]],
        "scope": [],
        "quantity": None,
        "starts_on": None,
        "ends_on": None,
        "days": None,
        "place": None,
        "condition_span": None,
        "condition": None,
        "reason_span": None,
        "reason": None,
        "readers": ["human"],
        "confidence": 1.0,
        "standing": "found",
        "because": [f"added by {by}"],
        "document": source["document"],
    }
    given = dict(changes)
    placed = correct_record("position", empty, {"quote": given.pop("quote")}, text)
    return correct_record("position", placed, given, text)


def new_divergence(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record of a divergence that a person adds; `sides` are records of words, `point` a point's id.

    Raises:
        InputError: what a divergence cannot do without is missing, or is wrong.
    """
    given = dict(changes)
    sides, point = given.pop("sides", None), given.pop("point", None)
    if not sides or "type" not in given or "issue" not in given:
        raise InputError("a divergence needs type, issue and sides", remedy="give them all")
    empty = {
        "certainty": str(Certainty.ASYMMETRIC),
        "point": point,
        "sides": sides,
        "silent": [],
        "relation": None,
        "significance": 1.0,
        "features": [["added by a person", 1.0]],
        "because": ["added by a person"],
    }
    return correct_record("divergence", empty, given, None)


def check_value(name: str, value: Any) -> Any:
    """Return a value as a record has it.

    Raises:
        InputError: it is no value of this field.
    """
    checks: dict[str, Any] = {
        "holder": lambda: sorted(_parties(value)),
        "silent": lambda: sorted(_parties(value)) if value else [],
        "act": lambda: str(Act(value)),
        "issue": lambda: str(Issue(value)),
        "type": lambda: str(DivergenceType(value)),
        "certainty": lambda: str(Certainty(value)),
        "strength": lambda: _number(value, _LOWEST, _HIGHEST),
        "days": lambda: None if value is None else _number(value, 0, 100_000),
        "scope": lambda: sorted({_text(name, noun).strip().lower() for noun in _list(value)}),
        "quantity": lambda: None if value is None else float(value),
        "starts_on": lambda: _day(value),
        "ends_on": lambda: _day(value),
        "significance": lambda: float(value),
    }
    try:
        return checks[name]() if name in checks else (None if value is None else _text(name, value))
    except (ValueError, TypeError) as error:
        raise InputError(f"{value!r} is no {name}: {error}", remedy="see the vocabulary for what it can be") from error


def _parties(value: Any) -> list[str]:
    parties = [_text("holder", party).strip().upper() for party in _list(value)]
    if not parties or not all(parties):
        raise ValueError("give at least one party")
    return list(dict.fromkeys(parties))


def _list(value: Any) -> list[Any]:
    return (
        [part for part in value.replace("+", ",").split(",") if part.strip()] if isinstance(value, str) else list(value)
    )


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InputError(f"{value!r} is no {name}", remedy="give a text")
    return value


def _number(value: Any, lowest: int, highest: int) -> int:
    number = int(value)
    if not lowest <= number <= highest:
        msg = f"it lies outside {lowest} to {highest}"
        raise ValueError(msg)
    return number


def _day(value: Any) -> str | None:
    return None if value in (None, "") else date.fromisoformat(str(value)).isoformat()


def _condition(value: Any, record: Mapping[str, Any], text: str) -> dict[str, Any]:
    if value is None:
        return {"condition": None, "condition_span": None}
    places = locate_all(_text("condition", value), text)
    if not places:
        locate_quote(value, text)  # raises, and shows the nearest passage
    span: Span = min(places, key=lambda place: abs(place.start - record["span"][0]))
    return {"condition": span.of(text), "condition_span": list(span)}
