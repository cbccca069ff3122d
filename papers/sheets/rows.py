"""The rows of the sheets that an export has."""

from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from functools import lru_cache

from domain.exporting import ExportAssignment, ExportState
from domain.importing.dues import day_in_figures
from domain.importing.goals import goal_cells
from domain.importing.stamps import present_deadlines
from domain.importing.values import GOAL_COLUMNS
from domain.indicators import NO_GOAL
from domain.work import Role, TaskKind, Work
from papers.sheets.cells import Row
from papers.vietnamese import KIND, MARK, ROLE, TIMING, WORK

STANDING = {
    "valid": "còn hiệu lực",
    "corrected": "đã sửa lại",
    "undone": "đã lấy lại",
    "late": "báo sau ngày này",
}


def unit_rows(state: ExportState) -> Iterable[Row]:
    for unit in state.departments:
        yield unit.name, "; ".join(unit.aliases), unit.kind


def people_rows(state: ExportState) -> Iterable[Row]:
    for unit in state.departments:
        for person in unit.focal_points:
            yield unit.name, person.name, "x" if person.reachable else None


def task_rows(state: ExportState) -> Iterable[Row]:
    """One row a task, its leads joined as the import takes them."""
    by_ref: dict[str, list[ExportAssignment]] = {}
    for assignment in state.assignments:
        by_ref.setdefault(assignment.ref, []).append(assignment)
    for ref, rows in by_ref.items():
        first = rows[0]
        leads = "; ".join(a.department for a in rows if a.role is Role.LEAD)
        others = "; ".join(a.department for a in rows if a.role is Role.COORDINATING)
        secret, accepted = ("x" if flag else "" for flag in (first.secret, first.needs_acceptance))
        yield (
            ref,
            first.task,
            leads,
            others,
            due_cell(first.task_due),
            first.directive,
            KIND[first.kind],
            secret,
            accepted,
            first.period,
            *_goal(first, rows),
            *_told(first, [a for a in rows if a.role is Role.LEAD], state.as_of.tzinfo),
        )


def _goal(task: ExportAssignment, rows: Sequence[ExportAssignment]) -> Row:
    """What an indicator aims at, numbers as numbers."""
    if task.kind is not TaskKind.INDICATOR:
        return ("",) * len(GOAL_COLUMNS)
    goal = next((a.indicator.goal for a in rows if a.indicator is not None), NO_GOAL)
    cells = goal_cells(goal) | {"target": goal.target, "baseline": goal.baseline}
    return tuple(cells[column] for column in GOAL_COLUMNS)


def claim_rows(state: ExportState) -> Iterable[Row]:
    for claim in state.claims:
        yield claim.what, claim.value, claim.source, claim.day


def _told(task: ExportAssignment, leads: Sequence[ExportAssignment], zone: tzinfo | None) -> Row:
    """Of a task: the deadline of now, state, how it stands to the deadline, percent, obstacle, last report.

    Of several leads what they have in common, else how many are done.
    """
    dates = "" if task.recurrence else present_deadlines(a.deadline for a in leads)
    states = [a.state for a in leads if a.state is not None]
    works = {state.work for state in states}
    done = sum(state.work is Work.DONE for state in states)
    timings = {a.timing for a in leads if a.timing is not None}
    reported = max((state.reported_at for state in states if state.reported_at), default=None)
    blocked = [
        f"{a.department}: {a.state.blocker}" if len(leads) > 1 else a.state.blocker
        for a in leads
        if a.state is not None and a.state.blocker
    ]
    return (
        due_cell(dates),
        WORK[works.pop()] if len(works) == 1 else f"xong {done}/{len(states)}" if states else None,
        TIMING[timings.pop()] if len(timings) == 1 else None,
        states[0].percent if len(states) == 1 else None,
        "; ".join(blocked) or None,
        reported.astimezone(zone) if reported else None,
    )


@lru_cache(maxsize=1024)
def due_cell(words: str) -> date | str:
    """A day as a real date; words stay words, to be read back as they are."""
    return day_in_figures(words) or words


def assignment_rows(state: ExportState) -> Iterable[Row]:
    zone = state.as_of.tzinfo
    for a in state.assignments:
        known = a.state
        moved = sum(e.decision in ("granted", "shortened") for e in a.extensions)
        head = (a.ref, a.department, ROLE[a.role], a.task, a.deadline)
        if known is None:
            yield (
                *head,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                a.reminders,
                a.nudges,
                moved,
                *_judged(a),
            )
            continue
        reported = known.reported_at.astimezone(zone) if known.reported_at else None
        yield (
            *head,
            WORK[known.work],
            TIMING[a.timing] if a.timing else None,
            known.percent,
            known.done,
            known.total,
            "x" if known.blocked else None,
            known.blocker,
            known.expected_date,
            reported,
            a.reminders,
            a.nudges,
            moved,
            *_judged(a),
        )


def _judged(a: ExportAssignment) -> Row:
    """Of an indicator the value, its day and what it says of the target."""
    known = a.indicator
    if known is None or a.secret:
        return None, None, None
    last = known.last
    return last.value if last else None, last.day if last else None, MARK[known.mark]


def report_rows(state: ExportState) -> Iterable[Row]:
    zone = state.as_of.tzinfo
    for a in state.assignments:
        for r in (*a.reports, *a.later):
            what = WORK[r.work] if r.work else None
            yield (
                a.ref,
                a.department,
                r.at.astimezone(zone),
                r.by,
                what,
                r.percent,
                r.text,
                STANDING[r.standing],
            )
