"""The digest: one screen of a phone, and the parts behind its buttons."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from domain.digest import Figures, Line
from domain.work import Timing, Work
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days, tasks

SENT_TO_YOU = "Tôi đã nhắn riêng chi tiết cho đồng chí."
START_FIRST = "Đồng chí mở cuộc trò chuyện riêng với tôi, bấm «Bắt đầu», rồi bấm lại nút này."
AGAIN = "(gửi lại)"  # before a digest that may already have arrived
BACK = Button("‹ Bản tổng hợp", "part:all")
SHOWN = 5
LIST = 40


def digest(whole: Figures, wishes: int, *, posted: bool = False) -> Screen:
    """What a leader reads in ten seconds. `wishes`: extensions that wait for the Secretariat."""
    title = "BẢN TIN TỔNG HỢP" if posted else "TỔNG HỢP"
    head = f"📊 <b>{title}</b>\n<i>Đến {whole.as_of:%H:%M} {days.WEEKDAYS[whole.today.weekday()]} {days.full(whole.today)}</i>"
    if not whole.lines:
        return Screen(f"{head}\n\nChưa có nhiệm vụ nào được giao.")
    done, of = whole.tasks_done()
    work = whole.by_work()
    counted = [
        f"{tasks.WORK_SIGN[state] if state is not Work.NOT_STARTED else '◽'} "
        f"{tasks.WORK[state].capitalize()}: <b>{work[state]}</b>"
        for state in (
            Work.DONE,
            Work.IN_PROGRESS,
            Work.BLOCKED,
            Work.NOT_STARTED,
            Work.NO_REPORT,
            Work.RECURRING,
        )
        if work[state]
    ]
    parts = [
        head,
        f"Nhiệm vụ hoàn thành: <b>{done}/{of}</b> ({ratio(done, of)}). {whole.total} phân công cho các đơn vị:\n"
        + "\n".join(counted),
        _times(whole),
        _changes(whole),
        _late(whole),
        _silent(whole),
    ]
    if wishes:
        parts.append(f"📅 {wishes} đề nghị lùi hạn đang chờ Tổ giúp việc.")
    if whole.indicators:
        reached = sum(line.state.work is Work.DONE for line in whole.indicators)
        parts.append(f"🎯 Chỉ tiêu tính riêng: {reached}/{len(whole.indicators)} đạt.")
    return Screen("\n\n".join(part for part in parts if part), _buttons(whole))


def ratio(part: int, whole: int) -> str:
    """Whole percents, halves up, as an office rounds."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else "0%"


def _times(whole: Figures) -> str:
    by = whole.by_timing()
    order = (
        Timing.OVERDUE,
        Timing.DUE_SOON,
        Timing.NOT_DUE,
        Timing.DONE_IN_TIME,
        Timing.DONE_LATE,
        Timing.NO_DEADLINE,
    )
    return "Theo hạn: " + " · ".join(f"{tasks.TIMING[t]} <b>{by[t]}</b>" for t in order if by[t])


def _changes(whole: Figures) -> str:
    if whole.changes is None:
        return ""
    changed = whole.changes
    counts = [
        ("mới xong", changed.done),
        ("có báo cáo", changed.reported),
        ("mới quá hạn", changed.overdue),
        ("mới giao", changed.assigned),
    ]
    said = " · ".join(f"{words} <b>{len(lines)}</b>" for words, lines in counts if lines)
    since = days.short(changed.since.astimezone(whole.as_of.tzinfo).date())
    return f"Từ bản tin {since}: {said or 'chưa có thay đổi'}"


def _late(whole: Figures) -> str:
    late = whole.overdue()
    if not late:
        return ""
    return f"🔴 <b>Quá hạn {len(late)}</b>:\n" + _some(late, lambda line: _late_line(line, whole.today))


def _silent(whole: Figures) -> str:
    quiet = whole.silent()
    if not quiet:
        return ""
    return f"⚪ <b>Đã nhắc mà chưa trả lời {len(quiet)}</b>:\n" + _some(quiet, _silent_line)


def _some(lines: Sequence[Line], said: Callable[[Line], str], shown: int = SHOWN) -> str:
    rest = f"\n… và {len(lines) - shown} việc khác" if len(lines) > shown else ""
    return "\n".join(f"• {said(line)}" for line in lines[:shown]) + rest


def _late_line(line: Line, today: date) -> str:
    return (
        f"<b>{esc(line.ref)}</b> {esc(line.department)}: {line.days_late(today)} ngày, "
        f"{tasks.WORK[line.state.work]}, {_asked(line)}"
    )


def _silent_line(line: Line) -> str:
    held = f", hạn {days.short(line.deadline)}" if line.deadline else ""
    return f"<b>{esc(line.ref)}</b> {esc(line.department)}: {_asked(line)}{held}"


def _asked(line: Line) -> str:
    return f"đã nhắc {line.asked} lần" if line.asked else "chưa nhắc lần nào"


