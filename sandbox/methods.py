"""What the bot may ask of Telegram: the methods of the Bot API, by name.

Each takes the world and the call's parameters, and returns the result or raises ApiError. getUpdates and the
webhook's methods, which take time or reach out, are in `server`.
"""

import time
from collections.abc import Callable
from typing import Any

from sandbox.commands import read_commands
from sandbox.files import DOWNLOAD_BYTES, PHOTO_BYTES, UPLOAD_BYTES, StoredFile
from sandbox.keyboards import read_inline_markup, read_markup
from sandbox.ledger import Chat, content_of
from sandbox.markup import Formatted, formatted, utf16_length
from sandbox.wire import Json, Parameters, Upload, bad_request
from sandbox.world import CAPTION_LENGTH, TEXT_LENGTH, World

ANSWER_LENGTH = 200
Method = Callable[[World, Parameters], Any]
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_CONTENT = ("text", "entities", "caption", "caption_entities", "reply_markup")
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


def send_message(world: World, given: Parameters) -> Json:
    value = _text(given, "message is too long")
    return _send(world, given, content_of(value, "text"))


def send_photo(world: World, given: Parameters) -> Json:
    return _send_media(world, given, "photo")


def send_document(world: World, given: Parameters) -> Json:
    return _send_media(world, given, "document")


def send_media_group(world: World, given: Parameters) -> list[Json]:
    chat = _chat(world, given)
    media = given.structure("media")
    if not isinstance(media, list) or not media:
        raise bad_request("can't parse media JSON object")
    if not 2 <= len(media) <= 10:
        raise bad_request("group of media must include from 2 to 10 items")
    contents = []
    for item in media:
        kind = str(item.get("type"))
        if kind not in ("photo", "document"):
            raise bad_request(f"can't parse InputMedia: media type {kind!r} is not known to the sandbox")
        own = Parameters({**item, kind: item.get("media")}, given.uploads)
        contents.append({**_media(world, own, kind), **content_of(_caption(own), "caption")})
    if len({"photo" in content for content in contents}) > 1:
        raise bad_request("document can't be mixed with other media types")
    group = str(time.monotonic_ns())
    extra = _reply(world, given, chat)
    for _ in contents:
        world.flood.spend(chat.id)
    return [
        dict(world.put(chat.id, world.bot_user(), {**extra, "media_group_id": group, **content}))
        for content in contents
    ]


def edit_message_text(world: World, given: Parameters) -> Json:
    value = _text(given, "MESSAGE_TOO_LONG")
    message = _own_message(world, given)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, message, {**content_of(value, "text"), **_new_keyboard(given)})


def edit_message_caption(world: World, given: Parameters) -> Json:
    value = _caption(given)
    message = _own_message(world, given)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, message, {**content_of(value, "caption"), **_new_keyboard(given)})


def edit_message_reply_markup(world: World, given: Parameters) -> Json:
    message = _own_message(world, given)
    kept = {name: message[name] for name in _CONTENT[:-1] if name in message}
    return _edit(world, message, {**kept, **_new_keyboard(given)})


