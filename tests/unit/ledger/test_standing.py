from typing import Any

import pytest

from parley.ledger.commitments import derive_commitments, pack_words
from parley.ledger.standing import CommitmentOnDay, assess_commitment, find_state
from parley.ledger.statements import role_of

FAR = "2099-01-01"


def statement(party: str | None, holder: str = "AA", **more: Any) -> dict[str, Any]:
    """Return an undertaking by AA in a text of `party` (None: a report), on 4 May, of a full ceasefire."""
    made = {
        "position": f"p-{party}-{holder}-{len(more)}-{'-'.join(map(str, more.values()))}",
        "point": "t-1", "issue": "ceasefire.full", "title": "general ceasefire", "apart": False, "role": "undertaking",
        "encounter": "round", "source": f"round/{party}", "publisher": "The Daily",
        "speaks_for": [party] if party else [], "language": "en", "made_on": "2031-05-04", "known_on": "2031-05-04",
        "holder": holder.split("+"), "act": "agree", "strength": 7, "scope": [], "quantity": None, "starts_on": None,
        "ends_on": None, "condition": None, "condition_span": None, "quote": "words", "span": [0, 5], "document": "d",
        "status": "open",
    } | more  # fmt: skip
    return made | {"own": bool(set(made["holder"]) & set(made["speaks_for"]))}


def on(
    day: str, *statements: dict[str, Any], known_on: str = FAR, notes: tuple[dict[str, Any], ...] = ()
) -> CommitmentOnDay:
    (commitment,) = derive_commitments("p", statements)
    kept, words = pack_words({**commitment, "notes": list(notes)})
    found = assess_commitment(kept, day, known_on, words)
    assert found is not None
    return found


ORDER = {"act": "order", "strength": 8}
POSITION = {
    "act": "agree", "strength": 7, "condition": None, "voice": "official", "standing": "found", "issue": "trade",
}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "more", "state"),
    [
        ("2031-05-04", {}, "declared"),
        ("2031-05-04", {"holder": "AA+BB"}, "agreed"),
        ("2031-05-04", {"condition": "if they stop"}, "conditional"),
        ("2031-05-04", ORDER, "in force"),
        ("2031-05-04", {"starts_on": "2031-05-04"}, "in force"),
        ("2031-05-04", {"starts_on": "2031-05-06"}, "declared"),
        ("2031-05-06", {"starts_on": "2031-05-06"}, "in force"),
        ("2031-05-05", {**ORDER, "starts_on": "2031-05-06"}, "declared"),
        ("2031-05-10", {**ORDER, "ends_on": "2031-05-10"}, "in force"),
        ("2031-05-11", {**ORDER, "ends_on": "2031-05-10"}, "lapsed"),
        ("2031-05-11", {"condition": "if they stop", "ends_on": "2031-05-10"}, "lapsed"),
        ("2031-05-11", {"issue": "captives.prisoners", "starts_on": "2031-05-10"}, "lapsed"),
        ("2031-05-10", {"issue": "captives.prisoners", "starts_on": "2031-05-10"}, "declared"),
        ("2031-05-11", {"issue": "captives.prisoners", **ORDER}, "declared"),
    ],
)
def test_a_state_follows_from_what_was_said_and_from_the_calendar(day: str, more: dict[str, Any], state: str) -> None:
    assert on(day, statement("AA", **more)).state == state


def test_what_a_party_tells_of_another_is_declared_and_not_in_force() -> None:
    told = on("2031-05-04", statement("BB", **ORDER))
    assert (told.state, told.readings[0].in_force_from) == ("declared", None)


@pytest.mark.parametrize("role", ["confirmation", "rejection"])
def test_a_party_that_tells_only_what_another_carried_out_or_called_off_has_no_reading(role: str) -> None:
    found = on("2031-05-06", statement("AA", holder="AA"), statement("BB", holder="AA", role=role))
    assert [reading.party for reading in found.readings] == ["AA"]


def test_in_force_under_one_reading_and_not_under_another_is_disputed() -> None:
    found = on("2031-05-04", statement("AA", **ORDER), statement("BB", condition="if they stop", holder="BB"))
    assert found.state == "disputed"
    assert found.summary == "in force under the reading of AA; conditional under the reading of BB"


def test_a_denial_in_a_partys_own_text_keeps_the_measure_from_being_in_force_there() -> None:
    denial = statement("BB", role="denial", act="deny", strength=-3, holder="BB")
    found = on("2031-05-04", statement("AA", **ORDER), statement("BB", holder="BB", starts_on="2031-05-04"), denial)
    assert [reading.state for reading in found.readings] == ["in force", "declared"]


