"""Reports on paper: the forms, the figures of the conclusion, and what people may type into them."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import fontpkg
import pypdf
import pytest
from docx.enum.section import WD_ORIENT

from domain.exporting import ExportExtension, ExportReport, ExportState
from domain.report_page import Issuer, ReportPage, report_page
from domain.trends import Asked, Due, Record, Returned, Wish, trends
from domain.work import Work
from domain.year_page import year_page
from papers import typefaces
from papers.reports.docx import report_docx
from papers.reports.pdf import report_pdf
from papers.reports.wording import summary
from papers.reports.year import year_pdf
from tests.papers.reading import docx_text, pdf_pages, pdf_text, without_spaces
from tests.papers.samples import LONG, NOW, PARTY, STATE, TODAY, WILD, ZONE, exported, of_2025


def pdf_of(page: ReportPage) -> str:
    return pdf_text(report_pdf(page).data)


def docx_of(page: ReportPage) -> str:
    return docx_text(report_docx(page))


BOTH = pytest.mark.parametrize("read", [pdf_of, docx_of])
Read = Callable[[ReportPage], str]


def test_the_summary_has_the_figures_of_the_conclusion() -> None:
    said = summary(report_page(of_2025(), PARTY))
    assert said[0] == "Đến ngày 20/10/2025, đã hoàn thành 35/82 nhiệm vụ (43%)."
    assert said[1].endswith("Trong đó: 35 đã xong, 46 đang làm và 1 đang vướng.")
    assert said[2] == "Có 1 phân công quá hạn, thuộc 1 đơn vị. Lâu nhất là NV82, quá hạn 12 ngày."
    assert "Về chỉ tiêu năm 2025, đã đạt và vượt 29/45 (64%)." in said


def test_what_was_reported_after_the_day_is_said_to_be_left_out() -> None:
    said = ExportReport(NOW + timedelta(days=2), "An", "xong", Work.DONE, None, "late")
    one = replace(exported("NV01", "Sở Y tế", Work.NO_REPORT, TODAY), later=(said,))
    found = summary(report_page(ExportState(NOW, (one,), ()), PARTY))
    assert found[-1] == "Có 1 phân công được báo cáo sau ngày 20/10/2025, chưa tính vào số liệu."


def test_no_sentence_is_longer_than_25_words() -> None:
    wishes = tuple(ExportExtension(n, NOW, TODAY, TODAY, "pending", None, None) for n in (1, 2))
    every = [exported(f"NV{n}", "Sở Y tế", work, TODAY, extensions=wishes) for n, work in enumerate(Work)]
    page = report_page(ExportState(NOW, tuple(every), ()), PARTY)
    for sentence in " ".join(summary(page)).replace(": ", ". ").split(". "):
        assert len(sentence.split()) <= 25, sentence


@BOTH
def test_the_partys_form(read: Read) -> None:
    text = read(report_page(of_2025(), PARTY))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "TỈNH UỶ NGHỆ AN" in text
    assert "*" in text
    assert "-BC/BCĐ" in text
    assert "Số:" not in text
    assert "T/M BAN CHỈ ĐẠO" in text
    assert "CỘNG HÒA" not in text


@BOTH
def test_the_states_form(read: Read) -> None:
    text = read(report_page(of_2025(), STATE))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Độc lập - Tự do - Hạnh phúc" in text
    assert "Số:" in text
    assert "/BC-SKHCN" in text
    assert "GIÁM ĐỐC" in text
    assert "ĐẢNG CỘNG SẢN" not in text


@BOTH
def test_causes_are_in_the_focal_points_words_and_every_task_is_in_the_annex(read: Read) -> None:
    text = without_spaces(read(report_page(of_2025(), PARTY)))
    assert without_spaces("“chờ số liệu huyện”") in text
    for ref in ("NV01", "NV82", "CT45"):
        assert ref in text
    assert without_spaces("Kết luận 15-KL/BCĐ ngày 23/9/2025") in text
    assert without_spaces("Không ghi văn bản") in text


@BOTH
def test_a_report_with_nothing_to_say_says_so(read: Read) -> None:
    assert "Đến ngày 20/10/2025, chưa có nhiệm vụ nào được giao." in read(
        report_page(ExportState(NOW, (), ()), STATE)
    )


@BOTH
def test_what_people_type_is_never_markup(read: Read) -> None:
    wild = exported(
        "NV01", WILD, Work.BLOCKED, TODAY - timedelta(days=2), task=WILD, directive=WILD, blocker=WILD
    )
    issuer = replace(STATE, organ=WILD, place=WILD, recipients=(WILD,))
    page = report_page(ExportState(NOW, (wild,), ()), issuer, subject=WILD, notes=(WILD, "a\x00b\x0b"))
    assert without_spaces(read(page)).count(without_spaces(WILD)) >= 6


@BOTH
def test_160_units_with_names_of_120_letters(read: Read) -> None:
    every = [exported(f"NV{n}", f"{LONG[:-4]} {n:03}", Work.DONE, TODAY) for n in range(160)]
    text = without_spaces(read(report_page(ExportState(NOW, tuple(every), ()), PARTY)))
    assert without_spaces(f"{LONG[:-4]} 159") in text
    assert without_spaces("đã hoàn thành 160/160 nhiệm vụ (100%)") in text


def test_nothing_is_quoted_of_a_secret_task() -> None:
    secret = exported("NV01", "Sở Y tế", Work.BLOCKED, TODAY - timedelta(days=2), blocker="điều không nên viết", secret=True)  # fmt: skip
    assert "điều không nên viết" not in docx_of(report_page(ExportState(NOW, (secret,), ()), PARTY))


def test_totals_of_the_tables_equal_the_whole() -> None:
    page = report_page(of_2025(), PARTY)
    for rows in (page.units, page.directives):
        assert sum(row.tally.total for row in rows) == page.whole.total == 82
        assert sum(row.tally.done for row in rows) == page.whole.done == 35
        assert sum(row.tally.overdue for row in rows) == page.whole.overdue == len(page.causes)


@pytest.mark.parametrize("issuer", [PARTY, STATE])
def test_word_gets_margins_font_and_page_numbers_as_the_forms_ask(issuer: Issuer) -> None:
    page = report_page(of_2025(), issuer)
    document: Any = docx.Document(io.BytesIO(report_docx(page)))
    first, annex = document.sections
    assert [round(first.page_width.mm), round(first.page_height.mm)] == [210, 297]
    assert [round(m.mm) for m in (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)] == [20, 20, 30, 15]  # fmt: skip
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header.paragraphs[0]._p.xml
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert 'w:pgNumType w:start="1"' in annex._sectPr.xml
    kept = {p.text: p.paragraph_format.keep_with_next for p in document.paragraphs if p.text}
    assert kept["Nguyên nhân được ghi theo lời của đầu mối các đơn vị."]  # its table follows on the same page
    normal = document.styles["Normal"]
    assert normal.font.name == "Times New Roman"
    assert normal.font.size.pt == 14


def test_the_pdf_is_a4_numbered_from_its_second_page_and_says_its_font() -> None:
    printed = report_pdf(report_page(of_2025(), STATE))
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(printed.data)).pages]
    assert (round(boxes[0].width), round(boxes[0].height)) == (595, 842)
    assert (round(boxes[-1].width), round(boxes[-1].height)) == (842, 595)
    pages = pdf_pages(printed.data)
    assert pages[0].startswith("UBND TỈNH")
    assert pages[1].startswith("2 ")
    annex = next(nth for nth, text in enumerate(pages) if text.startswith("Phụ lục"))
    assert pages[annex + 1].startswith("2 ")
    assert printed.substituted == (printed.typeface != "Times New Roman")
    assert (f"dùng phông {printed.typeface}" in pages[-1]) == printed.substituted


def test_a_font_counts_only_with_every_vietnamese_letter() -> None:
    assert typefaces.has_vietnamese(fontpkg.path("Be Vietnam Pro").read_bytes())
    old = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")
    if old.is_file():
        assert isinstance(typefaces.has_vietnamese(old.read_bytes()), bool)
    assert typefaces.serif().family in (typefaces.TIMES, typefaces.LIBERATION, typefaces.EMBEDDED)


@pytest.mark.parametrize("issuer", [PARTY, STATE])
def test_a_year_stands_on_one_page(issuer: Issuer) -> None:
    names = {nth: f"{LONG} {nth}" for nth in range(1, 161)}
    wild = names | {1: WILD}
    dues = [Due(nth, date(2025, nth % 10 + 1, 5), Work.IN_PROGRESS, None, None) for nth in names]
    asked = [Asked(nth, NOW - timedelta(days=nth), NOW if nth % 2 else None) for nth in names]
    record = Record(dues, asked, {(1, 10): 1}, [Wish(2, NOW, granted=True)], [Returned(3, NOW)])
    found = trends(2025, record, wild, TODAY, ZONE)
    (text,) = pdf_pages(year_pdf(year_page(found, of_2025(), issuer)).data)
    assert "năm 2025" in text
    assert "đã hoàn thành 35/82 nhiệm vụ (43%)." in text
    assert "… và 145 đơn vị khác" in text
    assert "160" in text
    assert issuer.post.upper() in text
    empty = trends(2025, Record((), (), {}, (), ()), {}, TODAY, ZONE)
    page = year_page(empty, ExportState(NOW, (), ()), issuer)
    assert {value for bars in page.bars for value in bars.values} == {None}  # where nothing was, no zero is
    assert len(pdf_pages(year_pdf(page).data)) == 1
