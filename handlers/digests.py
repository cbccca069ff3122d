"""The digest on its cadence, /summary and its parts, and the group they go to."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from domain.digest import Figures, Line, figures, latest_moment, moment_after
from domain.durations import parse_duration
from domain.refusal import Refusal
from domain.text import fold
from handlers.desk import Desk, Turn
from handlers.registration import find_unit
from handlers.screens import Screen
from handlers.texts import digests as texts
from storage import assignments, digests, extensions, facts
from storage.digests import Cadence, SteeringGroup
from storage.outbox import Kind

PARTS = ("overdue", "silent", "soon", "units", "changes", "indicators")
_WORDS = {
    "overdue": ("overdue", "qua han", "tre", "tre han", "cham"),
    "silent": ("silent", "chua bao cao", "im lang", "chua tra loi"),
    "soon": ("soon", "sap den han", "sap toi", "den han"),
    "units": ("units", "don vi", "theo don vi"),
}


async def summary(desk: Desk) -> None:
    """/summary [DEPARTMENT|overdue|silent|QUARTER|…], in private or in the steering group."""
    await require_reader(desk)
    await answer(desk, " ".join(desk.args))


async def answer(desk: Desk, wanted: str) -> None:
    """The digest now ("") or the part that is wanted."""
    if not wanted:
        await desk.say(await present_digest(desk))
        return
    await desk.say(await _part(desk, wanted))


async def present_digest(turn: Turn) -> Screen:
    return texts.digest(await present_figures(turn), len(await extensions.every_pending(turn.tx)))


async def present_figures(turn: Turn) -> Figures:
    """As of now, with the changes since the last digest posted."""
    last = await digests.last(turn.tx)
    return await figures_since(turn, last.moment if last else None)


async def figures_since(turn: Turn, since: datetime | None) -> Figures:
    lines = await assignments.lines(turn.tx, turn.today, turn.office.ladder.soon, turn.office.zone)
    return figures(lines, turn.local(turn.now), turn.today, since)


async def _part(desk: Desk, wanted: str) -> Screen:
    folded = fold(wanted)
    for name, words in _WORDS.items():
        if folded in words:
            return texts.part(name, await present_figures(desk))
    whole = await present_figures(desk)
    span = quarter(folded, desk.today)
    if span is not None:
        return texts.due_between(_within(whole, *span), *span)
    try:
        unit = await find_unit(desk, wanted)
    except Refusal as refusal:
        if refusal.reason == "unit_ambiguous":
            raise
        raise Refusal("summary_unknown", words=wanted) from None
    mine = [line for line in (*whole.lines, *whole.indicators) if line.department_id == unit.id]
    return texts.unit(unit.name, mine, desk.today)


def quarter(folded: str, today: date) -> tuple[date, date] | None:
    """ "quy 4", "quy iv/2025", "q4": first and last day."""
    found = re.fullmatch(r"q(?:uy)? ?(iv|i{1,3}|[1-4])(?: ?[/ ](?:nam )?(\d{4}))?", folded)
    if found is None:
        return None
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(found[1]) or int(found[1])
    year = int(found[2] or today.year)
    first = date(year, 3 * number - 2, 1)
    return first, (first + timedelta(days=92)).replace(day=1) - timedelta(days=1)


def _within(whole: Figures, first: date, last: date) -> list[Line]:
    found = [line for line in whole.lines if line.deadline and first <= line.deadline <= last]
    return sorted(found, key=lambda line: (line.deadline or date.max, line.ref))


async def part_pressed(desk: Desk) -> str:
    """Under a digest: in place in private; from a group into the presser's own chat."""
    name = desk.args[0]
    if desk.in_private:
        await require_reader(desk)
        await desk.rewrite(await _digest_part(desk, name))
        return ""
    group = await steering_group(desk)
    if group is None or group.chat_id != desk.chat_id:
        raise Refusal("gone")
    screen = await _digest_part(desk, name)
    told = await desk.tell(desk.actor.person, Screen(screen.text), Kind.ANSWER)
    return texts.SENT_TO_YOU if told is not None else texts.START_FIRST


