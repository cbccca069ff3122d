"""One update through its handler, in one transaction: read, decide, write.

`Visit` carries the transaction from the intake past python-telegram-bot's dispatcher to the handler,
and what went wrong back again (the dispatcher swallows exceptions).
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import Message, Update
from telegram.ext import CallbackContext

from domain.calendar import WorkCalendar
from domain.office import Actor
from domain.refusal import Refusal
from handlers.desk import Desk, Office, Turn
from handlers.rights import actor_of
from handlers.texts.language import speaking
from storage import people
from storage.database import Tx

Handler = Callable[[Desk], Awaitable[str | None]]
Context = CallbackContext[Any, Any, Any, Any]


@dataclass(slots=True)
class Visit:
    tx: Tx
    now: datetime
    office: Office
    calendar: WorkCalendar
    inbox_seq: int
    files: Mapping[str, bytes] = field(default_factory=dict)
    worked_out: object = None
    actor: Actor | None = None
    error: BaseException | None = None


VISIT: ContextVar[Visit] = ContextVar("visit")


def routed(handler: Handler) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """The handler as python-telegram-bot calls it."""

    async def callback(update: Update, context: Context) -> None:
        visit = VISIT.get()
        try:
            desk = await desk_for(update, context, visit)
            if desk is None:
                return
            visit.actor = desk.actor
            press = update.callback_query
            if press is not None and not isinstance(press.message, Message):
                raise Refusal("gone")  # Telegram no longer shows us what the button stood under
            with speaking(desk.reader):
                toast = await handler(desk)
            if press is not None:
                await answer_press(desk, toast or "")
        except Exception as error:  # noqa: BLE001 - handed to the intake, which decides
            visit.error = error

    return callback


async def answer_press(desk: Desk, words: str, *, alert: bool = False) -> None:
    """Every press is answered, or the button would keep turning."""
    query = desk.update.callback_query
    if query is not None:
        body: dict[str, Any] = {"callback_query_id": query.id}
        if words:
            body |= {"text": words[:200], "show_alert": alert}
        await desk.silently("answerCallbackQuery", body)


async def desk_for(update: Update, context: Context | None, visit: Visit) -> Desk | None:
    """None when nobody is there: a channel's post, a service message without a sender."""
    user = update.effective_user
    if user is None or user.is_bot:
        return None
    chat = update.effective_chat
    private = chat is not None and chat.type == "private" and update.my_chat_member is None
    name = " ".join(filter(None, (user.first_name, user.last_name)))[:200]
    person = await people.remember(visit.tx, user.id, name, user.username, visit.now, wrote_privately=private)
    actor = await actor_of(Turn(visit.tx, visit.now, visit.office, visit.calendar), person)
    args: tuple[str, ...] = ()
    if context is not None and context.args:
        args = tuple(context.args)
    elif context is not None and context.matches:
        args = tuple(group or "" for group in context.matches[0].groups())
    return Desk(
        visit.tx,
        visit.now,
        visit.office,
        visit.calendar,
        visit.inbox_seq,
        update=update,
        actor=actor,
        args=args,
        files=visit.files,
        worked_out=visit.worked_out,
    )
