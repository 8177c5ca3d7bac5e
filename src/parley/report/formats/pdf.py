"""The brief as a PDF, set from the same page as `html`, in its print style. Needs the extra `pdf`."""

import shutil
import subprocess
from typing import Any, NoReturn

from parley.errors import MissingExtra
from parley.report.formats.html import render_page
from parley.report.options import Options
from parley.vocabulary import Result

NAME = "pdf"
SUFFIX = ".pdf"
BINARY = True
DESCRIPTION = "the brief on paper; needs the extra 'pdf'"

_HAN_LANGUAGES = frozenset({"zh", "ja", "ko"})


def render(result: Result, options: Options) -> bytes:
    """Return the brief as a PDF. The same result gives the same bytes on a machine with the same fonts.

    Raises:
        MissingExtra: WeasyPrint, or a system library that it needs, is not installed.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise MissingExtra("pdf", f"a PDF report ({error})") from error
    page = render_page(result, options, for_paper=True, note=_tell_missing_fonts(result))
    rendered: Any = HTML(string=page, url_fetcher=_fetch_nothing).write_pdf(pdf_identifier=b"parley")
    return bytes(rendered)


def _fetch_nothing(url: str, *args: object, **settings: object) -> NoReturn:
    """Refuse every address: the page is complete in itself."""
    del args, settings
    message = f"the report asks for nothing outside itself: {url[:80]}"
    raise ValueError(message)


def _tell_missing_fonts(result: Result) -> str:
    """Return a note where a source is in Chinese, Japanese or Korean and no font of this machine has its characters."""
    languages = sorted({document.language for document in result.documents} & _HAN_LANGUAGES)
    lister = shutil.which("fc-list")
    if not languages or lister is None:
        return ""
    missing = [
        language
        for language in languages
        if not subprocess.run([lister, f":lang={language}"], capture_output=True, check=False, text=True).stdout.strip()
    ]
    if not missing:
        return ""
    return (
        f"no font on this machine has the characters of: {', '.join(missing)}; they show as boxes here. "
        "On Debian, install fonts-noto-cjk and make the PDF again."
    )
