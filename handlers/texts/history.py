"""/history: who said what, and when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from domain.history import Action, Report
from domain.indicators import Reached
from domain.office import Assignment
from domain.progress import Progress
from domain.work import Role, Verdict, Work
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days, directives, evidence, indicators, tasks
from handlers.texts.changes import UNITS, came_and_went, told_apart
from handlers.texts.saying import said
from papers.vietnamese import FIELDS, KIND
from storage.changes import Kept
from storage.extensions import Extension
from storage.verdicts import KeptVerdict

MARK = {"valid": "", "corrected": " <i>(đã sửa lại)</i>", "undone": " <i>(đã lấy lại)</i>"}
FIELD = {
    **FIELDS,
    "created": "giao việc",
    "withdrawn": "rút việc",
    "withdrawn_because": "lý do rút",
}
# fields whose values are kept as the code has them
VALUES: dict[str, Mapping[str, str]] = {
    "kind": KIND,
    "secret": {"x": "có", "": "không"},
    "needs_acceptance": {"x": "có", "": "không"},
}
DECISION = {
    "pending": "đang chờ trả lời",
    "granted": "được đồng ý",
    "shortened": "được lùi ít hơn",
    "refused": "không được đồng ý",
}
SHOWN = 25
FILES_SHOWN = 6


def stamp(local: datetime) -> str:
    return f"{local:%H:%M} {days.full(local.date())}"


def whole(assignment: Assignment, known: Progress, common: Sequence[str] | None) -> str:
    """Before the units' own histories: n of m, and who is missing. `common`: lines of what they share."""
    head = f"<b>{esc(assignment.task.ref)}</b> · {known.of} đơn vị chủ trì: {directives.whole(known)}"
    return head if common is None else "\n".join([head, tasks.title(assignment, 200), *common[-SHOWN:]])


def screen(
    parts: Sequence[str],
    of: int,
    governed: Assignment | None,
    files: Sequence[tuple[Assignment, int]],
    series: Sequence[Assignment],
) -> Screen:
    """`governed`: the one assignment shown, to who may look into its readings, open it again or withdraw it;
    `files`: how many there are of each; `series`: indicators with values, to be seen as pictures."""
    more = f"\n\n… và {of - len(parts)} đơn vị khác; ghi thêm tên đơn vị sau mã." if of > len(parts) else ""
    rows = _governing(governed) if governed else []
    rows += [[evidence.button(assignment, count)] for assignment, count in files[:FILES_SHOWN]]
    buttons = [indicators.series_button(a.id, a.task.ref) for a in series[:FILES_SHOWN]]
    return Screen("\n\n".join(parts) + more, [*rows, *in_rows(buttons, 3)])


def _governing(assignment: Assignment) -> list[list[Button]]:
    rows = [[Button("Cách đọc từng tin", f"how:{assignment.id}")]]
    if assignment.role is Role.LEAD:
        again = [Button("Mở lại", f"resume:{assignment.id}")] if assignment.state.work is Work.DONE else []
        rows.append([*again, Button("Rút việc này", f"recall:{assignment.id}")])
    return rows


def readings(assignment: Assignment, read: Sequence[Report], today: date) -> str:
    """Text, what was understood, and the rules that fired on its words."""
    head = f"<b>{esc(assignment.task.ref)}</b>: cách đọc từng tin"
    if not read:
        return f"{head}\nChưa có tin nào được đọc bằng chữ."
    parts = []
    for entry in read:
        how = entry.reading
        if how is None or how.by_hand:
            parts.append(
                f"“{esc(shorten(entry.text or '', 160))}”\n→ {said(entry.said, today)} <i>(sửa tay)</i>"
            )
            continue
        fired = "; ".join(f"{esc(rule)}: «{esc(words)}»" for rule, words in how.fired) or "số liệu và ngày"
        parts.append(f"“{esc(shorten(entry.text or '', 160))}”\n→ {said(entry.said, today)}\n<i>{fired}</i>")
    return "\n\n".join([head, *parts])


def one(
    assignment: Assignment,
    lines: Sequence[str],
    asked: int,
    today: date,
    indicator: Reached | None,
    *,
    titled: bool,
) -> str:
    """`titled`: with the task's code and title."""
    times = f"Đã nhắc {asked} lần." if asked else "Chưa nhắc lần nào."
    now = f"Hiện nay: {tasks.state(assignment.state)}. {times}"
    unit = f"{esc(assignment.department.name)} · {due(assignment, today)}"
    head = (
        f"<b>{esc(assignment.task.ref)}</b> · {unit}\n{tasks.title(assignment, 200)}"
        if titled
        else f"<b>{unit}</b>"
    )
    head += f"\n{now if assignment.role is Role.LEAD else 'Đơn vị phối hợp.'}"
    if indicator is not None:
        head += f"\n{indicators.in_history(indicator)}"
    if not lines:
        return f"{head}\nChưa có báo cáo nào."
    hidden = [f"… {len(lines) - SHOWN} dòng trước"] if len(lines) > SHOWN else []
    return "\n".join([head, *hidden, *lines[-SHOWN:]])


