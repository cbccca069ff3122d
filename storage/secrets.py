"""What is secret, and dropping words that turn out to be about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, null, or_, select, update

from domain.mentions import Named
from storage import evidence, traffic
from storage.database import Tx, rebuild_after
from storage.tables import (
    assignments,
    changes,
    extensions,
    indicator_values,
    indicators,
    outbox,
    proposals,
    reports,
    tasks,
    verdicts,
)

TELLING = (
    "text",
    "withdrawn_because",
    "target",
    "unit",
    "baseline",
)  # fields of the trace whose values tell of it
RECENT = 200  # rows of the outbox among which those of one visit are sought


_EVERY = (
    select(assignments.c.id, tasks.c.ref, assignments.c.department_id)
    .join(tasks, tasks.c.id == assignments.c.task_id)
    .where(tasks.c.secret)
)


@dataclass(frozen=True, slots=True)
class Secret:
    """An assignment of a secret task, withdrawn ones included."""

    assignment_id: int
    ref: str
    department_id: int


async def every(tx: Tx) -> list[Secret]:
    return [Secret(row.id, row.ref, row.department_id) for row in await tx.execute(_EVERY)]


async def spoken_of(tx: Tx, inbox_seq: int) -> set[int]:
    """The assignments that the messages put down for this update, just now, are about."""
    newest = select(func.max(outbox.c.id)).scalar_subquery()
    query = select(outbox.c.about).where(outbox.c.id > newest - RECENT, outbox.c.inbox_seq == inbox_seq)
    return {assignment_id for about in (await tx.execute(query)).scalars() for assignment_id in about}


async def forget_reports(tx: Tx, report_ids: Sequence[int]) -> tuple[list[tuple[int, int]], list[str]]:
    """The words of these reports, and of what came and was said with them; what was understood stays.

    (chat, message) of what had been said: there it can still be read. And the hashes of files to be dropped.
    """
    rebuild_after(tx)
    which = reports.c.id.in_(report_ids)
    seqs = {seq for seq in (await tx.execute(select(reports.c.inbox_seq).where(which))).scalars() if seq}
    await tx.execute(update(reports).where(which).values(text=None, blocker=None, reading=null()))
    wishes = extensions.c.report_id.in_(report_ids)
    await tx.execute(update(extensions).where(wishes).values(asked_reason=None, reason=None))
    return await traffic.forget(tx, seqs, ()), await evidence.forget(tx, report_ids)


async def forget_task(tx: Tx, task_id: int, title: str, longest: int, now: datetime) -> list[str]:
    """A task that was open is secret from now on: what it was called and what was said of it is dropped.

    `title`: what it was called until now. Values of the trace longer than `longest` go too. Messages that
    have left us stay with their receivers. The hashes of files to be dropped.
    """
    ref, label = (await tx.execute(select(tasks.c.ref, tasks.c.text).where(tasks.c.id == task_id))).one()
    titles = {title, *await _titles(tx, task_id)} - {label}
    ids = list((await tx.execute(select(assignments.c.id).where(assignments.c.task_id == task_id))).scalars())
    seqs: set[int] = set()
    for table in (reports, verdicts):
        query = select(table.c.inbox_seq).where(table.c.assignment_id.in_(ids))
        seqs |= {seq for seq in (await tx.execute(query)).scalars() if seq}
    mine = (changes.c.noun == "task", changes.c.noun_id == task_id)
    seqs |= {s for s in (await tx.execute(select(changes.c.inbox_seq).where(*mine))).scalars() if s}
    for column in (changes.c.old, changes.c.new):
        wordy = or_(changes.c.field.in_(TELLING), func.length(column) > longest)
        await tx.execute(update(changes).where(*mine, wordy).values({column: None}))
    said = reports.c.assignment_id.in_(ids)
    await tx.execute(update(reports).where(said).values(text=None, blocker=None, reading=null()))
    # one text may speak of several tasks: then none of it is kept
    together = reports.c.inbox_seq.in_(seqs)
    await tx.execute(update(reports).where(together).values(text=None, reading=null()))
    wishes = extensions.c.assignment_id.in_(ids)
    await tx.execute(update(extensions).where(wishes).values(asked_reason=None, reason=None))
    await tx.execute(update(assignments).where(assignments.c.id.in_(ids)).values(blocker=None))
    await tx.execute(update(verdicts).where(verdicts.c.assignment_id.in_(ids)).values(reason=None))
    await _forget_proposal(tx, task_id)
    await traffic.forget(tx, seqs, ids)
    await traffic.forget_named(tx, Named(ref, tuple(sorted(titles))), label, now)
    await tx.execute(delete(indicators).where(indicators.c.task_id == task_id))
    await tx.execute(
        update(indicator_values).where(indicator_values.c.assignment_id.in_(ids)).values(value=None)
    )
    said_ids = list((await tx.execute(select(reports.c.id).where(said))).scalars())
    rebuild_after(tx)
    return await evidence.forget(tx, said_ids)


async def _titles(tx: Tx, task_id: int) -> list[str]:
    """All that it was ever called."""
    renamed = (changes.c.noun == "task", changes.c.noun_id == task_id, changes.c.field == "text")
    rows = (await tx.execute(select(changes.c.old, changes.c.new).where(*renamed))).all()
    proposed = select(proposals.c.text).where(proposals.c.task_id == task_id)
    found = [*(one for row in rows for one in row), *(await tx.execute(proposed)).scalars()]
    return [one for one in found if one]


async def _forget_proposal(tx: Tx, task_id: int) -> None:
    """What the task was made of: its words in the document, and how they were put right."""
    ids = list((await tx.execute(select(proposals.c.id).where(proposals.c.task_id == task_id))).scalars())
    dropped = {"label": "", "quote": "", "text": "", "deadline_text": None}
    await tx.execute(update(proposals).where(proposals.c.id.in_(ids)).values(**dropped))
    mine = (changes.c.noun == "proposal", changes.c.noun_id.in_(ids), changes.c.field != "state")
    await tx.execute(update(changes).where(*mine).values(old=None, new=None))
