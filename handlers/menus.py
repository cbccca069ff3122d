"""The command menu a phone offers: what that person may do."""

import hashlib
import json
from typing import Any

from domain.office import Actor, Language
from handlers.desk import Desk, Turn
from handlers.texts import menus as texts
from handlers.texts.language import reader, speaking
from storage import outbox, reminders
from storage.outbox import Kind, Outgoing

FOCAL = ("viec", "lichsu", "giahan", "hoantac", "vang", "bangiao", "tapdung", "ngonngu", "trogiup")
HEAD = ("viec", "lichsu", "tapdung", "ngonngu", "trogiup")
READER = ("tonghop", "lichsu", "tapdung", "ngonngu", "trogiup")
SECRETARIAT = (
    "tonghop",
    "giao",
    "giahan",
    "moi",
    "daumoi",
    "lichsu",
    "nhac",
    "lich",
    "tamdung",
    "dienthu",
    "bantin",
    "tapdung",
    "ngonngu",
    "trogiup",
)
EVERYBODY = ("trogiup", "dangky")
GROUP = ("tonghop", "nhom", "trogiup")


async def offer_to_all(turn: Turn) -> None:
    """The menus of strangers and of groups, set again only when they have changed."""
    menus = [("all_private_chats", EVERYBODY), ("all_group_chats", GROUP)]
    said = {name: words.words for name, words in texts.MENU.items()}
    digest = hashlib.sha256(json.dumps([menus, said], ensure_ascii=False).encode()).hexdigest()
    key = f"menus:{digest[:32]}"
    if await reminders.tell_once(turn.tx, key, turn.now):
        for scope, names in menus:
            await outbox.put(turn.tx, _call(0, {"type": scope}, names), turn.now)


async def offer_to(desk: Desk) -> None:
    """The menu of the person who is here, by what they are now."""
    await offer(desk, desk.chat_id, desk.actor)


async def offer(turn: Turn, chat_id: int, actor: Actor) -> None:
    """The menu of a person's private chat."""
    scope = {"type": "chat", "chat_id": chat_id}
    with speaking(actor.person.language):
        await outbox.put(turn.tx, _call(chat_id, scope, _names(actor)), turn.now, turn.inbox_seq)


def _names(actor: Actor) -> tuple[str, ...]:
    names: list[str] = []
    if actor.department_ids:
        names += FOCAL
    elif actor.headed_ids:
        names += HEAD
    if actor.secretariat:
        names += SECRETARIAT
    elif actor.leader:
        names += READER
    return tuple(dict.fromkeys(names)) or EVERYBODY


def _call(chat_id: int, scope: dict[str, Any], names: tuple[str, ...]) -> Outgoing:
    vietnamese = reader() is Language.VIETNAMESE
    commands = [
        {"command": name if vietnamese else texts.ENGLISH[name], "description": texts.MENU[name]()}
        for name in names
    ]
    return Outgoing(chat_id, "setMyCommands", {"commands": commands, "scope": scope}, Kind.SILENT)
