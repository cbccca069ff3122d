"""Invitations: one-time codes, of which only the hash is kept, and the count of wrong guesses."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert, select, update

from storage.database import Tx, new_id
from storage.tables import invitations, wrong_codes


@dataclass(frozen=True, slots=True)
class Seat:
    """What the invited person will be. `for_id`: in whose place, as a deputy from–to or as the successor."""

    role: str  # focal_point, head, leader, deputy, successor
    for_id: int | None = None
    from_day: date | None = None
    to_day: date | None = None


FOCAL_POINT, HEAD, LEADER = Seat("focal_point"), Seat("head"), Seat("leader")


@dataclass(frozen=True, slots=True)
class Invitation:
    id: int
    department_id: int | None
    seat: Seat
    expires_at: datetime
    used_by: int | None


async def add(
    tx: Tx,
    code_hash: str,
    *,
    department_id: int | None,
    leader_name: str | None,
    seat: Seat = FOCAL_POINT,
    created_by: int | None,
    now: datetime,
    expires_at: datetime,
) -> int:
    added = await tx.execute(
        insert(invitations).values(
            code_hash=code_hash,
            department_id=department_id,
            leader_name=leader_name,
            role=seat.role,
            for_id=seat.for_id,
            from_day=seat.from_day,
            to_day=seat.to_day,
            created_by=created_by,
            created_at=now,
            expires_at=expires_at,
        )
    )
    return new_id(added)


async def by_hash(tx: Tx, code_hash: str) -> Invitation | None:
    row = (await tx.execute(select(invitations).where(invitations.c.code_hash == code_hash))).first()
    if row is None:
        return None
    seat = Seat(row.role, row.for_id, row.from_day, row.to_day)
    return Invitation(row.id, row.department_id, seat, row.expires_at, row.used_by)


async def any_sent(tx: Tx) -> bool:
    """Whether anybody was ever invited to answer for a department."""
    query = select(invitations.c.id).where(invitations.c.role == FOCAL_POINT.role).limit(1)
    return (await tx.execute(query)).first() is not None


async def use(tx: Tx, invitation_id: int, person_id: int, now: datetime) -> bool:
    """False when somebody was quicker."""
    changed = await tx.execute(
        update(invitations)
        .where(invitations.c.id == invitation_id, invitations.c.used_by.is_(None))
        .values(used_by=person_id, used_at=now)
    )
    return bool(changed.rowcount)


async def void_for(tx: Tx, person_id: int, now: datetime, role: str | None = None) -> None:
    """Those by which somebody would stand in for this person, or succeed them, are good no more.

    One by which the Secretariat gives a unit over stays good: the unit has no fewer tasks without the person.
    """
    unused = update(invitations).where(
        invitations.c.for_id == person_id,
        invitations.c.used_by.is_(None),
        invitations.c.department_id.is_(None),
    )
    if role is not None:
        unused = unused.where(invitations.c.role == role)
    await tx.execute(unused.where(invitations.c.expires_at > now).values(expires_at=now))


async def note_wrong_code(tx: Tx, telegram_id: int, now: datetime) -> None:
    await tx.execute(insert(wrong_codes).values(telegram_id=telegram_id, at=now))


async def wrong_codes_since(tx: Tx, telegram_id: int, since: datetime) -> int:
    query = select(func.count()).where(wrong_codes.c.telegram_id == telegram_id, wrong_codes.c.at > since)
    return int((await tx.execute(query)).scalar_one())
