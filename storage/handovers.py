"""Hand-overs: who leaves everything to whom, until the successor confirms it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, insert, literal, select, update

from storage.database import Tx, new_id
from storage.tables import assignments, handovers, outbox, reminders, snoozes


@dataclass(frozen=True, slots=True)
class Handover:
    """One that waits for the successor's word.

    `department_id`: the one unit that the Secretariat gives over; without it all that the person answers for.
    `person_id` is None where nobody answered for the unit.
    """

    id: int
    person_id: int | None
    successor_id: int
    department_id: int | None


async def offer(
    tx: Tx, person_id: int | None, successor_id: int, now: datetime, department_id: int | None = None
) -> int:
    """One at a time: an earlier one of the same that waits is dropped."""
    await drop_of(tx, person_id, now, department_id)
    added = await tx.execute(
        insert(handovers).values(
            person_id=person_id, successor_id=successor_id, department_id=department_id, asked_at=now
        )
    )
    return new_id(added)


async def waiting(tx: Tx, handover_id: int) -> Handover | None:
    query = select(handovers).where(
        handovers.c.id == handover_id, handovers.c.confirmed_at.is_(None), handovers.c.dropped_at.is_(None)
    )
    row = (await tx.execute(query)).first()
    return Handover(row.id, row.person_id, row.successor_id, row.department_id) if row else None


async def confirm(tx: Tx, handover_id: int, now: datetime) -> None:
    await tx.execute(update(handovers).where(handovers.c.id == handover_id).values(confirmed_at=now))


async def drop_of(tx: Tx, person_id: int | None, now: datetime, department_id: int | None = None) -> None:
    """Those of that person, or of that unit by the Secretariat, that wait."""
    await tx.execute(
        update(handovers)
        .where(handovers.c.person_id.is_not_distinct_from(person_id))
        .where(handovers.c.department_id.is_not_distinct_from(department_id))
        .where(handovers.c.confirmed_at.is_(None), handovers.c.dropped_at.is_(None))
        .values(dropped_at=now)
    )


async def pass_on(tx: Tx, person_id: int, successor_id: int, department_ids: Collection[int]) -> None:
    """Of these units the successor stands where the other stood: at each rung of the present deadlines that
    was told to that one, and with what that one had put off."""
    known, kept = reminders.alias(), snoozes.alias()
    told = (
        select(
            reminders.c.assignment_id,
            literal(successor_id),
            reminders.c.deadline,
            reminders.c.lead_days,
            reminders.c.planned_at,
            reminders.c.outbox_id,
        )
        .join(assignments, assignments.c.id == reminders.c.assignment_id)
        .join(outbox, outbox.c.id == reminders.c.outbox_id)
        .where(
            reminders.c.person_id == person_id,
            assignments.c.department_id.in_(list(department_ids)),
            assignments.c.deadline == reminders.c.deadline,
            outbox.c.state.not_in(["failed", "lapsed"]),
            ~exists().where(
                known.c.assignment_id == reminders.c.assignment_id,
                known.c.person_id == successor_id,
                known.c.deadline == reminders.c.deadline,
                known.c.lead_days == reminders.c.lead_days,
            ),
        )
    )
    columns = ["assignment_id", "person_id", "deadline", "lead_days", "planned_at", "outbox_id"]
    await tx.execute(insert(reminders).from_select(columns, told))
    theirs = select(assignments.c.id).where(assignments.c.department_id.in_(list(department_ids)))
    await tx.execute(
        update(snoozes)
        .where(
            snoozes.c.person_id == person_id,
            snoozes.c.outbox_id.is_(None),
            snoozes.c.assignment_id.in_(theirs),
            ~exists().where(
                kept.c.assignment_id == snoozes.c.assignment_id,
                kept.c.person_id == successor_id,
                kept.c.deadline == snoozes.c.deadline,
                kept.c.lead_days == snoozes.c.lead_days,
            ),
        )
        .values(person_id=successor_id)
    )
