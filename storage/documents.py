"""Documents that came in, and the directives they are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update

from domain.directives import Directive
from storage.database import Tx, new_id
from storage.tables import directives, documents, tasks


@dataclass(frozen=True, slots=True)
class Document:
    """`day`: against which its dates were read. `subject`: trích yếu."""

    id: int
    sha256: str
    filename: str
    day: date
    directive_id: int
    directive: Directive
    subject: str | None


async def keep(
    tx: Tx, *, sha256: str, directive_id: int, filename: str, day: date, person_id: int | None, now: datetime
) -> int:
    added = await tx.execute(
        insert(documents).values(
            sha256=sha256,
            directive_id=directive_id,
            filename=filename,
            day=day,
            received_at=now,
            received_by=person_id,
        )
    )
    return new_id(added)


async def get(tx: Tx, document_id: int) -> Document | None:
    return await _one(tx, documents.c.id == document_id)


async def by_content(tx: Tx, sha256: str) -> Document | None:
    return await _one(tx, documents.c.sha256 == sha256)


async def of_directive(tx: Tx, directive_id: int) -> list[Document]:
    """The newest first."""
    return [_document(row) for row in await tx.execute(_query(documents.c.directive_id == directive_id))]


async def directive_keys(tx: Tx, keys: Collection[str]) -> dict[int, str]:
    """Of the directives with these keys those that a document came for; the keys by id."""
    if not keys:
        return {}
    held = select(documents.c.directive_id)
    query = select(directives.c.id, directives.c.key).where(
        directives.c.key.in_(list(keys)), directives.c.id.in_(held)
    )
    return {row.id: row.key for row in await tx.execute(query)}


async def say_subject(tx: Tx, directive_id: int, subject: str | None) -> None:
    """Where none is known yet."""
    if subject:
        unknown = (directives.c.id == directive_id) & directives.c.subject.is_(None)
        await tx.execute(update(directives).where(unknown).values(subject=subject))


async def move(tx: Tx, old_id: int, new_id: int, day: date) -> None:
    """They are another directive than it seemed; one that nothing names any more leaves the register."""
    of_old = documents.c.directive_id == old_id
    await tx.execute(update(documents).where(of_old).values(directive_id=new_id, day=day))
    if (await tx.execute(select(tasks.c.id).where(tasks.c.directive_id == old_id).limit(1))).first() is None:
        await tx.execute(delete(directives).where(directives.c.id == old_id))


async def _one(tx: Tx, which: ColumnElement[bool]) -> Document | None:
    row = (await tx.execute(_query(which))).first()
    return _document(row) if row else None


def _query(which: ColumnElement[bool]) -> Any:
    return (
        select(
            documents,
            directives.c.title,
            directives.c.number,
            directives.c.organ,
            directives.c.day.label("directive_day"),
            directives.c.subject,
        )
        .join(directives, directives.c.id == documents.c.directive_id)
        .where(which)
        .order_by(documents.c.id.desc())
    )


def _document(row: Row[Any]) -> Document:
    directive = Directive(row.title, row.number, row.organ, row.directive_day)
    return Document(row.id, row.sha256, row.filename, row.day, row.directive_id, directive, row.subject)
