"""Asking for a later date, and the Secretariat's answer. Only the assigning side changes a deadline."""

from datetime import date
from functools import partial

from domain.extensions import (
    Decision,
    Wanted,
    choices,
    decision_on,
    is_far,
    is_later,
    is_reason_alone,
    read_wanted,
)
from domain.office import Assignment
from domain.refusal import Refusal
from domain.work import Moved, Role, Said, Work, wishing
from handlers import answers, questioning, recording
from handlers.desk import Desk
from handlers.own import own_assignment
from handlers.readback import read_back
from handlers.registration import find_unit, require_secretariat
from handlers.secrecy import kept_words
from handlers.telling import tell_unit
from handlers.texts import extensions as texts
from handlers.texts import reports as report_texts
from storage import assignments, extensions, people, questions, reports
from storage.changes import Change
from storage.extensions import Extension
from storage.outbox import Kind
from storage.questions import Question


async def later(desk: Desk) -> None:
    """The button "Lùi hạn": asks for the day."""
    await _ask_day(desk, await _may_wish(desk, int(desk.args[0])))


async def _ask_day(desk: Desk, assignment: Assignment) -> None:
    payload = {"assignment_id": assignment.id}
    await questions.ask(desk.tx, desk.actor.person.id, "extension", payload, desk.now)
    screen = texts.ask_date(assignment, choices(assignment.deadline, desk.today, desk.calendar), desk.today)
    await desk.say(screen, Kind.QUESTION, (assignment.id,))


async def _may_wish(desk: Desk, assignment_id: int) -> Assignment:
    """The presser's own assignment, while it is open and no other wish waits."""
    assignment = await own_assignment(desk, assignment_id)
    await _require_open(desk, assignment)
    return assignment


async def _require_open(desk: Desk, assignment: Assignment, day: date | None = None) -> None:
    """`day`: what is wished for, where it is said."""
    if assignment.state.work is Work.DONE:
        raise Refusal("done_already")
    if assignment.deadline is None:
        example = day or choices(None, desk.today, desk.calendar)[0]
        raise Refusal("no_deadline", ref=assignment.task.ref, day=example)
    if await extensions.pending(desk.tx, assignment.id) is not None:
        raise Refusal("wish_pending")


async def wished(desk: Desk) -> None:
    """A day pressed under "Lùi hạn"."""
    assignment = await _may_wish(desk, int(desk.args[0]))
    day = desk.pressed_day(desk.args[1])
    if not is_later(day, assignment.deadline, desk.today):
        raise Refusal("not_later")
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    done = await recording.record(desk, assignment, wishing(assignment.state, day), text=None)
    await read_back(desk, [done])


async def extend(desk: Desk) -> None:
    """/extend REF [DEPARTMENT] [DAY] [REASON]: a focal point asks, the Secretariat moves."""
    if not desk.args:
        raise Refusal("extend_usage")
    ref, words = desk.args[0], " ".join(desk.args[1:])
    wanted = read_wanted(words, desk.local(desk.said_at).date())
    if wanted.day is not None and is_far(wanted.day, words, desk.today):
        raise Refusal("far_day", day=wanted.day)
    if desk.actor.secretariat:
        await _move(desk, ref, wanted)
    elif not desk.actor.department_ids:
        raise Refusal("not_registered")
    else:
        await _wish(desk, ref, words, wanted)


async def _wish(desk: Desk, ref: str, words: str, wanted: Wanted) -> None:
    found = [a for a in await _led(desk, ref) if desk.actor.may_report(a)]
    if not found:
        raise Refusal("ref_unknown", ref=ref)
    if len(found) > 1 and wanted.named:
        unit = await find_unit(desk, wanted.named)
        found = [a for a in found if a.department.id == unit.id]
    if len(found) > 1 and wanted.day is not None:
        await questioning.ask_unit(desk, words, found, Said(Work.IN_PROGRESS, requested_deadline=wanted.day))
        return
    if not found:
        raise Refusal("not_yours")
    assignment = found[0]
    await _require_open(desk, assignment, wanted.day)
    if wanted.day is None:
        await _ask_day(desk, assignment)
        return
    if not is_later(wanted.day, assignment.deadline, desk.today):
        raise Refusal("not_later")
    said = wishing(assignment.state, wanted.day)
    done = await recording.record(desk, assignment, said, text=desk.words, reason=wanted.reason)
    await read_back(desk, [done])


