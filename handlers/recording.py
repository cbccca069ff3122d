"""Writing a report down: the row, the new present state, and the wish for a later date that it holds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from domain.extensions import gives_reason, is_later, is_wish_alone
from domain.history import Action, HowRead, Report, events, standing_of, valid
from domain.indicators import NO_GOAL, Goal, Reached
from domain.office import Assignment, Person
from domain.refusal import Refusal
from domain.secrecy import speaks_of_secrets, without_words
from domain.stated_values import holds_number, stated
from domain.work import Acceptance, Moved, Present, Role, Said, TaskKind, Work, play
from handlers.desk import Desk, Turn
from handlers.indicators import of as standing_of_indicator
from handlers.texts import accepting as accepting_texts
from handlers.texts import extensions as extension_texts
from handlers.texts import overturning
from papers.vietnamese import measured
from storage import assignments, extensions, indicators, people, reports, secrets, verdicts
from storage.changes import Change
from storage.outbox import Kind
from storage.reports import NewReport


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became true: for the read-back. `wish`: what became of a wished deadline."""

    report_id: int
    assignment: Assignment
    said: Said
    wish: str | None = None  # asked, reason_wanted, pending, not_later, no_deadline
    overturns: Person | None = None  # the colleague whose "xong" this takes back
    was_told: bool = False  # that colleague, who may be out of reach
    value: float | None = None  # of an indicator, that was told now
    stands: Reached | None = None  # of an indicator: where it stands with it
    unsure: bool = False  # a number was told of it, and it is not clear that it is its value


async def record(
    desk: Desk,
    assignment: Assignment,
    said: Said,
    *,
    text: str | None,
    at: datetime | None = None,
    of: Report | None = None,
    message_id: int | None = None,
    reading: HowRead | None = None,
    moved_from: Report | None = None,
    reason: str | None = None,
    about: str | None = None,
    anew: bool = False,
) -> Recorded:
    """Appends the report (a correction when `of` is given) and brings the present state up to it.

    `moved_from`: what was meant for this task and had been stored under another.
    `reason`: why a later date is wished for, where it was told apart from the text.
    `about`: what of the text is about this assignment alone, for the value of an indicator.
    `anew`: the text stands in place of what it said before, a value that it no longer tells included.

    A coordinating unit's words are kept as a remark. Of a secret task, and of a text that names one, only
    what was understood is kept.
    """
    remark = assignment.role is Role.COORDINATING
    if remark:
        said = Said()
    undated = said.requested_deadline is not None and assignment.deadline is None
    if undated:  # there is nothing to be moved, and a wish alone may mean anything
        if is_wish_alone(said):
            raise Refusal("no_deadline", ref=assignment.task.ref, day=said.requested_deadline)
        said = replace(said, requested_deadline=None)
    refs = [secret.ref for secret in await secrets.every(desk.tx)] if text else []
    if assignment.task.secret or speaks_of_secrets(text or "", refs):
        text, reading, reason = None, None, None
        said = without_words(said)
    value, unsure = None, False
    goal = await _goal_of(desk, assignment)
    if goal is not None:
        said, value = stated(goal, said, about, _name(assignment))
        unsure = value is None and about is not None and holds_number(about, goal)
    overturns = None if remark or of else await overturned_by(desk, assignment, said)
    action = Action.REMARK if remark else Action.CORRECTION if of else Action.REPORT
    if of is not None:
        await withdraw_wishes(desk, [of.id])
    report_id = await reports.add(
        desk.tx,
        NewReport(
            assignment.id,
            desk.actor.person.id,
            at or desk.said_at,
            action,
            text,
            said,
            of_id=of.id if of else moved_from.id if moved_from else None,
            chat_id=desk.chat_id if message_id else None,
            message_id=message_id,
            inbox_seq=desk.inbox_seq,
            reading=reading,
        ),
    )
    day = desk.local(at or desk.said_at).date()
    if value is None and of is not None and not anew:  # mending the rest leaves the value as it was
        kept = await indicators.value_of(desk.tx, of.id)
        value, day = (kept.value, kept.day) if kept else (None, day)
    if value is not None:
        await indicators.add_value(desk.tx, assignment.id, report_id, day, value, desk.actor.person.id)
    present = await replay(desk, assignment)
    now = replace(assignment, state=present.state, deadline=present.deadline, cycle=present.cycle)
    wish = "no_deadline" if undated else None
    if said.requested_deadline is not None and not remark:
        why = said.blocker or reason or (text if gives_reason(text or "") else None)
        wish = await _ask_extension(desk, now, said, report_id, why)
    await note_submission(desk, assignment, now, report_id, text)
    was_told = overturns is not None and await tell_overturned(desk, overturns, now, said)
    stands = await standing_of_indicator(desk, now)
    return Recorded(report_id, now, said, wish, overturns, was_told, value, stands, unsure)


