"""What one report says, in words."""

from datetime import date

from domain.work import Said, Work
from handlers.texts import days, tasks, terms
from handlers.texts.language import say


def said(what: Said, today: date) -> str:
    """State, number, date with its weekday, obstacle in the sender's words; escaped."""
    if what.work is None:
        return say("không có gì mới")
    parts = [f"<b>{terms.work(what.work)}</b>"]
    if what.percent is not None:
        parts.append(f"<b>{tasks.percent(what.percent)}</b>")
    if what.done is not None:
        parts.append(
            f"<b>{what.done}/{what.total}</b>"
            if what.total is not None
            else say("được <b>{done}</b>", done=what.done)
        )
    if what.blocked and what.work is not Work.BLOCKED:
        parts.append(say("đang vướng"))
    if what.blocker:
        parts[-1] += f": “{tasks.obstacle(what.blocker, 160)}”"
    if what.expected_date:
        parts.append(
            say("dự kiến xong {expected_date}", expected_date=days.with_weekday(what.expected_date, today))
        )
    if what.requested_deadline:
        parts.append(
            say(
                "xin lùi đến {requested_deadline}",
                requested_deadline=days.with_weekday(what.requested_deadline, today),
            )
        )
    return ", ".join(parts)
