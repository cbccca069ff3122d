"""Plays a morning in the demo and takes its picture. The page is known by its roles only."""

import asyncio
import base64
import io
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from PIL import Image
from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

AN, CHI, GROUP = re.compile("Nguyễn Văn An"), re.compile("Lê Thị Chi"), re.compile("Ban Chỉ đạo")
ROOT = Path(__file__).resolve().parents[2]
WIDE, LOW, NARROW = (1440, 900), (1440, 720), (390, 844)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
PATIENCE = 60_000.0


async def take() -> dict[str, bytes]:
    """By name."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Cần Chromium của bản phân phối: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    async with demo() as url, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        try:
            return await _play(browser, url)
        finally:
            await browser.close()


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """Where the page of a fresh demo is."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "8490",
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        async for line in process.stdout:
            if line.startswith(b"Open "):
                yield line.decode().split()[1]
                return
        raise SystemExit("the demo did not start")
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _play(browser: Browser, url: str) -> dict[str, bytes]:
    page = await browser.new_page(viewport=_size(LOW), color_scheme="light")
    await page.goto(url)
    an, chi, group = (page.get_by_role("region", name=name) for name in (AN, CHI, GROUP))
    await expect(an.get_by_role("log")).to_contain_text("Việc này đến đâu rồi")
    pictures = {"loi-nhac": await _of(page, an)}
    await say(an, "60%, chờ số liệu Sở KHCN")
    await expect(an.get_by_role("log")).to_contain_text("Đã ghi NV04")
    pictures["doc-lai"] = await _of(page, an)
    await _turn(url, "2025-10-06T08:00:30+07:00")
    drawn = group.get_by_role("log").locator("img").last
    await expect(group.get_by_role("log")).to_contain_text("BẢN TIN TỔNG HỢP")
    await say(chi, "/daumoi")
    await expect(chi.get_by_role("log")).to_contain_text("Trang của một đơn vị")
    pictures["dau-moi"] = await _of(page, chi)
    await say(chi, "/tonghop")
    await expect(chi.get_by_role("log")).to_contain_text("TỔNG HỢP")
    await page.set_viewport_size(_size(WIDE))
    await expect(page.locator("#clock-now")).to_contain_text("06/10/2025")  # it was not turned on the page
    await page.wait_for_timeout(800)
    pictures["demo"] = fewer_colours(await page.screenshot())
    pictures["ban-tin"] = await _drawing(page, drawn)
    await page.set_viewport_size(_size(NARROW))
    await page.reload()
    await expect(page.get_by_role("log").first).to_contain_text("NV04")
    pictures["phone"] = await _of(page, None)
    return pictures


def _size(of: tuple[int, int]) -> ViewportSize:
    return {"width": of[0], "height": of[1]}


async def say(phone: Locator, words: str) -> None:
    await phone.get_by_role("textbox").fill(words)
    await phone.get_by_role("textbox").press("Enter")


async def _turn(url: str, moment: str) -> None:
    """The clock of the demo, by the address that the page uses too."""
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{url}backstage/clock", json={"to": moment}) as done,
    ):
        done.raise_for_status()


async def _of(page: Page, shown: Locator | None) -> bytes:
    """A phone, or the whole page, once nothing moves any more."""
    await page.wait_for_timeout(800)
    return fewer_colours(await (shown or page).screenshot(animations="disabled"))


async def _drawing(page: Page, drawn: Locator) -> bytes:
    """The picture that the group received, less than half as large."""
    source = await drawn.evaluate(
        """async (image) => {
          await image.decode();
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight].map((length) => Math.round(length / 2.4));
          canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
          return canvas.toDataURL("image/png").split(",")[1];
        }"""
    )
    return fewer_colours(base64.b64decode(source))


def fewer_colours(png: bytes) -> bytes:
    """A third as large, and nobody sees it."""
    held = io.BytesIO()
    few = (
        Image.open(io.BytesIO(png))
        .convert("RGB")
        .quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    )
    few.save(held, "PNG", optimize=True)
    return held.getvalue()
