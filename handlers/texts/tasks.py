"""A task on the screen: its line, its card, what is known of it."""

from collections.abc import Collection, Sequence
from datetime import date

from domain import obstacles
from domain.office import Assignment, Language
from domain.work import Acceptance, State, Work
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days, terms
from handlers.texts.calendar_links import button as calendar_button
from handlers.texts.language import Sentence, reader, say

WORK_SIGN = {
    Work.NO_REPORT: "⚪",
    Work.NOT_STARTED: "⚪",
    Work.IN_PROGRESS: "🔵",
    Work.BLOCKED: "🟠",
    Work.DONE: "✅",
    Work.RECURRING: "🔁",
}

NEW = Sentence(" · <b>mới giao</b>")
DONE, PROGRESS, BLOCKED, LATER = (
    Sentence("Xong"),
    Sentence("Đang làm"),
    Sentence("Vướng"),
    Sentence("Lùi hạn"),
)


def deadline(assignment: Assignment, today: date) -> str:
    """The deadline in half a line."""
    if assignment.deadline is None:
        return say("thường xuyên") if assignment.task.standing else say("không có hạn")
    how_far = days.left(assignment.deadline, today)
    day = days.with_weekday(assignment.deadline, today)
    which = say("kỳ này ") if assignment.task.recurrence else ""
    return (
        say("{which}hạn hôm nay, {day}", which=which, day=day)
        if assignment.deadline == today
        else say("{which}{how_far}, hạn {day}", which=which, how_far=how_far, day=day)
    )


def sign(assignment: Assignment, today: date) -> str:
    """The mark before a line: what is late must be seen first."""
    if assignment.deadline and today > assignment.deadline and assignment.state.work is not Work.DONE:
        return "🔴"
    return WORK_SIGN[assignment.state.work]


def state(known: State) -> str:
    """ "đang làm, 60%, 12/16, vướng: “chờ số liệu”"; plain text, escaped."""
    parts = [terms.work(known.work)]
    if known.acceptance is Acceptance.WAITING:
        parts = [say("đã báo xong, chờ nghiệm thu")]
    elif known.acceptance is Acceptance.RETURNED:
        parts[0] += say(", bị trả lại")
    parts += figures(known)
    if known.blocked and known.work is not Work.BLOCKED:
        parts.append(say("đang vướng"))
    if known.blocker:
        parts[-1] += f": “{obstacle(known.blocker, 120)}”"
    if known.expected_date:
        parts.append(
            say("dự kiến xong {expected_date}", expected_date=days.with_weekday(known.expected_date))
        )
    return ", ".join(parts)


def obstacle(words: str, longest: int) -> str:
    """As the sender put it, without the word that stands before it already; escaped."""
    return esc(shorten(obstacles.obstacle(words), longest))


def figures(known: State) -> list[str]:
    found = []
    if known.work is Work.DONE:
        return []  # what was said on the way ("60%") would contradict it
    if known.percent is not None:
        found.append(percent(known.percent))
    if known.done is not None:
        found.append(
            f"{known.done}/{known.total}" if known.total is not None else say("được {done}", done=known.done)
        )
    return found


def further(known: State) -> str:
    """What could be written next of its progress, for an example."""
    return f"{next((n for n in (60, 80, 90, 95) if n > (known.percent or 0)), 99)}%"


def percent(value: float) -> str:
    written = f"{value:.1f}".rstrip("0").rstrip(".") + "%"
    return written.replace(".", ",") if reader() is Language.VIETNAMESE else written


def title(assignment: Assignment, longest: int = 160) -> str:
    return esc(shorten(assignment.task.text, longest))


def head(assignment: Assignment) -> str:
    """Above news of it, with the unit: one person may answer for two that have the same task."""
    unit = esc(assignment.department.name)
    return f"<b>{esc(assignment.task.ref)}</b> · {unit}\n{title(assignment, 90)}\n"


