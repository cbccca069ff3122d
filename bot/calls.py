"""The calls of the Bot API that rows of the outbox stand for."""

import asyncio
from collections.abc import Awaitable, Callable
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
from papers.pictures.drawings import drawn
from storage.outbox import DRAWING, Claimed, Kind

LONGEST_CAPTION = 1024
LARGEST_PHOTO = 10 * 2**20  # Telegram's limit; as a file it may have fifty


async def call(bot: Bot, row: Claimed) -> int | None:
    """Makes the call; the new message's id, if any."""
    said = marked_again(row)
    body = {name: TYPES[name](value) if name in TYPES else value for name, value in said.items()}
    send = METHODS[row.method]
    if DRAWING in body:
        # drawn only now: no transaction waits for it
        picture = await asyncio.to_thread(drawn, body.pop(DRAWING))
        if len(picture) <= LARGEST_PHOTO:
            body["photo"] = picture
        else:
            send, body["document"] = Bot.send_document, InputFile(picture, filename="ban-tin.png")
    if row.file is not None:
        body["document"] = InputFile(row.file, filename=row.file_name)
    if row.method in WITHOUT_CHAT:
        answer = await send(bot, **body)
    else:
        answer = await send(bot, chat_id=row.chat_id, **body)
    return getattr(answer, "message_id", None)


def marked_again(row: Claimed) -> dict[str, Any]:
    """The body; a digest that may already stand in the group says that it is sent again."""
    if row.kind is not Kind.DIGEST or not row.may_have_arrived:
        return row.body
    for name, longest in (("text", LONGEST), ("caption", LONGEST_CAPTION)):
        words = row.body.get(name)
        if isinstance(words, str) and units(f"{AGAIN} {words}") <= longest:
            return row.body | {name: f"{AGAIN} {words}"}
    return row.body


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
