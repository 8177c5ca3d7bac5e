"""The brief as one self-contained page: it works from a file, without a network, on paper and for a screen reader."""

import base64
import hashlib
import json
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from parley.report.formats.html.view import View
from parley.report.options import Options
from parley.report.plain_text import show_hidden
from parley.vocabulary import Result

NAME = "html"
SUFFIX = ".html"
BINARY = False
DESCRIPTION = "one page to read, send and print; a click on a cell shows the words in their source"

# What would end a script element or begin a comment in it, written so that JSON reads it the same.
_UNSAFE_IN_SCRIPT = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def render(result: Result, options: Options) -> str:
    """Return the brief as one HTML page."""
    return render_page(result, options, for_paper=False)


def render_page(result: Result, options: Options, *, for_paper: bool, note: str = "") -> str:
    """Return the brief as HTML; on paper it has no controls and no script. `note` stands with what was not read."""
    view = View(result).make()
    view["losses"] = (*view["losses"], note) if note else view["losses"]
    style, script = _own_file("brief.css"), "" if for_paper else _own_file("brief.js")
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            **view,
            by=options.by,
            for_paper=for_paper,
            style=Markup(style),
            script=Markup(script),
            policy=allow_only(style, script),
            knowledge_json=Markup(json.dumps(view["knowledge"], ensure_ascii=False).translate(_UNSAFE_IN_SCRIPT)),
        )
    )


def _environment() -> Environment:
    """Return a Jinja environment that escapes everything and fails on a missing variable."""
    return Environment(
        loader=FunctionLoader(_own_file),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=show_hidden_in_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def show_hidden_in_text(value: object) -> object:
    """Return a value of the template with hidden characters shown; our own markup has none."""
    return show_hidden(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _own_file(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def allow_only(style: str, script: str) -> str:
    """Return a content security policy that lets our own style and script through by their hashes, and nothing else."""
    allowed_script = _hash(script) if script else "'none'"
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {allowed_script}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
