"""What a phone shows beside each command."""

from handlers.texts.language import Sentence

MENU = {
    "viec": Sentence("Việc của đơn vị tôi"),
    "lichsu": Sentence("Lịch sử một việc (ghi mã)"),
    "hoantac": Sentence("Lấy lại báo cáo vừa rồi"),
    "vang": Sentence("Đi vắng, cử người thay"),
    "bangiao": Sentence("Bàn giao mọi việc cho người kế nhiệm"),
    "tonghop": Sentence("Tình hình chung"),
    "giahan": Sentence("Lùi hạn một việc (ghi mã, ngày, lý do)"),
    "giao": Sentence("Giao việc mới"),
    "moi": Sentence("Mời đầu mối của đơn vị"),
    "daumoi": Sentence("Ai đã đăng ký, ai chưa"),
    "nhac": Sentence("Nhắc ngay những nơi chưa trả lời"),
    "lich": Sentence("Ngày nghỉ, ngày làm bù"),
    "tamdung": Sentence("Tạm dừng nhắc khi có bão, lũ"),
    "dienthu": Sentence("Xem trước những tin sẽ gửi"),
    "bantin": Sentence("Nhịp bản tin, xem trước, lời dẫn"),
    "nhom": Sentence("Nhận bản tin ở nhóm này"),
    "tapdung": Sentence("Tập dượt với việc giả"),
    "trogiup": Sentence("Hướng dẫn"),
    "dangky": Sentence("Đăng ký bằng mã mời"),
    "ngonngu": Sentence("Tiếng Việt hay English"),
}
# each command has two names; who reads English is offered the other one
ENGLISH = {
    "viec": "tasks",
    "lichsu": "history",
    "hoantac": "undo",
    "vang": "away",
    "bangiao": "handover",
    "tonghop": "summary",
    "giahan": "extend",
    "giao": "assign",
    "moi": "invite",
    "daumoi": "people",
    "nhac": "nudge",
    "lich": "days",
    "tamdung": "suspend",
    "dienthu": "rehearse",
    "bantin": "digest",
    "nhom": "here",
    "tapdung": "practice",
    "trogiup": "help",
    "dangky": "start",
    "ngonngu": "language",
}
