"""A digest before it goes: the Secretariat adds words, puts it off, sends it, or says nothing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from domain.cadence import next_due
from domain.refusal import Refusal
from domain.text import clean, fold
from handlers import digests
from handlers.desk import Desk, Turn
from handlers.registration import require_secretariat
from handlers.screens import Screen
from handlers.secrecy import require_open_words
from handlers.texts import previewing as texts
from storage import previews, questions, unit_groups
from storage.changes import Change
from storage.outbox import Kind
from storage.previews import Preview
from storage.questions import Question

LONGEST = 500
_NO_WORDS = ("bo", "khong", "xoa", "thoi")


async def held_back(turn: Turn, moment: datetime, preview: Preview | None) -> bool:
    """Whether it still waits for the Secretariat, which is asked once; silence stops nothing."""
    if preview is not None and preview.goes_at is not None:
        return turn.now < preview.goes_at
    secretariat = await turn.secretariat() if turn.office.preview_hours else []
    if not secretariat:
        return False
    made = preview or await previews.make(turn.tx, moment)
    asked_at = turn.now.replace(second=0, microsecond=0)
    goes_at = asked_at + timedelta(hours=turn.office.preview_hours)
    await previews.change(turn.tx, made.id, asked_at=turn.now, goes_at=goes_at)
    card = await _card(turn, made.id)
    for person in secretariat:
        await turn.tell(person, card, Kind.NOTICE, key=f"preview:{made.id}:{person.id}", in_hours=True)
    return True


async def show_card(desk: Desk, moment: datetime) -> None:
    """The digest of that moment as it would go now, to whoever asked for it."""
    preview = await previews.make(desk.tx, moment)
    await _seen(desk, preview)
    key = f"preview:{preview.id}:{desk.actor.person.id}:{desk.inbox_seq}"
    await desk.say((await _card(desk, preview.id))(), key=key)


async def ask_words(desk: Desk) -> None:
    """ "Sửa lời dẫn": the next text is put above the digest."""
    preview = await _pressed(desk)
    await questions.ask(desk.tx, desk.actor.person.id, "digest_words", {"preview_id": preview.id}, desk.now)
    await desk.say(texts.ask_words(preview.words), Kind.QUESTION)


async def words_said(desk: Desk, asked: Question) -> bool:
    preview = await previews.get(desk.tx, asked.payload["preview_id"])
    if not desk.actor.secretariat:
        return False
    await questions.close(desk.tx, asked.id, desk.now)
    if preview is None:
        raise Refusal("digest_gone")
    await set_words(desk, preview, desk.words)
    return True


async def set_words(desk: Desk, preview: Preview, said: str) -> None:
    """ "bỏ" takes them away again."""
    await require_open_words(desk.tx, said)
    words = "\n".join(clean(line) for line in said.strip().splitlines())
    if len(words) > LONGEST:
        raise Refusal("words_too_long", longest=LONGEST)
    kept = None if fold(words) in _NO_WORDS else words
    await previews.change(desk.tx, preview.id, words=kept)
    await _trace(desk, preview, "words", preview.words, kept)
    await desk.rewrite_delivered(f"preview:{preview.id}:", await _card(desk, preview.id))
    await desk.say(texts.words_kept(kept, desk.local(preview.moment)))


async def later(desk: Desk) -> None:
    """ "Hoãn": to which day."""
    preview = await _pressed(desk)
    days = await _choices(desk, preview)
    if not days:
        raise Refusal("next_digest_is_near")
    await desk.rewrite(texts.until_when(preview.id, days, desk.today))


async def put_off(desk: Desk) -> None:
    """The day pressed: it goes that morning."""
    preview = await _pressed(desk)
    day = desk.pressed_day(desk.args[1])
    if day not in await _choices(desk, preview):
        raise Refusal("gone")
    goes_at = desk.office.hours.opening(day)
    await previews.change(desk.tx, preview.id, goes_at=goes_at)
    old = preview.goes_at.isoformat() if preview.goes_at else None
    await _trace(desk, preview, "goes_at", old, goes_at.isoformat())
    card, pressed = await _card(desk, preview.id), (desk.chat_id, desk.message.message_id)
    await desk.rewrite_delivered(f"preview:{preview.id}:", card, also=pressed)


async def back(desk: Desk) -> None:
    """From the days to the card."""
    preview = await _pressed(desk)
    await desk.rewrite((await _card(desk, preview.id))())


async def taken(desk: Desk) -> Preview:
    """The one whose "Gửi ngay" was pressed, as the sender needs it."""
    preview = await _pressed(desk)
    await _trace(desk, preview, "sent", None, desk.now.isoformat())
    return preview


async def _pressed(desk: Desk) -> Preview:
    require_secretariat(desk)
    preview = await previews.get(desk.tx, int(desk.args[0]))
    if preview is None:
        raise Refusal("digest_gone")
    await _seen(desk, preview)
    return await previews.get(desk.tx, preview.id) or preview


async def _seen(desk: Desk, preview: Preview) -> None:
    if preview.seen_by is None:
        await previews.change(desk.tx, preview.id, seen_by=desk.actor.person.id)


async def _card(turn: Turn, preview_id: int) -> Callable[[], Screen]:
    """To be put into words for each who sees it."""
    preview = await previews.get(turn.tx, preview_id)
    if preview is None:
        raise Refusal("digest_gone")
    moment = turn.local(preview.moment)
    goes_at = preview.goes_at or moment
    leaves = turn.local(turn.office.hours.next_opening(max(goes_at, turn.now), turn.calendar))
    digest = await digests.digest_now(turn, posted=True)
    blocks = [group.block.name for group in await unit_groups.every(turn.tx)]

    def card() -> Screen:
        screen = texts.also_to(digest(), blocks)
        return texts.card(texts.with_words(screen, preview.words, unseen=False), preview.id, moment, leaves)

    return card


async def _choices(turn: Turn, preview: Preview) -> list[date]:
    """The next two working days and a week on, before the next digest is due."""
    following = next_due(await digests.cadences(turn), max(turn.now, preview.moment))
    first = turn.calendar.on_or_after(max(turn.today, turn.local(preview.moment).date()) + timedelta(days=1))
    second = turn.calendar.on_or_after(first + timedelta(days=1))
    week = turn.calendar.on_or_after(first + timedelta(days=6))
    return [day for day in (first, second, week) if following is None or day < following.date()]


async def _trace(desk: Desk, preview: Preview, field: str, old: str | None, new: str | None) -> None:
    change = Change("digest", preview.id, field, old, new)
    await desk.trace(change)
