"""One item: what stands of it after readings, decisions, later versions of its text, and decisions taken back."""

from typing import Any

from parley.ledger.item_state import CONFIRM, CORRECT, UNDO, ItemState


def record(document: str, span: list[int], **more: Any) -> dict[str, Any]:
    return {"document": document, "span": span, "quote": f"{document}{span}", **more}


def decision(action: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"action": action, "record": body}


def test_a_decision_that_is_taken_back_gives_the_earlier_one_its_own_words_again() -> None:
    item = ItemState("p-1", "position", "text")
    item.take_reading(record("first", [10, 20]))
    item.take_decision(decision(CORRECT, record("first", [10, 20])))
    item.take_move({"document": "second", "span": [15, 25]})
    item.take_reading(record("second", [12, 25]))
    item.take_decision(decision(CORRECT, record("second", [12, 25])))
    item.take_move({"document": "third", "span": [30, 43]})
    item.take_decision(decision(UNDO))
    assert item.shown is not None
    assert (item.shown["document"], item.shown["span"]) == ("second", [15, 25])


def test_a_decision_moves_along_with_its_words_and_the_next_starts_where_it_was_made() -> None:
    item = ItemState("p-1", "position", "text")
    item.take_reading(record("first", [10, 20]))
    item.take_decision(decision(CONFIRM, record("first", [10, 20])))
    item.take_move({"document": "second", "span": [15, 25]})
    assert item.shown is not None
    assert item.shown["span"] == [15, 25]
    item.take_decision(decision(CORRECT, record("second", [15, 25])))
    assert item.moved == {}
    assert item.shown["document"] == "second"
