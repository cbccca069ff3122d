"""Invitations, the roll of focal points, help: who is who."""

import hashlib
import re
import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain.names import DepartmentName, Directory
from domain.office import Department, Person
from domain.practice import Practice
from domain.refusal import Refusal
from domain.work import Role, Work
from handlers.desk import Desk, Turn
from handlers.texts import practised
from handlers.texts import registration as texts
from storage import assignments, departments, facts, invitations, people, practices, reminders
from storage.changes import Change
from storage.invitations import FOCAL_POINT, LEADER, Seat

LINK = re.compile(
    r"(?:https?://)?(?:t|telegram)\.me/(?P<bot>\w+)/?\?start=(?P<code>[\w-]+)", re.ASCII | re.IGNORECASE
)


def new_code() -> str:
    """192 random bits in the letters that a deep link may have."""
    return secrets.token_urlsafe(24)


def code_hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


async def help_(desk: Desk) -> None:
    if desk.in_private:
        await desk.say(texts.help_for(desk.actor, await a_ref(desk)))
    else:
        await desk.say(texts.GROUP_HELP())


async def a_ref(desk: Desk) -> str:
    """The code of a task of the person's own, for examples."""
    mine = await assignments.of_departments(desk.tx, desk.actor.own_ids or desk.actor.seen_ids)
    return (
        min(mine, key=lambda a: (a.state.work is Work.DONE, a.role != Role.LEAD)).task.ref if mine else "NV04"
    )


async def invite(desk: Desk) -> None:
    """/invite DEPARTMENT, by the Secretariat."""
    require_secretariat(desk)
    wanted = " ".join(desk.args)
    if not wanted:
        await desk.say(texts.invite_whom(await _roll(desk)))
        return
    await _invite(desk, await find_unit(desk, wanted))


async def invite_pressed(desk: Desk) -> None:
    require_secretariat(desk)
    unit = await departments.get(desk.tx, int(desk.args[0]))
    if unit is None:
        raise Refusal("gone")
    await _invite(desk, unit)


async def _invite(desk: Desk, unit: Department) -> None:
    days = desk.office.invite_days
    link, expires = await make_invitation(desk, unit.id, None, days, desk.actor.person.id)
    await desk.say(texts.invitation(unit.name, link, desk.local(expires), days))


async def make_invitation(
    turn: Turn,
    department_id: int | None,
    leader_name: str | None,
    days: int,
    created_by: int | None,
    seat: Seat = FOCAL_POINT,
    *,
    code: str = "",
) -> tuple[str, datetime]:
    """The link and when it expires. The code itself is kept nowhere. With `leader_name` for a leader.

    `code`: made before, for what was printed already.
    """
    code, expires = code or new_code(), turn.now + timedelta(days=days)
    link = await link_to(turn, code)
    made = await invitations.add(
        turn.tx,
        code_hash(code),
        department_id=department_id,
        leader_name=leader_name,
        seat=LEADER if leader_name is not None else seat,
        created_by=created_by,
        now=turn.now,
        expires_at=expires,
    )
    unit = await departments.get(turn.tx, department_id) if department_id is not None else None
    await turn.trace(Change("invitation", made, "created", None, unit.name if unit else "leader"))
    return link, expires


async def link_to(turn: Turn, code: str) -> str:
    """What a person follows to bring the code to the bot."""
    username = await facts.get(turn.tx, facts.BOT_USERNAME)
    if not username:
        raise Refusal("no_username")
    return f"https://t.me/{username}?start={code}"


async def code_pasted(desk: Desk) -> str | None:
    """The code of our own link that somebody wrote instead of following it; None: the text is none.

    Who is registered writes of links, too: theirs must be all of the text.
    """
    words = desk.words.strip()
    if "start=" not in words:
        return None
    username = await facts.get(desk.tx, facts.BOT_USERNAME)
    found = LINK.search(words) if desk.actor.stranger else LINK.fullmatch(words)
    if found and username and found["bot"].lower() == username.lower():
        return found["code"]
    return None


async def people_(desk: Desk) -> None:
    """/people: registered, unreachable, missing."""
    require_secretariat(desk)
    await desk.say(texts.people(await _roll(desk)))


async def people_pressed(desk: Desk) -> None:
    """One of the lists of /people, or another page of it, in place."""
    require_secretariat(desk)
    roll = await _roll(desk)
    name, page = desk.args[0], int(desk.args[1])
    await desk.rewrite(_LISTS[name](roll, page) if name in _LISTS else texts.people(roll))


_LISTS = {
    "missing": texts.missing,
    "registered": texts.registered,
    "unreachable": texts.unreachable,
    "practised": practised.practised,
}


async def _roll(turn: Turn) -> texts.Roll:
    points: dict[int, list[Person]] = defaultdict(list)
    for point in await people.focal_points_of(turn.tx):
        points[point.department_id].append(point.person)
    tried = await practices.best_of(turn.tx, {person.id for mine in points.values() for person in mine})
    units = await departments.every(turn.tx)
    suspended = await reminders.suspended_departments(turn.tx, turn.today)
    return texts.Roll(
        tuple(_manned(unit, points[unit.id], tried) for unit in units if unit.id in points),
        tuple(unit for unit in units if unit.id not in points),
        tuple(person.name for person in await people.every_leader(turn.tx)),
        tuple(unit.name for unit in units if unit.id in suspended),
    )


def _manned(unit: Department, mine: Sequence[Person], tried: Mapping[int, Practice]) -> texts.Manned:
    return texts.Manned(
        unit,
        tuple(person.name for person in mine if person.reachable),
        tuple(person.name for person in mine if not person.reachable),
        tuple((person.name, tried.get(person.id)) for person in mine),
    )


async def directory(turn: Turn) -> Directory:
    units = await departments.every(turn.tx)
    return Directory([DepartmentName(unit.id, unit.name, unit.aliases) for unit in units])


async def find_unit(turn: Turn, words: str) -> Department:
    """The one unit meant by `words`; Refusal with the nearest names otherwise."""
    known = await directory(turn)
    found = known.find(words)
    if found is None:
        several = known.search(words)
        if len(several) == 1:
            found = several[0]
        elif several:
            units = {unit.id: unit.name for unit in await departments.every(turn.tx)}
            raise Refusal("unit_ambiguous", words=words, names=[units[i] for i in several[:5]])
        elif len(meant := known.by_initials(words)) > 1:
            raise Refusal("unit_ambiguous", words=words, names=meant[:5])
        else:
            raise Refusal("unit_unknown", words=words, names=list(known.nearest(words)))
    unit = await departments.get(turn.tx, found)
    if unit is None:
        raise Refusal("unit_unknown", words=words, names=[])
    return unit


def require_secretariat(desk: Desk) -> None:
    if not desk.actor.secretariat:
        raise Refusal("secretariat_only")
