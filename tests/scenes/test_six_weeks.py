"""Six weeks on the province's conclusion of 23 September 2025, with four people who answer differently."""

from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from bot.office import turn_at
from domain.calendar import vietnam
from handlers import importing
from sandbox.world import Person
from tests.scenes.office import AN, BINH, CHI, GIANG, HA, STEERING, ZONE, Office, open_office

SCIENCE, FINANCE = "Sở Khoa học và Công nghệ", "Sở Tài chính"
OFFICE, ZONE_BOARD = "Văn phòng Tỉnh uỷ", "Ban Quản lý Khu kinh tế Đông Nam"


@pytest.fixture
async def province(tmp_path: Path) -> AsyncIterator[Office]:
    """The conclusion's fourteen tasks, four focal points, the Secretariat, the group."""
    async with open_office(tmp_path, STEERING_CHAT_ID=str(STEERING)) as office:
        async with office.running.database.transaction() as tx:
            turn = await turn_at(tx, office.clock, office.running.office)
            for name in ("don-vi.csv", "nhiem-vu.csv"):
                content = files("bot").joinpath("seed", name).read_bytes()
                await importing.apply(turn, await importing.plan_file(turn, content, name))
        await office.says(CHI, "/start")
        for person, unit in ((AN, FINANCE), (BINH, SCIENCE), (GIANG, OFFICE), (HA, ZONE_BOARD)):
            await office.registers(person, unit)
        await office.tick()
        yield office


def row(told: dict[str, Any], ref: str, unit: str) -> dict[str, Any]:
    found: dict[str, Any]
    (found,) = [a for a in told["assignments"] if a["ref"] == ref and a["department"] == unit]
    return found


def moment(message: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(message["date"], UTC).astimezone(ZONE)


def reminders(office: Office, person: Person, ref: str) -> list[str]:
    """The days on which a reminder named that task."""
    found = [
        m for m in office.world.received(person.id) if m.get("text", "").startswith("⏰") and ref in m["text"]
    ]
    return [f"{moment(m):%d/%m}" for m in found]


async def test_six_weeks(province: Office) -> None:
    office = province
    await office.goes_to("2025-09-24", "09:00")
    await office.says(GIANG, "chưa làm được do chưa có kinh phí")
    await office.goes_to("2025-09-25", "09:00")
    await office.says(AN, "60% rồi ạ, chờ số liệu Sở KHCN", to=office.last(AN))
    await office.goes_to("2025-09-30", "09:00")
    await office.says(AN, "xong rồi ạ")
    await office.goes_to("2025-10-03", "10:00")
    await office.says(GIANG, "NV11 xong rồi nhé")
    await office.goes_to("2025-10-17", "09:00")
    await office.says(HA, "xin lùi NV05 đến 15/11 vì chờ khảo sát")
    await office.goes_to("2025-10-20", "09:00")
    await office.presses(CHI, "Cho")
    await office.goes_to("2025-10-21", "14:00")
    await office.says(BINH, "NV07 xong kỳ này rồi ạ")
    await office.goes_to("2025-11-04", "12:00")

    # An answered: 60 %, then done on the last day, in time
    assert reminders(office, AN, "NV04") == ["23/09", "26/09", "29/09", "30/09"]
    # Giang was blocked, then done, three days late
    assert reminders(office, GIANG, "NV11") == ["23/09", "26/09", "29/09", "30/09", "01/10"]
    # Bình never said a word about NV01: on the day after the deadline and each week from then on
    assert reminders(office, BINH, "NV01") == [
        "23/09", "26/09", "29/09", "30/09", "01/10", "08/10", "15/10", "22/10", "29/10",
    ]  # fmt: skip
    # two weeks ahead of the end of October, rungs on days off moved
    assert reminders(office, BINH, "NV02") == ["17/10", "24/10", "28/10", "30/10", "31/10", "03/11"]
    # each period its own short ladder; the first was missed, the second closed, the third is running
    assert reminders(office, BINH, "NV07") == [
        "03/10", "06/10", "07/10", "08/10", "17/10", "20/10", "21/10", "31/10", "03/11", "04/11",
    ]  # fmt: skip
    # the wish was granted, the ladder followed
    assert reminders(office, HA, "NV05") == ["17/10", "31/10"]
    for ref in ("NV03", "NV06", "NV08", "NV10", "NV12"):
        assert not any(reminders(office, p, ref) for p in (AN, BINH, GIANG, HA))

    posted = [moment(m) for m in office.world.received(STEERING) if "text" in m]
    assert [f"{at:%d/%m %H:%M}" for at in posted] == ["06/10 08:00", "20/10 08:00", "03/11 08:00"]

    calendar = vietnam()
    for person in (AN, BINH, GIANG, HA):
        mornings: dict[date, int] = defaultdict(int)
        for message in office.world.received(person.id):
            if message["text"].startswith("⏰"):
                at = moment(message)
                assert calendar.is_working(at.date())
                assert time(7, 30) <= at.time() < time(17)
                mornings[at.date()] += 1
        assert set(mornings.values()) == {1}


async def test_the_export_matches_what_was_said(province: Office) -> None:
    office = province
    await office.goes_to("2025-09-25", "09:00")
    await office.says(AN, "60% rồi ạ, chờ số liệu Sở KHCN", to=office.last(AN))
    await office.goes_to("2025-10-03", "10:00")
    await office.says(GIANG, "NV11 xong rồi nhé")
    await office.goes_to("2025-10-17", "09:00")
    await office.says(HA, "xin lùi NV05 đến 15/11 vì chờ khảo sát")

    told = await office.state()
    an = row(told, "NV04", FINANCE)
    assert (an["work"], an["percent"], an["blocked"], an["time"]) == ("in_progress", 60, True, "overdue")
    assert an["reports"][0]["text"] == "60% rồi ạ, chờ số liệu Sở KHCN"
    giang = row(told, "NV11", OFFICE)
    assert (giang["work"], giang["time"]) == ("done", "done_late")
    assert row(told, "NV05", ZONE_BOARD)["extensions"] == [
        {
            "number": 1, "asked_at": "2025-10-17T09:00:00+07:00", "from": "2025-10-31", "asked": "2025-11-15",
            "decision": "pending", "to": None, "reason": None,
        }
    ]  # fmt: skip
    assert row(told, "NV07", SCIENCE)["deadline"] == "2025-10-21"
    assert [p["time"] for p in row(told, "NV07", SCIENCE)["periods"]] == ["missed"]

    on_the_day = await office.state(date(2025, 9, 30))
    assert row(on_the_day, "NV11", OFFICE)["work"] == "no_report"
    assert row(on_the_day, "NV04", FINANCE)["time"] == "due_soon"

    summary = (await office.says(CHI, "/tonghop"))[-1]
    totals = told["totals"]
    assert f"{totals['assignments']} phân công" in summary
    assert f"Chưa báo cáo: {totals['no_report']}" in summary
    assert f"Quá hạn {totals['overdue']}" in summary
