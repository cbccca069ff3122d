"""Registration: a code becomes what the invitation was for."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from domain.refusal import Refusal
from domain.work import Role, Work
from handlers import digests, first_steps, handovers, menus, standing_in
from handlers.desk import Desk
from handlers.joining import tell_joined
from handlers.registration import code_hash
from handlers.rights import actor_of, note
from handlers.texts import refusals
from handlers.texts import registration as texts
from storage import assignments, departments, heads, invitations, people, reminders
from storage.changes import Change
from storage.invitations import Invitation

WRONG_CODES_AN_HOUR = 5


async def start(desk: Desk) -> None:
    """/start, with or without a code."""
    if desk.args:
        await register(desk, desk.args[0])
        return
    await menus.offer_to(desk)
    if desk.actor.stranger:
        waits = await standing_in.waiting_words(desk)
        again = texts.PRESS_AGAIN() if await digests.steering_group(desk) else ""
        await desk.say(waits or texts.stranger(desk.actor.person.telegram_id or 0) + again)
    else:
        greeted = desk.actor.own_ids or desk.actor.headed_ids
        units = [await departments.get(desk.tx, i) for i in sorted(greeted)]
        named = [unit for unit in units if unit]
        own = await people.departments_of(desk.tx, desk.actor.person.id)
        step = await first_steps.next_step(desk) if desk.actor.secretariat else None
        stands_in = bool(desk.actor.own_ids) and not own
        await desk.say(texts.returning(desk.actor, named, stands_in=stands_in, step=step))


async def register(desk: Desk, code: str) -> None:
    """Contract: a code works once and expires; the same person's second press says that all is well."""
    person = desk.actor.person
    telegram_id = person.telegram_id or 0
    since = desk.now - timedelta(hours=1)
    if await invitations.wrong_codes_since(desk.tx, telegram_id, since) >= WRONG_CODES_AN_HOUR:
        raise Refusal("too_many_codes")
    found = await invitations.by_hash(desk.tx, code_hash(code))
    if found is None:
        await invitations.note_wrong_code(desk.tx, telegram_id, desk.now)
        await desk.say(refusals.say("code_unknown"))
        return
    if found.used_by is not None and found.used_by != person.id:
        raise Refusal("code_used")
    if found.used_by is None:
        if found.expires_at <= desk.now:
            raise Refusal("code_expired")
        if not await invitations.use(desk.tx, found.id, person.id, desk.now):
            raise Refusal("code_used")
        await desk.trace(Change("invitation", found.id, "used", None, str(person.id)))
    await WELCOMES[found.seat.role](desk, found)


async def _leader(desk: Desk, _: Invitation) -> None:
    new = await people.make_leader(desk.tx, desk.actor.person.id, desk.now)
    if new:
        await desk.trace(Change("person", desk.actor.person.id, "leader", None, "x"))
    await _offer_menu(desk)
    await desk.say(texts.welcome_leader(desk.actor.person.name) if new else texts.leader_already())


async def _focal_point(desk: Desk, found: Invitation) -> None:
    unit = await departments.get(desk.tx, found.department_id or 0)
    if unit is None:
        raise Refusal("code_unknown")
    person = desk.actor.person
    _require_unlost(found, held=unit.id in await people.departments_of(desk.tx, person.id))
    new = await people.make_focal_point(desk.tx, person.id, unit.id, desk.now)
    await _offer_menu(desk)
    if not new:
        await desk.say(texts.all_is_well(unit.name))
        return
    await note(desk, unit.id, "focal_point", None, str(person.id))
    await reminders.forget_told(desk.tx, [f"nobody:{unit.id}"])
    await tell_joined(desk)
    colleagues = [f.person.name for f in await people.focal_points_of(desk.tx, [unit.id])]
    mine = await assignments.of_departments(desk.tx, [unit.id])
    still = [a.role for a in mine if a.state.work != "done"]
    led = still.count(Role.LEAD)
    first = next((a for a in mine if a.role is Role.LEAD and a.state.work is not Work.DONE), None)
    others = [name for name in colleagues if name != person.name]
    done = len(mine) - len(still)
    await desk.say(
        texts.welcome_focal_point(person.name, unit.name, led, len(still) - led, done, others, first)
    )


async def _head(desk: Desk, found: Invitation) -> None:
    unit = await departments.get(desk.tx, found.department_id or 0)
    if unit is None:
        raise Refusal("code_unknown")
    person = desk.actor.person
    at_head = [f.person.id for f in await heads.of(desk.tx, [unit.id])]
    _require_unlost(found, held=person.id in at_head)
    new = await heads.add(desk.tx, person.id, unit.id, desk.now)
    await _offer_menu(desk)
    if not new:
        await desk.say(texts.head_already(unit.name))
        return
    await note(desk, unit.id, "head", None, str(person.id))
    await desk.say(texts.welcome_head(person.name, unit.name))


def _require_unlost(found: Invitation, *, held: bool) -> None:
    """A second press of what was let go since gives nothing back."""
    if found.used_by is not None and not held:
        raise Refusal("code_used")


async def _offer_menu(desk: Desk) -> None:
    """By what the person is from now on."""
    await menus.offer(desk, desk.chat_id, await actor_of(desk, desk.actor.person))


WELCOMES: dict[str, Callable[[Desk, Invitation], Awaitable[None]]] = {
    "focal_point": _focal_point,
    "head": _head,
    "leader": _leader,
    "deputy": standing_in.join,
    "successor": handovers.join,
}
