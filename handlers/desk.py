"""What a handler works with: the transaction, the moment, the office's rules, and who is there.

A handler writes facts and messages through it and never calls Telegram.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Message, Update

from domain.calendar import WorkCalendar
from domain.evidence import FILE_NAME, PHOTO_NAME, Attachment
from domain.importing.values import YEARS
from domain.ladder import Hours, Ladder
from domain.office import Actor, Language, Person
from domain.refusal import Refusal
from handlers.screens import Screen
from handlers.texts.language import speaking
from storage import changes, outbox, people
from storage.changes import Change
from storage.database import Tx
from storage.outbox import Kind, Outgoing

LONGEST_REASON = 500
Worded = Callable[[], Screen | str]  # what is to be said, put into words once it is known who reads it


@dataclass(frozen=True, slots=True)
class Office:
    """The settings that rules and sentences depend on."""

    zone: ZoneInfo
    hours: Hours
    ladder: Ladder
    secretariat_ids: frozenset[int]
    leader_ids: frozenset[int]
    steering_chat_id: int | None
    invite_days: int
    public_url: str | None
    files_dir: Path
    issuer_form: str
    preview_hours: float


@dataclass(frozen=True, slots=True)
class Turn:
    """One transaction's worth of work at one moment."""

    tx: Tx
    now: datetime
    office: Office
    calendar: WorkCalendar
    inbox_seq: int | None = None
    source: str = "command line"

    @property
    def by(self) -> int | None:
        """The person who acts; None: the clock, or somebody at the command line."""
        return None

    async def trace(self, *what: Change) -> None:
        """Who did it, when, from where and by which message is added."""
        await changes.keep(
            self.tx, what, at=self.now, person_id=self.by, source=self.source, inbox_seq=self.inbox_seq
        )

    @property
    def today(self) -> date:
        return self.now.astimezone(self.office.zone).date()

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.office.zone)

    async def post(
        self,
        chat_id: int,
        screen: Screen,
        kind: Kind,
        *,
        person_id: int | None = None,
        about: tuple[int, ...] = (),
        **more: Any,
    ) -> int:
        """A message to any chat; `more` as in `Outgoing`, `thread_id` and `reply_to` among them."""
        body = screen.to_body()
        thread_id, reply_to = more.pop("thread_id", None), more.pop("reply_to", None)
        if thread_id is not None:
            body["message_thread_id"] = thread_id
        if reply_to is not None:
            body["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
        message = Outgoing(chat_id, "sendMessage", body, kind, person_id=person_id, about=about, **more)
        return await outbox.put(self.tx, message, self.now, self.inbox_seq)

    async def tell(
        self,
        person: Person,
        worded: Worded,
        kind: Kind = Kind.NOTICE,
        about: tuple[int, ...] = (),
        **more: Any,
    ) -> int | None:
        """A message to a person in private, in their language; None when they cannot be reached."""
        if not person.reachable or person.telegram_id is None:
            return None
        screen = _in(person.language, worded)
        return await self.post(person.telegram_id, screen, kind, person_id=person.id, about=about, **more)

    async def send_file(
        self, chat_id: int, person: Person, name: str, content: bytes, caption: Screen | str
    ) -> None:
        """An answer to `person` that is a file. `caption`: a screen in HTML, or a plain text."""
        body = caption.to_caption() if isinstance(caption, Screen) else {"caption": caption}
        message = Outgoing(
            chat_id,
            "sendDocument",
            body,
            Kind.ANSWER,
            person_id=person.id,
            file_name=name,
            file=content,
        )
        await outbox.put(self.tx, message, self.now, self.inbox_seq)

    async def rewrite_delivered(
        self,
        key_prefix: str,
        worded: Worded,
        *,
        also: tuple[int, int] | None = None,
        since: datetime | None = None,
    ) -> None:
        """Puts it in the place of every message sent under a key that begins so (after `since`), and of
        `also`."""
        sent = await outbox.delivered(self.tx, key_prefix, since)
        await self.rewrite_at({*sent, *([also] if also else [])}, worded)

    async def rewrite_at(self, places: Collection[tuple[int, int]], worded: Worded, *, key: str = "") -> None:
        """In the place of these messages: chat and number of each. `key`: how the keys of the edits begin."""
        languages = await people.languages(self.tx, {chat_id for chat_id, _ in places})
        for chat_id, message_id in sorted(places):
            screen = _in(languages.get(chat_id, Language.VIETNAMESE), worded)
            body = screen.to_body() | {"message_id": message_id}
            own_key = f"{key}{message_id}" if key else None
            edit = Outgoing(chat_id, "editMessageText", body, Kind.SILENT, key=own_key)
            await outbox.put(self.tx, edit, self.now, self.inbox_seq)

    async def secretariat(self) -> list[Person]:
        """Those of the Secretariat whom a message would reach."""
        found = [await people.by_telegram(self.tx, i) for i in sorted(self.office.secretariat_ids)]
        return [person for person in found if person is not None and person.reachable]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk(Turn):
    """A turn in which somebody wrote to us or pressed a button.

    `files`: fetched for it, by file id. `worked_out`: see `handlers.beforehand`.
    """

    update: Update
    actor: Actor
    args: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    worked_out: object = None
    source: str = "telegram"

    @property
    def by(self) -> int:
        return self.actor.person.id

    @property
    def file(self) -> bytes | None:
        """The content of the file that came, as the intake fetched it."""
        return next(iter(self.files.values()), None)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The photo or file of the message that came; none of a message whose button was pressed."""
        found = attachment_of(self.update.message)
        return (found,) if found is not None else ()

    @property
    def message(self) -> Message:
        """The message that came, or the one whose button was pressed."""
        message = self.update.effective_message
        if message is None:
            raise TypeError("an update without a message")
        return message

    @property
    def chat_id(self) -> int:
        chat = self.update.effective_chat
        return chat.id if chat is not None else self.actor.person.telegram_id or 0

    @property
    def in_private(self) -> bool:
        chat = self.update.effective_chat
        return chat is None or chat.type == "private"

    @property
    def reader(self) -> Language:
        """In which language we answer: theirs. A group reads Vietnamese; a press there opens in private."""
        alone = self.in_private or self.update.callback_query is not None
        return self.actor.person.language if alone else Language.VIETNAMESE

    @property
    def words(self) -> str:
        """What was typed: the text, or the caption of a file."""
        message = self.update.effective_message
        return (message.text or message.caption or "") if message else ""

    @property
    def reason(self) -> str:
        """What was typed, as the reason of something; no reason is longer than LONGEST_REASON."""
        return self.words.strip()[:LONGEST_REASON]

    @property
    def asks(self) -> bool:
        """Whether a question was typed: it is no answer to ours."""
        return self.words.rstrip().endswith("?")

    def pressed_day(self, digits: str) -> date:
        """The day behind a button, YYYYMMDD; a forged one is Refusal("gone")."""
        try:
            day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            raise Refusal("gone") from None
        if day.year not in YEARS:  # the calendar cannot be reckoned with at its ends
            raise Refusal("gone")
        return day

    @property
    def said_at(self) -> datetime:
        """Contract, "Which moment": the message's date, an edit's edit_date, a press when it was taken in."""
        if self.update.callback_query is not None:
            return self.now
        message = self.message
        return (self.update.edited_message and message.edit_date) or message.date

    async def say(
        self, screen: Screen | str, kind: Kind = Kind.ANSWER, about: tuple[int, ...] = (), **more: Any
    ) -> int:
        """The answer, in the chat where we were spoken to."""
        screen = Screen(screen) if isinstance(screen, str) else screen
        thread = self.update.effective_message.message_thread_id if self.update.effective_message else None
        if not self.in_private and thread is not None:
            more.setdefault("thread_id", thread)
        return await self.post(
            self.chat_id, screen, kind, person_id=self.actor.person.id, about=about, **more
        )

    async def silently(self, method: str, body: dict[str, Any]) -> None:
        """A call that makes no message of its own: an edit, the answer to a button, a menu."""
        await outbox.put(
            self.tx,
            Outgoing(self.chat_id, method, body, Kind.SILENT, person_id=self.actor.person.id),
            self.now,
            self.inbox_seq,
        )

    async def show_decided(
        self, key_prefix: str, card: Worded, about: tuple[int, ...], since: datetime | None = None
    ) -> None:
        """In the place of the cards under keys that begin so, those of after `since`; who decided in words is
        shown it as well."""
        pressed = (self.chat_id, self.message.message_id) if self.update.callback_query else None
        await self.rewrite_delivered(key_prefix, card, also=pressed, since=since)
        if pressed is None:
            await self.say(card(), about=about)

    async def rewrite(self, screen: Screen) -> None:
        """Puts `screen` in the place of the message whose button was pressed."""
        await self.silently("editMessageText", screen.to_body() | {"message_id": self.message.message_id})


def _in(language: Language, worded: Worded) -> Screen:
    with speaking(language):
        said = worded()
    return Screen(said) if isinstance(said, str) else said


def attachment_of(message: Message | None) -> Attachment | None:
    """The file of a message, the largest size of a photo."""
    if message is None:
        return None
    album = message.media_group_id or ""
    if message.photo:
        photo = message.photo[-1]
        return Attachment(photo.file_id, PHOTO_NAME, photo.file_size or 0, "photo", album)
    if message.document is not None:
        held = message.document
        name = (held.file_name or FILE_NAME)[:200]
        return Attachment(held.file_id, name, held.file_size or 0, "document", album)
    return None