def test_a_confirmation_brings_it_into_force_on_the_day_that_it_names() -> None:
    confirmed = {
        "role": "confirmation",
        "act": "confirm",
        "strength": 9,
        "made_on": "2031-05-06",
        "known_on": "2031-05-07",
    }
    said = (statement("AA"), statement("AA", **confirmed))
    assert on("2031-05-05", *said).state == "declared"
    assert on("2031-05-06", *said).readings[0].in_force_from == "2031-05-06"
    assert on("2031-05-06", *said, known_on="2031-05-06").state == "declared"


def test_what_is_called_off_later_by_its_own_side_has_ended_and_a_refusal_of_the_same_day_ends_nothing() -> None:
    off = {"role": "rejection", "act": "reject", "strength": -8}
    later = statement("AA", **off, made_on="2031-05-09", known_on="2031-05-09")
    assert on("2031-05-09", statement("AA", **ORDER), later).state == "ended"
    assert on("2031-05-08", statement("AA", **ORDER), later).state == "in force"
    assert on("2031-05-09", statement("AA", **ORDER), statement("AA", **off)).state == "in force"


def test_a_report_is_a_reading_of_nobody_and_decides_only_where_there_is_nothing_else() -> None:
    report = statement(None, holder="AA+BB")
    assert on("2031-05-04", report).state == "agreed"
    both = on("2031-05-04", statement("AA"), report)
    assert both.state == "declared"
    assert [reading.reported for reading in both.readings] == [False, True]


def test_what_a_person_recorded_decides_until_something_new_is_undertaken() -> None:
    def note(what: str, day: str, seq: int, party: str | None = None) -> dict[str, Any]:
        return {"what": what, "on": day, "party": party, "by": "a user", "reason": "seen", "seq": seq}

    said = statement("AA", **ORDER)
    suspended = note("suspended", "2031-05-06", 1)
    assert on("2031-05-05", said, notes=(suspended,)).state == "in force"
    assert on("2031-05-06", said, notes=(suspended,)).state == "suspended"
    assert on("2031-05-09", said, notes=(suspended, note("resumed", "2031-05-08", 2))).state == "in force"
    assert on("2031-05-09", said, notes=(note("ended", "2031-05-08", 2, "BB"),)).state == "in force"
    anew = statement("AA", **ORDER, made_on="2031-05-10", known_on="2031-05-10")
    assert on("2031-05-10", said, anew, notes=(suspended,)).state == "in force"


def test_a_later_encounter_continues_a_definite_measure_that_is_open_and_begins_another_where_it_is_not() -> None:
    first = statement("AA", ends_on="2031-05-10")

    def later(day: str, **more: Any) -> dict[str, Any]:
        return statement("AA", encounter="next", point="t-2", made_on=day, known_on=day, **more)

    assert len(derive_commitments("p", [first, later("2031-05-09")])) == 1
    assert len(derive_commitments("p", [first, later("2031-05-12")])) == 2
    assert len(derive_commitments("p", [first, later("2031-05-09", holder="BB")])) == 2
    ports, towns = {"scope": ["port"]}, {"scope": ["town"]}
    assert len(derive_commitments("p", [statement("AA", **ports), later("2031-05-09", **towns)])) == 2
    vague = {"issue": "settlement"}
    assert len(derive_commitments("p", [statement("AA", **vague), later("2031-05-09", **vague)])) == 2


def test_an_extension_in_a_later_encounter_moves_the_last_day() -> None:
    first = statement("AA", ends_on="2031-05-10", **ORDER)
    longer = statement(
        "AA", encounter="next", point="t-2", made_on="2031-05-09", known_on="2031-05-09", ends_on="2031-06-09"
    )
    assert on("2031-05-20", first, longer).state == "in force"
    assert on("2031-05-20", first, longer, known_on="2031-05-08").state == "lapsed"


