"""Lists of units that the Secretariat keeps."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from domain.unit_lists import UnitList
from storage.database import Tx, new_id
from storage.tables import unit_list_members, unit_lists


async def every(tx: Tx) -> list[UnitList]:
    members: dict[int, list[int]] = {}
    for row in await tx.execute(select(unit_list_members).order_by(unit_list_members.c.department_id)):
        members.setdefault(row.list_id, []).append(row.department_id)
    rows = await tx.execute(select(unit_lists).order_by(unit_lists.c.id))
    return [UnitList(row.id, row.key, row.name, tuple(members.get(row.id, ()))) for row in rows]


async def keep(tx: Tx, kept: UnitList, unit_ids: Sequence[int], person_id: int | None, now: datetime) -> int:
    """With these units from now on; they are written in one statement, however many. Returns its id."""
    said = {"kept_at": now, "kept_by": person_id}
    if kept.id is None:
        added = await tx.execute(insert(unit_lists).values(key=kept.key, name=kept.name, **said))
        list_id = new_id(added)
    else:
        list_id = kept.id
        await tx.execute(update(unit_lists).where(unit_lists.c.id == list_id).values(**said))
        await tx.execute(delete(unit_list_members).where(unit_list_members.c.list_id == list_id))
    if unit_ids:
        rows = [{"list_id": list_id, "department_id": unit_id} for unit_id in unit_ids]
        await tx.execute(insert(unit_list_members), rows)
    return list_id
