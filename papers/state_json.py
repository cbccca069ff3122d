"""The JSON export of the contract."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from domain.claims import Claim, Contradiction, contradictions
from domain.exporting import (
    ExportAssignment,
    ExportExtension,
    ExportReport,
    ExportState,
    counted_tasks,
    indicators_by_years,
    marks,
    obstacles_of,
    tasks_by_years,
    totals_of,
)
from domain.indicators import Mark, Reached
from domain.portions import Portion, Portions
from domain.tallies import tally, work_of
from domain.work import Period, Work


def state_to_json(state: ExportState) -> dict[str, Any]:
    zone = state.as_of.tzinfo
    return {
        "as_of": state.as_of.isoformat(timespec="seconds"),
        "assignments": [_assignment(a, zone) for a in state.assignments],
        "departments": [
            {
                "name": d.name,
                "focal_points": [{"name": p.name, "reachable": p.reachable} for p in d.focal_points],
            }
            for d in state.departments
        ],
        "totals": totals_of(state.assignments),
        "obstacles": obstacles_of(state.assignments),
        "tasks": _portions(tasks_by_years(state.assignments)),
        "indicators": _indicators(state),
        "directives": _directives(state),
        "claims": [_claim(claim) for claim in state.claims],
        "contradictions": [_contradiction(one) for one in contradictions(state.claims)],
    }


def _assignment(a: ExportAssignment, zone: tzinfo | None) -> dict[str, Any]:
    known = a.state
    return {
        "ref": a.ref,
        "department": a.department,
        "role": a.role.value,
        "kind": a.kind.value,
        "task": a.task,
        "directive": a.directive,
        "secret": a.secret,
        "deadline": _day(a.deadline),
        "recurrence": a.recurrence,
        "work": known.work.value if known else None,
        "time": a.timing.value if a.timing else None,
        "percent": _number(known.percent) if known else None,
        "done": known.done if known else None,
        "total": known.total if known else None,
        "blocked": known.blocked if known else False,
        "blocker": known.blocker if known else None,
        "expected_date": _day(known.expected_date) if known else None,
        "reported_at": _moment(known.reported_at, zone) if known else None,
        "acceptance": known.acceptance.value if known and known.acceptance else None,
        "nudges": a.nudges,
        "reminders": a.reminders,
        "extensions": [_extension(e, zone) for e in a.extensions],
        "reports": [_report(r, zone) for r in a.reports],
        "periods": [_period(p, zone) for p in a.periods],
        "years": a.period or None,
        "indicator": _indicator(a.indicator) if a.indicator and not a.secret else None,
    } | ({"later_reports": [_report(r, zone) for r in a.later]} if a.later else {})


def _indicator(known: Reached) -> dict[str, Any]:
    goal = known.goal
    return {
        "target": _number(goal.target),
        "unit": goal.unit,
        "direction": goal.direction.value,
        "counting": goal.counting.value,
        "baseline": _number(goal.baseline),
        "verdict": known.mark.value,
        "method": {"by": goal.method_by or None, "due": _day(goal.method_due)} if goal.unassessed else None,
        "value": _number(known.last.value) if known.last else None,
        "value_day": _day(known.last.day) if known.last else None,
        "values": [{"day": _day(one.day), "value": _number(one.value)} for one in known.values],
    }


def _portions(found: Portions) -> dict[str, Any]:
    """Of all, and of each narrower Giai đoạn."""
    return _portion(found.whole) | {"by_years": [_portion(part) for part in found.parts]}


def _portion(found: Portion) -> dict[str, Any]:
    return {
        "years": found.years or None,
        "reached": found.reached,
        "of": found.of,
        "percent": found.percent,
    }


def _indicators(state: ExportState) -> dict[str, Any]:
    """The indicators' own figures, each counted once however many units share it."""
    held = list(marks(state.assignments).values())
    counts = {mark.value: held.count(mark) for mark in Mark}
    return _portions(indicators_by_years(state.assignments)) | {"verdicts": counts}


def _directives(state: ExportState) -> list[dict[str, Any]]:
    """Of each directive its leads of tasks by state; `to_come`: those not begun, by quarter of deadline."""
    found: dict[str, list[ExportAssignment]] = {}
    for a in counted_tasks(state.assignments):
        if a.directive is not None and not a.secret:
            found.setdefault(a.directive, []).append(a)
    return [_directive(title, mine) for title, mine in found.items()]


def _directive(title: str, mine: Sequence[ExportAssignment]) -> dict[str, Any]:
    held = tally(mine)
    to_come: dict[str, int] = {}
    for a in mine:
        if work_of(a) in (Work.NOT_STARTED, Work.NO_REPORT) and a.deadline is not None:
            quarter = f"{a.deadline.year}-Q{(a.deadline.month + 2) // 3}"
            to_come[quarter] = to_come.get(quarter, 0) + 1
    return {
        "directive": title,
        "assignments": held.total,
        "done": held.done,
        "recurring": held.recurring,
        "in_progress": held.in_progress,
        "blocked": held.blocked,
        "not_started": held.not_started,
        "no_report": held.no_report,
        "overdue": held.overdue,
        "to_come": to_come,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {"what": claim.what, "value": claim.value, "source": claim.source, "day": _day(claim.day)}


def _contradiction(one: Contradiction) -> dict[str, Any]:
    return {
        "total": _claim(one.total),
        "parts": [_claim(part) for part in one.parts],
        "expected": one.expected,
        "claimed": one.claimed,
        "difference": one.difference,
    }


def _extension(e: ExportExtension, zone: tzinfo | None) -> dict[str, Any]:
    return {
        "number": e.number,
        "asked_at": _moment(e.asked_at, zone),
        "from": _day(e.from_day),
        "asked": _day(e.asked),
        "decision": e.decision,
        "to": _day(e.to_day),
        "reason": e.reason,
    }


def _report(r: ExportReport, zone: tzinfo | None) -> dict[str, Any]:
    return {
        "at": _moment(r.at, zone),
        "by": r.by,
        "text": r.text,
        "work": r.work.value if r.work else None,
        "percent": _number(r.percent),
        "state": r.standing,
    }


def _period(p: Period, zone: tzinfo | None) -> dict[str, Any]:
    return {
        "deadline": _day(p.deadline),
        "time": p.timing.value,
        "reported_at": _moment(p.reported_at, zone),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime | None, zone: tzinfo | None) -> str | None:
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value
