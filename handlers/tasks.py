"""/tasks and /history."""

from domain.directives import read_directive
from domain.history import Action, standing_of
from domain.office import Assignment
from domain.progress import progress
from domain.refusal import Refusal
from domain.work import Role, Work
from handlers import answers
from handlers.desk import Desk
from handlers.directives import meant
from handlers.registration import find_unit
from handlers.screens import Screen
from handlers.texts import history as texts
from handlers.texts import tasks as task_texts
from storage import assignments, changes, directives, extensions, people, reminders, reports, verdicts
from storage.directives import Registered


async def tasks(desk: Desk) -> None:
    """/tasks [DIRECTIVE]: my units' open tasks, by deadline."""
    words = " ".join(desk.args)
    registered = await meant(desk, words) if words and desk.actor.department_ids else None
    if registered is None and read_directive(words).number is not None:
        raise Refusal("directive_unknown", words=words)
    await desk.say(await _page(desk, 0, registered))


async def turn_page(desk: Desk) -> None:
    directive_id = int(desk.args[1] or 0)
    registered = await directives.get(desk.tx, directive_id) if directive_id else None
    await desk.rewrite(await _page(desk, int(desk.args[0]), registered))


async def _page(desk: Desk, page: int, registered: Registered | None) -> Screen:
    """`registered`: of that directive only."""
    if not desk.actor.department_ids:
        raise Refusal("not_registered")
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    units = await answers.unit_names(desk)
    suffix = ""
    if registered is not None:
        ids = await directives.assignment_ids(desk.tx, registered.id)
        mine = [a for a in mine if a.id in ids]
        units, suffix = f"{units} · {registered.directive.title}", f":{registered.id}"
    todo = [a for a in mine if a.state.work is not Work.DONE]
    return task_texts.list_screen(units, todo, desk.today, page, len(mine) - len(todo), suffix)


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
    leads = [a for a in readable if a.role is Role.LEAD]
    if len(leads) > 1:
        states = ((a.department.name, a.state.work) for a in leads)
        parts.insert(0, texts.whole(leads[0], progress(states)))
    one = readable[0] if desk.actor.secretariat and len(readable) == 1 else None
    untold = len(readable) - len(readable[:12])
    await desk.say(texts.screen(parts, len(parts) + untold, one))


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
        *(
            (w.decided_at, texts.decided(w, names))
            for w in wished
            if w.decided_at is not None and w.decided_by != w.asked_by
        ),
    ]
    entries += [(v.judged.at, texts.verdict(v, names)) for v in await verdicts.of(desk.tx, assignment.id)]
    asked = await reminders.counts(desk.tx, this_period=True, assignment_id=assignment.id)
    # the moments of texts are whole seconds: within one, what was given out comes before what was said of it
    entries.sort(key=lambda entry: entry[0].replace(microsecond=0))
    lines = [f"<i>{texts.stamp(desk.local(at))}</i> {line}" for at, line in entries]
    return texts.one(assignment, lines, asked.get(assignment.id, 0), desk.today)
