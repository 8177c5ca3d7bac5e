"""Statements of a process → groups that are about one measure, first within each encounter. Pure.

A comparison may put rival versions of one measure into several points, just because their scopes differ; for a
commitment they belong side by side. So the points of one encounter on one measure are one group where the
parties overlap and neither scopes nor numbers contradict. What a person split stays apart.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from parley.ledger.statements import JOINED

Group = list[dict[str, Any]]


def group_statements(statements: Iterable[dict[str, Any]]) -> list[Group]:
    """Return groups of statements in order of their first day; each statement is in one group."""
    by_point: dict[tuple[str, str, str], Group] = {}
    for one in sorted(statements, key=lambda one: (one["source"], one["span"], one["position"])):
        by_point.setdefault((one["encounter"], one["issue"], one["point"]), []).append(one)
    by_issue: dict[tuple[str, str], list[Group]] = {}
    for (encounter, issue, _), group in sorted(by_point.items(), key=lambda entry: entry[0]):
        by_issue.setdefault((encounter, issue), []).append(group)
    groups = [whole for (_, issue), some in by_issue.items() for whole in (_join(some) if issue in JOINED else some)]
    return sorted(groups, key=_place)


def is_kin(scope: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two scopes can be of one measure: one names nothing, or a noun of one lies within a noun of the other.

    "energy" lies within "energy infrastructure"; "civilian infrastructure" and "energy infrastructure" are two.
    """
    some, others = [frozenset(noun.split()) for noun in scope], [frozenset(noun.split()) for noun in other]
    return not some or not others or any(one <= two or two <= one for one in some for two in others)


def list_numbers(statements: Iterable[dict[str, Any]]) -> set[float]:
    """Return the numbers that statements give."""
    return {one["quantity"] for one in statements if one["quantity"] is not None}


def list_parties(statements: Iterable[dict[str, Any]]) -> set[str]:
    """Return the parties whose positions the statements are."""
    return {party for one in statements for party in one["holder"]}


def list_scope(statements: Iterable[dict[str, Any]]) -> set[str]:
    """Return the objects that statements cover."""
    return {noun for one in statements for noun in one["scope"]}


def _join(groups: Sequence[Group]) -> list[Group]:
    """Join the groups that are kin, and those that are kin to what they are joined with; the order changes nothing."""
    joined: list[list[Group]] = []
    for group in groups:
        near = [some for some in joined if any(_are_one(group, other) for other in some)]
        whole = [group, *(other for some in near for other in some)]
        joined = [*(some for some in joined if some not in near), whole]
    return [
        sorted((one for group in some for one in group), key=lambda one: (one["source"], one["span"], one["position"]))
        for some in joined
    ]


def _are_one(group: Group, other: Group) -> bool:
    if group[0]["apart"] or other[0]["apart"] or not list_parties(group) & list_parties(other):
        return False
    numbers, others = list_numbers(group), list_numbers(other)
    return is_kin(list_scope(group), list_scope(other)) and (not numbers or not others or bool(numbers & others))


def _place(group: Group) -> tuple[str, str, str]:
    return min(one["made_on"] for one in group), min(one["point"] for one in group), group[0]["issue"]
