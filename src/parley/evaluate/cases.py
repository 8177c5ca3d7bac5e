"""Loads what a careful reader finds in an encounter: an `expected.json` becomes typed expectations."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from parley.errors import InputError

EXPECTED_FILE = "expected.json"


@dataclass(frozen=True, slots=True)
class ExpectedPosition:
    """One expected position; a field that the text does not settle is None and is not scored."""

    source: str
    holder: tuple[str, ...]
    act: str
    strength: tuple[int, int]
    issue: str
    quote: str
    chain: tuple[str, ...]
    scope: tuple[str, ...] | None = None
    quantity: float | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    days: int | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedCell:
    """What one source does with one expected point."""

    point: str
    issue: str
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class ExpectedDivergence:
    """A difference between versions: `sides` maps source ids to their words, `silent` has parties."""

    type: str
    certainty: str
    issue: str
    sides: Mapping[str, str]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedAbsence:
    """Something announced before that no version after mentions."""

    issue: str
    announced_in: str
    quote: str


@dataclass(frozen=True, slots=True)
class ExpectedFollowUp:
    """A next step, with its day or the first day of its window."""

    source: str
    issue: str
    on: date | None
    place: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class ExpectedCommitment:
    """A measure undertaken by those who have to act, in one source's account."""

    by: tuple[str, ...]
    issue: str
    source: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Expected:
    """All that a careful reader finds in one encounter."""

    name: str
    positions: tuple[ExpectedPosition, ...]
    cells: tuple[ExpectedCell, ...]
    divergences: tuple[ExpectedDivergence, ...]
    absent: tuple[ExpectedAbsence, ...]
    follow_ups: tuple[ExpectedFollowUp, ...]
    commitments: tuple[ExpectedCommitment, ...]
    nearer: str


def load_expected(folder: Path) -> Expected:
    """Load the `expected.json` of a case folder.

    Raises:
        InputError: the file is absent, is no JSON, or lacks a key.

    """
    path = folder / EXPECTED_FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return read_expected(folder.name, content)
    except OSError as error:
        raise InputError(
            "cannot be read", where=str(path), remedy="name a folder with an expected.json in it"
        ) from error
    except ValueError as error:
        raise InputError(f"is not valid: {error}", where=str(path), remedy="see cases.md for its form") from error
    except KeyError as error:
        raise InputError(f"lacks the key {error}", where=str(path), remedy="see cases.md for its form") from error


def read_expected(name: str, content: Mapping[str, Any]) -> Expected:
    """Return the expectations that a parsed `expected.json` holds."""
    return Expected(
        name=name,
        positions=tuple(_read_position(item) for item in content["positions"]),
        cells=tuple(
            ExpectedCell(point["id"], point["issue"], source, status)
            for point in content["points"]
            for source, status in point["sources"].items()
        ),
        divergences=tuple(
            ExpectedDivergence(
                item["type"], item["certainty"], item["issue"], item["sides"], tuple(item.get("silent") or ())
            )
            for item in content["divergences"]
        ),
        absent=tuple(ExpectedAbsence(item["issue"], item["announced_in"], item["quote"]) for item in content["absent"]),
        follow_ups=tuple(
            ExpectedFollowUp(item["source"], item["issue"], _read_date(item["on"]), item["place"], item["quote"])
            for item in content["follow_ups"]
        ),
        commitments=tuple(
            ExpectedCommitment(tuple(item["by"]), item["issue"], item["source"], _read_date(item["ends_on"]))
            for item in content["commitments"]
        ),
        nearer=content["nearer"],
    )


def _read_position(item: Mapping[str, Any]) -> ExpectedPosition:
    low, high = item["strength"]
    scope = item["scope"]
    return ExpectedPosition(
        source=item["source"],
        holder=tuple(item["holder"]),
        act=item["act"],
        strength=(low, high),
        issue=item["issue"],
        quote=item["quote"],
        chain=tuple(item["chain"]),
        scope=None if scope is None else tuple(scope),
        quantity=item["quantity"],
        starts_on=_read_date(item["starts_on"]),
        ends_on=_read_date(item["ends_on"]),
        days=item["days"],
        condition=item["condition"],
    )


def _read_date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
