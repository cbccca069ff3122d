"""/assign: a new task in one line; what is missing is asked for."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.deadlines import DeadlinePhrase, read_deadline
from domain.importing import next_ref
from domain.office import Assignment, Department
from domain.refusal import Refusal
from domain.text import clean
from domain.work import Basis, Role, TaskKind, play
from handlers.answers import MEMORY
from handlers.desk import Desk, Turn
from handlers.registration import find_unit, require_secretariat
from handlers.texts import assigning as texts
from storage import assignments, changes, people, questions, tasks
from storage.changes import Change
from storage.outbox import Kind
from storage.questions import Question

_DEADLINE = re.compile(
    r"[,;.]?\s*\b(?:hạn|thời hạn|xong trước|hoàn thành|chậm nhất|trước ngày|han)\b(?!\s+chế)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Order:
    """What was said of a new task so far; empty: not said."""

    unit: str
    text: str
    deadline: str


def split_order(words: str) -> Order:
    """ "Sở Tài chính: rà soát quy định đầu tư, hạn trong tháng 9/2025" in its three parts."""
    unit, colon, rest = clean(words).partition(":")
    if not colon:
        return Order(unit, "", "")
    found = list(_DEADLINE.finditer(rest))
    for match in reversed(found):
        tail = rest[match.start() :].strip(" ,;.")
        phrase = read_deadline(tail, date(2000, 1, 1))
        if phrase.rule is not None:
            return Order(unit.strip(), rest[: match.start()].strip(" ,;."), tail)
    return Order(unit.strip(), rest.strip(" ,;."), "")


async def assign(desk: Desk) -> None:
    """/assign [UNIT: TEXT, hạn …], by the Secretariat."""
    require_secretariat(desk)
    await _go_on(desk, split_order(" ".join(desk.args)))


async def _go_on(desk: Desk, order: Order) -> None:
    """Asks for the next thing that is missing, or assigns."""
    if not order.unit:
        await _ask(desk, order, "unit")
        return
    unit = await find_unit(desk, order.unit)
    if not order.text:
        await _ask(desk, order, "text")
    elif not order.deadline:
        await _ask(desk, order, "deadline")
    else:
        await _assign(desk, unit, order)


async def _ask(desk: Desk, order: Order, missing: str) -> None:
    payload = {"unit": order.unit, "text": order.text, "deadline": order.deadline, "missing": missing}
    await questions.ask(desk.tx, desk.actor.person.id, "assign", payload, desk.now)
    await desk.say(texts.ask(missing, order.unit), Kind.QUESTION)


async def answered(desk: Desk, asked: Question) -> bool:
    """The missing part, said as the next message."""
    if not desk.actor.secretariat:
        return False
    payload: dict[str, Any] = dict(asked.payload)
    missing = payload.pop("missing")
    words = clean(desk.words)
    if missing == "unit" and ":" in words:
        order = split_order(words)
    else:
        order = Order(**(payload | {missing: words}))
    if missing == "deadline" and _phrase(desk, words).rule is None:
        await desk.say(texts.deadline_not_read(words), Kind.QUESTION)
        return True
    await questions.close(desk.tx, asked.id, desk.now)
    await _go_on(desk, order)
    return True


def _phrase(turn: Turn, words: str) -> DeadlinePhrase:
    if words.casefold() in ("không", "không có hạn", "khong", "không hạn", "chưa có"):
        return DeadlinePhrase(None, None, None, "none", None)
    return read_deadline(words, turn.today)


async def no_deadline(desk: Desk) -> None:
    """The button "Không có hạn" under the question for the deadline."""
    require_secretariat(desk)
    asked = await questions.open_for(desk.tx, desk.actor.person.id, desk.now - MEMORY)
    if asked is None or asked.kind != "assign":
        raise Refusal("gone")
    await questions.close(desk.tx, asked.id, desk.now)
    payload = asked.payload
    await _go_on(desk, Order(payload["unit"], payload["text"], "không có hạn"))


async def _assign(desk: Desk, unit: Department, order: Order) -> None:
    phrase = _phrase(desk, order.deadline)
    if phrase.rule is None:
        await _ask(desk, Order(order.unit, order.text, ""), "deadline")
        return
    person_id = desk.actor.person.id
    ref = next_ref(await tasks.refs(desk.tx))
    standing = phrase.doubt == "standing"
    task_id = await tasks.add(
        desk.tx,
        ref=ref,
        now=desk.now,
        created_by=person_id,
        text=order.text,
        kind=TaskKind.TASK,
        secret=False,
        needs_acceptance=False,
        deadline=phrase.end,
        deadline_text=order.deadline,
        recurrence=phrase.recurrence,
        anchor=desk.today if phrase.recurrence else None,
        standing=standing,
    )
    basis = Basis(phrase.end, phrase.recurrence, desk.today, standing, needs_acceptance=False)
    present = play(basis, (), desk.today, desk.office.zone)
    assignment_id = await assignments.add(
        desk.tx,
        task_id=task_id,
        department_id=unit.id,
        role=Role.LEAD,
        first_deadline=phrase.end,
        present=present,
        now=desk.now,
    )
    made = Change("task", task_id, "created", None, ref)
    await changes.keep(
        desk.tx, [made], at=desk.now, person_id=person_id, source="telegram", inbox_seq=desk.inbox_seq
    )
    assignment = await assignments.get(desk.tx, assignment_id)
    if assignment is None:
        raise Refusal("gone")
    manned = bool(await people.focal_points_of(desk.tx, [unit.id]))
    # the clock tells the focal points, in the one message that also reminds them if it is near
    await desk.say(texts.assigned(assignment, desk.today, phrase, manned=manned), about=(assignment_id,))


async def withdraw(desk: Desk) -> str:
    """The button under a new task: it was a mistake."""
    require_secretariat(desk)
    assignment = await assignments.get(desk.tx, int(desk.args[0]))
    if assignment is None:
        raise Refusal("gone")
    if assignment.state.reported_at is not None:
        raise Refusal("reported_already")
    await assignments.withdraw(desk.tx, assignment.id, desk.now)
    await tasks.withdraw(desk.tx, assignment.task.id, desk.now)
    gone = Change("task", assignment.task.id, "withdrawn", assignment.task.ref, None)
    await changes.keep(desk.tx, [gone], at=desk.now, person_id=desk.actor.person.id, source="telegram")
    await desk.rewrite(texts.withdrawn(assignment))
    await _tell_withdrawn(desk, assignment)
    return ""


async def _tell_withdrawn(desk: Desk, assignment: Assignment) -> None:
    for point in await people.focal_points_of(desk.tx, [assignment.department.id]):
        await desk.tell(point.person, texts.withdrawn(assignment), Kind.NOTICE, (assignment.id,))
