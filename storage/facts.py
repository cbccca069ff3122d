"""Single facts about the store itself: when it was made, the bot's username."""

from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import Tx
from storage.tables import facts

MADE_AT = "made_at"
BOT_USERNAME = "bot_username"
EMPTIED_ON = "emptied_on"


async def get(tx: Tx, key: str) -> str | None:
    return (await tx.execute(select(facts.c.value).where(facts.c.key == key))).scalar()


async def put(tx: Tx, key: str, value: str) -> None:
    changed = await tx.execute(update(facts).where(facts.c.key == key).values(value=value))
    if not changed.rowcount:
        await tx.execute(insert(facts).values(key=key, value=value))


async def made_at(tx: Tx, now: datetime) -> datetime:
    """When the store was made; the first call makes it `now`."""
    known = await get(tx, MADE_AT)
    if known is None:
        await put(tx, MADE_AT, now.isoformat())
        return now
    return datetime.fromisoformat(known)
