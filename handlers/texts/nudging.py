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

SHOWN = 8
LONGEST = 60
NOBODY_SILENT = (
    "Không có việc nào đã nhắc mà chưa trả lời. Nhắc một việc hay một đơn vị: "
    "<code>/nhac NV04</code>, <code>/nhac Sở Tài chính</code>, <code>/nhac quá hạn</code>."
)
WHY = {
    Spared.COORDINATING: "đơn vị phối hợp, không phải báo tiến độ",
    Spared.DONE: "đã xong",
    Spared.WAITING: "đã báo xong, chờ nghiệm thu",
    Spared.STANDING: "việc thường xuyên",
    Spared.SUSPENDED: "đang tạm dừng nhắc",
    Spared.RECENT: "vừa nhắc, 4 giờ một lần",
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
    head = f"📣 Sẽ nhắc <b>{people} người</b> về <b>{found.tasks} việc</b>:"
    parts = [head + "\n" + _told(found), *_rest(found), _when(waits_until)]
    text = "\n\n".join(part for part in parts if part)
    return Screen(text, buttons(f"Nhắc {people} người", "nudge", proposal_id))


def done(found: Outreach, waits_until: datetime | None) -> str:
    verb = "Sẽ nhắc" if waits_until else "Đã nhắc"
    head = f"📣 {verb} <b>{len(found.told)} người</b> về <b>{found.tasks} việc</b>:"
    parts = [head + "\n" + _told(found), *_rest(found), _when(waits_until)]
    return "\n\n".join(part for part in parts if part)


def nobody(found: Outreach) -> str:
    return "\n\n".join(["Chưa nhắc được ai.", *_rest(found)])


def _when(waits_until: datetime | None) -> str:
    if waits_until is None:
        return ""
    return (
        f"Ngoài giờ làm việc nên lời nhắc đi lúc <b>{days.moment(waits_until)}</b>; "
        "việc nào báo xong trước đó thì thôi."
    )


def _told(found: Outreach) -> str:
    lines = []
    for told in found.told[:SHOWN]:
        units = ", ".join(dict.fromkeys(a.department.name for a in told.assignments))
        refs = _refs(told.assignments)
        lines.append(f"• {esc(shorten(told.person.name, LONGEST))} ({esc(shorten(units, LONGEST))}): {refs}")
    return "\n".join([*lines, *_more(len(found.told) - SHOWN, "người")])


def _rest(found: Outreach) -> list[str]:
    parts = []
    if found.lost:
        by_unit: dict[tuple[str, tuple[str, ...]], list[Assignment]] = defaultdict(list)
        for assignment, names in found.lost:
            by_unit[assignment.department.name, names].append(assignment)
        lines = [_lost_line(*unit, mine) for unit, mine in list(by_unit.items())[:SHOWN]]
        more = _more(len(by_unit) - SHOWN, "đơn vị")
        parts.append("\n".join(["📵 <b>Không nhắc được</b>:", *lines, *more, "Mời đầu mối: /daumoi"]))
    if found.left:
        by_reason: dict[Spared, list[str]] = defaultdict(list)
        for assignment, why, again in found.left:
            until = f", nhắc lại được từ {days.moment(again)}" if again else ""
            unit = esc(shorten(assignment.department.name, LONGEST))
            by_reason[why].append(f"{esc(assignment.task.ref)} {unit}{until}")
        lines = [f"• {WHY[why]}: {_some(mine)}" for why, mine in by_reason.items()]
        parts.append("\n".join(["<b>Để lại</b>:", *lines]))
    return parts


def _lost_line(unit: str, names: Sequence[str], mine: Sequence[Assignment]) -> str:
    who = f"{esc(shorten(', '.join(names), LONGEST))} không nhận được tin" if names else "chưa có đầu mối"
    return f"• {esc(shorten(unit, LONGEST))}: {who} ({_refs(mine)})"


def _refs(mine: Sequence[Assignment]) -> str:
    return _some([esc(a.task.ref) for a in mine], ", ")


def _some(words: Sequence[str], between: str = "; ") -> str:
    more = f" và {len(words) - SHOWN} việc khác" if len(words) > SHOWN else ""
    return between.join(words[:SHOWN]) + more


def _more(count: int, noun: str) -> list[str]:
    return [f"… và {count} {noun} khác"] if count > 0 else []
