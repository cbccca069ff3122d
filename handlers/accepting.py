"""A result is accepted or returned; a task is opened again or withdrawn. Each "no" with its reason."""

from datetime import date
from functools import partial

from domain.extensions import is_far, is_later
from domain.history import valid
from domain.office import Assignment
from domain.refusal import Refusal
from domain.verdicts import read_return
from domain.work import Acceptance, Judged, Moved, Role, Verdict, Work
from handlers import recording
from handlers.desk import Desk, Worded
from handlers.registration import require_secretariat
from handlers.secrecy import kept_words
from handlers.telling import tell_unit
from handlers.texts import accepting as texts
from storage import assignments, questions, reports, tasks, verdicts
from storage.changes import Change
from storage.outbox import Kind
from storage.questions import Question


async def accept(desk: Desk) -> str:
    """Công nhận."""
    assignment = await _waiting(desk)
    await _judge(desk, assignment, Verdict.ACCEPTED, None)
    return texts.ACCEPTED()


async def send_back(desk: Desk) -> None:
    """Trả lại: with its reason, and a new date if wanted."""
    assignment = await _waiting(desk)
    await _ask(desk, "returned", assignment, texts.ask_return)


async def return_said(desk: Desk, asked: Question) -> bool:
    """The reason, and the date in it: "bổ sung phụ lục, hạn 20/10"."""
    assignment = await _asked_about(desk, asked)
    if assignment is None:
        return False
    if assignment.state.acceptance is not Acceptance.WAITING:
        raise Refusal("not_waiting")
    day = read_return(desk.words, desk.local(desk.said_at).date())
    if day is not None and is_far(day, desk.words, desk.today):
        raise Refusal("far_day", day=day)
    if day is not None and not is_later(day, assignment.deadline, desk.today):
        await desk.say(texts.not_later(day, assignment, desk.today), Kind.QUESTION)
        return True
    await questions.close(desk.tx, asked.id, desk.now)
    if day is not None:
        move = Moved(desk.now, day)
        await recording.move_deadline(desk, assignment, move, desk.actor.person.id, None)
    await _judge(desk, assignment, Verdict.RETURNED, desk.reason, day)
    return True


async def reopen(desk: Desk) -> None:
    """ "Mở lại" under the history of what is done."""
    require_secretariat(desk)
    assignment = await _led(desk, int(desk.args[0]))
    if assignment.state.work is not Work.DONE:
        raise Refusal("not_done")
    await _ask(desk, "reopened", assignment, texts.ask_reopen)


async def reopen_said(desk: Desk, asked: Question) -> bool:
    assignment = await _asked_about(desk, asked)
    if assignment is None:
        return False
    if assignment.state.work is not Work.DONE:
        raise Refusal("not_done")
    await questions.close(desk.tx, asked.id, desk.now)
    await _judge(desk, assignment, Verdict.REOPENED, desk.reason)
    return True


async def recall(desk: Desk) -> None:
    """ "Rút việc này" under a history."""
    require_secretariat(desk)
    await _ask(desk, "recalled", await _led(desk, int(desk.args[0])), texts.ask_recall)


async def recall_said(desk: Desk, asked: Question) -> bool:
    """The task is this unit's no more; what was reported stays on record."""
    assignment = await _asked_about(desk, asked)
    if assignment is None:
        return False
    await questions.close(desk.tx, asked.id, desk.now)
    told = [assignment]
    of_task = await assignments.of_ref(desk.tx, assignment.task.ref)
    if not any(a.role is Role.LEAD and a.id != assignment.id for a in of_task):
        told = of_task
        await tasks.withdraw(desk.tx, assignment.task.id, desk.now)
    await assignments.withdraw(desk.tx, assignment.id, desk.now)
    kept = await kept_words(desk.tx, desk.reason, assignment)
    gone = [
        Change("task", assignment.task.id, "withdrawn", assignment.department.name, None),
        Change("task", assignment.task.id, "withdrawn_because", None, kept),
        Change("assignment", assignment.id, "withdrawn", assignment.role, None),
    ]
    await desk.trace(*gone)
    for one in told:
        await _tell_unit(desk, one, partial(texts.recalled, one, kept))
    await desk.say(texts.recalled_card(assignment, kept), about=(assignment.id,))
    return True


async def _ask(desk: Desk, kind: str, assignment: Assignment, screen_of: texts.Asking) -> None:
    payload = {"assignment_id": assignment.id}
    question_id = await questions.ask(desk.tx, desk.actor.person.id, kind, payload, desk.now)
    await desk.say(screen_of(assignment, question_id), Kind.QUESTION)


async def _asked_about(desk: Desk, asked: Question) -> Assignment | None:
    """None for one who is of the Secretariat no more, and while something else is asked."""
    if not desk.actor.secretariat or desk.asks:
        return None
    return await _led(desk, asked.payload["assignment_id"])


async def _led(desk: Desk, assignment_id: int) -> Assignment:
    assignment = await assignments.get(desk.tx, assignment_id)
    if assignment is None or assignment.role is not Role.LEAD:
        raise Refusal("gone")
    return assignment


async def _waiting(desk: Desk) -> Assignment:
    """The submission behind a button, while nobody has judged it. For the Secretariat."""
    require_secretariat(desk)
    assignment = await _led(desk, int(desk.args[0]))
    if assignment.state.acceptance is not Acceptance.WAITING:
        raise Refusal("not_waiting")
    return assignment


async def _judge(
    desk: Desk, assignment: Assignment, verdict: Verdict, reason: str | None, new_day: date | None = None
) -> None:
    kept = await kept_words(desk.tx, reason, assignment)
    person = desk.actor.person
    earlier = [one.judged.at for one in await verdicts.of(desk.tx, assignment.id)]
    await verdicts.add(desk.tx, assignment.id, Judged(desk.now, verdict), kept, person.id, desk.inbox_seq)
    await recording.replay(desk, assignment)
    judged = await _led(desk, assignment.id)
    card = partial(texts.judged_card, judged, verdict, kept, person.name, new_day)
    cards = recording.submission_key(assignment.id)
    # an earlier submission's keep what became of it
    await desk.show_decided(cards, card, (assignment.id,), since=max(earlier, default=None))
    await _tell_unit(desk, judged, partial(texts.judged, judged, verdict, kept, desk.today, new_day))


async def _tell_unit(desk: Desk, assignment: Assignment, worded: Worded) -> None:
    history = valid(await reports.of_assignment(desk.tx, assignment.id))
    await tell_unit(desk, assignment, worded, said_by=history[-1].person_id if history else None)
