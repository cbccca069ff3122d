"""Sentences of the first meeting: invitations, registration, help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.office import Actor, Assignment, Department
from domain.practice import Practice
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import days, invitation_sheets, practising, suspending, tasks
from handlers.texts.language import Sentence, say
from handlers.texts.pages import SIZE, WITH_BUTTONS, page_of

LONGEST_NAME = 60  # a page must fit a message, whatever the units are called
LONGEST_NAMES = 200


def to_people() -> Button:
    return Button(say("‹ Đầu mối"), "people:all:0")


def welcome_focal_point(
    name: str,
    unit: str,
    led: int,
    coordinated: int,
    done: int,
    others: Sequence[str],
    first: Assignment | None,
) -> Screen:
    """`led`, `coordinated`: how many tasks are open in which role; `done`: how many are not open any more.

    `first`: of those they lead.
    """
    held = [say("{led} việc", led=led)] * bool(led)
    held += [say("{coordinated} việc phối hợp", coordinated=coordinated)] * bool(coordinated)
    also = say(" (cùng {others})", others=esc(", ".join(others))) if others else ""
    if held:
        held_now = say("Đơn vị đang có {held}; đồng chí bấm nút dưới để xem.", held=say(" và ").join(held))
    elif done:
        held_now = say("Đơn vị đã xong cả {done} việc được giao. Khi có việc mới, tôi sẽ nhắn.", done=done)
    else:
        held_now = say("Đơn vị chưa có việc nào được giao. Khi có, tôi sẽ nhắn.")
    return Screen(
        say(
            "Chào đồng chí {name}. Đồng chí là đầu mối của <b>{unit}</b>{also}.\n"
            "\n"
            "{tasks}\n"
            "Trước mỗi hạn, tôi sẽ nhắc đồng chí. Đồng chí chỉ cần bấm nút hoặc nhắn vài chữ như «xong "
            "rồi», «{sample}».\n"
            "Muốn thử trước cho quen tay: /tapdung",
            name=esc(name),
            unit=esc(unit),
            also=also,
            tasks=held_now,
            sample=f"{esc(first.task.ref)} {tasks.further(first.state)}" if first else "60%",
        ),
        [[Button(say("📋 Xem việc của đơn vị"), "tasks:0")]] if held else [],
    )


def all_is_well(unit: str) -> str:
    return say("Đồng chí đã đăng ký cho <b>{unit}</b> rồi, mọi việc vẫn ổn. Xem việc: /viec", unit=esc(unit))


def welcome_leader(name: str) -> str:
    return say(
        "Chào đồng chí {name}. Đồng chí xem được tình hình chung bất cứ lúc nào: /tonghop. "
        "Lịch sử từng việc: /lichsu NV04.",
        name=esc(name),
    )


def leader_already() -> str:
    return say("Đồng chí đã được mời với vai trò lãnh đạo rồi. Xem tình hình chung: /tonghop")


def welcome_head(name: str, unit: str) -> Screen:
    return Screen(
        say(
            "Chào đồng chí {name}, người đứng đầu <b>{unit}</b>.\n"
            "\n"
            "Đồng chí xem được mọi việc của đơn vị; việc quá hạn, tôi báo đồng chí cùng đầu mối. "
            "Tình hình từng việc do đầu mối báo.",
            name=esc(name),
            unit=esc(unit),
        ),
        [[Button(say("📋 Xem việc của đơn vị"), "tasks:0")]],
    )


def head_already(unit: str) -> str:
    return say("Đồng chí đã đăng ký là người đứng đầu <b>{unit}</b> rồi. Xem việc: /viec", unit=esc(unit))


# to who pressed a button of the digest in the group was told to press START, and then that button again
PRESS_AGAIN = Sentence(
    "\n\nNếu vừa bấm nút dưới bản tin trong nhóm, xin đồng chí bấm lại nút ấy. "
    "Tôi gửi vào đây, không cần đường dẫn."
)
# to somebody who answers for no unit (any more) and wrote more than a command
NOT_WRITTEN = Sentence("\n\nTin vừa rồi tôi chưa ghi, vì hiện nay đồng chí không là đầu mối của đơn vị nào.")


def stranger(telegram_id: int) -> str:
    return say(
        "Xin chào. Đây là bot đôn đốc nhiệm vụ của Ban Chỉ đạo.\n"
        "\n"
        "Để sử dụng, đồng chí cần đường dẫn mời của Tổ giúp việc. "
        "Nếu chưa có, đồng chí gửi mã số dưới đây cho Tổ giúp việc:\n"
        "<code>{telegram_id}</code>",
        telegram_id=telegram_id,
    )


def returning(
    actor: Actor, units: Sequence[Department], *, stands_in: bool, step: Screen | None = None
) -> Screen:
    """`stands_in`: for somebody else, in these days. `step`: what the Secretariat has yet to set up."""
    name = esc(actor.person.name)
    if step is not None:
        head = say("Chào đồng chí {name}. Đồng chí thuộc Tổ giúp việc.", name=name)
        return Screen(
            say("{head}\n\n{text}\n\nTất cả các lệnh: /trogiup", head=head, text=step.text), step.rows
        )
    if actor.secretariat:
        return Screen(
            say(
                "Chào đồng chí {name}. Đồng chí thuộc Tổ giúp việc.\n"
                "Gửi tệp Excel để nhập việc, /giao để giao việc, /moi để mời đầu mối, "
                "/tonghop để xem tình hình. Tất cả các lệnh: /trogiup",
                name=name,
            )
        )
    if units:
        names = ", ".join(f"<b>{esc(u.name)}</b>" for u in units)
        own = say("đang thay đầu mối của") if stands_in else say("đầu mối của")
        role = own if actor.own_ids else say("người đứng đầu")
        return Screen(
            say("Chào đồng chí {name}, {role} {names}.", name=name, role=role, names=names),
            [[Button(say("📋 Xem việc của đơn vị"), "tasks:0")]],
        )
    return Screen(say("Chào đồng chí {name}. Xem tình hình chung: /tonghop. Các lệnh: /trogiup", name=name))


def invitation(unit: str, link: str, expires: datetime, days_good: int) -> str:
    return say(
        "Lời mời cho <b>{unit}</b>, dùng một lần, trong {days_good} ngày (đến {expires}):\n"
        "{link}\n"
        "\n"
        "Đồng chí chuyển tiếp cho đầu mối của đơn vị. "
        "Người ấy bấm vào đường dẫn rồi bấm «Bắt đầu» là xong.",
        unit=esc(unit),
        days_good=days_good,
        expires=days.moment(expires),
        link=esc(link),
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
        ask = say("Đồng chí mời đơn vị nào?\n\n")
        return Screen(ask + listed.text, [*listed.rows, [invitation_sheets.button()]])
    rows = [[_lost_button(roll)]] if roll.lost else []
    return Screen(say("Đơn vị nào cũng đã có đầu mối. Mời thêm: <code>/moi Sở Tài chính</code>"), rows)


def people(roll: Roll) -> Screen:
    """/daumoi: how many there are of each, who is not reached, and buttons to the full lists."""
    parts = [
        say(
            "<b>Đầu mối</b>: {manned} đơn vị đã có, {missing} chưa có.",
            manned=len(roll.manned),
            missing=len(roll.missing),
        )
    ]
    if roll.lost:
        shown = roll.lost[:SIZE]
        more = (
            say("\n… và {count} đơn vị khác", count=len(roll.lost) - len(shown))
            if len(roll.lost) > len(shown)
            else ""
        )
        lines = "\n".join(_lost_line(one) for one in shown)
        parts.append(
            say(
                "<b>Không liên lạc được {count} đơn vị</b> (đã chặn hoặc chưa mở bot):\n{lines}{more}",
                count=len(roll.lost),
                lines=lines,
                more=more,
            )
        )
    if roll.suspended:
        parts.append(suspending.in_short(roll.suspended))
    if roll.leaders:
        parts.append(say("<b>Lãnh đạo</b>: {leaders}", leaders=esc(shorten(", ".join(roll.leaders), 600))))
    if roll.manned:
        parts.append(practising.in_short(*roll.practised))
    parts.append(say("Trang của một đơn vị: <code>/daumoi Sở Y tế</code>"))
    offered = [
        (
            bool(roll.missing),
            Button(say("⚪ Chưa có đầu mối ({count})", count=len(roll.missing)), "people:missing:0"),
        ),
        (
            bool(roll.manned),
            Button(say("✅ Đã đăng ký ({count})", count=len(roll.manned)), "people:registered:0"),
        ),
        (bool(roll.lost), _lost_button(roll)),
        (bool(roll.manned), practising.list_button(*roll.practised)),
    ]
    return Screen("\n\n".join(parts), [[button] for there, button in offered if there])


def missing(roll: Roll, wanted: int) -> Screen:
    page = page_of(roll.missing, wanted, WITH_BUTTONS)
    lines = [f"• {esc(shorten(unit.name, LONGEST_NAME))}" for unit in page.entries]
    head = say("<b>Chưa có đầu mối: {total} đơn vị</b>{where}", total=page.total, where=page.where)
    invited = [[invite_button(unit)] for unit in page.entries]
    hint = ["", say("Bấm để lấy đường dẫn mời.")] if lines else []
    return Screen("\n".join([head, *lines, *hint]), [*invited, page.turning("people:missing"), [to_people()]])


def registered(roll: Roll, wanted: int) -> Screen:
    page = page_of(roll.manned, wanted)
    head = say("<b>Đã đăng ký: {total} đơn vị</b>{where}", total=page.total, where=page.where)
    lines = [_manned_line(one) for one in page.entries]
    return Screen("\n".join([head, *lines]), [page.turning("people:registered"), [to_people()]])


def unreachable(roll: Roll, wanted: int) -> Screen:
    page = page_of(roll.lost, wanted, WITH_BUTTONS)
    head = say("<b>Không liên lạc được: {total} đơn vị</b>{where}", total=page.total, where=page.where)
    lines = [_lost_line(one) for one in page.entries]
    invited = [[invite_button(one.unit)] for one in page.entries]
    return Screen("\n".join([head, *lines]), [*invited, page.turning("people:unreachable"), [to_people()]])


def _manned_line(one: Manned) -> str:
    names = [*one.reached, *(say("{name} (không liên lạc được)", name=name) for name in one.lost)]
    return f"• {esc(shorten(one.unit.name, LONGEST_NAME))}: {esc(shorten(', '.join(names), LONGEST_NAMES))}"


def _lost_line(one: Manned) -> str:
    names = shorten(", ".join(one.lost), LONGEST_NAMES)
    return f"• {esc(shorten(one.unit.name, LONGEST_NAME))}: {esc(names)}"


def invite_button(unit: Department) -> Button:
    return Button(say("✉️ Mời {unit}", unit=shorten(unit.name, LONGEST_NAME)), f"invite:{unit.id}")


def _lost_button(roll: Roll) -> Button:
    return Button(say("⚠️ Không liên lạc được ({count})", count=len(roll.lost)), "people:unreachable:0")


FOCAL_HELP = Sentence(
    "<b>Báo tiến độ</b>: bấm nút dưới lời nhắc, hoặc nhắn vài chữ:\n"
    "«xong rồi ạ» · «{ref} 60%» · «{ref} vướng kinh phí» · «{ref} xin lùi đến 15/10» · «12/16 xã»\n"
    "Tôi luôn đọc lại những gì đã ghi. Sai thì bấm «Sửa» hoặc «Lấy lại».\n"
    "<b>Hỏi</b>: «hạn bao giờ?» · «còn mấy việc?» · «ai phối hợp {ref}?»; "
    "câu khó tôi chuyển Tổ giúp việc.\n"
    "\n"
    "/viec – việc của đơn vị\n"
    "/lichsu {ref} – ai đã báo gì\n"
    "/giahan {ref} 15/10 vì chờ số liệu – xin lùi hạn\n"
    "/hoantac – lấy lại báo cáo vừa rồi\n"
    "/vang 5/10-12/10 đồng chí Lan – đi vắng, cử người thay\n"
    "/bangiao – bàn giao mọi việc cho người kế nhiệm\n"
    "/tapdung – tập dượt với việc giả\n"
    "/ngonngu – tiếng Việt hay tiếng Anh"
)
HEAD_HELP = Sentence(
    "<b>Người đứng đầu đơn vị</b>\n"
    "/viec – việc của đơn vị\n"
    "/lichsu {ref} – lịch sử một việc\n"
    "Hỏi bằng lời: «việc nào trễ?», «{ref} đến đâu rồi?»; câu khó tôi chuyển Tổ giúp việc.\n"
    "Việc quá hạn, tôi báo đồng chí. Tình hình từng việc do đầu mối báo."
)
SECRETARIAT_HELP = Sentence(
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
LEADER_HELP = Sentence(
    "<b>Lãnh đạo</b>\n"
    "/tonghop – tình hình chung; thêm tên đơn vị, «quá hạn», «chưa báo cáo», «25/9», «tháng 10»\n"
    "Hoặc hỏi bằng lời: «việc nào trễ?», «Sở Tài chính tới đâu rồi?», «ai chưa báo cáo?»\n"
    "/lichsu NV04 – lịch sử một việc"
)
GROUP_HELP = Sentence("Trong nhóm này: /tonghop để xem tình hình chung. Báo tiến độ xin nhắn riêng cho tôi.")


def help_for(actor: Actor, ref: str) -> str:
    """`ref`: the code of a task of theirs."""
    parts = []
    if actor.department_ids:
        parts.append(FOCAL_HELP(ref=esc(ref)))
    elif actor.headed_ids:
        parts.append(HEAD_HELP(ref=esc(ref)))
    if actor.secretariat:
        parts.append(SECRETARIAT_HELP())
    elif actor.leader:
        parts.append(LEADER_HELP())
    return "\n\n".join(parts) or stranger(actor.person.telegram_id or 0)
