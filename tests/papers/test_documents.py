"""Conclusions as people send them: Word, PDF and plain text give the same tasks; what cannot be read is refused."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from domain.conclusions import Paragraph, propose
from handlers.texts.faults import say
from papers.documents import read_document
from papers.documents.rulings import grids_of
from papers.sheets.limits import Unreadable
from tests.conclusions import OURS, conclusions_in

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LEVELS = (("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "·"))


def word(body: str, *, numbering: bool = False) -> bytes:
    """A .docx with no more than what the reader looks at."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        if numbering:
            levels = "".join(
                f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
                for n, (form, text) in enumerate(_LEVELS)
            )
            archive.writestr(
                "word/numbering.xml",
                f'<w:numbering {_W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
                '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>',
            )
    return packed.getvalue()


def paragraph(text: str, level: int | None = None) -> str:
    number = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        if level is not None
        else ""
    )
    return f'<w:p>{number}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def texts(data: bytes, name: str) -> list[str]:
    return [paragraph.text for paragraph in read_document(data, name)]


@pytest.mark.parametrize("name", ["D05", "D07"])
@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_the_shared_files_say_the_same(shared: Path, name: str, ending: str) -> None:
    known = next(c for c in conclusions_in(shared / "conclusions") if c.name == name)
    assert known.read(ending) == known.read(".txt")


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_our_files_say_the_same(ending: str) -> None:
    with_files = [c for c in conclusions_in(OURS) if c.file.with_suffix(ending).exists()]
    assert len(with_files) >= 3
    for known in with_files:
        assert known.read(ending) == known.read(".txt"), known.name


def test_numbers_that_word_counts() -> None:
    body = (
        paragraph("Sở Y tế", 0)
        + paragraph("Rà soát trạm y tế", 1)
        + paragraph("Lập danh mục", 1)
        + paragraph("Sở Nội vụ", 0)
        + paragraph("Kiểm tra", 1)
        + paragraph("Công khai", 2)
    )
    assert texts(word(body, numbering=True), "a.docx") == [
        "1. Sở Y tế", "a) Rà soát trạm y tế", "b) Lập danh mục", "2. Sở Nội vụ", "a) Kiểm tra", "- Công khai",
    ]  # fmt: skip


def test_what_was_struck_out_is_gone_and_what_was_added_is_there() -> None:
    body = (
        "<w:p><w:r><w:t>Giao </w:t></w:r><w:del><w:r><w:delText>Sở Y tế</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>Sở Nội vụ</w:t></w:r></w:ins><w:r><w:br/><w:t>rà soát</w:t></w:r></w:p>"
    )
    assert texts(word(body), "a.docx") == ["Giao Sở Nội vụ", "rà soát"]


