"""From an invitation to a digest."""

from tests.scenes.office import AN, CHI, DIRECTIVE, STEERING, Office

TASKS = f"NV04;Rà soát quy định về đầu tư, mua sắm;Sở Tài chính;;trong tháng 9/2025;{DIRECTIVE};;;"


async def test_a_reminder_is_answered_read_back_and_stands_in_the_digest(office: Office) -> None:
    await office.imports(TASKS)
    await office.registers(AN, "Sở Tài chính")
    await office.tick()

    reminder = office.last(AN)
    assert "NV04" in reminder["text"]
    assert "còn 7 ngày" in reminder["text"]
    assert office.world.buttons(AN.id, reminder["message_id"]) == [
        ["Xong", "Đang làm"],
        ["Vướng", "Lùi hạn"],
        ["🕐 Nhắc lại sau"],
    ]

    answered = await office.presses(AN, "Xong")
    assert answered[-1].startswith("✅ Đã ghi NV04: xong.")

    await office.says(CHI, "/start")
    summary = (await office.says(CHI, "/tonghop"))[-1]
    assert "Nhiệm vụ hoàn thành: 1/1 (100%)" in summary
    assert office.world.received(STEERING) == []
