"""The digest: one screen of a phone, and the parts behind its buttons, a page at a time."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from domain.digest import Figures, Late, Line
from domain.matrix import Matrix
from domain.programmes import Programme
from domain.work import Timing, Work
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import claims, days, indicators, suspending, tasks
from handlers.texts import programmes as programme_texts
from handlers.texts.calendar_links import BUTTON as CALENDAR
from handlers.texts.pages import Page, page_of
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
    head = f"📊 <b>{title}</b>{named}\n<i>{_until_the_end(whole) if past else until}</i>"
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
        _changes(whole, past=past),
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
    rows = _buttons(whole, _suffix(whole, past), [programme_texts.button(one) for one, _ in programmes])
    return Screen("\n\n".join(part for part in parts if part), rows)


def _waiting(whole: Figures) -> str:
    """What waits for the Secretariat, and how long the oldest has."""
    submitted = whole.waiting()
    lines = []
    if submitted:
        longest = _days_waited(submitted[0], whole)
        since = f" (lâu nhất {longest} ngày)" if longest else ""
        lines.append(f"📥 {len(submitted)} kết quả chờ Tổ giúp việc nghiệm thu{since}.")
    if wishes := len(whole.wishes()):
        lines.append(f"📅 {wishes} đề nghị lùi hạn đang chờ Tổ giúp việc.")
    return "\n".join(lines)


def _days_waited(line: Line, whole: Figures) -> int:
    done = line.state.done_at
    return (whole.today - done.astimezone(whole.as_of.tzinfo).date()).days if done else 0


def caption(whole: Figures) -> str:
    """Under the picture, its digits once more."""
    done, of = whole.tasks_done()
    late = f", quá hạn {len(whole.overdue())}" if whole.overdue() else ""
    return f"📊 Đến {days.full(whole.today)}: hoàn thành {done}/{of} nhiệm vụ ({percent(done, of)}){late}."


def _unreached(names: Sequence[str]) -> str:
    shown = ", ".join(esc(shorten(name, LONGEST_NAME)) for name in names[:3])
    more = f" và {len(names) - 3} đơn vị khác" if len(names) > 3 else ""
    return f"📵 Lời nhắc chưa đến được: {shown}{more}."


def _until_the_end(whole: Figures) -> str:
    return f"Tính đến hết ngày {days.full(whole.today)}"


def _suffix(whole: Figures, past: bool) -> str:
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
    shown = _some_late(whole, whole.late[:SHOWN])
    more = f"\n… và {len(whole.late) - SHOWN} việc khác" if len(whole.late) > SHOWN else ""
    return f"🕓 <b>Báo sau ngày này, chưa tính {len(whole.late)}</b>:\n{shown}{more}"


def _some_late(whole: Figures, some: Sequence[Late]) -> str:
    zone = whole.as_of.tzinfo
    return "\n".join(
        f"• {_name(one.line)}: {WORK[one.work] if one.work else 'có báo cáo'} "
        f"(báo {days.short(one.at.astimezone(zone).date())})"
        for one in some
    )


def _changes(whole: Figures, *, past: bool = False) -> str:
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
    moved = f", lùi hạn {line.extensions} lần" if line.extensions else ""
    return f"{_name(line)}: {line.days_late(today)} ngày, {WORK[line.state.work]}, {_asked(line)}{moved}"


def _silent_line(line: Line) -> str:
    held = f", hạn {days.short(line.deadline)}" if line.deadline else ""
    return f"{_name(line)}: {_asked(line)}{held}"


def _asked(line: Line) -> str:
    return f"đã nhắc {line.asked} lần" if line.asked else "chưa nhắc lần nào"


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


def part(name: str, whole: Figures, wanted: int, *, past: bool = False) -> Screen:
    """The page `wanted` of one part, with buttons to turn it and to go back; `past` as in `digest`."""
    suffix = _suffix(whole, past)
    if name == "units":
        shown = _units(whole, wanted, suffix)
    elif name == "changes":
        shown = _changed(whole, wanted, suffix)
    elif name == "late":
        shown = _all_late(whole, wanted, suffix)
    elif name == "waiting":
        shown = _both_waiting(whole, wanted, suffix)
    else:
        head, lines, said = _listed(name, whole)
        shown = _list(head, lines, said, wanted, f"part:{name}", suffix)
        if name == "indicators":
            drawn = [
                x
                for x in page_of(lines, wanted).entries
                if x.indicator and x.indicator.values and not x.secret
            ]
            buttons = [indicators.series_button(x.assignment_id, x.ref) for x in drawn]
            shown = Screen(shown.text, [*in_rows(buttons, 3), *shown.rows])
    return Screen(f"<i>{_until_the_end(whole)}</i>\n{shown.text}", shown.rows) if past else shown


def _listed(name: str, whole: Figures) -> tuple[str, Sequence[Line], Callable[[Line], str]]:
    """Head, entries, and how one of them is said."""
    today = whole.today
    if name == "overdue":
        late = whole.overdue()
        return f"🔴 Quá hạn {len(late)}", late, lambda line: f"{_late_line(line, today)}\n  {_task(line)}"
    if name == "silent":
        quiet = whole.silent()
        head = f"⚪ Đã nhắc mà chưa trả lời {len(quiet)}"
        return head, quiet, lambda line: f"{_silent_line(line)}\n  {_task(line)}"
    if name == "soon":
        near = whole.due_soon()
        return f"⏳ Sắp đến hạn {len(near)}", near, lambda line: _due_line(line, today)
    if name == "extended":
        moved = whole.extended()
        return f"📅 Đã lùi hạn {len(moved)}", moved, _extended_line
    reached = whole.indicators_by_years().whole
    head = f"🎯 Chỉ tiêu: {reached.reached}/{reached.of} đạt và vượt ({reached.percent}%)"
    return head, whole.indicators, _indicator_line


def due_between(lines: Sequence[Line], first: date, last: date, wanted: int) -> Screen:
    begins = days.short(first) if first.year == last.year else days.full(first)
    head = f"⏳ Hạn từ {begins} đến {days.full(last)}: {_summed(lines, 'việc', 'xong')}"
    return _list(head, lines, _state_line, wanted, f"due:{first:%Y%m%d}:{last:%Y%m%d}")


def unit(unit_id: int, name: str, whole: Figures, wanted: int, *, past: bool = False) -> Screen:
    """`past` as in `digest`."""
    lines, suffix = whole.of_unit(unit_id), _suffix(whole, past)
    late = sum(line.timing is Timing.OVERDUE for line in lines)
    head = f"🏢 {esc(shorten(name, 200))}: {_summed(lines, 'việc', 'xong')}, quá hạn {late}"
    ordered = sorted(lines, key=lambda x: (x.deadline or date.max, x.ref))
    shown = _list(head, ordered, _state_line, wanted, f"unit:{unit_id}", suffix)
    if past:
        return Screen(f"<i>{_until_the_end(whole)}</i>\n{shown.text}", shown.rows)
    trends = Button(TRENDS.label, f"{TRENDS.data}:{whole.today.year}:unit:{unit_id}")
    return Screen(shown.text, [*shown.rows, [trends]])


def _summed(lines: Sequence[Line], what: str, reached: str) -> str:
    done = sum(line.state.work is Work.DONE for line in lines)
    return f"{len(lines)} {what}, {reached} {done}"


def _list(
    head: str,
    lines: Sequence[Line],
    said: Callable[[Line], str],
    wanted: int,
    data: str,
    suffix: str = "",
) -> Screen:
    page = page_of(lines, wanted)
    listed = _some(page.entries, said, len(page.entries)) or "Không có việc nào."
    return _paged(f"<b>{head}</b>{page.where}\n{listed}", page, data, suffix)


def _paged(text: str, page: Page[Any], data: str, suffix: str) -> Screen:
    back = Button(BACK.label, f"{BACK.data}{suffix}")
    return Screen(text, [page.turning(data, suffix), [back]])


def _extended_line(line: Line) -> str:
    held = f", hạn nay là {days.full(line.deadline)}" if line.deadline else ""
    return f"{_name(line)}: lùi {line.extensions} lần{held}, {WORK[line.state.work]}\n  {_task(line)}"


def _both_waiting(whole: Figures, wanted: int, suffix: str) -> Screen:
    """Results to be accepted, then wishes to be decided."""
    submitted, wished = whole.waiting(), whole.wishes()
    accept, decide = f"📥 Chờ nghiệm thu {len(submitted)}", f"📅 Xin lùi hạn {len(wished)}"
    said = [(accept, f"{_waited_line(line, whole)}\n  {_task(line)}") for line in submitted]
    said += [(decide, f"{_wish_line(line, whole)}\n  {_task(line)}") for line in wished]
    page = page_of(said, wanted)
    return _paged(
        "\n\n".join([f"<b>Chờ Tổ giúp việc {len(said)}</b>{page.where}", *_under_heads(page.entries)])
        if said
        else "Không có việc nào chờ Tổ giúp việc.",
        page,
        "part:waiting",
        suffix,
    )


def _under_heads(entries: Sequence[tuple[str, str]]) -> list[str]:
    heads = dict.fromkeys(head for head, _ in entries)
    return [
        "\n".join([f"<b>{head}</b>", *(f"• {said}" for of, said in entries if of == head)]) for head in heads
    ]


def _wish_line(line: Line, whole: Figures) -> str:
    if line.wish is None:
        return _name(line)
    waited = (whole.today - line.wish.asked_at.astimezone(whole.as_of.tzinfo).date()).days
    since = f"chờ {waited} ngày" if waited else "chờ từ hôm nay"
    return f"{_name(line)}: xin đến {days.full(line.wish.day)}, {since}"


def _all_late(whole: Figures, wanted: int, suffix: str) -> Screen:
    page = page_of(whole.late, wanted)
    head = f"<b>🕓 Báo sau ngày này {len(whole.late)}</b>{page.where}"
    said = _some_late(whole, page.entries) or "Không có báo cáo nào sau đó."
    return _paged(f"{head}\n{said}", page, "part:late", suffix)


def _waited_line(line: Line, whole: Figures) -> str:
    waited = _days_waited(line, whole)
    done = line.state.done_at
    reported = f"báo {days.short(done.astimezone(whole.as_of.tzinfo).date())}" if done else "đã báo"
    return f"{_name(line)}: {reported}" + (f", chờ {waited} ngày" if waited else ", chờ từ hôm nay")


def _due_line(line: Line, today: date) -> str:
    held = f"{days.left(line.deadline, today)} ({days.short(line.deadline)})" if line.deadline else ""
    return f"{_name(line)}: {held}, {WORK[line.state.work]}\n  {_task(line)}"


def _state_line(line: Line) -> str:
    held = f", hạn {days.short(line.deadline)}" if line.deadline else ""
    late = " 🔴 quá hạn" if line.timing is Timing.OVERDUE else ""
    return f"{_name(line)}: {tasks.state(line.state)}{held}{late}\n  {_task(line)}"


def _indicator_line(line: Line) -> str:
    return f"{_name(line)}: {indicators.line(line)}\n  {_task(line)}"


def _name(line: Line) -> str:
    return f"<b>{esc(line.ref)}</b> {esc(shorten(line.department, LONGEST_NAME))}"


def _task(line: Line) -> str:
    return f"<i>{esc(shorten(line.task, 70))}</i>"


def _changed(whole: Figures, wanted: int, suffix: str) -> Screen:
    """The four lists one after another, each under its own head."""
    changed = whole.changes
    groups: Sequence[tuple[str, Sequence[Line]]] = (
        ("✅ Mới xong", changed.done if changed else ()),
        ("📝 Có báo cáo", changed.reported if changed else ()),
        ("🔴 Mới quá hạn", changed.overdue if changed else ()),
        ("🆕 Mới giao", changed.assigned if changed else ()),
    )
    page = page_of([(f"{head} {len(lines)}", line) for head, lines in groups for line in lines], wanted)
    parts = [f"<b>🆕 Thay đổi</b>{page.where}\n{_changes(whole) or 'Chưa có bản tin nào trước đây.'}"]
    for head in dict.fromkeys(head for head, _ in page.entries):
        mine = [line for of, line in page.entries if of == head]
        parts.append(f"<b>{head}</b>\n" + _some(mine, _state_line, len(mine)))
    return _paged("\n\n".join(parts), page, "part:changes", suffix)


def _units(whole: Figures, wanted: int, suffix: str) -> Screen:
    """The units with the most overdue first."""
    by_unit: dict[str, list[Line]] = defaultdict(list)
    for line in whole.lines:
        by_unit[line.department].append(line)
    ranked = sorted(
        by_unit.items(), key=lambda item: (-sum(x.timing is Timing.OVERDUE for x in item[1]), item[0])
    )
    page = page_of(ranked, wanted)
    head = f"<b>🏢 Theo đơn vị</b> ({len(ranked)} đơn vị, {whole.total} phân công){page.where}"
    text = "\n".join([head, *(_unit_line(*item) for item in page.entries)])
    shown = _paged(text, page, "part:units", suffix)
    opening = [
        Button(shorten(name, 30), f"unit:{mine[0].department_id}:0{suffix}") for name, mine in page.entries
    ]
    return Screen(shown.text, [*in_rows(opening, 2), *shown.rows])


def _unit_line(name: str, mine: Sequence[Line]) -> str:
    done = sum(x.state.work is Work.DONE for x in mine)
    late = sum(x.timing is Timing.OVERDUE for x in mine)
    quiet = sum(x.state.work is Work.NO_REPORT for x in mine)
    tail = (f", 🔴 quá hạn {late}" if late else "") + (f", chưa báo cáo {quiet}" if quiet else "")
    return f"• {esc(shorten(name, 200))}: xong {done}/{len(mine)}{tail}"


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


def put_out(title: str, by: str) -> Screen:
    return Screen(
        f"⚠️ Đồng chí {esc(by)} vừa đưa tôi ra khỏi nhóm «{esc(title)}». Tôi không gửi bản tin vào "
        "nhóm này được nữa. Đồng chí thêm tôi vào lại, hoặc gõ /nhom trong nhóm khác."
    )


def undelivered(moment: datetime, said: str) -> Screen:
    """`said`: Telegram's own words."""
    return Screen(
        f"⚠️ Bản tin {days.moment(moment)} chưa vào được nhóm Ban Chỉ đạo (Telegram báo: {esc(said)}).\n"
        "Đồng chí kiểm tra giúp tôi còn trong nhóm và được phép gửi tin không, rồi bấm nút dưới.",
        [[Button("📊 Gửi bản tin vào nhóm", "postagain")]],
    )


def issued_again(day: date) -> str:
    return f"✅ Tôi đang gửi lại bản tin ngày {days.full(day)} vào nhóm Ban Chỉ đạo."


POSTED_AGAIN = Screen("Tôi đang gửi bản tin vào nhóm Ban Chỉ đạo.")


HERE_NO_MORE = "Từ nay nhóm này không nhận bản tin nữa."


def here_of_units(name: str, count: int, following: datetime | None) -> str:
    when = f" Bản tin tới: {days.moment(following)}." if following else ""
    return (
        f"Từ nay nhóm này nhận bản tin riêng của {esc(shorten(name, LONGEST_NAME))} ({count} đơn vị).{when} "
        "Xem ngay: /tonghop. Thôi nhận: <code>/nhom bỏ</code>"
    )


def here(following: datetime | None) -> str:
    when = f" Bản tin tới: {days.moment(following)}." if following else ""
    return f"Từ nay bản tin tổng hợp gửi vào nhóm này.{when} Xem ngay: /tonghop"
