"""The sentence for each Refusal: why not, and what would work."""

from collections.abc import Callable
from datetime import date
from typing import Any

from handlers.screens import esc
from handlers.texts import days
from handlers.texts.refused_orders import ORDERS

SENTENCES = {
    "too_many_codes": "Mã không đúng đã được thử quá nhiều lần. Đồng chí đợi một giờ rồi bấm lại đường dẫn mời.",
    "code_unknown": "Mã mời này không đúng. Đồng chí bấm lại đúng đường dẫn đã nhận, hoặc xin Tổ giúp việc mã mới.",
    "code_used": "Mã mời này đã có người dùng. Mỗi mã chỉ dùng một lần; đồng chí xin Tổ giúp việc mã khác.",
    "code_expired": "Mã mời này đã hết hạn. Đồng chí xin Tổ giúp việc mã mới.",
    "all_manned": "Đơn vị nào cũng đã có đầu mối. Mời thêm một người: /moi Sở Tài chính",
    "no_username": "Chưa tạo được đường dẫn vì Telegram chưa trả lời. Đồng chí thử lại sau ít phút.",
    "secretariat_only": "Lệnh này dành cho Tổ giúp việc.",
    "readers_only": "Phần này dành cho lãnh đạo và Tổ giúp việc. Việc của đơn vị mình: /viec",
    "steering_group_only": "Số liệu tổng hợp chỉ gửi trong nhóm Ban Chỉ đạo. Lãnh đạo và Tổ giúp việc có thể nhắn riêng cho tôi.",
    "not_registered": "Đồng chí chưa đăng ký làm đầu mối. Xin Tổ giúp việc đường dẫn mời, rồi bấm vào đó.",
    "not_yours": "Việc này không thuộc đơn vị của đồng chí nên tôi không ghi.",
    "head_reads": "Đồng chí xem được việc này với vai trò người đứng đầu; tình hình do đầu mối của đơn vị báo.",
    "above_gone": "Đơn vị này không còn trực thuộc đơn vị nào.",
    "not_focal_point": "Đồng chí đang thay người khác nên không cử người thay tiếp được. Cần thì xin Tổ giúp việc.",
    "deputy_self": "Người thay phải là người khác. Đồng chí chọn lại giúp.",
    "no_handover": "Đồng chí đang thay người khác nên không bàn giao được. Cần thì xin Tổ giúp việc.",
    "handover_usage": "Bàn giao phần việc của đơn vị nào ạ? Ví dụ: <code>/bangiao Sở Y tế đồng chí Lan</code>.",
    "successor_self": "Người nhận bàn giao phải là người khác. Đồng chí chọn lại giúp.",
    "coordinating": "Đơn vị đồng chí phối hợp việc này; tình hình do đơn vị chủ trì báo. Đồng chí có thể nhắn ý kiến, tôi sẽ lưu.",
    "gone": "Nút này đã cũ hoặc không còn hiệu lực. Xem việc hiện nay: /viec",
    "proposal_gone": "Nút này đã cũ hoặc đã bấm rồi. Đồng chí gõ lại lệnh để xem tình hình hiện nay.",
    "not_a_unit_group": "Nhóm này không nhận bản tin riêng của khối nào.",
    "is_steering_group": "Nhóm này đang nhận bản tin chung. Muốn nhận bản tin riêng của một khối, "
    "đồng chí gõ lệnh này trong nhóm của khối ấy.",
    "not_issued": "Ngày ấy không có bản tin nào được phát hành. Các kỳ đã gửi: /bantin",
    "digest_gone": "Bản tin này đã gửi, hoặc đã có bản tin sau. Xem: /bantin",
    "already_decided": "Đề nghị này đã được giải quyết hoặc đã rút lại.",
    "not_waiting": "Kết quả này không còn chờ nghiệm thu: đã có người giải quyết, hoặc đơn vị đã báo lại.",
    "not_done": "Việc này hiện chưa báo xong nên không cần mở lại.",
    "done_already": "Việc này đã báo xong nên không cần lùi hạn. Nếu chưa xong, đồng chí nhắn lại, ví dụ «NV04 chưa xong, 60%».",
    "done_no_snooze": "Việc này đã báo xong nên tôi không nhắc nữa.",
    "snoozed_already": "Lần nhắc này đã hoãn rồi, hoặc tôi chưa nhắc đồng chí việc này. Mỗi lần nhắc hoãn được một lần.",
    "snooze_too_late": "Không còn ngày làm việc nào trước hạn để hoãn. Cần thêm thời gian thì bấm «Lùi hạn».",
    "wish_pending": "Một đề nghị lùi hạn của việc này đang chờ Tổ giúp việc trả lời, nên tôi chưa chuyển thêm.",
    "not_later": "Ngày này đã qua hoặc không muộn hơn hạn hiện nay. Đồng chí nhắn ngày khác, ví dụ «xin lùi đến 15/10».",
    "reason_needed": "Ngày này sớm hơn ngày đơn vị xin. Xin đồng chí ghi thêm lý do sau ngày, ví dụ "
    "«/giahan NV04 10/10 vì phải báo cáo Tỉnh uỷ».",
    "extend_usage": "Xin đồng chí ghi mã việc, ngày và lý do, ví dụ: <code>/giahan NV04 15/10 vì chờ số liệu</code>",
    "nothing_to_undo": "Đồng chí chưa có báo cáo nào để lấy lại.",
    "one_unit": "Mỗi lần <code>/giao</code> một đơn vị chủ trì. Việc nhiều đơn vị cùng chủ trì, đồng chí gửi tệp Excel. "
    "Cột «Chủ trì» ghi các đơn vị, giữa hai đơn vị là dấu chấm phẩy.",
    "ref_needed": "Đồng chí ghi thêm mã việc, ví dụ: <code>/lichsu NV04</code>",
    "group_only": "Lệnh này gõ trong nhóm Ban Chỉ đạo.",
    "private_only": "Lệnh này xin nhắn riêng cho tôi.",
    "file_kind": "Tôi đọc được bảng .xlsx, .csv và văn bản .docx, .pdf, .txt. Tệp này thì chưa.",
    "file_too_big": "Tệp lớn quá 20 MB nên tôi không nhận được và chưa ghi gì. Đồng chí tách nhỏ rồi gửi lại.",
    "file_lost": "Tôi chưa tải được tệp từ Telegram. Đồng chí gửi lại giúp.",
    "keeps_changing": "Dữ liệu thay đổi liên tục trong lúc tôi đọc tệp, nên tôi chưa nhập gì. Đồng chí thử lại sau ít phút.",
    "no_file_here": "Tôi chưa ghi gì từ tệp này. Đồng chí nhắn tình hình bằng chữ, ví dụ «NV04 xong».",
    "secret_file": "Việc này là việc mật: tôi không nhận và không lưu ảnh, tệp. Đồng chí xoá tin vừa gửi giúp, chỉ nhắn "
    "mã việc và tình hình, ví dụ «NV04 xong». Tài liệu gửi theo đường công văn mật.",
    "not_text": "Tôi chỉ đọc được chữ, nút bấm và tệp. Đồng chí nhắn vài chữ giúp, ví dụ «NV04 60%».",
    "unknown_command": "Tôi không có lệnh này. Các lệnh dùng được: /trogiup",
    "broke": "Xin lỗi, tôi chưa xử lý được và chưa ghi gì. Đồng chí nhắn lại giúp; tin cũ đã giữ để kiểm tra.",
    "secret_order": "Việc mật không giao ở đây được: máy nối mạng không được lưu nội dung mật, nên tôi chưa ghi gì. "
    "Đồng chí xoá tin vừa gửi, rồi nhập tệp Excel: đánh x ở cột «Mật», cột «Nội dung» chỉ ghi tên gọi trung tính. "
    "Tên ấy nhiều nhất 40 ký tự; nội dung gửi theo đường công văn mật.",
    "secret_not_passed_on": "Tin này có thể nói đến việc mật nên tôi không giữ và không chuyển. Đồng chí liên hệ trực tiếp "
    "Tổ giúp việc; nếu hỏi việc khác, ghi mã việc đó vào câu hỏi.",
    "secret_not_relayed": "Tin này nói đến việc mật nên tôi không giữ và không chuyển. Đồng chí trao đổi trực tiếp.",
    "amendment_unread": "Tôi chưa hiểu cần sửa gì. Đồng chí nhắn phần ấy, ví dụ "
    "«chủ trì: Sở Tài chính; phối hợp: Sở Nội vụ; hạn 30/9; nội dung: rà soát quy định».",
    "nothing_accepted": "Không còn việc nào đã nhận mà chưa giao.",
    "directive_used": "Đã có việc được giao theo văn bản này nên không đổi số, ngày được nữa.",
    "original_lost": "Tôi không còn tệp gốc của văn bản này. Đồng chí gửi lại tệp giúp.",
    "list_unread": "Tôi chưa hiểu cần sửa gì trong danh sách. Đồng chí nhắn, ví dụ «thêm Sở Y tế; bớt Sở Nội vụ». "
    "Hoặc ghi lại đủ tên các đơn vị, cách nhau bằng dấu chấm phẩy.",
    "list_empty": "Sửa như vậy thì danh sách không còn đơn vị nào nên tôi chưa ghi.",
    "reported_already": "Việc này đã có báo cáo nên không rút được ở đây.",
}

