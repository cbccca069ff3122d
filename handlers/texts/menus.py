"""What a phone shows beside each command."""

MENU = {
    "viec": "Việc của đơn vị tôi",
    "lichsu": "Lịch sử một việc (ghi mã)",
    "hoantac": "Lấy lại báo cáo vừa rồi",
    "tonghop": "Tình hình chung",
    "giahan": "Lùi hạn một việc (ghi mã, ngày, lý do)",
    "giao": "Giao việc mới",
    "moi": "Mời đầu mối của đơn vị",
    "daumoi": "Ai đã đăng ký, ai chưa",
    "lich": "Ngày nghỉ, ngày làm bù",
    "nhom": "Nhận bản tin ở nhóm này",
    "trogiup": "Hướng dẫn",
    "dangky": "Đăng ký bằng mã mời",
}
