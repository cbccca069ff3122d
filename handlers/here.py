"""/here: which group gets the digests, of all units or of some; a group that becomes a supergroup."""

from domain.refusal import Refusal
from domain.text import fold
from domain.unit_lists import block_named
from handlers import digests, first_steps
from handlers.desk import Desk, Turn
from handlers.texts import groups as texts
from storage import departments, unit_groups, unit_lists
from storage import digests as kept
from storage.changes import Change


async def here(desk: Desk) -> None:
    """/here, in the group that shall get the digests (and in its topic, if it has topics).

    /here UNITS ("khối sở", a list that is kept): it gets the digest of these; /here bỏ: none any more.
    """
    if desk.in_private:
        raise Refusal("group_only")
    if not desk.actor.secretariat:
        raise Refusal("secretariat_only")
    if desk.args:
        await _here_of_units(desk, " ".join(desk.args))
        return
    await _no_more_of_units(desk)
    chat = desk.message.chat
    thread = desk.message.message_thread_id if desk.message.is_topic_message else None
    before, known = await kept.group(desk.tx), await digests.steering_group(desk)
    chosen = await kept.choose_group(desk.tx, chat.id, thread, chat.title, desk.actor.person.id, desk.now)
    was = str(before.chat_id) if before else None
    await desk.trace(Change("steering_group", chosen, "chat", was, str(chat.id)))
    following = await digests.next_moment(desk)
    await desk.say(texts.here(desk.local(following) if following else None))
    if known is None:  # the group was the last of the first steps, or one is left
        step = await first_steps.next_step(desk) or await first_steps.ready(desk, group_known=False)
        await desk.tell(desk.actor.person, lambda: step)


async def _here_of_units(desk: Desk, words: str) -> None:
    chat = desk.message.chat
    if fold(words) in ("bo", "thoi", "off"):
        if not await _no_more_of_units(desk):
            raise Refusal("not_a_unit_group")
        await desk.say(texts.HERE_NO_MORE())
        return
    group = await digests.steering_group(desk)
    if group is not None and group.chat_id == chat.id:
        raise Refusal("is_steering_group")
    lists = await unit_lists.every(desk.tx)
    block = block_named(words, lists)
    ids = block.members(await departments.every(desk.tx), lists)
    if not ids:
        raise Refusal("none_of_kind", words=words)
    await _no_more_of_units(desk)
    thread = desk.message.message_thread_id if desk.message.is_topic_message else None
    by = desk.actor.person.id
    chosen = await unit_groups.choose(desk.tx, chat.id, thread, chat.title, block, by, desk.now)
    await desk.trace(Change("unit_group", chosen, "chat", None, f"{chat.id} {block.name}"))
    following = await digests.next_moment(desk)
    await desk.say(texts.here_of_units(block.name, len(ids), desk.local(following) if following else None))


async def _no_more_of_units(desk: Desk) -> bool:
    """That chat was, until now, the group of some units."""
    before = await unit_groups.of_chat(desk.tx, desk.chat_id)
    if before is None:
        return False
    await unit_groups.end(desk.tx, desk.chat_id, desk.now)
    await desk.trace(Change("unit_group", before.id, "chat", f"{before.chat_id} {before.block.name}", None))
    return True


async def follow_group(turn: Turn, old: int, new: int) -> None:
    """A group that became a supergroup keeps getting its digests."""
    own = await unit_groups.of_chat(turn.tx, old)
    if own is not None:
        await unit_groups.end(turn.tx, old, turn.now)
        named = await unit_groups.choose(turn.tx, new, own.thread_id, own.title, own.block, None, turn.now)
        await turn.trace(Change("unit_group", named, "chat", str(old), str(new)))
    group = await digests.steering_group(turn)
    if group is not None and group.chat_id == old:
        chosen = await kept.choose_group(turn.tx, new, group.thread_id, group.title, None, turn.now)
        await turn.trace(Change("steering_group", chosen, "chat", str(old), str(new)))


async def migrated(desk: Desk) -> None:
    """The service message of a group that became a supergroup."""
    message = desk.message
    if message.migrate_to_chat_id:
        await follow_group(desk, message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        await follow_group(desk, message.migrate_from_chat_id, message.chat.id)
