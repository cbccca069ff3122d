"""Whom no message reaches, to be telephoned: units that nobody answers for, focal points who are lost."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import time
from functools import partial

from domain.office import Assignment, Department, Person
from handlers.beforehand import Reading, WorkFirst, writing
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
    this_morning = f"gaps:{turn.today}"
    if await reminders.told_keys(turn.tx, this_morning):  # the clock looks all morning
        return
    told = await reminders.told_keys(turn.tx, "nobody:") | await reminders.told_keys(turn.tx, "lost:")
    fresh = list(await _gaps(turn, told))
    secretariat = await turn.secretariat() if fresh else []
    if not secretariat:
        return
    await reminders.tell_once(turn.tx, this_morning, turn.now)
    for gap in fresh:
        await reminders.tell_once(turn.tx, gap.key, turn.now)
    nobody = [gap.unit for gap in fresh if gap.person is None]
    lost = [(gap.unit, gap.person.name) for gap in fresh if gap.person is not None]
    for person in secretariat:
        await turn.tell(person, partial(texts.list_of_the_morning, nobody, lost))


@dataclass(frozen=True, slots=True)
class List:
    """Written before the turn that sends it."""

    content: bytes
    count: int


async def send_list(desk: Desk) -> None:
    """The button "Danh sách gọi điện": all who are to be called, as a sheet to be printed."""
    require_secretariat(desk)
    made = desk.worked_out
    if not isinstance(made, List):
        raise WorkFirst(_written, writing())
    if not made.count:
        await desk.say(texts.NOBODY_TO_CALL())
        return
    caption = texts.caption(made.count, desk.local(desk.now))
    name = texts.file_name(desk.today)
    await desk.send_file(desk.chat_id, desk.actor.person, name, made.content, caption)


async def _written(reading: Reading) -> List:
    async with reading() as turn:
        gaps = await _gaps(turn, frozenset())
        held = await assignments.some(turn.tx, {i for ids in gaps.values() for i in ids})
    by_id = {a.id: a for a in held}
    rows = [_row(turn, gap, [by_id[i] for i in ids if i in by_id]) for gap, ids in gaps.items()]
    if not rows:
        return List(b"", 0)
    content = await asyncio.to_thread(write_list_xlsx, texts.TITLE, texts.HEADER, texts.WIDTHS, rows)
    return List(content, len(rows))


def _row(turn: Turn, gap: Gap, open_tasks: Sequence[Assignment]) -> texts.Row:
    since = gap.person.unreachable_since if gap.person else None
    name = gap.person.name if gap.person else None
    return texts.row(gap.unit, name, turn.local(since) if since else None, open_tasks, turn.today)


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
