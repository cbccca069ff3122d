"""The routing table: which words, button or file goes to which handler."""

from dataclasses import replace
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
from domain.text import fold
from handlers import (
    accepting,
    asking,
    assigning,
    cadence,
    calendar,
    calendar_links,
    conclusions,
    confirming,
    deputies,
    digests,
    directive_pages,
    editing,
    evidence,
    extensions,
    first_steps,
    giving,
    groups,
    handovers,
    hearing,
    here,
    importing,
    invitation_sheets,
    itemised,
    languages,
    listing,
    matrix_pages,
    mending,
    nudging,
    out_of_reach,
    picking,
    practising,
    pressing,
    previewing,
    proposal_sheet,
    ratings,
    registration,
    rehearsing,
    reissuing,
    series,
    snoozing,
    successors,
    suspending,
    tasks,
    trend_pages,
    units,
    walking,
    welcoming,
    workbook,
)
from handlers.desk import Desk

PRIVATE = filters.ChatType.PRIVATE
GROUP = filters.ChatType.GROUPS
NEW = filters.UpdateType.MESSAGE

# English name, Vietnamese name, handler, where it may be used
COMMANDS: tuple[tuple[str, str, Handler, filters.BaseFilter], ...] = (
    ("start", "dangky", welcoming.start, PRIVATE),
    ("help", "trogiup", registration.help_, filters.ALL),
    ("tasks", "viec", tasks.tasks, PRIVATE),
    ("history", "lichsu", tasks.history, PRIVATE),
    ("undo", "hoantac", pressing.undo, PRIVATE),
    ("away", "vang", deputies.away, PRIVATE),
    ("handover", "bangiao", handovers.hand_over, PRIVATE),
    ("summary", "tonghop", digests.summary, filters.ALL),
    ("assign", "giao", assigning.assign, PRIVATE),
    ("invite", "moi", registration.invite, PRIVATE),
    ("extend", "giahan", extensions.extend, PRIVATE),
    ("people", "daumoi", units.people_, PRIVATE),
    ("here", "nhom", here.here, filters.ALL),
    ("nudge", "nhac", nudging.nudge, PRIVATE),
    ("days", "lich", calendar.days, PRIVATE),
    ("suspend", "tamdung", suspending.suspend, PRIVATE),
    ("rehearse", "dienthu", rehearsing.ask, PRIVATE),
    ("digest", "bantin", cadence.digest, PRIVATE),
    ("practice", "tapdung", practising.practice, PRIVATE),
    ("language", "ngonngu", languages.language, PRIVATE),
)

