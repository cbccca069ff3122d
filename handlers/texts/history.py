"""/history: who said what, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from domain.history import Action, Report
from domain.indicators import Reached
from domain.office import Assignment
from domain.progress import Progress
from domain.text import fold
from domain.work import Role, TaskKind, Verdict, Work
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days, directives, evidence, indicators, tasks
from handlers.texts.changes import UNITS, came_and_went, told_apart
from handlers.texts.language import Sentence, say
from handlers.texts.saying import said
from papers.vietnamese import FIELDS, KIND
from storage.changes import Kept
from storage.extensions import Extension
from storage.verdicts import KeptVerdict

MARK = {
    "corrected": Sentence(" <i>(đã sửa lại)</i>"),
    "undone": Sentence(" <i>(đã lấy lại)</i>"),
}
FIELD = {
    **{name: Sentence(words) for name, words in FIELDS.items()},
    "created": Sentence("giao việc"),
    "withdrawn": Sentence("rút việc"),
    "withdrawn_because": Sentence("lý do rút"),
}
# fields whose values are kept as the code has them
VALUES: dict[str, Mapping[str, Sentence]] = {
    "kind": {kind: Sentence(words) for kind, words in KIND.items()},
    "secret": {"x": Sentence("có"), "": Sentence("không")},
    "needs_acceptance": {"x": Sentence("có"), "": Sentence("không")},
}
DECISION = {
    "pending": Sentence("đang chờ trả lời"),
    "granted": Sentence("được đồng ý"),
    "shortened": Sentence("được lùi ít hơn"),
    "refused": Sentence("không được đồng ý"),
}
SHOWN = 25
LONGEST = 160  # of what somebody wrote
FILES_SHOWN = 6


def stamp(local: datetime) -> str:
    return f"{local:%H:%M} {days.full(local.date())}"


def whole(assignment: Assignment, known: Progress, common: Sequence[str] | None) -> str:
    """Before the units' own histories: n of m, and who is missing. `common`: lines of what they share."""
    head = say(
        "<b>{ref}</b> · {of} đơn vị chủ trì: {whole}",
        ref=esc(assignment.task.ref),
        of=known.of,
        whole=directives.whole(known),
    )
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
    more = (
        say("\n\n… và {count} đơn vị khác; ghi thêm tên đơn vị sau mã.", count=of - len(parts))
        if of > len(parts)
        else ""
    )
    rows = _governing(governed) if governed else []
    rows += [[evidence.button(assignment, count)] for assignment, count in files[:FILES_SHOWN]]
    buttons = [indicators.series_button(a.id, a.task.ref) for a in series[:FILES_SHOWN]]
    return Screen("\n\n".join(parts) + more, [*rows, *in_rows(buttons, 3)])


def _governing(assignment: Assignment) -> list[list[Button]]:
    rows = [[Button(say("Cách đọc từng tin"), f"how:{assignment.id}")]]
    if assignment.role is Role.LEAD:
        again = (
            [Button(say("Mở lại"), f"resume:{assignment.id}")] if assignment.state.work is Work.DONE else []
        )
        rows.append([*again, Button(say("Rút việc này"), f"recall:{assignment.id}")])
    return rows


def readings(assignment: Assignment, read: Sequence[Report], today: date) -> str:
    """Text, what was understood, and the rules that fired on its words."""
    head = say("<b>{ref}</b>: cách đọc từng tin", ref=esc(assignment.task.ref))
    if not read:
        return say("{head}\nChưa có tin nào được đọc bằng chữ.", head=head)
    parts = []
    for entry in read:
        how = entry.reading
        if how is None or how.by_hand:
            parts.append(
                say(
                    "“{text}”\n→ {said} <i>(sửa tay)</i>",
                    text=esc(shorten(entry.text or "", 160)),
                    said=said(entry.said, today),
                )
            )
            continue
        fired = "; ".join(f"{esc(rule)}: «{esc(words)}»" for rule, words in how.fired) or say(
            "số liệu và ngày"
        )
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
    times = say("Đã nhắc {asked} lần.", asked=asked) if asked else say("Chưa nhắc lần nào.")
    now = say("Hiện nay: {state}. {times}", state=tasks.state(assignment.state), times=times)
    unit = f"{esc(assignment.department.name)} · {due(assignment, today)}"
    head = (
        f"<b>{esc(assignment.task.ref)}</b> · {unit}\n{tasks.title(assignment, 200)}"
        if titled
        else f"<b>{unit}</b>"
    )
    head += f"\n{now if assignment.role is Role.LEAD else say('Đơn vị phối hợp.')}"
    if indicator is not None:
        head += f"\n{indicators.in_history(indicator)}"
    if not lines:
        return say("{head}\nChưa có báo cáo nào.", head=head)
    hidden = [say("… {count} dòng trước", count=len(lines) - SHOWN)] if len(lines) > SHOWN else []
    return "\n".join([head, *hidden, *lines[-SHOWN:]])


def due(assignment: Assignment, today: date) -> str:
    """How far it is counts no more once the work is done."""
    if assignment.state.work is Work.DONE and assignment.deadline is not None:
        return say("hạn {deadline}", deadline=days.with_weekday(assignment.deadline, today))
    return tasks.deadline(assignment, today)


