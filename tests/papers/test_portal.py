"""The state in the columns of a portal's form."""

import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from domain.exporting import ExportState
from domain.work import Work
from papers.sheets.portal import FIELDS, MappingFault, portal_csv, portal_xlsx, read_mapping
from tests.papers.samples import NOW, TODAY, exported

EXAMPLE = Path(__file__).parents[2] / "docs" / "running" / "portal-columns.csv"
MAPPING = """
# a note
Mã;ref
Địa phương;=Nghệ An
Trạng thái;work;done=Hoàn thành|in_progress=Đang thực hiện
Hạn;deadline
Vướng;blocker
"""


def state() -> ExportState:
    rows = (
        exported("NV01", "Sở Tài chính", Work.DONE, TODAY),
        exported("NV02", "Sở Y tế", Work.BLOCKED, TODAY, blocker="=HYPERLINK(1)"),
    )
    return ExportState(NOW, rows, ())


def test_the_same_in_both_forms() -> None:
    lines = portal_csv(state(), read_mapping(MAPPING)).decode("utf-8-sig").splitlines()
    assert lines[0] == "Mã;Địa phương;Trạng thái;Hạn;Vướng"
    assert lines[1].startswith("NV01;Nghệ An;Hoàn thành;20/10/2025;")
    assert lines[2] == "NV02;Nghệ An;đang vướng;20/10/2025;'=HYPERLINK(1)"
    book = CalamineWorkbook.from_filelike(io.BytesIO(portal_xlsx(state(), read_mapping(MAPPING))))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == ["Mã", "Địa phương", "Trạng thái", "Hạn", "Vướng"]
    assert rows[2] == ["NV02", "Nghệ An", "đang vướng", TODAY, "=HYPERLINK(1)"]


def test_the_example_is_read_and_names_every_field() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert portal_csv(state(), read_mapping(text)).count(b"\r\n") == 3
    assert all(field in text for field in FIELDS)


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("", "too_few", 1),
        ("Mã", "too_few", 1),
        ("Mã;ref\n;task", "no_title", 2),
        ("Mã;ref\nMã;task", "twice", 2),
        ("Trạng thái;work;done", "bad_words", 1),
    ],
)
def test_each_wrong_line_is_named(text: str, what: str, line: int) -> None:
    with pytest.raises(MappingFault) as caught:
        read_mapping(text)
    (problem,) = caught.value.problems
    assert (problem.what, problem.line) == (what, line)


def test_an_unknown_field_has_the_nearest_beside_it() -> None:
    with pytest.raises(MappingFault) as caught:
        read_mapping("Mã;ref\nHạn;deadlin\nKhác;tuyet_mat")
    first, second = caught.value.problems
    assert (first.line, first.nearest) == (2, "deadline")
    assert (second.line, second.nearest) == (3, None)
