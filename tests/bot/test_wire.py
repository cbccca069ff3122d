"""The wire: what a caller of the Bot API learns when something between us and Telegram fails."""

import asyncio
import gc
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.wire import AiohttpRequest, NeverSent, Unreadable

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz012345678"
MESSAGE = {
    "ok": True,
    "result": {"message_id": 7, "date": 1758589200, "chat": {"id": 1, "type": "private"}, "text": "Xin chào"},
}

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@asynccontextmanager
async def a_bot(root: str, proxy: str | None = None) -> AsyncIterator[Bot]:
    request, polling = AiohttpRequest(proxy), AiohttpRequest(proxy)
    try:
        yield Bot(
            TOKEN,
            f"{root}/bot",
            f"{root}/file/bot",
            request=request,
            get_updates_request=polling,
        )
    finally:
        await request.shutdown()
        await polling.shutdown()
        gc.collect()  # an unclosed session would be a ResourceWarning, and so a failure, here


@asynccontextmanager
async def talking(talk: Talk) -> AsyncIterator[int]:
    """A server that speaks as `talk` does; its port."""
    tasks: set[asyncio.Task[None]] = set()

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            tasks.add(task)
        try:
            with suppress(asyncio.CancelledError):  # asyncio logs a cancelled conversation as an error
                await talk(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def serving(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """An HTTP server; its address."""
    app = web.Application(client_max_size=8 * 1024 * 1024)
    app.router.add_route("*", "/{tail:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


def always(status: int, body: Any = None, text: str = "", headers: dict[str, str] | None = None) -> Any:
    async def handler(_request: web.Request) -> web.Response:
        if body is not None:
            return web.json_response(body, status=status)
        return web.Response(status=status, text=text, content_type="text/html", headers=headers)

    return handler


async def fault_of(bot: Bot, **how: Any) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(1, "Xin chào", **how)
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert TOKEN not in shown
    assert TOKEN not in repr(bot.request)
    return caught.value


async def read_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        (line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), b":0"
    )
    return head + await reader.readexactly(int(length.split(b":")[1]))


def http(status: str, body: bytes = b"") -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status.encode(), len(body), body)


async def test_a_message_arrives_and_the_connection_is_kept() -> None:
    connections: set[Any] = set()
    texts: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        connections.add(request.transport)
        texts.append(str((await request.post())["text"]))
        return web.json_response(MESSAGE)

    async with serving(handler) as root, a_bot(root) as bot:
        for text in ("một", "hai & ba"):
            assert (await bot.send_message(1, text)).message_id == 7
    assert texts == ["một", "hai & ba"]
    assert len(connections) == 1


async def test_no_more_connections_than_allowed() -> None:
    open_now, most = 0, 0

    async def handler(_request: web.Request) -> web.Response:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0.02)
        open_now -= 1
        return web.json_response(MESSAGE)

    request = AiohttpRequest(connections=3)
    async with serving(handler) as root:
        await asyncio.gather(*(request.post(f"{root}/x") for _ in range(12)))
        await request.shutdown()
    assert most == 3


@pytest.mark.parametrize(
    "root", ["http://127.0.0.1:{}", "http://khong-co-may-nay.invalid:{}", "http://[bad:{}"]
)
async def test_nobody_there_was_never_sent(root: str) -> None:
    async with a_bot(root.format(free_port())) as bot:
        assert isinstance(await fault_of(bot), NeverSent)


async def test_a_connection_that_does_not_come_about_was_never_sent() -> None:
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for waiting in (first, second):
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        async with a_bot(f"http://127.0.0.1:{full.getsockname()[1]}") as bot:
            assert isinstance(await fault_of(bot, connect_timeout=0.2), NeverSent)


async def test_no_certificate_was_never_sent() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"I speak no TLS")

    async with talking(talk) as port, a_bot(f"https://127.0.0.1:{port}") as bot:
        assert isinstance(await fault_of(bot), NeverSent)


async def test_a_lost_answer_may_have_been_acted_on() -> None:
    async def talk(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await read_request(reader)

    async with talking(talk) as port, a_bot(f"http://127.0.0.1:{port}") as bot:
        assert type(await fault_of(bot)) is NetworkError


async def test_half_an_answer_may_have_been_acted_on() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"ok":true,')

    async with talking(talk) as port, a_bot(f"http://127.0.0.1:{port}") as bot:
        assert type(await fault_of(bot)) is NetworkError


async def test_a_late_answer_may_have_been_acted_on() -> None:
    async def talk(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        await asyncio.sleep(30)

    async with talking(talk) as port, a_bot(f"http://127.0.0.1:{port}") as bot:
        assert type(await fault_of(bot, read_timeout=0.2)) is TimedOut


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (200, "<html>Đăng nhập Wi-Fi</html>"),
        (200, '{"ok": true, "res'),
        (200, "[]"),
        (200, '{"ok": true}'),
        (204, ""),
        (403, "<html>Trang bị chặn</html>"),
        (403, '{"message": "forbidden by the gateway"}'),
        (404, "<html>nginx</html>"),
        (429, "slow down"),
        (502, "<html>Bad Gateway</html>"),
    ],
)
async def test_an_answer_that_is_not_the_bot_apis(status: int, text: str) -> None:
    """A filter's 403 is not a person who blocked the bot, nor its 404 a refused token."""
    async with serving(always(status, text=text)) as root, a_bot(root) as bot:
        fault = await fault_of(bot)
    assert isinstance(fault, Unreadable)
    assert fault.status == status


