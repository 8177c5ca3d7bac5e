from typing import Any

from parley.ledger.follow_ups import FollowUpOnDay, assess_follow_up, derive_follow_ups

FAR = "2099-01-01"


def step(on: str | None, place: str | None = None, **more: Any) -> dict[str, Any]:
    made = {
        "position": f"p-{on}-{place}-{'-'.join(map(str, more.values()))}", "encounter": "round-1",
        "source": "round-1/a", "publisher": "The Ministry", "published_on": "2031-05-04", "language": "en",
        "document": "d", "issue": "talks",
        "parties": ["AA", "BB"], "status": "announced", "on": on, "until": None, "place": place, "quote": "words",
        "span": [0, 5],
    }  # fmt: skip
    return made | more


def meeting(first: str, last: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": "round-2",
        "held_on": [first, last or first],
        "place": None,
        "parties": ["AA", "BB"],
        "known_on": first,
    } | more


def assess(day: str, *steps: dict[str, Any], encounters: tuple[dict[str, Any], ...] = ()) -> list[FollowUpOnDay]:
    made = derive_follow_ups("p", steps, encounters)
    return [found for one in made if (found := assess_follow_up(one, day, FAR)) is not None]


def test_one_day_in_two_sources_is_one_step() -> None:
    (found,) = assess("2031-05-05", step("2031-05-09"), step("2031-05-09", "Lisbon", source="round-1/b"))
    assert (found.place, len(found.entries)) == ("Lisbon", 2)


def test_another_day_for_one_place_is_a_revision() -> None:
    later = step("2031-05-12", "Lisbon", published_on="2031-05-06")
    (found,) = assess("2031-05-07", step("2031-05-09", "Lisbon"), later)
    assert (found.status, found.on, found.was_on) == ("revised", "2031-05-12", "2031-05-09")
    (before,) = assess("2031-05-05", step("2031-05-09", "Lisbon"), later)
    assert (before.status, before.on) == ("announced", "2031-05-09")


def test_a_day_after_the_first_is_past_is_another_step() -> None:
    assert len(assess(FAR, step("2031-05-09", "Lisbon"), step("2031-06-12", "Lisbon", published_on="2031-06-01"))) == 2


def test_other_places_other_parties_and_other_issues_are_other_steps() -> None:
    one = step("2031-05-09", "Lisbon")
    for more in ({"place": "Porto"}, {"parties": ["CC"]}, {"issue": "captives.prisoners"}):
        assert len(assess(FAR, one, {**one, "position": "q", **more})) == 2


def test_what_is_past_and_not_said_to_be_held_is_overdue_the_day_after() -> None:
    window = step("2031-05-09", until="2031-05-11")
    assert [assess(day, window)[0].overdue for day in ("2031-05-11", "2031-05-12")] == [False, True]
    assert not assess(FAR, step(None))[0].overdue
    assert not assess(FAR, step("2031-05-09", status="proposed"))[0].overdue


def test_an_encounter_on_the_day_shows_that_it_was_held() -> None:
    (found,) = assess("2031-05-10", step("2031-05-09"), encounters=(meeting("2031-05-09"),))
    assert (found.status, found.overdue) == ("held", False)
    assert "round-2" in found.why
    for other in (
        meeting("2031-05-10"),
        meeting("2031-05-09", parties=["BB", "CC"]),
    ):
        assert assess("2031-05-10", step("2031-05-09"), encounters=(other,))[0].overdue
    (unknown,) = derive_follow_ups("p", [step("2031-05-09")], [meeting("2031-05-09", known_on="2031-05-11")])
    found = [assess_follow_up(unknown, "2031-05-20", known_on) for known_on in ("2031-05-10", "2031-05-11")]
    assert [one is not None and one.overdue for one in found] == [True, False]
    elsewhere = meeting("2031-05-09", place="Porto, the old town")
    assert assess("2031-05-10", step("2031-05-09", "Lisbon"), encounters=(elsewhere,))[0].overdue
    assert assess("2031-05-10", step("2031-05-09", "Porto"), encounters=(elsewhere,))[0].status == "held"


def test_an_encounter_does_not_show_that_what_it_announces_was_held() -> None:
    announced = step("2031-05-04", encounter="round-2")
    assert assess("2031-05-05", announced, encounters=(meeting("2031-05-04"),))[0].overdue


def test_a_source_that_cancels_or_tells_of_it_closes_it() -> None:
    for status in ("cancelled", "held"):
        later = step("2031-05-09", status=status, published_on="2031-05-08")
        assert assess("2031-05-20", step("2031-05-09"), later)[0].status == status


def test_nothing_is_known_before_it_is_published() -> None:
    assert assess("2031-05-03", step("2031-05-09")) == []
