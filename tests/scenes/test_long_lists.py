"""A province has 130 communes: every list can be read to its end, a page at a time."""

import re
from datetime import datetime
from typing import Any

from handlers.screens import plain
from tests.scenes.office import AN, CHI, DIRECTIVE, DUNG, LEADER, STEERING, ZONE, Office, refs

COMMUNES = [f"Xã Số {n:03}" for n in range(1, 131)]
UNITS = "Tên đơn vị;Tên khác;Loại\n" + "".join(f"{name};;xã\n" for name in COMMUNES)
ALL = '"' + ";".join(COMMUNES) + '"'
TASKS = f"""
NV01;Rà soát thủ tục;{ALL};;25/9/2025;{DIRECTIVE};;;
NV02;Lập tổ công nghệ số;{ALL};;30/9/2025;{DIRECTIVE};;;
"""


async def settled(office: Office) -> None:
    await office.imports(TASKS, UNITS)
    await office.says(CHI, "/start")
    await office.says(LEADER, "/start")
    office.clock.turn_to(datetime(2025, 10, 3, 18, tzinfo=ZONE))


def labels(message: dict[str, Any]) -> list[str]:
    return [b["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for b in row]


async def read_through(office: Office, message: dict[str, Any], chat: int) -> list[str]:
    """Every page from this one on, turned in place."""
    pages = [message["text"]]
    while any("Sau" in label for label in labels(message)):
        office.world.person_presses(chat, chat, message["message_id"], "Sau ›")
        await office.settle()
        message = office.world.message(chat, message["message_id"])
        pages.append(message["text"])
    return pages


async def raw_press(office: Office, message: dict[str, Any], data: str, who: Any = LEADER) -> None:
    for row in message["reply_markup"]["inline_keyboard"]:
        row[0]["callback_data"] = data
    office.world.person_presses(who.id, message["chat"]["id"], message["message_id"], data)
    await office.settle()


async def test_the_overdue_can_be_read_to_the_end(office: Office) -> None:
    await settled(office)
    await office.says(LEADER, "/tonghop quá hạn")
    before = len(office.world.received(LEADER.id))
    pages = await read_through(office, office.last(LEADER), LEADER.id)
    assert len(office.world.received(LEADER.id)) == before
    assert len(pages) == 26
    assert pages[1].startswith("🔴 Quá hạn 260 · trang 2/26\n")
    entries = [found for page in pages for found in re.findall(r"NV\d+ Xã Số \d+", page)]
    assert len(set(entries)) == len(entries) == 260
    assert not any("…" in page for page in pages)
    assert "Sau ›" not in labels(office.last(LEADER))
    await office.presses(LEADER, "Bản tổng hợp")
    assert "Quá hạn 260" in office.last(LEADER)["text"]
    assert "… và 255 việc khác" in office.last(LEADER)["text"]


async def test_all_units_are_there(office: Office) -> None:
    await settled(office)
    await office.says(LEADER, "/tonghop đơn vị")
    pages = await read_through(office, office.last(LEADER), LEADER.id)
    assert "trang 2/13" in pages[1]
    assert "130 đơn vị, 260 phân công" in pages[12]
    assert sorted(found for page in pages for found in re.findall(r"Xã Số \d+", page)) == COMMUNES


async def test_a_quarter_has_a_clear_head_and_all_its_pages(office: Office) -> None:
    await settled(office)
    (first,) = await office.says(LEADER, "/tonghop quý 3")
    assert first.startswith("⏳ Hạn từ 1/7 đến 30/9/2025: 260 việc, xong 0 · trang 1/26\n")
    pages = await read_through(office, office.last(LEADER), LEADER.id)
    assert len([ref for page in pages for ref in refs(page)]) == 260


async def test_a_unit_has_a_clear_head(office: Office) -> None:
    await settled(office)
    (one,) = await office.says(LEADER, "/tonghop Xã Số 007")
    assert one.startswith("🏢 Xã Số 007: 2 việc, xong 0, quá hạn 2\n")
    assert refs(one) == ["NV01", "NV02"]


async def test_from_the_group_a_part_comes_with_its_pager(office: Office) -> None:
    await settled(office)
    await office.says(CHI, "/here", chat=STEERING)
    await office.says(CHI, "/tonghop", chat=STEERING)
    screen = office.world.last(STEERING)
    await office.presses(LEADER, "Quá hạn", on=screen, chat=STEERING)
    assert office.world.message(STEERING, screen["message_id"])["text"] == screen["text"]
    assert "trang 1/26" in office.last(LEADER)["text"]
    await office.presses(LEADER, "Sau")
    assert "trang 2/26" in office.last(LEADER)["text"]


async def test_a_forged_page_is_the_nearest_or_refused(office: Office) -> None:
    await settled(office)
    await office.says(LEADER, "/tonghop quá hạn")
    for data, said in (
        ("part:nothing:1", "trang 1/26"),
        ("due:20251301:20251302:0", "trang 1/26"),
        ("unit:999999:0", "trang 1/26"),
        ("part:overdue:9999", "trang 26/26"),
        ("unit:1:77", "Xã Số 001: 2 việc"),
    ):
        await raw_press(office, office.last(LEADER), data)
        assert said in office.last(LEADER)["text"]


async def test_a_page_needs_the_right_to_read(office: Office) -> None:
    await settled(office)
    await office.registers(AN, "Xã Số 001")
    await office.says(AN, "/viec")
    before = office.last(AN)["text"]
    for data in ("part:overdue:1", "unit:1:0", "due:20250701:20250930:0", "people:missing:1"):
        await raw_press(office, office.last(AN), data, AN)
        assert office.last(AN)["text"] == before


async def test_the_people_are_counted_and_every_missing_unit_can_be_invited(office: Office) -> None:
    await settled(office)
    await office.registers(AN, "Xã Số 001")
    await office.registers(DUNG, "Xã Số 002")
    office.world.person_blocks(DUNG.id)
    await office.settle()
    (first,) = await office.says(CHI, "/daumoi")
    assert "2 đơn vị đã có, 128 chưa có" in first
    assert "Xã Số 002: Dũng" in first
    await office.presses(CHI, "Đã đăng ký (2)")
    assert "Xã Số 001: An\n" in office.last(CHI)["text"]
    await office.presses(CHI, "Đầu mối")
    await office.presses(CHI, "Không liên lạc được (1)")
    assert "✉️ Mời Xã Số 002" in labels(office.last(CHI))
    await office.presses(CHI, "Đầu mối")
    await office.presses(CHI, "Chưa có đầu mối (128)")
    assert "trang 1/16" in office.last(CHI)["text"]
    pages = await read_through(office, office.last(CHI), CHI.id)
    assert sorted(found for page in pages for found in re.findall(r"Xã Số \d+", page)) == COMMUNES[2:]
    await office.presses(CHI, "Mời Xã Số 130")
    assert "Lời mời cho Xã Số 130" in office.last(CHI)["text"]


async def test_invite_without_a_name_offers_all(office: Office) -> None:
    await settled(office)
    (asked,) = await office.says(CHI, "/moi")
    assert "mời đơn vị nào" in asked
    assert "Chưa có đầu mối: 130 đơn vị · trang 1/17" in asked
    pages = await read_through(office, office.last(CHI), CHI.id)
    assert "Xã Số 130" in pages[-1]


async def test_the_notice_of_empty_units_names_the_whole_number(office: Office) -> None:
    await settled(office)
    await office.goes_to("2025-10-06", "07:30")
    (notice,) = [words for words in office.world.texts(CHI.id) if "chưa có đầu mối" in words]
    assert "130 đơn vị có việc nhưng chưa có đầu mối" in plain(notice)
    assert "… và 122 đơn vị khác" in notice
