"""The pages over a ledger: what they say, and how a decision changes them. No browser, no script."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from parley.ledger import Decision
from parley.registry import KINDS, part_names
from parley.vocabulary import Act, Issue, Result

from .conftest import Bench, text_of

E = "/encounters/arda-burland"
PAUSE_RU = "согласились приостановить удары по портам на 30 дней"


def rows_of(page: Any) -> dict[str, list[str]]:
    """Return the rows of the matrix by their title: the text of each cell."""
    table = re.search(r'<table class="matrix.*?</table>', page.text, re.S)
    assert table
    rows = {}
    for row in re.findall(r'<tr id="point-.*?</tr>', table[0], re.S):
        head, *cells = re.split(r"<td\b", row)
        plain = [" ".join(re.sub(r"<[^>]+>", " ", cell.partition(">")[2]).split()) for cell in cells]
        rows[re.sub(r"^\d+ ", "", " ".join(re.sub(r"<[^>]+>", " ", head.partition(">")[2]).split()))] = plain
    return rows


def count_rows(page: Any) -> int:
    return len(re.findall(r'<tr id="point-', page.text))


def test_an_empty_ledger_invites_to_the_three_ways(make_bench: Callable[..., Bench]) -> None:
    page = text_of(make_bench().visitor().get("/"))
    assert "Nothing has been read yet" in page
    assert {"Load the example", "Choose files", "Paste texts"} <= set(
        re.findall(r"Load the example|Choose files|Paste texts", page)
    )


PAGES = (
    "/", E, f"{E}?by=party", f"{E}/side-by-side", f"{E}/sources/daily.zh", f"{E}/points", "/ledger", "/search?q=港口",
    "/review", "/add", "/api", "/processes/arda-burland", f"{E}/sources/ministry.en/add",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru", "uk", "zh"])
def test_every_page_opens_in_every_language_without_a_key_in_place_of_a_word(bench: Bench, language: str) -> None:
    visitor = bench.visitor()
    for path in PAGES:
        page = visitor.get(path, headers={"accept-language": language})
        assert page.status_code == 200, path
        assert f'<html lang="{language}">' in page.text
        told = text_of(page)
        assert re.search(r"\b(matrix|nav|source|review|ledger|parting|step|term)\.[a-z_]+\b", told) is None, path


def test_not_mentioned_and_not_read_whole_are_told_apart(bench: Bench) -> None:
    rows = rows_of(bench.visitor().get(f"{E}?by=source"))
    meeting = next(cells for title, cells in rows.items() if title.startswith("talks"))
    assert "scheduled" in meeting[0]
    assert meeting[1] == "not mentioned"
    assert meeting[2] == "not read whole"


def test_a_source_not_read_whole_and_one_skipped_are_named(bench: Bench) -> None:
    page = text_of(bench.visitor().get(E))
    assert "Not read whole: presidency.uk" in page
    assert "sources/scan.pdf" in page


def test_a_cell_leads_to_its_words_in_the_source(bench: Bench) -> None:
    visitor = bench.visitor()
    position = bench.position(PAUSE_RU)
    assert f"{E}/positions/{position}" in visitor.get(E).text
    page = visitor.get(f"{E}/positions/{position}")
    assert f'data-opened="{position}"' in page.text
    assert PAUSE_RU in text_of(page)
    assert "Обмен письмами" in text_of(page)


def test_a_correction_changes_the_matrix_and_is_told_with_who_and_when(bench: Bench) -> None:
    visitor = bench.visitor()
    position = bench.position(PAUSE_RU)
    before = rows_of(visitor.get(E))
    assert "agreed" in next(cells for title, cells in before.items() if title.startswith("pause"))[1]
    form = {"action": "correct", "act": "reject", "strength": "-8", "reason": "misread", "revision": "1"}
    answer = visitor.send(f"/items/{position}/decide", form)
    assert answer.status_code == 200
    page = text_of(visitor.get(f"{E}/positions/{position}"))
    assert "corrected by local user" in page
    assert "misread" in page
    assert "rejected" in next(cells for title, cells in rows_of(visitor.get(E)).items() if title.startswith("pause"))[1]


def test_undoing_is_an_event_of_its_own_and_brings_the_matrix_back(bench: Bench) -> None:
    visitor = bench.visitor()
    position = bench.position(PAUSE_RU)
    before = rows_of(visitor.get(E))
    visitor.send(f"/items/{position}/decide", {"action": "reject", "reason": "no", "revision": "1"})
    assert rows_of(visitor.get(E)) != before
    visitor.send(f"/items/{position}/decide", {"action": "undo", "reason": "yes after all", "revision": "2"})
    assert rows_of(visitor.get(E)) == before
    history = text_of(visitor.get(f"/items/{position}"))
    assert history.index("rejected") < history.index("undone")


def test_a_rejection_without_a_reason_is_refused_with_what_to_do(bench: Bench) -> None:
    position = bench.position(PAUSE_RU)
    answer = bench.visitor().send(f"/items/{position}/decide", {"action": "reject", "revision": "1"})
    assert answer.status_code == 400
    assert "needs a reason" in text_of(answer)


def test_a_rejected_position_keeps_its_permanent_link_which_tells_what_became_of_it(bench: Bench) -> None:
    visitor = bench.visitor()
    position = bench.position(PAUSE_RU)
    visitor.send(f"/items/{position}/decide", {"action": "reject", "reason": "not said", "revision": "1"})
    page = visitor.get(f"{E}/positions/{position}")
    assert page.status_code == 200
    assert "not said" in text_of(page)


def test_two_reviewers_in_conflict_see_both_and_nothing_is_overwritten(bench: Bench) -> None:
    first, second = bench.visitor(), bench.visitor()
    position = bench.position(PAUSE_RU)
    first.send(
        f"/items/{position}/decide", {"action": "correct", "strength": "8", "reason": "ordered", "revision": "1"}
    )
    late = {"action": "correct", "strength": "5", "reason": "only ready", "revision": "1"}
    answer = second.send(f"/items/{position}/decide", late)
    assert answer.status_code == 409
    assert {"ordered", "only ready"} <= set(re.findall(r"ordered|only ready", text_of(answer)))
    assert bench.ledger.item(position).shown["strength"] == 8  # type: ignore[index]
    revision = re.search(r'name="revision" value="(\d+)"', answer.text)
    assert revision
    again = second.send(f"/items/{position}/decide", {**late, "revision": revision[1]})
    assert again.status_code == 200
    assert bench.ledger.item(position).shown["strength"] == 5  # type: ignore[index]


def test_a_position_is_added_from_exact_words_and_refused_where_they_are_not(bench: Bench) -> None:
    visitor = bench.visitor()
    form = {
        "quote": "Exchange of letters", "holder": "AA", "act": "discuss", "strength": "2", "issue": "culture",
        "reason": "missed",
    }  # fmt: skip
    path = f"{E}/sources/ministry.en/add"
    answer = visitor.send(path, form)
    assert answer.status_code == 200
    assert "added by a person" in text_of(answer)
    refused = visitor.send(path, {**form, "quote": "Exchange of three letters"})
    assert refused.status_code == 400
    assert "Exchange of three letters" in refused.text


def test_the_form_for_a_position_takes_the_selected_words(bench: Bench) -> None:
    page = bench.visitor().get(f"{E}/sources/daily.zh/add?start=0&end=4").text
    assert ">两国部长</textarea>" in page


def test_points_are_split_and_joined_and_that_is_undone(bench: Bench) -> None:
    visitor = bench.visitor()
    point = next(item for item in bench.ledger.points("arda-burland") if len(item.as_point().positions) > 2)
    split = {"position": point.as_point().positions[0], "reason": "another measure", "revision": point.revision}
    count = count_rows(visitor.get(E))
    assert visitor.send(f"{E}/points/{point.id}/split", split).status_code == 200
    assert count_rows(visitor.get(E)) == count + 1
    now = bench.ledger.item(point.id)
    assert visitor.send(f"{E}/points/{point.id}/undo", {"revision": now.revision}).status_code == 200
    assert count_rows(visitor.get(E)) == count
    other = next(item for item in bench.ledger.points("arda-burland") if item.id != point.id)
    joined = {"with": other.id, "reason": "one measure", "revision": bench.ledger.item(point.id).revision}
    assert visitor.send(f"{E}/points/{point.id}/join", joined).status_code == 200
    assert count_rows(visitor.get(E)) == count - 1


def test_a_rejected_divergence_is_no_longer_shown(bench: Bench) -> None:
    visitor = bench.visitor()
    shown = visitor.get(E).text.count('<article class="parting')
    item = next(one for one in bench.ledger.divergences("arda-burland") if one.as_divergence().type == "scope")
    visitor.send(f"/items/{item.id}/decide", {"action": "reject", "reason": "the same", "revision": item.revision})
    stood = bench.app.state.workbench.desk.result("arda-burland").comparison.divergences
    assert item.id not in {one.id for one in stood}
    assert visitor.get(E).text.count('<article class="parting') <= shown


def test_side_by_side_has_every_position_with_its_points(bench: Bench) -> None:
    page = bench.visitor().get(f"{E}/side-by-side?s=foreign-office.ru&s=daily.zh").text
    columns = re.split(r"<div class=\"column\"", page)[1:]
    assert len(columns) == 2
    points = [set(re.findall(r'data-points="([^"]+)"', column)) for column in columns]
    assert points[0] & points[1]


def test_a_chinese_word_of_two_characters_is_found_and_marked(bench: Bench) -> None:
    page = bench.visitor().get("/search?q=港口").text
    assert "<mark>港口</mark>" in page
    assert f"{E}/sources/daily.zh" in page


def test_an_edited_source_shows_what_changed(bench: Bench, small_result: Result) -> None:
    text = small_result.document("ministry.en").text.replace("Lisbon", "Porto")
    document = small_result.document("ministry.en")
    import hashlib

    later = replace(document, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    kept = tuple(p for p in small_result.positions if p.source != "ministry.en")
    changed = replace(
        small_result,
        documents=(later, *small_result.documents[1:]),
        positions=kept,
        comparison=replace(small_result.comparison, points=(), divergences=(), follow_ups=(), commitments=()),
    )
    bench.ledger.add(changed)
    page = bench.visitor().get(f"{E}/sources/ministry.en").text
    assert "<del>Lisbon</del>" in page
    assert ">Porto</ins>" in page


def test_a_long_source_comes_in_parts_that_are_loaded_as_needed(
    make_bench: Callable[..., Bench], small_result: Result
) -> None:
    import hashlib

    document = small_result.document("before.en")
    text = document.text + "\n" + "\n".join(f"Line {n} of a very long statement." for n in range(12_000))
    long = replace(document, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    bench = make_bench(replace(small_result, documents=(*small_result.documents[:-1], long)))
    visitor = bench.visitor()
    first = visitor.get(f"{E}/sources/before.en")
    assert len(first.text) < 60_000
    following = re.search(r'data-hx-get="([^"]+)"[^>]*data-hx-trigger="revealed"', first.text)
    assert following
    second = visitor.get(following[1].replace("&amp;", "&"))
    assert "<html" not in second.text
    assert "of a very long statement." in second.text
    start = text.index("Line 9000 ")
    assert "Line 9000 of" in text_of(visitor.get(f"{E}/sources/before.en?at={start}-{start + 9}"))


@pytest.mark.parametrize(
    "name", [name for name in part_names(KINDS["report"]) if name not in ("pdf", "docx", "parquet")]
)
def test_the_brief_is_taken_away_in_each_format(bench: Bench, name: str) -> None:
    answer = bench.visitor().get(f"{E}/brief/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert len(answer.content) > 100


def test_the_ledger_on_a_day_shows_readings_side_by_side(bench: Bench) -> None:
    page = text_of(bench.visitor().get("/ledger?on=2031-05-10"))
    assert "Reading of AA" in page
    assert "Reading of BB" in page
    assert "4 May 2031" in page
    assert "<svg" in bench.visitor().get("/ledger.svg?on=2031-05-10").text


def test_what_is_open_is_queued_and_leaves_when_it_is_decided(bench: Bench) -> None:
    visitor = bench.visitor()
    position = bench.position(PAUSE_RU)
    assert position in visitor.get("/review?kind=position").text
    visitor.send(f"/items/{position}/decide", {"action": "confirm", "revision": "1"})
    page = visitor.get("/review?kind=position").text
    assert f"/items/{position}/decide" not in page
    assert "confirmed" in page


def test_a_language_is_chosen_and_kept(bench: Bench) -> None:
    visitor = bench.visitor()
    visitor.send("/language", {"language": "uk", "back": E}, page="/")
    page = visitor.get(E)
    assert '<html lang="uk">' in page.text
    assert "4 травня 2031 р." in page.text


def test_pages_that_are_not_there_say_so(bench: Bench) -> None:
    visitor = bench.visitor()
    for path in (
        "/nowhere",
        "/encounters/none",
        f"{E}/sources/none",
        f"{E}/positions/none",
        "/items/none",
        "/processes/x",
    ):
        answer = visitor.get(path)
        assert answer.status_code == 404
        assert "There is nothing here" in text_of(answer)


def test_the_api_gives_what_the_pages_show_and_describes_itself(bench: Bench) -> None:
    visitor = bench.visitor()
    assert [one["id"] for one in visitor.get("/api/encounters").json()] == ["arda-burland"]
    told = visitor.get("/api/encounters/arda-burland").json()
    assert {one["quote"] for one in told["positions"]} >= {PAUSE_RU}
    assert visitor.get("/api/search?q=港口").json()[0]["source"] == "daily.zh"
    stretch = visitor.get("/api/encounters/arda-burland/sources/ministry.en?start=4&end=13").json()
    assert stretch["text"] == "ministers"
    assert visitor.get("/api/ledger?on=2031-05-10").json()["commitments"]
    described = visitor.get("/api/openapi.json").json()
    assert {"/api/encounters", "/api/items/{item}/decisions", "/api/ledger"} <= set(described["paths"])
    for path in described["paths"]:
        assert path in visitor.get("/api").text


def test_a_program_decides_with_the_token_of_its_session_and_is_told_of_a_conflict(bench: Bench) -> None:
    visitor = bench.visitor()
    position = bench.position(PAUSE_RU)
    token = visitor.get("/api/session").json()["csrf"]
    decided = {"action": "confirm", "revision": 1, "reason": ""}
    path = f"/api/items/{position}/decisions"
    answer = visitor.client.post(path, json=decided, headers={"x-csrf-token": token})
    assert answer.json()["status"] == "confirmed"
    assert visitor.client.post(path, json=decided, headers={"x-csrf-token": token}).status_code == 409
    assert visitor.client.post(path, json=decided).status_code == 403


def test_what_was_decided_outlives_reading_again(bench: Bench, small_result: Result) -> None:
    position = bench.position(PAUSE_RU)
    bench.ledger.decide(position, Decision("correct", "a user", "why", changes={"act": "order", "strength": 8}))
    again = tuple(replace(p, act=Act.PROPOSE, strength=4) if p.quote == PAUSE_RU else p for p in small_result.positions)
    bench.ledger.add(replace(small_result, positions=again))
    result = bench.app.state.workbench.desk.result("arda-burland")
    assert result.position(position).act is Act.ORDER
    assert "disagrees on" in text_of(bench.visitor().get(f"{E}/positions/{position}"))


def test_the_desk_gives_the_result_that_was_added(bench: Bench, small_result: Result) -> None:
    result = bench.app.state.workbench.desk.result("arda-burland")
    assert result.encounter == small_result.encounter
    assert [document.text for document in result.documents] == [document.text for document in small_result.documents]
    assert {p.quote for p in result.positions} == {p.quote for p in small_result.positions}
    assert {point.issue for point in result.comparison.points} >= {Issue.CEASEFIRE_STRIKES, Issue.TALKS}


def test_moves_of_a_process_are_those_of_each_party_in_its_own_account(bench: Bench) -> None:
    told = bench.visitor().get("/api/processes/arda-burland/moves").json()
    strikes = {
        row["party"]: row["cells"][0]["strength"] for row in told["rows"] if row["issue_id"] == "ceasefire.strikes"
    }
    assert strikes == {"AA": "7", "BB": "7", "CC": "6"}
    assert json.dumps(told)
    assert date.fromisoformat(told["days"][0]) == date(2031, 5, 4)
