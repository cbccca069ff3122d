"""Away from–to, and who stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.absence import Span
from domain.office import Person
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days
from handlers.texts.language import Sentence, say
from storage.deputies import Deputy

EXAMPLE = Sentence("<code>/vang 5/10-12/10 đồng chí Lan</code>")
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
    return (
        say("ngày {first}", first=first)
        if given.first == given.last
        else say("từ {first} đến hết {last}", first=first, last=last)
    )


def _begun(words: str) -> str:
    """At the beginning of a sentence."""
    return words[0].upper() + words[1:]


def mine(given: Sequence[Deputy], names: Mapping[int, str], today: date) -> Screen:
    """/vang without more. The next text is read as the days and the name."""
    ask = say(
        "Đồng chí vắng từ ngày nào đến ngày nào, ai thay? "
        "Ví dụ {example}, hoặc nhắn «5/10-12/10 đồng chí Lan».",
        example=EXAMPLE(),
    )
    if not given:
        return Screen(ask)
    lines = [
        say(
            "• {span}: đồng chí {deputy} thay",
            span=span(Span(one.from_day, one.to_day), today),
            deputy=esc(names.get(one.deputy_id, "")),
        )
        for one in given
    ]
    return Screen(
        "\n".join([say("<b>Đã cử người thay</b>"), *lines, "", ask]),
        [[back_button(one.id, one.from_day, today, names.get(one.deputy_id, ""))] for one in given[:SHOWN]],
    )


def back_button(given_id: int, first: date, today: date, deputy: str) -> Button:
    """Under what the person away reads."""
    label = (
        say("Tôi đã về")
        if first <= today
        else say("Bỏ, không cần đồng chí {deputy} thay", deputy=shorten(deputy, 40))
    )
    return Button(label, f"back:{given_id}")


def ask_days(whose: str) -> str:
    """`whose`: the name of who is away; empty when it is the reader."""
    who = say("Đồng chí {whose}", whose=esc(whose)) if whose else say("Đồng chí")
    return say("{who} vắng từ ngày nào đến ngày nào, ai thay? Ví dụ «5/10-12/10 đồng chí Lan».", who=who)


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
    who = say("Đồng chí {whose}", whose=esc(whose)) if whose else say("Đồng chí")
    head = say("{who} vắng {span}.", who=who, span=span(when, today))
    if name and not found:
        head += say(" Tôi chưa biết ai tên «{name}» đã đăng ký.", name=esc(shorten(name, 60)))
    elif name:
        head += say(" Có phải người tên «{name}» dưới đây không ạ?", name=esc(shorten(name, 60)))
    rows = [
        [
            Button(
                shorten(one.name, 30) + (f" · {shorten(units[one.id], 28)}" if one.id in units else ""),
                f"standin:{question_id}:{one.id}",
            )
        ]
        for one in offered[:SHOWN]
    ]
    rows.append([Button(say("✉️ Người chưa đăng ký: lấy đường dẫn mời"), f"invitein:{question_id}")])
    ask = say("Ai thay ạ? Bấm chọn, hoặc nhắn tên.") if not name or not found else say("Bấm để chọn.")
    return Screen(f"{head} {ask}", rows)


def invitation(whose: str, when: Span, link: str, expires: datetime, days_good: int) -> str:
    who = say("đồng chí {whose}", whose=esc(whose)) if whose else say("đồng chí")
    return say(
        "Lời mời thay {who} {span}, dùng một lần, trong {days_good} ngày (đến {expires}):\n"
        "{link}\n"
        "\n"
        "Đồng chí chuyển cho người thay. Người ấy bấm vào đường dẫn rồi bấm «Bắt đầu» là xong; "
        "cho đến khi đó, lời nhắc vẫn gửi {who}.",
        who=who,
        span=span(when, when.first),
        days_good=days_good,
        expires=days.moment(expires),
        link=esc(link),
    )


def for_person(given: Given, today: date) -> Screen:
    """What the person away reads."""
    return Screen(
        say(
            "🔁 {begun}, đồng chí <b>{deputy}</b> thay đồng chí: nhận lời nhắc và báo tiến độ. "
            "Đồng chí vẫn xem và báo được như thường; về sớm thì bấm nút hoặc nhắn «tôi đã về».",
            begun=_begun(span(given.span, today)),
            deputy=esc(given.deputy),
        ),
        [[back_button(given.id, given.span.first, today, given.deputy)]],
    )


def for_deputy(given: Given, today: date) -> Screen:
    now = given.span.first <= today
    tail = say("Xem việc: /viec") if now else say("Đến ngày ấy đồng chí xem việc bằng /viec.")
    return Screen(
        say(
            "🔁 {begun}, đồng chí thay đồng chí <b>{person}</b> ({units}): nhận lời nhắc và báo tiến độ. "
            "{tail}\n"
            "Hết thời gian này, quyền tự hết.",
            begun=_begun(span(given.span, today)),
            person=esc(given.person),
            units=_units(given.units),
            tail=tail,
        ),
        [[Button(say("📋 Xem việc của đơn vị"), "tasks:0")]] if now else [],
    )


def for_secretariat(given: Given, today: date) -> Screen:
    return Screen(
        say(
            "🔁 Đồng chí {person} ({units}) vắng {span}; đồng chí <b>{deputy}</b> thay.",
            person=esc(given.person),
            units=_units(given.units),
            span=span(given.span, today),
            deputy=esc(given.deputy),
        ),
        [[Button(say("Bỏ người thay"), f"back:{given.id}")]],
    )


def _units(names: Sequence[str]) -> str:
    return esc(shorten(", ".join(names), 120))


def over(person: str, *, begun: bool) -> str:
    """What the deputy reads."""
    if begun:
        return say(
            "Đồng chí {person} đã về; từ giờ đồng chí không phải thay nữa. Cảm ơn đồng chí.",
            person=esc(person),
        )
    return say("Đồng chí không phải thay đồng chí {person} nữa. Cảm ơn đồng chí.", person=esc(person))


def ended(person: str, deputy: str, *, mine: bool, begun: bool) -> str:
    """What is read by whoever ended it."""
    whom = say("đồng chí") if mine else say("đồng chí {person}", person=esc(person))
    if begun:
        welcome = say("Chào đồng chí trở lại. ") if mine else ""
        return say(
            "{welcome}Đồng chí {deputy} không còn thay {whom}; lời nhắc lại gửi {whom}.",
            welcome=welcome,
            deputy=esc(deputy),
            whom=whom,
        )
    return say("Đã bỏ: đồng chí {deputy} không thay {whom} nữa.", deputy=esc(deputy), whom=whom)


def deputy_waits(given: Sequence[Deputy], names: Mapping[int, str], today: date) -> str:
    lines = [
        say(
            "Đồng chí thay đồng chí <b>{person}</b> {span}.",
            person=esc(names.get(one.person_id, "")),
            span=span(Span(one.from_day, one.to_day), today),
        )
        for one in given[:SHOWN]
    ]
    tail = (
        say("Xem việc: /viec")
        if given[0].from_day <= today
        else say("Đến ngày ấy tôi nhắc, và đồng chí xem việc bằng /viec.")
    )
    return "\n".join([*lines, tail])


def on_page(one: Deputy, names: Mapping[int, str], today: date) -> str:
    """A line of the page of a unit."""
    when = span(Span(one.from_day, one.to_day), today)
    return say(
        "🔁 {person} vắng {when}: {deputy} thay",
        person=esc(names.get(one.person_id, "")),
        when=when,
        deputy=esc(names.get(one.deputy_id, "")),
    )
