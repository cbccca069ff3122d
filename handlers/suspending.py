"""/suspend: no reminders for some units until a day; deadlines stay, and whoever wants may report."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from functools import partial

from domain.office import Department, Person
from domain.refusal import Refusal
from domain.suspending import PauseOrder, ended_units, read_pause
from handlers import confirming
from handlers.desk import Desk, Turn
from handlers.forecasting import moved_by_silence
from handlers.registration import require_secretariat
from handlers.screens import Screen
from handlers.secrecy import require_open_words
from handlers.several_units import find_units
from handlers.telling import who_answer
from handlers.texts import suspending as texts
from storage import departments, suspensions
from storage.changes import Change
from storage.outbox import Kind
from storage.suspensions import Suspension


async def suspend(desk: Desk) -> None:
    """/suspend [UNITS đến DAY [REASON]|bỏ UNITS]: without more, what is suspended now."""
    require_secretariat(desk)
    words = " ".join(desk.args)
    if not words:
        await desk.say(texts.standing(await suspensions.standing(desk.tx, desk.today), desk.today))
        return
    over = ended_units(words)
    if over is not None:
        await desk.say(await _end(desk, await _paused(desk, over)))
        return
    await require_open_words(desk.tx, words)
    order = read_pause(words, desk.today)
    units = await find_units(desk, order.units)
    ids = [unit.id for unit in units]
    moved = await moved_by_silence(desk, set(ids), (order.from_day, order.to_day))
    told = len(await _addressees(desk, ids))
    payload = {
        "units": ids,
        "from": order.from_day.isoformat(),
        "to": order.to_day.isoformat(),
        "reason": order.reason,
    }
    proposal = await confirming.propose(desk, confirming.SUSPEND, payload)
    await desk.say(texts.preview(order, units, told, moved, desk.today, proposal), Kind.QUESTION)


async def confirmed(desk: Desk) -> str:
    payload = await confirming.take(desk, confirming.SUSPEND)
    from_day, to_day = (date.fromisoformat(payload[name]) for name in ("from", "to"))
    if to_day < desk.today:
        raise Refusal("pause_over", day=to_day)
    order = PauseOrder("", max(from_day, desk.today), to_day, payload["reason"])
    units = [u for u in await departments.every(desk.tx) if u.id in set(payload["units"])]
    await _write(desk, order, units)
    told = await _tell(desk, units, lambda names: texts.told(order, names, desk.today))
    await desk.rewrite(Screen(texts.done(order, units, told, desk.today)))
    return ""


async def resumed(desk: Desk) -> str:
    """The button under the list: all that was ordered together is over."""
    require_secretariat(desk)
    rows = await suspensions.standing(desk.tx, desk.today)
    chosen = next((row for row in rows if row.id == int(desk.args[0])), None)
    if chosen is None:
        raise Refusal("gone")
    await desk.rewrite(Screen(await _end(desk, [row for row in rows if row.set_at == chosen.set_at])))
    return ""


async def _paused(desk: Desk, words: str) -> list[Suspension]:
    if not words:
        raise Refusal("pause_whom")
    units = {unit.id: unit.name for unit in await find_units(desk, words)}
    rows = [r for r in await suspensions.standing(desk.tx, desk.today) if r.department_id in units]
    if not rows:
        raise Refusal("not_paused", names=list(units.values()))
    return rows


async def _end(desk: Desk, rows: Collection[Suspension]) -> str:
    await suspensions.end(desk.tx, [row.id for row in rows], desk.now)
    await _trace(desk, {row.department_id: (texts.kept(row), None) for row in rows})
    ids = {row.department_id for row in rows}
    units = [unit for unit in await departments.every(desk.tx) if unit.id in ids]
    await _tell(desk, units, texts.told_again)
    return texts.ended(units)


async def _write(desk: Desk, order: PauseOrder, units: Collection[Department]) -> None:
    """In the place of a pause that these units have already."""
    ids = {unit.id for unit in units}
    before = [r for r in await suspensions.standing(desk.tx, desk.today) if r.department_id in ids]
    if before:
        await suspensions.end(desk.tx, [row.id for row in before], desk.now)
    await suspensions.add(
        desk.tx,
        sorted(ids),
        from_day=order.from_day,
        to_day=order.to_day,
        reason=order.reason or None,
        set_by=desk.actor.person.id,
        now=desk.now,
    )
    old = {row.department_id: texts.kept(row) for row in before}
    await _trace(desk, {i: (old.get(i), texts.kept(order)) for i in ids})


async def _trace(desk: Desk, values: Mapping[int, tuple[str | None, str | None]]) -> None:
    traced = [Change("department", i, "suspended", old, new) for i, (old, new) in sorted(values.items())]
    await desk.trace(*traced)


async def _tell(desk: Desk, units: Collection[Department], said: texts.Said) -> int:
    """One message a person, naming their units; how many it reaches."""
    names = {unit.id: unit.name for unit in units}
    reached = 0
    for person, mine in (await _addressees(desk, names)).items():
        row = await desk.tell(person, partial(said, [names[i] for i in mine]))
        reached += row is not None
    return reached


async def _addressees(turn: Turn, unit_ids: Collection[int]) -> dict[Person, list[int]]:
    found: dict[Person, list[int]] = defaultdict(list)
    for unit_id, those in (await who_answer(turn, unit_ids)).items():
        for person in those:
            if person.reachable:
                found[person].append(unit_id)
    return found
