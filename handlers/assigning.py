"""/assign: a new task in one line; what is missing is asked for."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from domain.deadlines import DeadlinePhrase, read_deadline
from domain.importing import next_ref
from domain.importing.cycles import anchor_of
from domain.names import Directory
from domain.office import Department
from domain.refusal import Refusal
from domain.text import clean, fold
from domain.work import Basis, Role, TaskKind, play
from handlers.desk import Desk, Turn
from handlers.questioning import MEMORY
from handlers.registration import directory, find_unit, require_secretariat
from handlers.screens import Screen
from handlers.secrecy import require_open_order
from handlers.telling import tell_unit
from handlers.texts import assigning as texts
from handlers.texts import refusals
from storage import assignments, people, questions, tasks
from storage.changes import Change
from storage.outbox import Kind
from storage.questions import Question

_DEADLINE = re.compile(
    r"[,;.]?\s*\b(?:hạn|thời hạn|xong trước|hoàn thành|chậm nhất|trước ngày|han|deadline|due)\b(?!\s+chế)",
    re.IGNORECASE,
)
# what can only be meant for a deadline, read or not: after a comma, or before a number
_MEANT = re.compile(
    r"(?:[,;.]\s*(?:thời hạn|hạn|chậm nhất|trước ngày|deadline)\b(?!\s+(?:chế|mức|hán|điền|ngạch))"
    r"|\s+(?:thời )?hạn(?=:?\s+\d))[^,;]{0,60}$",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"(?:da )?(?:thoi|huy(?: bo)?|bo(?: qua)?|de sau|(?:thoi )?khong giao nua)"
    r"(?: (?:a|nhe|nha|di|vay|viec nay|khong giao nua))*"
)
_ANYWAY = re.compile(r"(?:da |vang )*(?:vang|dung|dung roi|van giao|co|cu giao)(?: (?:a|nhe|voi han nay))*")
_BETWEEN_UNITS = re.compile(r"\s*(?:[;,&+]|\bvà\b|\bva\b)\s*", re.IGNORECASE)
_NO_DEADLINE = frozenset({"không", "không có hạn", "khong", "không hạn", "chưa có"})
ASKED_ABOUT = frozenset({"past", "conditional", "by_plan"})


@dataclass(frozen=True, slots=True)
class Order:
    """What was said of a new task so far; empty: not said. `deadline` may be words that cannot be read."""

    unit: str
    text: str
    deadline: str


def split_order(words: str, known: Directory) -> Order:
    """ "Sở Tài chính: rà soát quy định đầu tư, hạn trong tháng 9/2025" in its three parts.

    Without the colon the unit is the longest beginning that names one; where none does, `text` is empty.
    """
    words = clean(words)
    unit, colon, rest = words.partition(":")
    if not colon or not (known.find(unit) is not None or known.search(unit)):
        begun = _unit_before(words, known)
        if begun:
            unit, rest = begun, words.removeprefix(begun).lstrip(" ,;:.-–")
        elif not colon:
            return Order(words, "", "")
    text, deadline = _split_deadline(rest)
    return Order(unit.strip(" ,;:.-–"), text, deadline)


def _unit_before(words: str, known: Directory) -> str:
    """The longest beginning of `words` that names one unit; a part of a name has at least two words."""
    parts = words.split(" ")
    beginnings = [" ".join(parts[:count]) for count in range(len(parts), 0, -1)]
    for beginning in beginnings:
        if known.find(beginning) is not None and not fold(beginning).endswith(" va"):
            return beginning
    for beginning in beginnings[:-1]:
        if len(known.search(beginning)) == 1:
            return beginning
    return ""


def names_several_units(words: str, known: Directory) -> bool:
    """ "Sở Tài chính và Sở Y tế: …", with or without the colon, even where the second is unknown."""
    words = clean(words)
    head = words.partition(":")[0]
    begun = _unit_before(words, known).rstrip(" ,;")
    rest = words.removeprefix(begun)
    between = _BETWEEN_UNITS.match(rest) if begun and known.find(head) is None else None
    if between is None:
        return False
    joined = between.group().strip().casefold() in ("và", "va", "&", "+")
    return joined or bool(_unit_before(rest[between.end() :], known))


def _split_deadline(words: str) -> tuple[str, str]:
    """(the task, the words of its deadline)."""
    for match in reversed(list(_DEADLINE.finditer(words))):
        tail = words[match.start() :].strip(" ,;.")
        if read_deadline(tail, date(2000, 1, 1)).rule is not None:
            return words[: match.start()].strip(" ,;."), tail
    meant = _MEANT.search(words)
    if meant is not None:
        return words[: meant.start()].strip(" ,;."), meant.group().strip(" ,;.")
    return words.strip(" ,;."), ""


async def assign(desk: Desk) -> None:
    """/assign [UNIT: TEXT, hạn …], by the Secretariat. A task begun before is forgotten."""
    require_secretariat(desk)
    begun = await questions.open_for(desk.tx, desk.actor.person.id, desk.now - MEMORY)
    if begun is not None and begun.kind == "assign":
        await questions.close(desk.tx, begun.id, desk.now)
    try:
        order = await _understood(desk, " ".join(desk.args))
        if order is not None:
            await _go_on(desk, order)
    except Refusal as refusal:  # said here, for a rollback would open the older question again
        await desk.say(refusals.say(refusal.reason, **refusal.facts))


async def _understood(desk: Desk, words: str) -> Order | None:
    """None when no unit could be found in words without a colon; they are told so."""
    require_open_order(words)
    known = await directory(desk)
    if names_several_units(words, known):
        raise Refusal("one_unit")
    order = split_order(words, known)
    if order.unit and ":" not in words and not (known.find(order.unit) or known.search(order.unit)):
        await desk.say(texts.no_unit(words, known.nearest(" ".join(words.split()[:5]))))
        return None
    return order


async def _go_on(desk: Desk, order: Order) -> None:
    """Asks for the next thing that is missing, or assigns."""
    if not order.unit:
        await _ask(desk, order, "unit")
        return
    unit = await find_unit(desk, order.unit)
    doubt = _doubt(desk, order)
    if not order.text:
        await _ask(desk, order, "text")
    elif doubt:
        await _ask(desk, order, "deadline", doubt)
    else:
        await _assign(desk, unit, order)


def _doubt(turn: Turn, order: Order) -> str:
    """Why the deadline must be asked for; "": it need not be."""
    if not order.deadline:
        hint = read_deadline(order.text, turn.today).doubt
        return hint if hint in ("conditional", "by_plan") else "missing"
    phrase = _phrase(turn, order.deadline)
    if phrase.rule is None:
        return "unread"
    return phrase.doubt if phrase.doubt in ASKED_ABOUT else ""


async def _ask(desk: Desk, order: Order, missing: str, doubt: str = "") -> None:
    payload = {
        "unit": order.unit,
        "text": order.text,
        "deadline": order.deadline,
        "missing": missing,
        "doubt": doubt,
    }
    question_id = await questions.ask(desk.tx, desk.actor.person.id, "assign", payload, desk.now)
    if missing == "deadline":
        screen = texts.ask_deadline(doubt, order.deadline, question_id)
    else:
        screen = texts.ask(missing, order.unit, question_id)
    await desk.say(screen, Kind.QUESTION)


async def answered(desk: Desk, asked: Question) -> bool:
    """The missing part, said as the next message; or that nothing shall be assigned."""
    if not desk.actor.secretariat:
        return False
    words = clean(desk.words)
    said = " ".join(re.findall(r"\w+", fold(words)))
    if _LEAVE.fullmatch(said):
        await questions.close(desk.tx, asked.id, desk.now)
        await desk.say(texts.LEFT())
        return True
    if asked.payload.get("doubt") == "past" and _ANYWAY.fullmatch(said):
        await _as_it_is(desk, asked, _order_of(asked))
        return True
    require_open_order(words)
    order = await _completed(desk, asked, words)
    if order is not None:
        await questions.close(desk.tx, asked.id, desk.now)
        await _go_on(desk, order)
    return True


async def _completed(desk: Desk, asked: Question, words: str) -> Order | None:
    """The order with what was just said; None when that was no answer, and the question stays open."""
    order = _order_of(asked)
    if asked.payload["missing"] == "unit":
        return await _understood(desk, words)
    if asked.payload["missing"] == "text":
        text, deadline = _split_deadline(words)
        return replace(order, text=text or words, deadline=order.deadline or deadline)
    return replace(order, deadline=words)


def _order_of(asked: Question) -> Order:
    return Order(asked.payload["unit"], asked.payload["text"], asked.payload["deadline"])


def _phrase(turn: Turn, words: str) -> DeadlinePhrase:
    if words.casefold() in _NO_DEADLINE:
        return DeadlinePhrase(None, None, None, "none", None)
    return read_deadline(words, turn.today)


async def leave(desk: Desk) -> None:
    """The button under each question: nothing is assigned."""
    asked = await _asked(desk)
    await questions.close(desk.tx, asked.id, desk.now)
    await desk.rewrite(Screen(texts.LEFT()))


async def no_deadline(desk: Desk) -> None:
    """The button "Không có hạn"; words that wait for another event or a plan are kept with the task."""
    asked = await _asked(desk)
    order = _order_of(asked)
    dateless = order.deadline and asked.payload["doubt"] in ("conditional", "by_plan")
    await _as_it_is(desk, asked, order if dateless else replace(order, deadline="không có hạn"))


async def past_anyway(desk: Desk) -> None:
    """The button under the question about a deadline that is past."""
    asked = await _asked(desk)
    if asked.payload["doubt"] != "past":
        raise Refusal("gone")
    await _as_it_is(desk, asked, _order_of(asked))


async def _asked(desk: Desk) -> Question:
    """The question whose button was pressed, while it is open."""
    require_secretariat(desk)
    asked = await questions.get(desk.tx, int(desk.args[0]), desk.actor.person.id)
    if asked is None or asked.kind != "assign":
        raise Refusal("gone")
    return asked


async def _as_it_is(desk: Desk, asked: Question, order: Order) -> None:
    await questions.close(desk.tx, asked.id, desk.now)
    await _assign(desk, await find_unit(desk, order.unit), order)


async def _assign(desk: Desk, unit: Department, order: Order) -> None:
    phrase = _phrase(desk, order.deadline)
    person_id = desk.actor.person.id
    ref = next_ref(await tasks.refs(desk.tx))
    standing = phrase.doubt == "standing"
    anchor = anchor_of(order.deadline, phrase.recurrence, desk.today) if phrase.recurrence else None
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
        anchor=anchor,
        standing=standing,
    )
    basis = Basis(phrase.end, phrase.recurrence, anchor, standing, needs_acceptance=False)
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
    await desk.trace(
        Change("task", task_id, "created", None, ref),
        Change("assignment", assignment_id, "created", None, Role.LEAD),
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
    leads = [a for a in await assignments.of_ref(desk.tx, assignment.task.ref) if a.role is Role.LEAD]
    if any(lead.state.reported_at is not None for lead in leads):
        raise Refusal("reported_already")
    await assignments.withdraw(desk.tx, assignment.id, desk.now)
    await tasks.withdraw(desk.tx, assignment.task.id, desk.now)
    await desk.trace(
        Change("assignment", assignment.id, "withdrawn", assignment.role, None),
        Change("task", assignment.task.id, "withdrawn", assignment.task.ref, None),
    )
    await desk.rewrite(texts.withdrawn(assignment))
    await tell_unit(desk, assignment, partial(texts.withdrawn, assignment), said_by=None)
    return ""
