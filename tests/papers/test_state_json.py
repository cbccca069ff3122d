"""The JSON export: the contract's fields, and totals that equal the list."""

import json
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.exporting import (
    ExportAssignment,
    ExportDepartment,
    ExportExtension,
    ExportPerson,
    ExportReport,
    ExportState,
    totals_of,
)
from domain.work import Acceptance, Period, Role, State, TaskKind, Timing, Work
from papers.state_json import state_to_json
from tests.papers.reading import feed_faults

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AS_OF = datetime(2025, 9, 25, 9, 0, 0, 123456, tzinfo=ZONE)
SAID_AT = datetime(2025, 9, 25, 1, 30, 0, 5, tzinfo=UTC)


def assignment(ref: str = "NV04", work: Work | None = Work.NO_REPORT, **other: Any) -> ExportAssignment:
    values: dict[str, Any] = {
        "department": "Sở Tài chính",
        "role": Role.LEAD,
        "kind": TaskKind.TASK,
        "task": "Rà soát quy định",
        "directive": None,
        "secret": False,
        "needs_acceptance": False,
        "task_due": "30/09/2025",
        "deadline": date(2025, 9, 30),
        "recurrence": None,
        "state": State(work) if work else None,
        "timing": Timing.DUE_SOON,
        "nudges": 0,
        "reminders": 0,
        "extensions": (),
        "reports": (),
        "periods": (),
    }
    return ExportAssignment(ref=ref, **(values | other))


def test_an_assignment_carries_the_fields_of_the_contract() -> None:
    state = State(
        Work.IN_PROGRESS,
        percent=60.0,
        done=12,
        total=16,
        blocked=True,
        blocker="chờ số liệu",
        expected_date=date(2025, 10, 2),
        reported_at=SAID_AT,
        acceptance=Acceptance.RETURNED,
    )
    full = assignment(
        state=state,
        recurrence="P2W",
        directive="Kết luận 15-KL/BCĐ",
        nudges=1,
        reminders=3,
        extensions=(
            ExportExtension(
                1, SAID_AT, date(2025, 9, 30), date(2025, 10, 15), "shortened", date(2025, 10, 7), "gấp"
            ),
        ),
        reports=(ExportReport(SAID_AT, "An", "60% rồi ạ", Work.IN_PROGRESS, 60, "valid"),),
        periods=(
            Period(date(2025, 9, 9), Timing.MISSED, None),
            Period(date(2025, 9, 23), Timing.DONE_LATE, SAID_AT),
        ),
    )
    people = (ExportPerson("An", reachable=True), ExportPerson("Bình", reachable=False))
    unit = ExportDepartment("Sở Tài chính", ("STC",), "sở", people)
    out = json.loads(json.dumps(state_to_json(ExportState(AS_OF, (full,), (unit,)))))
    assert feed_faults(out) == []
    assert feed_faults(out | {"more": 1, "totals": {}})
    assert out["as_of"] == "2025-09-25T09:00:00+07:00"
    assert out["departments"] == [
        {
            "name": "Sở Tài chính",
            "focal_points": [{"name": "An", "reachable": True}, {"name": "Bình", "reachable": False}],
        }
    ]
    assert out["assignments"][0] == {
        "ref": "NV04",
        "department": "Sở Tài chính",
        "role": "lead",
        "kind": "task",
        "task": "Rà soát quy định",
        "directive": "Kết luận 15-KL/BCĐ",
        "secret": False,
        "deadline": "2025-09-30",
        "recurrence": "P2W",
        "work": "in_progress",
        "time": "due_soon",
        "percent": 60,
        "done": 12,
        "total": 16,
        "blocked": True,
        "blocker": "chờ số liệu",
        "expected_date": "2025-10-02",
        "reported_at": "2025-09-25T08:30:00+07:00",
        "acceptance": "returned",
        "nudges": 1,
        "reminders": 3,
        "extensions": [
            {
                "number": 1,
                "asked_at": "2025-09-25T08:30:00+07:00",
                "from": "2025-09-30",
                "asked": "2025-10-15",
                "decision": "shortened",
                "to": "2025-10-07",
                "reason": "gấp",
            },
        ],
        "reports": [
            {
                "at": "2025-09-25T08:30:00+07:00",
                "by": "An",
                "text": "60% rồi ạ",
                "work": "in_progress",
                "percent": 60,
                "state": "valid",
            },
        ],
        "periods": [
            {"deadline": "2025-09-09", "time": "missed", "reported_at": None},
            {"deadline": "2025-09-23", "time": "done_late", "reported_at": "2025-09-25T08:30:00+07:00"},
        ],
        "years": None,
        "indicator": None,
    }


def test_a_coordinating_unit_has_neither_work_nor_time() -> None:
    row = assignment(work=None, role=Role.COORDINATING, timing=None)
    out = state_to_json(ExportState(AS_OF, (row,), ()))["assignments"][0]
    assert (out["role"], out["work"], out["time"], out["percent"], out["blocked"]) == (
        "coordinating",
        None,
        None,
        None,
        False,
    )


def test_percent_is_what_was_said() -> None:
    said = [60.0, 62.5, 0.0, None]
    rows = tuple(assignment(state=State(Work.IN_PROGRESS, percent=percent)) for percent in said)
    out = state_to_json(ExportState(AS_OF, rows, ()))["assignments"]
    assert json.dumps([row["percent"] for row in out]) == "[60, 62.5, 0, null]"


def test_totals_count_leads_of_tasks_and_equal_the_list() -> None:
    rows = (
        assignment(work=Work.DONE, timing=Timing.DONE_LATE),
        assignment(work=Work.IN_PROGRESS, timing=Timing.OVERDUE),
        assignment(state=State(Work.IN_PROGRESS, blocked=True)),
        assignment(work=Work.BLOCKED, timing=Timing.OVERDUE),
        assignment(work=Work.NOT_STARTED),
        assignment(work=Work.NO_REPORT),
        assignment(work=Work.RECURRING, timing=Timing.NO_DEADLINE),
        assignment(work=Work.DONE, kind=TaskKind.INDICATOR),
        assignment(work=None, role=Role.COORDINATING, timing=None),
    )
    out = state_to_json(ExportState(AS_OF, rows, ()))
    assert out["obstacles"] == 1
    assert out["totals"] == {
        "assignments": 7,
        "done": 1,
        "in_progress": 2,
        "not_started": 1,
        "blocked": 1,
        "recurring": 1,
        "no_report": 1,
        "overdue": 2,
    }
    counted = [a for a in out["assignments"] if a["role"] == "lead" and a["kind"] == "task"]
    assert len(counted) == sum(
        n for name, n in out["totals"].items() if name not in ("assignments", "overdue")
    )
    assert totals_of(rows) == out["totals"]
