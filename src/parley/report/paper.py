"""Paper: a finished page set as a PDF, with a word on characters for which this machine has no font."""

import shutil
import subprocess
from collections.abc import Iterable
from typing import Any, NoReturn

from parley.errors import MissingExtra

_HAN_LANGUAGES = frozenset({"zh", "ja", "ko"})


def set_on_paper(page: str, what: str) -> bytes:
    """Return an HTML page as a PDF: the same bytes for the same page on a machine with the same fonts.

    Raises:
        MissingExtra: WeasyPrint, or a system library that it needs, is not installed; `what` says what it is for.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise MissingExtra("pdf", f"{what} ({error})") from error
    rendered: Any = HTML(string=page, url_fetcher=_fetch_nothing).write_pdf(pdf_identifier=b"parley")
    return bytes(rendered)


def _fetch_nothing(url: str, *args: object, **settings: object) -> NoReturn:
    """Refuse every address: the page is complete in itself."""
    del args, settings
    message = f"the report asks for nothing outside itself: {url[:80]}"
    raise ValueError(message)


def tell_missing_fonts(languages: Iterable[str]) -> str:
    """Return a note where a source is in Chinese, Japanese or Korean and no font of this machine has its characters."""
    han = sorted(set(languages) & _HAN_LANGUAGES)
    lister = shutil.which("fc-list")
    if not han or lister is None:
        return ""
    missing = [
        language
        for language in han
        if not subprocess.run([lister, f":lang={language}"], capture_output=True, check=False, text=True).stdout.strip()
    ]
    if not missing:
        return ""
    return (
        f"no font on this machine has the characters of: {', '.join(missing)}; they show as boxes here. "
        "On Debian, install fonts-noto-cjk and make the PDF again."
    )
