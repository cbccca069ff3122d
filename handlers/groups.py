"""Who can be reached: people who stop the bot, a group that puts it out, a digest not delivered."""

from functools import partial

from domain.refusal import Refusal
from handlers import digests, posting
from handlers.desk import Desk, Turn
from handlers.registration import require_secretariat
from handlers.texts import groups as texts
from storage import digests as posted
from storage import people, reminders, unit_groups
from storage.changes import Change
from storage.outbox import Kind

GONE = ("kicked", "left")


async def membership(desk: Desk) -> None:
    """Somebody stopped the bot: unreachable until they write again. Or a group put it out."""
    changed = desk.update.my_chat_member
    if changed is None or changed.new_chat_member.status not in GONE:
        return
    if desk.in_private:
        await people.mark_unreachable(desk.tx, desk.actor.person.id, desk.now)
        await desk.trace(Change("person", desk.actor.person.id, "unreachable", None, "x"))
        return
    group = await digests.steering_group(desk)
    own = await unit_groups.of_chat(desk.tx, desk.chat_id)
    if own is not None or (group is not None and group.chat_id == desk.chat_id):
        for person in await desk.secretariat():
            await desk.tell(person, partial(texts.put_out, changed.chat.title or "", desk.actor.person.name))


async def say_undelivered(turn: Turn) -> None:
    """A digest that Telegram refused for good is told to the Secretariat, once."""
    lost = await posted.undelivered(turn.tx)
    secretariat = await turn.secretariat() if lost is not None else []
    if lost is None or not secretariat:
        return
    if await reminders.tell_once(turn.tx, f"undelivered:{lost.moment.isoformat()}", turn.now):
        for person in secretariat:
            await turn.tell(person, partial(texts.undelivered, turn.local(lost.moment), lost.error))


async def post_again(desk: Desk) -> str:
    """The button under that message: the digest as of now, to the group."""
    require_secretariat(desk)
    lost, group = await posted.undelivered(desk.tx), await digests.steering_group(desk)
    if lost is None or group is None:
        raise Refusal("gone")
    row = await desk.post(
        group.chat_id,
        await posting.screen_again(desk, lost.moment),
        Kind.DIGEST,
        thread_id=group.thread_id,
        in_hours=True,
    )
    await posted.put_again(desk.tx, lost.moment, group.chat_id, row)
    await desk.rewrite(texts.posted_again())
    return ""
