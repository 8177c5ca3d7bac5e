"""Is the ceasefire nearer: the answer and its reasons over small encounters."""

from datetime import date
from typing import Any

import pytest

from parley.outlook import assess
from parley.vocabulary import (
    Act,
    Attribution,
    Comparison,
    Encounter,
    Issue,
    Nearer,
    Outlook,
    Position,
    Source,
    SourceKind,
    Span,
    Standing,
    Voice,
)

DAY = date(2031, 5, 4)
ENCOUNTER = Encounter(
    "e",
    "A call",
    (DAY, DAY),
    "call",
    ("AA", "BB"),
    (
        Source("arda.en", "a.txt", "Arda", SourceKind.READOUT, DAY, ("AA",)),
        Source("burland.ru", "b.txt", "Burland", SourceKind.READOUT, DAY, ("BB",)),
        Source("before.en", "c.txt", "Arda", SourceKind.REMARKS, date(2031, 5, 1), ("AA",)),
    ),
)
FULL, STRIKES = Issue.CEASEFIRE_FULL, Issue.CEASEFIRE_STRIKES


def say(source: str, holder: str, act: Act, strength: int, issue: Issue = FULL, **rest: Any) -> Position:
    quote, condition = rest.pop("quote", f"{act} by {holder}"), rest.pop("condition", None)
    return Position(
        id=f"{source}:{act}:{holder}:{issue}",
        source=source,
        holder=tuple(sorted(holder.split("+"))),
        act=act,
        strength=strength,
        issue=issue,
        span=Span(0, len(quote)),
        quote=quote,
        voice=Voice.OFFICIAL,
        chain=(Attribution(source),),
        condition=Span(0, len(condition)) if condition else None,
        condition_quote=condition,
        **rest,
    )


def judge(*positions: Position) -> Outlook:
    return assess(ENCOUNTER, positions, Comparison((), (), (), (), ()))


def test_a_halt_that_both_take_up_in_their_own_accounts_is_a_yes_with_the_words() -> None:
    outlook = judge(say("arda.en", "AA+BB", Act.AGREE, 7), say("burland.ru", "BB", Act.ORDER, 8, quote="приказали"))
    assert outlook.nearer is Nearer.YES
    assert outlook.reasons == ("AA and BB each take up a halt of all fire: “приказали” (burland.ru)",)


@pytest.mark.parametrize(
    "positions",
    [
        (say("arda.en", "AA+BB", Act.AGREE, 7), say("burland.ru", "BB", Act.DISCUSS, 2)),
        (say("burland.ru", "BB", Act.ORDER, 8),),
        (say("burland.ru", "BB", Act.AGREE, 7, condition="if they stop"),),
        (say("burland.ru", "BB", Act.ORDER, 8, STRIKES),),
    ],
    ids=["told by one side only", "one-sided", "conditional", "partial"],
)
def test_what_is_one_sided_conditional_or_partial_is_marginal(positions: tuple[Position, ...]) -> None:
    assert judge(*positions).nearer is Nearer.MARGINALLY


@pytest.mark.parametrize(
    "position",
    [
        say("burland.ru", "BB", Act.REJECT, -8),
        say("arda.en", "AA", Act.PROPOSE, 4),
        say("before.en", "AA", Act.AGREE, 7),
        say("burland.ru", "BB", Act.ORDER, 8, standing=Standing.POSSIBLE),
    ],
    ids=["refused", "only proposed", "said before the encounter", "only possible"],
)
def test_where_nobody_takes_a_halt_up_the_answer_is_no(position: Position) -> None:
    assert judge(position).nearer is Nearer.NO


def test_where_there_is_no_fire_to_halt_the_question_does_not_apply() -> None:
    assert judge(say("arda.en", "AA+BB", Act.AGREE, 7, Issue.TRADE)).nearer is Nearer.NOT_APPLICABLE


def test_the_stages_are_in_their_order_each_with_its_level_and_words() -> None:
    stages = judge(
        say("burland.ru", "BB", Act.DISCUSS, 2, Issue.SETTLEMENT),
        say("arda.en", "AA", Act.PROPOSE, 4),
        say("burland.ru", "BB", Act.ORDER, 8, STRIKES),
        say("burland.ru", "BB", Act.ACCEPT, 6, Issue.CEASEFIRE_MARITIME),
    ).stages
    assert [(stage.stage, stage.level) for stage in stages] == [
        ("strike halt", "in force"),
        ("maritime", "accepted in part"),
        ("full ceasefire", "proposed"),
        ("settlement", "discussed"),
    ]
    assert all(stage.words for stage in stages)


def test_open_conditions_say_whose_they_are() -> None:
    outlook = judge(say("burland.ru", "BB", Act.ACCEPT, 5, condition="if aid ends"))
    assert [(c.party, c.words.quote) for c in outlook.open_conditions] == [("BB", "if aid ends")]
    assert "BB has set 1 condition that is open" in outlook.reasons
