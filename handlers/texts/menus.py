"""What a phone shows beside each command."""

MENU = {
    "viec": "Việc của đơn vị tôi",
    "lichsu": "Lịch sử một việc (ghi mã)",
    "hoantac": "Lấy lại báo cáo vừa rồi",
    "vang": "Đi vắng, cử người thay",
    "bangiao": "Bàn giao mọi việc cho người kế nhiệm",
    "tonghop": "Tình hình chung",
    "giahan": "Lùi hạn một việc (ghi mã, ngày, lý do)",
    "giao": "Giao việc mới",
    "moi": "Mời đầu mối của đơn vị",
    "daumoi": "Ai đã đăng ký, ai chưa",
    "nhac": "Nhắc ngay những nơi chưa trả lời",
    "lich": "Ngày nghỉ, ngày làm bù",
    "tamdung": "Tạm dừng nhắc khi có bão, lũ",
    "dienthu": "Xem trước những tin sẽ gửi",
    "bantin": "Nhịp bản tin, xem trước, lời dẫn",
    "nhom": "Nhận bản tin ở nhóm này",
    "tapdung": "Tập dượt với việc giả",
    "trogiup": "Hướng dẫn",
    "dangky": "Đăng ký bằng mã mời",
}
