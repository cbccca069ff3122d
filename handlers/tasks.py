"""/tasks and /history."""

from domain.history import Action, standing_of
from domain.office import Assignment
from domain.refusal import Refusal
from domain.work import Work
from handlers import answers
from handlers.desk import Desk
from handlers.registration import find_unit
from handlers.screens import Screen
from handlers.texts import history as texts
from handlers.texts import tasks as task_texts
from storage import assignments, changes, extensions, nudges, people, reminders, reports


async def tasks(desk: Desk) -> None:
    """/tasks: my units' open tasks, by deadline."""
    await desk.say(await _page(desk, 0))


async def turn_page(desk: Desk) -> None:
    await desk.rewrite(await _page(desk, int(desk.args[0])))


async def _page(desk: Desk, page: int) -> Screen:
    if not desk.actor.department_ids:
        raise Refusal("not_registered")
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    todo = [a for a in mine if a.state.work is not Work.DONE]
    units = await answers.unit_names(desk)
    return task_texts.list_screen(units, todo, desk.today, page, len(mine) - len(todo))


async def history(desk: Desk) -> None:
    """/history REF [DEPARTMENT]: who said what and when."""
    if desk.actor.stranger:
        raise Refusal("not_registered")
    if not desk.args:
        raise Refusal("ref_needed")
    ref, unit = desk.args[0], " ".join(desk.args[1:])
    found = await assignments.of_ref(desk.tx, ref)
    readable = [a for a in found if desk.actor.may_read(a)]
    if not readable:
        # a code of somebody else's says no more than one that does not exist
        raise Refusal("ref_unknown", ref=ref)
    if unit:
        wanted = await find_unit(desk, unit)
        readable = [a for a in readable if a.department.id == wanted.id] or readable
    names = await people.names(desk.tx)
    parts = [await _one(desk, a, names) for a in readable[:12]]
    explain = readable[0].id if desk.actor.secretariat and len(readable) == 1 else None
    await desk.say(texts.screen(parts, len(readable), explain))


async def explained(desk: Desk) -> None:
    """ "Cách đọc" under a history: which rules fired on which words. For the Secretariat."""
    if not desk.actor.secretariat:
        raise Refusal("secretariat_only")
    assignment = await assignments.get(desk.tx, int(desk.args[0]))
    if assignment is None:
        raise Refusal("gone")
    said = await reports.of_assignment(desk.tx, assignment.id)
    await desk.say(texts.readings(assignment, [r for r in said if r.text and r.reading][-8:], desk.today))


async def _one(desk: Desk, assignment: Assignment, names: dict[int, str]) -> str:
    said = await reports.of_assignment(desk.tx, assignment.id)
    standing = standing_of(said)
    reported = [r for r in said if r.action is not Action.UNDO]
    changed = await changes.of(desk.tx, "task", assignment.task.id)
    wished = await extensions.of_assignment(desk.tx, assignment.id)
    entries = [
        *((c.at, texts.change(c, names)) for c in changed),
        *((r.at, texts.report(r, standing[r.id], names, desk.today)) for r in reported),
        *((w.asked_at, texts.wish(w, names)) for w in wished),
    ]
    nudged = await nudges.of(desk.tx, assignment.id)
    entries += [(at, texts.nudge(by, names)) for at, by in nudged]
    asked = await reminders.counts(desk.tx, this_period=True, assignment_id=assignment.id)
    # the moments of texts are whole seconds: within one, what was given out comes before what was said of it
    entries.sort(key=lambda entry: entry[0].replace(microsecond=0))
    lines = [f"<i>{texts.stamp(desk.local(at))}</i> {line}" for at, line in entries]
    return texts.one(assignment, lines, asked.get(assignment.id, 0) + len(nudged), desk.today)
