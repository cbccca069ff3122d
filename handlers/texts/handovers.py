"""Handing everything over to a successor."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from domain.office import Assignment, Person
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, tasks

SHOWN = 12
CHOICES = 8
YOURS = "Đồng chí đã nhận."  # at the button
LEFT_AS_IT_WAS = "Vâng, chưa bàn giao gì; mọi việc giữ nguyên."


def ask_whom(
    name: str,
    found: bool,
    count: int,
    offered: Sequence[Person],
    units: Mapping[int, str],
    question_id: int,
) -> Screen:
    """`found`: those offered bear the name; else nobody known does."""
    every = f"cả {count}" if count > 1 else str(count)
    head = f"Đồng chí bàn giao {every} việc đang mở cho ai ạ?" if count else "Đồng chí bàn giao cho ai ạ?"
    if name and found:
        head = f"Có phải người tên «{esc(shorten(name, 60))}» dưới đây không ạ?"
    elif name:
        head = f"Tôi chưa biết ai tên «{esc(shorten(name, 60))}» đã đăng ký. {head}"
    rows = [
        [
            Button(
                shorten(one.name, 30) + (f" · {shorten(units[one.id], 28)}" if one.id in units else ""),
                f"giveto:{question_id}:{one.id}",
            )
        ]
        for one in offered[:CHOICES]
    ]
    rows.append([Button("✉️ Người chưa đăng ký: lấy đường dẫn mời", f"invitenext:{question_id}")])
    return Screen(head, rows)


def invitation(link: str, expires: datetime, days_good: int) -> str:
    return (
        f"Lời mời nhận bàn giao, dùng một lần, trong {days_good} ngày (đến {days.moment(expires)}):\n{esc(link)}\n\n"
        "Đồng chí chuyển cho người kế nhiệm. Người ấy xem danh sách việc rồi bấm «Tôi nhận bàn giao»; "
        "cho đến khi đó đồng chí vẫn là đầu mối."
    )


def list_for_successor(
    person: str, units: Sequence[str], found: Sequence[Assignment], handover_id: int, today: date
) -> Screen:
    """Everything that would be theirs, with the button that makes it so."""
    several = len(units) > 1
    names = esc(shorten(", ".join(units), 200))
    head = f"🤝 Đồng chí <b>{esc(person)}</b> bàn giao cho đồng chí phần việc của <b>{names}</b>"
    head += f", {len(found)} việc đang mở:" if found else ". Hiện không có việc nào đang mở."
    lines = []
    for a in found[:SHOWN]:
        unit = f" · {esc(shorten(a.department.name, 40))}" if several else ""
        lines.append(
            f"{tasks.sign(a, today)} <b>{esc(a.task.ref)}</b>{unit} · {tasks.deadline(a, today)}\n"
            f"{tasks.title(a, 80)} <i>({tasks.state(a.state)})</i>"
        )
    if len(found) > SHOWN:
        lines.append(f"… và {len(found) - SHOWN} việc khác, xem đủ bằng /viec sau khi nhận.")
    return Screen(
        "\n\n".join([head, *lines]),
        [
            [
                Button("✅ Tôi nhận bàn giao", f"takeover:{handover_id}"),
                Button("Không nhận", f"nothandover:{handover_id}"),
            ]
        ],
    )


def offered(successor: str, count: int, handover_id: int) -> Screen:
    """What the leaver reads."""
    return Screen(
        f"🤝 Đã gửi đồng chí <b>{esc(successor)}</b> danh sách {count} việc. Khi đồng chí ấy bấm nhận, mọi việc chuyển "
        "sang đồng chí ấy ngay và đồng chí thôi làm đầu mối. Cho đến khi đó mọi thứ giữ nguyên.",
        [[Button("Huỷ bàn giao", f"nothandover:{handover_id}")]],
    )


def taken(person: str, units: Sequence[str], count: int) -> Screen:
    """What the successor reads in the place of the list."""
    return Screen(
        f"✅ Đồng chí đã nhận bàn giao từ đồng chí {esc(person)}: đầu mối của <b>{_units(units)}</b>, "
        f"{count} việc đang mở. Từ nay lời nhắc gửi đồng chí.",
        [[Button("📋 Xem việc của đơn vị", "tasks:0")]],
    )


def handed_over(successor: str, units: Sequence[str], count: int) -> str:
    """What the leaver reads."""
    return (
        f"✅ Đồng chí {esc(successor)} đã nhận bàn giao {count} việc của <b>{_units(units)}</b>. "
        "Đồng chí thôi làm đầu mối từ bây giờ. Cảm ơn đồng chí."
    )


def for_secretariat(person: str, successor: str, units: Sequence[str], count: int) -> str:
    return (
        f"🤝 <b>{_units(units)}</b>: đồng chí {esc(person)} đã bàn giao {count} việc đang mở "
        f"cho đồng chí <b>{esc(successor)}</b>."
    )


def not_taken(name: str) -> str:
    return f"Đồng chí {esc(name)} không bàn giao hoặc không nhận bàn giao nữa; mọi việc giữ nguyên."


def no_deputy_now(deputy: str) -> str:
    return f"Đồng chí {esc(deputy)} đã chuyển việc nên không thay đồng chí được nữa. Cử người khác: /vang"


def _units(names: Sequence[str]) -> str:
    return esc(shorten(", ".join(names), 120))
