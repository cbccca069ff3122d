"""What is typed in answer to a question: the obstacle, the day, what was put right, a reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain import replies
from domain.dates import find_dates
from domain.dates.unreal import unreal_day
from domain.extensions import is_far
from domain.history import BY_HAND
from domain.itemised import NAMES_ITEMS
from domain.names import names_code
from domain.office import Assignment
from domain.programmes import item_number
from domain.refusal import Refusal
from domain.replies import Context, OpenTask, Reading
from domain.text import fold
from domain.work import Said, Work, on_day, wishing
from handlers.desk import Desk
from handlers.drafts import said_of
from handlers.readback import read_back
from handlers.recording import record
from handlers.texts import extensions as extension_texts
from storage import assignments, questions, reports
from storage.outbox import Kind
from storage.questions import Question


async def obstacle_said(desk: Desk, asked: Question) -> bool:
    report = await reports.get(desk.tx, asked.payload["report_id"])
    assignment = await assignments.get(desk.tx, report.assignment_id) if report else None
    if report is None or assignment is None or not desk.actor.may_report(assignment):
        return False
    if await _of_another(desk, assignment):
        return False
    reading = read_about(desk, [assignment])
    if reading.kind == "chatter" and len(desk.words) <= 20:
        return False
    if reading.kind == "status" and reading.updates[0].status == "done":
        return False
    await questions.close(desk.tx, asked.id, desk.now)
    said = replace(report.said, blocked=True, blocker=desk.reason)
    message_id = desk.message.message_id
    done = await record(desk, assignment, said, text=desk.words, of=report, message_id=message_id)
    await read_back(desk, [done])
    return True


async def day_said(desk: Desk, asked: Question) -> bool:
    assignment = await assignments.get(desk.tx, asked.payload["assignment_id"])
    if assignment is None or not desk.actor.may_report(assignment) or await _of_another(desk, assignment):
        return False
    reading = read_about(desk, [assignment], wish_words(desk.words))
    own = read_about(desk, [assignment])
    if own.kind == "status" and not find_dates(desk.words, desk.local(desk.said_at).date()):
        return False  # they speak of the state now, not of the day
    day: date | None = None
    if reading.kind == "status":
        day = reading.updates[0].requested_deadline or reading.updates[0].expected_date
    if day is None:
        if own.kind != "clarify":
            return False
        unreal = unreal_day(desk.words)
        await desk.say(extension_texts.date_not_seen(unreal), Kind.QUESTION, (assignment.id,))
        return True
    if is_far(day, desk.words, desk.today):
        raise Refusal("far_day", day=day)
    await questions.close(desk.tx, asked.id, desk.now)
    said = wishing(assignment.state, day)
    if reading.updates[0].blocked:
        said = replace(said, blocked=True, blocker=reading.updates[0].blocker)
    done = await record(desk, assignment, said, text=desk.words, message_id=desk.message.message_id)
    await read_back(desk, [done])
    return True


async def fix_said(desk: Desk, asked: Question) -> bool:
    report = await reports.get(desk.tx, asked.payload["report_id"])
    assignment = await assignments.get(desk.tx, report.assignment_id) if report else None
    if report is None or assignment is None or not desk.actor.may_report(assignment):
        return False
    if await _of_another(desk, assignment):
        return False
    reading = read_about(desk, [assignment])
    if reading.kind != "status":
        return False
    await questions.close(desk.tx, asked.id, desk.now)
    said = _fixed(report.said, said_of(reading.updates[0]))
    message_id = desk.message.message_id
    done = await record(
        desk,
        assignment,
        said,
        text=desk.words,
        of=report,
        message_id=message_id,
        reading=BY_HAND,
        about=desk.words,
    )
    await read_back(desk, [done], desk.words)
    return True


async def is_reason(desk: Desk, assignment: Assignment) -> bool:
    """Whether the text can be the reason of a wish: not thanks, not a question, not a report of its own."""
    if await _of_another(desk, assignment):
        return False
    reading = read_about(desk, [assignment])
    if reading.kind == "status":
        return all(u.blocked and u.percent is None and u.done is None for u in reading.updates)
    if reading.kind == "question" or desk.asks:
        return False
    return not replies.is_courtesy(desk.words, reading)


def wish_words(words: str) -> str:
    """A day said in answer to "xin lùi đến ngày nào?", as the reader would be told it."""
    return f"xin lùi hạn đến {words}"


def read_about(desk: Desk, about: Sequence[Assignment], words: str | None = None) -> Reading:
    tasks = tuple(OpenTask(a.task.ref, a.task.text, a.deadline) for a in about)
    context = Context(tasks, about[0].task.ref)
    return replies.read_any_code(desk.words if words is None else words, desk.local(desk.said_at), context)


def _fixed(was: Said, now: Said) -> Said:
    """A day typed alone, under "Đổi ngày", puts right the day alone."""
    if now != Said(work=Work.IN_PROGRESS, expected_date=now.expected_date) or now.expected_date is None:
        return now
    dated = was.requested_deadline is not None or was.expected_date is not None
    return on_day(was, now.expected_date) if dated else now


async def _of_another(desk: Desk, assignment: Assignment) -> bool:
    """Whether a text names another task than the question that is open: then it is read by itself."""
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    named = {a.task.ref for a in mine if names_code(desk.words, a.task.ref)}
    if item_number(assignment.task.ref) and NAMES_ITEMS.search(fold(desk.words)):
        return True  # "mục 3" is said of an item, whichever is asked about
    return bool(named) and assignment.task.ref not in named
