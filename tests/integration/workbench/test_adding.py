"""Adding: an encounter folder as a zip, sources beside those that are stored, and what becomes of a reading."""

import io
import os
import time
import zipfile
from typing import Any

import pytest

from parley.serve.web.background import State, note
from parley.serve.web.drafts import Draft, read_draft_note
from parley.serve.web.encounter_form import write_encounter_file
from parley.serve.web.reading import run
from parley.vocabulary import Document, Reading, Result

from .conftest import Bench, Visitor, text_of

ENCOUNTER = """
title = "Ministers of Arda and Burland, second round"
held_on = 2031-06-01
channel = "meeting"
parties = ["AA", "BB"]
[[sources]]
file = "sources/ministry.en.txt"
publisher = "Ministry of Arda"
kind = "readout"
speaks_for = "AA"
published_on = 2031-06-01
[[actors]]
id = "FUND"
names = ["Reconstruction Fund"]
"""
TEXT = "The ministers of Arda and Burland met again on 1 June 2031 and agreed to go on with the talks."


def send_zip(visitor: Visitor) -> Any:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("second-round/encounter.toml", ENCOUNTER)
        packed.writestr("second-round/sources/ministry.en.txt", TEXT)
    token = visitor.token("/add")
    files = [("files", ("second-round.zip", buffer.getvalue(), "application/zip"))]
    return visitor.client.post("/add", data={"csrf": token}, files=files)


def newest(bench: Bench) -> Draft:
    return next(iter(bench.app.state.workbench.drafts.all()))