def report(entry: Report, standing: str, names: dict[int, str], today: date, files: int) -> str:
    """`files`: how many came with it."""
    who = esc(names.get(entry.person_id or 0, say("người đã rời")))
    words = f" “{esc(shorten(entry.text, LONGEST))}”" if entry.text else ""
    if entry.action is Action.REMARK:
        return say("{who} (phối hợp):{words}{mark}", who=who, words=words, mark=evidence.mark(files))
    how = say(" sửa thành") if entry.action is Action.CORRECTION else ":"
    known = entry.said
    if known.blocker and fold(known.blocker) in fold(shorten(entry.text or "", LONGEST)):
        known = replace(known, blocker=None)  # it stands in their own words beside it
    what = say("gửi ảnh, tệp") if files and known.work is None else said(known, today)
    return f"{who}{how} {what}{words}{evidence.mark(files)}{_mark(standing)}"


def _mark(standing: str) -> str:
    return MARK[standing]() if standing in MARK else ""


def change(kept: Kept, names: dict[int, str], kind: TaskKind) -> str:
    """`kind`: what the task is."""
    who = esc(names.get(kept.person_id or 0, say("Tổ giúp việc")))
    what = field(kept.change.field)
    old, new = value(kept.change.field, kept.change.old), value(kept.change.field, kept.change.new)
    if kept.change.field == "created":
        given = say("{who} giao chỉ tiêu", who=who)
        return given if kind is TaskKind.INDICATOR else say("{who} giao nhiệm vụ", who=who)
    if kept.change.field == "withdrawn":
        return say("{who} rút việc của {unit}", who=who, unit=esc(shorten(old, 80)))
    if kept.change.field == "withdrawn_because" and kept.change.new:
        return say("Lý do rút: “{reason}”", reason=esc(shorten(new, 160)))
    if kept.change.field in UNITS and kept.change.new:
        moved = esc(came_and_went(kept.change.old, kept.change.new))
        return say("{who} đổi {what}: {changed}", who=who, what=what, changed=moved)
    if kept.change.old is None and kept.change.new is None:  # of a task that was made secret
        return say("{who} đổi {what}", who=who, what=what)
    old, new = told_apart(old, new, 80)
    return say("{who} đổi {what}: {old} → {new}", who=who, what=what, old=esc(old), new=esc(new))


def nudge(by: int | None, names: dict[int, str]) -> str:
    return say("📣 {who} đôn đốc", who=esc(names.get(by or 0, say("Tổ giúp việc"))))


def handover(kept: Kept, names: dict[int, str]) -> str:
    """Who left it to whom; without the one where nobody had answered for the unit."""
    left, to = kept.change.old, kept.change.new
    gone = say("người đã rời")
    return say(
        "🤝 {person} bàn giao cho {successor}",
        person=esc(names.get(int(left), gone) if left else say("Tổ giúp việc")),
        successor=esc(names.get(int(to), gone) if to else gone),
    )


def field(name: str) -> str:
    """What was changed, as people call it."""
    return FIELD[name]() if name in FIELD else name


def value(field: str, kept: str | None) -> str:
    """The old or the new value of a change, as people read it."""
    known = VALUES.get(field, {}).get(kept or "")
    return known() if known else kept or say("trống")


def wish(entry: Extension, names: dict[int, str]) -> str:
    who = esc(names.get(entry.asked_by or 0, say("người đã rời")))
    held = days.over_years(entry.from_day, entry.asked_at) if entry.from_day else say("chưa có hạn")
    what = say(
        "lùi hạn lần {number}: {held} → {asked_day}",
        number=entry.number,
        held=held,
        asked_day=days.over_years(entry.asked_day, entry.asked_at),
    )
    why = f" “{esc(shorten(entry.asked_reason, 160))}”" if entry.asked_reason else ""
    if entry.asked_by is not None and entry.asked_by == entry.decided_by:
        return f"{who} {what}{why}"
    return say(
        "{who} xin {what}{why}, {decision}", who=who, what=what, why=why, decision=DECISION[entry.decision]()
    )


def decided(entry: Extension, names: dict[int, str]) -> str:
    """What the assigning side answered to a wish."""
    who = esc(names.get(entry.decided_by or 0, say("Tổ giúp việc")))
    why = f" “{esc(shorten(entry.reason, 160))}”" if entry.reason else ""
    if entry.decision == "refused":
        return say("{who} không đồng ý lùi hạn{why}", who=who, why=why)
    return say(
        "{who} cho lùi hạn đến {to_day}{why}",
        who=who,
        to_day=days.over_years(entry.to_day or entry.asked_day, entry.asked_at),
        why=why,
    )


def verdict(kept: KeptVerdict, names: dict[int, str]) -> str:
    who = esc(names.get(kept.judged_by or 0, say("Tổ giúp việc")))
    why = f" “{esc(shorten(kept.reason, 160))}”" if kept.reason else ""
    what = {
        Verdict.ACCEPTED: say("công nhận kết quả"),
        Verdict.RETURNED: say("trả lại kết quả"),
        Verdict.REOPENED: say("mở lại việc này"),
    }
    return f"{who} {what[kept.judged.verdict]}{why}"
