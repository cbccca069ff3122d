"""Messages the bot sends, edits and deletes."""

import time

from sandbox.addressing import chat_to_write_to
from sandbox.entities import Formatted
from sandbox.files import PHOTO_BYTES, UPLOAD_BYTES, StoredFile
from sandbox.keyboards import read_inline_markup, read_markup
from sandbox.ledger import Chat, content_of
from sandbox.markup import formatted
from sandbox.wire import Json, Parameters, Upload, bad_request
from sandbox.world import CAPTION_LENGTH, TEXT_LENGTH, World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_CONTENT = ("text", "entities", "caption", "caption_entities", "reply_markup")


def send_message(world: World, given: Parameters) -> Json:
    value = _text(given, "message is too long")
    return _send(world, given, content_of(value, "text"))


def send_photo(world: World, given: Parameters) -> Json:
    return _send_media(world, given, "photo")


def send_document(world: World, given: Parameters) -> Json:
    return _send_media(world, given, "document")


def send_media_group(world: World, given: Parameters) -> list[Json]:
    chat = chat_to_write_to(world, given)
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
    chat = chat_to_write_to(world, given)
    message = chat.messages.get(given.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    own = message["from"]["id"] == world.bot.id
    too_old = world.timestamp() - message["date"] > 48 * 3600
    if too_old or (not own and chat.id < 0):
        raise bad_request("message can't be deleted")
    world.remove(chat.id, message["message_id"])
    return True


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
    chat_to_write_to(world, given)
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
    chat = chat_to_write_to(world, given)
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
    message = chat_to_write_to(world, given).messages.get(given.integer("message_id"))
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
