"""`relay`: a third party's report against the statement that it reports; no divergence between the parties."""

from collections.abc import Iterable

from parley.compare.context import Account, Context, certainty_of, diverge
from parley.compare.kinship import relate, sign
from parley.vocabulary import Act, Certainty, Divergence, DivergenceType, Position, Standing

TYPE = DivergenceType.RELAY

# What a report can pass on stronger, weaker or otherwise: what somebody did or refused.
RELAYED = frozenset({Act.AGREE, Act.ACCEPT, Act.ORDER, Act.PROPOSE, Act.DEMAND, Act.REJECT, Act.DENY})
REVERSED = frozenset({Act.REJECT, Act.DENY, Act.OBJECT})
APART = 2
# A report that only words the act otherwise passes it on well enough.
ANOTHER_ACT = "another act"
# From this sum of kinship on a passage reports the statement, and not something else on its issue.
SAME_MATTER = 0.3


def find(context: Context) -> Iterable[Divergence]:
    """Yield at most one divergence for each report at each point: its passage that fits no statement of the holder."""
    for matter in context.wholes:
        said = _distinct(position for version in matter.versions for position in version.positions)
        for account in matter.reports:
            worst = _worst(account, said)
            if worst is not None:
                passage, statement, changes = worst
                yield diverge(
                    TYPE,
                    _certainty(passage, statement, changes),
                    matter,
                    [passage, statement],
                    because=changes,
                )


def _distinct(positions: Iterable[Position]) -> list[Position]:
    """Return one position for each thing that is said: many sources often say the same."""
    kept: dict[tuple[object, ...], Position] = {}
    for p in positions:
        kept.setdefault((p.holder, p.act, p.strength, p.measure, p.condition is None), p)
    return list(kept.values())


def _worst(account: Account, said: list[Position]) -> tuple[Position, Position, list[str]] | None:
    found: tuple[Position, Position, list[str]] | None = None
    for passage in account.positions:
        if passage.act not in RELAYED or passage.standing is not Standing.FOUND:
            continue
        reported = [p for p in said if set(p.holder) & set(passage.holder) and _is_the_same_matter(passage, p)]
        if not reported:
            continue
        statement = min(reported, key=lambda position: (len(_changes(passage, position)), position.id))
        changes = _changes(passage, statement)
        if changes and changes != [ANOTHER_ACT] and (found is None or len(changes) > len(found[2])):
            found = (passage, statement, changes)
    return found


def _is_the_same_matter(passage: Position, statement: Position) -> bool:
    if (passage.holder, passage.act) == (statement.holder, statement.act):
        return True
    return sum(relate(sign(passage), sign(statement)).values()) > SAME_MATTER


def _changes(passage: Position, statement: Position) -> list[str]:
    """Return in what the passage differs from the statement; what a report leaves out is no change."""
    here, there = passage.measure, statement.measure
    checks = {
        "other holders": passage.holder != statement.holder,
        ANOTHER_ACT: passage.act is not statement.act,
        "further, or less far": abs(passage.strength - statement.strength) >= APART,
        "other objects": bool(here.scope) and set(here.scope) != set(there.scope),
        "another number": here.quantity is not None and here.quantity != there.quantity,
        "another start": here.starts_on is not None and here.starts_on != there.starts_on,
        "another end": here.ends_on is not None and here.ends_on != there.ends_on,
        "another length": here.days is not None and here.days != there.days,
        "the condition": (passage.condition is None) != (statement.condition is None),
    }
    return [name for name, holds in checks.items() if holds]


def _certainty(passage: Position, statement: Position, changes: list[str]) -> Certainty:
    if len(changes) > 1 or (passage.act in REVERSED) != (statement.act in REVERSED):
        return certainty_of(passage, statement)
    return Certainty.ASYMMETRIC
