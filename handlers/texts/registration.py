"""Sentences of the first meeting: invitations, registration, help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.office import Actor, Department
from domain.practice import Practice
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, invitation_sheets, practising, suspending
from handlers.texts.pages import SIZE, WITH_BUTTONS, page_of

TO_PEOPLE = Button("‹ Đầu mối", "people:all:0")
LONGEST_NAME = 60  # a page must fit a message, whatever the units are called
LONGEST_NAMES = 200


def welcome_focal_point(name: str, unit: str, led: int, coordinated: int, others: Sequence[str]) -> Screen:
    """`led`, `coordinated`: how many tasks are open in which role."""
    held = [f"{led} việc"] * bool(led) + [f"{coordinated} việc phối hợp"] * bool(coordinated)
    also = f" (cùng {esc(', '.join(others))})" if others else ""
    tasks = (
        f"Đơn vị đang có {' và '.join(held)}; đồng chí bấm nút dưới để xem."
        if held
        else "Đơn vị chưa có việc nào được giao. Khi có, tôi sẽ nhắn."
    )
    return Screen(
        f"Chào đồng chí {esc(name)}. Đồng chí là đầu mối của <b>{esc(unit)}</b>{also}.\n\n"
        f"{tasks}\n"
        "Trước mỗi hạn, tôi sẽ nhắc đồng chí. Đồng chí chỉ cần bấm nút hoặc nhắn vài chữ như «xong rồi», «NV04 60%».\n"
        "Muốn thử trước cho quen tay: /tapdung",
        [[Button("📋 Xem việc của đơn vị", "tasks:0")]] if held else [],
    )


def all_is_well(unit: str) -> str:
    return f"Đồng chí đã đăng ký cho <b>{esc(unit)}</b> rồi, mọi việc vẫn ổn. Xem việc: /viec"


def welcome_leader(name: str) -> str:
    return (
        f"Chào đồng chí {esc(name)}. Đồng chí xem được tình hình chung bất cứ lúc nào: /tonghop. "
        "Lịch sử từng việc: /lichsu NV04."
    )


def leader_already() -> str:
    return "Đồng chí đã được mời với vai trò lãnh đạo rồi. Xem tình hình chung: /tonghop"


def welcome_head(name: str, unit: str) -> Screen:
    return Screen(
        f"Chào đồng chí {esc(name)}, người đứng đầu <b>{esc(unit)}</b>.\n\n"
        "Đồng chí xem được mọi việc của đơn vị; việc quá hạn, tôi báo đồng chí cùng đầu mối. "
        "Tình hình từng việc do đầu mối báo.",
        [[Button("📋 Xem việc của đơn vị", "tasks:0")]],
    )


def head_already(unit: str) -> str:
    return f"Đồng chí đã đăng ký là người đứng đầu <b>{esc(unit)}</b> rồi. Xem việc: /viec"


# to somebody who answers for no unit (any more) and wrote more than a command
NOT_WRITTEN = "\n\nTin vừa rồi tôi chưa ghi, vì hiện nay đồng chí không là đầu mối của đơn vị nào."


def stranger(telegram_id: int) -> str:
    return (
        "Xin chào. Đây là bot đôn đốc nhiệm vụ của Ban Chỉ đạo.\n\n"
        "Để sử dụng, đồng chí cần đường dẫn mời của Tổ giúp việc. "
        "Nếu chưa có, đồng chí gửi mã số dưới đây cho Tổ giúp việc:\n"
        f"<code>{telegram_id}</code>"
    )


def returning(
    actor: Actor, units: Sequence[Department], *, stands_in: bool, step: Screen | None = None
) -> Screen:
    """`stands_in`: for somebody else, in these days. `step`: what the Secretariat has yet to set up."""
    name = esc(actor.person.name)
    if step is not None:
        head = f"Chào đồng chí {name}. Đồng chí thuộc Tổ giúp việc."
        return Screen(f"{head}\n\n{step.text}\n\nTất cả các lệnh: /trogiup", step.rows)
    if actor.secretariat:
        return Screen(
            f"Chào đồng chí {name}. Đồng chí thuộc Tổ giúp việc.\n"
            "Gửi tệp Excel để nhập việc, /giao để giao việc, /moi để mời đầu mối, /tonghop để xem tình hình. "
            "Tất cả các lệnh: /trogiup"
        )
    if units:
        names = ", ".join(f"<b>{esc(u.name)}</b>" for u in units)
        own = "đang thay đầu mối của" if stands_in else "đầu mối của"
        role = own if actor.own_ids else "người đứng đầu"
        return Screen(
            f"Chào đồng chí {name}, {role} {names}.", [[Button("📋 Xem việc của đơn vị", "tasks:0")]]
        )
    return Screen(f"Chào đồng chí {name}. Xem tình hình chung: /tonghop. Các lệnh: /trogiup")


def invitation(unit: str, link: str, expires: datetime, days_good: int) -> str:
    return (
        f"Lời mời cho <b>{esc(unit)}</b>, dùng một lần, trong {days_good} ngày "
        f"(đến {days.moment(expires)}):\n{esc(link)}\n\n"
        "Đồng chí chuyển tiếp cho đầu mối của đơn vị. Người ấy bấm vào đường dẫn rồi bấm «Bắt đầu» là xong."
    )


@dataclass(frozen=True, slots=True)
class Manned:
    """A unit with its focal points: the names of those a message reaches, and of those it does not.

    `practised`: each of them with the practice that says most of them.
    """

    unit: Department
    reached: tuple[str, ...]
    lost: tuple[str, ...]
    practised: tuple[tuple[str, Practice | None], ...]


@dataclass(frozen=True, slots=True)
class Roll:
    """Who answers for whom, over all units; every unit stands in `manned` or in `missing`."""

    manned: tuple[Manned, ...]
    missing: tuple[Department, ...]
    leaders: tuple[str, ...]
    suspended: tuple[str, ...]

    @property
    def lost(self) -> tuple[Manned, ...]:
        return tuple(one for one in self.manned if one.lost)

    @property
    def practised(self) -> tuple[int, int]:
        """How many focal points have understood, and how many there are."""
        every = [practice for one in self.manned for _, practice in one.practised]
        return sum(p is not None and p.done_at is not None for p in every), len(every)


def invite_whom(roll: Roll) -> Screen:
    """/moi without a name: the units without a focal point, and a way to those not reached."""
    if roll.missing:
        listed = missing(roll, 0)
        ask = "Đồng chí mời đơn vị nào?\n\n"
        return Screen(ask + listed.text, [*listed.rows, [invitation_sheets.BUTTON]])
    rows = [[_lost_button(roll)]] if roll.lost else []
    return Screen("Đơn vị nào cũng đã có đầu mối. Mời thêm: <code>/moi Sở Tài chính</code>", rows)


def people(roll: Roll) -> Screen:
    """/daumoi: how many there are of each, who is not reached, and buttons to the full lists."""
    parts = [f"<b>Đầu mối</b>: {len(roll.manned)} đơn vị đã có, {len(roll.missing)} chưa có."]
    if roll.lost:
        shown = roll.lost[:SIZE]
        more = f"\n… và {len(roll.lost) - len(shown)} đơn vị khác" if len(roll.lost) > len(shown) else ""
        lines = "\n".join(_lost_line(one) for one in shown)
        parts.append(
            f"<b>Không liên lạc được {len(roll.lost)} đơn vị</b> (đã chặn hoặc chưa mở bot):\n{lines}{more}"
        )
    if roll.suspended:
        parts.append(suspending.in_short(roll.suspended))
    if roll.leaders:
        parts.append(f"<b>Lãnh đạo</b>: {esc(shorten(', '.join(roll.leaders), 600))}")
    if roll.manned:
        parts.append(practising.in_short(*roll.practised))
    parts.append("Trang của một đơn vị: <code>/daumoi Sở Y tế</code>")
    offered = [
        (bool(roll.missing), Button(f"⚪ Chưa có đầu mối ({len(roll.missing)})", "people:missing:0")),
        (bool(roll.manned), Button(f"✅ Đã đăng ký ({len(roll.manned)})", "people:registered:0")),
        (bool(roll.lost), _lost_button(roll)),
        (bool(roll.manned), practising.list_button(*roll.practised)),
    ]
    return Screen("\n\n".join(parts), [[button] for there, button in offered if there])


def missing(roll: Roll, wanted: int) -> Screen:
    page = page_of(roll.missing, wanted, WITH_BUTTONS)
    lines = [f"• {esc(shorten(unit.name, LONGEST_NAME))}" for unit in page.entries]
    head = f"<b>Chưa có đầu mối: {page.total} đơn vị</b>{page.where}"
    invited = [[invite_button(unit)] for unit in page.entries]
    hint = ["", "Bấm để lấy đường dẫn mời."] if lines else []
    return Screen("\n".join([head, *lines, *hint]), [*invited, page.turning("people:missing"), [TO_PEOPLE]])


def registered(roll: Roll, wanted: int) -> Screen:
    page = page_of(roll.manned, wanted)
    head = f"<b>Đã đăng ký: {page.total} đơn vị</b>{page.where}"
    lines = [_manned_line(one) for one in page.entries]
    return Screen("\n".join([head, *lines]), [page.turning("people:registered"), [TO_PEOPLE]])


def unreachable(roll: Roll, wanted: int) -> Screen:
    page = page_of(roll.lost, wanted, WITH_BUTTONS)
    head = f"<b>Không liên lạc được: {page.total} đơn vị</b>{page.where}"
    lines = [_lost_line(one) for one in page.entries]
    invited = [[invite_button(one.unit)] for one in page.entries]
    return Screen("\n".join([head, *lines]), [*invited, page.turning("people:unreachable"), [TO_PEOPLE]])


def _manned_line(one: Manned) -> str:
    names = [*one.reached, *(f"{name} (không liên lạc được)" for name in one.lost)]
    return f"• {esc(shorten(one.unit.name, LONGEST_NAME))}: {esc(shorten(', '.join(names), LONGEST_NAMES))}"


def _lost_line(one: Manned) -> str:
    names = shorten(", ".join(one.lost), LONGEST_NAMES)
    return f"• {esc(shorten(one.unit.name, LONGEST_NAME))}: {esc(names)}"


def invite_button(unit: Department) -> Button:
    return Button(f"✉️ Mời {shorten(unit.name, LONGEST_NAME)}", f"invite:{unit.id}")


def _lost_button(roll: Roll) -> Button:
    return Button(f"⚠️ Không liên lạc được ({len(roll.lost)})", "people:unreachable:0")


FOCAL_HELP = (
    "<b>Báo tiến độ</b>: bấm nút dưới lời nhắc, hoặc nhắn vài chữ:\n"
    "«xong rồi ạ» · «NV04 60%» · «NV04 vướng kinh phí» · «NV04 xin lùi đến 15/10» · «12/16 xã»\n"
    "Tôi luôn đọc lại những gì đã ghi. Sai thì bấm «Sửa» hoặc «Lấy lại».\n"
    "<b>Hỏi</b>: «hạn bao giờ?» · «còn mấy việc?» · «ai phối hợp NV04?»; câu khó tôi chuyển Tổ giúp việc.\n\n"
    "/viec – việc của đơn vị\n/lichsu NV04 – ai đã báo gì\n"
    "/giahan NV04 15/10 vì chờ số liệu – xin lùi hạn\n/hoantac – lấy lại báo cáo vừa rồi\n"
    "/vang 5/10-12/10 đồng chí Lan – đi vắng, cử người thay\n/bangiao – bàn giao mọi việc cho người kế nhiệm\n"
    "/tapdung – tập dượt với việc giả"
)
HEAD_HELP = (
    "<b>Người đứng đầu đơn vị</b>\n/viec – việc của đơn vị\n/lichsu NV04 – lịch sử một việc\n"
    "Hỏi bằng lời: «việc nào trễ?», «NV04 đến đâu rồi?»; câu khó tôi chuyển Tổ giúp việc.\n"
    "Việc quá hạn, tôi báo đồng chí. Tình hình từng việc do đầu mối báo."
)
SECRETARIAT_HELP = (
    "<b>Tổ giúp việc</b>\n"
    "/giao Sở Tài chính: rà soát quy định đầu tư, hạn trong tháng 9/2025 – giao việc\n"
    "/giahan NV04 15/10 vì bão số 10 – lùi hạn một việc\n"
    "/moi Sở Tài chính – lấy đường dẫn mời đầu mối\n"
    "/daumoi – ai đã đăng ký, ai chưa\n"
    "/daumoi Sở Y tế – đầu mối, người thay, người đứng đầu, cấp trên của một đơn vị\n"
    "/tonghop – tình hình chung; thêm tên đơn vị, «quá hạn», «chưa báo cáo», «25/9», «15-KL/BCĐ»\n"
    "/lichsu NV04 – lịch sử một việc\n"
    "/nhac – nhắc ngay mọi nơi chưa trả lời; thêm mã việc, tên đơn vị hoặc «quá hạn»\n"
    "/nhom – gõ trong nhóm Ban Chỉ đạo để nhận bản tin\n"
    "/lich – ngày nghỉ, ngày làm bù; thêm «nghỉ 2/1», «làm bù 10/1», «bỏ 2/1»\n"
    "/tamdung các xã đến 15/10 bão số 10 – không nhắc trong thời gian này\n"
    "/dienthu tuần sau – bảng những tin sẽ gửi, không gửi thật\n"
    "/bantin – nhịp bản tin, xem trước, lời dẫn, nơi nhận\n"
    "Gửi bảng .xlsx, .csv: xem trước rồi bấm để nhập\n"
    "Gửi kết luận .docx, .pdf, .txt: xem từng việc được đề xuất rồi bấm để giao."
)
LEADER_HELP = (
    "<b>Lãnh đạo</b>\n/tonghop – tình hình chung; thêm tên đơn vị, «quá hạn», «chưa báo cáo», «25/9», «tháng 10»\n"
    "Hoặc hỏi bằng lời: «việc nào trễ?», «Sở Tài chính tới đâu rồi?», «ai chưa báo cáo?»\n"
    "/lichsu NV04 – lịch sử một việc"
)
GROUP_HELP = "Trong nhóm này: /tonghop để xem tình hình chung. Báo tiến độ xin nhắn riêng cho tôi."


def help_for(actor: Actor) -> str:
    parts = []
    if actor.department_ids:
        parts.append(FOCAL_HELP)
    elif actor.headed_ids:
        parts.append(HEAD_HELP)
    if actor.secretariat:
        parts.append(SECRETARIAT_HELP)
    elif actor.leader:
        parts.append(LEADER_HELP)
    return "\n\n".join(parts) or stranger(actor.person.telegram_id or 0)
