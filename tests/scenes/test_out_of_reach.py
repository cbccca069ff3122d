"""Who is to be telephoned: one list a morning, of what is new, and a sheet of all."""

import io

import pytest
from python_calamine import CalamineWorkbook

from handlers import out_of_reach
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/12/2025;{DIRECTIVE};;;
NV02;Kết nối bệnh án điện tử;Sở Y tế;;15/12/2025;{DIRECTIVE};;;
NV03;Lập đề án vị trí việc làm;Sở Nội vụ;;15/12/2025;{DIRECTIVE};;;
NV04;Số hoá hồ sơ cán bộ;Sở Nội vụ;;30/11/2025;{DIRECTIVE};;;
"""


async def lists(office: Office) -> list[str]:
    return [words for words in office.world.texts(CHI.id) if words.startswith("📵")]


async def test_one_list_a_morning_of_what_is_new(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await office.staffed(TASKS)
    await office.tick()
    (first,) = await lists(office)
    assert "1 đơn vị có việc nhưng chưa có đầu mối" in first
    assert "Sở Nội vụ" in first
    office.world.person_blocks(BINH.id)
    with monkeypatch.context() as patched:
        patched.delattr(out_of_reach, "_gaps")
        await office.tick()  # once told, nothing more is asked of the store
    await office.goes_to("2025-09-23", "20:00")
    assert len(await lists(office)) == 1, "what comes up during the day waits"
    await office.goes_to("2025-09-24", "08:00")
    second = (await lists(office))[1]
    assert "1 đầu mối không nhận được tin" in second
    assert "Sở Y tế: Bình" in second
    assert "Sở Nội vụ" not in second, "what was told is not new"
    await office.goes_to("2025-09-26", "08:00")
    assert len(await lists(office)) == 2, "nothing new, no list"
    await office.says(CHI, "/daumoi Sở Tài chính")
    await office.presses(CHI, "Cho thôi đầu mối: An")
    await office.presses(CHI, "Cho thôi", on=office.last(CHI))
    await office.goes_to("2025-09-27", "12:00")
    assert len(await lists(office)) == 2, "not on a Saturday"
    await office.goes_to("2025-09-29", "08:00")
    assert "Sở Tài chính" in (await lists(office))[2]


async def test_the_sheet_names_everybody_to_be_called(office: Office) -> None:
    await office.staffed(TASKS)
    office.world.person_blocks(BINH.id)
    await office.goes_to("2025-09-24", "08:00")
    await office.presses(CHI, "Danh sách gọi điện")
    document = office.last(CHI)["document"]
    stored = office.world.files.find(document["file_id"])
    assert stored is not None
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(stored.content)).get_sheet_by_index(0).to_python()
    assert sheet[0][:4] == ["Đơn vị", "Người", "Tình trạng", "Việc đang mở"]
    units = {row[0]: row for row in sheet[1:]}
    assert units.keys() == {"Sở Y tế", "Sở Nội vụ"}
    assert units["Sở Y tế"][1:3] == ["Bình", "không nhận được tin từ 23/9/2025"]
    assert units["Sở Nội vụ"][2] == "chưa có đầu mối"
    assert units["Sở Nội vụ"][3] == "NV04: Số hoá hồ sơ cán bộ\nNV03: Lập đề án vị trí việc làm"


async def test_nobody_to_call_is_said(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    await office.registers(AN, "Sở Nội vụ")
    (said,) = await office.presses(CHI, "Danh sách gọi điện")
    assert "không phải gọi ai" in said