def delete_message(world: World, given: Parameters) -> bool:
    chat = _chat(world, given)
    message = chat.messages.get(given.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    own = message["from"]["id"] == world.bot.id
    too_old = world.timestamp() - message["date"] > 48 * 3600
    if too_old or (not own and chat.id < 0):
        raise bad_request("message can't be deleted")
    world.remove(chat.id, message["message_id"])
    return True


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
    chat = _chat(world, given)
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
    chat = _known_chat(world, given)
    if chat.id < 0:
        world.open_chat(chat.id)
    permissions = {"permissions": {"can_send_messages": True}} if chat.id < 0 else {}
    gifts = {"unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False}
    gifts |= {"premium_subscription": False, "gifts_from_channels": False}
    fixed = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return {**world.chat_of(chat.id), **fixed, **permissions}


def get_chat_member(world: World, given: Parameters) -> Json:
    chat = _known_chat(world, given)
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
    chat = _known_chat(world, given)
    return len(world.groups[chat.id].member_ids) + 1 if chat.id in world.groups else 2


def leave_chat(world: World, given: Parameters) -> bool:
    chat = _chat(world, given)
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


def _known_chat(world: World, given: Parameters) -> Chat:
    if not given.has("chat_id"):
        raise bad_request("chat_id is empty")
    chat = world.chats.get(given.integer("chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    return chat


def _chat(world: World, given: Parameters) -> Chat:
    return world.open_chat(_known_chat(world, given).id)


def _text(given: Parameters, too_long: str) -> Formatted:
    value = formatted(given.text("text"), given.text("parse_mode"), given.structure("entities") or ())
    if not value.text:
        raise bad_request("message text is empty")
    if value.length > TEXT_LENGTH:
        raise bad_request(too_long)
    return value


def _caption(given: Parameters) -> Formatted:
    marked = given.structure("caption_entities") or ()
    value = formatted(given.text("caption"), given.text("parse_mode"), marked)
    if value.length > CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    return value


def _send_media(world: World, given: Parameters, kind: str) -> Json:
    caption = content_of(_caption(given), "caption")
    _chat(world, given)
    return _send(world, given, {**_media(world, given, kind), **caption})


def _media(world: World, given: Parameters, kind: str) -> Json:
    stored = _file(world, given, kind)
    return stored.as_photo() if kind == "photo" else stored.as_document()


def _file(world: World, given: Parameters, kind: str) -> StoredFile:
    named = given.text(kind)
    upload = given.uploads.get(named.removeprefix("attach://") if named else kind)
    if upload is not None:
        return _stored(world, upload, kind)
    if not named:
        raise bad_request(f"there is no {kind} in the request")
    stored = world.files.find(named)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored


def _stored(world: World, upload: Upload, kind: str) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > (PHOTO_BYTES if kind == "photo" else UPLOAD_BYTES):
        raise bad_request("file is too big")
    return world.files.add(upload.name, upload.content, folder=f"{kind}s", mime=upload.mime)


def _send(world: World, given: Parameters, content: Json) -> Json:
    markup = read_markup(given.structure("reply_markup"))
    chat = _chat(world, given)
    extra = _reply(world, given, chat)
    world.flood.spend(chat.id)
    _name_mentioned(world, content)
    if "inline_keyboard" in markup:
        extra["reply_markup"] = markup
    elif markup:
        chat.keyboard = {} if markup.get("remove_keyboard") else markup
        world.tell("keyboard", {"chat_id": chat.id, "keyboard": chat.keyboard})
    return dict(world.put(chat.id, world.bot_user(), {**extra, **content}))


def _name_mentioned(world: World, content: Json) -> None:
    """A mention by id becomes one with the whole user, or none where Telegram does not know them."""
    for name in ("entities", "caption_entities"):
        for entity in [one for one in content.get(name, ()) if one["type"] == "text_mention"]:
            if entity["user"]["id"] in world.people:
                entity["user"] = world.user(entity["user"]["id"])
            else:
                content[name].remove(entity)


def _reply(world: World, given: Parameters, chat: Chat) -> Json:
    """The reply and the topic of a message to be sent. Raises ApiError if what it replies to is gone."""
    extra: Json = {}
    thread = given.integer("message_thread_id")
    if thread:
        extra = {"message_thread_id": thread, "is_topic_message": True}
    wanted = given.structure("reply_parameters") or {}
    target = int(wanted.get("message_id") or given.integer("reply_to_message_id"))
    if not target:
        return extra
    quoted = world.quoted(chat.id, target)
    if quoted is not None:
        return {**extra, "reply_to_message": quoted}
    if not (wanted.get("allow_sending_without_reply") or given.flag("allow_sending_without_reply")):
        raise bad_request("message to be replied not found")
    return extra


def _own_message(world: World, given: Parameters) -> Json:
    if not given.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = _chat(world, given).messages.get(given.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot.id:
        raise bad_request("message can't be edited")
    return message


def _new_keyboard(given: Parameters) -> Json:
    markup = read_inline_markup(given.structure("reply_markup"))
    return {"reply_markup": markup} if markup else {}


def _edit(world: World, message: Json, content: Json) -> Json:
    _name_mentioned(world, content)
    before = {name: message[name] for name in _CONTENT if name in message}
    if before == content:
        raise bad_request(_NOT_MODIFIED)
    chat_id = message["chat"]["id"]
    world.flood.spend(chat_id)
    for name in before:
        del message[name]
    only_keyboard = {**before, "reply_markup": 0} == {**content, "reply_markup": 0}
    message |= content if only_keyboard else {**content, "edit_date": world.timestamp()}
    world.tell("edited", {"chat_id": chat_id, "message": message})
    return dict(message)


METHODS: dict[str, Method] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendmediagroup": send_media_group,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
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
