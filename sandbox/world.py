"""What people do with the bot, and what tests ask about it. What the bot may ask for is in `methods`."""

import asyncio
import secrets
import time
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from sandbox.ledger import SUPERGROUPS_BELOW, Chat, Ledger, Query, content_of, entities_of
from sandbox.markup import formatted
from sandbox.people import Group, Person
from sandbox.wire import ApiError, Json

__all__ = ["Group", "Person", "World"]

T = TypeVar("T")
CAPTION_LENGTH = 1024
TEXT_LENGTH = 4096


class World(Ledger):
    """Groups and people, their chats with the bot, and the updates that wait for it.

    One event loop, no threads, no disk. Chats are named by `chat_id`: the person's own id for the private
    chat with the bot, a negative one for a group. How to make one: see `Ledger`.
    """

    # What tests ask.

    def received(self, chat_id: int) -> list[Json]:
        """The bot's messages in the chat as they stand now: edited ones as edited, deleted ones gone."""
        return [message for message in self.chats[chat_id].messages.values() if self.is_bots(message)]

    def texts(self, chat_id: int) -> list[str]:
        """The text or caption of what the chat received; "" for a bare picture."""
        return [str(message.get("text", message.get("caption", ""))) for message in self.received(chat_id)]

    def last(self, chat_id: int) -> Json:
        """The bot's latest message in the chat. Raises LookupError if there is none."""
        return self.received(chat_id)[-1]

    def buttons(self, chat_id: int, message_id: int) -> list[list[str]]:
        """The labels under a message, by row."""
        rows = self.message(chat_id, message_id).get("reply_markup", {}).get("inline_keyboard", [])
        return [[button["text"] for button in row] for row in rows]

    def message(self, chat_id: int, message_id: int) -> Json:
        return self.chats[chat_id].messages[message_id]

    async def until(self, holds: Callable[[], T | None], within: float = 5.0) -> T:
        """Waits, up to `within` real seconds, until `holds()` is true of the world, and returns what it gave.

        Asked again whenever something happens here. Raises TimeoutError.
        """
        changed = asyncio.Event()
        with self.watching(lambda _kind, _what: changed.set()):
            async with asyncio.timeout(within):
                while not (found := holds()):
                    await changed.wait()
                    changed.clear()
                return found

    # What people do.

    def person_starts(self, person_id: int, code: str = "") -> Json:
        """Presses START, with the code of an invitation link if one was followed; unblocks the bot."""
        return self.person_sends(person_id, person_id, f"/start {code}".strip())

    def person_follows(self, person_id: int, url: str) -> Json:
        """Opens a link `https://t.me/<bot>?start=CODE`. Raises ValueError for any other link."""
        code = self.start_code(url)
        if code is None:
            raise ValueError(f"not a link to the bot: {url}")
        return self.person_starts(person_id, code)

    def start_code(self, url: str) -> str | None:
        """The code in a link to the bot, "" if it has none; None for any other link."""
        parts = urlsplit(url)
        ours = parts.path.strip("/").lower() == self.bot.username.lower()
        if parts.hostname not in ("t.me", "telegram.me") or not ours:
            return None
        return parse_qs(parts.query).get("start", [""])[0]

    def person_sends(
        self,
        person_id: int,
        chat_id: int,
        text: str,
        reply_to: int | None = None,
        thread_id: int | None = None,
        forwarded_from: str = "",
    ) -> Json:
        """Writes to the bot (`chat_id` is then the person's own id) or in a group. Raises ValueError.

        `forwarded_from`: the name of whoever wrote it first, who hides their account.
        Who had blocked the bot unblocks it by writing.
        """
        value = formatted(text, "")
        if not 1 <= value.length <= TEXT_LENGTH:
            raise ValueError("a message has 1 to 4096 characters")
        content = content_of(value, "text")
        if forwarded_from:
            written_at = self.timestamp()
            origin = {"type": "hidden_user", "sender_user_name": forwarded_from, "date": written_at}
            content = content | {"forward_origin": origin}
        return self._said(person_id, chat_id, content, reply_to, thread_id)

    def person_sends_file(
        self,
        person_id: int,
        chat_id: int,
        content: bytes,
        name: str,
        *,
        caption: str = "",
        mime: str = "",
        as_photo: bool = False,
        reply_to: int | None = None,
        media_group_id: str = "",
    ) -> Json:
        """Sends a document, or a photo (PNG, JPEG or GIF), with a caption. Raises ValueError."""
        stored = self.files.add(name, content, folder="photos" if as_photo else "documents", mime=mime)
        try:
            media = stored.as_photo() if as_photo else stored.as_document()
        except ApiError as error:
            raise ValueError(error.description) from error
        value = formatted(caption, "")
        if value.length > CAPTION_LENGTH:
            raise ValueError("a caption has at most 1024 characters")
        group = {"media_group_id": media_group_id} if media_group_id else {}
        return self._said(person_id, chat_id, {**media, **group, **content_of(value, "caption")}, reply_to)

    def person_presses(self, person_id: int, chat_id: int, message_id: int, button: str) -> str:
        """Presses the button with this callback data or label, and returns the id of the query.

        A button with a link to the bot is followed, and "" returned. Raises LookupError if there is no such
        button.
        """
        markup = self.message(chat_id, message_id).get("reply_markup", {})
        row = [one for line in markup.get("inline_keyboard", []) for one in line]
        found = [one for one in row if button in (one.get("callback_data"), one["text"])]
        if not found:
            labels = ", ".join(one["text"] for one in row)
            raise LookupError(f"no button {button!r} under message {message_id}; there are: {labels}")
        if "callback_data" not in found[0]:
            self.person_follows(person_id, found[0].get("url", ""))
            return ""
        query = Query(str(secrets.randbits(62)), person_id, chat_id, message_id, time.monotonic())
        self.queries[query.id] = query
        payload = {
            "id": query.id,
            "from": self.user(person_id),
            "message": dict(self.message(chat_id, message_id)),
            "chat_instance": str(abs(chat_id) * 7919),
            "data": found[0]["callback_data"],
        }
        self.updates.add("callback_query", payload, person_id)
        self.tell("press", {"chat_id": chat_id, "query_id": query.id, "person_id": person_id})
        return query.id

    def person_edits(self, person_id: int, chat_id: int, message_id: int, text: str) -> Json:
        """Edits one's own message, or its caption. Raises ValueError for somebody else's."""
        message = self.message(chat_id, message_id)
        if message["from"]["id"] != person_id:
            raise ValueError("one edits one's own messages only")
        name = "text" if "text" in message else "caption"
        for old in (name, entities_of(name)):
            message.pop(old, None)
        message |= {**content_of(formatted(text, ""), name), "edit_date": self.timestamp()}
        if self.bot_sees(message):
            self.updates.add("edited_message", dict(message), chat_id)
        self.tell("edited", {"chat_id": chat_id, "message": message})
        return message

    def person_deletes(self, person_id: int, chat_id: int, message_id: int) -> None:
        """Takes a message away; bots are not told."""
        if chat_id < 0 and self.message(chat_id, message_id)["from"]["id"] != person_id:
            raise ValueError("in a group one deletes one's own messages only")
        self.remove(chat_id, message_id)

    def person_blocks(self, person_id: int, *, blocked: bool = True) -> None:
        """Blocks the bot, or unblocks it; the bot is told by `my_chat_member`."""
        chat = self.chats[person_id]
        if chat.blocked != blocked:
            chat.blocked = blocked
            states = ("member", "kicked") if blocked else ("kicked", "member")
            self.membership_changes(person_id, person_id, *states)
        self.tell("chat", {"chat_id": person_id})

    def person_leaves_telegram(self, person_id: int) -> None:
        """Deletes the account: the bot hears "user is deactivated" from now on."""
        self.chats[person_id].deactivated = True
        self.tell("chat", {"chat_id": person_id})

    def bot_is_kicked(self, group_id: int, by: int) -> None:
        self.chats[group_id].kicked = True
        self.membership_changes(group_id, by, "member", "kicked")
        self.tell("chat", {"chat_id": group_id})

    def bot_is_added(self, group_id: int, by: int) -> None:
        self.chats[group_id].kicked = False
        self.membership_changes(group_id, by, "left", "member")
        self.service_message(group_id, by, {"new_chat_members": [self.bot_user()]})

    def group_migrates(self, group_id: int) -> int:
        """Makes a supergroup of a group and returns its new id; the old one is closed from now on."""
        group = self.groups.pop(group_id)
        new_id = SUPERGROUPS_BELOW - 1_000_000_000 + group_id
        self.groups[new_id] = Group(new_id, group.title, group.member_ids, group.is_forum)
        self.chats[new_id] = Chat(new_id, group.title, open=True)
        by = group.member_ids[0]
        old = self.chats[group_id]
        self.service_message(group_id, by, {"migrate_to_chat_id": new_id})
        old.migrated_to = new_id
        self.shown = tuple((person, new_id if chat == group_id else chat) for person, chat in self.shown)
        self.service_message(new_id, by, {"migrate_from_chat_id": group_id})
        self.tell("chat", {"chat_id": new_id, "was": group_id})
        return new_id

    def raw_update(self, update: Json, queue: int = 0) -> int:
        """Gives the bot any update, however odd, in the order of chat `queue`. Returns its id."""
        update_id = self.updates.add_raw(update, queue)
        self.tell("update", {"update_id": update_id})
        return update_id

    def _said(
        self,
        person_id: int,
        chat_id: int,
        content: Json,
        reply_to: int | None,
        thread_id: int | None = None,
    ) -> Json:
        chat = self.chats[chat_id]
        if chat.migrated_to is not None or chat.deactivated:
            raise ValueError(f"nobody can write to chat {chat_id} any more")
        if chat_id < 0 and person_id not in self.groups[chat_id].member_ids:
            raise ValueError(f"{person_id} is not in group {chat_id}")
        if chat_id > 0 and chat_id != person_id:
            raise ValueError("a person writes in their own chat with the bot")
        if chat.blocked:
            self.person_blocks(person_id, blocked=False)
        extra: Json = {"message_thread_id": thread_id, "is_topic_message": True} if thread_id else {}
        if reply_to is not None:
            quoted = self.quoted(chat_id, reply_to)
            if quoted is None:
                raise ValueError(f"no message {reply_to} to reply to")
            extra["reply_to_message"] = quoted
        first = not chat.open
        chat.open = True
        message = self.put(chat_id, self.user(person_id), {**extra, **content})
        if self.bot_sees(message):
            self.updates.add("message", dict(message), chat_id)
        self.tell("update", {})
        if first:
            self.tell("chat", {"chat_id": chat_id})
        return message
