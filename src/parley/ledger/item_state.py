"""One item as its events left it: what readers make of it, what people decided, and where the two now part."""

from dataclasses import dataclass, field
from typing import Any

OPEN, CONFIRMED, CORRECTED, REJECTED, ADDED, ALIGNED, GONE = (
    "open", "confirmed", "corrected", "rejected", "added", "aligned", "gone",
)  # fmt: skip

CONFIRM, CORRECT, REJECT, ADD, JOIN, SPLIT, UNDO = (
    "confirm", "correct", "reject", "add", "join", "split", "undo",
)  # fmt: skip
ACTIONS = (CONFIRM, CORRECT, REJECT, ADD, JOIN, SPLIT, UNDO)
_STATUS = {CONFIRM: CONFIRMED, CORRECT: CORRECTED, REJECT: REJECTED, ADD: ADDED, JOIN: ALIGNED, SPLIT: ALIGNED}

# The fields on which a reader and a person can disagree, by kind of item.
COMPARED_FIELDS: dict[str, tuple[str, ...]] = {
    "position": (
        "holder", "act", "strength", "issue", "quote", "scope", "quantity", "starts_on", "ends_on", "days", "place",
        "condition",
    ),
    "point": ("issue", "title", "positions"),
    "divergence": ("type", "certainty", "issue", "point", "silent", "relation"),
}  # fmt: skip


@dataclass(slots=True)
class ItemState:
    """An item under review.

    `read` is what the last reading or comparison made of it, None where it did not find it; `decisions` are those that
    stand, the last of them decides; `moved` says where its words stand in a later version of the text, `moved_before`
    what it said of each decision's record before the next one was taken.
    `revision` counts every change: a decision names the revision that it saw.
    """

    id: str
    kind: str
    source: str = ""
    read: dict[str, Any] | None = None
    decisions: list[dict[str, Any]] = field(default_factory=list)
    moved: dict[str, Any] = field(default_factory=dict)
    moved_before: list[dict[str, Any]] = field(default_factory=list)
    lost: bool = False
    revision: int = 0
    weight: float = 0.0

    def take_reading(self, record: dict[str, Any] | None) -> None:
        """Take in what a reading or comparison made of the item."""
        if record != self.read or self.revision == 0:
            self.read = record
            self.revision += 1

    def take_move(self, moved: dict[str, Any] | None) -> None:
        """Take in where the decided words stand in a later version of the text, or (None) that they are not in it."""
        self.lost = moved is None
        if moved is not None:
            self.moved = moved
        self.revision += 1

    def take_decision(self, decision: dict[str, Any]) -> None:
        """Take in what a person decided."""
        self.revision += 1
        self.lost = False
        if decision["action"] == UNDO:
            if self.decisions:
                self.decisions.pop()
                # The words of the decision before stand elsewhere than those of the one that is taken back.
                self.moved = self.moved_before.pop()
            return
        self.moved_before.append(self.moved)
        self.moved = {}
        self.decisions.append(decision | {"read": self.read})

    @property
    def decision(self) -> dict[str, Any] | None:
        """Return the decision that stands, or None."""
        return self.decisions[-1] if self.decisions else None

    @property
    def shown(self) -> dict[str, Any] | None:
        """Return the record that stands: a person's where there is one, else the reader's; None where there is none."""
        decision = self.decision
        if decision is None:
            return self.read
        if decision["action"] == REJECT:
            return None
        if decision["record"] is None:
            return self.read
        return {**decision["record"], **self.moved}

    @property
    def status(self) -> str:
        """Return how the item stands."""
        if self.decision is not None:
            return _STATUS[self.decision["action"]]
        return OPEN if self.read is not None else GONE

    @property
    def disagrees(self) -> list[str]:
        """Return the fields in which a later reading parts from what a person decided; what it was then is no news."""
        decision = self.decision
        if decision is None:
            return []
        news: list[str] = ["text"] if self.lost else []
        if _same(self.kind, self.read, decision["read"]):
            return news
        if self.read is None:
            return news if self.shown is None else [*news, "found"]
        stands = self.shown or decision["record"] or decision["read"]
        if stands is None:
            return [*news, "found"]
        return [*news, *(name for name in COMPARED_FIELDS[self.kind] if self.read.get(name) != stands.get(name))]

    @property
    def is_open(self) -> bool:
        """Whether a person has still to look at the item, or again."""
        return bool(self.disagrees) if self.decision else self.read is not None


def _same(kind: str, one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(one.get(name) == other.get(name) for name in COMPARED_FIELDS[kind])
