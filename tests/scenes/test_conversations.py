"""Short replies on a phone, and what the office hears of them."""

from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, DUNG, STEERING, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;Sở Y tế;trong tháng 9/2025;{DIRECTIVE};;;
NV02;Mở lớp tập huấn kỹ năng số;Sở Tài chính;;trong tháng 10/2025;{DIRECTIVE};;;
NV03;Kết nối bệnh án điện tử;Sở Y tế;;25/9/2025;{DIRECTIVE};;;
"""


async def settled(office: Office) -> None:
    await office.imports(TASKS)
    await office.says(CHI, "/start")
    await office.registers(AN, "Sở Tài chính")
    await office.tick()


async def test_a_text_after_the_reminder_belongs_to_its_task(office: Office) -> None:
    await settled(office)
    assert "còn 7 ngày" in office.last(AN)["text"]
    (answer,) = await office.says(AN, "60% rồi ạ, chờ số liệu của Sở KHCN")
    assert answer.startswith("🔵 Đã ghi NV01: đang làm, 60%, đang vướng: “chờ số liệu")
    (corrected,) = await office.says(AN, "à nhầm, 65%")
    assert "NV01: đang làm, 65%" in corrected
    history = (await office.says(CHI, "/lichsu NV01"))[-1]
    assert "An: đang làm, 60%, đang vướng “60% rồi ạ, chờ số liệu của Sở KHCN” (đã sửa lại)" in history
    assert "Hiện nay: đang làm, 65%" in history


async def test_several_tasks_in_one_message_and_undo(office: Office) -> None:
    await settled(office)
    (answer,) = await office.says(AN, "NV01 xong, NV02 30%")
    assert "Đã ghi NV01: xong." in answer
    assert "Đã ghi NV02: đang làm, 30%." in answer
    (undone,) = await office.says(AN, "/hoantac")
    assert "NV01: chưa báo cáo" in undone
    assert "NV02: chưa báo cáo" in undone
    (nothing,) = await office.says(AN, "/hoantac")
    assert "chưa có báo cáo nào" in nothing


async def test_what_is_unclear_is_asked_and_the_press_is_enough(office: Office) -> None:
    await settled(office)
    await office.says(AN, "/viec")
    (asked,) = await office.says(AN, "xong rồi")
    assert "việc nào" in asked
    answer = await office.presses(AN, "NV02 ·")
    assert answer[-1].startswith("✅ Đã ghi NV02: xong.")


async def test_the_question_which_task_may_be_answered_by_its_code(office: Office) -> None:
    await settled(office)
    await office.says(AN, "/viec")
    await office.says(AN, "xong rồi")
    (answer,) = await office.says(AN, "nv 02 ạ")
    assert answer.startswith("✅ Đã ghi NV02: xong.")


async def test_a_bare_word_is_asked_and_thanks_store_nothing(office: Office) -> None:
    await settled(office)
    (asked,) = await office.says(AN, "rồi ạ")
    assert "chưa rõ nên chưa ghi" in asked
    (light,) = await office.says(AN, "cảm ơn anh")
    assert light == "Dạ, cảm ơn đồng chí."
    (question,) = await office.says(AN, "hạn bao giờ ạ?")
    assert "hạn thứ Ba 30/9" in question
    history = (await office.says(CHI, "/lichsu NV01"))[-1]
    assert "Hiện nay: chưa báo cáo" in history
    assert "“" not in history


async def test_an_obstacle_in_two_steps(office: Office) -> None:
    await settled(office)
    pressed = await office.presses(AN, "Vướng")
    assert "đang vướng" in pressed[0]
    assert "đang vướng ở đâu" in pressed[1]
    (answer,) = await office.says(AN, "chưa có hướng dẫn của Bộ Tài chính")
    assert "“chưa có hướng dẫn của Bộ Tài chính”" in answer


async def test_a_wish_for_a_later_date_granted_and_refused(office: Office) -> None:
    await settled(office)
    (answer,) = await office.says(AN, "xin lùi đến 15/10 vì chờ số liệu")
    assert "xin lùi đến thứ Tư 15/10" in answer
    assert "chuyển đề nghị" in answer
    card = office.last(CHI)
    assert "Xin đến: thứ Tư 15/10" in card["text"]
    before = len(office.world.received(AN.id))
    await office.presses(CHI, "Cho", on=card)
    assert "đồng ý lùi hạn đến thứ Tư 15/10" in office.world.texts(AN.id)[before]
    # the card is decided; a second press is answered, not obeyed
    assert "Đồng chí Chi quyết định" in office.world.message(CHI.id, card["message_id"])["text"]
    tasks = (await office.says(AN, "/viec"))[-1]
    assert "hạn thứ Tư 15/10" in tasks

    await office.says(AN, "NV02 xin lùi đến 30/11")
    (why,) = await office.presses(CHI, "Không cho")
    assert "nhắn lý do" in why
    await office.says(CHI, "Thường trực Tỉnh uỷ nghe vào tháng 10")
    assert "không đồng ý" in office.last(AN)["text"]
    assert "“Thường trực Tỉnh uỷ nghe vào tháng 10”" in office.last(AN)["text"]


async def test_the_button_later_asks_for_the_day(office: Office) -> None:
    await settled(office)
    (asked,) = await office.presses(AN, "Lùi hạn")
    assert "lùi đến ngày nào" in asked
    (answer,) = await office.says(AN, "20/10 vì chưa có kinh phí")
    assert "xin lùi đến thứ Hai 20/10" in answer
    assert "Sở Tài chính xin lùi hạn NV01" in office.last(CHI)["text"]


async def test_an_edited_message_is_a_correction(office: Office) -> None:
    await settled(office)
    sent = office.world.person_sends(AN.id, AN.id, "NV01 60%")
    await office.settle()
    office.world.person_edits(AN.id, AN.id, sent["message_id"], "NV01 80%")
    await office.settle()
    assert "NV01: đang làm, 80%" in office.last(AN)["text"]
    office.world.person_edits(AN.id, AN.id, sent["message_id"], "cảm ơn anh")
    await office.settle()
    assert "Báo cáo trước vẫn giữ" in office.last(AN)["text"]


async def test_take_back_and_move_to_another_task(office: Office) -> None:
    await settled(office)
    await office.says(AN, "NV01 xong rồi")
    await office.presses(AN, "Sửa")
    await office.presses(AN, "Nhầm việc")
    answer = await office.presses(AN, "NV02 ·")
    assert "Đã ghi NV02: xong." in answer[-1]
    assert "NV01" in (await office.says(AN, "/viec"))[-1]
    taken_back = await office.presses(AN, "Lấy lại")
    assert "Đã lấy lại" in taken_back[-1]


async def test_a_person_of_two_departments(office: Office) -> None:
    await office.imports(
        f"NV09;Việc chung của các sở;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;".replace(
            ";Sở Tài chính;", ';"Sở Tài chính;Sở Y tế";'
        )
    )
    await office.registers(BINH, "Sở Tài chính", "Sở Y tế")
    (asked,) = await office.says(BINH, "NV09 50%")
    assert "đơn vị nào" in asked
    answer = await office.presses(BINH, "Sở Y tế")
    assert "Đã ghi NV09 (Sở Y tế): đang làm, 50%." in answer[-1]


async def test_a_coordinating_unit_leaves_a_remark(office: Office) -> None:
    await settled(office)
    await office.registers(BINH, "Sở Y tế")
    (answer,) = await office.says(BINH, "NV01 xong rồi nhé")
    assert "Đã lưu ý kiến về NV01" in answer
    assert "chưa báo cáo" in (await office.says(CHI, "/lichsu NV01"))[-1]


async def test_a_new_task_in_one_line_and_in_three(office: Office) -> None:
    await settled(office)
    (given,) = await office.says(CHI, "/giao Sở Tài chính: lập dự toán năm 2026, hạn 10/10")
    assert "Đã giao NV04 cho Sở Tài chính" in given
    await office.tick()
    assert "Việc mới giao" in office.last(AN)["text"]

    (ask_text,) = await office.says(CHI, "/giao SYT")
    assert "việc gì" in ask_text
    (ask_deadline,) = await office.says(CHI, "Tổng hợp số liệu tiêm chủng")
    assert "Hạn khi nào" in ask_deadline
    (unread,) = await office.says(CHI, "khi nào cũng được")
    assert "chưa đọc được hạn" in unread
    (given,) = await office.says(CHI, "hằng tháng")
    assert "Đã giao NV05 cho Sở Y tế" in given
    assert "chưa có đầu mối" in given
    for order in ("soát danh mục, hạn 30/11", "góp ý dự thảo, hạn 15/11", "nộp báo cáo, hạn 29/9"):
        await office.says(CHI, f"/giao Sở Tài chính: {order}")
    await office.tick()
    told = office.last(AN)["text"]
    assert told.startswith("📌 3 việc mới giao, cần báo trước: NV08 (cuối tin):\n\nNV07 · còn 53 ngày")
    assert "⏰ ⚪ NV08 · mới giao · còn 6 ngày" in told


async def test_a_report_in_the_group_is_none_and_a_stranger_is_told_how(office: Office) -> None:
    await settled(office)
    assert await office.says(AN, "NV01 xong", chat=STEERING) == []
    (told,) = await office.says(DUNG, "xin chào")
    assert str(DUNG.id) in told
    (refused,) = await office.says(DUNG, "/tonghop")
    assert "dành cho lãnh đạo" in refused


async def test_an_import_in_the_chat(office: Office) -> None:
    await settled(office)
    sheet = "Mã;Nội dung;Chủ trì;Hạn\nNV10;Việc mới trong tệp;STC;30/11/2025\n".encode()
    office.world.person_sends_file(CHI.id, CHI.id, sheet, "viec.csv")
    await office.settle()
    assert "1 nhiệm vụ mới" in office.last(CHI)["text"]
    await office.presses(CHI, "Nhập")
    assert "NV10" in (await office.says(AN, "/viec"))[-1]
    wrong = "Mã;Nội dung;Chủ trì\nNV11;x;Sở Lạ\n".encode()
    office.world.person_sends_file(CHI.id, CHI.id, wrong, "sai.csv")
    await office.settle()
    assert "dòng 2, cột «Chủ trì»" in office.last(CHI)["text"]


async def test_a_changed_sheet_moves_deadlines_and_leaves_periods_alone(office: Office) -> None:
    await settled(office)
    await office.imports("NV08;Báo cáo tiến độ;Sở Tài chính;;2 tuần/1 lần;;;;")
    await office.goes_to("2025-10-01", "09:00")
    await office.imports(
        f"""
        NV01;Rà soát quy định về đầu tư;Sở Tài chính;Sở Y tế;20/10/2025;{DIRECTIVE};;;
        NV08;Báo cáo tiến độ hai tuần;Sở Tài chính;;2 tuần/1 lần;;;;
        """
    )
    listed = (await office.says(AN, "/viec"))[-1]
    assert "NV01 · còn 19 ngày, hạn thứ Hai 20/10" in listed
    assert "NV08 · kỳ này còn 6 ngày, hạn thứ Ba 7/10" in listed
    history = (await office.says(CHI, "/lichsu NV01"))[-1]
    assert "đổi hạn: 30/09/2025 → 20/10/2025" in history
    assert "Báo cáo tiến độ hai tuần" in listed
