"""Questions in words, answered from the store; what it does not know, the Secretariat answers."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

from domain.asking import Asked, question_of, summary_of
from domain.names import DepartmentName
from domain.office import Assignment
from domain.refusal import Refusal
from domain.replies import Context, OpenTask, Reading
from domain.work import Role
from handlers import digests, own, questioning, secrecy
from handlers.desk import Desk
from handlers.registration import a_ref
from handlers.screens import Screen, esc
from handlers.texts import questions as texts
from handlers.texts import reports as report_texts
from handlers.texts import tasks as task_texts
from handlers.texts.registration import FOCAL_HELP, HEAD_HELP
from storage import assignments, departments, extensions, outbox, people, reminders, reports
from storage import questions as open_questions
from storage.outbox import Kind
from storage.questions import Question


async def answered(
    desk: Desk, words: str, reading: Reading, about: Sequence[Assignment], mine: Sequence[Assignment]
) -> bool:
    """Whether `words` ask something the store can answer; then it is answered.

    `about`: the assignments replied to; `mine`: the open ones, by deadline.
    """
    if reading.kind not in ("question", "chatter"):
        return False
    if await summary_in_words(desk):  # one who also reads all: after their reports, before their tasks
        return True
    context = Context(tuple(OpenTask(a.task.ref, a.task.text, a.deadline) for a in mine), None)
    asked = question_of(words, desk.today, context)
    if asked is None:
        return False
    named = [a for a in mine if a.task.ref in asked.refs] or list(about)
    asked = replace(asked, refs=tuple(a.task.ref for a in named))
    await ANSWERS[asked.topic](desk, named or list(mine), asked)
    return True


async def _list(desk: Desk, about: Sequence[Assignment], _asked: Asked) -> None:
    units = await own.unit_names(desk)
    await desk.say(task_texts.list_screen(units, list(about), desk.today, 0, 0, desk.actor.department_ids))


async def _count(desk: Desk, _about: Sequence[Assignment], _asked: Asked) -> None:
    mine = await assignments.of_departments(desk.tx, desk.actor.seen_ids)
    await desk.say(texts.counted([a for a in mine if a.role is Role.LEAD], desk.today))


async def _late(desk: Desk, about: Sequence[Assignment], _asked: Asked) -> None:
    late = [a for a in about if a.deadline is not None and a.deadline < desk.today]
    await desk.say(texts.late(late, desk.today), Kind.QUESTION, _one_only(late))


async def _nearest(desk: Desk, about: Sequence[Assignment], _asked: Asked) -> None:
    dated = [a for a in about if a.deadline is not None and a.deadline >= desk.today]
    if not dated:
        await desk.say(texts.NO_DEADLINE_AHEAD())
        return
    await questioning.show_card(desk, min(dated, key=lambda a: a.deadline or date.max))


async def _deadline(desk: Desk, about: Sequence[Assignment], _asked: Asked) -> None:
    await desk.say(texts.deadlines(about, desk.today), Kind.QUESTION, _one_only(about))


async def _card(desk: Desk, about: Sequence[Assignment], asked: Asked) -> None:
    if len(about) == 1:
        await questioning.show_card(desk, about[0])
    else:
        await _list(desk, about, asked)


async def _who(desk: Desk, about: Sequence[Assignment], _asked: Asked) -> None:
    """Who leads and who takes part, of the tasks asked about."""
    parts = []
    for ref in dict.fromkeys(a.task.ref for a in about[:5]):
        everyone = await assignments.of_ref(desk.tx, ref)
        leads = [a.department.name for a in everyone if a.role is Role.LEAD]
        others = [a.department.name for a in everyone if a.role is Role.COORDINATING]
        parts.append(texts.who(everyone[0], leads, others))
    await desk.say(Screen("\n\n".join(parts)) if parts else report_texts.NO_OPEN_TASK())


async def _reported(desk: Desk, about: Sequence[Assignment], asked: Asked) -> None:
    """Of the tasks asked about; of all of the department, the last reported first, when none was named."""
    waiting: list[Assignment] = []
    if not asked.refs:
        every = await assignments.of_departments(desk.tx, desk.actor.seen_ids)
        about = sorted((a for a in every if a.state.reported_at), key=_last_reported, reverse=True)
        waiting = [a for a in every if a.role is Role.LEAD and a.state.reported_at is None]
    names = await people.names(desk.tx)
    parts = []
    for a in about[:5]:
        said = await reports.of_assignment(desk.tx, a.id)
        parts.append(texts.reported(a, said, names, desk.local, desk.today))
    if waiting:
        parts.append(texts.unreported(waiting))
    await desk.say("\n\n".join(parts) or report_texts.NO_OPEN_TASK())


def _last_reported(assignment: Assignment) -> datetime:
    return assignment.state.reported_at or datetime.min.replace(tzinfo=UTC)


async def _wish(desk: Desk, about: Sequence[Assignment], _asked: Asked) -> None:
    found = [(a, wish) for a in about for wish in await extensions.of_assignment(desk.tx, a.id)]
    await desk.say(texts.wishes(found))


async def _help(desk: Desk, _about: Sequence[Assignment], _asked: Asked) -> None:
    help_ = FOCAL_HELP if desk.actor.department_ids else HEAD_HELP
    await desk.say(help_(ref=esc(await a_ref(desk))))


ANSWERS: dict[str, Callable[[Desk, Sequence[Assignment], Asked], Awaitable[None]]] = {
    "state": _card,
    "nearest": _nearest,
    "late": _late,
    "count": _count,
    "coordinating": _who,
    "lead": _who,
    "reported": _reported,
    "wish": _wish,
    "deadline": _deadline,
    "what": _card,
    "list": _list,
    "help": _help,
}


def _one_only(found: Sequence[Assignment]) -> tuple[int, ...]:
    """So that a bare "60%" after the answer belongs to the task it was about."""
    return (found[0].id,) if len(found) == 1 else ()


# leaders and the Secretariat


async def summary_in_words(desk: Desk) -> bool:
    """ "việc nào trễ?", "Sở Tài chính tới đâu rồi": what /summary with that argument does."""
    if not desk.actor.reads_all or not desk.in_private:
        return False
    units = [DepartmentName(u.id, u.name, u.aliases) for u in await departments.every(desk.tx)]
    wanted = summary_of(desk.words, desk.today, units)
    if wanted is None:
        return False
    await digests.answer(desk, wanted)
    return True


# what a person must answer


async def relay_said(desk: Desk) -> bool:
    """The Secretariat's Telegram reply to a question passed on."""
    answering = desk.message.reply_to_message
    if not desk.actor.secretariat or answering is None:
        return False
    said = await outbox.by_message(desk.tx, desk.chat_id, answering.message_id)
    if said is None or not (said.key or "").startswith("relay:"):
        return False
    _, asker, message_id, _ = str(said.key).split(":")
    await _relay(desk, int(asker), int(message_id))
    return True


