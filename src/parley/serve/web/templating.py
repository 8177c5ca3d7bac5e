"""Templates: everything escaped, hidden characters shown, a missing variable an error; static files by their hash."""

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from parley.report.plain_text import show_hidden

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


@cache
def templates() -> Environment:
    """Return the environment of the workbench's templates."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_show_hidden_in_text,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["static"] = static_link
    return environment


def render(name: str, view: dict[str, object]) -> str:
    """Return a template with its view put in."""
    return templates().get_template(name).render(view)


@cache
def static_link(name: str) -> str:
    """Return the address of a static file with its content's hash, so that a browser may keep it for good."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def _show_hidden_in_text(value: object) -> object:
    """Return a value of the template with hidden characters shown; our own markup has none."""
    return show_hidden(value) if isinstance(value, str) and not isinstance(value, Markup) else value
