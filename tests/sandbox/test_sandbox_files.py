import json
import struct
import zlib
from typing import Any

import aiohttp
import pytest

from sandbox.files import DOWNLOAD_BYTES
from sandbox.pictures import dimensions
from tests.sandbox.stage import AN, TOKEN, Api, Clock, cast, running


def picture(width: int, height: int) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


async def upload(api: Api, method: str, files: dict[str, bytes], **values: Any) -> dict[str, Any]:
    form = aiohttp.FormData()
    for name, value in values.items():
        form.add_field(name, str(value))
    for name, content in files.items():
        form.add_field(name, content, filename=f"{name}.png", content_type="image/png")
    async with api.http.post(f"{api.sandbox.url}/bot{TOKEN}/{method}", data=form) as response:
        answer: dict[str, Any] = await response.json()
        return answer


async def download(api: Api, file_id: str) -> bytes:
    found = await api.result("getFile", file_id=file_id)
    async with api.http.get(f"{api.sandbox.url}/file/bot{TOKEN}/{found['file_path']}") as response:
        assert response.status == 200
        return await response.read()


async def test_what_a_person_sends_can_be_fetched() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_sends_file(
            AN, AN, b"noi dung", "báo cáo.docx", caption="Báo cáo", mime="application/x-a"
        )
        message = (await api.result("getUpdates"))[0]["message"]
        document = message["document"]
        assert (document["file_name"], document["mime_type"], document["file_size"]) == (
            "báo cáo.docx",
            "application/x-a",
            8,
        )
        assert message["caption"] == "Báo cáo"
        assert await download(api, document["file_id"]) == b"noi dung"


async def test_what_the_bot_sends_arrives_and_can_be_sent_again_by_its_id() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_starts(AN)
        sent = await upload(api, "sendPhoto", {"photo": picture(30, 20)}, chat_id=AN, caption="Bản tin")
        photo = sent["result"]["photo"][-1]
        assert (photo["width"], photo["height"]) == (30, 20)
        again = await api.result("sendPhoto", chat_id=AN, photo=photo["file_id"])
        assert again["photo"][-1]["file_id"] == photo["file_id"]
        assert await download(api, photo["file_id"]) == picture(30, 20)
        media = [{"type": "document", "media": "attach://one"}, {"type": "document", "media": "attach://two"}]
        album = await upload(
            api, "sendMediaGroup", {"one": b"1", "two": b"2"}, chat_id=AN, media=json.dumps(media)
        )
        assert len({message["media_group_id"] for message in album["result"]}) == 1
        assert [message["document"]["file_name"] for message in album["result"]] == ["one.png", "two.png"]


async def test_what_is_too_big_or_no_picture_is_refused() -> None:
    world = cast(Clock())
    async with running(world) as api:
        world.person_sends_file(AN, AN, bytes(DOWNLOAD_BYTES + 1), "to.zip")
        big = world.message(AN, 1)["document"]["file_id"]
        assert await api.refusal("getFile", file_id=big) == "Bad Request: file is too big"
        assert await api.refusal("getFile", file_id="x") == "Bad Request: invalid file_id"
        assert (
            await api.refusal("sendDocument", chat_id=AN, document="x")
            == "Bad Request: wrong file identifier/HTTP URL specified"
        )
        for content, complaint in (
            (b"not a picture", "IMAGE_PROCESS_FAILED"),
            (b"", "file must be non-empty"),
            (picture(1, 30), "PHOTO_INVALID_DIMENSIONS"),
        ):
            answer = await upload(api, "sendPhoto", {"photo": content}, chat_id=AN)
            assert answer["description"] == f"Bad Request: {complaint}"
        long = await upload(api, "sendPhoto", {"photo": picture(9, 9)}, chat_id=AN, caption="a" * 1025)
        assert long["description"] == "Bad Request: message caption is too long"
        assert world.received(AN) == []
        with pytest.raises(ValueError, match="IMAGE_PROCESS_FAILED"):
            world.person_sends_file(AN, AN, b"x", "a.jpg", as_photo=True)


def test_sizes_are_read_from_the_first_bytes() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(10) + b"\xff\xc0\x00\x11\x08\x00\x14\x00\x1e" + bytes(9)
    assert dimensions(jpeg) == (30, 20)
    assert dimensions(b"GIF89a\x1e\x00\x14\x00") == (30, 20)
    assert dimensions(b"%PDF-1.7") is None
