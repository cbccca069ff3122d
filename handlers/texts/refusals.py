"""The sentence for each Refusal: why not, and what would work."""

from collections.abc import Callable
from datetime import date
from typing import Any

from handlers.screens import esc
from handlers.texts import days, language
from handlers.texts.language import Sentence
from handlers.texts.refused_orders import ORDERS

SENTENCES = {
    "too_many_codes": Sentence(
        "Mã không đúng đã được thử quá nhiều lần. Đồng chí đợi một giờ rồi bấm lại đường dẫn mời."
    ),
    "code_unknown": Sentence(
        "Mã mời này không đúng. Đồng chí bấm lại đúng đường dẫn đã nhận, hoặc xin Tổ giúp việc mã mới."
    ),
    "code_used": Sentence(
        "Mã mời này đã có người dùng. Mỗi mã chỉ dùng một lần; đồng chí xin Tổ giúp việc mã khác."
    ),
    "code_expired": Sentence("Mã mời này đã hết hạn. Đồng chí xin Tổ giúp việc mã mới."),
    "all_manned": Sentence("Đơn vị nào cũng đã có đầu mối. Mời thêm một người: /moi Sở Tài chính"),
    "no_username": Sentence(
        "Chưa tạo được đường dẫn vì Telegram chưa trả lời. Đồng chí thử lại sau ít phút."
    ),
    "secretariat_only": Sentence("Lệnh này dành cho Tổ giúp việc."),
    "readers_only": Sentence("Phần này dành cho lãnh đạo và Tổ giúp việc. Việc của đơn vị mình: /viec"),
    "steering_group_only": Sentence(
        "Số liệu tổng hợp chỉ gửi trong nhóm Ban Chỉ đạo. Lãnh đạo và Tổ giúp việc có thể nhắn riêng cho tôi."
    ),
    "not_registered": Sentence(
        "Đồng chí chưa đăng ký làm đầu mối. Xin Tổ giúp việc đường dẫn mời, rồi bấm vào đó."
    ),
    "not_yours": Sentence("Việc này không thuộc đơn vị của đồng chí nên tôi không ghi."),
    "head_reads": Sentence(
        "Đồng chí xem được việc này với vai trò người đứng đầu; tình hình do đầu mối của đơn vị báo."
    ),
    "above_gone": Sentence("Đơn vị này không còn trực thuộc đơn vị nào."),
    "not_focal_point": Sentence(
        "Đồng chí đang thay người khác nên không cử người thay tiếp được. Cần thì xin Tổ giúp việc."
    ),
    "deputy_self": Sentence("Người thay phải là người khác. Đồng chí chọn lại giúp."),
    "no_handover": Sentence(
        "Đồng chí đang thay người khác nên không bàn giao được. Cần thì xin Tổ giúp việc."
    ),
    "handover_usage": Sentence(
        "Bàn giao phần việc của đơn vị nào ạ? Ví dụ: <code>/bangiao Sở Y tế đồng chí Lan</code>."
    ),
    "successor_self": Sentence("Người nhận bàn giao phải là người khác. Đồng chí chọn lại giúp."),
    "coordinating": Sentence(
        "Đơn vị đồng chí phối hợp việc này; tình hình do đơn vị chủ trì báo. "
        "Đồng chí có thể nhắn ý kiến, tôi sẽ lưu."
    ),
    "gone": Sentence("Nút này đã cũ hoặc không còn hiệu lực. Xem việc hiện nay: /viec"),
    "proposal_gone": Sentence(
        "Nút này đã cũ hoặc đã bấm rồi. Đồng chí gõ lại lệnh để xem tình hình hiện nay."
    ),
    "not_a_unit_group": Sentence("Nhóm này không nhận bản tin riêng của khối nào."),
    "is_steering_group": Sentence(
        "Nhóm này đang nhận bản tin chung. Muốn nhận bản tin riêng của một khối, "
        "đồng chí gõ lệnh này trong nhóm của khối ấy."
    ),
    "not_issued": Sentence("Ngày ấy không có bản tin nào được phát hành. Các kỳ đã gửi: /bantin"),
    "digest_gone": Sentence("Bản tin này đã gửi, hoặc đã có bản tin sau. Xem: /bantin"),
    "already_decided": Sentence("Đề nghị này đã được giải quyết hoặc đã rút lại."),
    "not_waiting": Sentence(
        "Kết quả này không còn chờ nghiệm thu: đã có người giải quyết, hoặc đơn vị đã báo lại."
    ),
    "not_done": Sentence("Việc này hiện chưa báo xong nên không cần mở lại."),
    "done_already": Sentence(
        "Việc này đã báo xong nên không cần lùi hạn. "
        "Nếu chưa xong, đồng chí nhắn lại, ví dụ «NV04 chưa xong, 60%»."
    ),
    "done_no_snooze": Sentence("Việc này đã báo xong nên tôi không nhắc nữa."),
    "snoozed_already": Sentence(
        "Lần nhắc này đã hoãn rồi, hoặc tôi chưa nhắc đồng chí việc này. Mỗi lần nhắc hoãn được một lần."
    ),
    "snooze_too_late": Sentence(
        "Không còn ngày làm việc nào trước hạn để hoãn. Cần thêm thời gian thì bấm «Lùi hạn»."
    ),
    "wish_pending": Sentence(
        "Một đề nghị lùi hạn của việc này đang chờ Tổ giúp việc trả lời, nên tôi chưa chuyển thêm."
    ),
    "not_later": Sentence(
        "Ngày này đã qua hoặc không muộn hơn hạn hiện nay. Đồng chí nhắn ngày khác, ví dụ «xin lùi đến 15/10»."
    ),
    "reason_needed": Sentence(
        "Ngày này sớm hơn ngày đơn vị xin. Xin đồng chí ghi thêm lý do sau ngày, "
        "ví dụ «/giahan NV04 10/10 vì phải báo cáo Tỉnh uỷ»."
    ),
    "extend_usage": Sentence(
        "Xin đồng chí ghi mã việc, ngày và lý do, ví dụ: <code>/giahan NV04 15/10 vì chờ số liệu</code>"
    ),
    "nothing_to_undo": Sentence("Đồng chí chưa có báo cáo nào để lấy lại."),
    "one_unit": Sentence(
        "Mỗi lần <code>/giao</code> một đơn vị chủ trì. "
        "Việc nhiều đơn vị cùng chủ trì, đồng chí gửi tệp Excel. "
        "Cột «Chủ trì» ghi các đơn vị, giữa hai đơn vị là dấu chấm phẩy."
    ),
    "ref_needed": Sentence("Đồng chí ghi thêm mã việc, ví dụ: <code>/lichsu NV04</code>"),
    "group_only": Sentence("Lệnh này gõ trong nhóm Ban Chỉ đạo."),
    "private_only": Sentence("Lệnh này xin nhắn riêng cho tôi."),
    "file_kind": Sentence("Tôi đọc được bảng .xlsx, .csv và văn bản .docx, .pdf, .txt. Tệp này thì chưa."),
    "file_too_big": Sentence(
        "Tệp lớn quá 20 MB nên tôi không nhận được và chưa ghi gì. Đồng chí tách nhỏ rồi gửi lại."
    ),
    "file_lost": Sentence("Tôi chưa tải được tệp từ Telegram. Đồng chí gửi lại giúp."),
    "keeps_changing": Sentence(
        "Dữ liệu thay đổi liên tục trong lúc tôi đọc tệp, nên tôi chưa nhập gì. Đồng chí thử lại sau ít phút."
    ),
    "no_file_here": Sentence(
        "Tôi chưa ghi gì từ tệp này. Đồng chí nhắn tình hình bằng chữ, ví dụ «NV04 xong»."
    ),
    "secret_file": Sentence(
        "Việc này là việc mật: tôi không nhận và không lưu ảnh, tệp. "
        "Đồng chí xoá tin vừa gửi giúp, chỉ nhắn mã việc và tình hình, ví dụ «NV04 xong». "
        "Tài liệu gửi theo đường công văn mật."
    ),
    "not_text": Sentence(
        "Tôi chỉ đọc được chữ, nút bấm và tệp. Đồng chí nhắn vài chữ giúp, ví dụ «NV04 60%»."
    ),
    "unknown_command": Sentence("Tôi không có lệnh này. Các lệnh dùng được: /trogiup"),
    "broke": Sentence(
        "Xin lỗi, tôi chưa xử lý được và chưa ghi gì. Đồng chí nhắn lại giúp; tin cũ đã giữ để kiểm tra."
    ),
    "secret_order": Sentence(
        "Việc mật không giao ở đây được: máy nối mạng không được lưu nội dung mật, "
        "nên tôi chưa ghi gì. Đồng chí xoá tin vừa gửi, rồi nhập tệp Excel: "
        "đánh x ở cột «Mật», cột «Nội dung» chỉ ghi tên gọi trung tính. "
        "Tên ấy nhiều nhất 40 ký tự; nội dung gửi theo đường công văn mật."
    ),
    "secret_not_passed_on": Sentence(
        "Tin này có thể nói đến việc mật nên tôi không giữ và không chuyển. "
        "Đồng chí liên hệ trực tiếp Tổ giúp việc; nếu hỏi việc khác, ghi mã việc đó vào câu hỏi."
    ),
    "secret_not_relayed": Sentence(
        "Tin này nói đến việc mật nên tôi không giữ và không chuyển. Đồng chí trao đổi trực tiếp."
    ),
    "amendment_unread": Sentence(
        "Tôi chưa hiểu cần sửa gì. Đồng chí nhắn phần ấy, ví dụ «chủ trì: Sở Tài chính; "
        "phối hợp: Sở Nội vụ; hạn 30/9; nội dung: rà soát quy định»."
    ),
    "nothing_accepted": Sentence("Không còn việc nào đã nhận mà chưa giao."),
    "directive_used": Sentence("Đã có việc được giao theo văn bản này nên không đổi số, ngày được nữa."),
    "original_lost": Sentence("Tôi không còn tệp gốc của văn bản này. Đồng chí gửi lại tệp giúp."),
    "list_unread": Sentence(
        "Tôi chưa hiểu cần sửa gì trong danh sách. Đồng chí nhắn, ví dụ «thêm Sở Y tế; "
        "bớt Sở Nội vụ». Hoặc ghi lại đủ tên các đơn vị, cách nhau bằng dấu chấm phẩy."
    ),
    "list_empty": Sentence("Sửa như vậy thì danh sách không còn đơn vị nào nên tôi chưa ghi."),
    "reported_already": Sentence("Việc này đã có báo cáo nên không rút được ở đây."),
}

