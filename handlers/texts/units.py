"""The page of a unit: who answers for it, who is at its head, what it is under, and how that came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.absence import Span
from domain.office import Department, Person
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, deputies
from handlers.texts.history import stamp
from handlers.texts.language import Sentence, say
from handlers.texts.registration import to_people
from storage.changes import Kept
from storage.deputies import Deputy

SHOWN = 8
LONGEST_NAME = 60
GONE = Sentence("người đã rời")


@dataclass(frozen=True, slots=True)
class Unit:
    """`open_tasks`: those it leads."""

    unit: Department
    focal_points: tuple[Person, ...]
    deputies: tuple[Deputy, ...]
    heads: tuple[Person, ...]
    above: Department | None
    below: tuple[Department, ...]
    open_tasks: int


def page(one: Unit, names: Mapping[int, str], today: date) -> Screen:
    unit_id = one.unit.id
    lines = [f"<b>{esc(one.unit.name)}</b>", _above(one)]
    if one.below:
        lines.append(say("Đơn vị trực thuộc: {units}", units=_units(one.below)))
    lines.append(say("Đầu mối: {people}", people=_people(one.focal_points)))
    lines += [deputies.on_page(given, names, today) for given in one.deputies[:SHOWN]]
    lines.append(say("Người đứng đầu: {people}", people=_people(one.heads)))
    lines.append(say("Việc chủ trì đang mở: {open_tasks}", open_tasks=one.open_tasks))
    rows = [
        [
            Button(say("✉️ Mời đầu mối"), f"invite:{unit_id}"),
            Button(say("✉️ Mời người đứng đầu"), f"head:{unit_id}"),
        ],
        [Button(say("🏢 Trực thuộc"), f"above:{unit_id}"), Button(say("🕘 Lịch sử"), f"trail:{unit_id}")],
        *[
            [Button(say("Cử người thay: {person}", person=_short(p)), f"cover:{p.id}")]
            for p in one.focal_points[:SHOWN]
        ],
        *[
            [
                Button(
                    say("Bỏ người thay: {deputy}", deputy=shorten(names.get(given.deputy_id, ""), 40)),
                    f"back:{given.id}",
                )
            ]
            for given in one.deputies[:SHOWN]
        ],
        *[
            [Button(say("Cho thôi đầu mối: {person}", person=_short(p)), f"dismiss:{unit_id}:{p.id}")]
            for p in one.focal_points[:SHOWN]
        ],
        *[
            [Button(say("Thôi người đứng đầu: {person}", person=_short(p)), f"headoff:{unit_id}:{p.id}")]
            for p in one.heads[:SHOWN]
        ],
        [to_people()],
    ]
    return Screen("\n".join(lines), rows)


def _above(one: Unit) -> str:
    if one.above is None:
        return say("Trực thuộc: không")
    return say("Trực thuộc: <b>{unit}</b>", unit=esc(shorten(one.above.name, LONGEST_NAME)))


def _units(units: Sequence[Department]) -> str:
    names = ", ".join(esc(shorten(unit.name, LONGEST_NAME)) for unit in units[:SHOWN])
    return (
        say("{names} và {count} đơn vị khác", names=names, count=len(units) - SHOWN)
        if len(units) > SHOWN
        else names
    )


def _people(people: Sequence[Person]) -> str:
    names = [_short(p) + ("" if p.reachable else say(" (không liên lạc được)")) for p in people[:SHOWN]]
    return esc(", ".join(names)) or say("chưa có")


def _short(person: Person) -> str:
    return shorten(person.name, LONGEST_NAME)


def head_invitation(unit: str, link: str, expires: datetime, days_good: int) -> str:
    return say(
        "Lời mời người đứng đầu <b>{unit}</b>, dùng một lần, trong {days_good} ngày (đến {expires}):\n"
        "{link}\n"
        "\n"
        "Người đứng đầu xem được việc của đơn vị và được báo việc quá hạn; "
        "tình hình vẫn do đầu mối báo.",
        unit=esc(unit),
        days_good=days_good,
        expires=days.moment(expires),
        link=esc(link),
    )


def ask_above(unit: Department, *, has_one: bool) -> Screen:
    rows = [[Button(say("Không trực thuộc đơn vị nào"), f"alone:{unit.id}")]] if has_one else []
    return Screen(
        say(
            "<b>{unit}</b> trực thuộc đơn vị nào? Đồng chí nhắn tên, ví dụ «trực thuộc: Sở Y tế».\n"
            "<i>Đầu mối của đơn vị cấp trên xem được và báo thay được việc của đơn vị này.</i>",
            unit=esc(unit.name),
        ),
        rows,
    )


def ask_dismissal(unit: Department, person: Person) -> Screen:
    name = esc(_short(person))
    return Screen(
        say(
            "Cho đồng chí {name} thôi làm đầu mối của <b>{unit}</b>? "
            "Đồng chí ấy mất quyền xem và báo việc của đơn vị ngay; các báo cáo đã gửi vẫn giữ.",
            name=name,
            unit=esc(unit.name),
        ),
        [
            [
                Button(say("Cho thôi"), f"dismissed:{unit.id}:{person.id}"),
                Button(say("Không"), f"page:{unit.id}"),
            ]
        ],
    )


def dismissed(unit: Department) -> str:
    """What the person reads."""
    return say(
        "Từ nay đồng chí không còn là đầu mối của <b>{unit}</b>. Cảm ơn đồng chí. "
        "Nếu có nhầm lẫn, đồng chí liên hệ Tổ giúp việc.",
        unit=esc(unit.name),
    )


def trail(unit: Department, lines: Sequence[tuple[datetime, str]]) -> str:
    head = say("<b>{unit}</b>: lịch sử", unit=esc(unit.name))
    if not lines:
        return say("{head}\nChưa có thay đổi nào.", head=head)
    shown = [f"<i>{stamp(at)}</i> {line}" for at, line in lines[-20:]]
    hidden = [say("… {count} dòng trước", count=len(lines) - 20)] if len(lines) > 20 else []
    return "\n".join([head, *hidden, *shown])


def change(kept: Kept, names: Mapping[int, str], units: Mapping[int, str]) -> str:
    """One line of it."""
    one = kept.change
    who = esc(names.get(kept.person_id or 0, say("Tổ giúp việc")))

    def person(written: str | None) -> str:
        return esc(names.get(int(written or 0), GONE()))

    def unit(written: str | None) -> str:
        return esc(units.get(int(written or 0), ""))

    match one.field:
        case "above":
            return _new_above(who, unit(one.old), unit(one.new))
        case "focal_point" if one.new:
            return say("{person} đăng ký làm đầu mối", person=person(one.new))
        case "focal_point":
            return say("{who} cho {person} thôi làm đầu mối", who=who, person=person(one.old))
        case "head" if one.new:
            return say("{person} đăng ký là người đứng đầu", person=person(one.new))
        case "head":
            return say("{who} cho {person} thôi vai trò người đứng đầu", who=who, person=person(one.old))
        case "deputy":
            away, deputy, first, last = (one.new or one.old or "").split(":")
            when = deputies.span(Span(date.fromisoformat(first), date.fromisoformat(last)), kept.at.date())
            if one.new and str(kept.person_id) == deputy:
                return say(
                    "{person} nhận lời thay {away} {when}",
                    person=person(deputy),
                    away=person(away),
                    when=when,
                )
            did = say("cử") if one.new else say("bỏ")
            return say(
                "{who} {did} {deputy} thay {away} {when}",
                who=who,
                did=did,
                deputy=person(deputy),
                away=person(away),
                when=when,
            )
        case "handover":
            return say(
                "{person} bàn giao cho {successor}",
                person=person(one.old) if one.old else say("Tổ giúp việc"),
                successor=person(one.new),
            )
        case "created":
            return say("{who} thêm đơn vị", who=who)
    what = {"name": say("tên"), "aliases": say("tên khác"), "kind": say("loại")}.get(one.field, one.field)
    return say(
        "{who} đổi {what}: {old} → {new}",
        who=who,
        what=what,
        old=esc(shorten(one.old or say("trống"), 80)),
        new=esc(shorten(one.new or say("trống"), 80)),
    )


def _new_above(who: str, old: str, new: str) -> str:
    if not old:
        return say("{who} đổi đơn vị cấp trên: không → {new}", who=who, new=new)
    if not new:
        return say("{who} đổi đơn vị cấp trên: {old} → không", who=who, old=old)
    return say("{who} đổi đơn vị cấp trên: {old} → {new}", who=who, old=old, new=new)
