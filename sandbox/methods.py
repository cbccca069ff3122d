"""What the bot may ask of Telegram: the methods of the Bot API, by name in small letters.

Each takes the world and the call's parameters, and returns the result or raises ApiError. getUpdates and the
webhook's methods, which take time or reach out, are in `server`.
"""

import time
from collections.abc import Callable
from typing import Any

from sandbox import sending
from sandbox.addressing import chat_to_write_to, known_chat
from sandbox.commands import read_commands
from sandbox.entities import utf16_length
from sandbox.files import DOWNLOAD_BYTES
from sandbox.wire import Json, Parameters, bad_request
from sandbox.world import World

ANSWER_LENGTH = 200
Method = Callable[[World, Parameters], Any]
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def get_me(world: World, _: Parameters) -> Json:
    return {
        **world.bot_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def answer_callback_query(world: World, given: Parameters) -> bool:
    """A second answer to the same query is taken and shown to nobody."""
    if utf16_length(given.text("text")) > ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.get(given.text("callback_query_id"))
    if query is None or time.monotonic() - query.pressed_at > world.query_seconds:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if query.answer is None:
        query.answer = {"text": given.text("text"), "show_alert": given.flag("show_alert")}
        who = {"chat_id": query.chat_id, "person_id": query.person_id, "query_id": query.id}
        world.tell("answer", {**who, **query.answer, "url": given.text("url")})
    return True


def send_chat_action(world: World, given: Parameters) -> bool:
    chat = chat_to_write_to(world, given)
    action = given.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.tell("action", {"chat_id": chat.id, "action": action})
    return True


def set_my_commands(world: World, given: Parameters) -> bool:
    commands = read_commands(given.structure("commands"))
    world.menus.set(given.structure("scope"), given.text("language_code"), commands)
    world.tell("commands", {})
    return True


def get_my_commands(world: World, given: Parameters) -> list[Json]:
    return world.menus.get(given.structure("scope"), given.text("language_code"))


def delete_my_commands(world: World, given: Parameters) -> bool:
    world.menus.delete(given.structure("scope"), given.text("language_code"))
    world.tell("commands", {})
    return True


def get_chat(world: World, given: Parameters) -> Json:
    chat = known_chat(world, given)
    if chat.id < 0:
        world.open_chat(chat.id)
    permissions = {"permissions": {"can_send_messages": True}} if chat.id < 0 else {}
    gifts = {"unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False}
    gifts |= {"premium_subscription": False, "gifts_from_channels": False}
    fixed = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return {**world.chat_of(chat.id), **fixed, **permissions}


def get_chat_member(world: World, given: Parameters) -> Json:
    chat = known_chat(world, given)
    user_id = given.integer("user_id")
    if user_id == world.bot.id:
        return {"user": world.bot_user(), "status": "left" if chat.kicked else "member"}
    if user_id not in world.people:
        raise bad_request("user not found")
    members = world.groups[chat.id].member_ids if chat.id in world.groups else (chat.id,)
    status = "left" if user_id not in members else "creator" if user_id == members[0] else "member"
    owner = {"is_anonymous": False} if status == "creator" else {}
    return {"user": world.user(user_id), "status": status, **owner}


def get_chat_member_count(world: World, given: Parameters) -> int:
    chat = known_chat(world, given)
    return len(world.groups[chat.id].member_ids) + 1 if chat.id in world.groups else 2


def leave_chat(world: World, given: Parameters) -> bool:
    chat = chat_to_write_to(world, given)
    chat.kicked = True
    world.tell("chat", {"chat_id": chat.id})
    return True


def get_file(world: World, given: Parameters) -> Json:
    stored = world.files.find(given.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**stored.described(), "file_path": stored.path}


def set_my_description(world: World, given: Parameters) -> bool:
    world.about = given.text("description")
    return True


def accept(_: World, __: Parameters) -> bool:
    """For what has no effect that anybody here could see: names, menu buttons, reactions."""
    return True


METHODS: dict[str, Method] = {
    "getme": get_me,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendmediagroup": sending.send_media_group,
    "editmessagetext": sending.edit_message_text,
    "editmessagecaption": sending.edit_message_caption,
    "editmessagereplymarkup": sending.edit_message_reply_markup,
    "deletemessage": sending.delete_message,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatmembercount": get_chat_member_count,
    "leavechat": leave_chat,
    "getfile": get_file,
    "setmyname": accept,
    "setmydescription": set_my_description,
    "setmyshortdescription": accept,
    "setchatmenubutton": accept,
    "setmydefaultadministratorrights": accept,
    "setmessagereaction": accept,
    "logout": accept,
    "close": accept,
}
