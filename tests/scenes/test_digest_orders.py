"""The Secretariat and its digest: cadence, a look before it goes, words on top, who gets a copy."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.scenes.office import AN, CHI, DIRECTIVE, GIANG, STEERING, ZONE, Office, open_office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV03;Kết nối bệnh án điện tử;Sở Y tế;;30/9/2025;{DIRECTIVE};;;
"""
UNSEEN = "(tự gửi: Tổ giúp việc chưa xem)"


async def opened(office: Office) -> Office:
    await office.staffed(TASKS)
    await office.says(CHI, "/here", chat=STEERING)
    return office


@pytest.fixture
async def looked_over(tmp_path: Path) -> AsyncIterator[Office]:
    """An office in which each digest waits four hours."""
    async with open_office(tmp_path, DIGEST_PREVIEW_HOURS="4") as office:
        yield await opened(office)


async def comes(office: Office, day: str, hour: str) -> None:
    """That moment at once, without the hours before it."""
    office.clock.turn_to(datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE))
    await office.tick()


def digests(office: Office) -> list[str]:
    return [words for words in office.world.texts(STEERING) if "BẢN TIN TỔNG HỢP" in words]


async def test_the_cadence_changes_from_a_day_and_outlives_a_restart(office: Office) -> None:
    await opened(office)
    (shown,) = await office.says(CHI, "/bantin hằng tuần từ 8/10 9h")
    assert shown.startswith("📊 Từ thứ Tư 8/10: bản tin hằng tuần, lúc 09:00.")
    assert "Trước đó, theo nhịp hiện nay: thứ Hai 6/10." in shown
    await office.presses(CHI, "Đổi nhịp")
    assert "Các kỳ tới: thứ Hai 6/10, thứ Tư 8/10, thứ Tư 15/10" in office.last(CHI)["text"]
    await office.restarts()
    for day in ("06", "08", "15"):
        await comes(office, f"2025-10-{day}", "12:00")
    assert len(digests(office)) == 3
    (overview,) = await office.says(CHI, "/bantin")
    assert "Kỳ tới: 09:00 thứ Tư 22/10" in overview
    assert (
        "• từ 6/10/2025: 2 tuần một lần, 08:00 (theo cài đặt)\n• từ 8/10/2025: hằng tuần, 09:00 (Chi)"
        in overview
    )
    assert "Đã gửi gần đây: 15/10, 8/10, 6/10" in overview


async def test_a_silent_secretariat_does_not_stop_it(looked_over: Office) -> None:
    office = looked_over
    await comes(office, "2025-10-06", "08:00")
    card = office.last(CHI)
    assert card["text"].startswith(
        "👀 Bản tin 08:00 thứ Hai 6/10, xin đồng chí xem trước. Nếu không có ý kiến, tôi tự gửi lúc 12:00 thứ Hai 6/10."
    )
    assert digests(office) == []
    await comes(office, "2025-10-06", "12:00")
    (digest,) = digests(office)
    assert digest.startswith(UNSEEN)
    assert "Đến 12:00" in digest
    assert office.world.message(CHI.id, card["message_id"])["text"] == (
        "✅ Bản tin 08:00 thứ Hai 6/10 đã gửi lúc 12:00 thứ Hai 6/10 (tự gửi)."
    )
    await comes(office, "2025-10-07", "12:00")
    assert len(digests(office)) == 1


async def test_words_are_put_on_top_and_it_goes_at_once(looked_over: Office) -> None:
    office = looked_over
    await comes(office, "2025-10-06", "08:00")
    await office.presses(CHI, "Sửa lời dẫn")
    await office.says(CHI, "Kính gửi <các đồng chí>: Sở Y tế cần nhanh hơn.")
    await office.presses(CHI, "Gửi ngay")
    (digest,) = digests(office)
    assert digest.startswith("Kính gửi <các đồng chí>: Sở Y tế cần nhanh hơn.\n\n📊 BẢN TIN TỔNG HỢP")
    assert UNSEEN not in digest
    await comes(office, "2025-10-07", "12:00")
    assert len(digests(office)) == 1
    (overview,) = await office.says(CHI, "/bantin")
    assert "Kỳ tới: 08:00 thứ Hai 20/10" in overview