_DECIDED = {
    "accepted": Sentence("đã nhận"),
    "dropped": Sentence("đã bỏ"),
    "assigned": Sentence("đã nhận và giao"),
    "covered": Sentence("đã nhập từ bảng"),
}


def _decided(facts: Any) -> str:
    who = (
        language.say("Đồng chí {name}", name=esc(facts["name"]))
        if facts["name"]
        else language.say("Một đồng chí trong Tổ giúp việc")
    )
    decided = _DECIDED.get(facts["state"], Sentence("đã xét lại"))
    return language.say("{who} {decided} việc này.", who=who, decided=decided())


def _lead_unclear(facts: Any) -> str:
    of = f" «{esc(facts['words'])}»" if facts["words"] else ""
    return language.say(
        "Chưa nhận được vì chưa rõ đơn vị chủ trì{of}. Đồng chí bấm Sửa, hoặc chọn danh sách trước.", of=of
    )


# sentences with what was typed in them
OF_PROPOSALS: dict[str, Callable[[Any], str]] = {
    "decided_by": _decided,
    "lead_unclear": _lead_unclear,
    "unit_twice": lambda f: language.say(
        "«{name}» ghi hai lần; mỗi đơn vị chỉ ghi một lần. Tôi chưa sửa gì.", name=esc(f["name"])
    ),
    "list_has": lambda f: language.say(
        "«{name}» đã có trong danh sách. Tôi chưa sửa gì.", name=esc(f["name"])
    ),
    "list_lacks": lambda f: language.say(
        "«{name}» không có trong danh sách. Tôi chưa sửa gì.", name=esc(f["name"])
    ),
    "due_no_such_day": lambda f: language.say(
        "«{words}» không phải là một ngày có thật. Đồng chí nhắn lại hạn giúp.", words=esc(f["words"])
    ),
    "due_far_year": lambda f: language.say(
        "Hạn «{words}» có năm không hợp lý. Đồng chí nhắn lại hạn giúp.", words=esc(f["words"])
    ),
    "due_end_before_start": lambda f: language.say(
        "Hạn «{words}» kết thúc trước khi bắt đầu. Đồng chí nhắn lại giúp.", words=esc(f["words"])
    ),
    "due_unreadable_deadline": lambda f: language.say(
        "Tôi chưa đọc được hạn «{words}». Ví dụ «30/9», «trong tháng 10», «2 tuần một lần», «không có hạn».",
        words=esc(f["words"]),
    ),
    "directive_unread": lambda f: language.say(
        "Tôi chưa thấy đủ số và ngày trong «{words}». Ví dụ «Kết luận 15-KL/BCĐ ngày 23/9/2025».",
        words=esc(f["words"]),
    ),
    "directive_unknown": lambda f: language.say("Tôi không có văn bản «{words}».", words=esc(f["words"])),
    "directive_ambiguous": lambda f: language.say(
        "«{words}» có thể là: {names}. Đồng chí ghi thêm ngày giúp.",
        words=esc(f["words"]),
        names="; ".join(esc(n) for n in f["names"]),
    ),
    "directive_to_come": lambda f: language.say(
        "Ngày trong «{words}» chưa đến. Đồng chí xem lại giúp.", words=esc(f["words"])
    ),
}
WITH_FACTS = {
    "above_circle": Sentence(
        "«{above}» là chính đơn vị này hoặc đang ở dưới «{unit}», nên không thể là cấp trên của nó. "
        "Đồng chí chọn đơn vị khác."
    ),
    "away_backwards": Sentence(
        "Ngày cuối {last} trước ngày đầu {first}. Đồng chí nhắn lại, ví dụ «5/10-12/10 đồng chí Lan»."
    ),
    "away_past": Sentence(
        "Ngày {first} đã qua. Đồng chí nhắn lại từ hôm nay trở đi, ví dụ «5/10-12/10 đồng chí Lan»."
    ),
    "no_deadline": Sentence(
        "{ref} không có hạn nên không có gì để lùi; tôi chưa ghi gì. Nếu là dự kiến xong, xin nhắn "
        "«{ref} dự kiến xong {day}». Nếu đang vướng: «{ref} vướng kinh phí». Cần đặt hạn thì đồng chí hỏi Tổ giúp việc."
    ),
    "away_overlaps": Sentence(
        "Trong những ngày từ {first} đến {last} đã có người thay rồi. "
        "Muốn đổi, đồng chí bỏ người thay trước: /vang"
    ),
    "no_such_day": Sentence("Không có ngày {words}. Đồng chí nhắn lại, ví dụ «5/10-12/10 đồng chí Lan»."),
    "successor_there": Sentence("Đồng chí {name} đã là đầu mối của đơn vị này."),
    "snooze_not_then": Sentence(
        "Không hoãn đến ngày {day} được: cần một ngày làm việc trước hạn {deadline}. "
        "Đồng chí bấm hoặc nhắn ngày khác."
    ),
    "done_open_again": Sentence(
        "{ref} đã báo xong nên không cần lùi hạn. Muốn đơn vị làm tiếp, "
        "đồng chí bấm «Mở lại» dưới /lichsu {ref}."
    ),
    "deputy_lost": Sentence("Đồng chí {name} hiện không nhận được tin của tôi. Đồng chí chọn người khác."),
    "deputy_away": Sentence("Đồng chí {name} cũng vắng trong những ngày ấy. Đồng chí chọn người khác."),
}


