"""The digest: one screen of a phone, and how its lines are said wherever they stand."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from domain.digest import Figures, Late, Line
from domain.matrix import Matrix
from domain.programmes import Programme
from domain.work import Timing, Work
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import claims, days, indicators, suspending, tasks
from handlers.texts import programmes as programme_texts
from handlers.texts.calendar_links import BUTTON as CALENDAR
from handlers.texts.trends import OPENS as TRENDS
from papers.vietnamese import TIMING, WORK, percent, weekday

NOTHING_GIVEN = "Chưa có nhiệm vụ nào được giao."
SENT_TO_YOU = "Tôi đã nhắn riêng chi tiết cho đồng chí."
START_FIRST = "Đồng chí mở cuộc trò chuyện riêng với tôi, bấm «Bắt đầu», rồi bấm lại nút này."
ISSUE_AGAIN = "📊 Phát hành lại vào nhóm"
AGAIN = "(gửi lại)"  # before a digest that may already have arrived
BACK = Button("‹ Bản tổng hợp", "part:all:0")
SHOWN = 5
LONGEST_NAME = 60  # ten entries must fit a message, whatever the units are called


def digest(
    whole: Figures,
    *,
    unreached: Sequence[str] = (),
    suspended: Sequence[str] = (),
    posted: bool = False,
    past: bool = False,
    again: bool = False,
    block: str = "",
    programmes: Sequence[tuple[Programme, Matrix]] = (),
) -> Screen:
    """What a leader reads in ten seconds.

    `unreached`: units of which nobody gets our messages; `suspended`: those that are not reminded now.
    `past`: as it was known at the end of the day `whole.today`;
    `again`: for the group, which has had the digest of that day before; `block`: of these units alone.
    """
    title = "BẢN TIN TỔNG HỢP" if posted or again else "TỔNG HỢP"
    title += " (PHÁT HÀNH LẠI)" if again else ""
    until = f"Đến {whole.as_of:%H:%M} {weekday(whole.today)} {days.full(whole.today)}"
    named = f"\n{esc(shorten(block, LONGEST_NAME))}" if block else ""
    head = f"📊 <b>{title}</b>{named}\n<i>{until_the_end(whole) if past else until}</i>"
    if not whole.lines:
        return Screen(f"{head}\n\n{NOTHING_GIVEN}")
    done, of = whole.tasks_done()
    work = whole.by_work()
    counted = [
        f"{tasks.WORK_SIGN[state] if state is not Work.NOT_STARTED else '◽'} "
        f"{WORK[state].capitalize()}: <b>{work[state]}</b>"
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
        f"Nhiệm vụ hoàn thành: <b>{done}/{of}</b> ({percent(done, of)}){indicators.in_parts(whole.tasks_by_years())}. {whole.total} phân công cho các đơn vị:\n"
        + "\n".join(counted),
        _times(whole),
        changes(whole, past=past),
        _said_later(whole),
        _late(whole),
        _silent(whole),
    ]
    if unreached:
        parts.append(_unreached(unreached))
    if suspended:
        parts.append(suspending.in_short(suspended))
    parts.append(_waiting(whole))
    parts += [programme_texts.summary_line(matrix) for _, matrix in programmes]
    if whole.indicators:
        parts.append(indicators.counted(whole))
    parts += [f"⚠️ {esc(note)}" for note in claims.notes(whole.claims)]
    rows = _buttons(whole, suffix_of(whole, past), [programme_texts.button(one) for one, _ in programmes])
    return Screen("\n\n".join(part for part in parts if part), rows)


def _waiting(whole: Figures) -> str:
    """What waits for the Secretariat, and how long the oldest has."""
    submitted = whole.waiting()
    lines = []
    if submitted:
        longest = days_waited(submitted[0], whole)
        since = f" (lâu nhất {longest} ngày)" if longest else ""
        lines.append(f"📥 {len(submitted)} kết quả chờ Tổ giúp việc nghiệm thu{since}.")
    if wishes := len(whole.wishes()):
        lines.append(f"📅 {wishes} đề nghị lùi hạn đang chờ Tổ giúp việc.")
    return "\n".join(lines)


def days_waited(line: Line, whole: Figures) -> int:
    done = line.state.done_at
    return (whole.today - done.astimezone(whole.as_of.tzinfo).date()).days if done else 0


def caption(whole: Figures) -> str:
    """Under the picture, its digits once more."""
    done, of = whole.tasks_done()
    late = f", quá hạn {len(whole.overdue())}" if whole.overdue() else ""
    return f"📊 Đến {days.full(whole.today)}: hoàn thành {done}/{of} nhiệm vụ ({percent(done, of)}){late}."


def _unreached(names: Sequence[str]) -> str:
    named = 4 if len(names) == 4 else 3  # "và 1 đơn vị khác" is as long as its name
    shown = ", ".join(esc(shorten(name, LONGEST_NAME)) for name in names[:named])
    more = f" và {len(names) - named} đơn vị khác" if len(names) > named else ""
    return f"📵 Lời nhắc chưa đến được: {shown}{more}."


def until_the_end(whole: Figures) -> str:
    return f"Tính đến hết ngày {days.full(whole.today)}"


def suffix_of(whole: Figures, past: bool) -> str:
    """What the data of a button ends with, so that its page is of the same day."""
    return f":{whole.today:%Y%m%d}" if past else ""


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
    return "Theo hạn: " + " · ".join(f"{TIMING[t]} <b>{by[t]}</b>" for t in order if by[t])


def _said_later(whole: Figures) -> str:
    if not whole.late:
        return ""
    shown = some_late(whole, whole.late[:SHOWN])
    more = f"\n… và {len(whole.late) - SHOWN} việc khác" if len(whole.late) > SHOWN else ""
    return f"🕓 <b>Báo sau ngày này, chưa tính {len(whole.late)}</b>:\n{shown}{more}"


def some_late(whole: Figures, some: Sequence[Late]) -> str:
    zone = whole.as_of.tzinfo
    return "\n".join(
        f"• {name_of(one.line)}: {WORK[one.work] if one.work else 'có báo cáo'} "
        f"(báo {days.short(one.at.astimezone(zone).date())})"
        for one in some
    )


def changes(whole: Figures, *, past: bool = False) -> str:
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
    at = changed.since.astimezone(whole.as_of.tzinfo)
    if past:
        return f"Đã phát hành lúc {days.moment(at)}. Từ đó đến nay: {said or 'chưa có thay đổi'}"
    return f"Từ bản tin {days.short(at.date())}: {said or 'chưa có thay đổi'}"


def _late(whole: Figures) -> str:
    late = whole.overdue()
    if not late:
        return ""
    return f"🔴 <b>Quá hạn {len(late)}</b>:\n" + some(late, lambda line: late_line(line, whole.today))


def _silent(whole: Figures) -> str:
    quiet = whole.silent()
    if not quiet:
        return ""
    return f"⚪ <b>Đã nhắc mà chưa trả lời {len(quiet)}</b>:\n" + some(quiet, silent_line)


def some(lines: Sequence[Line], said: Callable[[Line], str], shown: int = SHOWN) -> str:
    rest = f"\n… và {len(lines) - shown} việc khác" if len(lines) > shown else ""
    return "\n".join(f"• {said(line)}" for line in lines[:shown]) + rest


def late_line(line: Line, today: date) -> str:
    moved = f", lùi hạn {line.extensions} lần" if line.extensions else ""
    return f"{name_of(line)}: {line.days_late(today)} ngày, {WORK[line.state.work]}, {_asked(line)}{moved}"


def silent_line(line: Line) -> str:
    held = f", hạn {days.short(line.deadline)}" if line.deadline else ""
    return f"{name_of(line)}: {_asked(line)}{held}"


def _asked(line: Line) -> str:
    return f"đã nhắc {line.asked} lần" if line.asked else "chưa nhắc lần nào"


def name_of(line: Line) -> str:
    return f"<b>{esc(line.ref)}</b> {esc(shorten(line.department, LONGEST_NAME))}"


def _buttons(whole: Figures, suffix: str, more: Sequence[Button]) -> list[list[Button]]:
    offered = [
        ("🔴 Quá hạn", "overdue", bool(whole.overdue())),
        ("⚪ Chưa trả lời", "silent", bool(whole.silent())),
        ("⏳ Sắp đến hạn", "soon", bool(whole.due_soon())),
        ("📥 Chờ Tổ giúp việc", "waiting", bool(whole.waiting() or whole.wishes())),
        ("📅 Đã lùi hạn", "extended", bool(whole.extended())),
        ("🏢 Theo đơn vị", "units", True),
        ("🆕 Thay đổi", "changes", whole.changes is not None),
        ("🕓 Báo sau", "late", bool(whole.late)),
        ("🎯 Chỉ tiêu", "indicators", bool(whole.indicators)),
    ]
    parts = [Button(label, f"part:{name}:0{suffix}") for label, name, there in offered if there]
    trends = [] if suffix else [TRENDS]
    return [*in_rows([*parts, *more, *trends], 2), _papers(suffix)]


def _papers(suffix: str) -> list[Button]:
    """The picture and the calendar are of now only."""
    picture = [] if suffix else [Button("🖼 Bản ảnh", "picture")]
    return [*picture, Button("📄 Bảng Excel", f"sheet{suffix}"), *([] if suffix else [CALENDAR])]


def not_yet(day: date) -> str:
    return (
        f"Ngày {days.full(day)} chưa đến nên chưa có số liệu. Đồng chí chọn hôm nay hoặc một ngày trước đó."
    )


def before_the_first(day: date, first: date) -> str:
    return f"Đến ngày {days.full(day)} chưa giao việc nào. Việc đầu tiên được giao ngày {days.full(first)}."


def sheet_name(day: date) -> str:
    return f"tinh-hinh-{day:%Y-%m-%d}.xlsx"


def sheet_caption(as_of: datetime, count: int, *, past: bool) -> str:
    until = f"hết ngày {days.full(as_of.date())}" if past else days.moment(as_of)
    return f"Toàn bộ tình hình đến {until}: {count} phân công."


def issued_again(day: date) -> str:
    return f"✅ Tôi đang gửi lại bản tin ngày {days.full(day)} vào nhóm Ban Chỉ đạo."
