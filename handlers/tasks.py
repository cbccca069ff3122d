"""/tasks and /history."""

from collections import Counter
from collections.abc import Mapping, Sequence

from domain.directives import read_directive
from domain.history import Action, Report, standing_of
from domain.office import Assignment
from domain.progress import progress
from domain.refusal import Refusal
from domain.work import Role, Work
from handlers import evidence, indicators, own
from handlers.desk import Desk
from handlers.directives import meant
from handlers.registration import find_unit
from handlers.screens import Screen
from handlers.texts import history as texts
from handlers.texts import tasks as task_texts
from storage import assignments, changes, directives, extensions, nudges, people, reminders, reports, verdicts
from storage.directives import Registered
from storage.evidence import Kept

TOGETHER = 3  # more leads than these are not told of one by one
LAST = 6


async def tasks(desk: Desk) -> None:
    """/tasks [DIRECTIVE]: the open tasks of my units and of those under them, by deadline."""
    words = " ".join(desk.args)
    registered = await meant(desk, words) if words and desk.actor.seen_ids else None
    if registered is None and read_directive(words).number is not None:
        raise Refusal("directive_unknown", words=words)
    await desk.say(await _page(desk, 0, registered))


async def turn_page(desk: Desk) -> None:
    directive_id = int(desk.args[1] or 0)
    registered = await directives.get(desk.tx, directive_id) if directive_id else None
    await desk.rewrite(await _page(desk, int(desk.args[0]), registered))


async def _page(desk: Desk, page: int, registered: Registered | None) -> Screen:
    """`registered`: of that directive only."""
    actor = desk.actor
    if not actor.seen_ids:
        raise Refusal("not_registered")
    mine = await assignments.of_departments(desk.tx, actor.seen_ids)
    units = await own.unit_names(desk)
    suffix = ""
    if registered is not None:
        ids = await directives.assignment_ids(desk.tx, registered.id)
        mine = [a for a in mine if a.id in ids]
        units, suffix = f"{units} · {registered.directive.title}", f":{registered.id}"
    todo = [a for a in mine if a.state.work is not Work.DONE]
    done = len(mine) - len(todo)
    return task_texts.list_screen(units, todo, desk.today, page, done, actor.department_ids, suffix)


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
    leads = [a for a in readable if a.role is Role.LEAD]
    together = len(leads) > TOGETHER
    shown = _heard(leads) if together else readable[:12]
    kept = {a.id: await evidence.kept_for(desk, a) for a in shown}
    parts = [await _one(desk, a, names, kept[a.id], of_many=together) for a in shown]
    files = [(a, len(kept[a.id])) for a in shown if kept[a.id]]
    if len(leads) > 1:
        states = ((a.department.name, a.state.work) for a in leads)
        common = await _common(desk, leads[0], names) if together else None
        parts.insert(0, texts.whole(leads[0], progress(states), common))
    one = readable[0] if desk.actor.secretariat and len(readable) == 1 else None
    untold = len(readable) - len(shown)
    series = [
        a for a in shown if (known := await indicators.of(desk, a)) and known.values and not a.task.secret
    ]
    await desk.say(texts.screen(parts, len(parts) + untold, one, files, series))


async def explained(desk: Desk) -> None:
    """ "Cách đọc" under a history: which rules fired on which words. For the Secretariat."""
    if not desk.actor.secretariat:
        raise Refusal("secretariat_only")
    assignment = await assignments.get(desk.tx, int(desk.args[0]))
    if assignment is None:
        raise Refusal("gone")
    said = await reports.of_assignment(desk.tx, assignment.id)
    await desk.say(texts.readings(assignment, [r for r in said if r.text and r.reading][-8:], desk.today))


def _heard(leads: Sequence[Assignment]) -> list[Assignment]:
    """Of many those who reported last: of the silent the whole tells."""
    reported = [a for a in leads if a.state.reported_at is not None]
    return sorted(reported, key=lambda a: (a.state.reported_at, a.id), reverse=True)[:LAST]


async def _common(desk: Desk, assignment: Assignment, names: dict[int, str]) -> list[str]:
    """What became of the task for all of its units."""
    changed = await changes.of(desk.tx, "task", assignment.task.id)
    return [
        f"<i>{texts.stamp(desk.local(c.at))}</i> {texts.change(c, names, assignment.task.kind)}"
        for c in changed
    ]


async def _one(
    desk: Desk, assignment: Assignment, names: dict[int, str], kept: Sequence[Kept], *, of_many: bool
) -> str:
    """`of_many`: what they have in common was said already."""
    files = Counter(one.report_id for one in kept)
    said = await reports.of_assignment(desk.tx, assignment.id)
    standing = standing_of(said)
    reported = [r for r in said if r.action is not Action.UNDO]
    changed = [] if of_many else await changes.of(desk.tx, "task", assignment.task.id)
    wished = await extensions.of_assignment(desk.tx, assignment.id)
    entries = [
        *((c.at, texts.change(c, names, assignment.task.kind)) for c in changed),
        *(
            (r.at, texts.report(r, standing[r.id], names, desk.today, _files_of(r, files, standing)))
            for r in reported
        ),
        *((w.asked_at, texts.wish(w, names)) for w in wished),
        *(
            (w.decided_at, texts.decided(w, names))
            for w in wished
            if w.decided_at is not None and w.decided_by != w.asked_by
        ),
    ]
    entries += [(v.judged.at, texts.verdict(v, names)) for v in await verdicts.of(desk.tx, assignment.id)]
    entries += [(c.at, texts.handover(c, names)) for c in await _handed_over(desk, assignment)]
    nudged = await nudges.of(desk.tx, assignment.id)
    entries += [(at, texts.nudge(by, names)) for at, by in nudged]
    asked = await reminders.counts(desk.tx, this_period=True, of=[assignment.id])
    # the moments of texts are whole seconds: within one, what was given out comes before what was said of it
    entries.sort(key=lambda entry: entry[0].replace(microsecond=0))
    lines = [f"<i>{texts.stamp(desk.local(at))}</i> {line}" for at, line in entries]
    known = await indicators.of(desk, assignment)
    times = asked.get(assignment.id, 0) + len(nudged)
    return texts.one(assignment, lines, times, desk.today, known, titled=not of_many)


async def _handed_over(desk: Desk, assignment: Assignment) -> list[changes.Kept]:
    """While there was something to be done about it."""
    kept = await changes.of(desk.tx, "department", assignment.department.id)
    until = assignment.state.done_at or desk.now
    return [c for c in kept if c.change.field == "handover" and assignment.created_at <= c.at <= until]


def _files_of(report: Report, files: Mapping[int, int], standing: Mapping[int, str]) -> int:
    """Its own, and those of the report under another task that it was moved here from."""
    moved = 0 if report.of_id is None or report.of_id in standing else files.get(report.of_id, 0)
    return files.get(report.id, 0) + moved
