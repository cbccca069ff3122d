import json
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.sandbox.stage import AN, BINH, CHI, STEERING, Api, Clock, cast, running

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


async def events(response: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    kind = ""
    async for raw in response.content:
        name, _, value = raw.decode().strip().partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            yield kind, json.loads(value)


@asynccontextmanager
async def clock_tower(moments: list[str]) -> AsyncIterator[str]:
    """A backstage whose clock notes how it is turned."""

    async def clock(request: web.Request) -> web.Response:
        if request.method == "POST":
            moments.append(str(await request.json()))
        return web.json_response({"now": "2025-09-23T08:00:00+07:00"})

    async def coming(_: web.Request) -> web.Response:
        message = {"at": "2025-09-24T07:30:00+07:00", "to": "An", "text": "NV04 còn 6 ngày"}
        return web.json_response({"messages": [message]})

    async def scenes(_: web.Request) -> web.Response:
        return web.json_response({"scenes": [], "playing": None, "begins": None})

    application = web.Application()
    application.router.add_route("*", "/clock", clock)
    application.router.add_get("/coming", coming)
    application.router.add_get("/scenes", scenes)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def post(api: Api, path: str, **values: Any) -> tuple[int, dict[str, Any]]:
    async with api.http.post(f"{api.sandbox.url}/page/{path}", json=values) as response:
        return response.status, await response.json()


async def test_the_page_and_its_parts_are_served() -> None:
    async with running(cast(Clock())) as api, api.http.get(api.sandbox.url) as page:
        text = await page.text()
        assert page.status == 200
        assert '<html lang="vi">' in text
        for name in ("style.css", "main.js", "phone.js", "icons.svg"):
            async with api.http.get(f"{api.sandbox.url}/page/{name}") as part:
                assert part.status == 200
        async with api.http.get(f"{api.sandbox.url}/page/absent.js") as absent:
            assert absent.status == 404


async def test_what_happens_is_pushed_at_once() -> None:
    world = cast(Clock())
    async with running(world) as api, api.http.get(f"{api.sandbox.url}/page/events") as response:
        stream = events(response)
        kind, state = await anext(stream)
        assert kind == "state"
        assert [person["id"] for person in state["people"]] == [AN, BINH, CHI]
        began = time.monotonic()
        assert await post(api, "send", person=AN, chat=AN, text="/start") == (200, {"message_id": 1})
        kind, happened = await anext(stream)
        assert time.monotonic() - began < 0.5
        assert (kind, happened["message"]["text"], happened["heard"]) == ("message", "/start", True)
        assert (await anext(stream))[1]["chats"][0]["open"] is True
        await api.result("getUpdates", offset=501)
        assert await anext(stream) == ("taken", {"chat_id": AN, "message_id": 1})


async def test_people_act_through_the_page() -> None:
    world = cast(Clock())
    async with running(world) as api:
        status, answer = await post(api, "follow", person=AN, url="https://t.me/don_doc_bot?start=ABC")
        assert (status, world.message(AN, 1)["text"]) == (200, "/start ABC")
        markup = {"inline_keyboard": [[{"text": "Xong", "callback_data": "d"}]]}
        sent = await api.result("sendMessage", chat_id=AN, text="NV04?", reply_markup=markup)
        status, answer = await post(api, "press", person=AN, chat=AN, message=sent["message_id"], button="d")
        assert answer["query_id"] in world.queries
        await post(api, "edit", person=AN, chat=AN, message=1, text="xin chào")
        assert world.message(AN, 1)["text"] == "xin chào"
        await post(api, "block", person=AN, blocked=True)
        assert world.chats[AN].blocked
        form = {"person": str(AN), "chat": str(AN), "caption": "Đây ạ", "file": b"abc"}
        data = aiohttp.FormData()
        for name, value in form.items():
            data.add_field(name, value, filename="a.txt" if name == "file" else None)
        async with api.http.post(f"{api.sandbox.url}/page/file", data=data) as response:
            number = (await response.json())["message_id"]
        file_id = world.message(AN, number)["document"]["file_id"]
        async with api.http.get(f"{api.sandbox.url}/page/file/{file_id}") as served:
            assert (await served.read(), served.headers["Content-Disposition"]) == (b"abc", "attachment")
        assert (await post(api, "send", person=BINH, chat=STEERING, text="a"))[0] == 400


async def test_another_sites_page_may_not_act() -> None:
    world = cast(Clock())
    async with running(world) as api:
        url = f"{api.sandbox.url}/page/send"
        given = {"person": AN, "chat": AN, "text": "giả mạo"}
        for origin, status in (("http://evil.example", 403), (api.sandbox.url, 200)):
            async with api.http.post(url, json=given, headers={"Origin": origin}) as response:
                assert response.status == status
        assert len(world.chats[AN].messages) == 1


async def test_backstage_is_passed_on_or_absent() -> None:
    turned: list[str] = []
    async with clock_tower(turned) as address, running(cast(Clock()), address) as api:
        url = f"{api.sandbox.url}/backstage"
        async with api.http.post(f"{url}/clock", json={"forward": "P1D"}) as response:
            assert await response.json() == {"now": "2025-09-23T08:00:00+07:00"}
        assert turned == ["{'forward': 'P1D'}"]
        async with api.http.get(f"{url}/yesterday") as response:
            assert response.status == 404
    for gone, status in ((address, 502), (None, 404)):
        async with running(cast(Clock()), gone) as api:
            response = await api.http.get(f"{api.sandbox.url}/backstage/clock")
            assert response.status == status


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
async def test_a_conversation_on_the_page() -> None:
    from playwright.async_api import async_playwright, expect

    world = cast(Clock())
    turned: list[str] = []
    async with (
        clock_tower(turned) as address,
        running(world, address) as api,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        await page.goto(api.sandbox.url)
        an = page.get_by_role("region", name="An", exact=True)
        log = an.get_by_role("log")

        await an.get_by_role("button", name="Bắt đầu").click()
        await expect(log).to_contain_text("/start")
        markup = {"inline_keyboard": [[{"text": "Đang làm", "callback_data": "p"}]]}
        text = "<b>NV04</b> hạn <i>30/9</i> &lt;script&gt; https://t.me/don_doc_bot?start=ABC"
        sent = await api.result("sendMessage", chat_id=AN, text=text, parse_mode="HTML", reply_markup=markup)
        await expect(log.locator("strong")).to_have_text("NV04")
        await expect(log).to_contain_text("<script>")

        await an.get_by_role("button", name="Đang làm").click()
        query = await world.until(lambda: next(iter(world.queries), None))
        await api.result("answerCallbackQuery", callback_query_id=query, text="Đã ghi nhận")
        await expect(an.get_by_role("status")).to_have_text("Đã ghi nhận")

        await log.get_by_text("NV04").hover()
        await an.get_by_role("button", name="Trả lời tin nhắn").click()
        await an.get_by_role("textbox").fill("60% rồi ạ")
        await an.get_by_role("textbox").press("Enter")
        said = await world.until(lambda: world.chats[AN].messages.get(3))
        assert said["reply_to_message"]["message_id"] == sent["message_id"]
        await api.result("editMessageText", chat_id=AN, message_id=sent["message_id"], text="NV04: 60%")
        await expect(log).to_contain_text("đã sửa")

        await log.get_by_text("60% rồi ạ").hover()
        await an.get_by_role("button", name="Chỉnh lại tin nhắn").click()
        await an.get_by_role("textbox").fill("65% ạ")
        await an.get_by_role("button", name="Gửi", exact=True).click()
        await world.until(lambda: world.message(AN, 3)["text"] == "65% ạ")

        await api.result("sendMessage", chat_id=STEERING, text="Bản tin")
        group = page.get_by_role("region", name="Ban Chỉ đạo")
        await expect(group.get_by_role("log")).to_contain_text("Bản tin")
        await group.get_by_role("combobox", name="Đổi người cầm máy").select_option(f"{BINH}:{BINH}")
        await expect(page.get_by_role("region", name="Bình", exact=True)).to_have_count(2)

        commands = [{"command": "viec", "description": "Việc của tôi"}]
        await api.result("setMyCommands", commands=commands)
        await an.get_by_role("button", name="Các lệnh của bot").click()
        await an.get_by_role("menuitem", name="/viec").click()
        await expect(log).to_contain_text("/viec")

        await api.result("sendMessage", chat_id=AN, text="Mời: https://t.me/don_doc_bot?start=XYZ")
        await log.get_by_role("link", name="start=XYZ").click()
        await expect(log).to_contain_text("/start XYZ")
        await page.get_by_role("tab", name="Sắp tới").click()
        await expect(page.get_by_role("heading", name="Thứ Tư 24/09")).to_be_visible()
        await page.get_by_role("button", name="Tới lúc này").click()
        await expect(page.get_by_role("button", name="Tới lần nhắc tiếp theo")).to_be_enabled()
        assert turned == ["{'to': '2025-09-24T07:30:00+07:00'}"]

        await page.set_viewport_size({"width": 390, "height": 844})
        await expect(page.get_by_role("region")).to_have_count(1)
        await page.get_by_role("tab", name="Bình").first.click()
        await expect(an).to_be_hidden()
        await browser.close()
    assert faults == []
