"""The webhook's door: one path, one method, one secret, one size; what does not fit leaves no trace."""

import asyncio
import hmac
import io
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import web
from storage import inbox
from tests.scenes.office import AN, Office, open_office

SECRET = "s3cret_of-the-webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Door:
    def __init__(self, office: Office, session: aiohttp.ClientSession, root: str) -> None:
        self.office = office
        self.session = session
        self.root = root

    async def knocks(
        self, method: str = "POST", path: str = "/hook", secret: str | None = SECRET, **more: Any
    ) -> int:
        headers = {} if secret is None else {HEADER: secret}
        more.setdefault("data", json.dumps(update(1)))
        async with self.session.request(method, self.root + path, headers=headers, **more) as answer:
            return answer.status

    async def kept(self) -> int:
        async with self.office.running.database.reading() as tx:
            return (await inbox.waiting(tx))[0]


def update(number: int, text: str = "xong") -> dict[str, Any]:
    person = {"id": AN.id, "first_name": "An"}
    sent = {"message_id": number, "date": 1758589200, "text": text, "chat": person | {"type": "private"}}
    return {"update_id": number, "message": sent | {"from": person | {"is_bot": False}}}


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    listen = f"127.0.0.1:{free_port()}"
    settings = {
        "WEBHOOK_URL": "https://example.vn/hook",
        "WEBHOOK_LISTEN": listen,
        "WEBHOOK_SECRET": SECRET,
    }
    async with open_office(tmp_path, **settings) as office, aiohttp.ClientSession() as session:
        await office.running._web.start()
        try:
            yield Door(office, session, f"http://{listen}")
        finally:
            await office.running._web.stop()


async def test_only_a_post_on_its_path_with_the_secret_is_heard(door: Door) -> None:
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"):
        assert await door.knocks(method) == 405, method
    for path in ("/", "/hook/", "/hook/x", "/HOOK", "//hook", "/webhook", "/hook%2f"):
        assert await door.knocks(path=path) == 404, path
    for secret in (None, "", "x", SECRET[:-1], SECRET + "x", SECRET.upper(), "bí mật", "ÿ"):
        assert await door.knocks(secret=secret) == 403, secret
    assert await door.knocks("POST", "/healthz") == 405
    assert await door.kept() == 0
    assert await door.knocks() == 200
    assert await door.kept() == 1


async def test_a_secret_in_no_encoding_is_only_a_wrong_one(door: Door) -> None:
    """aiohttp's own client would not send it."""
    host, port = door.root.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n{HEADER}: "
    writer.write(head.encode() + b"\xff\xfe\r\n\r\n{}")
    status = (await reader.readline()).split()[1]
    writer.close()
    assert status == b"403"


async def test_the_secret_is_compared_in_constant_time(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def compare(given: bytes, wanted: bytes) -> bool:
        compared.append((given, wanted))
        return hmac.compare_digest(given, wanted)

    monkeypatch.setattr(web, "hmac", type("Compares", (), {"compare_digest": staticmethod(compare)}))
    await door.knocks(secret="wrong")
    await door.knocks()
    assert compared == [(b"wrong", SECRET.encode()), (SECRET.encode(), SECRET.encode())]


async def in_pieces(body: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(body), 65536):
        yield body[at : at + 65536]


async def test_a_body_is_bounded_and_need_not_be_an_update(door: Door) -> None:
    big = json.dumps(update(2, "x" * (web.BIGGEST_UPDATE + 1)))
    assert await door.knocks(data=io.BytesIO(big.encode())) == 413
    assert await door.knocks(data=in_pieces(big.encode())) == 413  # without a Content-Length
    # what is no update is taken and dropped: a refusal would only bring it again, for a day
    deep = b"[" * 200_000
    for body in (b"", b"\xff\xfe", b"not json", b"[]", b"null", b'{"update_id": "x"}', deep):
        assert await door.knocks(data=body) == 200, body[:20]
    assert await door.kept() == 0
