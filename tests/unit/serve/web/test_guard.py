"""The policy that every page carries, and the one inline style that it lets through."""

import re

from parley.serve.web.guard import CHART_STYLE, content_policy, hash_of
from parley.serve.web.templating import STATIC, templates


def test_the_one_style_let_through_is_the_one_that_the_vendored_library_writes() -> None:
    library = (STATIC / "vendor" / "plot.js").read_text(encoding="utf-8")
    found = re.search(r"`(:where\(\.\$\{(\w)\}\) \{\\n  --plot-background: white;.*?)`", library, re.S)
    assert found
    assert found[1].replace(f"${{{found[2]}}}", "chart-plot").replace("\\n", "\n") == CHART_STYLE
    assert hash_of(CHART_STYLE) in content_policy(hash_of(CHART_STYLE))


def test_no_template_has_an_inline_script_style_or_handler() -> None:
    for name in templates().list_templates():
        text = (STATIC.parent / "templates" / name).read_text(encoding="utf-8")
        assert re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text) is None, name


def test_our_own_scripts_build_no_code_from_strings_and_no_markup() -> None:
    for name in ("workbench.js", "charts.js", "theme.js"):
        text = (STATIC / name).read_text(encoding="utf-8")
        assert (
            re.search(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write", text) is None
        ), name


def test_every_vendored_file_has_its_licence_and_version_and_names_no_registry() -> None:
    folder = STATIC / "vendor"
    versions = (folder / "VERSIONS").read_text(encoding="utf-8")
    for script in folder.glob("*.js"):
        assert (folder / f"{script.stem}.LICENSE.txt").is_file()
        assert script.name in versions
    assert "://" not in versions
