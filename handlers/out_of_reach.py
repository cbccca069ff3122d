"""Whom no message reaches, to be telephoned: units that nobody answers for, focal points who are lost."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import time

from domain.office import Assignment, Department, Person
from handlers.desk import Desk, Turn
from handlers.registration import require_secretariat
from handlers.texts import out_of_reach as texts
from papers.sheets.writing import write_list_xlsx
from storage import assignments, departments, people, reminders

NOON = time(12)


@dataclass(frozen=True, slots=True)
class Gap:
    """A unit that nobody answers for (`person` None), or a focal point whom no message reaches."""

    unit: Department
    person: Person | None

    @property
    def key(self) -> str:
        """Under which it is told once: until somebody comes, or until it happens again."""
        if self.person is None:
            return f"nobody:{self.unit.id}"
        since = self.person.unreachable_since
        return f"lost:{self.unit.id}:{self.person.id}:{since.isoformat() if since else ''}"


async def tell_in_the_morning(turn: Turn) -> None:
    """One list, of what is new since the last one; what comes up later in the day waits for the next morning.

    Only to be called in working hours.
    """
    if turn.local(turn.now).time() >= NOON:
        return
    told = await reminders.told_keys(turn.tx, "nobody:") | await reminders.told_keys(turn.tx, "lost:")
    fresh = list(await _gaps(turn, told))
    secretariat = await turn.secretariat() if fresh else []
    if not secretariat or not await reminders.tell_once(turn.tx, f"gaps:{turn.today}", turn.now):
        return
    for gap in fresh:
        await reminders.tell_once(turn.tx, gap.key, turn.now)
    nobody = [gap.unit for gap in fresh if gap.person is None]
    lost = [(gap.unit, gap.person.name) for gap in fresh if gap.person is not None]
    for person in secretariat:
        await turn.tell(person, texts.list_of_the_morning(nobody, lost))


async def send_list(desk: Desk) -> None:
    """The button "Danh sách gọi điện": all who are to be called, as a sheet to be printed."""
    require_secretariat(desk)
    gaps = await _gaps(desk, frozenset())
    if not gaps:
        await desk.say(texts.NOBODY_TO_CALL)
        return
    held = await assignments.some(desk.tx, {i for ids in gaps.values() for i in ids})
    by_id = {a.id: a for a in held}
    rows = [_row(desk, gap, [by_id[i] for i in ids if i in by_id]) for gap, ids in gaps.items()]
    content = await asyncio.to_thread(write_list_xlsx, texts.TITLE, texts.HEADER, texts.WIDTHS, rows)
    caption = texts.caption(len(gaps), desk.local(desk.now))
    await desk.send_file(desk.chat_id, desk.actor.person, texts.file_name(desk.today), content, caption)


def _row(desk: Desk, gap: Gap, open_tasks: Sequence[Assignment]) -> texts.Row:
    since = gap.person.unreachable_since if gap.person else None
    name = gap.person.name if gap.person else None
    return texts.row(gap.unit, name, desk.local(since) if since else None, open_tasks, desk.today)


async def _gaps(turn: Turn, told: Collection[str]) -> dict[Gap, list[int]]:
    """Those not `told`, with the ids of what the unit leads and has not done.

    Units without such tasks, and those whose reminders are suspended, are left in peace.
    """
    points: dict[int, list[Person]] = {}
    for point in await people.focal_points_of(turn.tx):
        points.setdefault(point.department_id, []).append(point.person)
    found: list[Gap] = []
    for unit in await departments.every(turn.tx):
        mine = points.get(unit.id, [])
        found += [Gap(unit, person) for person in mine if not person.reachable]
        if not mine:
            found.append(Gap(unit, None))
    fresh = [gap for gap in found if gap.key not in told]
    if not fresh:  # asked at every look of the clock
        return {}
    suspended = await reminders.suspended_departments(turn.tx, turn.today)
    led = await reminders.led_by(turn.tx, {gap.unit.id for gap in fresh} - suspended)
    return {gap: led[gap.unit.id] for gap in fresh if gap.unit.id in led}
