"""The parts behind the buttons of a digest, a page at a time."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from domain.digest import Figures, Line, going_on
from domain.overview import UnitCount
from domain.work import Timing, Work
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days, indicators, tasks, terms
from handlers.texts.digests import (
    back,
    changes,
    days_waited,
    held_up_head,
    held_up_line,
    late_line,
    name_of,
    silent_line,
    some,
    some_late,
    suffix_of,
    until_the_end,
    work_of,
)
from handlers.texts.language import say
from handlers.texts.pages import Page, page_of
from handlers.texts.trends import opens as trends_button


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
        return (
            say("🔴 Quá hạn {count}", count=len(late)),
            late,
            lambda line: f"{late_line(line, today, work_of(line))}\n  {_task(line)}",
        )
    if name == "silent":
        quiet = whole.silent()
        head = say("⚪ Đã nhắc mà chưa trả lời {count}", count=len(quiet))
        return head, quiet, lambda line: f"{silent_line(line)}\n  {_task(line)}"
    if name == "soon":
        near = whole.due_soon()
        return say("⏳ Sắp đến hạn {count}", count=len(near)), near, lambda line: _due_line(line, today)
    if name == "held":
        held = whole.held_up()
        head = f"⚠️ {held_up_head(len(held), going_on(held))}"
        return head, held, lambda line: f"{held_up_line(line)}\n  {_task(line)}"
    if name == "extended":
        moved = whole.extended()
        return say("📅 Đã lùi hạn {count}", count=len(moved)), moved, _extended_line
    reached = whole.indicators_by_years().whole
    head = say(
        "🎯 Chỉ tiêu: {reached}/{of} đạt và vượt ({percent}%)",
        reached=reached.reached,
        of=reached.of,
        percent=reached.percent,
    )
    return head, whole.indicators, _indicator_line


def due_between(lines: Sequence[Line], first: date, last: date, wanted: int) -> Screen:
    begins = days.short(first) if first.year == last.year else days.full(first)
    head = say(
        "⏳ Hạn từ {begins} đến {last}: {summed}",
        begins=begins,
        last=days.full(last),
        summed=_summed(len(lines), sum(line.state.work is Work.DONE for line in lines)),
    )
    return _list(head, lines, _state_line, wanted, f"due:{first:%Y%m%d}:{last:%Y%m%d}")


def unit(unit_id: int, name: str, known: UnitCount, page: Page[Line], today: date) -> Screen:
    """Now; what it has, a page at a time."""
    shown = _of_unit(unit_id, name, known, page)
    return Screen(shown.text, [*shown.rows, [trends_button(f":{today.year}:unit:{unit_id}")]])


def unit_then(unit_id: int, name: str, whole: Figures, wanted: int) -> Screen:
    """At the end of a day."""
    lines = whole.of_unit(unit_id)
    ordered = sorted(lines, key=lambda x: (x.deadline or date.max, x.ref))
    known = UnitCount.of((x.assignment_id, x.state.work, x.timing) for x in ordered)
    shown = _of_unit(unit_id, name, known, page_of(ordered, wanted), suffix_of(whole, past=True))
    return Screen(f"<i>{until_the_end(whole)}</i>\n{shown.text}", shown.rows)


def _of_unit(unit_id: int, name: str, known: UnitCount, page: Page[Line], suffix: str = "") -> Screen:
    head = say(
        "🏢 {name}: {summed}, quá hạn {late}",
        name=esc(shorten(name, 200)),
        summed=_summed(len(known.ids), known.done),
        late=known.late,
    )
    return _page(head, page, _state_line, f"unit:{unit_id}", suffix)


def _summed(count: int, done: int) -> str:
    return say("{count} việc, xong {done}", count=count, done=done)


def _list(
    head: str,
    lines: Sequence[Line],
    said: Callable[[Line], str],
    wanted: int,
    data: str,
    suffix: str = "",
) -> Screen:
    return _page(head, page_of(lines, wanted), said, data, suffix)


def _page(head: str, page: Page[Line], said: Callable[[Line], str], data: str, suffix: str) -> Screen:
    listed = some(page.entries, said, len(page.entries)) or say("Không có việc nào.")
    return _paged(f"<b>{head}</b>{page.where}\n{listed}", page, data, suffix)


def _paged(text: str, page: Page[Any], data: str, suffix: str) -> Screen:
    return Screen(text, [page.turning(data, suffix), [back(suffix)]])


def _extended_line(line: Line) -> str:
    held = say(", hạn nay là {deadline}", deadline=days.full(line.deadline)) if line.deadline else ""
    return say(
        "{assignment}: lùi {extensions} lần{held}, {work}\n  {task}",
        assignment=name_of(line),
        extensions=line.extensions,
        held=held,
        work=terms.work(line.state.work),
        task=_task(line),
    )


def _both_waiting(whole: Figures, wanted: int, suffix: str) -> Screen:
    """Results to be accepted, then wishes to be decided."""
    submitted, wished = whole.waiting(), whole.wishes()
    accept, decide = (
        say("📥 Chờ nghiệm thu {count}", count=len(submitted)),
        say("📅 Xin lùi hạn {count}", count=len(wished)),
    )
    said = [(accept, f"{_waited_line(line, whole)}\n  {_task(line)}") for line in submitted]
    said += [(decide, f"{_wish_line(line, whole)}\n  {_task(line)}") for line in wished]
    page = page_of(said, wanted)
    return _paged(
        "\n\n".join(
            [
                say("<b>Chờ Tổ giúp việc {count}</b>{where}", count=len(said), where=page.where),
                *_under_heads(page.entries),
            ]
        )
        if said
        else say("Không có việc nào chờ Tổ giúp việc."),
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
    since = say("chờ {waited} ngày", waited=waited) if waited else say("chờ từ hôm nay")
    return say(
        "{assignment}: xin đến {day}, {since}",
        assignment=name_of(line),
        day=days.full(line.wish.day),
        since=since,
    )


def _all_late(whole: Figures, wanted: int, suffix: str) -> Screen:
    page = page_of(whole.late, wanted)
    head = say("<b>🕓 Báo sau ngày này {count}</b>{where}", count=len(whole.late), where=page.where)
    said = some_late(whole.as_of, page.entries) or say("Không có báo cáo nào sau đó.")
    return _paged(f"{head}\n{said}", page, "part:late", suffix)


def _waited_line(line: Line, whole: Figures) -> str:
    waited = days_waited(line, whole)
    done = line.state.done_at
    reported = (
        say("báo {done}", done=days.short(done.astimezone(whole.as_of.tzinfo).date()))
        if done
        else say("đã báo")
    )
    return f"{name_of(line)}: {reported}" + (
        say(", chờ {waited} ngày", waited=waited) if waited else say(", chờ từ hôm nay")
    )


def _due_line(line: Line, today: date) -> str:
    held = f"{days.left(line.deadline, today)} ({days.short(line.deadline)})" if line.deadline else ""
    return f"{name_of(line)}: {held}, {work_of(line)}\n  {_task(line)}"


def _state_line(line: Line) -> str:
    held = say(", hạn {deadline}", deadline=days.short(line.deadline)) if line.deadline else ""
    late = say(" 🔴 quá hạn") if line.timing is Timing.OVERDUE else ""
    return f"{name_of(line)}: {tasks.state(line.state)}{held}{late}\n  {_task(line)}"


def _indicator_line(line: Line) -> str:
    return f"{name_of(line)}: {indicators.line(line)}\n  {_task(line)}"


def _task(line: Line) -> str:
    return f"<i>{esc(shorten(line.task, 70))}</i>"


def _changed(whole: Figures, wanted: int, suffix: str) -> Screen:
    """The four lists one after another, each under its own head."""
    changed = whole.changes
    groups: Sequence[tuple[str, Sequence[Line]]] = (
        (say("✅ Mới xong"), changed.done if changed else ()),
        (say("📝 Có báo cáo"), changed.reported if changed else ()),
        (say("🔴 Mới quá hạn"), changed.overdue if changed else ()),
        (say("🆕 Mới giao"), changed.assigned if changed else ()),
    )
    page = page_of([(f"{head} {len(lines)}", line) for head, lines in groups for line in lines], wanted)
    parts = [
        say(
            "<b>🆕 Thay đổi</b>{where}\n{changes}",
            where=page.where,
            changes=changes(changed.counted() if changed else None, whole.as_of)
            or say("Chưa có bản tin nào trước đây."),
        )
    ]
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
    head = say(
        "<b>🏢 Theo đơn vị</b> ({count} đơn vị, {total} phân công){where}",
        count=len(ranked),
        total=whole.total,
        where=page.where,
    )
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
    tail = (say(", 🔴 quá hạn {late}", late=late) if late else "") + (
        say(", chưa báo cáo {quiet}", quiet=quiet) if quiet else ""
    )
    return say(
        "• {name}: xong {done}/{of}{tail}", name=esc(shorten(name, 200)), done=done, of=len(mine), tail=tail
    )
