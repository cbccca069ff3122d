"""What stands written: chats, messages, files, and the updates that wait for the bot."""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.commands import CommandMenus
from sandbox.entities import Formatted
from sandbox.faults import CallLog, Faults
from sandbox.files import Files
from sandbox.flood import FloodLimits
from sandbox.people import BotAccount, Group, Person
from sandbox.updates import UpdateQueue, Waiting
from sandbox.wire import ApiError, Json, bad_request, forbidden

Watcher = Callable[[str, Json], None]
SUPERGROUPS_BELOW = -1_000_000_000_000


@dataclass(slots=True)
class Chat:
    """One conversation. `open`: the person has written first, or the bot is in the group."""

    id: int
    title: str = ""
    messages: dict[int, Json] = field(default_factory=dict)
    last_id: int = 0
    open: bool = False
    blocked: bool = False
    deactivated: bool = False
    kicked: bool = False
    migrated_to: int | None = None
    keyboard: Json = field(default_factory=dict)


@dataclass(slots=True)
class Query:
    """A button pressed; answered or not, it can be answered until it is too old."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    pressed_at: float
    answer: Json | None = None


class Ledger:
    """The state of one world, and what both the people and the bot do to it.

    `now` gives the moment (aware) that messages are stamped with. `privacy`: in groups the bot sees only
    commands, replies to itself and service messages, as is Telegram's default. `shown`: what the page opens
    with, as (person, chat) pairs; by default two people and the first group as its first member sees it.
    `epoch` counts how often the world began anew.
    """

    def __init__(
        self,
        people: Iterable[Person],
        groups: Iterable[Group] = (),
        *,
        now: Callable[[], datetime],
        shown: Iterable[tuple[int, int]] = (),
        first_update_id: int | None = None,
        privacy: bool = True,
    ) -> None:
        self.now = now
        self.privacy = privacy
        self.bot = BotAccount(7_000_000_001, "don_doc_bot")
        self.people = {person.id: person for person in people}
        self.groups = {group.id: group for group in groups}
        self.about = ""
        self.query_seconds = 60.0
        self.epoch = 0
        self._watchers: list[Watcher] = []
        self._begin(shown, first_update_id)

    def begin_anew(self, shown: Iterable[tuple[int, int]] = ()) -> None:
        """Nothing was ever said; the people stay. No bot may be at work meanwhile."""
        self._begin(shown, None)
        self.epoch += 1
        self.tell("chat", {})

    def _begin(self, shown: Iterable[tuple[int, int]], first_update_id: int | None) -> None:
        self.shown = tuple(shown) or self._first_phones()
        self.chats = {chat_id: Chat(chat_id) for chat_id in self.people}
        self.chats |= {group.id: Chat(group.id, group.title, open=True) for group in self.groups.values()}
        first = random.SystemRandom().randrange(10**8, 10**9) if first_update_id is None else first_update_id
        self.updates = UpdateQueue(self.now, first)
        self.updates.on_taken = self._taken
        self.files = Files()
        self.faults = Faults()
        self.flood = FloodLimits()
        self.log = CallLog()
        self.menus = CommandMenus()
        self.queries: dict[str, Query] = {}
        self.delivered: list[Json] = []

    @contextmanager
    def watching(self, watcher: Watcher) -> Iterator[None]:
        """Calls `watcher(kind, what)` at every event while the block runs."""
        self._watchers.append(watcher)
        try:
            yield
        finally:
            self._watchers.remove(watcher)

    def tell(self, kind: str, what: Json) -> None:
        for watcher in list(self._watchers):
            watcher(kind, what)

    def timestamp(self) -> int:
        return int(self.now().timestamp())

    def bot_user(self) -> Json:
        name = {"first_name": self.bot.first_name, "username": self.bot.username}
        return {"id": self.bot.id, "is_bot": True, **name}

    def user(self, person_id: int) -> Json:
        person = self.people[person_id]
        return {"id": person.id, "is_bot": False, **_names(person), "language_code": "vi"}

    def chat_of(self, chat_id: int) -> Json:
        if chat_id > 0:
            return {"id": chat_id, **_names(self.people[chat_id]), "type": "private"}
        group = self.groups.get(chat_id)
        forum = {"is_forum": True} if group is not None and group.is_forum else {}
        return {"id": chat_id, "title": self.chats[chat_id].title, "type": self.kind_of(chat_id), **forum}

    def kind_of(self, chat_id: int) -> str:
        if chat_id > 0:
            return "private"
        group = self.groups.get(chat_id)
        forum = group is not None and group.is_forum
        return "supergroup" if chat_id < SUPERGROUPS_BELOW or forum else "group"

    def is_bots(self, message: Json) -> bool:
        return bool(message["from"]["id"] == self.bot.id)

    def bot_sees(self, message: Json) -> bool:
        chat_id = message["chat"]["id"]
        if chat_id > 0:
            return True
        if self.chats[chat_id].kicked:
            return False
        if not self.privacy:
            return True
        replied = message.get("reply_to_message")
        if replied is not None and self.is_bots(replied):
            return True
        text = str(message.get("text", message.get("caption", "")))
        command = re.match(r"/\w+(?:@(\w+))?", text)
        if command is None:
            return False
        return command[1] is None or command[1].lower() == self.bot.username.lower()

    def open_chat(self, chat_id: int) -> Chat:
        """The chat, if the bot may write there. Raises ApiError."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        if chat.kicked:
            raise forbidden(f"bot was kicked from the {self.kind_of(chat_id)} chat")
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.open:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def put(self, chat_id: int, sender: Json, content: Json) -> Json:
        """Adds a message to a chat and tells whoever watches."""
        chat = self.chats[chat_id]
        chat.last_id += 1
        message = {
            "message_id": chat.last_id,
            "from": sender,
            "chat": self.chat_of(chat_id),
            "date": self.timestamp(),
            **content,
        }
        chat.messages[chat.last_id] = message
        if self.is_bots(message):
            self.delivered.append(dict(message))
        self.tell("message", {"chat_id": chat_id, "message": message, "heard": self.bot_sees(message)})
        return message

    def quoted(self, chat_id: int, message_id: int) -> Json | None:
        """A message as it stands inside a reply: without the reply inside it. None if it is gone."""
        message = self.chats[chat_id].messages.get(message_id)
        if message is None:
            return None
        return {key: value for key, value in message.items() if key != "reply_to_message"}

    def remove(self, chat_id: int, message_id: int) -> None:
        del self.chats[chat_id].messages[message_id]
        self.tell("deleted", {"chat_id": chat_id, "message_id": message_id})

    def service_message(self, chat_id: int, by: int, content: Json) -> None:
        """A message that Telegram itself writes: somebody joined, a group became a supergroup."""
        message = self.put(chat_id, self.user(by), content)
        self.updates.add("message", dict(message), chat_id)
        self.tell("update", {})

    def membership_changes(self, chat_id: int, by: int, before: str, after: str) -> None:
        def member(status: str) -> Json:
            until: Json = {"until_date": 0} if status == "kicked" else {}
            return {"user": self.bot_user(), "status": status, **until}

        payload = {
            "chat": self.chat_of(chat_id),
            "from": self.user(by),
            "date": self.timestamp(),
            "old_chat_member": member(before),
            "new_chat_member": member(after),
        }
        self.updates.add("my_chat_member", payload, chat_id)
        self.tell("update", {})

    def _first_phones(self) -> tuple[tuple[int, int], ...]:
        people = [(person_id, person_id) for person_id in self.people]
        groups = [(group.member_ids[0], group.id) for group in self.groups.values()]
        return (*people[: 3 - len(groups[:1])], *groups[:1])

    def _taken(self, entry: Waiting) -> None:
        if entry.message is not None:
            chat_id, message_id = entry.message
            self.tell("taken", {"chat_id": chat_id, "message_id": message_id})


def content_of(value: Formatted, name: str) -> Json:
    """The fields of a message that hold this text: `name` is `text` or `caption`."""
    if not value.text:
        return {}
    content: Json = {name: value.text}
    if value.entities:
        content[entities_of(name)] = [dict(entity) for entity in value.entities]
    return content


def entities_of(name: str) -> str:
    """The field beside `text` or `caption` that holds its entities."""
    return "entities" if name == "text" else "caption_entities"


def _names(person: Person) -> Json:
    optional = {"last_name": person.last_name, "username": person.username}
    return {"first_name": person.first_name, **{name: value for name, value in optional.items() if value}}
