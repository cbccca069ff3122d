"""Putting a reminder off."""

from collections.abc import Sequence
from datetime import date, time

from domain.office import Assignment
from handlers.screens import Button, Screen, esc, in_rows
from handlers.texts import days, tasks
from handlers.texts.language import Sentence, say

DONE = Sentence("Vâng, tôi nhắc lại sau.")  # at the button


def button(assignment: Assignment) -> Button:
    return Button(say("🕐 Nhắc lại sau"), f"snooze:{assignment.id}")


def ask_day(assignment: Assignment, choices: Sequence[date], today: date) -> Screen:
    buttons = [
        Button(days.with_weekday(day, today), f"until:{assignment.id}:{day:%Y%m%d}") for day in choices
    ]
    return Screen(
        say(
            "🕐 <b>{ref}</b> · {deadline}\n"
            "Nhắc lại đồng chí ngày nào ạ? Đồng chí bấm hoặc nhắn ngày. "
            "Mỗi lần nhắc hoãn được một lần; hạn không đổi.",
            ref=esc(assignment.task.ref),
            deadline=tasks.deadline(assignment, today),
        ),
        in_rows(buttons, 2),
    )


def put_off(assignment: Assignment, day: date, opens: time, today: date) -> Screen:
    return Screen(
        say(
            "🕐 <b>{ref}</b>: tôi nhắc lại {day}, {time}. Hạn vẫn là {deadline}.",
            ref=esc(assignment.task.ref),
            day=days.with_weekday(day, today),
            time=f"{opens:%H:%M}",
            deadline=days.with_weekday(assignment.deadline or day, today),
        )
    )
