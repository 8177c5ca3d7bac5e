"""A process as a PDF, set from the same page as `html`, in its print style. Needs the extra `pdf`."""

from parley.report.options import Options
from parley.report.paper import set_on_paper, tell_missing_fonts
from parley.report.processes.html import render_page
from parley.vocabulary import Process

NAME = "pdf"
SUFFIX = ".pdf"
BINARY = True
DESCRIPTION = "the process on paper; needs the extra 'pdf'"


def render(process: Process, options: Options) -> bytes:
    """Return the process as a PDF. The same process gives the same bytes on a machine with the same fonts.

    Raises:
        MissingExtra: WeasyPrint, or a system library that it needs, is not installed.
    """
    del options
    note = tell_missing_fonts(document.language for round_ in process.rounds for document in round_.result.documents)
    return set_on_paper(render_page(process, for_paper=True, note=note), "a PDF report of a process")