async def _digest_part(desk: Desk, name: str) -> Screen:
    if name == "all":
        return await present_digest(desk)
    if name not in PARTS:
        raise Refusal("gone")
    screen = texts.part(name, await present_figures(desk))
    return Screen(screen.text, [*screen.rows, [texts.BACK]])


async def require_reader(desk: Desk) -> None:
    """Leaders and the Secretariat in private; in a group only the steering one."""
    if desk.in_private:
        if not desk.actor.reads_all:
            raise Refusal("readers_only")
        return
    group = await steering_group(desk)
    if group is None or group.chat_id != desk.chat_id:
        raise Refusal("steering_group_only")


async def steering_group(turn: Turn) -> SteeringGroup | None:
    """The last /here wins over STEERING_CHAT_ID."""
    chosen = await digests.group(turn.tx)
    if chosen is not None or turn.office.steering_chat_id is None:
        return chosen
    return SteeringGroup(turn.office.steering_chat_id, None, None)


async def here(desk: Desk) -> None:
    """/here, in the group that shall get the digests (and in its topic, if it has topics)."""
    if desk.in_private:
        raise Refusal("group_only")
    if not desk.actor.secretariat:
        raise Refusal("secretariat_only")
    chat = desk.message.chat
    thread = desk.message.message_thread_id if desk.message.is_topic_message else None
    await digests.choose_group(desk.tx, chat.id, thread, chat.title, desk.actor.person.id, desk.now)
    following = next_moment(await digests.cadence(desk.tx), desk)
    await desk.say(texts.here(desk.local(following) if following else None))


async def keep_cadence(turn: Turn, start: datetime, every: str) -> None:
    """The cadence of the settings, with its history: a row only when it changes."""
    known = await digests.cadence(turn.tx)
    if known is None:
        made = await facts.made_at(turn.tx, turn.now)
        await digests.set_cadence(turn.tx, start, every, None, turn.now, effective_from=made)
    elif known.start != start or known.every != every:
        await digests.set_cadence(turn.tx, start, every, None, turn.now, effective_from=turn.now)


def next_moment(cadence: Cadence | None, turn: Turn) -> datetime | None:
    """When the next digest leaves, moved to a working morning."""
    if cadence is None:
        return None
    moment = moment_after(turn.local(cadence.start), parse_duration(cadence.every), turn.now)
    return turn.office.hours.next_opening(moment, turn.calendar)


async def post_due(turn: Turn) -> None:
    """Posts the digest owed now, if any: of several missed only the latest, each moment once."""
    cadence, group = await digests.cadence(turn.tx), await steering_group(turn)
    if cadence is None or group is None:
        return
    moment = latest_moment(turn.local(cadence.start), parse_duration(cadence.every), turn.now)
    made = await facts.made_at(turn.tx, turn.now)
    last = await digests.last(turn.tx)
    if moment is None or moment <= max(made, cadence.effective_from) or (last and moment <= last.moment):
        return
    if turn.office.hours.next_opening(moment, turn.calendar) > turn.now:
        return
    whole = await figures_since(turn, last.moment if last else None)
    screen = texts.digest(whole, len(await extensions.every_pending(turn.tx)), posted=True)
    row = await turn.post(
        group.chat_id,
        screen,
        Kind.DIGEST,
        thread_id=group.thread_id,
        key=f"digest:{moment.isoformat()}",
        in_hours=True,
    )
    await digests.add(turn.tx, moment, turn.now, group.chat_id, _kept(whole), row)


def _kept(whole: Figures) -> dict[str, Any]:
    """The figures as they were posted, for later comparison."""
    return {
        "total": whole.total,
        "work": {str(k): v for k, v in whole.by_work().items()},
        "timing": {str(k): v for k, v in whole.by_timing().items()},
    }


async def follow_group(turn: Turn, old: int, new: int) -> None:
    """A group that became a supergroup keeps getting its digests."""
    group = await steering_group(turn)
    if group is not None and group.chat_id == old:
        await digests.choose_group(turn.tx, new, group.thread_id, group.title, None, turn.now)


async def migrated(desk: Desk) -> None:
    """The service message of a group that became a supergroup."""
    message = desk.message
    if message.migrate_to_chat_id:
        await follow_group(desk, message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        await follow_group(desk, message.migrate_from_chat_id, message.chat.id)
