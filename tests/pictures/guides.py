"""One page each for focal points and for the Secretariat, with the pictures of the demo."""

from pathlib import Path

from papers import typesetting

TEMPLATE = "making/guide.typ"
FOCAL_POINT = {
    "title": "Dành cho đầu mối",
    "lead": "Đôn Đốc nhắc việc qua Telegram. Đồng chí trả lời bằng một nút bấm hoặc vài chữ.",
    "steps": [
        {
            "picture": "loi-nhac",
            "head": "1. Được nhắc",
            "body": "Gần đến hạn, bot nhắn trong giờ làm việc. Bấm Xong, Đang làm, Vướng hoặc Lùi hạn.",
        },
        {
            "picture": "doc-lai",
            "head": "2. Trả lời vài chữ",
            "body": "Nhắn «60%», «xong rồi ạ», «NV04 vướng kinh phí». Bot đọc lại những gì đã ghi; sai thì bấm Sửa "
            "hoặc Lấy lại.",
        },
    ],
    "notes": [
        ["Đăng ký", "Quét mã QR hoặc bấm đường dẫn mời, rồi bấm «Bắt đầu»."],
        ["Tập dượt", "/tapdung: bốn bước với việc giả, không vào số liệu nào."],
        ["Xin lùi hạn", "«NV04 xin lùi đến 15/10 vì chờ số liệu». Tổ giúp việc trả lời, bot báo lại ngay."],
        ["Xem việc", "/viec: việc của đơn vị, theo hạn. /lichsu NV04: ai đã báo gì."],
        ["Đi vắng", "/vang 5/10-12/10 đồng chí Lan. Chuyển công tác: /bangiao."],
        ["Việc mật", "Chỉ nhắn mã việc và tình hình, ví dụ «NV04 xong»; không gửi ảnh, tệp."],
    ],
}
SECRETARIAT = {
    "title": "Dành cho Tổ giúp việc",
    "lead": "Giao việc một lần; bot nhắc, nghe, đọc lại và cộng số. Mọi lệnh: /trogiup.",
    "steps": [
        {
            "picture": "dau-moi",
            "head": "1. Ai đã có mặt",
            "body": "/daumoi: đơn vị nào có đầu mối, ai không liên lạc được, ai đã tập dượt. /moi: đường dẫn mời, và "
            "nút In phiếu mời có mã QR cho mọi đơn vị còn thiếu.",
        },
        {
            "picture": "ban-tin",
            "head": "2. Tình hình",
            "body": "Bản tin tự đến nhóm Ban Chỉ đạo theo kỳ. Muốn xem ngay: /tonghop; thêm tên đơn vị, «quá hạn», "
            "«30/9».",
        },
    ],
    "notes": [
        ["Giao việc", "Gửi bảng Excel hoặc kết luận .docx, .pdf: xem trước rồi bấm. Một việc: /giao."],
        [
            "Lùi hạn",
            "Thẻ đề nghị có nút Cho, Không cho, Cho đến ngày sớm hơn. Tự lùi: /giahan NV04 15/10 vì bão.",
        ],
        ["Đôn đốc", "/nhac: nhắc ngay nơi chưa trả lời; bốn giờ một lần, có đếm."],
        ["Bão, lũ, nghỉ", "/tamdung các xã đến 15/10 bão số 10. Ngày nghỉ, làm bù: /lich."],
        ["Bản tin", "/bantin: nhịp, xem trước, lời dẫn. /dienthu: những tin sẽ gửi."],
        ["Việc mật", "Đánh x ở cột «Mật», nội dung chỉ ghi tên gọi trung tính, nhiều nhất 40 ký tự."],
    ],
}


def made(docs: Path) -> dict[str, bytes]:
    """By name; the pictures are read from docs/pictures."""
    return {
        "huong-dan-dau-moi": typesetting.pdf(TEMPLATE, FOCAL_POINT, folder=docs),
        "huong-dan-to-giup-viec": typesetting.pdf(TEMPLATE, SECRETARIAT, folder=docs),
    }
