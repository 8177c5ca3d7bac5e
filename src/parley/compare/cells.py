"""One cell for every source at a point: stated, denied, silent, or not read whole."""

from collections.abc import Sequence

from parley.compare.context import Account
from parley.vocabulary import Act, CellStatus, Encounter, Position

# Acts by which their holder asserts the matter, so that a denial beside them denies only a part of it.
ASSERTING = frozenset(set(Act) - {Act.DENY, Act.JUDGE, Act.EVADE, Act.OBJECT, Act.REJECT})


def read_cells(
    encounter: Encounter, accounts: Sequence[Account], *, read: frozenset[str], partial: frozenset[str]
) -> dict[str, CellStatus]:
    """Return the status of every source that was read, in the order of the encounter file."""
    by_source = {account.source.id: account.positions for account in accounts}
    return {
        source.id: _status(by_source.get(source.id, ()), is_partial=source.id in partial)
        for source in encounter.sources
        if source.id in read or source.id in partial
    }


def _status(positions: Sequence[Position], *, is_partial: bool) -> CellStatus:
    if not positions:
        return CellStatus.NOT_READ_WHOLE if is_partial else CellStatus.SILENT
    deniers = {party for position in positions if position.act is Act.DENY for party in position.holder}
    asserters = {party for position in positions if position.act in ASSERTING for party in position.holder}
    return CellStatus.DENIED if deniers and not deniers & asserters else CellStatus.STATED
