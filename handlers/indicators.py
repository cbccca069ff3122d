"""Where indicators stand, from the values that were reported of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.digest import Line
from domain.history import Report, valid
from domain.indicators import NO_GOAL, Goal, Reached, Value, reached
from domain.office import Assignment
from domain.work import Role, State, TaskKind, Work
from handlers.desk import Turn
from storage import assignments, indicators, reports


def where_it_stands(
    goal: Goal, values: Sequence[Value], history: Sequence[Report], state: State, years: str, today: date
) -> Reached:
    """`values` may hold those of reports that were taken back or put right; they do not count."""
    counting = {report.id: report for report in valid(history)}
    done = [report.id for report in counting.values() if report.said.work is Work.DONE]
    kept = [value for value in values if value.report_id in counting]
    return reached(goal, kept, state, max(done, default=None), years, today)


async def of(turn: Turn, assignment: Assignment) -> Reached | None:
    """None where the assignment is of no indicator, or does not set its state."""
    if assignment.task.kind is not TaskKind.INDICATOR or assignment.role is not Role.LEAD:
        return None
    goal = await indicators.goal(turn.tx, assignment.task.id) or NO_GOAL
    values = (await indicators.values(turn.tx, [assignment.id]))[assignment.id]
    history = await reports.of_assignment(turn.tx, assignment.id)
    return where_it_stands(goal, values, history, assignment.state, assignment.task.period, turn.today)


async def with_values(turn: Turn, lines: Sequence[Line]) -> list[Line]:
    """The same lines, those of indicators with where they stand."""
    mine = {x.assignment_id: x for x in lines if x.kind is TaskKind.INDICATOR and x.role is Role.LEAD}
    if not mine:
        return list(lines)
    goals = {a.id: a.task.id for a in await assignments.some(turn.tx, list(mine))}
    held, values = await indicators.goals(turn.tx), await indicators.values(turn.tx)
    history = await reports.of_assignments(turn.tx, list(mine))
    return [
        replace(
            x,
            indicator=where_it_stands(
                held.get(goals[x.assignment_id], NO_GOAL),
                values.get(x.assignment_id, []),
                history[x.assignment_id],
                x.state,
                x.period,
                turn.today,
            ),
        )
        if x.assignment_id in mine
        else x
        for x in lines
    ]
