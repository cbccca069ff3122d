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


def whom_for_me(count: int) -> str:
    every = f"cả {count}" if count > 1 else str(count)
    return f"Đồng chí bàn giao {every} việc đang mở cho ai ạ?" if count else "Đồng chí bàn giao cho ai ạ?"


def whom_for_unit(unit: str, person: str, count: int) -> str:
    """Asked of the Secretariat. `person`: who leaves; empty where nobody answers for the unit."""
    who = f"đồng chí {esc(shorten(person, 60))} đang là đầu mối" if person else "chưa có đầu mối"
    return f"<b>{esc(shorten(unit, 80))}</b>: {who}, {count} việc đang mở. Bàn giao cho ai ạ?"


def ask_who_leaves(unit: str, points: Sequence[Person], question_id: int) -> Screen:
    rows = [[Button(shorten(one.name, 60), f"leaves:{question_id}:{one.id}")] for one in points[:CHOICES]]
    return Screen(f"<b>{esc(shorten(unit, 80))}</b> có {len(points)} đầu mối. Ai thôi làm đầu mối ạ?", rows)


def ask_whom(
    head: str,
    name: str,
    found: bool,
    offered: Sequence[Person],
    units: Mapping[int, str],
    question_id: int,
) -> Screen:
    """`found`: those offered bear the name; else nobody known does."""
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


def invitation(link: str, expires: datetime, days_good: int, *, ours: bool) -> str:
    """`ours`: given by the Secretariat."""
    until_then = "" if ours else "; cho đến khi đó đồng chí vẫn là đầu mối"
    return (
        f"Lời mời nhận bàn giao, dùng một lần, trong {days_good} ngày (đến {days.moment(expires)}):\n{esc(link)}\n\n"
        "Đồng chí chuyển cho người kế nhiệm. Người ấy xem danh sách việc rồi bấm "
        f"«Tôi nhận bàn giao»{until_then}."
    )


def list_for_successor(
    person: str, units: Sequence[str], found: Sequence[Assignment], handover_id: int, today: date
) -> Screen:
    """Everything that would be theirs, with the button that makes it so. `person`: "" where nobody leaves."""
    several = len(units) > 1
    names = esc(shorten(", ".join(units), 200))
    who = f"Đồng chí <b>{esc(person)}</b>" if person else "Tổ giúp việc"
    head = f"🤝 {who} bàn giao cho đồng chí phần việc của <b>{names}</b>"
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


def offered_by_us(
    units: Sequence[str], unit_id: int, person: Person | None, successor: str, count: int, handover_id: int
) -> Screen:
    """What the Secretariat reads who gives a unit over."""
    text = (
        f"🤝 <b>{_units(units)}</b>: đã gửi đồng chí <b>{esc(successor)}</b> danh sách {count} việc. "
        "Đồng chí ấy bấm nhận là thành đầu mối ngay"
    )
    rows = [[Button("Huỷ bàn giao", f"nothandover:{handover_id}")]]
    if person is None:
        return Screen(f"{text}.", rows)
    rows.insert(0, [Button(f"Cho thôi ngay: {shorten(person.name, 40)}", f"dismiss:{unit_id}:{person.id}")])
    return Screen(
        f"{text}, và đồng chí {esc(person.name)} hết quyền. Cần chặn ngay thì bấm «Cho thôi ngay».", rows
    )


def given_over(successor: str, units: Sequence[str]) -> str:
    """What the leaver reads when the Secretariat gives the unit over."""
    return (
        f"🤝 Tổ giúp việc bàn giao phần việc của <b>{_units(units)}</b> cho đồng chí <b>{esc(successor)}</b>. "
        "Khi đồng chí ấy nhận, đồng chí thôi làm đầu mối. Nếu có nhầm lẫn, đồng chí liên hệ Tổ giúp việc."
    )


def taken(person: str, units: Sequence[str], count: int) -> Screen:
    """What the successor reads in the place of the list."""
    whence = f" từ đồng chí {esc(person)}" if person else ""
    return Screen(
        f"✅ Đồng chí đã nhận bàn giao{whence}: đầu mối của <b>{_units(units)}</b>, "
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
    if not person:
        return f"🤝 <b>{_units(units)}</b>: đồng chí <b>{esc(successor)}</b> đã nhận {count} việc đang mở."
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
