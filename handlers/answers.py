"""The bot asks, and hears the answer: which task, which unit, what obstacle, which day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from domain import replies
from domain.office import Assignment
from domain.refusal import Refusal
from domain.replies import Context, OpenTask, Reading
from domain.text import fold
from domain.work import Role, Said, Work
from handlers.desk import Desk
from handlers.readback import read_back
from handlers.recording import Recorded, record
from handlers.screens import Screen
from handlers.texts import extensions as extension_texts
from handlers.texts import registration
from handlers.texts import reports as texts
from handlers.texts import tasks as task_texts
from storage import assignments, departments, questions, reports
from storage.outbox import Kind
from storage.questions import Question

MEMORY = timedelta(hours=24)
TO_BE_PASSED_ON = frozenset({"reassign", "cancelled", "refusal", "wrong_unit"})


async def ask(desk: Desk, words: str, reading: Reading, known: Sequence[Assignment]) -> None:
    """What could not be understood is never stored and never ignored."""
    candidates = [a for ref in reading.candidates for a in known if a.task.ref == ref] or list(known)
    if reading.why == "unknown_task":
        await desk.say(texts.unknown_ref(words, [a.task.ref for a in known]))
    elif reading.why in TO_BE_PASSED_ON:
        await desk.say(texts.pass_on(await _keep(desk, "pass_on", words, None)), Kind.QUESTION)
    elif len(candidates) == 1 and reading.why == "no_date":
        payload = {"assignment_id": candidates[0].id}
        await questions.ask(desk.tx, desk.actor.person.id, "extension", payload, desk.now)
        screen = extension_texts.ask_date(candidates[0], [], desk.today)
        await desk.say(screen, Kind.QUESTION, (candidates[0].id,))
    elif len(candidates) == 1:
        screen = texts.which_state(candidates[0], words, desk.today)
        await desk.say(screen, Kind.QUESTION, (candidates[0].id,))
    else:
        meant = said_of(reading.draft) if reading.draft is not None else None
        question_id = await _keep(desk, "which_task", words, meant)
        screen = texts.which_task(candidates, question_id, meant, desk.today)
        await desk.say(screen, Kind.QUESTION, tuple(a.id for a in candidates[:8]))


async def ask_unit(desk: Desk, words: str, candidates: Sequence[Assignment], said: Said) -> None:
    question_id = await _keep(desk, "which_task", words, said)
    await desk.say(texts.which_unit(candidates, question_id), Kind.QUESTION, tuple(a.id for a in candidates))


async def ask_obstacle(desk: Desk, done: Recorded) -> None:
    """After the button Vướng: the next text is the obstacle."""
    if done.assignment.task.secret:
        return
    await questions.ask(desk.tx, desk.actor.person.id, "obstacle", {"report_id": done.report_id}, desk.now)
    await desk.say(texts.what_blocks(done.assignment), Kind.QUESTION, (done.assignment.id,))


async def show_card(desk: Desk, assignment: Assignment) -> None:
    await desk.say(task_texts.card(assignment, desk.today), Kind.QUESTION, (assignment.id,))


async def question(desk: Desk, about: Sequence[Assignment]) -> None:
    """A question about the tasks: what is known of them."""
    if len(about) == 1:
        await show_card(desk, about[0])
        return
    units = await unit_names(desk)
    await desk.say(task_texts.list_screen(units, list(about), desk.today, 0, 0))


async def obstacle_said(desk: Desk, asked: Question) -> bool:
    report = await reports.get(desk.tx, asked.payload["report_id"])
    assignment = await assignments.get(desk.tx, report.assignment_id) if report else None
    if report is None or assignment is None:
        return False
    reading = _read(desk, [assignment])
    if reading.kind == "chatter" and len(desk.words) <= 20:
        return False
    if reading.kind == "status" and reading.updates[0].status == "done":
        return False
    await questions.close(desk.tx, asked.id, desk.now)
    said = replace(report.said, blocked=True, blocker=desk.words.strip()[:500])
    message_id = desk.message.message_id
    done = await record(desk, assignment, said, text=desk.words, of=report, message_id=message_id)
    await read_back(desk, [done])
    return True


async def day_said(desk: Desk, asked: Question) -> bool:
    assignment = await assignments.get(desk.tx, asked.payload["assignment_id"])
    if assignment is None or not desk.actor.may_report(assignment):
        return False
    reading = _read(desk, [assignment], f"xin lùi hạn đến {desk.words}")
    own = _read(desk, [assignment])
    day: date | None = None
    if (
        own.kind == "status"
        and own.updates[0].requested_deadline is None
        and own.updates[0].expected_date is None
    ):
        return False  # they speak of the state now, not of the day
    if reading.kind == "status":
        day = reading.updates[0].requested_deadline or reading.updates[0].expected_date
    if day is None:
        if own.kind != "clarify":
            return False
        await desk.say(extension_texts.date_not_seen(), Kind.QUESTION, (assignment.id,))
        return True
    await questions.close(desk.tx, asked.id, desk.now)
    update = reading.updates[0]
    said = Said(
        work=Work.BLOCKED if update.status == "blocked" else Work.IN_PROGRESS,
        blocked=update.blocked,
        blocker=update.blocker,
        requested_deadline=day,
    )
    done = await record(desk, assignment, said, text=desk.words, message_id=desk.message.message_id)
    await read_back(desk, [done])
    return True


async def fix_said(desk: Desk, asked: Question) -> bool:
    report = await reports.get(desk.tx, asked.payload["report_id"])
    assignment = await assignments.get(desk.tx, report.assignment_id) if report else None
    if report is None or assignment is None:
        return False
    reading = _read(desk, [assignment])
    if reading.kind != "status":
        return False
    await questions.close(desk.tx, asked.id, desk.now)
    said = said_of(reading.updates[0])
    message_id = desk.message.message_id
    done = await record(desk, assignment, said, text=desk.words, of=report, message_id=message_id)
    await read_back(desk, [done])
    return True


async def picked(desk: Desk) -> str:
    """The task pressed under "Đồng chí nói về việc nào?": the press is enough."""
    asked = await own_question(desk)
    assignment = await own_assignment(desk, int(desk.args[1]))
    return await _record_kept(desk, asked, assignment)


async def task_said(desk: Desk, asked: Question) -> bool:
    """The same question answered by typing a code and next to nothing else."""
    words = fold(desk.words).replace(" ", "")
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    named = [a for a in mine if a.role is Role.LEAD and fold(a.task.ref) in words]
    if len(named) != 1 or len(words) > len(named[0].task.ref) + 8:
        return False
    if _read(desk, named).kind == "status":
        return False  # it says something of its own
    await _record_kept(desk, asked, named[0])
    return True


async def _record_kept(desk: Desk, asked: Question, assignment: Assignment) -> str:
    """What had been understood before the task was known, now with its task."""
    await questions.close(desk.tx, asked.id, desk.now)
    payload = asked.payload
    if payload["said"] is None:
        await show_card(desk, assignment)
        return ""
    done = await record(
        desk,
        assignment,
        _said_from_json(payload["said"]),
        text=payload["text"],
        at=datetime.fromisoformat(payload["at"]),
        message_id=payload["message_id"],
    )
    await read_back(desk, [done])
    return "Đã ghi."


async def dropped(desk: Desk) -> str:
    asked = await own_question(desk)
    await questions.close(desk.tx, asked.id, desk.now)
    await desk.rewrite(Screen(texts.DROPPED))
    return ""


async def passed(desk: Desk) -> str:
    """The asker agreed: their words go to the Secretariat."""
    asked = await own_question(desk)
    await questions.close(desk.tx, asked.id, desk.now)
    units = [u.name for u in await departments.every(desk.tx) if u.id in desk.actor.department_ids]
    message = Screen(texts.passed_on(desk.actor.person.name, units, asked.payload["text"]))
    for person in await desk.secretariat():
        await desk.tell(person, message)
    await desk.rewrite(Screen(texts.PASSED))
    return ""


async def without_tasks(desk: Desk) -> None:
    """A text of somebody who answers for no unit."""
    if desk.actor.stranger:
        await desk.say(registration.stranger(desk.actor.person.telegram_id or 0))
    else:
        await desk.say(texts.NOT_FOR_YOU)


async def own_question(desk: Desk) -> Question:
    asked = await questions.get(desk.tx, int(desk.args[0]), desk.actor.person.id)
    if asked is None:
        raise Refusal("gone")
    return asked


async def own_assignment(desk: Desk, assignment_id: int) -> Assignment:
    """The assignment behind a button, if the presser's unit leads it. Buttons carry no power."""
    assignment = await assignments.get(desk.tx, assignment_id)
    if assignment is None:
        raise Refusal("gone")
    if not desk.actor.may_report(assignment):
        raise Refusal("not_yours" if desk.actor.department_ids else "not_registered")
    if assignment.role is not Role.LEAD:
        raise Refusal("coordinating")
    return assignment