def test_rival_versions_of_one_encounter_are_one_commitment_though_their_scopes_part_them_into_points() -> None:
    def version(party: str, point: str, *scope: str, holder: str = "AA", **more: Any) -> dict[str, Any]:
        return statement(party, point=point, scope=list(scope), issue="ceasefire.strikes", holder=holder, **more)

    narrow, wide = version("AA", "t-1", "energy infrastructure"), version("BB", "t-2", "energy", "infrastructure")
    assert len(derive_commitments("p", [narrow, wide])) == 1
    assert len(derive_commitments("p", [narrow, version("BB", "t-2", "civilian infrastructure")])) == 2
    assert len(derive_commitments("p", [narrow, version("BB", "t-2", "energy", holder="BB")])) == 2
    assert len(derive_commitments("p", [{**narrow, "apart": True}, {**wide, "apart": True}])) == 2
    numbers = [version("AA", "t-1", quantity=30.0), version("BB", "t-2", quantity=60.0)]
    assert len(derive_commitments("p", numbers)) == 2


def test_a_note_stays_with_a_commitment_that_another_point_has_joined() -> None:
    first, second = statement("BB", point="t-9", scope=["port"]), statement("AA", point="t-1", scope=["port"])
    (alone,) = derive_commitments("p", [first])
    note = {"item": alone["id"], "what": "ended", "on": "2031-05-05", "party": None, "by": "a", "reason": "b", "seq": 1}
    (both,) = derive_commitments("p", [first, second], [note])
    assert both["notes"] == [note]


def test_the_order_of_statements_changes_nothing() -> None:
    said = [statement("AA", **ORDER), statement("BB", holder="BB", condition="if"), statement(None, holder="AA+BB")]
    assert derive_commitments("p", said) == derive_commitments("p", said[::-1])


@pytest.mark.parametrize(
    ("more", "role"),
    [
        ({}, "undertaking"),
        ({"strength": 6}, ""),
        ({"strength": 6, "condition": "if"}, "undertaking"),
        ({"act": "accept", "strength": 7}, "undertaking"),
        ({"act": "propose", "strength": 4}, ""),
        ({"act": "confirm", "strength": 9}, "confirmation"),
        ({"act": "deny", "strength": -3}, "denial"),
        ({"act": "reject", "strength": -8}, "rejection"),
        ({"act": "reject", "strength": -5}, ""),
        ({"voice": "commentary"}, ""),
        ({"standing": "possible"}, ""),
        ({"issue": "ceasefire.violations"}, ""),
    ],
)
def test_what_bears_on_commitments(more: dict[str, Any], role: str) -> None:
    record = POSITION | more
    held, source = ["2031-05-04", "2031-05-04"], {"published_on": "2031-05-04"}
    assert role_of(record, source, held, decided=False) == role
    assert role_of(record, {"published_on": "2031-05-03"}, held, decided=False) == ""


def test_what_is_only_possible_bears_on_commitments_once_a_person_has_decided_on_it() -> None:
    record = POSITION | {"standing": "possible"}
    assert role_of(record, {"published_on": "2031-05-04"}, ["2031-05-04", "2031-05-04"], decided=True) == "undertaking"


def test_the_day_that_is_told_first_is_that_of_the_calling_off_where_two_are_named() -> None:
    early, late = ({"made_on": day, "known_on": day} for day in ("2031-05-06", "2031-05-07"))
    told = [
        statement("AA"),
        statement("AA", **early, span=[1, 2], role="denial"),
        statement("AA", **late, span=[2, 3], role="rejection"),
        statement("AA", **early, span=[3, 4], role="rejection"),
    ]
    reading = on("2031-05-09", *told).readings[0]
    assert (reading.state, reading.why) == ("ended", "called off on 2031-05-07")


@pytest.mark.parametrize(
    ("day", "state"), [("2031-05-06", "declared"), ("2031-05-08", "declared"), ("2031-05-09", "lapsed")]
)
def test_a_commitment_is_settled_only_after_the_last_day_that_it_names(day: str, state: str) -> None:
    (commitment,) = derive_commitments("p", [statement("AA", issue="captives.prisoners", starts_on="2031-05-08")])
    assert find_state(pack_words(commitment)[0], day, FAR) == state


def test_what_was_published_later_settles_nothing_before() -> None:
    late = statement("AA", **ORDER, known_on="2031-05-07", span=[1, 2])
    (commitment,) = derive_commitments("p", [statement("AA"), late])
    kept, _ = pack_words(commitment)
    assert [find_state(kept, FAR, known) for known in ("2031-05-06", "2031-05-07")] == ["declared", "in force"]


def test_what_is_denied_has_not_come_into_force_though_its_day_has_come() -> None:
    begins = {"starts_on": "2031-05-04"}
    reading = on("2031-05-06", statement("AA", **begins), statement("AA", role="denial", span=[1, 2])).readings[0]
    assert (reading.state, reading.declared_on, reading.in_force_from) == ("declared", "2031-05-04", None)
