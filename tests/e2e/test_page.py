"""The demo's page in a real browser: the guided scene from the invitation to the digest, on a laptop and on a
phone; axe-core and the console find nothing."""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import ViewportSize, async_playwright, expect

from tests.e2e.office import PATH, ROOT
from tests.e2e.test_process import free_port
from tests.sandbox.test_chat_page import CHROMIUM, QUIET

SHOTS = os.environ.get("PAGE_SHOTS")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
AN, CHI, GROUP = "Nguyễn Văn An", "Lê Thị Chi", "Ban Chỉ đạo tỉnh"


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    """The address of a running `demo`, started as a visitor does."""
    # a short one, for the address of a socket may have a hundred letters
    temporary = Path(tempfile.mkdtemp(prefix="dondoc-"))
    environ = {"PATH": PATH, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    with (folder / "stderr").open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "demo", "--no-browser", "--port", str(free_port()),
            cwd=folder, env=environ, stdout=asyncio.subprocess.PIPE, stderr=errors,
        )  # fmt: skip
    assert process.stdout is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        yield line.decode().removeprefix("Open ").strip()
    finally:
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 20) == 0
    assert (folder / "stderr").read_text(encoding="utf-8") == ""
    assert not [name for name in os.listdir(temporary) if name.startswith("dondoc-demo-")], "nothing is left"
    shutil.rmtree(temporary)


class Visitor:
    """Somebody before the page, who can also read the console."""

    def __init__(self, page: Any, name: str) -> None:
        self.page = page
        self.name = name
        self.shots = 0
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)

    def log(self, person: str) -> Any:
        return self.page.get_by_role("region", name=person, exact=True).get_by_role("log")

    async def step(self, number: int) -> None:
        await expect(self.page.locator("#guide")).to_contain_text(f"Bước {number}/6", timeout=30_000)
        await self.shoot()

    async def press(self, label: str) -> None:
        await self.page.locator("#guide").get_by_role("button", name=label).click()

    async def fill_and_send(self) -> None:
        await self.press("Điền giúp")
        await expect(self.page.locator("#guide")).to_contain_text("Bấm mũi tên «Gửi»")
        await self.page.keyboard.press("Enter")

    async def shoot(self) -> None:
        self.shots += 1
        if SHOTS:
            await self.page.screenshot(path=f"{SHOTS}/{self.name}-{self.shots}.png")

    async def serious(self) -> list[str]:
        """What axe-core calls serious or worse."""
        from axe_playwright_python.async_playwright import Axe

        found = (await Axe().run(self.page)).response["violations"]
        return [
            f"{one['id']}: {node['html'][:160]} {node.get('failureSummary', '')}"
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]


async def play_the_first_day(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.step(1)
    await visitor.fill_and_send()
    await visitor.step(2)
    link = page.get_by_label("Mở liên kết này trên máy của")
    await expect(link).to_be_in_viewport()  # whatever came with it
    await link.select_option(label=f"{AN} (Sở Tài chính)")
    await visitor.step(3)
    await visitor.fill_and_send()
    await visitor.step(4)
    await expect(visitor.log(AN)).to_contain_text("60%")
    await visitor.press("Tới lần nhắc tiếp theo")
    await visitor.step(5)
    await visitor.fill_and_send()
    await visitor.step(6)
    await visitor.press("Tới 08:00 Thứ Hai 06/10")
    await expect(page.locator("#guide")).to_contain_text("Xong kịch bản", timeout=30_000)
    await visitor.shoot()


async def test_the_first_day_from_the_invitation_to_the_digest(tmp_path: Path) -> None:
    expect.set_options(timeout=20_000)  # the machine may be busy
    async with demo(tmp_path) as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        wide = Visitor(await browser.new_page(viewport=WIDE), "wide")
        await wide.page.goto(address)
        await wide.press("Bắt đầu «Vào việc»")
        await play_the_first_day(wide)
        await expect(wide.log(GROUP)).to_contain_text("xong đúng hạn 1")

        said = wide.log(AN).get_by_text("60% rồi ạ").first
        await said.hover()
        await said.locator("xpath=ancestor::article").get_by_role("button", name="Hậu trường").click()
        behind = wide.page.get_by_role("region", name="Hậu trường của tin này")
        await expect(behind).to_contain_text("tiến độ 60%")
        await expect(behind).to_contain_text("percent = 60")
        await expect(behind).to_contain_text("outbox")
        await wide.page.get_by_role("tab", name="Sự cố").click()
        verdict, kill = wide.page.locator(".verdict"), wide.page.get_by_role("switch", name="Tắt ngang bot")
        await expect(verdict).to_have_text("Không mất tin nào", timeout=15_000)
        await kill.click()
        box = wide.page.get_by_role("region", name=CHI, exact=True).get_by_role("textbox")
        await box.fill("/tonghop")
        await box.press("Enter")
        await expect(verdict).to_contain_text("Chưa mất tin nào", timeout=15_000)
        await wide.shoot()
        await kill.click()
        await expect(wide.log(CHI)).to_contain_text("TỔNG HỢP", timeout=20_000)
        await expect(verdict).to_have_text("Không mất tin nào", timeout=15_000)
        await wide.shoot()
        assert await wide.serious() == []

        phone = Visitor(await browser.new_page(viewport=PHONE, color_scheme="dark"), "phone")
        await phone.page.goto(address)
        await phone.press("Chơi lại từ đầu")
        await play_the_first_day(phone)
        await phone.page.get_by_role("button", name="English").click()
        await expect(phone.page.locator("#guide")).to_contain_text("The scene “First day” is done")
        await expect(phone.log(GROUP)).to_be_visible()  # as before, and not the first phone
        await expect(phone.page.get_by_role("region", name=AN, exact=True)).to_be_hidden()
        await phone.page.get_by_role("tab", name="Chi").click()
        chi = phone.page.get_by_role("region", name=CHI, exact=True)
        await chi.get_by_role("textbox").fill("/summary")
        await chi.get_by_role("button", name="Send").click()
        await expect(phone.log(CHI)).to_contain_text("SUMMARY")  # the phones go with the page
        assert await phone.serious() == []
        await browser.close()
    assert wide.faults == phone.faults == []