_DECIDED = {
    "accepted": "đã nhận",
    "dropped": "đã bỏ",
    "assigned": "đã nhận và giao",
    "covered": "đã nhập từ bảng",
}


def _decided(facts: Any) -> str:
    who = f"Đồng chí {esc(facts['name'])}" if facts["name"] else "Một đồng chí trong Tổ giúp việc"
    return f"{who} {_DECIDED.get(facts['state'], 'đã xét lại')} việc này."


def _lead_unclear(facts: Any) -> str:
    of = f" «{esc(facts['words'])}»" if facts["words"] else ""
    return f"Chưa nhận được vì chưa rõ đơn vị chủ trì{of}. Đồng chí bấm Sửa, hoặc chọn danh sách trước."


# sentences with what was typed in them
OF_PROPOSALS: dict[str, Callable[[Any], str]] = {
    "decided_by": _decided,
    "lead_unclear": _lead_unclear,
    "unit_twice": lambda f: f"«{esc(f['name'])}» ghi hai lần; mỗi đơn vị chỉ ghi một lần. Tôi chưa sửa gì.",
    "list_has": lambda f: f"«{esc(f['name'])}» đã có trong danh sách. Tôi chưa sửa gì.",
    "list_lacks": lambda f: f"«{esc(f['name'])}» không có trong danh sách. Tôi chưa sửa gì.",
    "due_no_such_day": lambda f: (
        f"«{esc(f['words'])}» không phải là một ngày có thật. Đồng chí nhắn lại hạn giúp."
    ),
    "due_far_year": lambda f: f"Hạn «{esc(f['words'])}» có năm không hợp lý. Đồng chí nhắn lại hạn giúp.",
    "due_end_before_start": lambda f: (
        f"Hạn «{esc(f['words'])}» kết thúc trước khi bắt đầu. Đồng chí nhắn lại giúp."
    ),
    "due_unreadable_deadline": lambda f: (
        f"Tôi chưa đọc được hạn «{esc(f['words'])}». Ví dụ «30/9», «trong tháng 10», «2 tuần một lần», «không có hạn»."
    ),
    "directive_unread": lambda f: (
        f"Tôi chưa thấy đủ số và ngày trong «{esc(f['words'])}». Ví dụ «Kết luận 15-KL/BCĐ ngày 23/9/2025»."
    ),
    "directive_unknown": lambda f: f"Tôi không có văn bản «{esc(f['words'])}».",
    "directive_ambiguous": lambda f: (
        f"«{esc(f['words'])}» có thể là: {'; '.join(esc(n) for n in f['names'])}. Đồng chí ghi thêm ngày giúp."
    ),
    "directive_to_come": lambda f: f"Ngày trong «{esc(f['words'])}» chưa đến. Đồng chí xem lại giúp.",
}
WITH_FACTS = {
    "above_circle": "«{above}» là chính đơn vị này hoặc đang ở dưới «{unit}», nên không thể là cấp trên của nó. "
    "Đồng chí chọn đơn vị khác.",
    "away_backwards": "Ngày cuối {last} trước ngày đầu {first}. Đồng chí nhắn lại, ví dụ «5/10-12/10 đồng chí Lan».",
    "away_past": "Ngày {first} đã qua. Đồng chí nhắn lại từ hôm nay trở đi, ví dụ «5/10-12/10 đồng chí Lan».",
    "away_overlaps": "Trong những ngày từ {first} đến {last} đã có người thay rồi. "
    "Muốn đổi, đồng chí bỏ người thay trước: /vang",
    "no_such_day": "Không có ngày {words}. Đồng chí nhắn lại, ví dụ «5/10-12/10 đồng chí Lan».",
    "successor_there": "Đồng chí {name} đã là đầu mối của đơn vị này.",
    "snooze_not_then": "Không hoãn đến ngày {day} được: cần một ngày làm việc trước hạn {deadline}. "
    "Đồng chí bấm hoặc nhắn ngày khác.",
    "done_open_again": "{ref} đã báo xong nên không cần lùi hạn. Muốn đơn vị làm tiếp, đồng chí bấm «Mở lại» "
    "dưới /lichsu {ref}.",
    "deputy_lost": "Đồng chí {name} hiện không nhận được tin của tôi. Đồng chí chọn người khác.",
    "deputy_away": "Đồng chí {name} cũng vắng trong những ngày ấy. Đồng chí chọn người khác.",
}


