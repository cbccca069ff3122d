"""Files that the Secretariat sent and has not yet confirmed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import Tx, new_id
from storage.tables import uploads


@dataclass(frozen=True, slots=True)
class Upload:
    id: int
    filename: str
    content: bytes


async def keep(tx: Tx, person_id: int, filename: str, sha256: str, content: bytes, now: datetime) -> int:
    added = await tx.execute(
        insert(uploads).values(
            person_id=person_id, filename=filename, sha256=sha256, content=content, received_at=now
        )
    )
    return new_id(added)


async def waiting(tx: Tx, upload_id: int) -> Upload | None:
    query = select(uploads).where(uploads.c.id == upload_id, uploads.c.closed_at.is_(None))
    row = (await tx.execute(query)).first()
    return Upload(row.id, row.filename, row.content) if row else None


async def close(tx: Tx, upload_id: int, now: datetime) -> None:
    """Confirmed or refused; the content is dropped."""
    await tx.execute(update(uploads).where(uploads.c.id == upload_id).values(closed_at=now, content=b""))
