"""What one report says, in words."""

from datetime import date

from domain.work import Said, Work
from handlers.texts import days, tasks
from papers.vietnamese import WORK


def said(what: Said, today: date) -> str:
    """State, number, date with its weekday, obstacle in the sender's words; escaped."""
    if what.work is None:
        return "không có gì mới"
    parts = [f"<b>{WORK[what.work]}</b>"]
    if what.percent is not None:
        parts.append(f"<b>{tasks.percent(what.percent)}</b>")
    if what.done is not None:
        parts.append(
            f"<b>{what.done}/{what.total}</b>" if what.total is not None else f"được <b>{what.done}</b>"
        )
    if what.blocked and what.work is not Work.BLOCKED:
        parts.append("đang vướng")
    if what.blocker:
        parts[-1] += f": “{tasks.obstacle(what.blocker, 160)}”"
    if what.expected_date:
        parts.append(f"dự kiến xong {days.with_weekday(what.expected_date, today)}")
    if what.requested_deadline:
        parts.append(f"xin lùi đến {days.with_weekday(what.requested_deadline, today)}")
    return ", ".join(parts)
