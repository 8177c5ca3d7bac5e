"""The brief as a PDF, set from the same page as `html`, in its print style. Needs the extra `pdf`."""

from parley.report.formats.html import render_page
from parley.report.options import Options
from parley.report.paper import set_on_paper, tell_missing_fonts
from parley.vocabulary import Result

NAME = "pdf"
SUFFIX = ".pdf"
BINARY = True
DESCRIPTION = "the brief on paper; needs the extra 'pdf'"


def render(result: Result, options: Options) -> bytes:
    """Return the brief as a PDF. The same result gives the same bytes on a machine with the same fonts.

    Raises:
        MissingExtra: WeasyPrint, or a system library that it needs, is not installed.
    """
    note = tell_missing_fonts(document.language for document in result.documents)
    return set_on_paper(render_page(result, options, for_paper=True, note=note), "a PDF report")
