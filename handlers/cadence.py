"""/digest: when digests come and to whom, how that changes, and the next one before it goes."""

import re
from dataclasses import replace
from datetime import datetime

from domain.cadence import due_between, next_due, read_cadence
from domain.office import Department
from domain.refusal import Refusal
from domain.text import clean, fold
from handlers import confirming, digests, posting, previewing, reissuing
from handlers.desk import Desk, Turn
from handlers.registration import find_unit, require_secretariat
from handlers.screens import Screen
from handlers.texts import cadence as texts
from storage import digests as posted
from storage import people, previews, recipients, unit_groups
from storage.changes import Change
from storage.outbox import Kind

SEE = ("xem", "xem truoc", "preview")
WITHOUT_WORDS = ("bo loi dan", "xoa loi dan", "khong loi dan")
_WORDS = re.compile(r"(?:loi dan|words)\b:?\s*")
_AGAIN = re.compile(r"(?:phat hanh lai|gui lai|reissue)\b:?(?: ngay)?\s*")
_ADD = re.compile(r"(?:gui them|gui cho|gui ca|them|add)\b:?(?: cho)?\s*")
_END = re.compile(r"(?:thoi gui|bo gui|khong gui|bo|remove)\b:?(?: them)?(?: cho)?\s*")


async def digest(desk: Desk) -> None:
    """/digest [PERIOD từ DAY|xem|lời dẫn …|gửi thêm UNIT|thôi gửi UNIT|phát hành lại DAY]"""
    require_secretariat(desk)
    words = clean(" ".join(desk.args))
    folded = fold(words)
    if not words:
        await desk.say(await _overview(desk))
    elif folded in SEE:
        await see(desk)
    elif found := _WORDS.match(folded):
        await _set_words(desk, words[found.end() :])
    elif folded in WITHOUT_WORDS:
        await _set_words(desk, words.split()[0])
    elif found := _AGAIN.match(folded):
        await reissuing.propose(desk, words[found.end() :])
    elif (found := _ADD.match(folded)) and (unit := words[found.end() :]):
        await _add(desk, await find_unit(desk, unit))
    elif (found := _END.match(folded)) and (unit := words[found.end() :]):
        await _end(desk, await find_unit(desk, unit))
    else:
        await _propose(desk, words)


async def see(desk: Desk) -> None:
    """The next digest as it would go now."""
    require_secretariat(desk)
    await previewing.show_card(desk, await _ahead(desk))


async def send_now(desk: Desk) -> str:
    """ "Gửi ngay": before its time, and in its place."""
    preview = await previewing.taken(desk)
    group = await digests.steering_group(desk)
    if group is None:
        raise Refusal("no_group")
    await posting.post(desk, group, desk.local(preview.moment), preview)
    return texts.SENT() if desk.office.hours.open_at(desk.now, desk.calendar) else texts.WAITS()


async def confirmed(desk: Desk) -> str:
    """The new cadence, from the day of its first moment on."""
    payload = await confirming.take(desk, confirming.CADENCE)
    start = desk.local(datetime.fromisoformat(payload["start"]))
    if start <= desk.now:
        raise Refusal("cadence_in_the_past", day=start.date())
    before = (await digests.cadences(desk))[-1:]
    by = desk.actor.person.id
    # its first moment must come after it begins to rule
    begins = max(start.replace(hour=0, minute=0), desk.now)
    chosen = await posted.set_cadence(desk.tx, start, payload["every"], by, desk.now, effective_from=begins)
    old = f"{before[0].every} {before[0].start.isoformat()}" if before else None
    await desk.trace(Change("cadence", chosen, "every", old, f"{payload['every']} {start.isoformat()}"))
    ahead = due_between(await digests.cadences(desk), desk.now, texts.horizon(start, payload["every"]))
    await desk.rewrite(Screen(texts.done(payload["every"], start, ahead)))
    return ""


async def _propose(desk: Desk, words: str) -> None:
    history = await digests.cadences(desk)
    following = next_due(history, desk.now) or desk.local(desk.now)
    every, start = read_cadence(words, following, desk.local(desk.now))
    before = due_between(history, desk.now, start.replace(hour=0, minute=0))
    payload = {"every": every, "start": start.isoformat()}
    proposal = await confirming.propose(desk, confirming.CADENCE, payload)
    await desk.say(texts.preview(every, start, before, proposal), Kind.QUESTION)


async def _ahead(turn: Turn) -> datetime:
    """The moment of the digest that waits, or of the next."""
    owed = await posting.owed_moment(turn)
    if owed is not None:
        return owed
    last = await posted.last(turn.tx)
    following = next_due(await digests.cadences(turn), max(turn.now, last.moment) if last else turn.now)
    if following is None:
        raise Refusal("no_digest_ahead")
    return following


async def _set_words(desk: Desk, words: str) -> None:
    preview = await previews.make(desk.tx, await _ahead(desk))
    if not words:
        await previewing.ask_words(replace(desk, args=(str(preview.id),)))
        return
    await previewing.set_words(desk, preview, words)


async def _add(desk: Desk, unit: Department) -> None:
    if unit.id in {one.id for one in await recipients.every(desk.tx)}:
        raise Refusal("recipient_already", unit=unit.name)
    await recipients.add(desk.tx, unit.id, desk.actor.person.id, desk.now)
    await desk.trace(Change("department", unit.id, "gets_digests", None, "yes"))
    await desk.say(texts.added(unit.name, await _names(desk, unit)))


async def _end(desk: Desk, unit: Department) -> None:
    if unit.id not in {one.id for one in await recipients.every(desk.tx)}:
        raise Refusal("recipient_unknown", unit=unit.name)
    await recipients.end(desk.tx, unit.id, desk.now)
    await desk.trace(Change("department", unit.id, "gets_digests", "yes", None))
    await desk.say(texts.ended(unit.name))


async def _names(turn: Turn, unit: Department) -> list[str]:
    """Those of the unit whom a digest reaches."""
    points = await people.focal_points_of(turn.tx, [unit.id])
    return [point.person.name for point in points if point.person.reachable]


async def _overview(desk: Desk) -> Screen:
    ahead = await _ahead(desk)
    preview, group = await previews.of(desk.tx, ahead), await digests.steering_group(desk)
    goes_at = preview.goes_at if preview and preview.goes_at else ahead
    leaves = desk.office.hours.next_opening(max(goes_at, desk.now), desk.calendar)
    return texts.overview(
        history=await digests.cadences(desk),
        leaves=desk.local(leaves),
        words=preview.words if preview else None,
        group=(group.title or "") if group else None,
        blocks=await _blocks(desk),
        copies=[(unit.name, await _names(desk, unit)) for unit in await recipients.every(desk.tx)],
        sent=[desk.local(at) for at in await posted.latest(desk.tx, texts.SHOWN)],
        names=await people.names(desk.tx),
        preview_hours=desk.office.preview_hours,
    )


async def _blocks(turn: Turn) -> list[tuple[str, int]]:
    """The groups of some units: whose, and how many."""
    groups = await unit_groups.every(turn.tx)
    return [(group.block.name, len(await digests.members(turn, group))) for group in groups]
