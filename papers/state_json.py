"""The JSON export of the contract."""

from datetime import date, datetime, tzinfo
from typing import Any

from domain.exporting import ExportAssignment, ExportExtension, ExportReport, ExportState, totals_of
from domain.work import Period


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
    } | ({"later_reports": [_report(r, zone) for r in a.later]} if a.later else {})


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