async def unit_names(desk: Desk) -> str:
    units = [u.name for u in await departments.every(desk.tx) if u.id in desk.actor.department_ids]
    return ", ".join(units)


async def _keep(desk: Desk, kind: str, words: str, said: Said | None) -> int:
    payload = {
        "text": words,
        "at": desk.said_at.isoformat(),
        "message_id": desk.message.message_id,
        "said": _said_to_json(said) if said is not None else None,
    }
    return await questions.ask(desk.tx, desk.actor.person.id, kind, payload, desk.now)


def _read(desk: Desk, about: Sequence[Assignment], words: str | None = None) -> Reading:
    tasks = tuple(OpenTask(a.task.ref, a.task.text, a.deadline) for a in about)
    context = Context(tasks, about[0].task.ref)
    return replies.read(desk.words if words is None else words, desk.local(desk.said_at), context)


def said_of(update: replies.Update) -> Said:
    return Said(
        Work(update.status) if update.status else None,
        update.percent,
        update.done,
        update.total,
        update.blocked,
        update.blocker,
        update.expected_date,
        update.requested_deadline,
    )


def _said_to_json(said: Said) -> dict[str, Any]:
    return {
        "work": said.work,
        "percent": said.percent,
        "done": said.done,
        "total": said.total,
        "blocked": said.blocked,
        "blocker": said.blocker,
        "expected_date": said.expected_date and said.expected_date.isoformat(),
        "requested_deadline": said.requested_deadline and said.requested_deadline.isoformat(),
    }


def _said_from_json(kept: dict[str, Any]) -> Said:
    def day(name: str) -> date | None:
        return date.fromisoformat(kept[name]) if kept[name] else None

    return Said(
        Work(kept["work"]) if kept["work"] else None,
        kept["percent"],
        kept["done"],
        kept["total"],
        kept["blocked"],
        kept["blocker"],
        day("expected_date"),
        day("requested_deadline"),
    )
