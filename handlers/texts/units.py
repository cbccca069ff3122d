"""The page of a unit: who answers for it, who is at its head, what it is under, and how that came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.absence import Span
from domain.office import Department, Person
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, deputies
from handlers.texts.history import stamp
from handlers.texts.registration import TO_PEOPLE
from storage.changes import Kept
from storage.deputies import Deputy

SHOWN = 8
LONGEST_NAME = 60
GONE = "người đã rời"


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
    lines = [f"<b>{esc(one.unit.name)}</b>", f"Trực thuộc: {_above(one)}"]
    if one.below:
        lines.append(f"Đơn vị trực thuộc: {_units(one.below)}")
    lines.append(f"Đầu mối: {_people(one.focal_points)}")
    lines += [deputies.on_page(given, names, today) for given in one.deputies[:SHOWN]]
    lines.append(f"Người đứng đầu: {_people(one.heads)}")
    lines.append(f"Việc chủ trì đang mở: {one.open_tasks}")
    rows = [
        [Button("✉️ Mời đầu mối", f"invite:{unit_id}"), Button("✉️ Mời người đứng đầu", f"head:{unit_id}")],
        [Button("🏢 Trực thuộc", f"above:{unit_id}"), Button("🕘 Lịch sử", f"trail:{unit_id}")],
        *[[Button(f"Cử người thay: {_short(p)}", f"cover:{p.id}")] for p in one.focal_points[:SHOWN]],
        *[
            [Button(f"Bỏ người thay: {shorten(names.get(given.deputy_id, ''), 40)}", f"back:{given.id}")]
            for given in one.deputies[:SHOWN]
        ],
        *[
            [Button(f"Cho thôi đầu mối: {_short(p)}", f"dismiss:{unit_id}:{p.id}")]
            for p in one.focal_points[:SHOWN]
        ],
        *[
            [Button(f"Thôi người đứng đầu: {_short(p)}", f"headoff:{unit_id}:{p.id}")]
            for p in one.heads[:SHOWN]
        ],
        [TO_PEOPLE],
    ]
    return Screen("\n".join(lines), rows)


def _above(one: Unit) -> str:
    return f"<b>{esc(shorten(one.above.name, LONGEST_NAME))}</b>" if one.above else "không"


def _units(units: Sequence[Department]) -> str:
    names = ", ".join(esc(shorten(unit.name, LONGEST_NAME)) for unit in units[:SHOWN])
    return f"{names} và {len(units) - SHOWN} đơn vị khác" if len(units) > SHOWN else names


def _people(people: Sequence[Person]) -> str:
    names = [_short(p) + ("" if p.reachable else " (không liên lạc được)") for p in people[:SHOWN]]
    return esc(", ".join(names)) or "chưa có"


def _short(person: Person) -> str:
    return shorten(person.name, LONGEST_NAME)


def head_invitation(unit: str, link: str, expires: datetime, days_good: int) -> str:
    return (
        f"Lời mời người đứng đầu <b>{esc(unit)}</b>, dùng một lần, trong {days_good} ngày "
        f"(đến {days.moment(expires)}):\n{esc(link)}\n\n"
        "Người đứng đầu xem được việc của đơn vị và được báo việc quá hạn; tình hình vẫn do đầu mối báo."
    )


def ask_above(unit: Department, *, has_one: bool) -> Screen:
    rows = [[Button("Không trực thuộc đơn vị nào", f"alone:{unit.id}")]] if has_one else []
    return Screen(
        f"<b>{esc(unit.name)}</b> trực thuộc đơn vị nào? Đồng chí nhắn tên, ví dụ «trực thuộc: Sở Y tế».\n"
        "<i>Đầu mối của đơn vị cấp trên xem được và báo thay được việc của đơn vị này.</i>",
        rows,
    )


def ask_dismissal(unit: Department, person: Person) -> Screen:
    name = esc(_short(person))
    return Screen(
        f"Cho đồng chí {name} thôi làm đầu mối của <b>{esc(unit.name)}</b>? "
        "Đồng chí ấy mất quyền xem và báo việc của đơn vị ngay; các báo cáo đã gửi vẫn giữ.",
        [[Button("Cho thôi", f"dismissed:{unit.id}:{person.id}"), Button("Không", f"page:{unit.id}")]],
    )


def dismissed(unit: Department) -> str:
    """What the person reads."""
    return (
        f"Từ nay đồng chí không còn là đầu mối của <b>{esc(unit.name)}</b>. Cảm ơn đồng chí. "
        "Nếu có nhầm lẫn, đồng chí liên hệ Tổ giúp việc."
    )


def trail(unit: Department, lines: Sequence[tuple[datetime, str]]) -> str:
    head = f"<b>{esc(unit.name)}</b>: lịch sử"
    if not lines:
        return f"{head}\nChưa có thay đổi nào."
    shown = [f"<i>{stamp(at)}</i> {line}" for at, line in lines[-20:]]
    hidden = [f"… {len(lines) - 20} dòng trước"] if len(lines) > 20 else []
    return "\n".join([head, *hidden, *shown])


def change(kept: Kept, names: Mapping[int, str], units: Mapping[int, str]) -> str:
    """One line of it."""
    one = kept.change
    who = esc(names.get(kept.person_id or 0, "Tổ giúp việc"))

    def person(written: str | None) -> str:
        return esc(names.get(int(written or 0), GONE))

    def unit(written: str | None) -> str:
        return esc(units.get(int(written or 0), "không"))

    match one.field:
        case "above":
            return f"{who} đổi đơn vị cấp trên: {unit(one.old)} → {unit(one.new)}"
        case "focal_point" if one.new:
            return f"{person(one.new)} đăng ký làm đầu mối"
        case "focal_point":
            return f"{who} cho {person(one.old)} thôi làm đầu mối"
        case "head" if one.new:
            return f"{person(one.new)} đăng ký là người đứng đầu"
        case "head":
            return f"{who} cho {person(one.old)} thôi vai trò người đứng đầu"
        case "deputy":
            away, deputy, first, last = (one.new or one.old or "").split(":")
            when = deputies.span(Span(date.fromisoformat(first), date.fromisoformat(last)), kept.at.date())
            if one.new and str(kept.person_id) == deputy:
                return f"{person(deputy)} nhận lời thay {person(away)} {when}"
            did = "cử" if one.new else "bỏ"
            return f"{who} {did} {person(deputy)} thay {person(away)} {when}"
        case "handover":
            return f"{person(one.old) if one.old else 'Tổ giúp việc'} bàn giao cho {person(one.new)}"
        case "created":
            return f"{who} thêm đơn vị"
    what = {"name": "tên", "aliases": "tên khác", "kind": "loại"}.get(one.field, one.field)
    return (
        f"{who} đổi {what}: {esc(shorten(one.old or 'trống', 80))} → {esc(shorten(one.new or 'trống', 80))}"
    )
