"""The page of the brief in a real browser, from a file and with no network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

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
    page.locator("#points td[data-column=BB] .told").first.click()
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