async def relay_pressed(desk: Desk) -> None:
    """The button "Trả lời": the next text is the answer."""
    if not desk.actor.secretariat:
        raise Refusal("secretariat_only")
    asker, message_id = int(desk.args[0]), int(desk.args[1])
    if not await outbox.delivered(desk.tx, f"relay:{asker}:{message_id}:"):
        raise Refusal("gone")
    payload = {"asker": asker, "message_id": message_id}
    await open_questions.ask(desk.tx, desk.actor.person.id, "relay", payload, desk.now)
    await desk.say(report_texts.ASK_ANSWER(), Kind.QUESTION)


async def relay_answered(desk: Desk, asked: Question) -> bool:
    """The text after it."""
    if not desk.actor.secretariat:
        return False
    await open_questions.close(desk.tx, asked.id, desk.now)
    await _relay(desk, asked.payload["asker"], asked.payload["message_id"])
    return True


async def _relay(desk: Desk, asker_id: int, message_id: int) -> None:
    await secrecy.require_open_words(desk.tx, desk.words)
    asker = await people.get(desk.tx, asker_id)
    first = await reminders.tell_once(desk.tx, f"relay:{asker_id}:{message_id}", desk.now)
    told = asker and await desk.tell(
        asker, partial(report_texts.relayed_answer, desk.words), Kind.NOTICE, reply_to=message_id
    )
    if asker is None or told is None:
        await desk.say(report_texts.ASKER_GONE())
    else:
        await desk.say(report_texts.answer_sent(asker.name, again=not first))
