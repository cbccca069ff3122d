"""The sheet of the whole state goes out, is corrected in a spreadsheet, and comes back by the chat."""

import io
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from bot.office import turn_at
from handlers import exporting
from papers.sheets.excel import read_tables
from papers.sheets.writing import write_state_xlsx
from storage import assignments
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, Office, open_office

TASKS = f"""NV01;Rà soát quy định;Sở Tài chính;Sở Nội vụ;30/9/2025;{DIRECTIVE};;;
NV02;Báo cáo số liệu;"Sở Tài chính;Sở Y tế";;trong tháng 10/2025;{DIRECTIVE};chỉ tiêu;;x
NV03;Họp giao ban;Sở Y tế;;2 tuần/1 lần;{DIRECTIVE};;;
NV04;Việc số 4;Sở Y tế;;30/9/2025;{DIRECTIVE};;x;"""
Table = list[list[Any]]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path) as opened:
        yield await opened.staffed(TASKS)


async def exported(office: Office) -> bytes:
    async with office.running.database.reading() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        return write_state_xlsx(await exporting.gather(turn, None))


def resaved(data: bytes, edit: Callable[[dict[str, Table]], object] = lambda tables: None) -> bytes:
    """As another spreadsheet program writes it, after somebody's corrections."""
    tables = {title: [list(cells) for _, cells in table] for title, table in read_tables(data)}
    edit(tables)
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "d/m/yyyy"})
    for title, table in tables.items():
        sheet = book.add_worksheet(title)
        for row, cells in enumerate(table):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif value != "":
                    sheet.write(row, column, value)
    book.close()
    return held.getvalue()


def setting(title: str, ref: str, column: str, value: Any) -> Callable[[dict[str, Table]], None]:
    def edit(tables: dict[str, Table]) -> None:
        header = tables[title][0]
        (row,) = [cells for cells in tables[title][1:] if cells[0] == ref]
        row[header.index(column)] = value

    return edit


async def sends(office: Office, data: bytes) -> str:
    office.world.person_sends_file(CHI.id, CHI.id, data, "tinh-hinh.xlsx")
    await office.settle()
    return str(office.last(CHI)["text"])


async def known(office: Office) -> list[tuple[str, str, str, date | None]]:
    async with office.running.database.reading() as tx:
        every = await assignments.every(tx)
    return [(a.task.ref, a.task.text, a.department.name, a.deadline) for a in every]


async def test_an_unchanged_file_changes_nothing_though_the_office_went_on(office: Office) -> None:
    data = resaved(await exported(office))
    assert "không có gì mới" in await sends(office, data)
    await office.says(AN, "NV01 60%, xin lùi đến 15/10 vì chờ ý kiến")
    await office.presses(CHI, "Cho")
    await office.says(BINH, "NV03 xong")
    await office.imports(f"NV02;Báo cáo số liệu quý IV;Sở Tài chính;;15/11/2025;{DIRECTIVE};chỉ tiêu;;x")
    before = await known(office)
    said = await sends(office, data)
    assert "không có gì mới" in said
    assert "Lưu ý" not in said
    assert await known(office) == before
    told = dict(read_tables(await exported(office)))["Nhiệm vụ"]
    header, first = list(told[0][1]), list(told[1][1])
    now = dict(zip(header, first, strict=True))
    assert (now["Hạn"], now["Hạn hiện nay (chỉ xem)"]) == (date(2025, 9, 30), date(2025, 10, 15))
    assert (now["Tình hình (chỉ xem)"], now["% (chỉ xem)"]) == ("đang làm", "60")


async def test_a_corrected_cell_is_shown_and_then_written_alone(office: Office) -> None:
    data = await exported(office)
    before = await known(office)
    said = await sends(office, resaved(data, setting("Nhiệm vụ", "NV02", "Hạn", date(2025, 11, 15))))
    assert "~ NV02, hạn: 31/10/2025 → 15/11/2025" in said
    assert said.count("~") == 1
    assert await known(office) == before
    await office.presses(CHI, "Nhập")
    after = [(*row[:3], date(2025, 11, 15)) if row[0] == "NV02" else row for row in before]
    assert await known(office) == after


async def test_a_row_changed_on_both_sides_is_named_and_the_others_go_in(office: Office) -> None:
    data = await exported(office)
    await office.says(AN, "NV01 xin lùi đến 15/10 vì chờ ý kiến")
    await office.presses(CHI, "Cho")

    def both(tables: dict[str, Table]) -> None:
        setting("Nhiệm vụ", "NV01", "Hạn", date(2025, 10, 8))(tables)
        setting("Nhiệm vụ", "NV03", "Nội dung", "Họp giao ban khối")(tables)

    said = await sends(office, resaved(data, both))
    assert "dòng 2: «NV01» đã đổi cả trong tệp (Hạn: 08/10/2025) và trong máy" in said
    await office.presses(CHI, "Nhập")
    done = office.last(CHI)["text"]
    assert "Đã nhập tinh-hinh.xlsx: 1 nhiệm vụ thay đổi" in done
    assert "«NV01» đã đổi cả trong tệp" in done
    found = {(ref, text, deadline) for ref, text, _, deadline in await known(office)}
    assert ("NV01", "Rà soát quy định", date(2025, 10, 15)) in found
    assert ("NV03", "Họp giao ban khối", date(2025, 10, 7)) in found


async def test_what_was_reported_is_not_changed_by_a_file(office: Office) -> None:
    await office.says(AN, "NV01 60%")
    data = await exported(office)
    for title, column, value in (
        ("Nhiệm vụ", "Tình hình (chỉ xem)", "xong"),
        ("Nhiệm vụ", "% (chỉ xem)", 100),
        ("Báo cáo", "%", 100),
    ):
        said = await sends(office, resaved(data, setting(title, "NV01", column, value)))
        assert f"Trang «{title}», dòng 2, cột «{column}»" in said
        assert "tôi chưa ghi gì" in said