ID = r"(\d{1,18})"
PRESSES: tuple[tuple[str, Handler], ...] = (  # in private only
    (rf"^said:{ID}:(done|progress|blocked|notstarted)$", pressing.pressed),
    (rf"^open:{ID}$", pressing.open_card),
    (rf"^items:{ID}$", itemised.opened),
    (rf"^itemsfix:{ID}$", itemised.fix),
    (rf"^itemsyes:{ID}$", itemised.confirmed),
    (rf"^left:{ID}:(\d{{1,3}})$", itemised.picked),
    (rf"^leftok:{ID}$", itemised.all_picked),
    (rf"^later:{ID}$", extensions.later),
    (rf"^snooze:{ID}$", snoozing.ask),
    (rf"^until:{ID}:(\d{{8}})$", snoozing.until),
    (rf"^wish:{ID}:(\d{{8}})$", extensions.wished),
    (rf"^fix:{ID}$", pressing.fix),
    (rf"^be:{ID}:(done|progress|blocked|notstarted)$", pressing.be),
    (rf"^other:{ID}$", pressing.other),
    (rf"^move:{ID}:{ID}$", pressing.move),
    (rf"^undo:{ID}$", pressing.undo_pressed),
    (rf"^pct:{ID}:(\d{{1,3}})$", pressing.percent_pressed),
    (rf"^date:{ID}$", pressing.other_day),
    (rf"^day:{ID}:(\d{{8}})$", pressing.day_pressed),
    (rf"^yes:{ID}$", picking.confirmed),
    (rf"^relay:{ID}:{ID}$", asking.relay_pressed),
    (rf"^pick:{ID}:{ID}$", picking.picked),
    (rf"^drop:{ID}$", picking.dropped),
    (rf"^pass:{ID}$", picking.passed),
    (rf"^tasks:(\d{{1,3}})(?::{ID})?$", tasks.turn_page),
    (rf"^invite:{ID}$", registration.invite_pressed),
    (rf"^how:{ID}$", tasks.explained),
    (rf"^files:{ID}$", evidence.send),
    (r"^people:(missing|registered|unreachable|practised|all):(\d{1,4})$", registration.people_pressed),
    (rf"^page:{ID}$", units.page_pressed),
    (rf"^head:{ID}$", units.invite_head),
    (rf"^headoff:{ID}:{ID}$", units.end_head),
    (rf"^above:{ID}$", units.ask_above),
    (rf"^alone:{ID}$", units.stand_alone),
    (rf"^dismiss:{ID}:{ID}$", units.ask_dismissal),
    (rf"^dismissed:{ID}:{ID}$", units.dismiss),
    (rf"^trail:{ID}$", units.trail),
    (rf"^cover:{ID}$", deputies.ask_cover),
    (rf"^standin:{ID}:{ID}$", deputies.chosen),
    (rf"^invitein:{ID}$", deputies.invite),
    (rf"^back:{ID}$", deputies.back),
    (rf"^giveto:{ID}:{ID}$", handovers.chosen),
    (rf"^invitenext:{ID}$", handovers.invite),
    (rf"^leaves:{ID}:{ID}$", handovers.leaver_chosen),
    (rf"^takeover:{ID}$", successors.take),
    (rf"^nothandover:{ID}$", successors.refuse),
    (rf"^grant:{ID}$", extensions.grant),
    (rf"^refuse:{ID}$", extensions.refuse),
    (rf"^shorten:{ID}$", extensions.shorten),
    (rf"^approve:{ID}$", accepting.accept),
    (rf"^return:{ID}$", accepting.send_back),
    (rf"^resume:{ID}$", accepting.reopen),
    (rf"^recall:{ID}$", accepting.recall),
    (r"^calendar-link$", calendar_links.address_pressed),
    (r"^calendar-off$", calendar_links.revoked_pressed),
    (r"^postagain$", groups.post_again),
    (r"^phonelist$", out_of_reach.send_list),
    (r"^printinvites$", invitation_sheets.print_pressed),
    (rf"^withdraw:{ID}$", assigning.withdraw),
    (rf"^nodeadline:{ID}$", assigning.no_deadline),
    (rf"^anyway:{ID}$", assigning.past_anyway),
    (rf"^noassign:{ID}$", assigning.leave),
    (r"^samplesheet$", first_steps.sample),
    (r"^inviteall$", first_steps.invite_all),
    (rf"^import:{ID}$", importing.confirm),
    (rf"^noimport:{ID}$", importing.cancel),
    (rf"^paper:{ID}$", conclusions.overview_pressed),
    (rf"^nameit:{ID}$", conclusions.ask_name),
    (rf"^table:{ID}$", proposal_sheet.table),
    (rf"^walk:{ID}$", walking.walk),
    (rf"^card:{ID}$", walking.show),
    (rf"^accept:{ID}:(\d{{1,4}}):(\d{{1,4}})$", walking.accept),
    (rf"^reject:{ID}$", walking.drop),
    (rf"^reopen:{ID}$", walking.reopen),
    (rf"^mend:{ID}$", mending.mend),
    (rf"^pastdue:{ID}$", mending.past_anyway),
    (rf"^uselist:{ID}:(\d{{1,2}})$", listing.use),
    (rf"^fixlist:{ID}:(\d{{1,2}})$", listing.fix),
    (rf"^giveout:{ID}$", giving.give_out),
    (rf"^nudge:{ID}$", nudging.confirmed),
    (rf"^days:{ID}$", calendar.confirmed),
    (rf"^suspend:{ID}$", suspending.confirmed),
    (rf"^goon:{ID}$", suspending.resumed),
    (rf"^cadence:{ID}$", cadence.confirmed),
    (r"^reissue:(\d{8})$", reissuing.pressed),
    (r"^digestsee$", cadence.see),
    (rf"^digestgo:{ID}$", cadence.send_now),
    (rf"^digestwords:{ID}$", previewing.ask_words),
    (rf"^digestlater:{ID}$", previewing.later),
    (rf"^digeston:{ID}:(\d{{8}})$", previewing.put_off),
    (rf"^digestback:{ID}$", previewing.back),
    (rf"^leave:{ID}$", confirming.leave),
    (rf"^try:{ID}:(done|progress|blocked|notstarted|later|fix|undo)$", practising.tried),
    (rf"^understood:{ID}$", practising.understood),
    (r"^language:(vi|en)$", languages.chosen),
    (rf"^rate:{ID}$", ratings.ask),
    (rf"^unrate:{ID}$", ratings.taken_back),
)
PRESSES_ANYWHERE: tuple[tuple[str, Handler], ...] = (  # those under a digest
    (r"^part:([a-z]+)(?::(\d{1,4}))?(?::(\d{8}))?$", digests.part_pressed),
    (r"^calendar$", calendar_links.file_pressed),
    (rf"^series:{ID}$", series.series_pressed),
    (r"^picture$", workbook.picture_pressed),
    (r"^sheet(?::(\d{8}))?$", workbook.sheet_pressed),
    (r"^print(?::(\d{8}))?$", workbook.print_pressed),
    (r"^due:(\d{8}):(\d{8}):(\d{1,4})$", digests.due_pressed),
    (rf"^unit:{ID}:(\d{{1,4}})(?::(\d{{8}}))?$", digests.unit_pressed),
    (r"^trend(?::(\d{1,4})(?::(units|unit):(\d{1,18}))?)?$", trend_pages.pressed),
    (r"^yearpage:(\d{1,4})$", trend_pages.page_pressed),
    (r"^papers:(\d{1,4})$", directive_pages.register_pressed),
    (rf"^directive:{ID}:(\d{{1,4}})$", directive_pages.directive_pressed),
    (rf"^task:{ID}:(\d{{1,4}})$", directive_pages.task_pressed),
    (rf"^programme:{ID}:([a-z]+):(\d{{1,4}})$", matrix_pages.pressed),
    (rf"^matrix:{ID}$", matrix_pages.picture_pressed),
    (rf"^matrixprint:{ID}$", matrix_pages.print_pressed),
    (rf"^original:{ID}$", directive_pages.original),
)


