"""The calls of the Bot API that rows of the outbox stand for.

They go to python-telegram-bot's request as they stand in the row: its methods would make objects of the
parameters and of the message that is answered, of which only the id is wanted; for a reminder with twenty
buttons that takes longer than to send it.
"""

import asyncio
from pathlib import Path
from typing import Any

from telegram import Bot, InputFile

from bot.wire import parameters
from handlers.screens import LONGEST, units
from handlers.texts.digests import AGAIN
from handlers.texts.evidence import FILE_GONE
from papers.pictures.drawings import drawn
from storage import files
from storage.outbox import DRAWING, KEPT, Claimed, Kind

LONGEST_CAPTION = 1024
LARGEST_PHOTO = 10 * 2**20  # Telegram's limit; as a file it may have fifty


async def call(bot: Bot, row: Claimed, files_dir: Path) -> int | None:
    """Makes the call; the new message's id, if any."""
    method, body = row.method, dict(marked_again(row))
    if KEPT in body:
        method, body = await _with_kept(row.method, body, files_dir)
    if DRAWING in body:
        # drawn only now: no transaction waits for it
        picture = await asyncio.to_thread(drawn, body.pop(DRAWING))
        if len(picture) <= LARGEST_PHOTO:
            body["photo"] = InputFile(picture)
        else:
            method, body["document"] = "sendDocument", InputFile(picture, filename="ban-tin.png")
    if row.file is not None:
        body["document"] = InputFile(row.file, filename=row.file_name)
    if method not in WITHOUT_CHAT:
        body["chat_id"] = row.chat_id
    answer = await bot.request.post(f"{bot.base_url}/{method}", parameters(body))
    return answer.get("message_id") if isinstance(answer, dict) else None


async def _with_kept(method: str, body: dict[str, Any], files_dir: Path) -> tuple[str, dict[str, Any]]:
    """By Telegram's name for the file; without one the file itself, as far as it is there."""
    digest, name = body.pop(KEPT)
    field = FILE_FIELDS[method]
    if field in body:
        return method, body
    content = await asyncio.to_thread(files.read, files_dir, digest)
    if content is None:
        return "sendMessage", {"text": FILE_GONE()}
    return method, body | {field: InputFile(content, filename=name)}


def without_file_id(row: Claimed, said: str) -> dict[str, Any] | None:
    """The body with which the file itself is sent, where Telegram's own name for it was refused."""
    field = FILE_FIELDS.get(row.method, "")
    if KEPT not in row.body or field not in row.body or "file" not in said.lower():
        return None
    return {name: value for name, value in row.body.items() if name != field}


def marked_again(row: Claimed) -> dict[str, Any]:
    """The body; a digest that may already stand in the group says that it is sent again."""
    if row.kind is not Kind.DIGEST or not row.may_have_arrived:
        return row.body
    for name, longest in (("text", LONGEST), ("caption", LONGEST_CAPTION)):
        words = row.body.get(name)
        if isinstance(words, str) and units(f"{AGAIN()} {words}") <= longest:
            return row.body | {name: f"{AGAIN()} {words}"}
    return row.body


FILE_FIELDS = {"sendPhoto": "photo", "sendDocument": "document"}
WITHOUT_CHAT = frozenset({"answerCallbackQuery", "setMyCommands"})