def say(reason: str, **facts: Any) -> str:
    if reason in ORDERS:
        return ORDERS[reason](facts)
    if reason == "unit_unknown":
        names = facts.get("names") or []
        near = language.say("; gần nhất: ") + ", ".join(esc(n) for n in names) if names else ""
        return language.say(
            "Tôi không tìm thấy đơn vị «{words}»{near}.", words=esc(facts["words"]), near=near
        )
    if reason == "unit_ambiguous":
        names = "; ".join(esc(n) for n in facts["names"])
        return language.say(
            "«{words}» có thể là: {names}. Đồng chí ghi rõ tên giúp.", words=esc(facts["words"]), names=names
        )
    if reason == "far_day":
        return language.say(
            "Tôi hiểu là ngày {day}, còn rất xa. Nếu đúng, xin đồng chí ghi rõ năm; nếu nhầm, ghi lại ngày.",
            day=days.full(facts["day"]),
        )
    if reason == "which_lead":
        names = "; ".join(esc(n) for n in facts["names"][:12])
        return language.say(
            "{ref} có nhiều đơn vị chủ trì: {names}. Đồng chí ghi thêm tên đơn vị sau mã.",
            ref=esc(facts["ref"]),
            names=names,
        )
    if reason == "not_of_unit":
        return language.say(
            "{unit} không chủ trì việc {ref}.", unit=esc(facts["unit"]), ref=esc(facts["ref"])
        )
    if reason in OF_PROPOSALS:
        return OF_PROPOSALS[reason](facts)
    if reason in WITH_FACTS:
        return WITH_FACTS[reason]().format(**{key: _fact(value) for key, value in facts.items()})
    if reason == "ref_unknown":
        return language.say("Không có việc nào mang mã «{ref}».", ref=esc(facts["ref"]))
    if reason == "summary_unknown":
        names = ", ".join(esc(name) for name in facts["near"])
        near = language.say("Đơn vị gần nhất: {names}. ", names=names) if names else ""
        return language.say(
            "Tôi chưa hiểu «{words}». {near}Đồng chí thử: <code>/tonghop</code>, "
            "<code>/tonghop quá hạn</code>, <code>/tonghop chưa báo cáo</code>, "
            "<code>/tonghop Sở Tài chính</code>, <code>/tonghop quý 4</code>, "
            "<code>/tonghop NV04</code>, <code>/tonghop 15-KL/BCĐ</code>.",
            words=esc(facts["words"]),
            near=near,
        )
    return SENTENCES[reason]()


def _fact(value: Any) -> str:
    return days.full(value) if isinstance(value, date) else esc(value)
