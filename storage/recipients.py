"""Units that get a copy of each digest, besides the steering group."""

from datetime import datetime

from sqlalchemy import insert, select, update

from domain.office import Department
from storage.database import Tx
from storage.departments import department
from storage.tables import departments, digest_recipients


async def every(tx: Tx) -> list[Department]:
    query = (
        select(departments)
        .join(digest_recipients, digest_recipients.c.department_id == departments.c.id)
        .where(digest_recipients.c.until.is_(None))
    )
    return [department(row) for row in await tx.execute(query.order_by(digest_recipients.c.id))]


async def add(tx: Tx, department_id: int, set_by: int, now: datetime) -> None:
    await tx.execute(insert(digest_recipients).values(department_id=department_id, since=now, set_by=set_by))


async def end(tx: Tx, department_id: int, now: datetime) -> None:
    present = digest_recipients.c.department_id == department_id, digest_recipients.c.until.is_(None)
    await tx.execute(update(digest_recipients).where(*present).values(until=now))