BY_NAME = {name: handler for english, vietnamese, handler, _ in COMMANDS for name in (english, vietnamese)}


async def marked_command(desk: Desk) -> str | None:
    """ "/việc": Telegram sees no command in it, people do."""
    name, *args = desk.words.split()
    handler = BY_NAME.get(fold(name).lstrip("/"))
    if handler is None:
        raise Refusal("unknown_command")
    return await handler(replace(desk, args=tuple(args)))


async def stale(_: Desk) -> None:
    """A forged button, or one from before an upgrade."""
    raise Refusal("gone")


def only_in_private(handler: Handler) -> Handler:
    """Any button's data can be sent from under any message of ours, in the group too.

    There it would show a task to all, or put one person's list in the place of the digest.
    """

    async def pressed(desk: Desk) -> str | None:
        if not desk.in_private:
            raise Refusal("gone")
        return await handler(desk)

    return pressed


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
    table += [CallbackQueryHandler(routed(only_in_private(handler)), pattern) for pattern, handler in PRESSES]
    table += [CallbackQueryHandler(routed(handler), pattern) for pattern, handler in PRESSES_ANYWHERE]
    table.append(CallbackQueryHandler(routed(stale)))
    table.append(MessageHandler(NEW & PRIVATE & filters.COMMAND, routed(unknown_command)))
    table.append(MessageHandler(NEW & PRIVATE & filters.Regex(r"^/\w"), routed(marked_command)))
    table.append(MessageHandler(NEW & PRIVATE & filters.TEXT, routed(hearing.text)))
    table.append(
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & PRIVATE & filters.TEXT, routed(editing.edited))
    )
    table.append(MessageHandler(NEW & PRIVATE & filters.Document.ALL, routed(importing.file)))
    table.append(MessageHandler(NEW & PRIVATE & filters.PHOTO, routed(importing.photo)))
    table.append(MessageHandler(NEW & GROUP & filters.StatusUpdate.MIGRATE, routed(here.migrated)))
    table.append(MessageHandler(NEW & PRIVATE & ~filters.StatusUpdate.ALL, routed(not_text)))
    table.append(ChatMemberHandler(routed(groups.membership), ChatMemberHandler.MY_CHAT_MEMBER))
    return table


def route(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    application.add_handlers(routes())
