"""Single facts about the store itself: when it was made, the bot's username, a process's troubles."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from storage.database import Tx, inserting
from storage.tables import facts

MADE_AT = "made_at"
BOT_USERNAME = "bot_username"
EMPTIED_ON = "emptied_on"
_TROUBLE = "trouble:"

_VALUE = select(facts.c.value).where(facts.c.key == bindparam("which"))


async def get(tx: Tx, key: str) -> str | None:
    return (await tx.execute(_VALUE, {"which": key})).scalar()


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


async def keep_troubles(tx: Tx, troubles: Mapping[str, str], now: datetime) -> None:
    """Sentences by name, as said at `now`."""
    for name, words in sorted(troubles.items()):  # in one order, so that no two processes wait for each other
        said = f"{now.isoformat()} {words}"
        written = inserting(tx.dialect.name, facts).values(key=_TROUBLE + name, value=said)
        await tx.execute(written.on_conflict_do_update(index_elements=["key"], set_={"value": said}))


async def drop_troubles(tx: Tx, names: Collection[str]) -> None:
    if names:
        await tx.execute(delete(facts).where(facts.c.key.in_([_TROUBLE + name for name in names])))


async def troubles(tx: Tx, since: datetime) -> list[str]:
    """The sentences said after that moment."""
    query = select(facts.c.value).where(facts.c.key.startswith(_TROUBLE)).order_by(facts.c.key)
    kept = [value.partition(" ") for value in (await tx.execute(query)).scalars()]
    return [words for at, _, words in kept if datetime.fromisoformat(at) > since]