async def test_the_token_follows_no_redirection() -> None:
    visits: list[str] = []

    async def stranger(request: web.Request) -> web.Response:
        visits.append(request.path)
        return web.json_response(MESSAGE)

    async with serving(stranger) as elsewhere:
        sent_away = always(307, headers={"Location": elsewhere})
        async with serving(sent_away) as root, a_bot(root) as bot:
            fault = await fault_of(bot)
    assert isinstance(fault, Unreadable)
    assert fault.status == 307
    assert not visits


@pytest.mark.parametrize(
    ("status", "code", "extra", "kind"),
    [
        (400, 400, {}, BadRequest),
        (401, 401, {}, InvalidToken),
        (403, 403, {}, Forbidden),
        (409, 409, {}, Conflict),
        (429, 429, {"parameters": {"retry_after": 3}}, RetryAfter),
        (400, 400, {"parameters": {"migrate_to_chat_id": -100500}}, ChatMigrated),
        (500, 500, {}, NetworkError),
        (200, 403, {}, Forbidden),
    ],
)
async def test_telegrams_own_refusals(
    status: int, code: int, extra: dict[str, Any], kind: type[TelegramError]
) -> None:
    body = {"ok": False, "error_code": code, "description": "said by Telegram", **extra}
    async with serving(always(status, body)) as root, a_bot(root) as bot:
        assert type(await fault_of(bot)) is kind


async def test_a_large_file_with_a_vietnamese_name() -> None:
    content = bytes(range(256)) * 8192  # 2 MB: above what aiohttp takes as plain bytes without a warning
    got: dict[str, Any] = {}

    async def handler(request: web.Request) -> web.Response:
        body = await request.read()
        got["raw name"] = 'filename="Báo cáo quý III.pdf"'.encode() in body
        got["whole"] = content in body
        got["caption"] = "Kính gửi".encode() in body
        return web.json_response(MESSAGE)

    async with serving(handler) as root, a_bot(root) as bot:
        await bot.send_document(1, content, filename="Báo cáo quý III.pdf", caption="Kính gửi")
    assert got == {"raw name": True, "whole": True, "caption": True}


async def test_files_are_fetched_as_they_are() -> None:
    async with serving(always(200, text="<html>một tệp</html>")) as root:
        request = AiohttpRequest()
        assert await request.retrieve(f"{root}/file/bot{TOKEN}/a.html") == "<html>một tệp</html>".encode()
        await request.shutdown()
    async with serving(always(404, {"ok": False, "error_code": 404, "description": "Not Found"})) as root:
        request = AiohttpRequest()
        with pytest.raises(InvalidToken):
            await request.retrieve(f"{root}/file/bot{TOKEN}/a.html")
        await request.shutdown()


async def test_opening_and_closing_twice() -> None:
    async with serving(always(200, MESSAGE)) as root:
        request = AiohttpRequest()
        await request.shutdown()
        await request.initialize()
        await request.initialize()
        await request.post(f"{root}/x")
        await request.shutdown()
        await request.shutdown()
        with pytest.raises(NeverSent):
            await request.post(f"{root}/x")
        await request.initialize()
        assert (await request.post(f"{root}/x")) == MESSAGE["result"]
        await request.shutdown()
    gc.collect()


async def test_an_http_proxy_with_a_password() -> None:
    heads: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await read_request(reader))
        writer.write(http("200 OK", b'{"ok": true, "result": true}'))
        await writer.drain()

    async with (
        talking(talk) as port,
        a_bot("http://telegram.invalid", f"http://an:secret@127.0.0.1:{port}") as bot,
    ):
        assert await bot.delete_webhook()
    assert heads[0].startswith(b"POST http://telegram.invalid/bot")
    assert b"Proxy-Authorization: Basic" in heads[0]


async def test_an_http_proxy_that_refuses_the_tunnel() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(http("407 Proxy Authentication Required"))
        await writer.drain()

    async with (
        talking(talk) as port,
        a_bot("https://telegram.invalid", f"http://an:secret@127.0.0.1:{port}") as bot,
    ):
        fault = await fault_of(bot)
    assert isinstance(fault, NeverSent)
    assert "secret" not in str(fault)


def socks5(reply: int, heads: list[bytes]) -> Talk:
    """A SOCKS5 server that answers a connection's request with `reply` and then is the far end itself."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x00")
        wanted = await reader.readexactly(5)
        heads.append((await reader.readexactly(wanted[4] + 2))[:-2])
        writer.write(bytes([5, reply, 0, 1, 127, 0, 0, 1, 0, 80]))
        if reply == 0:
            await read_request(reader)
            writer.write(http("200 OK", b'{"ok": true, "result": true}'))
        await writer.drain()

    return talk


async def test_a_socks_proxy_looks_up_the_name_itself() -> None:
    hosts: list[bytes] = []
    async with (
        talking(socks5(0, hosts)) as port,
        a_bot("http://telegram.invalid", f"socks5://127.0.0.1:{port}") as bot,
    ):
        assert await bot.delete_webhook()
    assert hosts == [b"telegram.invalid"]


async def test_a_socks_proxy_that_refuses_was_never_sent() -> None:
    async with (
        talking(socks5(5, [])) as port,
        a_bot("http://telegram.invalid", f"socks5://127.0.0.1:{port}") as bot,
    ):
        assert isinstance(await fault_of(bot), NeverSent)


@pytest.mark.parametrize("scheme", ["http", "socks5", "socks4"])
async def test_a_proxy_that_is_down_was_never_sent(scheme: str) -> None:
    async with a_bot("http://127.0.0.1", f"{scheme}://127.0.0.1:{free_port()}") as bot:
        assert isinstance(await fault_of(bot), NeverSent)
