"""Giving out a task: what is missing, what was assigned, what is new."""

import re
from datetime import date

from domain.deadlines import DeadlinePhrase
from domain.office import Assignment
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, tasks
from handlers.texts.language import Sentence, say

EXAMPLE = Sentence("<code>/giao Sở Tài chính: rà soát quy định đầu tư, hạn trong tháng 9/2025</code>")
DOUBT = {
    "conditional": Sentence(
        "Hạn phụ thuộc một việc khác nên tôi chưa ghi ngày; khi biết ngày, đồng chí báo lại."
    ),
    "by_plan": Sentence(
        "Hạn theo kế hoạch đã duyệt nên tôi chưa ghi ngày; đồng chí cho ngày trong kế hoạch."
    ),
}
LEFT = Sentence("Vâng, tôi không giao việc này.")
SAMPLES = Sentence("Ví dụ «30/9», «trong tháng 10», «2 tuần một lần».")
WHY = {
    "missing": Sentence("Hạn khi nào ạ? {samples}"),
    "conditional": Sentence("Hạn chờ một việc khác nên tôi chưa biết ngày. Hạn là ngày nào ạ? {samples}"),
    "by_plan": Sentence("Hạn theo kế hoạch nên tôi chưa biết ngày. Kế hoạch ghi ngày nào ạ? {samples}"),
}


def ask(missing: str, unit: str, question_id: int) -> Screen:
    if missing == "unit":
        words = say("Giao cho đơn vị nào, việc gì, hạn khi nào? Ví dụ:\n{example}", example=EXAMPLE())
    else:
        words = say("Giao <b>{unit}</b> việc gì ạ?", unit=esc(unit))
    return Screen(words, [[_leave(question_id)]])


def ask_deadline(doubt: str, said: str, question_id: int) -> Screen:
    """`doubt`: missing, unread, past, conditional, by_plan; `said`: the words of the deadline so far."""
    rows = [[Button(say("Không có hạn"), f"nodeadline:{question_id}"), _leave(question_id)]]
    if doubt == "unread":
        return Screen(
            say(
                "Tôi chưa đọc được hạn «{bare}». Hạn là ngày nào ạ? {samples}",
                bare=esc(_bare(said)),
                samples=SAMPLES(),
            ),
            rows,
        )
    if doubt == "past":
        rows.insert(0, [Button(say("Vẫn giao với hạn này"), f"anyway:{question_id}")])
        return Screen(
            say(
                "Hạn «{bare}» đã qua. Đồng chí nhắn ngày khác, hoặc vẫn giao với hạn này?",
                bare=esc(_bare(said)),
            ),
            rows,
        )
    return Screen(WHY[doubt](samples=SAMPLES()), rows)


def no_unit(words: str, near: list[str]) -> str:
    """For an order without a colon in which no unit was found."""
    meant = say(" Gần nhất: {near}.", near=", ".join(esc(name) for name in near)) if near else ""
    return say(
        "Tôi không tìm thấy đơn vị trong «{words}».{meant}\n"
        "Đồng chí đặt dấu hai chấm sau tên đơn vị giúp, ví dụ:\n"
        "{example}",
        words=esc(shorten(words, 60)),
        meant=meant,
        example=EXAMPLE(),
    )


def _leave(question_id: int) -> Button:
    return Button(say("Thôi"), f"noassign:{question_id}")


def _bare(said: str) -> str:
    """The deadline without the word that leads to it."""
    return shorten(re.sub(r"^(?:thời )?hạn:?\s+", "", said, flags=re.IGNORECASE), 60)


def assigned(assignment: Assignment, today: date, phrase: DeadlinePhrase, *, manned: bool) -> Screen:
    task = assignment.task
    parts = [
        say(
            "📌 Đã giao <b>{ref}</b> cho <b>{unit}</b>: {deadline}.",
            ref=esc(task.ref),
            unit=esc(assignment.department.name),
            deadline=tasks.deadline(assignment, today),
        ),
        tasks.title(assignment, 400),
    ]
    if task.recurrence:
        parts.append(say("Việc {period}.", period=days.period(task.recurrence)))
    if phrase.doubt in DOUBT:
        parts.append(DOUBT[phrase.doubt]())
    rows = [[Button(say("Rút lại"), f"withdraw:{assignment.id}")]]
    if not manned:
        parts.append(say("Đơn vị này chưa có đầu mối."))
        rows.append([Button(say("✉️ Lấy đường dẫn mời"), f"invite:{assignment.department.id}")])
    return Screen("\n".join(parts), rows)


def withdrawn(assignment: Assignment) -> Screen:
    return Screen(
        say(
            "Tổ giúp việc đã rút <b>{ref}</b> của {unit}:\n{title}",
            ref=esc(assignment.task.ref),
            unit=esc(assignment.department.name),
            title=tasks.title(assignment, 160),
        )
    )
