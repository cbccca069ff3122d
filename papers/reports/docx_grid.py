"""A table of a .docx with its borders, written as XML at once.

Cell by cell python-docx takes a millisecond each and holds the interpreter's lock for long at the end.
"""

from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from papers.lettering import printable
from papers.reports.content import Table

HALF_POINTS = 23
TWIPS = 56.7  # in a millimetre
SIDE = round(0.8 * TWIPS)  # Word's own is too wide for narrow columns
_SIDES = "".join(f'<w:{side} w:w="{SIDE}" w:type="dxa"/>' for side in ("left", "right"))
_SPACING = '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def add_grid(document: Document, held: Table, *, closing: bool = False) -> None:
    """The first row comes again on each page; a row is not broken; the last is not alone on its page.

    `closing`: the signature follows, and is not alone on its page either.
    """
    names = tuple(column.name for column in held.columns)
    last = len(held.rows)
    rows = [_row(names, held, head=True, bold=True, keep=True)]
    rows += [
        _row(
            words,
            held,
            head=False,
            bold=held.total and nth == last,
            keep=nth == last - 1 or (closing and nth == last),
        )
        for nth, words in enumerate(held.rows, 1)
    ]
    columns = "".join(f'<w:gridCol w:w="{_twips(column.width)}"/>' for column in held.columns)
    whole = sum(_twips(column.width) for column in held.columns)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_SIDES}</w:tblCellMar>"
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    after = document.add_paragraph()  # two tables without one between them would grow together
    after.paragraph_format.line_spacing, after.paragraph_format.keep_with_next = Pt(6), closing
    after._p.addprevious(table)


def _row(words: tuple[str, ...], held: Table, *, head: bool, bold: bool, keep: bool) -> str:
    weight = "<w:b/>" if bold else ""
    with_next = "<w:keepNext/>" if keep else ""
    cells = []
    for nth, (said, column) in enumerate(zip(words, held.columns, strict=True)):
        side = "center" if head or column.figures or nth == 0 else "left"
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{_twips(column.width)}" w:type="dxa"/>'
            f'<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr>{with_next}{_SPACING}<w:jc w:val="{side}"/></w:pPr>'
            f'<w:r><w:rPr>{weight}<w:sz w:val="{HALF_POINTS}"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(printable(said))}</w:t></w:r></w:p></w:tc>'
        )
    again = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{''.join(cells)}</w:tr>"


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS)