def _buttons(whole: Figures) -> list[list[Button]]:
    offered = [
        ("🔴 Quá hạn", "overdue", bool(whole.overdue())),
        ("⚪ Chưa trả lời", "silent", bool(whole.silent())),
        ("⏳ Sắp đến hạn", "soon", bool(whole.due_soon())),
        ("🏢 Theo đơn vị", "units", True),
        ("🆕 Thay đổi", "changes", whole.changes is not None),
        ("🎯 Chỉ tiêu", "indicators", bool(whole.indicators)),
    ]
    return in_rows([Button(label, f"part:{name}") for label, name, there in offered if there], 2)


def part(name: str, whole: Figures) -> Screen:
    """One part in full, as far as a screen goes."""
    if name == "overdue":
        late = whole.overdue()
        return Screen(
            _list("🔴 Quá hạn", late, lambda line: f"{_late_line(line, whole.today)}\n  {_task(line)}")
        )
    if name == "silent":
        return Screen(
            _list(
                "⚪ Đã nhắc mà chưa trả lời",
                whole.silent(),
                lambda line: f"{_silent_line(line)}\n  {_task(line)}",
            )
        )
    if name == "soon":
        return Screen(_list("⏳ Sắp đến hạn", whole.due_soon(), lambda line: _due_line(line, whole.today)))
    if name == "indicators":
        return Screen(_list("🎯 Chỉ tiêu", whole.indicators, _state_line))
    if name == "changes" and whole.changes is not None:
        return Screen(_changed(whole))
    return Screen(_units(whole))


def due_between(lines: Sequence[Line], first: date, last: date) -> Screen:
    done = sum(line.state.work is Work.DONE for line in lines)
    head = f"⏳ Hạn từ {days.short(first)} đến {days.full(last)}, xong {done}"
    return Screen(_list(head, lines, _state_line))


def unit(name: str, lines: Sequence[Line], today: date) -> Screen:
    done = sum(line.state.work is Work.DONE for line in lines)
    late = sum(line.timing is Timing.OVERDUE for line in lines)
    head = f"🏢 {esc(name)}: xong {done}, quá hạn {late}, tổng"
    return Screen(_list(head, sorted(lines, key=lambda x: (x.deadline or date.max, x.ref)), _state_line))


def _list(head: str, lines: Sequence[Line], said: Callable[[Line], str]) -> str:
    if not lines:
        return f"<b>{head}</b>: không có việc nào."
    return f"<b>{head} {len(lines)}</b>\n" + _some(lines, said, LIST)


def _due_line(line: Line, today: date) -> str:
    held = f"{days.left(line.deadline, today)} ({days.short(line.deadline)})" if line.deadline else ""
    return f"<b>{esc(line.ref)}</b> {esc(line.department)}: {held}, {tasks.WORK[line.state.work]}\n  {_task(line)}"


def _state_line(line: Line) -> str:
    held = f", hạn {days.short(line.deadline)}" if line.deadline else ""
    late = " 🔴 quá hạn" if line.timing is Timing.OVERDUE else ""
    return f"<b>{esc(line.ref)}</b> {esc(line.department)}: {tasks.state(line.state)}{held}{late}\n  {_task(line)}"


def _task(line: Line) -> str:
    return f"<i>{esc(shorten(line.task, 70))}</i>"


def _changed(whole: Figures) -> str:
    changed = whole.changes
    if changed is None:
        return ""
    groups: Iterable[tuple[str, Sequence[Line]]] = (
        ("✅ Mới xong", changed.done),
        ("📝 Có báo cáo", changed.reported),
        ("🔴 Mới quá hạn", changed.overdue),
        ("🆕 Mới giao", changed.assigned),
    )
    return "\n\n".join(_list(head, lines, _state_line) for head, lines in groups)


def _units(whole: Figures) -> str:
    by_unit: dict[str, list[Line]] = defaultdict(list)
    for line in whole.lines:
        by_unit[line.department].append(line)
    ranked = sorted(
        by_unit.items(), key=lambda item: (-sum(x.timing is Timing.OVERDUE for x in item[1]), item[0])
    )
    lines = []
    for name, mine in ranked[:60]:
        done = sum(x.state.work is Work.DONE for x in mine)
        late = sum(x.timing is Timing.OVERDUE for x in mine)
        quiet = sum(x.state.work is Work.NO_REPORT for x in mine)
        tail = (f", 🔴 quá hạn {late}" if late else "") + (f", chưa báo cáo {quiet}" if quiet else "")
        lines.append(f"• {esc(name)}: xong {done}/{len(mine)}{tail}")
    more = f"\n… và {len(ranked) - 60} đơn vị khác" if len(ranked) > 60 else ""
    return f"<b>🏢 Theo đơn vị</b> ({len(ranked)}, tổng {whole.total} phân công)\n" + "\n".join(lines) + more


def here(following: datetime | None) -> str:
    when = f" Bản tin tới: {days.moment(following)}." if following else ""
    return f"Từ nay bản tin tổng hợp gửi vào nhóm này.{when} Xem ngay: /tonghop"
