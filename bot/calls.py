"""The calls of the Bot API that rows of the outbox stand for."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)

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
    said = marked_again(row)
    method = row.method
    if KEPT in said:
        method, said = await _with_kept(row.method, dict(said), files_dir)
    body = {name: TYPES[name](value) if name in TYPES else value for name, value in said.items()}
    if DRAWING in body:
        # drawn only now: no transaction waits for it
        picture = await asyncio.to_thread(drawn, body.pop(DRAWING))
        if len(picture) <= LARGEST_PHOTO:
            body["photo"] = picture
        else:
            method, body["document"] = "sendDocument", InputFile(picture, filename="ban-tin.png")
    if row.file is not None:
        body["document"] = InputFile(row.file, filename=row.file_name)
    send = METHODS[method]
    if method in WITHOUT_CHAT:
        answer = await send(bot, **body)
    else:
        answer = await send(bot, chat_id=row.chat_id, **body)
    return getattr(answer, "message_id", None)


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
METHODS: dict[str, Callable[..., Awaitable[Any]]] = {
    "sendMessage": Bot.send_message,
    "sendPhoto": Bot.send_photo,
    "sendDocument": Bot.send_document,
    "editMessageText": Bot.edit_message_text,
    "editMessageReplyMarkup": Bot.edit_message_reply_markup,
    "answerCallbackQuery": Bot.answer_callback_query,
    "setMyCommands": Bot.set_my_commands,
}
TYPES: dict[str, Callable[[Any], Any]] = {
    "reply_markup": InlineKeyboardMarkup.de_json,
    "link_preview_options": LinkPreviewOptions.de_json,
    "reply_parameters": ReplyParameters.de_json,
    "commands": BotCommand.de_list,
    "scope": BotCommandScope.de_json,
}
WITHOUT_CHAT = frozenset({"answerCallbackQuery", "setMyCommands"})
