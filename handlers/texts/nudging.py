"""A nudge before and after: whom it reaches, whom it does not, what is left out and why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.nudging import Spared
from domain.office import Assignment, Person
from handlers.screens import Screen, esc, shorten
from handlers.texts import days
from handlers.texts.confirming import buttons
from handlers.texts.language import Sentence, say

SHOWN = 8
LONGEST = 60
NOTHING_OVERDUE = Sentence("Hiện không có việc nào quá hạn nên không phải nhắc.")
NOBODY_SILENT = Sentence(
    "Không có việc nào đã nhắc mà chưa trả lời. Nhắc một việc hay một đơn vị: "
    "<code>/nhac NV04</code>, <code>/nhac Sở Tài chính</code>, <code>/nhac quá hạn</code>."
)
WHY = {
    Spared.COORDINATING: Sentence("đơn vị phối hợp, không phải báo tiến độ"),
    Spared.DONE: Sentence("đã xong"),
    Spared.WAITING: Sentence("đã báo xong, chờ nghiệm thu"),
    Spared.STANDING: Sentence("việc thường xuyên"),
    Spared.SUSPENDED: Sentence("đang tạm dừng nhắc"),
    Spared.RECENT: Sentence("vừa nhắc, 4 giờ một lần"),
}


@dataclass(frozen=True, slots=True)
class Told:
    person: Person
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Outreach:
    """`lost`: with the names of those not reached, none where nobody is registered.

    `left`: with the reason, and from when it may be nudged again.
    """

    told: tuple[Told, ...]
    lost: tuple[tuple[Assignment, tuple[str, ...]], ...]
    left: tuple[tuple[Assignment, Spared, datetime | None], ...]

    @property
    def tasks(self) -> int:
        return len({a.id for told in self.told for a in told.assignments})


def preview(found: Outreach, waits_until: datetime | None, proposal_id: int) -> Screen:
    people = len(found.told)
    head = say("📣 Sẽ nhắc <b>{people} người</b> về <b>{tasks} việc</b>:", people=people, tasks=found.tasks)
    parts = [head + "\n" + _told(found), *_rest(found), _when(waits_until)]
    text = "\n\n".join(part for part in parts if part)
    return Screen(text, buttons(say("Nhắc {people} người", people=people), "nudge", proposal_id))


def done(found: Outreach, waits_until: datetime | None) -> str:
    verb = say("Sẽ nhắc") if waits_until else say("Đã nhắc")
    head = say(
        "📣 {verb} <b>{count} người</b> về <b>{tasks} việc</b>:",
        verb=verb,
        count=len(found.told),
        tasks=found.tasks,
    )
    parts = [head + "\n" + _told(found), *_rest(found), _when(waits_until)]
    return "\n\n".join(part for part in parts if part)


def nobody(found: Outreach) -> str:
    return "\n\n".join([say("Chưa nhắc được ai."), *_rest(found)])


def _when(waits_until: datetime | None) -> str:
    if waits_until is None:
        return ""
    return say(
        "Ngoài giờ làm việc nên lời nhắc đi lúc <b>{waits_until}</b>; việc nào báo xong trước đó thì thôi.",
        waits_until=days.moment(waits_until),
    )


def _told(found: Outreach) -> str:
    lines = []
    for told in found.told[:SHOWN]:
        units = ", ".join(dict.fromkeys(a.department.name for a in told.assignments))
        refs = _refs(told.assignments)
        lines.append(f"• {esc(shorten(told.person.name, LONGEST))} ({esc(shorten(units, LONGEST))}): {refs}")
    return "\n".join([*lines, *_more(len(found.told) - SHOWN, Sentence("… và {count} người khác"))])


def _rest(found: Outreach) -> list[str]:
    parts = []
    if found.lost:
        by_unit: dict[tuple[str, tuple[str, ...]], list[Assignment]] = defaultdict(list)
        for assignment, names in found.lost:
            by_unit[assignment.department.name, names].append(assignment)
        lines = [_lost_line(*unit, mine) for unit, mine in list(by_unit.items())[:SHOWN]]
        more = _more(len(by_unit) - SHOWN, Sentence("… và {count} đơn vị khác"))
        parts.append(
            "\n".join([say("📵 <b>Không nhắc được</b>:"), *lines, *more, say("Mời đầu mối: /daumoi")])
        )
    if found.left:
        by_reason: dict[tuple[Spared, datetime | None], list[Assignment]] = defaultdict(list)
        for assignment, why, again in found.left:
            by_reason[why, again].append(assignment)
        lines = [f"• {_why(*reason)}: {_of_units(mine)}" for reason, mine in by_reason.items()]
        parts.append("\n".join([say("<b>Để lại</b>:"), *lines]))
    return parts


def _why(why: Spared, again: datetime | None) -> str:
    return WHY[why]() + (say(", nhắc lại được từ {again}", again=days.moment(again)) if again else "")


def _of_units(mine: Sequence[Assignment]) -> str:
    """ "NV01, NV02 Sở Y tế; NV03 Sở Nội vụ"."""
    by_unit: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in mine:
        by_unit[assignment.department.name].append(assignment)
    said = [f"{_refs(theirs)} {esc(shorten(unit, LONGEST))}" for unit, theirs in by_unit.items()]
    more = say("; … và {count} đơn vị khác", count=len(said) - SHOWN) if len(said) > SHOWN else ""
    return "; ".join(said[:SHOWN]) + more


def _lost_line(unit: str, names: Sequence[str], mine: Sequence[Assignment]) -> str:
    who = (
        say("{names} không nhận được tin", names=esc(shorten(", ".join(names), LONGEST)))
        if names
        else say("chưa có đầu mối")
    )
    return f"• {esc(shorten(unit, LONGEST))}: {who} ({_refs(mine)})"


def _refs(mine: Sequence[Assignment]) -> str:
    more = say(" và {count} việc khác", count=len(mine) - SHOWN) if len(mine) > SHOWN else ""
    return ", ".join(esc(a.task.ref) for a in mine[:SHOWN]) + more


def _more(count: int, words: Sentence) -> list[str]:
    return [words(count=count)] if count > 0 else []
