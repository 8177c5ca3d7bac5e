"""Accounts of one issuer, and in what two of them differ: shared by `revision` and `audience`."""

from collections.abc import Iterator

from parley.compare.context import Account, AlignedPoint, strongest
from parley.vocabulary import ACTS_OFF_THE_LADDER, Position

APART = 2


def pair_accounts(matter: AlignedPoint) -> Iterator[tuple[Account, Account]]:
    """Yield each account with the one before it that speaks for the same party, the earlier first."""
    accounts = sorted(
        (account for account in matter.accounts if account.source.speaks_for),
        key=lambda account: (account.source.published_on, account.source.id),
    )
    last: dict[frozenset[str], Account] = {}
    for account in accounts:
        issuer = frozenset(account.source.speaks_for)
        if issuer in last:
            yield last[issuer], account
        last[issuer] = account


def list_changes(earlier: Account, later: Account) -> list[tuple[Position, Position, str]]:
    """Return the pairs of positions of the same holders that differ between two accounts, with what differs."""
    changes = []
    for holder in dict.fromkeys(position.holder for position in earlier.positions):
        one = strongest(p for p in earlier.positions if p.holder == holder and p.act not in ACTS_OFF_THE_LADDER)
        two = strongest(p for p in later.positions if p.holder == holder and p.act not in ACTS_OFF_THE_LADDER)
        if one is not None and two is not None:
            what = _differences(one, two)
            if what:
                changes.append((one, two, ", ".join(what)))
    return changes


def _differences(one: Position, two: Position) -> list[str]:
    here, there = one.measure, two.measure
    checks = {
        "strength": abs(one.strength - two.strength) >= APART,
        "scope": bool(here.scope and there.scope) and set(here.scope) != set(there.scope),
        "number": None not in (here.quantity, there.quantity) and here.quantity != there.quantity,
        "length": None not in (here.days, there.days) and here.days != there.days,
        "end": None not in (here.ends_on, there.ends_on) and here.ends_on != there.ends_on,
    }
    return [name for name, holds in checks.items() if holds]
