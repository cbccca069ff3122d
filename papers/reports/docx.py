"""A report as .docx: Times New Roman, the margins, sizes and page numbers of its form."""

import io

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from domain.report_page import Form, ReportPage
from papers.lettering import printable
from papers.reports import docx_parts as parts
from papers.reports.content import Content, content
from papers.reports.docx_grid import add_grid

MARGINS = {"top_margin": Mm(20), "bottom_margin": Mm(20), "left_margin": Mm(30), "right_margin": Mm(15)}


def report_docx(page: ReportPage) -> bytes:
    """Number, day of issue and signature are left blank."""
    held = content(page)
    document = docx.Document()
    _set_up(document, printable(f"Báo cáo {page.subject}"))
    _head(document, held)
    for section in held.sections:
        parts.heading(document, section.heading)
        for paragraph in section.paragraphs:
            last = parts.body(document, paragraph)
        if section.table and section.paragraphs:
            last.paragraph_format.keep_with_next = True
        if section.table:
            add_grid(document, section.table, closing=section is held.sections[-1])
    _foot(document, held)
    if held.annex.rows:
        _annex(document, held)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: Document, title: str) -> None:
    style = document.styles["Normal"]
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - for the types: it always is
    parts.times(style, 14)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), 1.0
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, size in MARGINS.items():
        setattr(section, name, size)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    parts.page_number(section.header.paragraphs[0])
    document.core_properties.title = title
    document.core_properties.author = ""


def _head(document: Document, held: Content) -> None:
    party = held.form is Form.PARTY
    size = 14 if party else 13
    left, right = parts.two_columns(document, 71, 94)
    parts.line(left, held.superior, size, first=True)
    parts.line(left, held.organ, size, bold=True)
    if party:
        parts.line(left, "*", size)
    else:
        parts.rule(left, 23, 23)
    parts.line(left, held.number, size)
    if party:
        parts.line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", 15, bold=True, first=True)
        parts.rule(right, 9.7, 9.7)
    else:
        parts.line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, first=True)
        parts.line(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
        parts.rule(right, 17.5, 17.5)
    parts.line(right, held.place_and_day, 14 if party else 13.5, italic=True)
    parts.line(document, "BÁO CÁO", 16 if party else 14, bold=True, before=18)
    parts.line(document, held.subject, 14, bold=True)
    if party:
        parts.line(document, "-----", 14, bold=True, after=6)
    else:
        parts.rule(document, 60, 60, after=6)


def _foot(document: Document, held: Content) -> None:
    party = held.form is Form.PARTY
    parts.line(document, "", 14).paragraph_format.keep_with_next = True
    left, right = parts.two_columns(document, 80, 85)
    first = parts.line(left, "", 14, first=True, align=None)
    if held.recipients:
        parts.run(first, "Nơi nhận:", 14 if party else 12, bold=not party, italic=not party, underline=party)
        for recipient in held.recipients:
            parts.line(left, f"- {recipient},", 12 if party else 11, align=None)
        parts.line(left, "- Lưu.", 12 if party else 11, align=None)
    for nth, words in enumerate(held.signature):
        parts.line(right, words, 14, bold=True, first=nth == 0)
    for _ in range(4):
        parts.line(right, "", 14)


def _annex(document: Document, held: Content) -> None:
    """Pages of its own, across, numbered from one again."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    document.paragraphs[-1].paragraph_format.line_spacing = Pt(1)  # the break's own must not need a page
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    parts.restart_numbering(section)
    parts.line(document, "PHỤ LỤC" if held.form is Form.PARTY else "Phụ lục", 14, bold=True)
    parts.line(document, "DANH MỤC NHIỆM VỤ VÀ TÌNH HÌNH THỰC HIỆN", 14, bold=True)
    parts.line(document, held.annex_of, 13, italic=True, after=8)
    add_grid(document, held.annex)
