"""What is wrong with a sheet: where, what, and what is allowed. Plain text, for the terminal and the chat."""

from collections.abc import Callable
from typing import Any

from domain.importing import Fault
from handlers.texts import language


def _allowed(facts: Any) -> str:
    return ", ".join(facts["allowed"])


def _first(facts: Any) -> str:
    sheet = (
        language.say(" trang «{first_sheet}»", first_sheet=facts["first_sheet"])
        if facts["first_sheet"]
        else ""
    )
    return language.say("dòng {first}{sheet}", first=facts["first"], sheet=sheet)


SENTENCES: dict[str, Callable[[Any], str]] = {
    # rows
    "missing": lambda f: language.say("đang để trống; ô này bắt buộc có."),
    "no_programme": lambda f: language.say(
        "chưa có kế hoạch nào để ghi đánh giá; nhập các mục của kế hoạch trước, mã như KH02.01, KH02.02."
    ),
    "which_programme": lambda f: language.say(
        "«{value}» chưa rõ là kế hoạch nào; chỉ nhận: {allowed}.",
        value=f["value"] or language.say("để trống"),
        allowed=_allowed(f),
    ),
    "future_day": lambda f: language.say(
        "«{value}» chưa đến; ghi ngày Trung ương đánh giá.", value=f["value"]
    ),
    "too_long_source": lambda f: language.say(
        "dài quá {longest} ký tự; ghi gọn nguồn của đánh giá.", longest=f["longest"]
    ),
    "twice": lambda f: (
        language.say("«{value}» đã có ở {first}; mỗi tệp chỉ ghi một lần.", value=f["value"], first=_first(f))
        if f["value"]
        else language.say(
            "trùng nội dung và văn bản với {first}; mỗi việc chỉ ghi một dòng.", first=_first(f)
        )
    ),
    "has_row": lambda f: language.say(
        "đây là nhiệm vụ «{value}», đã có dòng riêng trong tệp; bỏ một trong hai dòng.", value=f["value"]
    ),
    "twice_in_cell": lambda f: language.say(
        "«{value}» ghi hai lần; mỗi đơn vị chỉ ghi một lần.", value=f["value"]
    ),
    "both_roles": lambda f: language.say(
        "«{value}» vừa chủ trì vừa phối hợp; chỉ ghi một vai trò.", value=f["value"]
    ),
    "not_allowed": lambda f: language.say(
        "«{value}» không dùng được; chỉ nhận: {allowed}.", value=f["value"], allowed=_allowed(f)
    ),
    "not_a_flag": lambda f: language.say(
        "«{value}» không dùng được; đánh x hoặc để trống.", value=f["value"]
    ),
    "secret_text": lambda f: language.say(
        "dài {length} ký tự. Việc mật chỉ ghi tên gọi trung tính, nhiều nhất {longest} ký tự; "
        "nội dung mật không được lưu trên máy nối mạng.",
        length=f["length"],
        longest=f["longest"],
    ),
    "reported_only": lambda f: language.say(
        "chỉ đổi được bằng báo cáo của đơn vị, không nhận từ tệp. "
        "Để ô này như lúc xuất; đơn vị nhắn bot, ví dụ «{ref} 60%».",
        ref=f["ref"] or "NV04",
    ),
    "deadline_elsewhere": lambda f: language.say(
        "ô này chỉ để xem; muốn dời hạn, sửa cột «Hạn». Để ô này như lúc xuất."
    ),
    "changed_in_tasks": lambda f: language.say(
        "trang này chỉ để xem; sửa ở trang «Nhiệm vụ». Để ô này như lúc xuất."
    ),
    "changed_by_invitation": lambda f: language.say(
        "trang này chỉ để xem; đầu mối đổi bằng /moi và /daumoi. Để ô này như lúc xuất."
    ),
    "said_already": lambda f: language.say(
        "báo cáo đã gửi không sửa ở tệp được; người báo nhắn lại cho bot. Để ô này như lúc xuất."
    ),
    "read_only_row": lambda f: language.say("trang này chỉ để xem, không thêm dòng được; bỏ dòng này."),
    "ref_changed": lambda f: language.say(
        "mã «{known}» đã đổi thành «{value}»; mã đã cấp không đổi được. Ghi lại «{known}».",
        known=f["known"],
        value=f["value"],
    ),
    "stamp_lost": lambda f: language.say(
        "dòng của «{value}» đã mất dấu xuất, nên tôi không biết dữ liệu trong máy có đổi sau khi "
        "xuất không. Xuất lại rồi sửa; hoặc xoá cả cột «Dấu xuất» để nhập như tệp thường.",
        value=f["value"],
    ),
    "secret_words": lambda f: language.say(
        "có dấu «mật». Việc mật: đánh x ở cột «Mật», ô này chỉ ghi tên gọi trung tính, "
        "nhiều nhất {longest} ký tự. Nội dung mật không được lưu trên máy nối mạng.",
        longest=f["longest"],
    ),
    "secret_due": lambda f: language.say(
        "việc mật chỉ ghi ngày (30/09/2025) hoặc kỳ («2 tuần/1 lần»), nhiều nhất {longest} ký tự.",
        longest=f["longest"],
    ),
    "secret_directive": lambda f: language.say(
        "việc mật chỉ ghi số, cơ quan và ngày của văn bản, như «Kết luận 15-KL/BCĐ ngày 23/9/2025». "
        "Nhiều nhất {longest} ký tự, không ghi trích yếu.",
        longest=f["longest"],
    ),
    "secret_opened": lambda f: language.say(
        "việc «{value}» đang là việc mật mà tệp vừa bỏ dấu mật vừa đổi nội dung. "
        "Nếu đúng là không còn mật, nhập một lần chỉ bỏ dấu x, rồi mới đổi nội dung.",
        value=f["value"],
    ),
    "unknown_department": lambda f: (
        language.say("không có đơn vị «{value}»; ", value=f["value"])
        + (
            language.say("gần nhất: {near}.", near=", ".join(f["near"]))
            if f["near"]
            else language.say("chưa có đơn vị nào, nhập trang «Đơn vị» trước.")
        )
    ),
    "name_taken": lambda f: language.say(
        "«{value}» đã là tên của {owner}; mỗi tên chỉ dùng cho một đơn vị.",
        value=f["value"],
        owner=f["owner"],
    ),
    "no_such_day": lambda f: language.say(
        "«{value}» không phải là một ngày có thật; ghi như 30/09/2025.", value=f["value"]
    ),
    "far_year": lambda f: language.say(
        "«{value}» có năm không hợp lý; chỉ nhận năm 2000 đến 2100.", value=f["value"]
    ),
    "unreadable_deadline": lambda f: language.say(
        "không đọc được «{value}»; ghi ngày (30/09/2025), hoặc như «trong tháng 9/2025», «quý IV», "
        "«2 tuần/1 lần», «thường xuyên», hoặc để trống.",
        value=f["value"],
    ),
    "withdrawn_ref": lambda f: language.say(
        "mã «{value}» thuộc một việc đã rút; dùng mã khác.", value=f["value"]
    ),
    "other_spelling": lambda f: language.say(
        "mã «{value}» trùng với «{known}» đã có, chỉ khác cách viết; "
        "ghi đúng «{known}» nếu là việc đó, không thì dùng mã khác.",
        value=f["value"],
        known=f["known"],
    ),
    "not_years": lambda f: language.say(
        "«{value}» không phải giai đoạn; ghi một năm (2025) hoặc từ năm đến năm (2025-2045).",
        value=f["value"],
    ),
    "not_an_indicator": lambda f: language.say(
        "chỉ dùng cho chỉ tiêu; ghi «chỉ tiêu» ở cột «Loại», hoặc để ô này trống."
    ),
    "not_a_number": lambda f: language.say(
        "«{value}» không phải một con số; ghi như 85,5 hoặc 1.250.", value=f["value"]
    ),
    "not_a_unit": lambda f: language.say(
        "«{value}» không phải đơn vị tính; ghi như %, khu vực, thuê bao, nhiều nhất 30 ký tự.",
        value=f["value"],
    ),
    "not_a_day": lambda f: language.say(
        "«{value}» không phải một ngày; ghi như 30/09/2025.", value=f["value"]
    ),
    "not_a_count": lambda f: language.say(
        "«{value}» không phải số đếm; ghi số nguyên như 82.", value=f["value"]
    ),
    "secret_goal": lambda f: language.say(
        "việc mật không ghi con số ở đây; số liệu mật không được lưu trên máy nối mạng."
    ),
    "secret_claim": lambda f: language.say("có dấu «mật»; số liệu mật không được lưu trên máy nối mạng."),
    "too_long_words": lambda f: language.say("dài quá {longest} ký tự.", longest=f["longest"]),
    "unclear_claim": lambda f: language.say(
        "«{value}» chưa rõ là tổng hay phần nào. Ghi như «Tổng số nhiệm vụ năm 2025», "
        "«Nhiệm vụ năm 2025 đã hoàn thành».",
        value=f["value"],
    ),
    # warnings
    "an_example": lambda f: language.say("là dòng mẫu. Nhập thật thì xoá dòng này khỏi bảng trước."),
    "list_number": lambda f: language.say(
        "«{value}» ghi {said} mà danh sách có {number} đơn vị.",
        value=f["value"],
        said=f["said"],
        number=f["number"],
    ),
    "no_date_of_its_own": lambda f: language.say(
        "«{value}» không có ngày cụ thể; việc được nhập không có hạn.", value=f["value"]
    ),
    "no_last_day": lambda f: language.say(
        "«{value}»: việc được nhập theo kỳ và không tự dừng; đến ngày cuối, hãy sửa Hạn hoặc rút việc.",
        value=f["value"],
    ),
    "both_sides": lambda f: language.say(
        "«{value}» đã đổi cả trong tệp ({file}) và trong máy sau khi xuất ({store}), "
        "nên tôi giữ bản trong máy. Xuất lại rồi sửa dòng này.",
        value=f["value"],
        file=f["file"],
        store=f["store"],
    ),
    "no_stamp": lambda f: language.say(
        "tệp đã mất cột «Dấu xuất», nên tôi không biết dữ liệu trong máy có đổi sau khi xuất không. "
        "Các cột «chỉ xem» không được nhận."
    ),
    "unknown_column": lambda f: language.say("cột «{name}» không dùng đến, được bỏ qua.", name=f["name"]),
    "unknown_sheet": lambda f: language.say("trang này không dùng đến, được bỏ qua."),
    # the file
    "column_twice": lambda f: language.say("cột này có hai lần; chỉ để một."),
    "no_column": lambda f: (
        language.say("thiếu cột «{name}»", name=f["name"])
        + (
            language.say("; dòng tiêu đề có cột lạ: {seen}.", seen=", ".join(f["seen"][:8]))
            if f["seen"]
            else language.say(" ở dòng tiêu đề.")
        )
    ),
    "no_header": lambda f: language.say(
        "Không thấy dòng tiêu đề trong mười dòng đầu; cần cột «Tên đơn vị», hoặc «Nội dung» và «Chủ trì»."
    ),
    "empty": lambda f: language.say("Tệp không có dòng dữ liệu nào."),
    "too_big": lambda f: language.say("Tệp lớn quá {megabytes} MB.", megabytes=f["megabytes"]),
    "too_big_unpacked": lambda f: language.say(
        "Tệp khi mở ra lớn quá {megabytes} MB.", megabytes=f["megabytes"]
    ),
    "too_heavy": lambda f: language.say(
        "Tệp nặng quá nên tôi chưa đọc xong; xoá phần thừa hoặc tách thành nhiều tệp."
    ),
    "too_many_rows": lambda f: language.say(
        "Tệp có quá {most} dòng; xoá các dòng trống ở cuối hoặc tách thành nhiều tệp.", most=f["most"]
    ),
    "too_wide": lambda f: language.say(
        "Bảng kéo dài tới dòng {rows}, cột thứ {columns}; xoá các ô thừa ngoài bảng rồi lưu lại.",
        rows=f["rows"],
        columns=f["columns"],
    ),
    "unknown_kind": lambda f: language.say(
        "Không đọc được tệp «{ending}»; dùng .xlsx hoặc .csv.",
        ending=f["ending"] or language.say("không có đuôi"),
    ),
    "not_xlsx": lambda f: language.say(
        "Nội dung tệp không phải là Excel (.xlsx); mở bằng Excel rồi lưu lại."
    ),
    "not_csv": lambda f: language.say("Nội dung tệp không phải là CSV; lưu lại dạng «CSV UTF-8»."),
    "bad_quotes": lambda f: language.say(
        "dấu ngoặc kép mở mà không đóng đúng chỗ; dấu ngoặc kép trong ô phải viết hai lần."
    ),
    "unknown_document": lambda f: language.say(
        "Không đọc được tệp «{ending}»; dùng .docx, .pdf hoặc .txt.",
        ending=f["ending"] or language.say("không có đuôi"),
    ),
    "old_word": lambda f: language.say(
        "Tệp Word kiểu cũ (.doc) không đọc được; mở bằng Word rồi lưu lại dạng .docx."
    ),
    "not_docx": lambda f: language.say("Nội dung tệp không phải là Word (.docx); mở bằng Word rồi lưu lại."),
    "not_pdf": lambda f: language.say(
        "Tệp PDF hỏng hoặc không phải PDF; gửi bản Word (.docx), hoặc xuất PDF lại từ Word."
    ),
    "not_text": lambda f: language.say(
        "Nội dung tệp không phải là văn bản thuần (.txt); gửi bản Word (.docx)."
    ),
    "text_encoding": lambda f: language.say(
        "Tệp .txt không dùng mã UTF-8; lưu lại dạng UTF-8, hoặc gửi bản Word (.docx)."
    ),
    "no_text": lambda f: language.say(
        "Tệp PDF chỉ có ảnh chụp, không có chữ; gửi bản Word (.docx), hoặc PDF xuất từ Word."
    ),
    "encrypted": lambda f: language.say("Tệp có mật khẩu; bỏ mật khẩu rồi gửi lại."),
    "too_many_pages": lambda f: language.say(
        "Tệp có {pages} trang, nhiều nhất {most}; tách riêng phần giao nhiệm vụ rồi gửi lại.",
        pages=f["pages"],
        most=f["most"],
    ),
    "too_long": lambda f: language.say("Văn bản quá dài; tách riêng phần giao nhiệm vụ rồi gửi lại."),
    "empty_document": lambda f: language.say("Tệp không có chữ nào."),
    "encoding": lambda f: language.say(
        "Tệp không dùng mã UTF-8; mở bằng Excel rồi lưu lại dạng «CSV UTF-8»."
    ),
}


def say(fault: Fault) -> str:
    """One line: sheet, row, column, what is wrong, what is allowed."""
    words = SENTENCES[fault.problem](fault.facts)
    where = []
    if fault.sheet:
        where.append(language.say("Trang «{sheet}»", sheet=fault.sheet))
    if fault.row is not None:
        where.append(
            language.say("dòng {row}", row=fault.row) if where else language.say("Dòng {row}", row=fault.row)
        )
    if fault.column:
        where.append(language.say("cột «{column}»", column=fault.column))
    return f"{', '.join(where)}: {words}" if where else words
