"""Readers' positions → Agreement: aligned passages, alpha by field, issue, act and language, and the disagreements."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from parley.agreement.alpha import interval, krippendorff_alpha, nominal
from parley.vocabulary import Position, Span

# A passage that several readers found: each reader's position in it.
Unit = dict[str, Position]

_FIELDS: dict[str, Callable[[Position], Hashable]] = {
    "issue": lambda position: position.issue.value,
    "act": lambda position: position.act.value,
    "holder": lambda position: position.holder,
    "strength": lambda position: position.strength,
}


class Share(NamedTuple):
    """Alpha over `units` passages that at least two readers found; None where it is not defined."""

    alpha: float | None
    units: int


class Disagreement(NamedTuple):
    """A passage where readers differ: on a `field` (issue, act, holder, strength), or on whether it is one (`found`).

    `values` has what each reader says; for `found`, yes or no.
    """

    source: str
    span: Span
    quote: str
    field: str
    values: tuple[tuple[str, str], ...]


class Agreement(NamedTuple):
    """How far readers agree. `by_issue` and `by_act` set one issue or act against all others."""

    readers: tuple[str, ...]
    found: Mapping[str, int]
    found_by_all: int
    passages: int
    by_field: Mapping[str, Share]
    by_language: Mapping[str, Mapping[str, Share]]
    by_issue: Mapping[str, Share]
    by_act: Mapping[str, Share]
    disagreements: tuple[Disagreement, ...]


def measure_agreement(positions: Mapping[str, Sequence[Position]], languages: Mapping[str, str]) -> Agreement:
    """Return how far readers agree on the same documents.

    `positions` has each reader's, `languages` the language of each source. Positions are one passage where half of the
    shorter overlaps; of several, the one with the most in common.
    """
    readers = tuple(positions)
    units = align_positions(positions)
    shared = [unit for unit in units if len(unit) > 1]
    codes = sorted({_language(unit, languages) for unit in shared})
    return Agreement(
        readers,
        {reader: len(positions[reader]) for reader in readers},
        sum(len(unit) == len(readers) for unit in units),
        len(units),
        _by_field(shared),
        {code: _by_field([unit for unit in shared if _language(unit, languages) == code]) for code in codes},
        _one_against_rest(shared, "issue"),
        _one_against_rest(shared, "act"),
        tuple(_disagreements(units, readers)),
    )


def align_positions(positions: Mapping[str, Sequence[Position]]) -> list[Unit]:
    """Return the passages in order of source and place, with each reader's position in them; each is used once."""
    units: list[Unit] = []
    for reader, found in positions.items():
        free = list(range(len(units)))
        for position in sorted(found, key=lambda one: (one.source, one.span, one.id)):
            fitting = [at for at in free if any(_overlap(other, position) for other in units[at].values())]
            if fitting:
                best = max(fitting, key=lambda at: (_likeness(units[at], position), -at))
                units[best][reader] = position
                free.remove(best)
            else:
                units.append({reader: position})
    return sorted(units, key=lambda unit: min((p.source, p.span, p.id) for p in unit.values()))


def _overlap(one: Position, other: Position) -> bool:
    shorter = min(one.span.end - one.span.start, other.span.end - other.span.start)
    return one.source == other.source and 2 * one.span.overlap(other.span) >= max(1, shorter)


def _likeness(unit: Unit, position: Position) -> tuple[int, int]:
    """Return how many fields agree, then how much of the words; the first to have found it stands for all."""
    first = next(iter(unit.values()))
    same = sum(value(first) == value(position) for value in _FIELDS.values())
    return same, first.span.overlap(position.span)


def _language(unit: Unit, languages: Mapping[str, str]) -> str:
    return languages.get(next(iter(unit.values())).source, "")


def _by_field(units: Sequence[Unit]) -> dict[str, Share]:
    shares = {}
    for name, value in _FIELDS.items():
        distance = interval if name == "strength" else nominal
        shares[name] = Share(krippendorff_alpha([[value(p) for p in u.values()] for u in units], distance), len(units))
    return shares


def _one_against_rest(units: Sequence[Unit], name: str) -> dict[str, Share]:
    value = _FIELDS[name]
    shares = {}
    for category in sorted({str(value(position)) for unit in units for position in unit.values()}):
        coded = [[value(position) == category for position in unit.values()] for unit in units]
        shares[category] = Share(krippendorff_alpha(coded), sum(any(unit) for unit in coded))
    return shares


def _disagreements(units: Iterable[Unit], readers: Sequence[str]) -> Iterable[Disagreement]:
    for unit in units:
        first = next(iter(unit.values()))
        if len(unit) < len(readers):
            values = tuple((reader, "yes" if reader in unit else "no") for reader in readers)
            yield Disagreement(first.source, first.span, first.quote, "found", values)
        for name, value in _FIELDS.items():
            if len({value(position) for position in unit.values()}) > 1:
                said = tuple((reader, _show(value(position))) for reader, position in unit.items())
                yield Disagreement(first.source, first.span, first.quote, name, said)


def _show(value: Hashable) -> str:
    return "+".join(value) if isinstance(value, tuple) else str(value)