def test_a_table_of_tasks_and_a_table_that_sets_the_page() -> None:
    head = table([["TỈNH ỦY NGHỆ AN", "ĐẢNG CỘNG SẢN VIỆT NAM"]])
    rows = table([["TT", "Nội dung", "Chủ trì"], ["1", "Rà soát trạm y tế", "Sở Y tế"]])
    found = read_document(word(head + rows), "a.docx")
    assert [p.text for p in found[:2]] == ["TỈNH ỦY NGHỆ AN", "ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert found[3].cells == ("1", "Rà soát trạm y tế", "Sở Y tế")


def test_merged_cells_keep_their_columns() -> None:
    merged = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    goes_on = "<w:tcPr><w:vMerge/></w:tcPr>"
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    body = (
        f"<w:tbl><w:tr><w:tc>{paragraph('1')}</w:tc><w:tc>{paragraph('A')}</w:tc><w:tc>{merged}{paragraph('Sở Y tế')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('2')}</w:tc><w:tc>{paragraph('B')}</w:tc><w:tc>{goes_on}{paragraph('')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{wide}{paragraph('II')}</w:tc><w:tc>{paragraph('C')}</w:tc></w:tr></w:tbl>"
    )
    cells = [p.cells for p in read_document(word(body), "a.docx")]
    assert cells == [("1", "A", "Sở Y tế"), ("2", "B", "Sở Y tế"), ("II", "", "C")]


def test_text_in_other_encodings_and_compositions() -> None:
    words = "Giao Sở Y tế rà soát"
    assert texts(words.encode("utf-8-sig"), "a.txt") == [words]
    assert texts(words.encode("utf-16"), "a.txt") == [words]
    import unicodedata

    assert texts(unicodedata.normalize("NFD", words).encode(), "a.txt") == [words]


def test_lines_that_were_broken_at_a_width() -> None:
    lines = (
        "Giao Sở Tài chính chủ trì, phối hợp với Sở Y tế rà soát các quy định hiện\n"
        "hành về mua sắm, báo cáo Ủy ban nhân dân tỉnh trước ngày 30/9/2025.\n"
        "- Sở Y tế lập kế hoạch.\n"
    )
    assert len(texts(lines.encode(), "a.txt")) == 2


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_a_table_in_plain_text(mark: str) -> None:
    lines = "\n".join(
        mark.join(row) for row in (("TT", "Nội dung", "Chủ trì", "Hạn"), ("1", "Rà soát", "Sở Y tế", "30/9"))
    )
    assert read_document(lines.encode(), "a.txt")[1] == Paragraph(
        "1 Rà soát Sở Y tế 30/9", ("1", "Rà soát", "Sở Y tế", "30/9")
    )


def test_the_ruled_lines_of_a_table() -> None:
    upright = [((x, 100.0), (x, 200.0)) for x in (50.0, 90.0, 250.0, 400.0)]
    level = [((50.0, y), (400.0, y)) for y in (100.0, 150.0, 200.0)]
    (grid,) = grids_of([*upright, *level])
    assert (len(grid.xs), grid.ys) == (4, (200.0, 150.0, 100.0))
    assert grids_of([((0.0, 0.0), (500.0, 0.0))]) == []


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        (b"x", "a.odt", "unknown_document"),
        (b"x", "a.doc", "old_word"),
        (b"\xd0\xcf\x11\xe0 old", "a.docx", "old_word"),
        (b"no zip", "a.docx", "not_docx"),
        (b"PK\x03\x04 broken", "a.docx", "not_docx"),
        (b"<!DOCTYPE x>", "a.docx", "not_docx"),
        (b"no pdf", "a.pdf", "not_pdf"),
        (b"%PDF-1.7 broken", "a.pdf", "not_pdf"),
        (b"%PDF-1.7", "a.txt", "not_text"),
        (b"a\0b", "a.txt", "not_text"),
        ("Sở Y tế".encode("cp1258", "ignore") + b"\xff", "a.txt", "text_encoding"),
        (b"  \n\n ", "a.txt", "empty_document"),
        (b"a" * 700_000, "a.txt", "too_long"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_would_work(data: bytes, name: str, problem: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_document(data, name)
    (fault,) = refused.value.faults
    assert fault.problem == problem
    assert say(fault).endswith(".")


def test_an_entity_in_word_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(Unreadable, match="not_docx"):
        read_document(packed.getvalue(), "a.docx")


def test_a_scan_and_a_locked_pdf() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    scan = io.BytesIO()
    writer.write(scan)
    with pytest.raises(Unreadable, match="no_text"):
        read_document(scan.getvalue(), "a.pdf")
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(Unreadable, match="encrypted"):
        read_document(locked.getvalue(), "a.pdf")
    long = pypdf.PdfWriter()
    for _ in range(120):
        long.add_blank_page(200, 200)
    pages = io.BytesIO()
    long.write(pages)
    with pytest.raises(Unreadable, match="too_many_pages"):
        read_document(pages.getvalue(), "a.pdf")


def test_a_long_list_is_read_in_time() -> None:
    import time

    text = "\n".join(
        f"{n}. Giao Sở Y tế rà soát trạm y tế số {n} trước ngày 30/9/2025." for n in range(1, 401)
    )
    began = time.monotonic()
    from datetime import date

    assert len(propose(read_document(text.encode(), "a.txt"), date(2025, 9, 23))) == 400
    assert time.monotonic() - began < 20