def say(reason: str, **facts: Any) -> str:
    if reason in ORDERS:
        return ORDERS[reason](facts)
    if reason == "unit_unknown":
        names = facts.get("names") or []
        near = "; gần nhất: " + ", ".join(esc(n) for n in names) if names else ""
        return f"Tôi không tìm thấy đơn vị «{esc(facts['words'])}»{near}."
    if reason == "unit_ambiguous":
        names = "; ".join(esc(n) for n in facts["names"])
        return f"«{esc(facts['words'])}» có thể là: {names}. Đồng chí ghi rõ tên giúp."
    if reason == "far_day":
        return f"Tôi hiểu là ngày {days.full(facts['day'])}, còn rất xa. Nếu đúng, xin đồng chí ghi rõ năm; nếu nhầm, ghi lại ngày."
    if reason == "which_lead":
        names = "; ".join(esc(n) for n in facts["names"][:12])
        return f"{esc(facts['ref'])} có nhiều đơn vị chủ trì: {names}. Đồng chí ghi thêm tên đơn vị sau mã."
    if reason == "not_of_unit":
        return f"{esc(facts['unit'])} không chủ trì việc {esc(facts['ref'])}."
    if reason in OF_PROPOSALS:
        return OF_PROPOSALS[reason](facts)
    if reason in WITH_FACTS:
        return WITH_FACTS[reason].format(**{key: _fact(value) for key, value in facts.items()})
    if reason == "ref_unknown":
        return f"Không có việc nào mang mã «{esc(facts['ref'])}»."
    if reason == "summary_unknown":
        return (
            f"Tôi chưa hiểu «{esc(facts['words'])}». Đồng chí thử: <code>/tonghop</code>, "
            "<code>/tonghop quá hạn</code>, <code>/tonghop chưa báo cáo</code>, <code>/tonghop Sở Tài chính</code>, "
            "<code>/tonghop quý 4</code>, <code>/tonghop NV04</code>, <code>/tonghop 15-KL/BCĐ</code>."
        )
    return SENTENCES[reason]


def _fact(value: Any) -> str:
    return days.full(value) if isinstance(value, date) else esc(value)
