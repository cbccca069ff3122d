"""A directive with its tasks, and a task with the units that answer for it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.digest import Line
from domain.progress import Progress, progress
from domain.work import TaskKind, Timing, Work
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, tasks
from handlers.texts.language import Sentence, say
from handlers.texts.pages import WITH_BUTTONS, page_of
from papers.vietnamese import percent
from storage.directives import Registered

NAMED = 12  # units that are missing, on one screen


@dataclass(frozen=True, slots=True)
class Page:
    """`places`: where a task stands, by code. `original`: the file; `waiting`: proposals to be decided."""

    registered: Registered
    lines: Sequence[Line]
    places: Mapping[str, str]
    original: int | None
    waiting: int


def page(seen: Page, today: date, number: int) -> Screen:
    directive = seen.registered
    by_task = _by_task(seen.lines)
    parts = [f"📄 <b>{esc(shorten(directive.directive.title, 200))}</b>"]
    if directive.subject:
        parts.append(f"<i>{esc(shorten(directive.subject, 200))}</i>")
    shown = page_of(list(by_task.items()), number)
    parts.append(_counted(by_task, seen.lines) + shown.where)
    parts += [summed for summed in [_summed(seen.lines)] if summed]
    parts += [_task_line(ref, mine, seen.places.get(ref), today) for ref, mine in shown.entries]
    rows = [shown.turning(f"directive:{directive.id}")]
    if seen.waiting:
        rows.append(
            [Button(say("📝 {waiting} đề xuất chưa giao", waiting=seen.waiting), f"paper:{directive.id}")]
        )
    if seen.original is not None:
        rows.append([Button(say("📎 Tệp gốc"), f"original:{seen.original}")])
    return Screen("\n".join(parts), rows)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register; `waiting`: proposals to be decided."""

    registered: Registered
    lines: Sequence[Line]
    waiting: int


def register(entries: Sequence[Entry], number: int) -> Screen:
    if not entries:
        return Screen(say("Chưa có văn bản nào."))
    shown = page_of(entries, number, WITH_BUTTONS)
    parts = [say("<b>📚 {count} văn bản</b>{where}", count=len(entries), where=shown.where)]
    rows = []
    for entry in shown.entries:
        directive = entry.registered.directive
        parts.append(f"• {esc(shorten(directive.title, 120))}: {_done(entry)}")
        label = directive.number or shorten(directive.title, 40)
        rows.append([Button(f"📄 {label}", f"directive:{entry.registered.id}:0")])
    return Screen("\n".join(parts), [*rows, shown.turning("papers")])


def _done(entry: Entry) -> str:
    by_task = _by_task(entry.lines)
    waiting = say(", {waiting} đề xuất chưa giao", waiting=entry.waiting) if entry.waiting else ""
    if not by_task:
        return say("chưa giao việc nào{waiting}", waiting=waiting)
    done = sum(all(line.state.work is Work.DONE for line in mine) for mine in by_task.values())
    return say("xong {done}/{of}{waiting}", done=done, of=len(by_task), waiting=waiting)


def _by_task(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """In the order of their codes."""
    found: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (len(line.ref), line.ref)):
        found.setdefault(line.ref, []).append(line)
    return found


def _counted(by_task: Mapping[str, Sequence[Line]], lines: Sequence[Line]) -> str:
    if not by_task:
        return say("Chưa việc nào được giao theo văn bản này.")
    done = sum(all(line.state.work is Work.DONE for line in mine) for mine in by_task.values())
    late = sum(line.timing is Timing.OVERDUE for line in lines)
    silent = sum(line.state.work is Work.NO_REPORT for line in lines)
    tail = (say(", 🔴 quá hạn {late}", late=late) if late else "") + (
        say(", chưa báo cáo {silent}", silent=silent) if silent else ""
    )
    of = len(by_task)
    return say(
        "{of} việc, xong <b>{done}/{of}</b> ({percent}); {assignments} phân công{tail}",
        of=of,
        done=done,
        percent=percent(done, of),
        assignments=len(lines),
        tail=tail,
    )


def _summed(lines: Sequence[Line]) -> str:
    """ "43 = 07 đã xong + 08 thường xuyên + …": what makes the whole, those not begun by their quarter."""
    tasks_alone = [line for line in lines if line.kind is TaskKind.TASK]
    counted: Counter[str] = Counter(map(_share, sorted(tasks_alone, key=_place)))
    if len(counted) < 2:
        return ""
    return f"{len(tasks_alone)} = " + " + ".join(f"{count:02} {words}" for words, count in counted.items())


