"""Handing everything over to a successor."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from domain.office import Assignment, Person
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, tasks
from handlers.texts.language import Sentence, say

SHOWN = 12
CHOICES = 8
YOURS = Sentence("Đồng chí đã nhận.")  # at the button
LEFT_AS_IT_WAS = Sentence("Vâng, chưa bàn giao gì; mọi việc giữ nguyên.")


def whom_for_me(count: int) -> str:
    every = say("cả {count}", count=count) if count > 1 else str(count)
    return (
        say("Đồng chí bàn giao {every} việc đang mở cho ai ạ?", every=every)
        if count
        else say("Đồng chí bàn giao cho ai ạ?")
    )


def whom_for_unit(unit: str, person: str, count: int) -> str:
    """Asked of the Secretariat. `person`: who leaves; empty where nobody answers for the unit."""
    who = (
        say("đồng chí {person} đang là đầu mối", person=esc(shorten(person, 60)))
        if person
        else say("chưa có đầu mối")
    )
    return say(
        "<b>{unit}</b>: {who}, {count} việc đang mở. Bàn giao cho ai ạ?",
        unit=esc(shorten(unit, 80)),
        who=who,
        count=count,
    )


def ask_who_leaves(unit: str, points: Sequence[Person], question_id: int) -> Screen:
    rows = [[Button(shorten(one.name, 60), f"leaves:{question_id}:{one.id}")] for one in points[:CHOICES]]
    return Screen(
        say(
            "<b>{unit}</b> có {count} đầu mối. Ai thôi làm đầu mối ạ?",
            unit=esc(shorten(unit, 80)),
            count=len(points),
        ),
        rows,
    )


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
        head = say("Có phải người tên «{name}» dưới đây không ạ?", name=esc(shorten(name, 60)))
    elif name:
        head = say("Tôi chưa biết ai tên «{name}» đã đăng ký. {head}", name=esc(shorten(name, 60)), head=head)
    rows = [
        [
            Button(
                shorten(one.name, 30) + (f" · {shorten(units[one.id], 28)}" if one.id in units else ""),
                f"giveto:{question_id}:{one.id}",
            )
        ]
        for one in offered[:CHOICES]
    ]
    rows.append([Button(say("✉️ Người chưa đăng ký: lấy đường dẫn mời"), f"invitenext:{question_id}")])
    return Screen(head, rows)


def invitation(link: str, expires: datetime, days_good: int, *, ours: bool) -> str:
    """`ours`: given by the Secretariat."""
    until_then = "" if ours else say("; cho đến khi đó đồng chí vẫn là đầu mối")
    return say(
        "Lời mời nhận bàn giao, dùng một lần, trong {days_good} ngày (đến {expires}):\n"
        "{link}\n"
        "\n"
        "Đồng chí chuyển cho người kế nhiệm. Người ấy xem danh sách việc rồi bấm «Tôi nhận bàn "
        "giao»{until_then}.",
        days_good=days_good,
        expires=days.moment(expires),
        link=esc(link),
        until_then=until_then,
    )


def list_for_successor(
    person: str, units: Sequence[str], found: Sequence[Assignment], handover_id: int, today: date
) -> Screen:
    """Everything that would be theirs, with the button that makes it so. `person`: "" where nobody leaves."""
    names = esc(shorten(", ".join(units), 200))
    who = say("Đồng chí <b>{person}</b>", person=esc(person)) if person else say("Tổ giúp việc")
    head = say("🤝 {who} bàn giao cho đồng chí phần việc của <b>{names}</b>", who=who, names=names)
    head += (
        say(", {count} việc đang mở:", count=len(found))
        if found
        else say(". Hiện không có việc nào đang mở.")
    )
    lines = _lines(found, today, several=len(units) > 1)
    if len(found) > SHOWN:
        lines.append(say("… và {count} việc khác, xem đủ bằng /viec sau khi nhận.", count=len(found) - SHOWN))
    return Screen(
        "\n\n".join([head, *lines]),
        [
            [
                Button(say("✅ Tôi nhận bàn giao"), f"takeover:{handover_id}"),
                Button(say("Không nhận"), f"nothandover:{handover_id}"),
            ]
        ],
    )


def _lines(found: Sequence[Assignment], today: date, *, several: bool) -> list[str]:
    lines = []
    for a in found[:SHOWN]:
        unit = f" · {esc(shorten(a.department.name, 40))}" if several else ""
        due, state = tasks.deadline(a, today), tasks.state(a.state)
        told = "" if state == due else f" <i>({state})</i>"  # "thường xuyên" is both
        lines.append(
            f"{tasks.sign(a, today)} <b>{esc(a.task.ref)}</b>{unit} · {due}\n{tasks.title(a, 80)}{told}"
        )
    return lines


def offered(successor: str, count: int, handover_id: int) -> Screen:
    """What the leaver reads."""
    return Screen(
        say(
            "🤝 Đã gửi đồng chí <b>{successor}</b> danh sách {count} việc. "
            "Khi đồng chí ấy bấm nhận, mọi việc chuyển sang đồng chí ấy ngay và đồng chí thôi làm đầu "
            "mối. Cho đến khi đó mọi thứ giữ nguyên.",
            successor=esc(successor),
            count=count,
        ),
        [[Button(say("Huỷ bàn giao"), f"nothandover:{handover_id}")]],
    )


def offered_by_us(
    units: Sequence[str], unit_id: int, person: Person | None, successor: str, count: int, handover_id: int
) -> Screen:
    """What the Secretariat reads who gives a unit over."""
    text = say(
        "🤝 <b>{units}</b>: đã gửi đồng chí <b>{successor}</b> danh sách {count} việc. "
        "Đồng chí ấy bấm nhận là thành đầu mối ngay",
        units=_units(units),
        successor=esc(successor),
        count=count,
    )
    rows = [[Button(say("Huỷ bàn giao"), f"nothandover:{handover_id}")]]
    if person is None:
        return Screen(f"{text}.", rows)
    rows.insert(
        0,
        [
            Button(
                say("Cho thôi ngay: {name}", name=shorten(person.name, 40)), f"dismiss:{unit_id}:{person.id}"
            )
        ],
    )
    return Screen(
        say(
            "{text}, và đồng chí {name} hết quyền. Cần chặn ngay thì bấm «Cho thôi ngay».",
            text=text,
            name=esc(person.name),
        ),
        rows,
    )


def given_over(successor: str, units: Sequence[str]) -> str:
    """What the leaver reads when the Secretariat gives the unit over."""
    return say(
        "🤝 Tổ giúp việc bàn giao phần việc của <b>{units}</b> cho đồng chí <b>{successor}</b>. "
        "Khi đồng chí ấy nhận, đồng chí thôi làm đầu mối. "
        "Nếu có nhầm lẫn, đồng chí liên hệ Tổ giúp việc.",
        units=_units(units),
        successor=esc(successor),
    )


def taken(person: str, units: Sequence[str], found: Sequence[Assignment], today: date) -> Screen:
    """What the successor reads in the place of the list: what is theirs now, and how to answer."""
    whence = say(" từ đồng chí {person}", person=esc(person)) if person else ""
    head = say(
        "✅ Đồng chí đã nhận bàn giao{whence}: đầu mối của <b>{units}</b>, {count} việc đang mở. "
        "Từ nay lời nhắc gửi đồng chí.",
        whence=whence,
        units=_units(units),
        count=len(found),
    )
    lines = _lines(found, today, several=len(units) > 1)
    if len(found) > SHOWN:
        lines.append(say("… và {count} việc khác: /viec", count=len(found) - SHOWN))
    if found:
        lines.append(
            say(
                "Có tin gì, đồng chí bấm vào từng việc, hoặc nhắn vài chữ như «{ref} {further}», «{ref} xong».",
                ref=esc(found[0].task.ref),
                further=tasks.further(found[0].state),
            )
        )
    rows = [*tasks.open_buttons(list(found[:SHOWN])), [Button(say("📋 Xem việc của đơn vị"), "tasks:0")]]
    return Screen("\n\n".join([head, *lines]), rows)


def closed(successor: str) -> str:
    """In the place of the cards; the news itself comes as a message of its own."""
    return say("✅ Bàn giao cho đồng chí <b>{successor}</b>: đã xong.", successor=esc(successor))


def handed_over(successor: str, units: Sequence[str], count: int) -> str:
    """What the leaver reads."""
    return say(
        "✅ Đồng chí {successor} đã nhận bàn giao {count} việc của <b>{units}</b>. "
        "Đồng chí thôi làm đầu mối từ bây giờ. Cảm ơn đồng chí.",
        successor=esc(successor),
        count=count,
        units=_units(units),
    )


def for_secretariat(person: str, successor: str, units: Sequence[str], count: int) -> str:
    if not person:
        return say(
            "🤝 <b>{units}</b>: đồng chí <b>{successor}</b> đã nhận {count} việc đang mở.",
            units=_units(units),
            successor=esc(successor),
            count=count,
        )
    return say(
        "🤝 <b>{units}</b>: đồng chí {person} đã bàn giao {count} việc đang mở cho đồng chí <b>{successor}</b>.",
        units=_units(units),
        person=esc(person),
        count=count,
        successor=esc(successor),
    )


def not_taken(name: str) -> str:
    return say(
        "Đồng chí {name} không bàn giao hoặc không nhận bàn giao nữa; mọi việc giữ nguyên.", name=esc(name)
    )


def no_deputy_now(deputy: str) -> str:
    return say(
        "Đồng chí {deputy} đã chuyển việc nên không thay đồng chí được nữa. Cử người khác: /vang",
        deputy=esc(deputy),
    )


def _units(names: Sequence[str]) -> str:
    return esc(shorten(", ".join(names), 120))
