"""What the trends of a year are counted from: five queries, whatever the number of assignments."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, union_all

from domain.history import Action
from domain.trends import Asked, Due, Record, Returned, Wish
from domain.work import Acceptance, TaskKind, Verdict, Work
from storage.database import Tx
from storage.tables import assignments, extensions, nudges, reminders, reports, tasks, verdicts


async def record(tx: Tx, year: int, starts: Sequence[datetime]) -> Record:
    """Of leads in force. `starts`: the first moments of the months, and of the next year."""
    first, end = starts[0], starts[-1]
    return Record(
        await _dues(tx, date(year, 1, 1), date(year, 12, 31)),
        await _asked(tx, first, end),
        await _reported(tx, starts),
        await _wishes(tx, first, end),
        await _returned(tx, first, end),
    )


async def _dues(tx: Tx, first: date, last: date) -> list[Due]:
    """Tasks only, as in a digest; recurring ones left out."""
    columns = (assignments.c.work, assignments.c.acceptance, assignments.c.done_at)
    query = _in_force(select(assignments.c.department_id, assignments.c.deadline, *columns)).where(
        assignments.c.deadline.between(first, last),
        tasks.c.kind == TaskKind.TASK,
        tasks.c.recurrence.is_(None),
        tasks.c.standing.is_(False),
    )
    return [
        Due(row[0], row[1], Work(row[2]), Acceptance(row[3]) if row[3] else None, row[4])
        for row in await tx.execute(query)
    ]


async def _asked(tx: Tx, first: datetime, end: datetime) -> list[Asked]:
    """Reminders and nudges with the report that came next; those before the same report are one question."""
    by_clock = select(reminders.c.assignment_id, reminders.c.planned_at.label("at"), literal(0).label("says"))
    by_hand = select(nudges.c.assignment_id, nudges.c.at, literal(0))
    answers = select(reports.c.assignment_id, reports.c.at, literal(1)).where(
        reports.c.at >= first, *_counts()
    )
    happened = union_all(
        by_clock.where(reminders.c.planned_at >= first, reminders.c.planned_at < end),
        by_hand.where(nudges.c.at >= first, nudges.c.at < end),
        answers,
    ).subquery()
    # the nearest report from here on; of one moment the question comes first
    following = func.min(case((happened.c.says == 1, happened.c.at))).over(
        partition_by=happened.c.assignment_id, order_by=(happened.c.at, happened.c.says), rows=(0, None)
    )
    each = select(happened, following.label("answered_at")).subquery()
    asked = (
        select(each.c.assignment_id, func.min(each.c.at).label("first_at"), each.c.answered_at)
        .where(each.c.says == 0)
        .group_by(each.c.assignment_id, each.c.answered_at)
        .subquery()
    )
    columns = (assignments.c.department_id, asked.c.first_at, asked.c.answered_at)
    query = _in_force(select(*columns).join(asked, asked.c.assignment_id == assignments.c.id))
    return [Asked(*row) for row in await tx.execute(query)]


async def _reported(tx: Tx, starts: Sequence[datetime]) -> dict[tuple[int, int], int]:
    month = case(*((reports.c.at < end, nth) for nth, end in enumerate(starts[1:], 1)))
    query = (
        _in_force(
            select(assignments.c.department_id, month.label("month"), func.count()).join(
                reports, reports.c.assignment_id == assignments.c.id
            )
        )
        .where(reports.c.at >= starts[0], reports.c.at < starts[-1], *_counts())
        .group_by(assignments.c.department_id, "month")
    )
    return {(row[0], row[1]): row[2] for row in await tx.execute(query)}


async def _wishes(tx: Tx, first: datetime, end: datetime) -> list[Wish]:
    """Those taken back by the asker left out."""
    query = _in_force(
        select(assignments.c.department_id, extensions.c.asked_at, extensions.c.decision).join(
            extensions, extensions.c.assignment_id == assignments.c.id
        )
    ).where(extensions.c.asked_at >= first, extensions.c.asked_at < end, extensions.c.decision != "withdrawn")
    return [Wish(row[0], row[1], row[2] in ("granted", "shortened")) for row in await tx.execute(query)]


async def _returned(tx: Tx, first: datetime, end: datetime) -> list[Returned]:
    """Not accepted, or taken up again after it was."""
    given_back = verdicts.c.verdict.in_([Verdict.RETURNED, Verdict.REOPENED])
    query = _in_force(
        select(assignments.c.department_id, verdicts.c.at).join(
            verdicts, verdicts.c.assignment_id == assignments.c.id
        )
    ).where(verdicts.c.at >= first, verdicts.c.at < end, given_back)
    return [Returned(*row) for row in await tx.execute(query)]


def _in_force(query: Select[Any]) -> Select[Any]:
    return query.join(tasks, tasks.c.id == assignments.c.task_id).where(
        assignments.c.role == "lead",
        assignments.c.withdrawn_at.is_(None),
        tasks.c.withdrawn_at.is_(None),
        tasks.c.draft.is_(False),
    )


def _counts() -> tuple[ColumnElement[bool], ...]:
    """Said, and not taken back."""
    undo = reports.alias()
    undone = select(undo.c.of_id).where(undo.c.action == Action.UNDO, undo.c.of_id.is_not(None))
    return reports.c.action.in_([Action.REPORT, Action.CORRECTION]), reports.c.id.not_in(undone)
