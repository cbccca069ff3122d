"""The Secretariat's own days off and on: shown first, confirmed, and obeyed by all that waits."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.tables import changes, outbox
from tests.scenes.office import AN, CHI, DIRECTIVE, Office

TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV03;Kết nối bệnh án điện tử;Sở Y tế;;30/9/2025;{DIRECTIVE};;;
"""


async def test_a_day_off_is_shown_confirmed_and_obeyed(office: Office) -> None:
    await office.staffed(TASKS)
    await office.goes_to("2025-09-24", "08:00")
    (shown,) = await office.says(CHI, "/lich nghỉ 29/9/2025 bão số 10")
    assert shown == (
        "🗓 thứ Hai 29/9: nghỉ (bão số 10).\n\nSố lời nhắc theo ngày sẽ đổi:\n• thứ Hai 29/9: 2 → 0"
    )
    await office.presses(CHI, "Đồng ý")
    assert office.last(CHI)["text"].startswith("✅ thứ Hai 29/9: nghỉ (bão số 10).")
    (year,) = await office.says(CHI, "/lich")
    assert "thứ Hai 29/9: bão số 10 (Tổ giúp việc thêm)" in year
    await office.goes_to("2025-09-26", "17:00")
    before = len(office.world.received(AN.id))
    await office.goes_to("2025-09-29", "20:00")
    assert len(office.world.received(AN.id)) == before
    await office.goes_to("2025-09-30", "08:00")
    (told,) = office.world.texts(AN.id)[before:]
    assert told.startswith("⏰ ⚪ NV01 · hạn hôm nay, thứ Ba 30/9")
    async with office.running.database.reading() as tx:
        (traced,) = (await tx.execute(sa.select(changes).where(changes.c.noun == "day"))).all()
    assert (traced.noun_id, traced.old, traced.new) == (20250929, None, "off: bão số 10")


async def test_what_was_planned_for_a_day_that_becomes_off_waits_for_the_next(office: Office) -> None:
    await office.staffed(TASKS)
    await office.goes_to("2025-09-26", "17:00")
    await office.goes_to("2025-09-29", "07:29")
    before = len(office.world.received(AN.id))
    office.clock.turn_to(office.clock.now().replace(minute=30))
    await office.running.tick()  # planned, and nothing has left yet
    office.world.person_sends(CHI.id, CHI.id, "/lich nghỉ hôm nay")
    five_minutes = sa.update(outbox).where(outbox.c.state == "pending")
    async with office.running.database.transaction() as tx:
        await tx.execute(five_minutes.values(not_before=office.clock.now() + timedelta(minutes=5)))
    await office.settle()
    await office.presses(CHI, "Đồng ý")
    await office.goes_to("2025-09-29", "20:00")
    assert len(office.world.received(AN.id)) == before
    await office.goes_to("2025-09-30", "08:00")
    (told,) = office.world.texts(AN.id)[before:]
    assert told.startswith("⏰ ⚪ NV01 · hạn hôm nay, thứ Ba 30/9")


async def test_working_days_and_their_taking_back(office: Office) -> None:
    await office.staffed(TASKS)
    await office.says(CHI, "/lich làm bù 27/9/2025")
    await office.presses(CHI, "Đồng ý")
    await office.goes_to("2025-09-26", "17:00")
    before = len(office.world.received(AN.id))
    (shown,) = await office.says(CHI, "/lich bỏ 27/9")
    assert shown.startswith("🗓 thứ Bảy 27/9: theo lịch chung của cả nước.")
    await office.presses(CHI, "Thôi")
    await office.goes_to("2025-09-27", "08:00")
    assert len(office.world.received(AN.id)) == before + 1  # the rung of three days before, on its Saturday
    await office.says(CHI, "/lich bỏ 27/9")
    await office.presses(CHI, "Đồng ý")
    (year,) = await office.says(CHI, "/lich")
    assert "27/9" not in year


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("nghỉ 31/2/2026", "Tôi không thấy ngày nào có thật trong «31/2/2026»."),
        ("nghỉ 4/10/2025", "Ngày 4/10/2025 vốn đã là ngày nghỉ"),
        ("bỏ 3/10/2025", "Tổ giúp việc chưa thêm gì cho ngày 3/10/2025"),
        ("nghỉ 1/9/2025", "Ngày 1/9/2025 đã qua"),
        ("hôm nào <b>", "Tôi chưa hiểu «hôm nào <b>»."),
    ],
)
async def test_bad_days(office: Office, words: str, begins: str) -> None:
    await office.says(CHI, "/start")
    (answer,) = await office.says(CHI, f"/lich {words}")
    assert answer.startswith(begins)
