"""The sentence for each Refusal of what the Secretariat orders around the clock."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers.screens import esc
from handlers.texts import days
from handlers.texts.language import say

Facts = Mapping[str, Any]


def _days_unknown(facts: Facts) -> str:
    return say(
        "Tôi chưa hiểu «{words}». Đồng chí gõ: <code>/lich 2026</code>, "
        "<code>/lich nghỉ 2/1/2026 lý do</code>, <code>/lich làm bù 10/1/2026</code>, "
        "<code>/lich bỏ 2/1/2026</code>.",
        words=esc(facts["words"]),
    )


def _day_is_so_already(facts: Facts) -> str:
    what = say("ngày làm việc") if facts["working"] else say("ngày nghỉ")
    return say("Ngày {day} vốn đã là {what}, không có gì phải đổi.", day=days.full(facts["day"]), what=what)


def _day_not_ours(facts: Facts) -> str:
    day = facts["day"]
    return say(
        "Tổ giúp việc chưa thêm gì cho ngày {day}; ngày này theo lịch chung. "
        "Muốn đổi: <code>/lich {order}</code>",
        day=days.full(day),
        order=f"{'nghỉ' if facts['working'] else 'làm bù'} {days.typed(day)}",
    )


def _unit_not_in_task(facts: Facts) -> str:
    ref = esc(facts["ref"])
    return say(
        "{unit} không có trong việc {ref}. Xem các đơn vị: <code>/lichsu {ref}</code>",
        unit=esc(facts["unit"]),
        ref=ref,
    )


def _not_later_than(facts: Facts) -> str:
    held = (
        say(" không muộn hơn hạn hiện nay {held}", held=days.full(facts["held"]))
        if facts["held"]
        else say(" đã qua")
    )
    return say(
        "Ngày {day}{held}. Đồng chí ghi ngày khác; rút ngắn hạn thì sửa trong bảng Excel.",
        day=days.full(facts["day"]),
        held=held,
    )


def _not_rated(why: str) -> str:
    example = say("Tôi chưa ghi. Ví dụ: «xã Kim Liên VÀNG ngày 15/10 nguồn nq57.vn».")
    return f"{why} {example}"


ORDERS: dict[str, Callable[[Facts], str]] = {
    "not_later_than": _not_later_than,
    "decided_already_by": lambda f: say(
        "Đồng chí {name} đã trả lời đề nghị này: {what}.", name=esc(f["name"]), what=f["what"]
    ),  # escaped where it was worded
    "leads_nothing": lambda f: say(
        "{unit} hiện không chủ trì việc nào nên không có gì để nhắc.", unit=esc(f["unit"])
    ),
    "unit_not_in_task": _unit_not_in_task,
    "days_unknown": _days_unknown,
    "day_not_seen": lambda f: say(
        "Tôi không thấy ngày nào có thật trong «{words}». Đồng chí ghi như 2/1/2026.", words=esc(f["words"])
    ),
    "day_past": lambda f: say("Ngày {day} đã qua nên không đổi được nữa.", day=days.full(f["day"])),
    "day_too_far": lambda f: say(
        "Ngày {day} còn xa quá; tôi nhận trước nhiều nhất hai năm.", day=days.full(f["day"])
    ),
    "days_too_many": lambda f: say(
        "{count} ngày một lần thì nhiều quá; mỗi lần nhiều nhất 15 ngày.", count=f["count"]
    ),
    "day_is_so_already": _day_is_so_already,
    "day_not_ours": _day_not_ours,
    "period_not_seen": lambda f: say(
        "Tôi chưa hiểu «{words}». Đồng chí gõ: <code>/dienthu</code>, "
        "<code>/dienthu tuần sau</code>, <code>/dienthu 1/10-15/10</code>.",
        words=esc(f["words"]),
    ),
    "period_past": lambda f: say(
        "Từ {first} đến {last} đã qua; tôi chỉ diễn thử những ngày tới.",
        first=days.full(f["first"]),
        last=days.full(f["last"]),
    ),
    "period_backwards": lambda f: say(
        "Ngày cuối {last} trước ngày đầu {first}. Đồng chí ghi lại, ví dụ <code>/dienthu 1/10-15/10</code>.",
        last=days.short(f["last"]),
        first=days.short(f["first"]),
    ),
    "unreal_day": lambda f: say("Không có ngày {words}. Đồng chí ghi lại ngày giúp.", words=esc(f["words"])),
    "period_too_long": lambda f: say(
        "Nhiều ngày quá; mỗi lần diễn thử nhiều nhất {days} ngày.", days=f["days"]
    ),
    "cadence_not_seen": lambda f: say(
        "Tôi chưa hiểu «{words}». Đồng chí gõ: <code>/bantin hằng tuần từ 13/10</code>, "
        "<code>/bantin xem</code>, <code>/bantin lời dẫn …</code>, "
        "<code>/bantin gửi thêm Văn phòng Tỉnh uỷ</code>.",
        words=esc(f["words"]),
    ),
    "cadence_from_when": lambda _: say(
        "Đồng chí ghi kỳ đầu vào ngày nào, ví dụ <code>/bantin hằng tháng từ 25/10 8h</code>."
    ),
    "cadence_in_the_past": lambda f: say(
        "Kỳ đầu {day} đã qua giờ; nhịp mới phải bắt đầu từ lúc này trở đi.", day=days.full(f["day"])
    ),
    "cadence_too_far": lambda f: say(
        "Ngày {day} còn xa quá; nhịp mới bắt đầu trong vòng một năm.", day=days.full(f["day"])
    ),
    "recipient_already": lambda f: say("{unit} đã nhận bản tin rồi.", unit=esc(f["unit"])),
    "recipient_unknown": lambda f: say(
        "{unit} không nằm trong các nơi nhận thêm bản tin.", unit=esc(f["unit"])
    ),
    "no_digest_ahead": lambda _: say("Chưa đặt nhịp bản tin nên chưa có kỳ nào. Xem: /bantin"),
    "no_group": lambda _: say("Chưa có nhóm nhận bản tin. Vào nhóm Ban Chỉ đạo, gõ /nhom."),
    "words_too_long": lambda f: say("Lời dẫn dài quá; nhiều nhất {longest} chữ cái.", longest=f["longest"]),
    "next_digest_is_near": lambda _: say(
        "Kỳ sau đã gần nên không hoãn được nữa; đồng chí gửi ngay hoặc sửa lời dẫn."
    ),
    "pause_until_when": lambda _: say(
        "Đồng chí ghi thêm đến ngày nào (ngày có thật), "
        "ví dụ <code>/tamdung Sở Y tế đến 15/10 bão số 10</code>."
    ),
    "pause_whom": lambda _: say(
        "Đồng chí ghi thêm đơn vị nào, ví dụ <code>/tamdung Sở Y tế; các xã đến 15/10 bão số 10</code>."
    ),
    "pause_over": lambda f: say("Ngày {day} đã qua nên không có gì để tạm dừng.", day=days.full(f["day"])),
    "pause_too_long": lambda f: say(
        "Đến {day} thì lâu quá; mỗi lần tạm dừng nhiều nhất một năm.", day=days.full(f["day"])
    ),
    "not_paused": lambda f: say(
        "{names} hiện không được tạm dừng nhắc.", names=esc(", ".join(f["names"][:5]))
    ),
    "rating_which_programme": lambda f: say(
        "Đánh giá của kế hoạch nào ạ: {names}? Đồng chí nhắn lại, ghi cả tên kế hoạch. Tôi chưa ghi.",
        names=esc(", ".join(f["names"][:6])),
    ),
    "rating_colour": lambda _: _not_rated(say("Đánh giá chỉ có XANH, VÀNG hoặc ĐỎ.")),
    "rating_several_colours": lambda f: _not_rated(
        say(
            "Tôi thấy nhiều màu: {colours}; mỗi tin chỉ ghi một màu của một đơn vị.",
            colours=esc(f["colours"]),
        )
    ),
    "rating_day": lambda _: _not_rated(say("Đánh giá của ngày nào ạ?")),
    "rating_future": lambda f: say(
        "Ngày {day} chưa đến; đồng chí ghi ngày Trung ương đánh giá, có cả năm nếu là năm trước. Tôi chưa ghi.",
        day=days.full(f["day"]),
    ),
    "rating_far": lambda f: say(
        "Năm {year} không hợp lý. Đồng chí ghi lại ngày giúp; tôi chưa ghi.", year=f["day"].year
    ),
    "rating_source": lambda _: _not_rated(say("Đánh giá này lấy từ nguồn nào ạ?")),
    "rating_long_source": lambda f: say(
        "Nguồn dài quá {longest} ký tự. Đồng chí ghi gọn lại giúp; tôi chưa ghi.", longest=f["longest"]
    ),
    "rating_unit": lambda _: _not_rated(say("Đánh giá đơn vị nào ạ? Cả tỉnh thì ghi «toàn tỉnh».")),
    "rating_not_of": lambda f: say(
        "{unit} không có mục nào trong {programme}, nên tôi chưa ghi.",
        unit=esc(f["unit"]),
        programme=esc(f["programme"]),
    ),
    "none_of_kind": lambda f: say("Chưa có đơn vị nào thuộc loại «{words}».", words=esc(f["words"])),
}