async def _led(desk: Desk, ref: str) -> list[Assignment]:
    return [a for a in await assignments.of_ref(desk.tx, ref) if a.role is Role.LEAD]


async def _move(desk: Desk, ref: str, wanted: Wanted) -> None:
    """By the Secretariat: an answer to the wish that waits, else an extension of its own accord."""
    found = await _led(desk, ref)
    if not found:
        raise Refusal("ref_unknown", ref=ref)
    if wanted.named:
        unit = await find_unit(desk, wanted.named)
        found = [a for a in found if a.department.id == unit.id]
        if not found:
            raise Refusal("not_of_unit", ref=ref, unit=unit.name)
    if len(found) > 1:
        raise Refusal("which_lead", ref=ref, names=[a.department.name for a in found])
    assignment = found[0]
    if wanted.day is None:
        raise Refusal("extend_usage")
    if assignment.state.work is Work.DONE:
        raise Refusal("done_open_again", ref=assignment.task.ref)
    if not is_later(wanted.day, assignment.deadline, desk.today):
        raise Refusal("not_later_than", day=wanted.day, held=assignment.deadline)
    wish = await extensions.pending(desk.tx, assignment.id)
    if wish is not None:
        await _decide(desk, wish, decision_on(wish.asked_day, wanted.day), wanted)
        return
    made = await extensions.ask(
        desk.tx,
        assignment_id=assignment.id,
        asked_at=desk.now,
        asked_by=desk.actor.person.id,
        report_id=None,
        from_day=assignment.deadline,
        asked_day=wanted.day,
        asked_reason=await kept_words(desk.tx, wanted.reason, assignment),
    )
    held = assignment.deadline.isoformat() if assignment.deadline else None
    await desk.trace(Change("extension", made, "asked", held, wanted.day.isoformat()))
    own = await extensions.get(desk.tx, made)
    if own is not None:
        await _decide(desk, own, Decision.GRANTED, wanted)


async def grant(desk: Desk) -> str:
    """Cho."""
    wish = await _waiting(desk, int(desk.args[0]))
    await _decide(desk, wish, Decision.GRANTED, Wanted("", wish.asked_day, None))
    return report_texts.RECORDED()


async def refuse(desk: Desk) -> None:
    """Không cho: a refusal needs its reason."""
    await _ask_why(desk, "wish_refused", texts.why_not)


async def shorten(desk: Desk) -> None:
    """Ngày sớm hơn: the day and the reason."""
    await _ask_why(desk, "wish_shortened", texts.until_when)


async def _ask_why(desk: Desk, kind: str, screen_of: texts.Asking) -> None:
    wish = await _waiting(desk, int(desk.args[0]))
    assignment = await _of(desk, wish)
    payload = {"extension_id": wish.id, "day": None}
    question_id = await questions.ask(desk.tx, desk.actor.person.id, kind, payload, desk.now)
    await desk.say(screen_of(wish, assignment, question_id, desk.today), Kind.QUESTION, (assignment.id,))


async def refusal_said(desk: Desk, asked: Question) -> bool:
    """The reason why not."""
    wish = await _asked_about(desk, asked)
    if wish is None or desk.asks:
        return False
    await questions.close(desk.tx, asked.id, desk.now)
    await _decide(desk, wish, Decision.REFUSED, Wanted("", None, desk.reason))
    return True


async def shorter_said(desk: Desk, asked: Question) -> bool:
    """A day before the one asked for, and why; what is missing of the two is asked for again."""
    wish = await _asked_about(desk, asked)
    if wish is None or desk.asks:
        return False
    assignment = await _of(desk, wish)
    wanted = read_wanted(desk.words, desk.local(desk.said_at).date())
    chosen = date.fromisoformat(asked.payload["day"]) if asked.payload["day"] else None
    if chosen is not None and is_reason_alone(wanted):
        wanted = Wanted("", chosen, desk.reason)
    day = wanted.day or chosen
    if wanted.day not in (None, chosen) and is_far(wanted.day, desk.words, desk.today):
        raise Refusal("far_day", day=wanted.day)
    if day is None:
        await desk.say(texts.DAY_NOT_SEEN(), Kind.QUESTION)
        return True
    if not is_later(day, assignment.deadline, desk.today) or day >= wish.asked_day:
        await desk.say(texts.not_between(wish, assignment, desk.today), Kind.QUESTION)
        return True
    if wanted.reason is None:
        payload = asked.payload | {"day": day.isoformat()}
        await questions.rewrite(desk.tx, asked.id, payload)
        await desk.say(texts.why_shorter(day, desk.today), Kind.QUESTION)
        return True
    await questions.close(desk.tx, asked.id, desk.now)
    await _decide(desk, wish, Decision.SHORTENED, Wanted("", day, wanted.reason))
    return True


