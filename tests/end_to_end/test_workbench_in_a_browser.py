"""The workbench in a real browser: the main ways through it, by mouse and by keyboard alone, with axe on every page."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parley.ledger import open_ledger
from parley.vocabulary import Result

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
AXE = (Path(__file__).parent / "vendor" / "axe.js").read_text(encoding="utf-8")
E = "/encounters/arda-burland"
PAUSE_RU = "согласились приостановить удары по портам на 30 дней"
PASSWORD = "correct horse battery"

pytest.importorskip("playwright", reason="playwright is not installed (extra 'dev')")
pytest.importorskip("uvicorn", reason="the workbench is not installed (extra 'web')")
if not CHROMIUM.exists():
    pytest.skip("Debian's chromium is not installed (apt-get install chromium)", allow_module_level=True)


class Served:
    """A workbench that answers on a port of this machine, in a thread."""

    def __init__(self, ledger: str, results: tuple[Result, ...], **settings: Any) -> None:
        import uvicorn

        from parley.serve.web.application import make_app
        from parley.serve.web.settings import WebSettings

        with open_ledger(ledger) as opened:
            for result in results:
                opened.add(result)
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.app = make_app(WebSettings(ledger=ledger, drafts=Path(f"{ledger}-drafts"), user="local user", **settings))
        config = uvicorn.Config(self.app, log_level="error", access_log=False)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)

    @property
    def workbench(self) -> Any:
        return self.app.state.workbench

    def position(self, quote: str) -> str:
        found = [i for i in self.workbench.desk.ledger.positions() if (i.shown or {}).get("quote") == quote]
        return str(found[0].id)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)
        self.socket.close()


@pytest.fixture
def serve(tmp_path: Path, sqlite_template: Path) -> Iterator[Callable[..., Served]]:
    running: list[Served] = []

    def start(*results: Result, **settings: Any) -> Served:
        ledger = str(shutil.copyfile(sqlite_template, tmp_path / f"ledger-{len(running)}.db"))
        running.append(Served(ledger, results, **settings))
        return running[-1]

    yield start
    for served in running:
        served.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


def open_page(browser: Any, served: Served, path: str = "/", **settings: Any) -> tuple[Any, list[str]]:
    """Open a page, and collect every error, every breach of the policy and every request to another host."""
    page = browser.new_context(base_url=served.url, **settings).new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("request", lambda request: None if request.url.startswith(served.url) else complaints.append(request.url))
    page.goto(path)
    page.wait_for_load_state("networkidle")  # keys and links are taken over once the scripts have come
    return page, complaints


def faults_of(page: Any, *rules: str) -> list[str]:
    """Return what axe finds wrong on a page, by all rules or some.

    It is put in through the debugger, which the page's policy cannot stop.
    """
    page.evaluate(AXE)
    some = {"runOnly": list(rules)} if rules else {}
    found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **some})
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


PAGES = (
    "/", E, f"{E}?by=party", f"{E}/side-by-side", f"{E}/sources/foreign-office.ru", f"{E}/points",
    "/ledger?on=2031-05-10", "/processes/arda-burland", "/search?q=港口", "/review", "/add", "/api", "/nowhere",
    f"{E}/sources/ministry.en/add",
)  # fmt: skip


def test_axe_is_clean_on_every_page_in_light_and_dark(
    browser: Any, serve: Callable[..., Served], small_result: Result
) -> None:
    served = serve(small_result)
    position = served.position(PAUSE_RU)
    for scheme in ("light", "dark"):
        page, _ = open_page(browser, served, color_scheme=scheme)
        for path in (*PAGES, f"{E}/positions/{position}", f"/items/{position}"):
            page.goto(path)
            if "ledger" in path:
                page.locator("figure.chart svg").wait_for()
            # What is dark differs in its colours alone.
            assert faults_of(page, *(["color-contrast"] if scheme == "dark" else [])) == [], (scheme, path)


def test_axe_is_clean_on_an_empty_ledger_the_forms_and_a_narrow_page(
    browser: Any, serve: Callable[..., Served], small_result: Result
) -> None:
    page, _ = open_page(browser, serve())
    assert faults_of(page) == []
    served = serve(small_result)
    page, _ = open_page(browser, served, "/add", viewport={"width": 360, "height": 740}, locale="zh-CN")
    page.fill("textarea[name=text1]", "Ministry of Arda, press release, 4 May 2031. We agreed to meet again.")
    page.locator("#paste button").click()
    page.wait_for_url("**/add/*")
    assert faults_of(page) == []
    page.goto(E)
    assert faults_of(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_out_of_the_window(
    browser: Any, serve: Callable[..., Served], small_result: Result, width: int
) -> None:
    page, complaints = open_page(browser, serve(small_result), viewport={"width": width, "height": 800})
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert [one for one in complaints if "404" not in one] == []


def test_the_demo_is_loaded_from_the_first_page(
    browser: Any, serve: Callable[..., Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parley.serve.web.demo.example_names", lambda: ["2025-03-18-call"])
    page, complaints = open_page(browser, serve())
    page.get_by_role("button", name="Load the example").click()
    page.wait_for_url("**/encounters/2025-03-18-call", timeout=60_000)
    assert page.locator(".matrix tbody tr").count() > 3
    assert page.locator(".cell a.words").count() > 5
    assert complaints == []


def test_a_click_on_a_cell_shows_its_words_in_their_source(
    browser: Any, serve: Callable[..., Served], small_result: Result
) -> None:
    page, complaints = open_page(browser, serve(small_result), f"{E}?by=party")
    page.locator("td[data-column=BB] a.words").first.click()
    page.wait_for_url("**/positions/*")
    assert page.locator("a.pos.opened").inner_text() == PAUSE_RU
    assert "Burland" in page.locator("#panel").inner_text()
    assert complaints == []


def test_a_position_is_corrected_with_the_keyboard_alone_and_the_matrix_changes(
    browser: Any, serve: Callable[..., Served], small_result: Result
) -> None:
    served = serve(small_result)
    page, complaints = open_page(browser, served, f"{E}/sources/foreign-office.ru")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("#panel.filled h2").wait_for()
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "holder"
    page.keyboard.press("Tab")
    page.keyboard.type("rej")
    page.keyboard.press("Tab")
    page.keyboard.type("-8")
    page.locator("#panel details input[name=reason]").focus()
    page.keyboard.type("a misreading")
    page.keyboard.press("Enter")
    page.wait_for_url("**/positions/*")
    assert "corrected by local user" in page.locator(".reviewed").inner_text()
    page.goto(f"{E}?by=party")
    assert "rejected" in page.locator("td[data-column=BB]").first.inner_text()
    assert complaints == []


def test_the_queue_is_worked_with_the_keyboard_alone(
    browser: Any, serve: Callable[..., Served], small_result: Result
) -> None:
    served = serve(small_result)
    page, _ = open_page(browser, served, "/review?kind=position")
    before = len(served.workbench.desk.open_items(500))
    page.keyboard.press("j")
    page.keyboard.press("k")
    with page.expect_navigation():
        page.keyboard.press("c")
    assert len(served.workbench.desk.open_items(500)) == before - 1
    page.keyboard.press("x")
    assert page.evaluate("document.activeElement.name") == "reason"
    page.keyboard.type("not said")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert len(served.workbench.desk.open_items(500)) == before - 2


def test_positions_are_split_off_a_point_with_the_keyboard_alone(
    browser: Any, serve: Callable[..., Served], small_result: Result
) -> None:
    served = serve(small_result)
    before = len(served.workbench.desk.result("arda-burland").comparison.points)
    page, _ = open_page(browser, served, f"{E}/points")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.name") == "reason"
    page.keyboard.type("another measure")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert len(served.workbench.desk.result("arda-burland").comparison.points) == before + 1


def test_selected_words_become_a_position(browser: Any, serve: Callable[..., Served], small_result: Result) -> None:
    page, _ = open_page(browser, serve(small_result), f"{E}/sources/presidency.uk")
    page.evaluate(
        "() => { const text = document.querySelector('a.pos').firstChild; const range = document.createRange();"
        " range.setStart(text, 0); range.setEnd(text, 11); getSelection().removeAllRanges();"
        " getSelection().addRange(range); }"
    )
    page.keyboard.press("n")
    page.wait_for_url("**/add?start=*")
    assert page.locator("textarea[name=quote]").input_value() == "підтримуємо"
    page.select_option("select[name=issue]", "talks")
    page.fill("input[name=reason]", "missed")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/positions/*")
    assert "added by a person" in page.locator("#panel").inner_text()


def test_two_reviewers_in_conflict_see_both_side_by_side(
    browser: Any, serve: Callable[..., Served], small_result: Result
) -> None:
    served = serve(small_result)
    path = f"{E}/positions/{served.position(PAUSE_RU)}"
    first, _ = open_page(browser, served, path)
    second, _ = open_page(browser, served, path)
    for page, reason in ((first, "it stands there"), (second, "it does not")):
        page.locator(".review form input[name=reason]").first.fill(reason)
        with page.expect_navigation():
            page.locator("button[data-key=c]" if page is first else "button[data-key=x]").click()
    told = second.locator(".versus").inner_text()
    assert "it stands there" in told
    assert "it does not" in told
    assert faults_of(second) == []
    second.get_by_role("button", name="Record mine over it").click()
    second.wait_for_load_state()
    item = served.workbench.desk.item(served.workbench.desk.recent_decisions(1)[0].told)
    assert item.decision["action"] == "reject"


def test_two_pasted_texts_become_a_brief_in_under_ten_clicks(
    browser: Any, serve: Callable[..., Served], tmp_path: Path
) -> None:
    page, complaints = open_page(browser, serve(), accept_downloads=True)
    clicks = 0

    def click(target: Any) -> None:
        nonlocal clicks
        clicks += 1
        target.click()

    click(page.get_by_role("link", name="Paste texts"))
    click(page.locator("input[name=name1]"))
    page.keyboard.type("Ministry of Japan")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(
        "Press release, 4 May 2031\n\nJapan agreed with India to halt strikes on ports until 3 June 2031. "
        "Japan rejected the demand to withdraw its troops."
    )
    page.keyboard.press("Tab")
    page.keyboard.type("Ministry of India")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(
        "Press release, 4 May 2031\n\nIndia agreed with Japan to halt strikes on ports and airfields for 30 days. "
        "India demanded that Japan withdraw its troops."
    )
    click(page.locator("#paste button"))
    page.wait_for_url("**/add/*")
    page.locator("input[name=speaks_for0]").fill("JP")
    page.locator("input[name=speaks_for1]").fill("IN")
    clicks += 2
    click(page.get_by_role("button", name="Read and store"))
    page.wait_for_url("**/encounters/*", timeout=60_000)
    assert page.locator(".matrix tbody tr").count() > 0
    click(page.get_by_role("link", name="Take away"))
    with page.expect_download() as download:
        click(page.get_by_role("link", name="html", exact=True))
    download.value.save_as(tmp_path / "brief.html")
    assert "halt strikes on ports" in (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert clicks < 10
    assert complaints == []


def test_files_that_are_dropped_are_taken(browser: Any, serve: Callable[..., Served]) -> None:
    page, _ = open_page(browser, serve(), "/add")
    page.evaluate(
        "() => { const sent = new DataTransfer();"
        " sent.items.add(new File(['Ministers met on 4 May 2031.'], 'note.txt'));"
        " const drop = new DragEvent('drop', {dataTransfer: sent, bubbles: true});"
        " document.querySelector('[data-drop]').dispatchEvent(drop); }"
    )
    page.wait_for_url("**/add/*")
    assert "note.txt" in page.locator("legend").all_inner_texts()


def test_a_reading_is_cancelled_and_nothing_of_it_is_in_the_ledger(
    browser: Any, serve: Callable[..., Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    served = serve()
    sentence = "Ministers of Arda and Burland agreed on 4 May 2031 to halt strikes on ports for 30 days. "
    page, _ = open_page(browser, served, "/add")
    page.fill("textarea[name=text1]", "Press release, 4 May 2031\n\n" + sentence * 3000)
    page.locator("#paste button").click()
    page.wait_for_url("**/add/*")
    page.fill("input[name=publisher0]", "Ministry")
    page.fill("input[name=parties]", "AA, BB")
    page.get_by_role("button", name="Read and store").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("cancelled").first.wait_for(timeout=20_000)
    assert served.workbench.desk.processes() == ()
    assert page.get_by_role("button", name="Read again").is_visible()


def test_a_chinese_word_of_two_characters_is_searched_while_it_is_typed(
    browser: Any, serve: Callable[..., Served], small_result: Result
) -> None:
    page, complaints = open_page(browser, serve(small_result))
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    page.locator("#q").fill("港口")
    page.locator("#hits mark").first.wait_for()
    assert page.locator("#hits mark").first.inner_text() == "港口"
    assert complaints == []


def test_focusing_a_position_lights_its_counterparts_in_the_other_languages(
    browser: Any, serve: Callable[..., Served], small_result: Result
) -> None:
    page, complaints = open_page(
        browser, serve(small_result), f"{E}/side-by-side?s=ministry.en&s=foreign-office.ru&s=daily.zh"
    )
    page.locator("[data-column-of='ministry.en'] a.pos").first.focus()
    lit = page.locator("a.pos.lit").all_inner_texts()
    assert PAUSE_RU in lit
    assert "同意暂停袭击港口" in lit
    assert page.locator("#at-issue").is_visible()
    assert complaints == []


def test_people_sign_in_and_see_what_their_role_allows(
    browser: Any, serve: Callable[..., Served], small_result: Result
) -> None:
    from parley.serve.web.passwords import hash_password
    from parley.serve.web.settings import Entrance
    from parley.stores.accounts import Account

    served = serve(small_result, entrance=Entrance.ACCOUNTS)
    for role in ("reader", "owner"):
        served.workbench.desk.accounts.put_account(Account(role, role, hash_password(PASSWORD)))
    for role, sees in (("reader", False), ("owner", True)):
        page, _ = open_page(browser, served, E)
        assert "/sign-in" in page.url
        assert faults_of(page) == []
        page.fill("input[name=name]", role)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{E}")
        assert page.get_by_role("link", name="Split and join points").count() == int(sees)
        assert page.get_by_role("link", name="Accounts", exact=True).count() == int(sees)
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in")


def test_the_shortcuts_are_shown_and_closed_again(
    browser: Any, serve: Callable[..., Served], small_result: Result
) -> None:
    page, _ = open_page(browser, serve(small_result), E)
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#keys").is_hidden()
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url("**/ledger")


def test_the_theme_follows_the_system_and_can_be_changed_for_good(
    browser: Any, serve: Callable[..., Served], small_result: Result
) -> None:
    page, _ = open_page(browser, serve(small_result), color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    page.goto(E)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light


def test_without_script_everything_is_read(browser: Any, serve: Callable[..., Served], small_result: Result) -> None:
    served = serve(small_result)
    page, _ = open_page(browser, served, E, java_script_enabled=False)
    page.locator(".cell a.words").first.click()
    assert "/positions/" in page.url
    assert "agreed to a pause" in page.locator("#panel").inner_text()
    page.goto(f"{E}/side-by-side")
    assert page.locator(".column").count() == 2
    page.goto("/ledger?on=2031-05-10")
    assert page.locator("img").count() == 1
    page.goto("/search?q=港口")
    assert page.locator("mark").count() > 0


def test_the_pictures_are_drawn(browser: Any, serve: Callable[..., Served], small_result: Result) -> None:
    page, complaints = open_page(browser, serve(small_result), "/ledger?on=2031-05-10")
    page.locator("figure.chart svg").wait_for()
    assert page.locator("figure.chart svg").get_attribute("aria-label") == "Commitments over time"
    assert complaints == []


def test_nothing_of_a_hostile_source_runs(browser: Any, serve: Callable[..., Served], hostile_result: Result) -> None:
    from dataclasses import replace

    document = replace(hostile_result.documents[0], sha256="1" * 64)
    served = serve(replace(hostile_result, documents=(document,)))
    page, complaints = open_page(browser, served)
    page.locator("ol a").first.click()
    page.locator(".cell a.words").first.click()
    assert "<script>alert(1)</script>" in page.locator("#panel").inner_text()
    for path in ("/ledger", "/review", "/search?q=alert"):
        page.goto(path)
    assert complaints == []
