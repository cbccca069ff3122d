"""Sentences of the first meeting: invitations, registration, help."""

from collections.abc import Sequence
from datetime import datetime

from domain.office import Actor, Department
from handlers.screens import Button, Screen, esc
from handlers.texts import days


def welcome_focal_point(name: str, unit: str, open_tasks: int, others: Sequence[str]) -> Screen:
    also = f" (cùng {esc(', '.join(others))})" if others else ""
    tasks = (
        f"Đơn vị đang có {open_tasks} việc; đồng chí bấm nút dưới để xem."
        if open_tasks
        else "Đơn vị chưa có việc nào được giao. Khi có, tôi sẽ nhắn."
    )
    return Screen(
        f"Chào đồng chí {esc(name)}. Đồng chí là đầu mối của <b>{esc(unit)}</b>{also}.\n\n"
        f"{tasks}\n"
        "Trước mỗi hạn, tôi sẽ nhắc đồng chí. Đồng chí chỉ cần bấm nút hoặc nhắn vài chữ như «xong rồi», «NV04 60%».",
        [[Button("📋 Xem việc của đơn vị", "tasks:0")]] if open_tasks else [],
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


def stranger(telegram_id: int) -> str:
    return (
        "Xin chào. Đây là bot đôn đốc nhiệm vụ của Ban Chỉ đạo.\n\n"
        "Để sử dụng, đồng chí cần đường dẫn mời của Tổ giúp việc. "
        "Nếu chưa có, đồng chí gửi mã số dưới đây cho Tổ giúp việc:\n"
        f"<code>{telegram_id}</code>"
    )


def returning(actor: Actor, units: Sequence[Department]) -> Screen:
    name = esc(actor.person.name)
    if actor.secretariat:
        return Screen(
            f"Chào đồng chí {name}. Đồng chí thuộc Tổ giúp việc.\n"
            "Gửi tệp Excel để nhập việc, /giao để giao việc, /moi để mời đầu mối, /tonghop để xem tình hình. "
            "Tất cả các lệnh: /trogiup"
        )
    if units:
        names = ", ".join(f"<b>{esc(u.name)}</b>" for u in units)
        return Screen(
            f"Chào đồng chí {name}, đầu mối của {names}.", [[Button("📋 Xem việc của đơn vị", "tasks:0")]]
        )
    return Screen(f"Chào đồng chí {name}. Xem tình hình chung: /tonghop. Các lệnh: /trogiup")


def invitation(unit: str, link: str, expires: datetime, days_good: int) -> str:
    return (
        f"Lời mời cho <b>{esc(unit)}</b>, dùng một lần, trong {days_good} ngày "
        f"(đến {days.moment(expires)}):\n{esc(link)}\n\n"
        "Đồng chí chuyển tiếp cho đầu mối của đơn vị. Người ấy bấm vào đường dẫn rồi bấm «Bắt đầu» là xong."
    )


def invite_whom(missing: Sequence[Department]) -> Screen:
    if not missing:
        return Screen("Đơn vị nào cũng đã có đầu mối. Mời thêm: <code>/moi Sở Tài chính</code>")
    rows = [[Button(f"✉️ {unit.name}", f"invite:{unit.id}")] for unit in missing[:20]]
    more = f"\nVà {len(missing) - 20} đơn vị khác: /daumoi" if len(missing) > 20 else ""
    return Screen(f"Đồng chí mời đơn vị nào? {len(missing)} đơn vị chưa có đầu mối:{more}", rows)


def no_focal_point(units: Sequence[Department]) -> Screen:
    """Said once for each unit, when something of theirs falls due and nobody is there to hear it."""
    rows = [[Button(f"✉️ Mời {unit.name}", f"invite:{unit.id}")] for unit in units[:20]]
    names = "\n".join(f"• {esc(unit.name)}" for unit in units[:40])
    more = f"\n… và {len(units) - 40} đơn vị khác" if len(units) > 40 else ""
    return Screen(
        f"<b>{len(units)} đơn vị có việc đến kỳ nhắc nhưng chưa có đầu mối, hoặc đầu mối không nhận được tin</b>:\n"
        f"{names}{more}\n\nBấm để lấy đường dẫn mời. Danh sách đầy đủ: /daumoi",
        rows,
    )


def people(
    registered: Sequence[tuple[Department, Sequence[str], Sequence[str]]],
    missing: Sequence[Department],
    leaders: Sequence[str],
) -> Screen:
    """`registered`: unit, names reached, names not reached."""
    parts = [f"<b>Đầu mối</b>: {len(registered)} đơn vị đã có, {len(missing)} chưa có."]
    unreachable = [(unit, names) for unit, _, names in registered if names]
    if unreachable:
        lines = "\n".join(f"• {esc(u.name)}: {esc(', '.join(n))}" for u, n in unreachable[:30])
        parts.append(f"<b>Không liên lạc được</b> (đã chặn hoặc chưa mở bot):\n{lines}")
    reached = [(unit, names) for unit, names, _ in registered if names]
    if reached:
        lines = "\n".join(f"• {esc(u.name)}: {esc(', '.join(n))}" for u, n in reached[:60])
        more = f"\n… và {len(reached) - 60} đơn vị khác" if len(reached) > 60 else ""
        parts.append(f"<b>Đã đăng ký</b>:\n{lines}{more}")
    if missing:
        lines = "\n".join(f"• {esc(unit.name)}" for unit in missing[:60])
        more = f"\n… và {len(missing) - 60} đơn vị khác" if len(missing) > 60 else ""
        parts.append(f"<b>Chưa có đầu mối</b>:\n{lines}{more}")
    if leaders:
        parts.append(f"<b>Lãnh đạo</b>: {esc(', '.join(leaders))}")
    rows = [[Button(f"✉️ Mời {unit.name}", f"invite:{unit.id}")] for unit in missing[:6]]
    return Screen("\n\n".join(parts), rows)


FOCAL_HELP = (
    "<b>Báo tiến độ</b>: bấm nút dưới lời nhắc, hoặc nhắn vài chữ:\n"
    "«xong rồi ạ» · «NV04 60%» · «NV04 vướng kinh phí» · «NV04 xin lùi đến 15/10» · «12/16 xã»\n"
    "Tôi luôn đọc lại những gì đã ghi. Sai thì bấm «Sửa» hoặc «Lấy lại».\n"
    "<b>Hỏi</b>: «hạn bao giờ?» · «còn mấy việc?» · «ai phối hợp NV04?»; câu khó tôi chuyển Tổ giúp việc.\n\n"
    "/viec – việc của đơn vị\n/lichsu NV04 – ai đã báo gì\n/hoantac – lấy lại báo cáo vừa rồi"
)
SECRETARIAT_HELP = (
    "<b>Tổ giúp việc</b>\n"
    "/giao Sở Tài chính: rà soát quy định đầu tư, hạn trong tháng 9/2025 – giao việc\n"
    "/moi Sở Tài chính – lấy đường dẫn mời đầu mối\n"
    "/daumoi – ai đã đăng ký, ai chưa\n"
    "/tonghop – tình hình chung; thêm tên đơn vị, «quá hạn», «chưa báo cáo»\n"
    "/lichsu NV04 – lịch sử một việc\n"
    "/nhom – gõ trong nhóm Ban Chỉ đạo để nhận bản tin\n"
    "/lich – ngày nghỉ, ngày làm bù trong năm\n"
    "Gửi tệp .xlsx hoặc .csv: xem trước rồi bấm để nhập."
)
LEADER_HELP = (
    "<b>Lãnh đạo</b>\n/tonghop – tình hình chung; thêm tên đơn vị, «quá hạn», «chưa báo cáo»\n"
    "Hoặc hỏi bằng lời: «việc nào trễ?», «Sở Tài chính tới đâu rồi?», «ai chưa báo cáo?»\n"
    "/lichsu NV04 – lịch sử một việc"
)
GROUP_HELP = "Trong nhóm này: /tonghop để xem tình hình chung. Báo tiến độ xin nhắn riêng cho tôi."


def help_for(actor: Actor) -> str:
    parts = []
    if actor.department_ids:
        parts.append(FOCAL_HELP)
    if actor.secretariat:
        parts.append(SECRETARIAT_HELP)
    elif actor.leader:
        parts.append(LEADER_HELP)
    return "\n\n".join(parts) or stranger(actor.person.telegram_id or 0)