async def test_it_is_put_off_to_a_day(looked_over: Office) -> None:
    office = looked_over
    await comes(office, "2025-10-06", "08:00")
    await office.presses(CHI, "Hoãn đến")
    await office.presses(CHI, "Sáng thứ Tư 8/10")
    await comes(office, "2025-10-07", "16:59")
    assert digests(office) == []
    await comes(office, "2025-10-08", "08:00")
    (digest,) = digests(office)
    assert digest.startswith("📊 BẢN TIN TỔNG HỢP")


async def test_a_look_before_its_time_and_words_for_the_next(office: Office) -> None:
    await opened(office)
    await office.says(CHI, "/bantin lời dẫn Kính gửi các đồng chí")
    (card,) = await office.says(CHI, "/digest preview")
    assert card.startswith("👀 Bản tin 08:00 thứ Hai 6/10")
    assert "Kính gửi các đồng chí\n\n📊" in card
    await comes(office, "2025-10-06", "08:00")
    assert digests(office)[0].startswith("Kính gửi các đồng chí\n\n📊")
    # the words were for that one
    await office.says(CHI, "/bantin lời dẫn Kính gửi lần nữa")
    (answer,) = await office.says(CHI, "/bantin bỏ lời dẫn")
    assert answer == "✅ Đã bỏ lời dẫn của bản tin 08:00 thứ Hai 20/10."
    (answer,) = await office.says(CHI, "/bantin gửi thêm")
    assert answer.startswith("Tôi chưa hiểu «gửi thêm».")
    await comes(office, "2025-10-20", "08:00")
    assert digests(office)[1].startswith("📊")


async def test_sent_before_its_time_it_does_not_come_again(office: Office) -> None:
    await opened(office)
    await comes(office, "2025-10-02", "09:00")
    await office.says(CHI, "/bantin xem")
    await office.presses(CHI, "Gửi ngay")
    assert len(digests(office)) == 1
    await comes(office, "2025-10-02", "12:00")
    await office.says(AN, "NV01 xong")
    await comes(office, "2025-10-07", "12:00")
    assert len(digests(office)) == 1
    (now,) = await office.says(CHI, "/tonghop")
    assert "Từ bản tin 2/10: mới xong 1" in now


async def test_a_unit_gets_a_copy_without_buttons(office: Office) -> None:
    await opened(office)
    (answer,) = await office.says(CHI, "/bantin gửi thêm Sở Nội vụ")
    assert answer == "✅ Từ nay Sở Nội vụ nhận mỗi bản tin (chưa có đầu mối nhận được tin)."
    await office.registers(GIANG, "Sở Nội vụ")
    await comes(office, "2025-10-06", "12:00")
    picture, copy = office.world.received(GIANG.id)[-2:]
    assert picture["caption"].startswith("📊 Đến 6/10/2025")
    assert copy["text"] == digests(office)[0]
    assert "reply_markup" not in copy
    (overview,) = await office.says(CHI, "/bantin")
    assert "Nơi nhận: nhóm «Ban Chỉ đạo»; Sở Nội vụ (Giang)" in overview
    (answer,) = await office.says(CHI, "/bantin gửi thêm Sở Nội vụ")
    assert answer == "Sở Nội vụ đã nhận bản tin rồi."
    await office.says(CHI, "/bantin thôi gửi Sở Nội vụ")
    before = len(office.world.received(GIANG.id))
    await comes(office, "2025-10-20", "12:00")
    assert not any("BẢN TIN" in words for words in office.world.texts(GIANG.id)[before:])


async def test_the_rehearsal_knows_that_it_waits(looked_over: Office) -> None:
    office = looked_over
    await office.says(CHI, "/dienthu 6/10")
    await office.running.rehearsals.work_off()
    await office.settle()
    assert "2 bản tin" in office.last(CHI)["caption"]  # the picture and the text
