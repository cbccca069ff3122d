"""The sentence for each Refusal of what the Secretariat orders around the clock."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers.screens import esc
from handlers.texts import days

Facts = Mapping[str, Any]


def _days_unknown(facts: Facts) -> str:
    return (
        f"Tôi chưa hiểu «{esc(facts['words'])}». Đồng chí gõ: <code>/lich 2026</code>, "
        "<code>/lich nghỉ 2/1/2026 lý do</code>, <code>/lich làm bù 10/1/2026</code>, <code>/lich bỏ 2/1/2026</code>."
    )


def _day_is_so_already(facts: Facts) -> str:
    what = "ngày làm việc" if facts["working"] else "ngày nghỉ"
    return f"Ngày {days.full(facts['day'])} vốn đã là {what}, không có gì phải đổi."


def _day_not_ours(facts: Facts) -> str:
    verb, day = "nghỉ" if facts["working"] else "làm bù", days.full(facts["day"])
    return (
        f"Tổ giúp việc chưa thêm gì cho ngày {day}; ngày này theo lịch chung. "
        f"Muốn đổi: <code>/lich {verb} {day}</code>"
    )


def _unit_not_in_task(facts: Facts) -> str:
    ref = esc(facts["ref"])
    return f"{esc(facts['unit'])} không có trong việc {ref}. Xem các đơn vị: <code>/lichsu {ref}</code>"


def _not_later_than(facts: Facts) -> str:
    held = f" không muộn hơn hạn hiện nay {days.full(facts['held'])}" if facts["held"] else " đã qua"
    return f"Ngày {days.full(facts['day'])}{held}. Đồng chí ghi ngày khác; rút ngắn hạn thì sửa trong bảng Excel."


_RATING = "Ví dụ: «xã Kim Liên VÀNG ngày 15/10 nguồn nq57.vn»."

ORDERS: dict[str, Callable[[Facts], str]] = {
    "not_later_than": _not_later_than,
    "decided_already_by": lambda f: (
        f"Đồng chí {esc(f['name'])} đã trả lời đề nghị này: {f['what']}."  # escaped where it was worded
    ),
    "leads_nothing": lambda f: f"{esc(f['unit'])} hiện không chủ trì việc nào nên không có gì để nhắc.",
    "unit_not_in_task": _unit_not_in_task,
    "days_unknown": _days_unknown,
    "day_not_seen": lambda f: (
        f"Tôi không thấy ngày nào có thật trong «{esc(f['words'])}». Đồng chí ghi như 2/1/2026."
    ),
    "day_past": lambda f: f"Ngày {days.full(f['day'])} đã qua nên không đổi được nữa.",
    "day_too_far": lambda f: f"Ngày {days.full(f['day'])} còn xa quá; tôi nhận trước nhiều nhất hai năm.",
    "days_too_many": lambda f: f"{f['count']} ngày một lần thì nhiều quá; mỗi lần nhiều nhất 15 ngày.",
    "day_is_so_already": _day_is_so_already,
    "day_not_ours": _day_not_ours,
    "period_not_seen": lambda f: (
        f"Tôi chưa hiểu «{esc(f['words'])}». Đồng chí gõ: <code>/dienthu</code>, <code>/dienthu tuần sau</code>, "
        "<code>/dienthu 1/10-15/10</code>."
    ),
    "period_past": lambda f: (
        f"Từ {days.full(f['first'])} đến {days.full(f['last'])} đã qua; tôi chỉ diễn thử những ngày tới."
    ),
    "period_backwards": lambda f: (
        f"Ngày cuối {days.short(f['last'])} trước ngày đầu {days.short(f['first'])}. Đồng chí ghi lại, ví dụ "
        "<code>/dienthu 1/10-15/10</code>."
    ),
    "unreal_day": lambda f: f"Không có ngày {esc(f['words'])}. Đồng chí ghi lại ngày giúp.",
    "period_too_long": lambda f: f"Nhiều ngày quá; mỗi lần diễn thử nhiều nhất {f['days']} ngày.",
    "cadence_not_seen": lambda f: (
        f"Tôi chưa hiểu «{esc(f['words'])}». Đồng chí gõ: <code>/bantin hằng tuần từ 13/10</code>, "
        "<code>/bantin xem</code>, <code>/bantin lời dẫn …</code>, <code>/bantin gửi thêm Văn phòng Tỉnh uỷ</code>."
    ),
    "cadence_from_when": lambda _: (
        "Đồng chí ghi kỳ đầu vào ngày nào, ví dụ <code>/bantin hằng tháng từ 25/10 8h</code>."
    ),
    "cadence_in_the_past": lambda f: (
        f"Kỳ đầu {days.full(f['day'])} đã qua giờ; nhịp mới phải bắt đầu từ lúc này trở đi."
    ),
    "cadence_too_far": lambda f: (
        f"Ngày {days.full(f['day'])} còn xa quá; nhịp mới bắt đầu trong vòng một năm."
    ),
    "recipient_already": lambda f: f"{esc(f['unit'])} đã nhận bản tin rồi.",
    "recipient_unknown": lambda f: f"{esc(f['unit'])} không nằm trong các nơi nhận thêm bản tin.",
    "no_digest_ahead": lambda _: "Chưa đặt nhịp bản tin nên chưa có kỳ nào. Xem: /bantin",
    "no_group": lambda _: "Chưa có nhóm nhận bản tin. Vào nhóm Ban Chỉ đạo, gõ /nhom.",
    "words_too_long": lambda f: f"Lời dẫn dài quá; nhiều nhất {f['longest']} chữ cái.",
    "next_digest_is_near": lambda _: (
        "Kỳ sau đã gần nên không hoãn được nữa; đồng chí gửi ngay hoặc sửa lời dẫn."
    ),
    "pause_until_when": lambda _: (
        "Đồng chí ghi thêm đến ngày nào (ngày có thật), ví dụ <code>/tamdung Sở Y tế đến 15/10 bão số 10</code>."
    ),
    "pause_whom": lambda _: (
        "Đồng chí ghi thêm đơn vị nào, ví dụ <code>/tamdung Sở Y tế; các xã đến 15/10 bão số 10</code>."
    ),
    "pause_over": lambda f: f"Ngày {days.full(f['day'])} đã qua nên không có gì để tạm dừng.",
    "pause_too_long": lambda f: (
        f"Đến {days.full(f['day'])} thì lâu quá; mỗi lần tạm dừng nhiều nhất một năm."
    ),
    "not_paused": lambda f: f"{esc(', '.join(f['names'][:5]))} hiện không được tạm dừng nhắc.",
    "rating_which_programme": lambda f: (
        f"Đánh giá của kế hoạch nào ạ: {esc(', '.join(f['names'][:6]))}? Đồng chí nhắn lại, ghi cả tên kế hoạch. "
        "Tôi chưa ghi."
    ),
    "rating_colour": lambda _: f"Đánh giá chỉ có XANH, VÀNG hoặc ĐỎ. Tôi chưa ghi. {_RATING}",
    "rating_several_colours": lambda f: (
        f"Tôi thấy nhiều màu: {esc(f['colours'])}; mỗi tin chỉ ghi một màu của một đơn vị. Tôi chưa ghi. {_RATING}"
    ),
    "rating_day": lambda _: f"Đánh giá của ngày nào ạ? Tôi chưa ghi. {_RATING}",
    "rating_future": lambda f: (
        f"Ngày {days.full(f['day'])} chưa đến; đồng chí ghi ngày Trung ương đánh giá, có cả năm nếu là năm trước. "
        "Tôi chưa ghi."
    ),
    "rating_far": lambda f: f"Năm {f['day'].year} không hợp lý. Đồng chí ghi lại ngày giúp; tôi chưa ghi.",
    "rating_source": lambda _: f"Đánh giá này lấy từ nguồn nào ạ? Tôi chưa ghi. {_RATING}",
    "rating_long_source": lambda f: (
        f"Nguồn dài quá {f['longest']} ký tự. Đồng chí ghi gọn lại giúp; tôi chưa ghi."
    ),
    "rating_unit": lambda _: f"Đánh giá đơn vị nào ạ? Cả tỉnh thì ghi «toàn tỉnh». Tôi chưa ghi. {_RATING}",
    "rating_not_of": lambda f: (
        f"{esc(f['unit'])} không có mục nào trong {esc(f['programme'])}, nên tôi chưa ghi."
    ),
    "none_of_kind": lambda f: f"Chưa có đơn vị nào thuộc loại «{esc(f['words'])}».",
}