@pytest.fixture
def started(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Note which drafts are begun to be read, and read none of them."""
    begun: list[tuple[str, str]] = []
    monkeypatch.setattr(
        bench.app.state.workbench.readings, "start", lambda draft, by, process: begun.append((draft.id, process))
    )
    return begun


def form_of(page: Any) -> dict[str, str]:
    """Return the values of the form that shows what was detected."""
    import re
    from html import unescape

    form = re.search(r'<form action="/add/\w+" method="post">.*?</form>', page.text, re.S)
    assert form
    values = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form[0])}
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', form[0], re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        values[name] = chosen[1] if chosen else ""
    return {name: value for name, value in values.items() if not name.startswith("drop")}


def test_an_encounter_folder_as_a_zip_keeps_its_name_and_what_its_file_says(
    bench: Bench, started: list[tuple[str, str]]
) -> None:
    visitor = bench.visitor()
    page = send_zip(visitor)
    values = form_of(page)
    assert values["title"] == "Ministers of Arda and Burland, second round"
    assert values["parties"] == "AA, BB"
    assert values["speaks_for0"] == "AA"
    answer = visitor.client.post(
        page.request.url.path, data={**values, "process": "arda-burland"}, follow_redirects=False
    )
    assert answer.headers["location"].startswith("/reading/")
    draft = newest(bench)
    assert started == [(draft.id, "arda-burland")]
    assert read_draft_note(draft)["encounter_id"] == "second-round"
    assert 'names = ["Reconstruction Fund"]' in (draft.folder / "encounter.toml").read_text(encoding="utf-8")


def test_pasted_texts_are_detected_and_become_an_encounter_of_their_own(
    bench: Bench, started: list[tuple[str, str]]
) -> None:
    visitor = bench.visitor()
    russian = (
        "Сообщение для прессы, 1 июня 2031 года\n\n"
        "Стороны договорились продолжить переговоры, и это было важно для обеих."
    )
    sent = {"name1": "Ministry", "text1": f"Press release, 1 June 2031\n\n{TEXT}", "text2": russian}
    page = visitor.send("/add", sent, page="/add")
    values = form_of(page)
    assert values["first"] == "2031-06-01"
    assert (values["publisher0"], values["language0"]) == ("Ministry", "en")
    assert values["language1"] == "ru"
    values |= {"title": "Ministers of Arda and Burland"}
    for parties, told in (("", "the parties whose versions are compared are missing"), ("AA BB", "who published it")):
        values |= {"parties": parties}
        refused = visitor.client.post(page.request.url.path, data=values)
        assert refused.status_code == 400
        assert told in text_of(refused)
    values |= {"publisher1": "Burland"}
    for _ in range(2):
        visitor.client.post(page.request.url.path, data=values)
    assert len(started) == 2
    assert read_draft_note(newest(bench))["encounter_id"] == "2031-06-01-ministers-of-arda-and-burland"


def test_a_new_encounter_never_takes_the_place_of_one_that_is_there(bench: Bench) -> None:
    drafts = bench.app.state.workbench.drafts
    draft = drafts.begin("local user")
    drafts.take_text(draft, "a", TEXT)
    source = {"publisher": "A", "kind": "readout", "published_on": "2031-06-01", "speaks_for": "", "language": ""}
    form = {
        "title": "Arda", "first": "2031-06-01", "last": "", "channel": "call", "place": "", "parties": "AA",
        "concerned": "", "previous": "", "sources": {"a.txt": source},
    }  # fmt: skip
    write_encounter_file(draft, form, {"2031-06-01-arda", "2031-06-01-arda-2"})
    assert read_draft_note(draft)["encounter_id"] == "2031-06-01-arda-3"


def test_a_source_is_added_beside_the_stored_ones_and_decisions_stay(
    bench: Bench, small_result: Result, started: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = bench.visitor()
    position = bench.position("agreed to a pause in strikes on ports and depots")
    visitor.send(f"/items/{position}/decide", {"action": "correct", "strength": "8", "reason": "why", "revision": "1"})
    page = visitor.send("/add", {"name1": "late.en", "text1": TEXT}, page="/add")
    values = form_of(page) | {"encounter": "arda-burland", "publisher0": "Late News", "published_on0": "2031-05-06"}
    visitor.client.post(page.request.url.path, data=values)
    draft = newest(bench)
    assert started == [(draft.id, "")]

    def read(document: Document, *_: object) -> Reading:
        return Reading(document.id, tuple(p for p in small_result.positions if p.source == document.id))

    monkeypatch.setattr("parley.attribute.make_readers", lambda *_: [])
    monkeypatch.setattr("parley.attribute.read", read)
    note(draft, state=State.WAITING)
    run(draft, bench.settings.ledger, "")
    result = bench.app.state.workbench.desk.result("arda-burland")
    assert [document.id for document in result.documents] == [*(d.id for d in small_result.documents), "late.en"]
    assert result.position(position).strength == 8
    assert result.document("late.en").text == TEXT


def wait_for(bench: Bench, draft: Draft, state: State) -> Any:
    for _ in range(200):
        progress = bench.app.state.workbench.readings.progress(draft)
        if progress.state is state:
            return progress
        time.sleep(0.1)
    raise AssertionError(progress)


def test_a_reading_that_cannot_be_done_says_why_and_the_ledger_is_as_before(bench: Bench) -> None:
    workbench = bench.app.state.workbench
    before = workbench.desk.stamp()
    send_zip(bench.visitor())
    draft = newest(bench)
    (draft.folder / "encounter.toml").write_text("title = 3", encoding="utf-8")
    workbench.readings.start(draft, by="local user", process="")
    progress = wait_for(bench, draft, State.FAILED)
    assert "encounter.toml" in progress.message
    assert workbench.desk.stamp() == before
    page = bench.visitor().get(f"/reading/{draft.id}")
    assert "Read again" in text_of(page)


def test_a_reading_that_was_under_way_when_the_server_stopped_is_told_as_interrupted(bench: Bench) -> None:
    send_zip(bench.visitor())
    draft = newest(bench)
    note(draft, state=State.READING, pid=2**22 + os.getpid(), done=0, total=1)
    assert bench.app.state.workbench.readings.progress(draft).state is State.INTERRUPTED
    assert "interrupted" in text_of(bench.visitor().get(f"/reading/{draft.id}"))


def test_a_reading_that_is_cancelled_before_it_began_never_begins(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbench = bench.app.state.workbench
    send_zip(bench.visitor())
    draft = newest(bench)
    for _ in range(2):
        workbench.readings._slots.acquire()
    workbench.readings.start(draft, by="local user", process="")
    assert workbench.readings.progress(draft).state is State.WAITING
    workbench.readings.cancel(draft)
    for _ in range(2):
        workbench.readings._slots.release()
    assert wait_for(bench, draft, State.CANCELLED)


def test_a_draft_is_discarded(bench: Bench) -> None:
    visitor = bench.visitor()
    page = send_zip(visitor)
    visitor.send(f"{page.request.url.path}/discard", page="/add")
    assert list(bench.app.state.workbench.drafts.all()) == []
    assert visitor.get(page.request.url.path).status_code == 404


def test_many_files_of_one_name_are_kept_apart(bench: Bench) -> None:
    visitor = bench.visitor()
    token = visitor.token("/add")
    files = [("files", ("note.txt", f"Text {n}.".encode())) for n in range(3)]
    visitor.client.post("/add", data={"csrf": token}, files=[*files, ("files", ("NOTE.md", b"Text."))])
    assert len({path.stem.casefold() for path in newest(bench).sources}) == 4