def due(assignment: Assignment, today: date) -> str:
    """How far it is counts no more once the work is done."""
    if assignment.state.work is Work.DONE and assignment.deadline is not None:
        return f"hạn {days.with_weekday(assignment.deadline, today)}"
    return tasks.deadline(assignment, today)


def report(entry: Report, standing: str, names: dict[int, str], today: date, files: int) -> str:
    """`files`: how many came with it."""
    who = esc(names.get(entry.person_id or 0, "người đã rời"))
    words = f" “{esc(shorten(entry.text, 160))}”" if entry.text else ""
    if entry.action is Action.REMARK:
        return f"{who} (phối hợp):{words}{evidence.mark(files)}"
    how = " sửa thành" if entry.action is Action.CORRECTION else ":"
    what = "gửi ảnh, tệp" if files and entry.said.work is None else said(entry.said, today)
    return f"{who}{how} {what}{words}{evidence.mark(files)}{MARK[standing]}"


def change(kept: Kept, names: dict[int, str]) -> str:
    who = esc(names.get(kept.person_id or 0, "Tổ giúp việc"))
    what = FIELD.get(kept.change.field, kept.change.field)
    old, new = value(kept.change.field, kept.change.old), value(kept.change.field, kept.change.new)
    if kept.change.field == "created":
        return f"{who} giao nhiệm vụ"
    if kept.change.field == "withdrawn":
        return f"{who} rút việc của {esc(shorten(old, 80))}"
    if kept.change.field == "withdrawn_because" and kept.change.new:
        return f"Lý do rút: “{esc(shorten(new, 160))}”"
    if kept.change.field in UNITS and kept.change.new:
        return f"{who} đổi {what}: {esc(came_and_went(kept.change.old, kept.change.new))}"
    if kept.change.old is None and kept.change.new is None:  # of a task that was made secret
        return f"{who} đổi {what}"
    old, new = told_apart(old, new, 80)
    return f"{who} đổi {what}: {esc(old)} → {esc(new)}"


def nudge(by: int | None, names: dict[int, str]) -> str:
    return f"📣 {esc(names.get(by or 0, 'Tổ giúp việc'))} đôn đốc"


def value(field: str, kept: str | None) -> str:
    """The old or the new value of a change, as people read it."""
    return VALUES.get(field, {}).get(kept or "", kept or "trống")


def wish(entry: Extension, names: dict[int, str]) -> str:
    who = esc(names.get(entry.asked_by or 0, "người đã rời"))
    held = days.over_years(entry.from_day, entry.asked_at) if entry.from_day else "chưa có hạn"
    what = f"lùi hạn lần {entry.number}: {held} → {days.over_years(entry.asked_day, entry.asked_at)}"
    why = f" “{esc(shorten(entry.asked_reason, 160))}”" if entry.asked_reason else ""
    if entry.asked_by is not None and entry.asked_by == entry.decided_by:
        return f"{who} {what}{why}"
    return f"{who} xin {what}{why}, {DECISION[entry.decision]}"


def decided(entry: Extension, names: dict[int, str]) -> str:
    """What the assigning side answered to a wish."""
    who = esc(names.get(entry.decided_by or 0, "Tổ giúp việc"))
    why = f" “{esc(shorten(entry.reason, 160))}”" if entry.reason else ""
    if entry.decision == "refused":
        return f"{who} không đồng ý lùi hạn{why}"
    return f"{who} cho lùi hạn đến {days.over_years(entry.to_day or entry.asked_day, entry.asked_at)}{why}"


def verdict(kept: KeptVerdict, names: dict[int, str]) -> str:
    who = esc(names.get(kept.judged_by or 0, "Tổ giúp việc"))
    why = f" “{esc(shorten(kept.reason, 160))}”" if kept.reason else ""
    what = {
        Verdict.ACCEPTED: "công nhận kết quả",
        Verdict.RETURNED: "trả lại kết quả",
        Verdict.REOPENED: "mở lại việc này",
    }
    return f"{who} {what[kept.judged.verdict]}{why}"
