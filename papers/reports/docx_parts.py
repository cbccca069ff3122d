"""Lines, rules and tables of a .docx, as the forms ask for them."""

from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
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
from papers.typefaces import TIMES

CENTRE, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT


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
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def heading(document: Document, words: str) -> None:
    made = line(document, words, 14, align=LEFT, before=10, after=4, bold=True)
    made.paragraph_format.keep_with_next = True


def body(document: Document, words: str) -> Paragraph:
    made = line(document, words, 14, align=WD_ALIGN_PARAGRAPH.JUSTIFY, before=3, after=3)
    made.paragraph_format.first_line_indent = Mm(10)
    made.paragraph_format.line_spacing = 1.1
    return made


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


def _sides(table: Any, millimetres: float) -> None:
    """The room between a cell's sides and its words; Word's own is too wide for narrow columns."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=str(round(millimetres * 56.7)), type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


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
    number = _element("w:pgNumType", start="1")
    section._sectPr.insert_element_before(number, "w:cols", "w:titlePg", "w:docGrid")


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
