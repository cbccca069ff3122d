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
        rows.append([Button(f"📝 {seen.waiting} đề xuất chưa giao", f"paper:{directive.id}")])
    if seen.original is not None:
        rows.append([Button("📎 Tệp gốc", f"original:{seen.original}")])
    return Screen("\n".join(parts), rows)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register; `waiting`: proposals to be decided."""

    registered: Registered
    lines: Sequence[Line]
    waiting: int


def register(entries: Sequence[Entry], number: int) -> Screen:
    if not entries:
        return Screen("Chưa có văn bản nào.")
    shown = page_of(entries, number, WITH_BUTTONS)
    parts = [f"<b>📚 {len(entries)} văn bản</b>{shown.where}"]
    rows = []
    for entry in shown.entries:
        directive = entry.registered.directive
        parts.append(f"• {esc(shorten(directive.title, 120))}: {_done(entry)}")
        label = directive.number or shorten(directive.title, 40)
        rows.append([Button(f"📄 {label}", f"directive:{entry.registered.id}:0")])
    return Screen("\n".join(parts), [*rows, shown.turning("papers")])


def _done(entry: Entry) -> str:
    by_task = _by_task(entry.lines)
    waiting = f", {entry.waiting} đề xuất chưa giao" if entry.waiting else ""
    if not by_task:
        return f"chưa giao việc nào{waiting}"
    done = sum(all(line.state.work is Work.DONE for line in mine) for mine in by_task.values())
    return f"xong {done}/{len(by_task)}{waiting}"


def _by_task(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """In the order of their codes."""
    found: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (len(line.ref), line.ref)):
        found.setdefault(line.ref, []).append(line)
    return found


def _counted(by_task: Mapping[str, Sequence[Line]], lines: Sequence[Line]) -> str:
    if not by_task:
        return "Chưa việc nào được giao theo văn bản này."
    done = sum(all(line.state.work is Work.DONE for line in mine) for mine in by_task.values())
    late = sum(line.timing is Timing.OVERDUE for line in lines)
    silent = sum(line.state.work is Work.NO_REPORT for line in lines)
    tail = (f", 🔴 quá hạn {late}" if late else "") + (f", chưa báo cáo {silent}" if silent else "")
    of = len(by_task)
    return f"{of} việc, xong <b>{done}/{of}</b> ({percent(done, of)}); {len(lines)} phân công{tail}"


def _summed(lines: Sequence[Line]) -> str:
    """ "43 = 07 đã xong + 08 thường xuyên + …": what makes the whole, those not begun by their quarter."""
    tasks_alone = [line for line in lines if line.kind is TaskKind.TASK]
    counted: Counter[str] = Counter(map(_share, sorted(tasks_alone, key=_place)))
    if len(counted) < 2:
        return ""
    return f"{len(tasks_alone)} = " + " + ".join(f"{count:02} {words}" for words, count in counted.items())


_SHARES = {
    Work.DONE: "đã xong",
    Work.RECURRING: "thường xuyên",
    Work.IN_PROGRESS: "đang làm",
    Work.BLOCKED: "đang vướng",
}
_QUARTERS = ("I", "II", "III", "IV")


def _place(line: Line) -> tuple[int, date]:
    order = list(_SHARES)
    work = line.state.work
    return order.index(work) if work in order else len(order), line.deadline or date.max


def _share(line: Line) -> str:
    """A task that has begun by its state, any other by when it is due."""
    if line.state.work in _SHARES:
        return _SHARES[line.state.work]
    if line.deadline is None:
        return "chưa làm, không có hạn"
    return f"hạn trong quý {_QUARTERS[(line.deadline.month - 1) // 3]}/{line.deadline.year}"


def _task_line(ref: str, mine: Sequence[Line], place: str | None, today: date) -> str:
    first = mine[0]
    where = f" <i>({esc(place)})</i>" if place else ""
    if len(mine) == 1:
        state = f"{esc(shorten(first.department, 60))}, {tasks.state(first.state)}"
    else:
        done = sum(line.state.work is Work.DONE for line in mine)
        state = f"{len(mine)} đơn vị, xong {done}/{len(mine)}"
    count = sum(line.timing is Timing.OVERDUE for line in mine)
    late = f" 🔴 {count} quá hạn" if len(mine) > 1 else " 🔴 quá hạn"
    deadline = _held_by_most(mine)
    held = f", hạn {days.short(deadline)}" if deadline else ""
    return f"• <b>{esc(ref)}</b>{where} {state}{held}{late if count else ''}\n  <i>{esc(shorten(first.task, 70))}</i>"


def task(lines: Sequence[Line], today: date, number: int) -> Screen:
    """A task of several units: n of m, who is missing, and each unit's own state."""
    first = lines[0]
    head = f"<b>{esc(first.ref)}</b> · {esc(shorten(first.task, 300))}"
    deadline = _held_by_most(lines)
    held = f"Hạn {days.full(deadline)}. " if deadline else ""
    known = progress((line.department, line.state.work) for line in lines)
    noun = "Chỉ tiêu" if first.kind is TaskKind.INDICATOR else "Việc"
    ordered = sorted(lines, key=lambda line: (line.state.work is Work.DONE, line.department))
    shown = page_of(ordered, number)
    listed = [
        f"• {esc(shorten(x.department, 80))}: {tasks.state(x.state)}{_own(x, deadline)}{_late(x)}"
        for x in shown.entries
    ]
    of = f"{noun} của {len(lines)} đơn vị: {whole(known)}" if len(lines) > 1 else ""
    parts = [head, *([f"{held}{of}".strip()] if held or of else []), *listed]
    return Screen("\n".join(parts), [shown.turning(f"task:{first.assignment_id}")])


def _held_by_most(lines: Sequence[Line]) -> date | None:
    """An extension moves one unit's alone."""
    return Counter(line.deadline for line in lines).most_common(1)[0][0]


def _own(line: Line, common: date | None) -> str:
    if line.deadline is None or line.deadline == common:
        return ""
    return f", hạn {days.short(line.deadline)}"


def _late(line: Line) -> str:
    return " 🔴 quá hạn" if line.timing is Timing.OVERDUE else ""


def whole(known: Progress) -> str:
    """ "xong 2/7. Chưa xong 3: …. Chưa báo cáo 2: …"."""
    said = [f"xong <b>{len(known.done)}/{known.of}</b>"]
    if known.at_work:
        said.append(f"Chưa xong {len(known.at_work)}: {_names(known.at_work)}")
    if known.silent:
        said.append(f"Chưa báo cáo {len(known.silent)}: {_names(known.silent)}")
    return ". ".join(said) + "."


def _names(names: Sequence[str]) -> str:
    some = ", ".join(esc(shorten(name, 60)) for name in names[:NAMED])
    return some + (f" và {len(names) - NAMED} đơn vị khác" if len(names) > NAMED else "")
