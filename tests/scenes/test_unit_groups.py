"""Other groups have other digests: of the units of one block, with the same cadence."""

from datetime import datetime, timedelta

from tests.scenes.office import AN, BINH, BLOCK, CHI, DIRECTIVE, STEERING, UNITS, ZONE, Office

COMMUNES = UNITS + "Xã Đông Hiếu;;xã\nPhường Vinh;;phường\n"
TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV02;Số hoá hồ sơ;Xã Đông Hiếu;;30/9/2025;{DIRECTIVE};;;
NV03;Số hoá hộ tịch;Phường Vinh;;15/10/2025;{DIRECTIVE};;;
"""


async def comes(office: Office, day: str, hour: str = "08:00") -> None:
    office.clock.turn_to(datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE))
    await office.tick()


async def test_a_block_gets_the_digest_of_its_own_units(office: Office) -> None:
    await office.imports(TASKS, COMMUNES)
    await office.says(CHI, "/start")
    await office.registers(AN, "Sở Tài chính")
    await office.registers(BINH, "Xã Đông Hiếu")
    assert "Tổ giúp việc" in (await office.says(BINH, "/nhom khối xã", chat=BLOCK))[-1]
    assert "«khối đá»" in (await office.says(CHI, "/nhom khối đá", chat=BLOCK))[-1]
    assert "không nhận bản tin riêng" in (await office.says(CHI, "/nhom bỏ", chat=BLOCK))[-1]
    await office.says(CHI, "/nhom", chat=STEERING)
    assert "đang nhận bản tin chung" in (await office.says(CHI, "/nhom khối sở", chat=STEERING))[-1]
    (told,) = await office.says(CHI, "/nhom các xã, phường", chat=BLOCK)
    assert "bản tin riêng của các xã, phường (2 đơn vị). Bản tin tới: 08:00 thứ Hai 6/10" in told
    assert "nhóm các xã, phường (bản riêng, 2 đơn vị)" in (await office.says(CHI, "/bantin"))[-1]
    assert "gửi bản riêng vào nhóm: các xã, phường" in (await office.says(CHI, "/bantin xem"))[-1]

    before, steering = len(office.world.received(BLOCK)), len(office.world.received(STEERING))
    await comes(office, "2025-10-06")
    caption, own = office.world.texts(BLOCK)[before:]
    assert caption == "📊 Đến 6/10/2025: hoàn thành 0/2 nhiệm vụ (0%), quá hạn 1."
    assert own.startswith("📊 BẢN TIN TỔNG HỢP\ncác xã, phường\nĐến 08:00")
    assert "NV02 Xã Đông Hiếu" in own
    assert "NV01" not in own
    assert "reply_markup" not in office.world.last(BLOCK)
    assert "hoàn thành 0/3" in office.world.texts(STEERING)[steering]

    office.clock.forward(timedelta(minutes=1))
    await office.says(BINH, "NV02 xong")
    (now,) = await office.says(BINH, "/tonghop", chat=BLOCK)
    assert "Nhiệm vụ hoàn thành: 1/2" in now
    assert "Từ bản tin 6/10: mới xong 1" in now
    assert "nhóm Ban Chỉ đạo" in (await office.says(BINH, "/tonghop Sở Tài chính", chat=BLOCK))[-1]

    moved = office.world.group_migrates(BLOCK)
    await office.settle()
    await comes(office, "2025-10-20")
    assert "các xã, phường" in office.world.texts(moved)[-1]
    office.world.bot_is_kicked(moved, BINH.id)
    await office.settle()
    assert "đưa tôi ra khỏi nhóm" in office.world.texts(CHI.id)[-1]
