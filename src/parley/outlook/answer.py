"""Is the ceasefire nearer: an answer from fixed rules over the positions, each reason with its words."""

from collections import Counter
from collections.abc import Sequence

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
    3. at least two bind themselves to a halt of all fire, without a condition, each in its own account: yes;
    4. it is partial, conditional, one-sided or in one account only: marginally.
    """
    spoken = positions_after(encounter, positions)
    at_stake = any(position.issue in FIGHTING for position in positions)
    nearer, reasons = _answer(encounter, spoken, at_stake=at_stake)
    conditions = list_open_conditions(encounter, positions)
    if conditions:
        reasons = [*reasons, *_condition_reasons(Counter(condition.party for condition in conditions))]
    disputed = sorted({str(d.issue) for d in comparison.divergences if d.certainty == "conflict" and d.issue in HALTS})
    if disputed:
        reasons = [*reasons, f"the accounts are in conflict on {', '.join(disputed)}"]
    return Outlook(nearer, tuple(reasons), list_stages(encounter, positions), conditions)


def _answer(encounter: Encounter, spoken: list[Position], *, at_stake: bool) -> tuple[Nearer, list[str]]:
    full = [position for position in spoken if position.issue is Issue.CEASEFIRE_FULL and is_undertaking(position)]
    free = [position for position in full if position.condition is None]
    partial = [position for position in spoken if position.issue in PARTIAL and is_undertaking(position)]
    if not at_stake:
        return Nearer.NOT_APPLICABLE, ["no source speaks of a halt of fire"]
    if free:
        return _judge_full(encounter, free)
    if partial:
        measures = sorted({STAGES.get(position.issue, "withdrawal") for position in partial})
        told = _by_themselves(encounter, partial) or partial
        return Nearer.MARGINALLY, [f"a part is taken up ({', '.join(measures)}): {_quote(told)}"]
    if full:
        return Nearer.MARGINALLY, [f"a halt of all fire is taken up on a condition: {_quote(full)}"]
    return Nearer.NO, ["nobody takes up a halt of fire", *_refusals(spoken)]


def _by_themselves(encounter: Encounter, positions: list[Position]) -> list[Position]:
    """Return the positions that stand in a text of their own holder: an opponent's account is not its position."""
    speaks_for = {source.id: frozenset(source.speaks_for) for source in encounter.sources}
    return [position for position in positions if speaks_for[position.source] & set(position.holder)]


def _judge_full(encounter: Encounter, free: list[Position]) -> tuple[Nearer, list[str]]:
    """Judge a halt of all fire that is taken up without a condition: by how many, in accounts of their own."""
    speaks_for = {source.id: frozenset(source.speaks_for) for source in encounter.sources}
    binding = [position for position in free if position.act is not Act.ACCEPT]
    confirmed = sorted({p for position in binding for p in position.holder if p in speaks_for[position.source]})
    if len(confirmed) > 1:
        return Nearer.YES, [f"{' and '.join(confirmed)} each take up a halt of all fire: {_quote(binding)}"]
    who = confirmed or sorted({party for position in free for party in position.holder})
    return Nearer.MARGINALLY, [f"a halt of all fire rests on the word of {', '.join(who)} alone: {_quote(free)}"]


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