async def reason_said(desk: Desk, asked: Question) -> bool:
    """Why a later date was asked for, said after the wish."""
    report = await reports.get(desk.tx, asked.payload["report_id"])
    made = await extensions.of_reports(desk.tx, [report.id]) if report else []
    wish = made[0] if made else None
    assignment = await assignments.get(desk.tx, wish.assignment_id) if wish else None
    if wish is None or assignment is None or not desk.actor.may_report(assignment):
        return False
    if wish.decision != "pending" or not await answers.is_reason(desk, assignment):
        return False
    await questions.close(desk.tx, asked.id, desk.now)
    reason = await kept_words(desk.tx, desk.reason, assignment)
    if reason is None:
        raise Refusal("secret_not_relayed")
    await extensions.give_reason(desk.tx, wish.id, reason)
    wish = await extensions.get(desk.tx, wish.id) or wish
    card = partial(texts.card, wish, assignment, desk.actor.person.name, desk.today)
    await desk.rewrite_delivered(recording.wish_key(wish.id), card)
    await desk.say(texts.REASON_PASSED(), about=(assignment.id,))
    return True


async def _waiting(desk: Desk, extension_id: int) -> Extension:
    """The wish behind a button, while nobody has decided it. For the Secretariat."""
    require_secretariat(desk)
    wish = await extensions.get(desk.tx, extension_id)
    if wish is None:
        raise Refusal("gone")
    if wish.decision != "pending":
        raise await _settled(desk, wish)
    return wish


async def _asked_about(desk: Desk, asked: Question) -> Extension | None:
    """None for one who is of the Secretariat no more."""
    if not desk.actor.secretariat:
        return None
    wish = await extensions.get(desk.tx, asked.payload["extension_id"])
    if wish is not None and wish.decision != "pending":
        raise await _settled(desk, wish)
    return wish


async def _settled(desk: Desk, wish: Extension) -> Refusal:
    """Who was quicker, and what they said."""
    by = await people.get(desk.tx, wish.decided_by) if wish.decided_by else None
    if by is None:
        return Refusal("already_decided")
    return Refusal("decided_already_by", name=by.name, what=texts.outcome(wish, desk.today))


async def _of(desk: Desk, wish: Extension) -> Assignment:
    assignment = await assignments.get(desk.tx, wish.assignment_id)
    if assignment is None:
        raise Refusal("gone")
    return assignment


async def _decide(desk: Desk, wish: Extension, decision: Decision, wanted: Wanted) -> None:
    """Written once, whoever comes first; the cards say so, and those it concerns are told."""
    assignment = await _of(desk, wish)
    if decision is Decision.SHORTENED and wanted.reason is None:
        raise Refusal("reason_needed")
    decided = await extensions.decide(
        desk.tx,
        wish.id,
        decision,
        to_day=wanted.day,
        reason=await kept_words(desk.tx, wanted.reason, assignment),
        decided_by=desk.actor.person.id,
        now=desk.now,
    )
    if not decided:
        raise Refusal("already_decided")
    await desk.trace(Change("extension", wish.id, "decision", "pending", decision))
    if wanted.day is not None:
        move = Moved(desk.now, wanted.day)
        assignment = await recording.move_deadline(desk, assignment, move, desk.actor.person.id, wish.id)
    answered = await extensions.get(desk.tx, wish.id) or wish
    card = partial(texts.decided_card, answered, assignment, desk.actor.person.name, desk.today)
    await desk.show_decided(recording.wish_key(wish.id), card, (assignment.id,))
    told = partial(texts.answer, answered, assignment, desk.today)
    own_accord = answered.asked_by == answered.decided_by
    await tell_unit(desk, assignment, told, said_by=None if own_accord else answered.asked_by)
