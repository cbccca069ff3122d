"""The Secretariat reminds by hand: one task, one unit, or all who were asked and did not answer."""

from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, GIANG, HA, Office
from tests.scenes.test_six_weeks import row

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;Sở Nội vụ;30/9/2025;{DIRECTIVE};;;
NV02;Mở lớp tập huấn kỹ năng số;Sở Tài chính;;15/12/2025;{DIRECTIVE};;;
NV03;Kết nối bệnh án điện tử;Sở Y tế;;30/9/2025;{DIRECTIVE};;;
NV04;Sắp xếp vị trí việc làm;Sở Nội vụ;;30/9/2025;{DIRECTIVE};;;
NV05;Cập nhật dữ liệu;Sở Y tế;;thường xuyên;{DIRECTIVE};;;
"""


async def nudges(office: Office, ref: str, unit: str) -> int:
    return int(row(await office.state(), ref, unit)["nudges"])


async def test_a_unit_is_nudged_at_once_with_all_that_is_open(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    (answer,) = await office.says(CHI, "/nudge Sở Tài chính")
    assert answer.startswith("📣 Đã nhắc 1 người về 2 việc:\n• An (Sở Tài chính): NV01, NV02")
    before = len(office.world.received(AN.id))
    await office.tick()
    (told,) = office.world.texts(AN.id)[before:]
    assert told.startswith("📣 Tổ giúp việc đôn đốc, mong đồng chí trả lời sớm.")
    assert "NV01" in told
    assert "NV02" in told
    assert await nudges(office, "NV02", "Sở Tài chính") == 1
    assert row(await office.state(), "NV01", "Sở Tài chính")["reminders"] == 1
    (answer,) = await office.says(CHI, "/nhac NV02")
    assert "vừa nhắc, 4 giờ một lần, nhắc lại được từ 12:00 thứ Ba 23/9: NV02 Sở Tài chính" in answer
    (answer,) = await office.says(CHI, "/nhac quá hạn")
    assert answer == "Hiện không có việc nào quá hạn nên không phải nhắc."
    await office.goes_to("2025-09-23", "12:01")
    (answer,) = await office.says(CHI, "/nhac NV02")
    assert answer.startswith("📣 Đã nhắc 1 người về 1 việc")
    await office.tick()
    assert office.button(office.last(AN), "Xong") == "Xong"
    assert await office.says(AN, "60% rồi ạ")
    (history,) = await office.says(CHI, "/lichsu NV02")
    assert "Đã nhắc 2 lần." in history
    assert history.count("📣 Chi đôn đốc") == 2
    assert "60%" in history
    (digest,) = await office.says(CHI, "/tonghop chưa báo cáo")
    assert "NV02" not in digest


async def test_several_people_are_shown_first_and_what_was_answered_since_is_left_out(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    (shown,) = await office.says(CHI, "/nhac chưa báo cáo")
    assert shown.startswith("📣 Sẽ nhắc 2 người về 2 việc:")
    assert "Sở Nội vụ" not in shown  # never asked: nobody is there
    await office.says(BINH, "NV03 xong")
    before = len(office.world.received(BINH.id))
    await office.presses(CHI, "Nhắc 2 người")
    await office.tick()
    assert office.last(CHI)["text"].startswith("📣 Đã nhắc 1 người về 1 việc")
    assert "đã xong: NV03 Sở Y tế" in office.last(CHI)["text"]
    assert len(office.world.received(BINH.id)) == before
    assert office.last(AN)["text"].startswith("📣 Tổ giúp việc đôn đốc")


async def test_who_cannot_be_reached_and_what_is_left_is_said(office: Office) -> None:
    await office.staffed(TASKS)
    await office.registers(HA, "Sở Y tế")
    office.world.person_blocks(BINH.id)
    office.world.person_blocks(HA.id)
    await office.tick()
    (answer,) = await office.says(CHI, "/nhac Sở Y tế")
    assert "• Sở Y tế: Bình, Hà không nhận được tin (NV03)" in answer
    assert "• việc thường xuyên: NV05 Sở Y tế" in answer
    (answer,) = await office.says(CHI, "/nhac NV04")
    assert "• Sở Nội vụ: chưa có đầu mối (NV04)" in answer
    await office.registers(GIANG, "Sở Nội vụ")
    (answer,) = await office.says(CHI, "/nhac NV01 Sở Nội vụ")
    assert "đơn vị phối hợp, không phải báo tiến độ: NV01 Sở Nội vụ" in answer
    (answer,) = await office.says(CHI, "/nhac NV99")
    assert answer == "Không có việc nào mang mã «NV99»."
    (answer,) = await office.says(CHI, "/nhac NV03 Sở Nội vụ")
    assert answer.startswith("Sở Nội vụ không có trong việc NV03.")
    (answer,) = await office.says(CHI, "/nhac Sở Mơ")
    assert answer.startswith("Tôi không tìm thấy đơn vị «Sở Mơ»;")


async def test_outside_working_hours_it_waits_and_joins_the_mornings_message(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    await office.goes_to("2025-09-26", "20:00")
    (answer,) = await office.says(CHI, "/nhac Sở Tài chính")
    assert "Ngoài giờ làm việc nên lời nhắc đi lúc 07:30 thứ Hai 29/9" in answer
    (answer,) = await office.says(CHI, "/nhac NV02")
    assert "nhắc lại được từ 11:30 thứ Hai 29/9" in answer
    before = len(office.world.received(AN.id))
    await office.says(AN, "NV02 xong")
    seen = len(office.world.received(AN.id))
    assert seen > before
    await office.goes_to("2025-09-29", "07:29")
    assert len(office.world.received(AN.id)) == seen
    await office.goes_to("2025-09-29", "08:00")
    (morning,) = office.world.texts(AN.id)[seen:]  # the rung of the day before the deadline, and the nudge
    assert morning.startswith("📣 Tổ giúp việc đôn đốc")
    assert "NV02" not in morning
    assert await nudges(office, "NV01", "Sở Tài chính") == 1
    assert await nudges(office, "NV02", "Sở Tài chính") == 0


async def test_what_nobody_received_is_not_counted(office: Office) -> None:
    await office.staffed(TASKS)
    await office.tick()
    await office.says(CHI, "/nhac NV03")
    office.world.person_blocks(BINH.id)
    await office.tick()
    assert await nudges(office, "NV03", "Sở Y tế") == 0
