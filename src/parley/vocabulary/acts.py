"""Acts and the strength ladder: what a holder does by saying something, and how far it binds itself."""

from enum import StrEnum


class Act(StrEnum):
    """What the holder of a position does by saying it; the values are the ids of the contract."""

    DISCUSS = "discuss"
    STATE = "state"
    PROPOSE = "propose"
    DEMAND = "demand"
    ACCEPT = "accept"
    AGREE = "agree"
    ORDER = "order"
    SCHEDULE = "schedule"
    OBJECT = "object"
    REJECT = "reject"
    DENY = "deny"
    EVADE = "evade"
    THREATEN = "threaten"
    CONFIRM = "confirm"
    JUDGE = "judge"


ACT_MEANINGS: dict[Act, str] = {
    Act.DISCUSS: "talked about, exchanged views",
    Act.STATE: "noted, stressed, shares a view, confirms a fact",
    Act.PROPOSE: "put forward, suggested, asked for, offered",
    Act.DEMAND: "must, key condition, calls on, urges",
    Act.ACCEPT: "responded positively, welcomed and took up, supports the proposal",
    Act.AGREE: "undertakes, with others or alone: agreed, signed, commits itself, will do",
    Act.ORDER: "gave the command, will immediately, carried out by its own act",
    Act.SCHEDULE: "a next step with a time or place",
    Act.OBJECT: "reservations, raised concerns",
    Act.REJECT: "refused, did not agree, called off",
    Act.DENY: "says that it was not said, discussed, agreed or done",
    Act.EVADE: "asked, and gave no answer; took note",
    Act.THREATEN: "says what will follow otherwise",
    Act.CONFIRM: "says that it was done or verified",
    Act.JUDGE: "evaluates: productive, frank, no result",
}

# PLOVER modes (Halterman et al. 2023, the PLOVER codebook) of the acts that have one.
PLOVER_MODES: dict[Act, str] = {
    Act.DISCUSS: "CONSULT",
    Act.PROPOSE: "AGREE",
    Act.DEMAND: "DEMAND",
    Act.ACCEPT: "AGREE",
    Act.AGREE: "AGREE",
    Act.ORDER: "CONCEDE",
    Act.SCHEDULE: "CONSULT",
    Act.OBJECT: "REJECT",
    Act.REJECT: "REJECT",
    Act.THREATEN: "THREATEN",
}

STRENGTH_LADDER: dict[int, str] = {
    -8: "rejected",
    -4: "objected",
    -2: "evaded or took note",
    0: "silent",
    1: "noted",
    2: "discussed",
    3: "shares the view",
    4: "proposed or requested",
    5: "ready, or accepts conditionally",
    6: "agreed to talk about it, or responded positively",
    7: "undertook",
    8: "ordered or carrying it out",
    9: "verified",
}

# These acts have no place on the ladder: their strength is whatever the reader says.
ACTS_OFF_THE_LADDER = frozenset({Act.DENY, Act.THREATEN, Act.JUDGE, Act.SCHEDULE})
UNDERTAKEN = 7
