"""Takes the pictures of docs/workbench.md from the running program, with the shipped examples in it.

Run: python docs/make_screenshots.py   (needs playwright, Pillow and Debian's chromium)

Each page is shown wide in light beside narrow in dark; two sheets show every page the other way round.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from parley.serve.web.demo import example_names

OUT = Path(__file__).parent / "images" / "workbench"
CALL = "/encounters/2025-03-18-call"
WIDE, NARROW, HEIGHT, GAP = 1120, 360, 760, 24
COLOURS, LARGEST_BYTES = 128, 150_000
PAPER = (233, 228, 216)


def open_panel(page: Page) -> None:
    """Open the card of a position beside its source."""
    page.locator("a.pos.begins").nth(4).click()
    page.locator("#panel.filled").wait_for()


def light_counterparts(page: Page) -> None:
    """Focus a position, so that its counterparts light up."""
    mark = page.locator("[data-column-of='kremlin.ru'] a.pos.pressing.begins").nth(8)
    mark.scroll_into_view_if_needed()
    mark.focus()


def show_matrix(page: Page) -> None:
    """Scroll to the matrix."""
    page.locator("#points").evaluate("section => section.scrollIntoView()")


def fill_in(page: Page) -> None:
    """Paste two texts and go on to what was detected."""
    for number, name, text in (
        (1, "Ministry of Japan", "Press release, 4 May 2031\n\nJapan agreed with India to halt strikes on ports."),
        (2, "Ministry of India", "Press release, 4 May 2031\n\nIndia agreed with Japan to halt strikes on ports."),
    ):
        page.fill(f"input[name=name{number}]", name)
        page.fill(f"textarea[name=text{number}]", text)
    page.locator("#paste button").click()
    page.wait_for_url("**/add/*")


def stay(_page: Page) -> None:
    """Do nothing more."""


PAGES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "encounter": (f"{CALL}?by=party", stay),
    "matrix": (f"{CALL}?by=party", show_matrix),
    "side-by-side": (f"{CALL}/side-by-side?s=white-house.en&s=kremlin.ru&s=press-report.zh", light_counterparts),
    "source": (f"{CALL}/sources/kremlin.ru", open_panel),
    "process": ("/processes/2025-02-12-call", stay),
    "ledger": ("/ledger?on=2025-04-25&process=2025-02-12-call", stay),
    "review": ("/review", stay),
    "detected": ("/add", fill_in),
}


def start(ledger: Path) -> tuple[subprocess.Popen[str], str]:
    """Start the workbench with the examples, and wait until they are read."""
    command = [
        sys.executable,
        "-m",
        "parley",
        "serve",
        "--demo",
        "--port",
        "0",
        "--ledger",
        str(ledger),
        "--as",
        "a user",
    ]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    found = re.search(r"http://[\w.:]+", server.stderr.readline())
    assert found, "the workbench did not start"
    for _ in range(360):
        with urllib.request.urlopen(f"{found[0]}/api/encounters") as answer:
            if len(json.load(answer)) == len(example_names()):
                return server, found[0]
        time.sleep(0.5)
    server.terminate()
    raise SystemExit("the examples were not read in three minutes")


def take(browser: Browser, base: str, name: str, **settings: Any) -> Image.Image:
    """Return a picture of one page in one shape."""
    path, prepare = PAGES[name]
    page = browser.new_context(base_url=base, **settings).new_page()
    page.goto(path, wait_until="networkidle")
    prepare(page)
    page.wait_for_timeout(500)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    page.context.close()
    return picture


def save(picture: Image.Image, name: str, colours: int = COLOURS) -> None:
    """Write a picture with few colours; fail where it is large all the same."""
    path = OUT / f"{name}.png"
    picture.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < LARGEST_BYTES, f"{path}: {path.stat().st_size} bytes"
    print(path, path.stat().st_size)


def put_together(pictures: list[Image.Image], columns: int) -> Image.Image:
    """Return pictures of one size on one sheet."""
    width, height = max(p.width for p in pictures), max(p.height for p in pictures)
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), PAPER)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        sheet.paste(picture, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return sheet


def main() -> None:
    """Take all pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    wide, narrow = {"width": WIDE, "height": HEIGHT}, {"width": NARROW, "height": HEIGHT}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server, base = start(Path(folder) / "ledger.db")
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        dark_wide, light_narrow = [], []
        for name in PAGES:
            pair = Image.new("RGB", (WIDE + NARROW + 3 * GAP, HEIGHT + 2 * GAP), PAPER)
            pair.paste(take(browser, base, name, viewport=wide, color_scheme="light"), (GAP, GAP))
            pair.paste(take(browser, base, name, viewport=narrow, color_scheme="dark"), (WIDE + 2 * GAP, GAP))
            save(pair, name)
            one = take(browser, base, name, viewport=wide, color_scheme="dark")
            dark_wide.append(one.resize((WIDE // 3, HEIGHT // 3), Image.Resampling.LANCZOS))
            one = take(browser, base, name, viewport=narrow, color_scheme="light")
            light_narrow.append(one.resize((NARROW // 2, HEIGHT // 2), Image.Resampling.LANCZOS))
        save(put_together(dark_wide, 4), "every-page-wide-dark", 64)
        save(put_together(light_narrow, 8), "every-page-narrow-light", 64)
        browser.close()
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()
