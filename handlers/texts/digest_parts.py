"""The parts behind the buttons of a digest, a page at a time."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from domain.digest import Figures, Line
from domain.work import Timing, Work
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days, indicators, tasks
from handlers.texts.digests import (
    BACK,
    changes,
    days_waited,
    late_line,
    name_of,
    silent_line,
    some,
    some_late,
    suffix_of,
    until_the_end,
)
from handlers.texts.pages import Page, page_of
from handlers.texts.trends import OPENS as TRENDS
from papers.vietnamese import WORK


def part(name: str, whole: Figures, wanted: int, *, past: bool = False) -> Screen:
    """The page `wanted` of one part, with buttons to turn it and to go back; `past` as in `digest`."""
    suffix = suffix_of(whole, past)
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
    return Screen(f"<i>{until_the_end(whole)}</i>\n{shown.text}", shown.rows) if past else shown


def _listed(name: str, whole: Figures) -> tuple[str, Sequence[Line], Callable[[Line], str]]:
    """Head, entries, and how one of them is said."""
    today = whole.today
    if name == "overdue":
        late = whole.overdue()
        return f"🔴 Quá hạn {len(late)}", late, lambda line: f"{late_line(line, today)}\n  {_task(line)}"
    if name == "silent":
        quiet = whole.silent()
        head = f"⚪ Đã nhắc mà chưa trả lời {len(quiet)}"
        return head, quiet, lambda line: f"{silent_line(line)}\n  {_task(line)}"
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
    lines, suffix = whole.of_unit(unit_id), suffix_of(whole, past)
    late = sum(line.timing is Timing.OVERDUE for line in lines)
    head = f"🏢 {esc(shorten(name, 200))}: {_summed(lines, 'việc', 'xong')}, quá hạn {late}"
    ordered = sorted(lines, key=lambda x: (x.deadline or date.max, x.ref))
    shown = _list(head, ordered, _state_line, wanted, f"unit:{unit_id}", suffix)
    if past:
        return Screen(f"<i>{until_the_end(whole)}</i>\n{shown.text}", shown.rows)
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
    listed = some(page.entries, said, len(page.entries)) or "Không có việc nào."
    return _paged(f"<b>{head}</b>{page.where}\n{listed}", page, data, suffix)


def _paged(text: str, page: Page[Any], data: str, suffix: str) -> Screen:
    back = Button(BACK.label, f"{BACK.data}{suffix}")
    return Screen(text, [page.turning(data, suffix), [back]])


def _extended_line(line: Line) -> str:
    held = f", hạn nay là {days.full(line.deadline)}" if line.deadline else ""
    return f"{name_of(line)}: lùi {line.extensions} lần{held}, {WORK[line.state.work]}\n  {_task(line)}"


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
        return name_of(line)
    waited = (whole.today - line.wish.asked_at.astimezone(whole.as_of.tzinfo).date()).days
    since = f"chờ {waited} ngày" if waited else "chờ từ hôm nay"
    return f"{name_of(line)}: xin đến {days.full(line.wish.day)}, {since}"


def _all_late(whole: Figures, wanted: int, suffix: str) -> Screen:
    page = page_of(whole.late, wanted)
    head = f"<b>🕓 Báo sau ngày này {len(whole.late)}</b>{page.where}"
    said = some_late(whole, page.entries) or "Không có báo cáo nào sau đó."
    return _paged(f"{head}\n{said}", page, "part:late", suffix)


def _waited_line(line: Line, whole: Figures) -> str:
    waited = days_waited(line, whole)
    done = line.state.done_at
    reported = f"báo {days.short(done.astimezone(whole.as_of.tzinfo).date())}" if done else "đã báo"
    return f"{name_of(line)}: {reported}" + (f", chờ {waited} ngày" if waited else ", chờ từ hôm nay")


def _due_line(line: Line, today: date) -> str:
    held = f"{days.left(line.deadline, today)} ({days.short(line.deadline)})" if line.deadline else ""
    return f"{name_of(line)}: {held}, {WORK[line.state.work]}\n  {_task(line)}"


def _state_line(line: Line) -> str:
    held = f", hạn {days.short(line.deadline)}" if line.deadline else ""
    late = " 🔴 quá hạn" if line.timing is Timing.OVERDUE else ""
    return f"{name_of(line)}: {tasks.state(line.state)}{held}{late}\n  {_task(line)}"


def _indicator_line(line: Line) -> str:
    return f"{name_of(line)}: {indicators.line(line)}\n  {_task(line)}"


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
    parts = [f"<b>🆕 Thay đổi</b>{page.where}\n{changes(whole) or 'Chưa có bản tin nào trước đây.'}"]
    for head in dict.fromkeys(head for head, _ in page.entries):
        mine = [line for of, line in page.entries if of == head]
        parts.append(f"<b>{head}</b>\n" + some(mine, _state_line, len(mine)))
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
