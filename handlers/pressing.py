"""The buttons of a focal point: a state stored at the press, a reading put right, a report taken back."""

from domain.dates.conventions import other_days
from domain.history import BY_HAND, Action, Report, last_of
from domain.office import Assignment
from domain.refusal import Refusal
from domain.work import Role, Said, Work, on_day
from handlers import own, questioning, secrecy, unit_items
from handlers.desk import Desk
from handlers.evidence import refuse_secret
from handlers.readback import read_back
from handlers.recording import counts_still, record, take_back
from handlers.texts import reports as texts
from storage import assignments, evidence, questions, reports
from storage.outbox import Kind

PRESSED = {
    "done": Said(work=Work.DONE),
    "progress": Said(work=Work.IN_PROGRESS),
    "blocked": Said(work=Work.BLOCKED, blocked=True),
    "notstarted": Said(work=Work.NOT_STARTED),
}


async def pressed(desk: Desk) -> str:
    """Xong, Đang làm, Vướng: stored at the press."""
    return await _store_press(desk, PRESSED[desk.args[1]])


async def percent_pressed(desk: Desk) -> str:
    """A bare "80" was meant as a percent."""
    percent = min(int(desk.args[1]), 100)
    work = Work.DONE if percent == 100 else Work.IN_PROGRESS
    return await _store_press(desk, Said(work=work, percent=float(percent)), about=f"{percent}%")


async def _store_press(desk: Desk, said: Said, about: str | None = None) -> str:
    """Stored, read back, and the obstacle asked for; the words at the button. `about` as in `record`."""
    assignment = await own.own_assignment(desk, int(desk.args[0]))
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    if await _said_already(desk, assignment, said):
        return texts.ALREADY()
    done = await record(desk, assignment, said, text=None, message_id=desk.message.message_id, about=about)
    await read_back(desk, [done])
    if said.blocked:
        await questioning.ask_obstacle(desk, done)
    return texts.RECORDED()


async def other_day(desk: Desk) -> None:
    """ "Đổi ngày" under a read-back whose date a convention chose."""
    report = await own_report(desk, int(desk.args[0]))
    assignment = await own.own_assignment(desk, report.assignment_id)
    chosen = report.said.expected_date or report.said.requested_deadline
    if chosen is None or report.text is None:
        raise Refusal("gone")
    choices = other_days(report.text, chosen, desk.local(report.at).date())
    await questions.ask(desk.tx, desk.actor.person.id, "fix", {"report_id": report.id}, desk.now)
    await desk.say(texts.other_day(report.id, assignment, choices, desk.today), Kind.QUESTION)


async def day_pressed(desk: Desk) -> str:
    """The day that was meant."""
    report = await own_report(desk, int(desk.args[0]))
    assignment = await own.own_assignment(desk, report.assignment_id)
    said = on_day(report.said, desk.pressed_day(desk.args[1]))
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    done = await record(desk, assignment, said, text=report.text, of=report, reading=BY_HAND)
    await read_back(desk, [done])
    return texts.MENDED()


async def _said_already(desk: Desk, assignment: Assignment, said: Said) -> bool:
    """A second press of the same button adds nothing; under a later reminder or in a later period it does."""
    history = await reports.of_assignment(desk.tx, assignment.id)
    last = next((r for r in reversed(history) if r.action is not Action.REMARK), None)
    return (
        last is not None
        and last.action is Action.REPORT
        and last.said == said
        and last.id
        in {r.id for r in await reports.of_message(desk.tx, desk.chat_id, desk.message.message_id)}
        and assignment.state.work is not Work.NO_REPORT
    )


async def open_card(desk: Desk) -> None:
    """A task's button in a bundle or a list opens its four."""
    assignment = await own.own_assignment(desk, int(desk.args[0]))
    await questioning.show_card(desk, assignment)


async def fix(desk: Desk) -> None:
    """Sửa under a read-back."""
    report = await own_report(desk, int(desk.args[0]))
    assignment = await own.own_assignment(desk, report.assignment_id)
    await questions.ask(desk.tx, desk.actor.person.id, "fix", {"report_id": report.id}, desk.now)
    await desk.say(texts.fix(report.id, assignment), Kind.QUESTION, (assignment.id,))


async def be(desk: Desk) -> str:
    """The right state, pressed under Sửa."""
    report = await own_report(desk, int(desk.args[0]))
    assignment = await own.own_assignment(desk, report.assignment_id)
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    said = PRESSED[desk.args[1]]
    done = await record(desk, assignment, said, text=report.text, of=report, reading=BY_HAND)
    await read_back(desk, [done])
    if said.blocked:
        await questioning.ask_obstacle(desk, done)
    return texts.MENDED()


async def other(desk: Desk) -> None:
    """ "Nhầm việc": which one then."""
    report = await own_report(desk, int(desk.args[0]))
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    rest = [a for a in mine if a.role is Role.LEAD and a.id != report.assignment_id]
    rest.sort(key=lambda a: a.state.work is Work.DONE)
    await desk.say(texts.other_task(report.id, rest))


async def move(desk: Desk) -> str:
    """The report belongs to another task: taken back there, recorded here."""
    report = await own_report(desk, int(desk.args[0]))
    assignment = await own.own_assignment(desk, int(desk.args[1]))
    if await evidence.of_report(desk.tx, report.id):
        refuse_secret([assignment])
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    await take_back(desk, [report])
    if assignment.task.secret:
        await secrecy.forget_reports(desk, [report.id])
    done = await record(
        desk,
        assignment,
        report.said,
        text=report.text,
        at=report.at,
        reading=BY_HAND,
        moved_from=report,
        about=report.text,
    )
    await read_back(desk, [done])
    return texts.MOVED()


async def undo(desk: Desk) -> None:
    """/undo: the newest report of mine that still counts, with all that came in the same message."""
    if not desk.actor.department_ids:
        raise Refusal("not_registered")
    rows = last_of(await _mine(desk))
    if not rows:
        raise Refusal("nothing_to_undo")
    await _take_back(desk, rows)


async def undo_pressed(desk: Desk) -> str:
    """Lấy lại under a read-back takes back the rows of that message."""
    report = await own_report(desk, int(desk.args[0]))
    together = [
        r
        for r in await _mine(desk)
        if r.group is not None and r.group == report.group and r.action is not Action.UNDO
    ]
    rows = [r for r in together or [report] if await counts_still(desk, r)]
    await _take_back(desk, rows)
    return texts.TAKEN_BACK()


async def _take_back(desk: Desk, rows: list[Report]) -> None:
    touched = await take_back(desk, rows)
    await desk.say(texts.undone(touched, await unit_items.of_units(desk, touched)))


async def _mine(desk: Desk) -> list[Report]:
    """The presser's own reports, of the units that they answer for today."""
    said = await reports.of_person(desk.tx, desk.actor.person.id)
    about = await assignments.some(desk.tx, {r.assignment_id for r in said})
    own = {a.id for a in about if desk.actor.may_report(a)}
    return [r for r in said if r.assignment_id in own]


async def own_report(desk: Desk, report_id: int) -> Report:
    """A report of the presser's own that still counts, of a unit that they have not left since."""
    report = await reports.get(desk.tx, report_id)
    if report is None or report.person_id != desk.actor.person.id or not await counts_still(desk, report):
        raise Refusal("gone")
    own.require_own(desk, await assignments.get(desk.tx, report.assignment_id))
    return report
