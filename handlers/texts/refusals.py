"""The sentence for each Refusal: why not, and what would work."""

from typing import Any

from handlers.screens import esc
from handlers.texts.refused_orders import ORDERS

SENTENCES = {
    "too_many_codes": "Mã không đúng đã được thử quá nhiều lần. Đồng chí đợi một giờ rồi bấm lại đường dẫn mời.",
    "code_unknown": "Mã mời này không đúng. Đồng chí bấm lại đúng đường dẫn đã nhận, hoặc xin Tổ giúp việc mã mới.",
    "code_used": "Mã mời này đã có người dùng. Mỗi mã chỉ dùng một lần; đồng chí xin Tổ giúp việc mã khác.",
    "code_expired": "Mã mời này đã hết hạn. Đồng chí xin Tổ giúp việc mã mới.",
    "no_username": "Chưa tạo được đường dẫn vì Telegram chưa trả lời. Đồng chí thử lại sau ít phút.",
    "secretariat_only": "Lệnh này dành cho Tổ giúp việc.",
    "readers_only": "Phần này dành cho lãnh đạo và Tổ giúp việc. Việc của đơn vị mình: /viec",
    "steering_group_only": "Số liệu tổng hợp chỉ gửi trong nhóm Ban Chỉ đạo. Lãnh đạo và Tổ giúp việc có thể nhắn riêng cho tôi.",
    "not_registered": "Đồng chí chưa đăng ký làm đầu mối. Xin Tổ giúp việc đường dẫn mời, rồi bấm vào đó.",
    "not_yours": "Việc này không thuộc đơn vị của đồng chí nên tôi không ghi.",
    "coordinating": "Đơn vị đồng chí phối hợp việc này; tình hình do đơn vị chủ trì báo. Đồng chí có thể nhắn ý kiến, tôi sẽ lưu.",
    "gone": "Nút này đã cũ hoặc không còn hiệu lực. Xem việc hiện nay: /viec",
    "proposal_gone": "Nút này đã cũ hoặc đã bấm rồi. Đồng chí gõ lại lệnh để xem tình hình hiện nay.",
    "digest_gone": "Bản tin này đã gửi, hoặc đã có bản tin sau. Xem: /bantin",
    "already_decided": "Đề nghị này đã được giải quyết hoặc đã rút lại.",
    "done_already": "Việc này đã báo xong nên không cần lùi hạn. Nếu chưa xong, đồng chí nhắn lại, ví dụ «NV04 chưa xong, 60%».",
    "wish_pending": "Một đề nghị lùi hạn của việc này đang chờ Tổ giúp việc trả lời, nên tôi chưa chuyển thêm.",
    "not_later": "Ngày này đã qua hoặc không muộn hơn hạn hiện nay. Đồng chí nhắn ngày khác, ví dụ «xin lùi đến 15/10».",
    "nothing_to_undo": "Đồng chí chưa có báo cáo nào để lấy lại.",
    "one_unit": "Mỗi lần <code>/giao</code> một đơn vị chủ trì. Việc có nhiều đơn vị cùng chủ trì, đồng chí gửi tệp Excel, "
    "cột «Chủ trì» ghi các đơn vị cách nhau bằng dấu chấm phẩy.",
    "ref_needed": "Đồng chí ghi thêm mã việc, ví dụ: <code>/lichsu NV04</code>",
    "group_only": "Lệnh này gõ trong nhóm Ban Chỉ đạo.",
    "private_only": "Lệnh này xin nhắn riêng cho tôi.",
    "file_kind": "Tôi đọc được tệp .xlsx và .csv. Tệp này thì chưa.",
    "file_too_big": "Tệp lớn quá 20 MB, tôi không nhận được. Đồng chí tách nhỏ rồi gửi lại.",
    "file_lost": "Tôi chưa tải được tệp từ Telegram. Đồng chí gửi lại giúp.",
    "no_file_here": "Tôi chưa ghi gì từ tệp này. Đồng chí nhắn tình hình bằng chữ, ví dụ «NV04 xong».",
    "not_text": "Tôi chỉ đọc được chữ, nút bấm và tệp. Đồng chí nhắn vài chữ giúp, ví dụ «NV04 60%».",
    "unknown_command": "Tôi không có lệnh này. Các lệnh dùng được: /trogiup",
    "broke": "Xin lỗi, tôi chưa xử lý được và chưa ghi gì. Đồng chí nhắn lại giúp; tin cũ đã giữ để kiểm tra.",
    "reported_already": "Việc này đã có báo cáo nên không rút được ở đây.",
}


def say(reason: str, **facts: Any) -> str:
    if reason in ORDERS:
        return ORDERS[reason](facts)
    if reason == "unit_unknown":
        names = facts.get("names") or []
        near = " Có phải: " + ", ".join(esc(n) for n in names) + "?" if names else ""
        return f"Tôi không tìm thấy đơn vị «{esc(facts['words'])}».{near}"
    if reason == "unit_ambiguous":
        names = "; ".join(esc(n) for n in facts["names"])
        return f"«{esc(facts['words'])}» có thể là: {names}. Đồng chí ghi rõ tên giúp."
    if reason == "ref_unknown":
        return f"Không có việc nào mang mã «{esc(facts['ref'])}»."
    if reason == "summary_unknown":
        return (
            f"Tôi chưa hiểu «{esc(facts['words'])}». Đồng chí thử: <code>/tonghop</code>, "
            "<code>/tonghop quá hạn</code>, <code>/tonghop chưa báo cáo</code>, <code>/tonghop Sở Tài chính</code>, "
            "<code>/tonghop quý 4</code>."
        )
    return SENTENCES[reason]
