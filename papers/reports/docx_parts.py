"""Lines, rules and tables of a .docx, as the forms ask for them."""

from typing import Any

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from papers.lettering import printable
from papers.reports.content import Table
from papers.typefaces import TIMES

CENTRE, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
GRID = 11.5


def times(style: ParagraphStyle, size: float) -> None:
    """For every script: Word takes some Vietnamese letters from another slot than the Latin ones."""
    style.font.name, style.font.size = TIMES, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(slot), TIMES)
    language = _element("w:lang", val="vi-VN")
    style.element.get_or_add_rPr().append(language)


def run(paragraph: Paragraph, words: str, size: float, **marks: bool) -> Run:
    made = paragraph.add_run(printable(words))
    made.font.size = Pt(size)
    for name, on in marks.items():
        setattr(made.font, name, on)
    return made


def line(
    into: Document | _Cell,
    words: str,
    size: float,
    *,
    first: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = CENTRE,
    before: float = 0,
    after: float = 0,
    **marks: bool,
) -> Paragraph:
    """`first`: the paragraph that a cell already has."""
    paragraph = into.paragraphs[0] if first else into.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    if words:
        run(paragraph, words, size, **marks)
    return paragraph


def rule(into: Document | _Cell, left: float, right: float, *, after: float = 4) -> None:
    """A line under the words above; the indents in millimetres."""
    paragraph = into.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent, shape.right_indent, shape.space_after = Mm(left), Mm(right), Pt(after)
    shape.space_before, shape.line_spacing = Pt(2), Pt(3)
    borders = OxmlElement("w:pBdr")
    borders.append(_element("w:top", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().append(borders)


def heading(document: Document, words: str) -> None:
    made = line(document, words, 14, align=LEFT, before=10, after=4, bold=True)
    made.paragraph_format.keep_with_next = True


def body(document: Document, words: str) -> None:
    made = line(document, words, 14, align=WD_ALIGN_PARAGRAPH.JUSTIFY, before=3, after=3)
    made.paragraph_format.first_line_indent = Mm(10)
    made.paragraph_format.line_spacing = 1.1


def two_columns(document: Document, left: float, right: float) -> tuple[_Cell, _Cell]:
    """A row without borders; the widths in millimetres."""
    table = document.add_table(1, 2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _sides(table, 0)
    _whole(table.rows[0])
    cells = table.rows[0].cells
    for cell, width in zip(cells, (left, right), strict=True):
        cell.width = Mm(width)
    for column, width in zip(table.columns, (left, right), strict=True):
        column.width = Mm(width)
    return cells[0], cells[1]


def grid(document: Document, held: Table) -> None:
    """The first row comes again on each page; a row is not broken between two."""
    table = document.add_table(len(held.rows) + 1, len(held.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _sides(table, 0.8)
    for column, meant in zip(table.columns, held.columns, strict=True):
        column.width = Mm(meant.width)
    names = tuple(column.name for column in held.columns)
    last = len(held.rows)
    for nth, (row, words) in enumerate(zip(table.rows, (names, *held.rows), strict=True)):
        _whole(row)
        _fill(row, words, held, bold=nth == 0 or (held.total and nth == last), centred=nth == 0)
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
    line(document, "", 6)


def _fill(row: _Row, words: tuple[str, ...], held: Table, *, bold: bool, centred: bool) -> None:
    for nth, (cell, said, column) in enumerate(zip(row.cells, words, held.columns, strict=True)):
        cell.width, cell.vertical_alignment = Mm(column.width), WD_ALIGN_VERTICAL.CENTER
        in_middle = centred or column.figures or nth == 0
        line(cell, said, GRID, first=True, align=CENTRE if in_middle else LEFT, before=1, after=1, bold=bold)


def _sides(table: Any, millimetres: float) -> None:
    """The room between a cell's sides and its words; Word's own is too wide for narrow columns."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=str(round(millimetres * 56.7)), type="dxa"))
    table._tbl.tblPr.append(margins)


def _whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))


def page_number(paragraph: Paragraph) -> None:
    """In the middle of the upper margin."""
    paragraph.alignment = CENTRE
    made = run(paragraph, "", 13)
    for kind, said in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            made._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            code = OxmlElement("w:instrText")
            code.text = said
            made._r.append(code)


def restart_numbering(section: Section) -> None:
    section._sectPr.append(_element("w:pgNumType", start="1"))


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