def line(assignment: Assignment, today: date, *, with_unit: bool = False, new: bool = False) -> str:
    unit = f" · {esc(assignment.department.name)}" if with_unit else ""
    unit += NEW() if new else ""
    return (
        f"{sign(assignment, today)} <b>{esc(assignment.task.ref)}</b>{unit} · {deadline(assignment, today)}\n"
        f"{title(assignment, 90)}"
    )


def four_buttons(assignment: Assignment) -> list[list[Button]]:
    return [
        [
            Button(DONE(), f"said:{assignment.id}:done"),
            Button(PROGRESS(), f"said:{assignment.id}:progress"),
        ],
        [
            Button(BLOCKED(), f"said:{assignment.id}:blocked"),
            Button(LATER(), f"later:{assignment.id}"),
        ],
    ]


def card(assignment: Assignment, today: date) -> Screen:
    """One task with its four buttons."""
    task = assignment.task
    parts = [
        f"{sign(assignment, today)} <b>{esc(task.ref)}</b> · {deadline(assignment, today)}",
        title(assignment, 600),
        f"<i>{esc(assignment.department.name)} · {state(assignment.state)}</i>",
    ]
    if task.directive:
        place = f", {task.paragraph}" if task.paragraph else ""
        parts.append(f"<i>{esc(shorten(task.directive, 120) + place)}</i>")
    parts.append(say("\nViệc này đến đâu rồi ạ?"))
    return Screen("\n".join(parts), four_buttons(assignment))


def label(assignment: Assignment, *, unit: bool) -> str:
    """What stands on a task's button; with the unit for one who answers for several."""
    of_unit = f" · {shorten(assignment.department.name, 22)}" if unit else ""
    return f"{assignment.task.ref}{of_unit} · {shorten(assignment.task.text, 20 if unit else 34)}"


def open_buttons(assignments: list[Assignment]) -> list[list[Button]]:
    """A button a task, which opens its card; codes alone when there are many."""
    several = len({a.department.id for a in assignments}) > 1
    if len(assignments) <= 8 or several:
        return [[Button(label(a, unit=several), f"open:{a.id}")] for a in assignments[:24]]
    return in_rows([Button(a.task.ref, f"open:{a.id}") for a in assignments[:96]], 4)


PAGE = 8


def units(own: Sequence[str], under: int) -> str:
    """Whose tasks a list shows."""
    names = shorten(", ".join(own), 200)
    return say("{names} và {under} đơn vị trực thuộc", names=names, under=under) if under else names


def list_screen(
    units: str,
    assignments: list[Assignment],
    today: date,
    page: int,
    hidden: int,
    reported: Collection[int],
    suffix: str = "",
) -> Screen:
    """/viec: open tasks by deadline, a page at a time. `hidden`: how many are done; `reported`: the units of
    whose tasks the reader may say something; `suffix`: of the pages' data."""
    if not assignments:
        done = say(" {hidden} việc đã xong.", hidden=hidden) if hidden else ""
        return Screen(
            say("<b>{units}</b> hiện không còn việc nào đang mở.{done}", units=esc(units), done=done)
        )
    pages = -(-len(assignments) // PAGE)
    page = min(max(page, 0), pages - 1)
    shown = assignments[page * PAGE : (page + 1) * PAGE]
    head = say("<b>{units}</b> có {count} việc đang mở", units=esc(units), count=len(assignments))
    head += say(" (trang {page}/{pages}):", page=page + 1, pages=pages) if pages > 1 else ":"
    rows = open_buttons([a for a in shown if a.role == "lead" and a.department.id in reported])
    around = []
    if page > 0:
        around.append(Button(say("‹ Trước"), f"tasks:{page - 1}{suffix}"))
    if page < pages - 1:
        around.append(Button(say("Sau ›"), f"tasks:{page + 1}{suffix}"))
    several = len({a.department.id for a in assignments}) > 1
    lines = [
        line(a, today, with_unit=several) + (say(" <i>(phối hợp)</i>") if a.role != "lead" else "")
        for a in shown
    ]
    return Screen("\n\n".join([head, *lines]), [*rows, around, [calendar_button()]])
