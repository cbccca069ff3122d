"""Practice: the real reading and the real sentences, with a pretend task; nothing here can reach a figure.

A text belongs to it only where it answers a message of the practice, directly or by Telegram's reply.
One that names a real task, by its code, its title or as a secret one, is real in the midst of a practice too.
"""

from dataclasses import replace
from datetime import date

from domain import replies
from domain.extensions import gives_reason, is_later
from domain.names import names_code
from domain.practice import REF, TITLE, Practice, Step, after_press, after_taking_back, after_words, pretend
from domain.refusal import Refusal
from domain.replies import Context, OpenTask
from domain.secrecy import is_about_secret
from domain.work import Said
from handlers.desk import Desk
from handlers.drafts import said_of
from handlers.pressing import PRESSED
from handlers.questioning import MEMORY
from handlers.recording import Recorded
from handlers.screens import Screen
from handlers.texts import practising as texts
from handlers.texts import reminders as reminder_texts
from handlers.texts import reports as report_texts
from storage import assignments, outbox, practices


async def practice(desk: Desk) -> None:
    """/practice: from the first step."""
    if desk.actor.stranger:
        raise Refusal("not_registered")
    begun = await practices.begin(desk.tx, desk.actor.person.id, desk.now)
    shown = reminder_texts.reminder(desk.actor.person.name, [pretend(desk.today)], [], [], desk.today, ())
    await _say(desk, texts.screen(begun, shown, desk.today, begins=True))


async def heard(desk: Desk) -> bool:
    """Whether the text belongs to the practice; then it is answered."""
    going_on = await practices.last_of(desk.tx, desk.actor.person.id)
    if going_on is None or not await _belongs(desk, going_on):
        return False
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    named = any(names_code(desk.words, a.task.ref) for a in mine)
    if named or is_about_secret(desk.words, [], mine):
        return False
    own = dict.fromkeys(OpenTask(a.task.ref, a.task.text, a.deadline) for a in mine)
    pretended = pretend(desk.today)
    context = Context((OpenTask(REF, TITLE, pretended.deadline), *own), REF)
    reading = replies.read(desk.words, desk.local(desk.said_at), context)
    updates = [*reading.updates, *reading.doubted]
    if any(update.ref != REF for update in updates):
        return False
    if going_on.done_at is not None:
        await _say(desk, Screen(texts.OVER()))
    elif not reading.updates:
        await _say(desk, texts.screen(going_on, Screen(texts.UNREAD()), desk.today))
    else:
        await _read_back(desk, going_on, said_of(reading.updates[0]), in_words=True)
    return True


async def _belongs(desk: Desk, going_on: Practice) -> bool:
    """Whether it answers a message of the practice, or is an edit of a text that did."""
    if desk.update.edited_message is not None:
        if await outbox.delivered(desk.tx, f"{_key(desk)}:"):
            return True
    elif desk.message.reply_to_message is not None:
        answered = await outbox.by_message(desk.tx, desk.chat_id, desk.message.reply_to_message.message_id)
        if answered is not None:
            return _is_of(answered)
    last = await outbox.last_to(desk.tx, desk.chat_id)
    fresh = last is not None and desk.now - last.at < MEMORY
    return fresh and going_on.done_at is None and _is_of(last)


def _is_of(said: outbox.Said | None) -> bool:
    return said is not None and (said.key or "").startswith("practice:")


async def tried(desk: Desk) -> str | None:
    """A button of the practice: what it would do is shown."""
    going_on = await _own(desk)
    what = desk.args[1]
    if going_on.done_at is not None:
        return texts.UNDERSTOOD_ALREADY()
    if what in PRESSED:
        await _read_back(desk, going_on, PRESSED[what], in_words=False)
    elif what == "later":
        return texts.LATER_IN_STEP_3()
    elif going_on.step is Step.PRESS:
        return texts.FIRST_SAY()
    elif what == "fix":
        await _say(desk, texts.screen(going_on, texts.fix(pretend(desk.today)), desk.today))
    else:
        now = await _go_to(desk, going_on, after_taking_back(going_on.step))
        await _say(desk, texts.screen(now, Screen(texts.TAKEN_BACK(ref=REF)), desk.today))
    return None


async def understood(desk: Desk) -> str | None:
    """ "Em đã hiểu": it is over."""
    going_on = await _own(desk)
    if going_on.done_at is not None:
        return texts.UNDERSTOOD_ALREADY()
    await practices.understood(desk.tx, going_on.id, desk.now)
    await _say(desk, Screen(texts.UNDERSTOOD()))
    return None


async def _own(desk: Desk) -> Practice:
    """The practice whose button was pressed; an older one's, or another's, is gone."""
    found = await practices.last_of(desk.tx, desk.actor.person.id)
    if found is None or found.id != int(desk.args[0]) or desk.actor.stranger:
        raise Refusal("gone")
    return found


async def _read_back(desk: Desk, going_on: Practice, said: Said, *, in_words: bool) -> None:
    """In the real sentences: what would be true now."""
    would_be = pretend(desk.today, said)
    wish = _wish(desk, said, would_be.deadline) if in_words else None
    step = after_words(going_on.step, said, wish) if in_words else after_press(going_on.step)
    now = await _go_to(desk, going_on, step)
    shown = report_texts.read_back(
        [Recorded(0, would_be, said, wish)],
        desk.local(desk.said_at),
        desk.today,
        units=False,
        unsure_days=(),
        files=False,
    )
    await _say(desk, texts.screen(now, shown, desk.today))


def _wish(desk: Desk, said: Said, deadline: date | None) -> str | None:
    """What would become of the day wished for."""
    if said.requested_deadline is None:
        return None
    if not is_later(said.requested_deadline, deadline, desk.today):
        return "not_later"
    return "asked" if said.blocker or gives_reason(desk.words) else "reason_wanted"


async def _go_to(desk: Desk, going_on: Practice, step: Step) -> Practice:
    if step is not going_on.step:
        await practices.go_to(desk.tx, going_on.id, step)
    return replace(going_on, step=step)


async def _say(desk: Desk, screen: Screen) -> None:
    """Under a key that tells what it answers, by which the next text is known to belong to the practice."""
    await desk.say(screen, key=f"{_key(desk)}:{desk.inbox_seq}")


def _key(desk: Desk) -> str:
    """Of the answers to one message, in whichever of the person's practices."""
    return f"practice:{desk.actor.person.id}:{desk.message.message_id}"
