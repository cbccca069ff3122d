"""No reminders for units in a storm: shown first, told to those concerned, ended early or by its day."""

import pytest

from domain.unit_lists import UnitList, list_key
from storage import departments, unit_lists
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, STEERING, Office

UNITS = "Tên đơn vị;Tên khác;Loại\nSở Tài chính;STC;sở\nSở Y tế;SYT;sở\nXã Kim Liên;;xã\nPhường Vinh Phú;;phường\n"
TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV03;Kết nối bệnh án điện tử;Sở Y tế;;30/9/2025;{DIRECTIVE};;;
NV04;Phủ sóng thôn bản;Xã Kim Liên;;30/9/2025;{DIRECTIVE};;;
"""


async def opened(office: Office) -> Office:
    await office.imports(TASKS, UNITS)
    await office.says(CHI, "/start")
    await office.registers(AN, "Sở Tài chính")
    await office.registers(BINH, "Sở Y tế", "Xã Kim Liên")
    await office.goes_to("2025-09-24", "09:00")
    return office


async def test_a_list_that_is_kept_says_which_units_are_meant(office: Office) -> None:
    await opened(office)
    async with office.running.database.transaction() as tx:
        named = next(u for u in await departments.every(tx) if u.name == "Xã Kim Liên")
        kept = UnitList(None, list_key("các xã, phường"), "UBND cấp xã", ())
        await unit_lists.keep(tx, kept, [named.id], None, office.clock.now())
    (shown,) = await office.says(CHI, "/tamdung 130 xã, phường đến 2/10 bão số 10")
    assert "Xã Kim Liên\n" in shown
    assert "Phường Vinh Phú" not in shown


async def test_a_pause_is_shown_told_and_kept(office: Office) -> None:
    await opened(office)
    (shown,) = await office.says(CHI, "/tamdung Sở Y tế; các xã, phường đến 2/10 bão số 10")
    assert shown.startswith(
        "⏸ Tạm dừng nhắc 3 đơn vị đến hết thứ Năm 2/10 (bão số 10):\nSở Y tế, Xã Kim Liên, Phường Vinh Phú\n"
    )
    assert "• thứ Sáu 26/9: 2 → 0\n• thứ Hai 29/9: 2 → 0\n• thứ Ba 30/9: 2 → 0\n• thứ Tư 1/10: 2 → 0" in shown
    assert "• thứ Sáu 3/10: 0 → 2" in shown
    assert "Tôi sẽ báo 1 đầu mối." in shown
    before = len(office.world.received(BINH.id))
    await office.presses(CHI, "Tạm dừng nhắc")
    (told,) = office.world.texts(BINH.id)[before:]
    assert told.startswith(
        "⏸ Tổ giúp việc tạm dừng nhắc Sở Y tế, Xã Kim Liên đến hết thứ Năm 2/10 (bão số 10)."
    )
    assert "Đã báo 1 đầu mối" in office.last(CHI)["text"]
    (digest,) = await office.says(CHI, "/tonghop")
    assert "⏸ Tạm dừng nhắc: Sở Y tế, Xã Kim Liên, Phường Vinh Phú." in digest
    (listed,) = await office.says(CHI, "/daumoi")
    assert "⏸ Tạm dừng nhắc: Sở Y tế, Xã Kim Liên, Phường Vinh Phú." in listed
    (answer,) = await office.says(CHI, "/nhac Sở Y tế")
    assert "đang tạm dừng nhắc: NV03 Sở Y tế" in answer
    mine, reminded = len(office.world.received(BINH.id)), len(office.world.received(AN.id))
    await office.goes_to("2025-10-02", "20:00")
    assert len(office.world.received(BINH.id)) == mine
    assert len(office.world.received(AN.id)) > reminded
    await office.goes_to("2025-10-03", "08:00")
    (morning,) = office.world.texts(BINH.id)[mine:]
    assert "quá hạn 3 ngày" in morning


async def test_it_ends_early_by_word_and_by_button(office: Office) -> None:
    await opened(office)
    await office.says(CHI, "/suspend Sở Y tế, Xã Kim Liên đến 15/10")
    await office.presses(CHI, "Tạm dừng nhắc")
    before = len(office.world.received(BINH.id))
    (answer,) = await office.says(CHI, "/tamdung bỏ Xã Kim Liên")
    assert answer.startswith("▶️ Từ nay lại nhắc: Xã Kim Liên.")
    assert office.world.texts(BINH.id)[before:] == [
        "▶️ Từ nay tôi lại nhắc việc của Xã Kim Liên như thường lệ."
    ]
    (listed,) = await office.says(CHI, "/tamdung")
    assert "• Sở Y tế: đến hết thứ Tư 15/10" in listed
    await office.presses(CHI, "Nhắc lại Sở Y tế")
    (listed,) = await office.says(CHI, "/tamdung")
    assert listed.startswith("Hiện không đơn vị nào được tạm dừng nhắc.")
    (answer,) = await office.says(CHI, "/tamdung bỏ Sở Y tế")
    assert answer == "Sở Y tế hiện không được tạm dừng nhắc."


async def test_a_digest_in_the_group_names_them(office: Office) -> None:
    await opened(office)
    await office.says(CHI, "/here", chat=STEERING)
    await office.says(CHI, "/tamdung Sở Y tế từ 1/10 đến 15/10")
    await office.presses(CHI, "Tạm dừng nhắc")
    (digest,) = await office.says(CHI, "/tonghop")
    assert "Tạm dừng nhắc" not in digest  # it begins in October
    await office.goes_to("2025-10-06", "12:00")
    assert "⏸ Tạm dừng nhắc: Sở Y tế." in office.world.texts(STEERING)[-1]


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("Sở Y tế", "Đồng chí ghi thêm đến ngày nào (ngày có thật)"),
        ("Sở Y tế đến 31/2", "Đồng chí ghi thêm đến ngày nào (ngày có thật)"),
        ("đến 15/10", "Đồng chí ghi thêm đơn vị nào"),
        ("Sở Y tế đến 1/9/2025", "Ngày 1/9/2025 đã qua"),
        ("Sở Y tế đến 1/9/2030", "Đến 1/9/2030 thì lâu quá"),
        ("Sở Mơ đến 15/10", "Tôi không tìm thấy đơn vị «Sở Mơ»"),
        ("các ban đến 15/10", "Chưa có đơn vị nào thuộc loại «các ban»."),
    ],
)
async def test_bad_orders(office: Office, words: str, begins: str) -> None:
    await office.imports(TASKS, UNITS)
    await office.says(CHI, "/start")
    (answer,) = await office.says(CHI, f"/tamdung {words}")
    assert answer.startswith(begins)
