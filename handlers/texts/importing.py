"""An import before and after it is written."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from domain.importing import Plan
from domain.importing.cycles import first_end
from domain.importing.values import FieldChange, TaskRow
from domain.ratings import WHOLE
from domain.work import TaskKind
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, faults, terms
from handlers.texts.changes import UNITS, came_and_went, told_apart
from handlers.texts.history import field, value
from handlers.texts.language import Sentence, say
from handlers.texts.terms import number

IMPORTED = Sentence("Đã nhập.")
UNNAMED = Sentence("Tệp vừa gửi")

SHOWN = 12
NAMED = 3


def summary(planned: Plan) -> list[str]:
    """What would change, in plain lines; counts first."""
    new = Counter(task.kind for task in planned.new_tasks)
    changed = Counter(change.wanted.kind for change in planned.changed_tasks)
    counts = [
        (say("đơn vị mới"), len(planned.new_departments)),
        (say("đơn vị thay đổi"), len(planned.changed_departments)),
        (say("nhiệm vụ mới"), new[TaskKind.TASK]),
        (say("chỉ tiêu mới"), new[TaskKind.INDICATOR]),
        (say("nhiệm vụ thay đổi"), changed[TaskKind.TASK]),
        (say("chỉ tiêu thay đổi"), changed[TaskKind.INDICATOR]),
        (say("số liệu kèm nguồn"), len(planned.claims)),
        (say("đánh giá mới"), len(planned.new_ratings)),
        (say("giữ nguyên"), planned.unchanged),
    ]
    return [", ".join(f"{number(n)} {words}" for words, n in counts if n) or say("Không có gì")]


def details(planned: Plan, today: date) -> list[str]:
    """A plain line for each change."""
    lines = [
        say("👥 {name}: {counted}; bấm Nhập là giữ danh sách này", name=one.name, counted=_counted(one.units))
        for one in planned.new_lists
    ]
    lines += [f"+ {unit.name}" for unit in planned.new_departments]
    for unit in planned.changed_departments:
        lines += [f"~ {unit.name}, {field(c.field)}: {c.old or say('trống')} → {c.new or say('trống')}"
                  for c in unit.changes]  # fmt: skip
    lines += [_new(task, today) for task in planned.new_tasks]
    for changed in planned.changed_tasks:
        lines += [f"~ {changed.known.ref}, {_change(c)}" for c in changed.changes]
    lines += [f"± {c.claim.what}: {_count(c.was)} → {_count(c.claim.value)}" for c in planned.claims]
    for row in planned.new_ratings:
        said = (
            f"{terms.colour(row.rating.colour)}, {row.rating.day:%d/%m/%Y}, {shorten(row.rating.source, 70)}"
        )
        lines.append(f"+ {row.programme_name}, {row.unit or say(WHOLE)}: {said}")
    return lines


def _new(task: TaskRow, today: date) -> str:
    return f"+ {task.ref} {shorten(task.text, 60)} ({_several(task.leads)}): {_due(task, today)}"


def _due(task: TaskRow, today: date) -> str:
    """How its Hạn was read."""
    due = task.due
    if due.recurrence is not None:
        assigned = (task.directive.day if task.directive else None) or today
        ends = first_end(due.words, due.recurrence, assigned)
        return say(
            "{period}, kỳ đầu đến {ends}",
            period=days.period(due.recurrence),
            ends=days.with_weekday(ends, today),
        )
    if due.standing:
        return say("thường xuyên")
    if due.deadline is not None:
        past = say(" (đã qua)") if due.deadline < today else ""
        return say("hạn {deadline}{past}", deadline=days.with_weekday(due.deadline, today), past=past)
    return say("chưa rõ hạn «{words}»", words=shorten(due.words, 40)) if due.words else say("không có hạn")


def _change(change: FieldChange) -> str:
    name = field(change.field)
    if change.field in UNITS:
        return f"{name}: {came_and_went(change.old, change.new)}"
    old, new = told_apart(value(change.field, change.old), value(change.field, change.new), 70)
    return f"{name}: {old} → {new}"


def _count(value: int | None) -> str:
    return say("trống") if value is None else str(value)


def _several(names: Sequence[str]) -> str:
    """Those of a list are only counted."""
    return "; ".join(names) if len(names) <= NAMED else say("{count} đơn vị", count=len(names))


def _counted(names: Sequence[str]) -> str:
    more = "; …" if len(names) > NAMED else ""
    return say("{count} đơn vị ({names}{more})", count=len(names), names="; ".join(names[:NAMED]), more=more)


def preview(planned: Plan, filename: str, upload_id: int | None, today: date) -> Screen:
    """Before anything is written: the faults, or what would change and one button to confirm."""
    name = esc(filename)
    if planned.faults:
        lines = "\n".join(f"• {esc(faults.say(fault))}" for fault in planned.faults[:SHOWN])
        more = (
            say("\n… và {count} chỗ khác", count=len(planned.faults) - SHOWN)
            if len(planned.faults) > SHOWN
            else ""
        )
        return Screen(
            say(
                "📄 <b>{name}</b> có {count} chỗ cần sửa nên tôi chưa ghi gì:\n{lines}{more}",
                name=name,
                count=len(planned.faults),
                lines=lines,
                more=more,
            )
        )
    warned = "\n".join(f"• {esc(faults.say(fault))}" for fault in planned.warnings[:6])
    if planned.is_empty or upload_id is None:
        return Screen(
            say("📄 <b>{name}</b>: không có gì mới so với dữ liệu hiện nay.", name=name)
            + (f"\n{warned}" if warned else "")
        )
    parts = [f"📄 <b>{name}</b>: {esc(summary(planned)[0])}.", _some(details(planned, today), SHOWN)]
    if warned:
        parts.append(say("Lưu ý:\n{warned}", warned=warned))
    rows = [[Button(say("Nhập"), f"import:{upload_id}"), Button(say("Thôi"), f"noimport:{upload_id}")]]
    return Screen("\n\n".join(parts), rows)


def _some(lines: Sequence[str], shown: int) -> str:
    more = say("\n… và {count} dòng khác", count=len(lines) - shown) if len(lines) > shown else ""
    return "\n".join(esc(line) for line in lines[:shown]) + more


def done(planned: Plan, filename: str, today: date) -> Screen:
    head = say(
        "✅ Đã nhập <b>{filename}</b>: {summary}. Đơn vị nào chưa có đầu mối: /daumoi",
        filename=esc(filename),
        summary=esc(summary(planned)[0]),
    )
    new = [_new(task, today) for task in planned.new_tasks]
    told = [say("Người có việc bị đổi được báo, mỗi người một tin.")] if planned.changed_tasks else []
    left = [f"• {esc(faults.say(one))}" for one in planned.warnings if one.problem == "both_sides"]
    given = [_some(new, SHOWN // 2)] if new else []
    return Screen("\n".join([head, *told, *left[:6], *given]))


def cancelled(filename: str) -> Screen:
    return Screen(say("Đã bỏ <b>{filename}</b>, không ghi gì.", filename=esc(filename)))
