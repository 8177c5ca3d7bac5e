"""The page of the brief in a real browser, from a file and with no network."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parley.compare import trace
from parley.registry import KINDS, load_part
from parley.report.options import Options
from parley.vocabulary import Result

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

pytest.importorskip("playwright", reason="playwright is not installed (extra 'dev')")
if not CHROMIUM.exists():
    pytest.skip("Debian's chromium is not installed (apt-get install chromium)", allow_module_level=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


def open_page(browser: Any, result: Result, folder: Path, **settings: Any) -> tuple[Any, list[str]]:
    """Open the page of a result, and collect every error and every request beyond the page itself."""
    file = folder / "brief.html"
    file.write_text(load_part(KINDS["report"], "html").render(result, Options()), encoding="utf-8")
    page = browser.new_context(**settings).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("request", lambda request: complaints.extend({request.url} - {file.as_uri()}))
    page.goto(file.as_uri())
    return page, complaints


def test_a_click_on_a_cell_shows_its_words_in_their_source(browser: Any, small_result: Result, tmp_path: Path) -> None:
    page, complaints = open_page(browser, small_result, tmp_path)
    page.locator("#points td[data-column=Burland] .told").first.click()
    opened = page.locator("#panel mark.open")
    assert "".join(opened.all_text_contents()) == "согласились приостановить удары по портам на 30 дней"
    assert "foreign-office.ru" in page.locator("#panel").inner_text()
    assert complaints == []


def test_the_words_open_from_the_keyboard_and_closing_goes_back(
    browser: Any, small_result: Result, tmp_path: Path
) -> None:
    page, _ = open_page(browser, small_result, tmp_path)
    link = page.locator("#short .ref").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    assert page.evaluate("document.activeElement.id") == "panel-h"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert link.evaluate("link => link === document.activeElement")


def test_a_filter_leaves_only_the_positions_that_fit(browser: Any, small_result: Result, tmp_path: Path) -> None:
    page, _ = open_page(browser, small_result, tmp_path)
    page.locator("#filters select[name=holder]").select_option("CC")
    assert page.locator("#shown").inner_text() == "1 of 9 positions"
    assert (
        "".join(page.locator("#sources mark:not(.off)").all_text_contents()) == "підтримуємо паузу в ударах по портах"
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_out_of_the_window(browser: Any, small_result: Result, tmp_path: Path, width: int) -> None:
    page, _ = open_page(browser, small_result, tmp_path, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_theme_follows_the_system_and_can_be_changed(browser: Any, small_result: Result, tmp_path: Path) -> None:
    page, _ = open_page(browser, small_result, tmp_path, color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_without_script_a_link_leads_to_the_words(browser: Any, small_result: Result, tmp_path: Path) -> None:
    page, _ = open_page(browser, small_result, tmp_path, java_script_enabled=False)
    page.locator("#short .ref").first.click()
    assert page.url.endswith("#" + str(page.locator("#short .ref").first.get_attribute("data-open")))


def test_nothing_of_a_hostile_source_runs(browser: Any, hostile_result: Result, tmp_path: Path) -> None:
    page, complaints = open_page(browser, hostile_result, tmp_path)
    page.locator("#points td[data-open] .told").first.click()
    assert "<script>alert(1)</script>" in page.locator("#panel").inner_text()
    assert complaints == []


AXE = Path(__file__).parent / "vendor" / "axe.js"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["report", "process report"])
def test_an_automatic_accessibility_check_finds_nothing(
    browser: Any, small_result: Result, later: Callable[..., Result], tmp_path: Path, kind: str, scheme: str
) -> None:
    shown = small_result if kind == "report" else trace([small_result, later(small_result, 61)])
    file = tmp_path / "page.html"
    file.write_text(load_part(KINDS[kind], "html").render(shown, Options()), encoding="utf-8")
    # The page's own policy keeps foreign scripts out; the check is let in past it.
    page = browser.new_context(color_scheme=scheme, bypass_csp=True).new_page()
    page.goto(file.as_uri())
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run()")["violations"]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found] == []


def test_the_page_of_a_process_keeps_to_a_narrow_window_and_asks_for_nothing(
    browser: Any, small_result: Result, later: Callable[..., Result], tmp_path: Path
) -> None:
    file = tmp_path / "process.html"
    process = trace([small_result, later(small_result, 61)])
    file.write_text(load_part(KINDS["process report"], "html").render(process, Options()), encoding="utf-8")
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert asked == [file.as_uri()]
    assert page.locator("svg.chart").first.is_visible()


def test_a_filter_by_party_leaves_out_the_lists_of_the_others(
    browser: Any, small_result: Result, tmp_path: Path
) -> None:
    page, _ = open_page(browser, small_result, tmp_path)
    shown = page.locator("#one-sided li").count()
    page.locator("#filters select[name=holder]").select_option("BB")
    assert page.locator("#one-sided li:visible").count() < shown
    assert page.locator("#commitments li:visible").count() == 1
