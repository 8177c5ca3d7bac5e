"""A Word file being written: headings, lists and tables that a word processor sets well, the same bytes each time."""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from parley.errors import MissingExtra
from parley.report.plain_text import on_one_line

# Neither the moment of the run nor its user is part of the result.
_FIXED_AT = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_TITLE = 200
_SHADE = "F1EEE4"
# A cell's text: its lines, the first of them in bold where it is a heading.
Cell = tuple[str, ...]


class WordFile:
    """A document of A4 pages with numbers at their feet.

    Raises:
        MissingExtra: python-docx is not installed.
    """

    def __init__(self, title: str, version: str, *, wide: bool = False) -> None:
        try:
            from docx import Document
            from docx.enum.section import WD_ORIENT
            from docx.shared import Cm, Pt
        except ImportError as error:
            raise MissingExtra("docx", "a DOCX report") from error
        self.file: Any = Document()
        properties = self.file.core_properties
        properties.title = on_one_line(title)[:_LONGEST_TITLE]
        properties.author = f"Parley {version}"
        properties.created = properties.modified = _FIXED_AT.replace(tzinfo=None)
        section = self.file.sections[0]
        section.page_width, section.page_height = (Cm(29.7), Cm(21.0)) if wide else (Cm(21.0), Cm(29.7))
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
        self.width = section.page_width - section.left_margin - section.right_margin
        self.small, self.first_column = Pt(8.5), Cm(3.2)
        self.file.styles["Normal"].font.size = Pt(10.5)
        self._number_pages(section)
        self.file.add_heading(on_one_line(title), 0)

    def paragraph(self, text: str, style: str | None = None) -> None:
        """Add a paragraph."""
        self.file.add_paragraph(on_one_line(text), style=style)

    def heading(self, text: str, level: int = 1, *, on_new_page: bool = False) -> None:
        """Add a heading; `on_new_page` begins a page with it."""
        heading = self.file.add_heading(on_one_line(text), level)
        heading.paragraph_format.page_break_before = on_new_page

    def bullets(self, lines: Iterable[str]) -> None:
        """Add a list, an item for each line."""
        for line in lines:
            self.paragraph(line, "List Bullet")

    def section(self, title: str, lines: Iterable[str]) -> None:
        """Add a heading and a list, or nothing where the list is empty."""
        found = list(lines)
        if found:
            self.heading(title)
            self.bullets(found)

    def runs(self, runs: Iterable[tuple[str, str]], style: str | None = None, *, leads: bool = False) -> None:
        """Add a paragraph of (look, text) runs; looks are "", "bold", "gone" and "new".

        A paragraph that `leads` stays on one page with the next.
        """
        line = self.file.add_paragraph(style=style)
        line.paragraph_format.keep_with_next = leads or None
        for look, text in runs:
            run = line.add_run(text)
            run.bold = look in ("bold", "new") or None
            run.font.underline = look == "new" or None
            run.font.strike = look == "gone" or None

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """Add a table whose head is repeated on every page and whose rows are not torn apart."""
        table = self.file.add_table(rows=1, cols=len(heads))
        table.style = "Table Grid"
        table.autofit = False
        rest = (self.width - self.first_column) // max(1, len(heads) - 1)
        widths = [self.first_column] + [rest] * (len(heads) - 1)
        self._fill(table.rows[0], [(head,) for head in heads], widths, is_head=True)
        for row in rows:
            self._fill(table.add_row(), row, widths)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width

    def _fill(self, row: Any, cells: Sequence[Cell], widths: Sequence[Any], *, is_head: bool = False) -> None:
        self._mark(row._tr.get_or_add_trPr(), "w:cantSplit")
        if is_head:
            self._mark(row._tr.get_or_add_trPr(), "w:tblHeader")
        for place, lines, width in zip(row.cells, cells, widths, strict=True):
            place.width = width
            if is_head:
                self._mark(place._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=_SHADE)
            paragraph = place.paragraphs[0]
            for number, line in enumerate(lines):
                paragraph = paragraph if number == 0 else place.add_paragraph()
                paragraph.paragraph_format.space_after = 0
                run = paragraph.add_run(on_one_line(line))
                run.font.size = self.small
                run.bold = (number == 0 and (is_head or len(lines) > 1)) or None

    @staticmethod
    def _mark(parent: Any, name: str, **values: str) -> None:
        """Add an element with attributes to a part of the file's XML for which python-docx has no call."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        element = OxmlElement(name)
        for key, value in values.items():
            element.set(qn(f"w:{key}"), value)
        parent.append(element)

    def _number_pages(self, section: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._mark(foot._p, "w:fldSimple", instr="PAGE")

    def save(self) -> bytes:
        """Return the file, every member's time set to one and the same."""
        written, fixed = BytesIO(), BytesIO()
        self.file.save(written)
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
        return fixed.getvalue()
