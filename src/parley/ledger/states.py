"""The states of a commitment, and what a person can record of one."""

DECLARED, AGREED, CONDITIONAL, IN_FORCE, SUSPENDED, LAPSED, ENDED, DISPUTED = (
    "declared", "agreed", "conditional", "in force", "suspended", "lapsed", "ended", "disputed",
)  # fmt: skip

STATE_MEANINGS: dict[str, str] = {
    DECLARED: "one side has undertaken it; nothing says that it has begun",
    AGREED: "undertaken together; nothing says that it has begun",
    CONDITIONAL: "undertaken on a condition alone",
    IN_FORCE: "ordered, confirmed, or its first day has come",
    SUSPENDED: "a person recorded that it is suspended",
    LAPSED: "its last day, or its only day, is past",
    ENDED: "carried out, called off, or recorded as ended",
    DISPUTED: "in force under the reading of one and not of another, or denied",
}

# What a person can record of a commitment, and the state that it leads to.
OBSERVATIONS: dict[str, str] = {
    "in_force": IN_FORCE,
    "suspended": SUSPENDED,
    "resumed": IN_FORCE,
    "lapsed": LAPSED,
    "ended": ENDED,
    "disputed": DISPUTED,
}
