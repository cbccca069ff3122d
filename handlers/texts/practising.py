"""Practice: real screens under a heading that says so, and what to try next."""

from dataclasses import replace
from datetime import date, timedelta

from domain.office import Assignment
from domain.practice import STEPS, Practice, Step
from handlers.screens import Button, Screen, esc
from handlers.texts.language import Sentence, say
from papers.vietnamese import short_day

HEAD = Sentence("🎓 <i>Tập dượt: tôi không ghi và không gửi đến ai.</i>")
INTRODUCTION = Sentence(
    "🎓 <b>Tập dượt</b> {steps} bước với một việc giả; tôi không ghi vào số liệu nào.\n"
    "Nếu đồng chí nhắn về việc thật, ví dụ «NV01 60%», tôi vẫn ghi thật."
)
UNREAD = Sentence("Tôi chưa hiểu ý này là báo cáo gì. Ngoài phần tập dượt, tôi sẽ hỏi lại đồng chí.")
LATER_IN_STEP_3 = Sentence("Xin lùi hạn ta thử ở bước 3. Đồng chí bấm nút khác.")
TAKEN_BACK = Sentence("↩️ Đã lấy lại báo cáo về <b>{ref}</b>. Việc trở về như trước báo cáo ấy.")
FIRST_SAY = Sentence("Chưa có báo cáo nào để sửa. Đồng chí làm lần lượt từng bước giúp.")
UNDERSTOOD = Sentence("✅ Cảm ơn đồng chí. Từ giờ tin của đồng chí được ghi thật. Tập lại: /tapdung")
UNDERSTOOD_ALREADY = Sentence("Đồng chí đã tập xong. Tập lại: /tapdung")
OVER = Sentence(
    "Phần tập dượt đã xong nên tôi không ghi gì từ tin này. Báo việc thật: /viec. Tập lại: /tapdung"
)


def screen(practice: Practice, shown: Screen, today: date, *, begins: bool = False) -> Screen:
    """What really would be shown, with buttons that only practise, and the next thing to try."""
    head, ask = INTRODUCTION(steps=STEPS) if begins else HEAD(), asked(practice.step, today)
    parts = [head, ask, shown.text] if begins else [head, shown.text, ask]
    rows = [[_button(practice, one) for one in row] for row in shown.rows]
    return Screen("\n\n".join(part for part in parts if part), [*rows, [_understood(practice)]])


def _button(practice: Practice, button: Button) -> Button:
    """Of ours the first and the last part of the data say what would happen; in between are ids."""
    name, *_, last = button.data.split(":")
    return replace(button, data=f"try:{practice.id}:{last if name in ('said', 'be') else name}")


def _understood(practice: Practice) -> Button:
    return Button(say("🎓 Em đã hiểu"), f"understood:{practice.id}")


def asked(step: Step, today: date) -> str:
    """What to try at this step."""
    later = short_day(today + timedelta(days=14))
    what = {
        Step.PRESS: say("Dưới đây là một lời nhắc. Đồng chí bấm thử một nút."),
        Step.PERCENT: say("Không cần nút cũng được. Đồng chí nhắn: «60%»"),
        Step.WISH: say(
            "Cần thêm thời gian, đồng chí nhắn: «xin lùi đến {later} vì chờ số liệu»", later=later
        ),
        Step.CORRECT: say("Ghi nhầm thì sửa được. Đồng chí nhắn: «à nhầm, 65%», hoặc bấm «Sửa»."),
        Step.TAKE_BACK: say("Giờ đồng chí bấm «Lấy lại» để bỏ hẳn báo cáo."),
    }
    if step is Step.OVER:
        return say("Đồng chí đã thử đủ các bước. Bấm «Em đã hiểu» để kết thúc.")
    return say("👉 <b>Bước {number}/{steps}.</b> {what}", number=step.number, steps=STEPS, what=what[step])


def fix(assignment: Assignment) -> Screen:
    """As under a real "Sửa", without the other tasks."""
    states = [
        (say("Xong"), "done"),
        (say("Đang làm"), "progress"),
        (say("Vướng"), "blocked"),
        (say("Chưa làm"), "notstarted"),
    ]
    buttons = [Button(label, f"be:0:{state}") for label, state in states]
    return Screen(
        say("Sửa <b>{ref}</b>: đồng chí bấm đúng tình hình.", ref=esc(assignment.task.ref)),
        [buttons[:2], buttons[2:]],
    )


# for the Secretariat, under /daumoi


def in_short(understood: int, registered: int) -> str:
    """The line of /daumoi."""
    return say(
        "<b>Tập dượt</b>: {understood}/{registered} đầu mối đã bấm «Em đã hiểu».",
        understood=understood,
        registered=registered,
    )


def list_button(understood: int, registered: int) -> Button:
    return Button(
        say("🎓 Tập dượt ({understood}/{registered})", understood=understood, registered=registered),
        "people:practised:0",
    )
