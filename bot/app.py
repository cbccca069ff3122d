"""The routing table: which words, button or file goes to which handler."""

from typing import Any

from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.visit import Handler, routed
from domain.refusal import Refusal
from handlers import (
    answers,
    assigning,
    calendar,
    digests,
    extensions,
    hearing,
    importing,
    registration,
    reports,
    tasks,
)
from handlers.desk import Desk

PRIVATE = filters.ChatType.PRIVATE
GROUP = filters.ChatType.GROUPS
NEW = filters.UpdateType.MESSAGE

# English name, Vietnamese name, handler, where it may be used
COMMANDS: tuple[tuple[str, str, Handler, filters.BaseFilter], ...] = (
    ("start", "dangky", registration.start, PRIVATE),
    ("help", "trogiup", registration.help_, filters.ALL),
    ("tasks", "viec", tasks.tasks, PRIVATE),
    ("history", "lichsu", tasks.history, PRIVATE),
    ("undo", "hoantac", reports.undo, PRIVATE),
    ("summary", "tonghop", digests.summary, filters.ALL),
    ("assign", "giao", assigning.assign, PRIVATE),
    ("invite", "moi", registration.invite, PRIVATE),
    ("people", "daumoi", registration.people_, PRIVATE),
    ("here", "nhom", digests.here, filters.ALL),
    ("days", "lich", calendar.days, PRIVATE),
)

ID = r"(\d{1,18})"
PRESSES: tuple[tuple[str, Handler], ...] = (
    (rf"^said:{ID}:(done|progress|blocked|notstarted)$", reports.pressed),
    (rf"^open:{ID}$", reports.open_card),
    (rf"^later:{ID}$", extensions.later),
    (rf"^wish:{ID}:(\d{{8}})$", extensions.wished),
    (rf"^fix:{ID}$", reports.fix),
    (rf"^be:{ID}:(done|progress|blocked|notstarted)$", reports.be),
    (rf"^other:{ID}$", reports.other),
    (rf"^move:{ID}:{ID}$", reports.move),
    (rf"^undo:{ID}$", reports.undo_pressed),
    (rf"^pick:{ID}:{ID}$", answers.picked),
    (rf"^drop:{ID}$", answers.dropped),
    (rf"^pass:{ID}$", answers.passed),
    (r"^tasks:(\d{1,3})$", tasks.turn_page),
    (rf"^invite:{ID}$", registration.invite_pressed),
    (rf"^grant:{ID}$", extensions.grant),
    (rf"^refuse:{ID}$", extensions.refuse),
    (r"^part:([a-z]+)$", digests.part_pressed),
    (rf"^withdraw:{ID}$", assigning.withdraw),
    (rf"^nodeadline:{ID}$", assigning.no_deadline),
    (rf"^anyway:{ID}$", assigning.past_anyway),
    (rf"^noassign:{ID}$", assigning.leave),
    (rf"^import:{ID}$", importing.confirm),
    (rf"^noimport:{ID}$", importing.cancel),
)


async def stale(_: Desk) -> None:
    """A forged button, or one from before an upgrade."""
    raise Refusal("gone")


async def unknown_command(_: Desk) -> None:
    raise Refusal("unknown_command")


async def elsewhere(_: Desk) -> None:
    """A command typed in a group that belongs in private."""
    raise Refusal("private_only")


async def not_text(desk: Desk) -> None:
    """A sticker, a voice, a place: asked for words."""
    raise Refusal("not_text")


def routes() -> list[BaseHandler[Any, Any, Any]]:
    """In the order in which they are tried."""
    table: list[BaseHandler[Any, Any, Any]] = []
    for english, vietnamese, handler, where in COMMANDS:
        table.append(CommandHandler([english, vietnamese], routed(handler), NEW & where))
        if where is PRIVATE:
            table.append(CommandHandler([english, vietnamese], routed(elsewhere), NEW & GROUP))
    table += [CallbackQueryHandler(routed(handler), pattern) for pattern, handler in PRESSES]
    table.append(CallbackQueryHandler(routed(stale)))
    table.append(MessageHandler(NEW & PRIVATE & filters.COMMAND, routed(unknown_command)))
    table.append(MessageHandler(NEW & PRIVATE & filters.TEXT, routed(hearing.text)))
    table.append(
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & PRIVATE & filters.TEXT, routed(reports.edited))
    )
    table.append(MessageHandler(NEW & PRIVATE & filters.Document.ALL, routed(importing.file)))
    table.append(MessageHandler(NEW & PRIVATE & filters.PHOTO, routed(importing.photo)))
    table.append(MessageHandler(NEW & GROUP & filters.StatusUpdate.MIGRATE, routed(digests.migrated)))
    table.append(MessageHandler(NEW & PRIVATE & ~filters.StatusUpdate.ALL, routed(not_text)))
    table.append(ChatMemberHandler(routed(registration.membership), ChatMemberHandler.MY_CHAT_MEMBER))
    return table


def route(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    application.add_handlers(routes())
