"""What other systems fetch: the state behind a token, and a person's calendar at an address that can be revoked."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from icalendar import Calendar

from tests.papers.reading import feed_faults
from tests.scenes.office import AN, BINH, CHI, DIRECTIVE, DUNG, Office, open_office
from tests.scenes.test_webhook import free_port

TOKEN = "feed+token/of=the-office"
TASKS = f"""
NV01;Rà soát quy định về đầu tư;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;
NV02;Kết nối bệnh án điện tử;Sở Y tế;;31/10/2025;{DIRECTIVE};;;
"""


class Client:
    def __init__(self, office: Office, session: aiohttp.ClientSession, root: str) -> None:
        self.office, self.session, self.root = office, session, root

    async def gets(self, path: str, token: str | None = TOKEN, **headers: str) -> tuple[int, str, bytes]:
        """(status, ETag, body)"""
        sent = headers if token is None else {"Authorization": f"Bearer {token}"} | headers
        async with self.session.get(self.root + path, headers=sent) as answer:
            return answer.status, answer.headers.get("ETag", ""), await answer.read()


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    listen = f"127.0.0.1:{free_port()}"
    columns = tmp_path / "columns.csv"
    columns.write_text("Mã nhiệm vụ;ref\nTrạng thái;work\n", encoding="utf-8")
    settings = {
        "WEBHOOK_LISTEN": listen,
        "FEED_TOKEN": TOKEN,
        "FEED_COLUMNS": str(columns),
        "PUBLIC_URL": f"http://{listen}",
    }
    async with open_office(tmp_path, **settings) as office, aiohttp.ClientSession() as session:
        await office.staffed(TASKS)
        await office.running._web.start()
        try:
            yield Client(office, session, f"http://{listen}")
        finally:
            await office.running._web.stop()


async def test_the_feed_is_the_export_and_changes_with_it_alone(client: Client) -> None:
    status, tag, body = await client.gets("/feed")
    assert status == 200
    assert [a["ref"] for a in json.loads(body)["assignments"]] == ["NV01", "NV02"]
    client.office.clock.turn_to(client.office.clock.now().replace(minute=30))
    assert await client.gets("/feed", **{"If-None-Match": tag}) == (304, tag, b"")
    await client.office.says(AN, "NV01 60%")
    status, changed, body = await client.gets("/feed", **{"If-None-Match": tag})
    assert (status, changed != tag) == (200, True)
    assert json.loads(body)["assignments"][0]["percent"] == 60
    assert feed_faults(json.loads(body)) == []


async def test_as_of_a_day_and_in_the_portals_columns(client: Client) -> None:
    await client.office.goes_to("2025-09-25", "09:00")
    await client.office.says(AN, "NV01 xong")
    _, _, past = await client.gets("/feed?at=2025-09-24")
    assert json.loads(past)["assignments"][0]["work"] == "no_report"
    assert json.loads(past)["assignments"][0]["later_reports"][0]["work"] == "done"
    assert feed_faults(json.loads(past)) == []
    for wrong in ("31/2", "2025-09-26"):  # no day, and one that has not come
        assert (await client.gets(f"/feed?at={wrong}"))[0] == 400
    _, _, sheet = await client.gets("/feed.csv")
    assert sheet.decode("utf-8-sig").splitlines() == [
        "Mã nhiệm vụ;Trạng thái",
        "NV01;xong",
        "NV02;chưa báo cáo",
    ]
    assert (await client.gets("/feed.xlsx"))[2].startswith(b"PK")


async def test_without_the_token_nothing_is_told(client: Client) -> None:
    for token in (None, "", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper()):
        for path in ("/feed", "/feed.csv", "/feed.xlsx"):
            assert (await client.gets(path, token))[0] == 401
    async with client.session.get(
        client.root + "/feed", headers={"Authorization": f"Basic {TOKEN}"}
    ) as answer:
        assert answer.status == 401


async def test_without_a_setting_there_is_no_door(tmp_path: Path) -> None:
    listen = f"127.0.0.1:{free_port()}"
    async with open_office(tmp_path, WEBHOOK_LISTEN=listen) as office, aiohttp.ClientSession() as session:
        await office.running._web.start()
        for path in ("/feed", "/feed.csv", "/calendar/x.ics"):
            async with session.get(f"http://{listen}{path}", headers={"Authorization": "Bearer "}) as answer:
                assert answer.status == 404
        await office.running._web.stop()


async def test_a_calendar_shows_ones_own_and_ends_when_revoked_or_left(client: Client) -> None:
    office = client.office
    await office.says(AN, "/viec")
    await office.presses(AN, "Lịch hạn")
    assert "1 hạn đang mở" in office.last(AN)["caption"]
    (told,) = await office.presses(AN, "tự cập nhật")
    path = told[told.index("/calendar/") : told.index(".ics") + 4]
    status, tag, body = await client.gets(path, token=None)
    assert status == 200
    assert [str(e["summary"]) for e in Calendar.from_ical(body).walk("VEVENT")] == [
        "Hạn NV01: Rà soát quy định về đầu tư"
    ]
    assert (await client.gets(path, token=None, **{"If-None-Match": tag}))[0] == 304
    await office.presses(AN, "Thu hồi")
    assert (await client.gets(path, token=None))[0] == 404
    assert (await client.gets("/calendar/guessed.ics", token=None))[0] == 404

    await office.says(CHI, "/tonghop")
    await office.presses(CHI, "Lịch hạn")
    assert "2 hạn đang mở" in office.last(CHI)["caption"]
    before = len(office.world.received(DUNG.id))
    assert before == 0
    await office.says(BINH, "/viec")
    await office.presses(BINH, "Lịch hạn")
    first = (await office.presses(BINH, "tự cập nhật"))[0]
    second = (await office.presses(BINH, "tự cập nhật"))[0]
    old = first[first.index("/calendar/") : first.index(".ics") + 4]
    new = second[second.index("/calendar/") : second.index(".ics") + 4]
    assert [(await client.gets(p, token=None))[0] for p in (old, new)] == [404, 200]
