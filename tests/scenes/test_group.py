"""The leaders' group: its digest on the cadence, its buttons, and a group that moves."""

from datetime import datetime

import pytest

from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, DUNG, LEADER, STEERING, ZONE, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;trong tháng 9/2025;{DIRECTIVE};;;
NV02;Kết nối bệnh án điện tử;Sở Y tế;;5/10/2025;{DIRECTIVE};;;
"""


async def settled(office: Office) -> None:
    await office.imports(TASKS)
    await office.says(CHI, "/start")
    await office.registers(AN, "Sở Tài chính")
    await office.says(CHI, "/here", chat=STEERING)


async def test_the_digest_comes_once_for_its_moment(office: Office) -> None:
    await settled(office)
    before = len(office.world.received(STEERING))
    await office.goes_to("2025-10-06", "07:59")
    assert len(office.world.received(STEERING)) == before
    await office.goes_to("2025-10-06", "12:00")
    caption, digest = office.world.texts(STEERING)[before:]
    assert caption == "📊 Đến 6/10/2025: hoàn thành 0/2 nhiệm vụ (0%), quá hạn 2."
    picture = office.world.received(STEERING)[before]
    stored = office.world.files.find(picture["photo"][-1]["file_id"])
    assert stored is not None
    assert stored.content.startswith(b"\x89PNG")
    assert picture["photo"][-1]["width"] == 1080
    assert "Đến 08:00 thứ Hai 6/10/2025" in digest
    assert "Quá hạn 2" in digest
    assert "NV01 Sở Tài chính: 6 ngày, chưa báo cáo, đã nhắc 5 lần" in digest
    await office.goes_to("2025-10-17", "12:00")
    assert len(office.world.received(STEERING)) == before + 2


async def test_a_digest_missed_while_the_process_was_down_is_posted_once(office: Office) -> None:
    await settled(office)
    before = len(office.world.received(STEERING))
    await office.goes_to("2025-10-03", "12:00")
    # nobody ticks until the 21st: two moments have passed, only the latest is posted
    office.clock.turn_to(datetime(2025, 10, 21, 18, 0, tzinfo=ZONE))
    await office.tick()
    assert len(office.world.received(STEERING)) == before
    await office.goes_to("2025-10-22", "07:30")
    assert len(office.world.received(STEERING)) == before + 2
    await office.goes_to("2025-10-24", "12:00")
    assert len(office.world.received(STEERING)) == before + 2


async def test_every_part_opens_in_the_pressers_own_chat_and_there_in_place(office: Office) -> None:
    await settled(office)
    await office.imports(f"NV03;Số hoá hồ sơ;Sở Tài chính;;20/10/2025;{DIRECTIVE};;;x")
    await office.says(LEADER, "/start")
    await office.registers(BINH, "Sở Y tế")
    await office.says(AN, "NV03 xong")
    await office.says(AN, "NV01 xin lùi đến 8/10 vì mưa lũ")
    await office.presses(CHI, "Cho")
    await office.says(AN, "NV01 xin lùi đến 30/10 vì mưa lũ")
    office.clock.turn_to(datetime(2025, 10, 6, 9, 0, tzinfo=ZONE))
    await office.tick()
    await office.says(CHI, "/tonghop", chat=STEERING)
    screen = office.world.last(STEERING)
    for label, shown in (
        ("Quá hạn", "NV02 Sở Y tế: 1 ngày, chưa báo cáo"),
        ("Chưa trả lời", "NV02 Sở Y tế: đã nhắc"),
        ("Sắp đến hạn", "NV01 Sở Tài chính: còn 2 ngày (8/10)"),
        ("Chờ Tổ giúp việc", "NV03 Sở Tài chính: báo 23/9, chờ 13 ngày"),
        ("Chờ Tổ giúp việc", "NV01 Sở Tài chính: xin đến 30/10/2025, chờ 13 ngày"),
        ("Đã lùi hạn", "NV01 Sở Tài chính: lùi 1 lần, hạn nay là 8/10/2025"),
        ("Theo đơn vị", "Sở Tài chính: xong 0/2"),
    ):
        await office.presses(LEADER, label, on=screen, chat=STEERING)
        assert office.world.message(STEERING, screen["message_id"])["text"] == screen["text"]
        assert shown in office.last(LEADER)["text"]
    await office.presses(DUNG, "Quá hạn", on=screen, chat=STEERING)
    assert office.world.texts(DUNG.id) == []
    assert "xin đồng chí bấm lại nút ấy" in (await office.says(DUNG, "/start"))[0]
    await office.presses(DUNG, "Quá hạn", on=screen, chat=STEERING)
    assert "NV02 Sở Y tế: 1 ngày" in office.last(DUNG)["text"]
    units = office.last(LEADER)["message_id"]
    for label, shown in (
        ("Sở Y tế", "🏢 Sở Y tế: 1 việc, xong 0, quá hạn 1"),
        ("Bản tổng hợp", "📊 TỔNG HỢP"),
    ):
        await office.presses(LEADER, label)
        assert office.last(LEADER)["message_id"] == units
        assert office.world.message(LEADER.id, units)["text"].startswith(shown)
    await office.says(LEADER, "/tonghop 5/10")
    await office.presses(LEADER, "Theo đơn vị")
    await office.presses(LEADER, "Sở Y tế")
    assert "Tính đến hết ngày 5/10/2025\n🏢 Sở Y tế: 1 việc, xong 0, quá hạn 0" in office.last(LEADER)["text"]


@pytest.mark.parametrize("told", [True, False])
async def test_a_group_that_becomes_a_supergroup_is_followed(office: Office, told: bool) -> None:
    await settled(office)
    new = office.world.group_migrates(STEERING)
    if told:
        await office.settle()
    await office.goes_to("2025-10-06", "12:00")
    assert any("BẢN TIN TỔNG HỢP" in words for words in office.world.texts(new))


async def test_a_period_closed_since_the_last_digest_is_newly_done(office: Office) -> None:
    await settled(office)
    await office.imports(
        f"""
        NV08;Báo cáo tiến độ;Sở Tài chính;;1 tuần/1 lần;{DIRECTIVE};;;
        NV09;Giao ban với xã;Sở Tài chính;;1 tuần/1 lần;{DIRECTIVE};;;
        """
    )
    await office.goes_to("2025-10-06", "12:00")
    await office.says(AN, "NV08 xong")
    await office.says(AN, "NV09 xong")
    await office.says(AN, "/hoantac")
    await office.goes_to("2025-10-20", "12:00")
    digest = office.world.texts(STEERING)[-1]
    assert "Từ bản tin 6/10: mới xong 1 · có báo cáo" in digest
    await office.says(LEADER, "/start")
    await office.goes_to("2025-10-21", "08:00")
    assert "mới xong" not in (await office.says(LEADER, "/tonghop"))[-1]


async def test_a_group_that_puts_the_bot_out_is_told_to_the_secretariat(office: Office) -> None:
    await settled(office)
    office.world.bot_is_kicked(STEERING, LEADER.id)
    await office.settle()
    assert "đưa tôi ra khỏi nhóm «Ban Chỉ đạo»" in office.world.texts(CHI.id)[-1]
    await office.goes_to("2025-10-06", "12:00")
    told = [words for words in office.world.texts(CHI.id) if "chưa vào được nhóm" in words]
    assert len(told) == 1
    assert "bot was kicked from the group chat" in told[0]

    office.world.bot_is_added(STEERING, LEADER.id)
    before = len(office.world.received(STEERING))
    notice = next(m for m in reversed(office.world.received(CHI.id)) if "chưa vào được" in m.get("text", ""))
    await office.presses(CHI, "Gửi bản tin vào nhóm", on=notice)
    (digest,) = office.world.texts(STEERING)[before:]
    assert "BẢN TIN TỔNG HỢP" in digest
    assert "reply_markup" not in office.world.message(CHI.id, notice["message_id"])
    await office.goes_to("2025-10-20", "12:00")
    assert "Từ bản tin 6/10" in office.world.texts(STEERING)[-1]


async def test_changes_are_counted_from_a_digest_that_was_seen(office: Office) -> None:
    await settled(office)
    office.world.bot_is_kicked(STEERING, LEADER.id)
    await office.goes_to("2025-10-06", "12:00")
    office.world.bot_is_added(STEERING, LEADER.id)
    await office.goes_to("2025-10-20", "12:00")
    digest = office.world.texts(STEERING)[-1]
    assert "BẢN TIN TỔNG HỢP" in digest
    assert "Từ bản tin" not in digest


async def test_the_digest_goes_to_the_topic_in_which_it_was_asked_for(office: Office) -> None:
    await settled(office)
    office.world.person_sends(CHI.id, STEERING, "/nhom", thread_id=7)
    await office.settle()
    await office.goes_to("2025-10-06", "12:00")
    digest = office.world.last(STEERING)
    assert "BẢN TIN TỔNG HỢP" in digest["text"]
    assert digest["message_thread_id"] == 7


async def test_who_was_away_is_reminded_when_they_write_again(office: Office) -> None:
    await settled(office)
    office.world.person_blocks(AN.id)
    await office.goes_to("2025-09-27", "12:00")
    await office.goes_to("2025-10-06", "12:00")
    assert (
        "📭 Chưa có đầu mối: Sở Y tế.\n\n📵 Lời nhắc chưa đến được: Sở Tài chính."
        in office.world.texts(STEERING)[-1]
    )
    before = len(office.world.received(AN.id))
    await office.says(AN, "/viec")
    await office.tick()
    back = office.world.texts(AN.id)[before:]
    assert "quá hạn 6 ngày" in back[-1]
    assert "lời nhắc" not in (await office.says(LEADER, "/tonghop"))[-1].replace("Sở Y tế", "")


async def test_a_reminder_that_met_a_closed_door_is_not_counted_as_given(office: Office) -> None:
    """The bot is not told of an account that is gone; it hears of it when it sends."""
    await settled(office)
    await office.tick()
    office.world.person_leaves_telegram(AN.id)
    await office.goes_to("2025-09-29", "12:00")
    (told,) = (await office.state())["assignments"][:1]
    assert told["reminders"] == 1
