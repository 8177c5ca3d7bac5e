"""Is the ceasefire nearer: an answer from fixed rules over the positions, each reason with its words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from parley.outlook.stage import HALTS, STAGES, is_undertaking, list_open_conditions, list_stages, positions_after
from parley.vocabulary import Act, Comparison, Encounter, Issue, Nearer, Outlook, Position

# A withdrawal of forces from each other is a part of a halt of fire, and not yet one.
PARTIAL = frozenset({Issue.CEASEFIRE_STRIKES, Issue.CEASEFIRE_MARITIME, Issue.CEASEFIRE_LOCAL, Issue.FORCES_WITHDRAWAL})

# Issues that show that there is fighting to be ended, even where nobody speaks of a ceasefire by name.
FIGHTING = frozenset({*HALTS, Issue.CEASEFIRE_VIOLATIONS, Issue.CEASEFIRE_MONITORING, Issue.FORCES_WITHDRAWAL})
QUOTE_LENGTH = 90


def assess(encounter: Encounter, positions: Sequence[Position], comparison: Comparison) -> Outlook:
    """Judge, from the encounter alone, whether the ceasefire is nearer.

    1. nothing is said about a halt of fire: the question does not apply;
    2. nobody takes a halt up: no;
    3. those whom a halt of all fire binds take it up, each by its own account or in a joint one: yes;
    4. it is partial, conditional, one-sided or in one account only: marginally.
    """
    spoken = positions_after(encounter, positions)
    nearer, reasons = _answer(encounter, spoken)
    conditions = list_open_conditions(encounter, positions)
    if conditions:
        reasons = [*reasons, *_condition_reasons(Counter(condition.party for condition in conditions))]
    disputed = sorted({str(d.issue) for d in comparison.divergences if d.certainty == "conflict" and d.issue in HALTS})
    if disputed:
        reasons = [*reasons, f"the accounts are in conflict on {', '.join(disputed)}"]
    return Outlook(nearer, tuple(reasons), list_stages(encounter, positions), conditions)


def _answer(encounter: Encounter, spoken: list[Position]) -> tuple[Nearer, list[str]]:
    if not any(position.issue in FIGHTING for position in spoken):
        return Nearer.NOT_APPLICABLE, ["no source speaks of a halt of fire"]
    full = [position for position in spoken if position.issue is Issue.CEASEFIRE_FULL and is_undertaking(position)]
    free = [position for position in full if position.condition is None]
    bound = _bound(free)
    if len(bound) > 1 and _is_confirmed(encounter, free, bound):
        return Nearer.YES, [f"{' and '.join(bound)} take up a halt of all fire: {_quote(free)}"]
    if len(bound) > 1:
        return Nearer.MARGINALLY, [f"a halt of all fire is told by one side only: {_quote(free)}"]
    if free:
        return Nearer.MARGINALLY, [f"{', '.join(bound)} alone takes up a halt of all fire: {_quote(free)}"]
    partial = [position for position in spoken if position.issue in PARTIAL and is_undertaking(position)]
    if partial:
        measures = sorted({STAGES.get(position.issue, "withdrawal") for position in partial})
        return Nearer.MARGINALLY, [f"a part is taken up ({', '.join(measures)}): {_quote(partial)}"]
    if full:
        return Nearer.MARGINALLY, [f"a halt of all fire is taken up on a condition: {_quote(full)}"]
    return Nearer.NO, ["nobody takes up a halt of fire", *_refusals(spoken)]


def _bound(undertakings: Iterable[Position]) -> list[str]:
    return sorted({party for position in undertakings for party in position.holder})


def _is_confirmed(encounter: Encounter, free: list[Position], bound: list[str]) -> bool:
    """Return whether each party that has a source of its own takes the halt up there, or all do in a joint text."""
    speaks_for = {source.id: frozenset(source.speaks_for) for source in encounter.sources}
    heard = {party for source in encounter.sources if not encounter.is_before(source) for party in source.speaks_for}
    confirmed = {party for position in free for party in position.holder if party in speaks_for[position.source]}
    fighting = {party for position in free for party in position.holder if len(position.holder) > 1} or set(bound)
    return bool(confirmed) and not ((fighting & heard) - confirmed)


def _condition_reasons(counts: Counter[str]) -> list[str]:
    return [
        f"{party} has set {count} condition{'s' if count > 1 else ''} that {'are' if count > 1 else 'is'} open"
        for party, count in sorted(counts.items())
    ]


def _refusals(spoken: list[Position]) -> list[str]:
    refused = [position for position in spoken if position.issue in HALTS and position.act is Act.REJECT]
    return [f"{'+'.join(refused[0].holder)} refuses it: {_quote(refused)}"] if refused else []


def _quote(positions: Sequence[Position]) -> str:
    """Return the words of the furthest-reaching position, cut at a length that fits a line or two, with its source."""
    best = max(positions, key=lambda position: (position.strength, position.source, -position.span.start))
    words = " ".join(best.quote.split())
    cut = words if len(words) <= QUOTE_LENGTH else words[: QUOTE_LENGTH - 1].rstrip() + "…"
    return f"“{cut}” ({best.source})"
