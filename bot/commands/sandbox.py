"""`sandbox`: the stand-in for Telegram alone, for a real `setup` and `run` beside it."""

import asyncio
import signal
from typing import Protocol

import typer

from bot.cast import CHI, SANDBOX_TOKEN
from bot.demo import free_port


class Telegram(Protocol):
    async def start(self, host: str = ..., port: int = ...) -> int: ...
    async def stop(self) -> None: ...


async def serve(telegram: Telegram, port: int) -> None:
    """Until SIGINT or SIGTERM. Says where it is and what `setup` is to be told."""
    stopped = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
    taken = await telegram.start("127.0.0.1", free_port(port))
    url = f"http://127.0.0.1:{taken}"
    typer.echo(f"Open {url}/")
    typer.echo(
        "Mọi tin chỉ ở trong máy này và mất khi dừng. Ở một cửa sổ khác:\n"
        f"  TELEGRAM_API_URL={url} make setup\n"
        f"Khi được hỏi mã bot, dán: {SANDBOX_TOKEN}\n"
        f"Trên trang, {CHI.name} (Tổ giúp việc, máy thứ nhất) bấm «Bắt đầu» trước tiên, "
        "rồi gõ /nhom ở máy thứ ba."
    )
    try:
        await stopped.wait()
    finally:
        await telegram.stop()