_SHARES = {
    Work.DONE: Sentence("đã xong"),
    Work.RECURRING: Sentence("thường xuyên"),
    Work.IN_PROGRESS: Sentence("đang làm"),
    Work.BLOCKED: Sentence("đang vướng"),
}
_QUARTERS = ("I", "II", "III", "IV")


def _place(line: Line) -> tuple[int, date]:
    order = list(_SHARES)
    work = line.state.work
    return order.index(work) if work in order else len(order), line.deadline or date.max


def _share(line: Line) -> str:
    """A task that has begun by its state, any other by when it is due."""
    if line.state.work in _SHARES:
        return _SHARES[line.state.work]()
    if line.deadline is None:
        return say("chưa làm, không có hạn")
    return say(
        "hạn trong quý {quarter}/{year}",
        quarter=_QUARTERS[(line.deadline.month - 1) // 3],
        year=line.deadline.year,
    )


def _task_line(ref: str, mine: Sequence[Line], place: str | None, today: date) -> str:
    first = mine[0]
    where = f" <i>({esc(place)})</i>" if place else ""
    if len(mine) == 1:
        state = f"{esc(shorten(first.department, 60))}, {tasks.state(first.state)}"
    else:
        done = sum(line.state.work is Work.DONE for line in mine)
        state = say("{count} đơn vị, xong {done}/{count}", count=len(mine), done=done)
    count = sum(line.timing is Timing.OVERDUE for line in mine)
    late = say(" 🔴 {late} quá hạn", late=count) if len(mine) > 1 else say(" 🔴 quá hạn")
    deadline = _held_by_most(mine)
    held = say(", hạn {deadline}", deadline=days.short(deadline)) if deadline else ""
    return f"• <b>{esc(ref)}</b>{where} {state}{held}{late if count else ''}\n  <i>{esc(shorten(first.task, 70))}</i>"


def task(lines: Sequence[Line], today: date, number: int) -> Screen:
    """A task of several units: n of m, who is missing, and each unit's own state."""
    first = lines[0]
    head = f"<b>{esc(first.ref)}</b> · {esc(shorten(first.task, 300))}"
    deadline = _held_by_most(lines)
    held = say("Hạn {deadline}. ", deadline=days.full(deadline)) if deadline else ""
    known = progress((line.department, line.state.work) for line in lines)
    noun = say("Chỉ tiêu") if first.kind is TaskKind.INDICATOR else say("Việc")
    ordered = sorted(lines, key=lambda line: (line.state.work is Work.DONE, line.department))
    shown = page_of(ordered, number)
    listed = [
        f"• {esc(shorten(x.department, 80))}: {tasks.state(x.state)}{_own(x, deadline)}{_late(x)}"
        for x in shown.entries
    ]
    of = (
        say("{noun} của {count} đơn vị: {whole}", noun=noun, count=len(lines), whole=whole(known))
        if len(lines) > 1
        else ""
    )
    parts = [head, *([f"{held}{of}".strip()] if held or of else []), *listed]
    return Screen("\n".join(parts), [shown.turning(f"task:{first.assignment_id}")])


def _held_by_most(lines: Sequence[Line]) -> date | None:
    """An extension moves one unit's alone."""
    return Counter(line.deadline for line in lines).most_common(1)[0][0]


def _own(line: Line, common: date | None) -> str:
    if line.deadline is None or line.deadline == common:
        return ""
    return say(", hạn {deadline}", deadline=days.short(line.deadline))


def _late(line: Line) -> str:
    return say(" 🔴 quá hạn") if line.timing is Timing.OVERDUE else ""


def whole(known: Progress) -> str:
    """ "xong 2/7. Chưa xong 3: …. Chưa báo cáo 2: …"."""
    said = [say("xong <b>{done}/{of}</b>", done=len(known.done), of=known.of)]
    if known.at_work:
        said.append(say("Chưa xong {count}: {names}", count=len(known.at_work), names=_names(known.at_work)))
    if known.silent:
        said.append(say("Chưa báo cáo {count}: {names}", count=len(known.silent), names=_names(known.silent)))
    return ". ".join(said) + "."


def _names(names: Sequence[str]) -> str:
    some = ", ".join(esc(shorten(name, 60)) for name in names[:NAMED])
    return some + (say(" và {count} đơn vị khác", count=len(names) - NAMED) if len(names) > NAMED else "")
