"""Digests that are hard to give: nothing to say, a group that takes no photos, too large, too long."""

from datetime import datetime

import pytest

from handlers.screens import LONGEST_CAPTION, Screen, plain, units
from tests.papers.reading import png_size
from tests.papers.samples import LONG
from tests.scenes.office import CHI, DIRECTIVE, LEADER, STEERING, ZONE, Office

MANY = [f"{LONG[:115]} {nth:03}" for nth in range(1, 161)]
UNITS = "Tên đơn vị;Tên khác;Loại\n" + "".join(f"{name};;sở\n" for name in MANY)
TASKS = "".join(
    f"NV{nth:03};{LONG} {nth};{name};;30/9/2025;{DIRECTIVE};;;\n" for nth, name in enumerate(MANY)
)


async def comes(office: Office, day: str) -> None:
    office.clock.turn_to(datetime.fromisoformat(f"{day}T08:00").replace(tzinfo=ZONE))
    await office.tick()


@pytest.mark.expects_log("message .* refused")
async def test_a_digest_that_is_hard_to_give(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await office.says(CHI, "/start")
    await office.says(LEADER, "/start")
    await office.says(CHI, "/nhom", chat=STEERING)
    before = len(office.world.received(STEERING))
    await comes(office, "2025-10-06")
    assert office.world.texts(STEERING)[before:] == [
        "📊 BẢN TIN TỔNG HỢP\nĐến 08:00 thứ Hai 6/10/2025\n\nChưa có nhiệm vụ nào được giao."
    ]

    await office.imports(TASKS, UNITS)
    office.world.faults.answer_status(400, "sendPhoto")
    before = len(office.world.received(STEERING))
    await comes(office, "2025-10-20")
    (text,) = office.world.texts(STEERING)[before:]
    assert "hoàn thành: 0/160" in text
    assert "… và 155 việc khác" in text
    assert units(text) <= 4096

    monkeypatch.setattr("bot.calls.LARGEST_PHOTO", 1000)
    before = len(office.world.received(STEERING))
    await comes(office, "2025-11-03")
    picture, _ = office.world.received(STEERING)[before:]
    assert units(picture["caption"]) <= LONGEST_CAPTION
    stored = office.world.files.find(picture["document"]["file_id"])
    assert stored is not None
    assert png_size(stored.content)[0] == 1080

    for words, why in (
        ("Sở Không Có", "Tôi chưa hiểu «Sở Không Có»"),
        ("quý 5", "Tôi chưa hiểu «quý 5»"),
        ("31/2", "Không có ngày 31/2"),
        ("năm 20255", "Tôi chưa hiểu «năm 20255»"),
        ("1/1/2030", "Ngày 1/1/2030 chưa đến"),
        ("1/1/2025", "Việc đầu tiên được giao ngày 6/10/2025"),
    ):
        assert why in (await office.says(LEADER, f"/tonghop {words}"))[-1]
    await office.says(LEADER, "/tonghop 2025")
    await office.presses(LEADER, "Theo đơn vị")
    assert units(office.last(LEADER)["text"]) <= 4096


@pytest.mark.expects_log("message .* refused")
async def test_what_is_too_large_is_not_tried_for_ever(office: Office) -> None:
    await office.imports(f"NV01;Rà soát;Sở Y tế;;30/9/2025;{DIRECTIVE};;;")
    await office.says(CHI, "/start")
    office.world.faults.answer_status(413, "sendDocument", times=9)
    await office.says(CHI, "/tonghop")
    await office.presses(CHI, "Bảng Excel")
    assert office.world.faults.waiting == 8
    assert (await office.says(CHI, "/tonghop"))[-1].startswith("📊")


def test_a_caption_is_never_longer_than_telegram_takes() -> None:
    long = Screen("\n".join(f"<b>Dòng</b> {nth} & 📊".replace("&", "&amp;") for nth in range(300)))
    assert units(plain(long.to_caption()["caption"])) <= LONGEST_CAPTION
