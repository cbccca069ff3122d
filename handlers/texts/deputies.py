"""Away from–to, and who stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.absence import Span
from domain.office import Person
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days
from storage.deputies import Deputy

EXAMPLE = "<code>/vang 5/10-12/10 đồng chí Lan</code>"
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Given:
    id: int
    person: str
    deputy: str
    units: tuple[str, ...]
    span: Span


def span(given: Span, today: date) -> str:
    first, last = days.with_weekday(given.first, today), days.with_weekday(given.last, today)
    return f"ngày {first}" if given.first == given.last else f"từ {first} đến hết {last}"


def _begun(words: str) -> str:
    """At the beginning of a sentence."""
    return words[0].upper() + words[1:]


def mine(given: Sequence[Deputy], names: Mapping[int, str], today: date) -> Screen:
    """/vang without more. The next text is read as the days and the name."""
    ask = f"Đồng chí vắng từ ngày nào đến ngày nào, ai thay? Ví dụ {EXAMPLE}, hoặc nhắn «5/10-12/10 đồng chí Lan»."
    if not given:
        return Screen(ask)
    lines = [
        f"• {span(Span(one.from_day, one.to_day), today)}: đồng chí {esc(names.get(one.deputy_id, ''))} thay"
        for one in given
    ]
    return Screen(
        "\n".join(["<b>Đã cử người thay</b>", *lines, "", ask]),
        [[back_button(one.id, one.from_day, today, names.get(one.deputy_id, ""))] for one in given[:SHOWN]],
    )


def back_button(given_id: int, first: date, today: date, deputy: str) -> Button:
    """Under what the person away reads."""
    label = "Tôi đã về" if first <= today else f"Bỏ, không cần đồng chí {shorten(deputy, 40)} thay"
    return Button(label, f"back:{given_id}")


def ask_days(whose: str) -> str:
    """`whose`: the name of who is away; empty when it is the reader."""
    who = f"Đồng chí {esc(whose)}" if whose else "Đồng chí"
    return f"{who} vắng từ ngày nào đến ngày nào, ai thay? Ví dụ «5/10-12/10 đồng chí Lan»."


def ask_who(
    whose: str,
    when: Span,
    name: str,
    offered: Sequence[Person],
    units: Mapping[int, str],
    question_id: int,
    found: bool,
) -> Screen:
    """`found`: those offered bear the name; else nobody known does."""
    today = when.first
    who = f"Đồng chí {esc(whose)}" if whose else "Đồng chí"
    head = f"{who} vắng {span(when, today)}."
    if name and not found:
        head += f" Tôi chưa biết ai tên «{esc(shorten(name, 60))}» đã đăng ký."
    elif name:
        head += f" Có phải người tên «{esc(shorten(name, 60))}» dưới đây không ạ?"
    rows = [
        [
            Button(
                shorten(one.name, 30) + (f" · {shorten(units[one.id], 28)}" if one.id in units else ""),
                f"standin:{question_id}:{one.id}",
            )
        ]
        for one in offered[:SHOWN]
    ]
    rows.append([Button("✉️ Người chưa đăng ký: lấy đường dẫn mời", f"invitein:{question_id}")])
    ask = "Ai thay ạ? Bấm chọn, hoặc nhắn tên." if not name or not found else "Bấm để chọn."
    return Screen(f"{head} {ask}", rows)


def invitation(whose: str, when: Span, link: str, expires: datetime, days_good: int) -> str:
    who = f"đồng chí {esc(whose)}" if whose else "đồng chí"
    return (
        f"Lời mời thay {who} {span(when, when.first)}, dùng một lần, trong {days_good} ngày "
        f"(đến {days.moment(expires)}):\n{esc(link)}\n\n"
        "Đồng chí chuyển cho người thay. Người ấy bấm vào đường dẫn rồi bấm «Bắt đầu» là xong; "
        f"cho đến khi đó, lời nhắc vẫn gửi {who}."
    )


def for_person(given: Given, today: date) -> Screen:
    """What the person away reads."""
    return Screen(
        f"🔁 {_begun(span(given.span, today))}, đồng chí <b>{esc(given.deputy)}</b> thay đồng chí: nhận lời nhắc "
        "và báo tiến độ. Đồng chí vẫn xem và báo được như thường; về sớm thì bấm nút hoặc nhắn «tôi đã về».",
        [[back_button(given.id, given.span.first, today, given.deputy)]],
    )


def for_deputy(given: Given, today: date) -> Screen:
    now = given.span.first <= today
    tail = "Xem việc: /viec" if now else "Đến ngày ấy đồng chí xem việc bằng /viec."
    return Screen(
        f"🔁 {_begun(span(given.span, today))}, đồng chí thay đồng chí <b>{esc(given.person)}</b> "
        f"({_units(given.units)}): nhận lời nhắc và báo tiến độ. {tail}\n"
        "Hết thời gian này, quyền tự hết.",
        [[Button("📋 Xem việc của đơn vị", "tasks:0")]] if now else [],
    )


def for_secretariat(given: Given, today: date) -> Screen:
    return Screen(
        f"🔁 Đồng chí {esc(given.person)} ({_units(given.units)}) vắng {span(given.span, today)}; "
        f"đồng chí <b>{esc(given.deputy)}</b> thay.",
        [[Button("Bỏ người thay", f"back:{given.id}")]],
    )


def _units(names: Sequence[str]) -> str:
    return esc(shorten(", ".join(names), 120))


def over(person: str, *, begun: bool) -> str:
    """What the deputy reads."""
    if begun:
        return f"Đồng chí {esc(person)} đã về; từ giờ đồng chí không phải thay nữa. Cảm ơn đồng chí."
    return f"Đồng chí không phải thay đồng chí {esc(person)} nữa. Cảm ơn đồng chí."


def ended(person: str, deputy: str, *, mine: bool, begun: bool) -> str:
    """What is read by whoever ended it."""
    whom = "đồng chí" if mine else f"đồng chí {esc(person)}"
    if begun:
        welcome = "Chào đồng chí trở lại. " if mine else ""
        return f"{welcome}Đồng chí {esc(deputy)} không còn thay {whom}; lời nhắc lại gửi {whom}."
    return f"Đã bỏ: đồng chí {esc(deputy)} không thay {whom} nữa."


def deputy_waits(given: Sequence[Deputy], names: Mapping[int, str], today: date) -> str:
    lines = [
        f"Đồng chí thay đồng chí <b>{esc(names.get(one.person_id, ''))}</b> "
        f"{span(Span(one.from_day, one.to_day), today)}."
        for one in given[:SHOWN]
    ]
    tail = (
        "Xem việc: /viec"
        if given[0].from_day <= today
        else "Đến ngày ấy tôi nhắc, và đồng chí xem việc bằng /viec."
    )
    return "\n".join([*lines, tail])


def on_page(one: Deputy, names: Mapping[int, str], today: date) -> str:
    """A line of the page of a unit."""
    when = span(Span(one.from_day, one.to_day), today)
    return f"🔁 {esc(names.get(one.person_id, ''))} vắng {when}: {esc(names.get(one.deputy_id, ''))} thay"