async def heard(desk: Desk, assignment: Assignment, said: Said, about: str | None) -> tuple[Said, str]:
    """What would be recorded, and the value of an indicator as it is written; "" where there is none."""
    goal = await _goal_of(desk, assignment)
    if goal is None:
        return said, ""
    said, value = stated(goal, said, about, _name(assignment))
    return said, "" if value is None else measured(value, goal.unit)


async def _goal_of(desk: Desk, assignment: Assignment) -> Goal | None:
    """What an indicator aims at, where the unit tells its value."""
    if assignment.task.kind is not TaskKind.INDICATOR or assignment.role is Role.COORDINATING:
        return None
    if assignment.task.secret:
        return None
    return await indicators.goal(desk.tx, assignment.task.id) or NO_GOAL


def _name(assignment: Assignment) -> str:
    return f"{assignment.task.ref} {assignment.task.text}"


def submission_key(assignment_id: int) -> str:
    """What the keys of a submission's cards begin with: each of the Secretariat has one."""
    return f"submission:{assignment_id}:"


async def note_submission(
    desk: Desk, was: Assignment, now: Assignment, report_id: int, text: str | None
) -> None:
    """Cards for the Secretariat, where "xong" has just become a submission."""
    waited = was.state.acceptance is Acceptance.WAITING
    if now.state.acceptance is Acceptance.WAITING and not waited:
        await _submit(desk, now, report_id, text)


async def _submit(desk: Desk, assignment: Assignment, report_id: int, text: str | None) -> None:
    at = desk.local(assignment.state.done_at or desk.said_at)
    card = partial(accepting_texts.submission, assignment, desk.actor.person.name, text, at, desk.today)
    for person in await desk.secretariat():
        key = f"{submission_key(assignment.id)}{report_id}:{person.id}"
        await desk.tell(person, card, Kind.NOTICE, (assignment.id,), key=key)


async def tell_overturned(desk: Desk, colleague: Person, now: Assignment, said: Said) -> bool:
    """Whether they could be told."""
    told = partial(overturning.overturned, now, desk.actor.person.name, said, desk.today)
    return await desk.tell(colleague, told, Kind.NOTICE, (now.id,)) is not None


async def overturned_by(desk: Desk, assignment: Assignment, said: Said) -> Person | None:
    """The colleague who had reported "xong", when these words say otherwise."""
    if assignment.state.work is not Work.DONE or said.work in (None, Work.DONE):
        return None
    history = valid(await reports.of_assignment(desk.tx, assignment.id))
    done = next((r for r in reversed(history) if r.said.work is Work.DONE), None)
    if done is None or done.person_id in (None, desk.actor.person.id):
        return None
    return await people.get(desk.tx, done.person_id)


async def replay(turn: Turn, assignment: Assignment) -> Present:
    """The present state from all that was said, written beside the assignment."""
    return (await replay_many(turn, [assignment]))[assignment.id]


async def replay_many(turn: Turn, about: Sequence[Assignment]) -> dict[int, Present]:
    """The same for several, by id, in the same few statements."""
    presents = await played(turn, about)
    await assignments.write_presents(turn.tx, presents)
    return presents


async def played(
    turn: Turn, about: Sequence[Assignment], without: Collection[int] = ()
) -> dict[int, Present]:
    """What was said comes to this, by id; nothing is written. `without`: reports that are left out."""
    ids = [a.id for a in about]
    said, moved = await reports.said_of(turn.tx, ids), await reports.moves_of_many(turn.tx, ids)
    judged = await verdicts.of_many(turn.tx, ids)
    presents = {}
    for a in about:
        history = [report for report in said[a.id] if report.id not in without]
        happened = events(history, moved[a.id], judged[a.id])
        presents[a.id] = play(a.basis, happened, turn.today, turn.office.zone)
    return presents


async def take_back(desk: Desk, rows: list[Report]) -> list[Assignment]:
    """Undoes these reports; a wish for a later date that came with them is withdrawn unless decided."""
    undone = [
        NewReport(
            report.assignment_id,
            desk.actor.person.id,
            desk.now,
            Action.UNDO,
            None,
            Said(),
            of_id=report.id,
            inbox_seq=desk.inbox_seq,
        )
        for report in rows
    ]
    await reports.add_many(desk.tx, undone)
    about = await assignments.some(desk.tx, list(dict.fromkeys(r.assignment_id for r in rows)))
    presents = await replay_many(desk, about)
    await withdraw_wishes(desk, [report.id for report in rows])
    return [replace(a, state=presents[a.id].state, deadline=presents[a.id].deadline) for a in about]


async def counts_still(turn: Turn, report: Report) -> bool:
    """Neither corrected nor undone since."""
    history = await reports.of_assignment(turn.tx, report.assignment_id)
    return standing_of(history).get(report.id) == "valid"


def wish_key(wish_id: int) -> str:
    """What the keys of a wish's cards begin with: each of the Secretariat has one."""
    return f"wish:{wish_id}:"


async def withdraw_wishes(desk: Desk, report_ids: list[int]) -> None:
    """The wishes that came with these reports, unless decided; their cards say so from then on."""
    for wish in await extensions.of_reports(desk.tx, report_ids):
        assignment = await assignments.get(desk.tx, wish.assignment_id)
        if wish.decision == "pending" and assignment is not None:
            card = partial(extension_texts.withdrawn_card, wish, assignment, desk.actor.person.name)
            await desk.rewrite_delivered(wish_key(wish.id), card)
            await extensions.decide(
                desk.tx,
                wish.id,
                "withdrawn",
                to_day=None,
                reason=None,
                decided_by=desk.actor.person.id,
                now=desk.now,
            )
            await desk.trace(Change("extension", wish.id, "decision", "pending", "withdrawn"))


async def move_deadline(
    turn: Turn, assignment: Assignment, move: Moved, moved_by: int | None, extension_id: int | None
) -> Assignment:
    """Only the assigning side gets here. Both dates are kept; the ladder follows by itself."""
    await reports.add_move(
        turn.tx, assignment.id, move.at, assignment.deadline, move.to, moved_by, extension_id, turn.inbox_seq
    )
    present = await replay(turn, assignment)
    return replace(assignment, deadline=present.deadline, state=present.state)


async def _ask_extension(
    desk: Desk, assignment: Assignment, said: Said, report_id: int, reason: str | None
) -> str:
    asked = said.requested_deadline
    if asked is None:
        raise ValueError("no date was asked for")
    if not is_later(asked, assignment.deadline, desk.today):
        return "not_later"
    if await extensions.pending(desk.tx, assignment.id) is not None:
        return "pending"
    extension_id = await extensions.ask(
        desk.tx,
        assignment_id=assignment.id,
        asked_at=desk.said_at,
        asked_by=desk.actor.person.id,
        report_id=report_id,
        from_day=assignment.deadline,
        asked_day=asked,
        asked_reason=reason,
    )
    held = assignment.deadline.isoformat() if assignment.deadline else None
    await desk.trace(Change("extension", extension_id, "asked", held, asked.isoformat()))
    wish = await extensions.get(desk.tx, extension_id)
    if wish is not None:
        card = partial(extension_texts.card, wish, assignment, desk.actor.person.name, desk.today)
        for person in await desk.secretariat():
            key = f"{wish_key(wish.id)}{person.id}"
            await desk.tell(person, card, Kind.NOTICE, (assignment.id,), key=key)
    # of a secret task no words are kept, so none are asked for
    return "asked" if reason or assignment.task.secret else "reason_wanted"
