"""What is wrong with a sheet: where, what, and what is allowed. Plain text, for the terminal and the chat."""

from collections.abc import Callable
from typing import Any

from domain.importing import Fault


def _allowed(facts: Any) -> str:
    return ", ".join(facts["allowed"])


def _first(facts: Any) -> str:
    sheet = f" trang «{facts['first_sheet']}»" if facts["first_sheet"] else ""
    return f"dòng {facts['first']}{sheet}"


SENTENCES: dict[str, Callable[[Any], str]] = {
    # rows
    "missing": lambda f: "đang để trống; ô này bắt buộc có.",
    "no_programme": lambda f: (
        "chưa có kế hoạch nào để ghi đánh giá; nhập các mục của kế hoạch trước, mã như KH02.01, KH02.02."
    ),
    "which_programme": lambda f: (
        f"«{f['value'] or 'để trống'}» chưa rõ là kế hoạch nào; chỉ nhận: {_allowed(f)}."
    ),
    "future_day": lambda f: f"«{f['value']}» chưa đến; ghi ngày Trung ương đánh giá.",
    "too_long_source": lambda f: f"dài quá {f['longest']} ký tự; ghi gọn nguồn của đánh giá.",
    "twice": lambda f: (
        f"«{f['value']}» đã có ở {_first(f)}; mỗi tệp chỉ ghi một lần."
        if f["value"]
        else f"trùng nội dung và văn bản với {_first(f)}; mỗi việc chỉ ghi một dòng."
    ),
    "has_row": lambda f: (
        f"đây là nhiệm vụ «{f['value']}», đã có dòng riêng trong tệp; bỏ một trong hai dòng."
    ),
    "twice_in_cell": lambda f: f"«{f['value']}» ghi hai lần; mỗi đơn vị chỉ ghi một lần.",
    "both_roles": lambda f: f"«{f['value']}» vừa chủ trì vừa phối hợp; chỉ ghi một vai trò.",
    "not_allowed": lambda f: f"«{f['value']}» không dùng được; chỉ nhận: {_allowed(f)}.",
    "not_a_flag": lambda f: f"«{f['value']}» không dùng được; đánh x hoặc để trống.",
    "secret_text": lambda f: (
        f"dài {f['length']} ký tự. Việc mật chỉ ghi tên gọi trung tính, nhiều nhất {f['longest']} ký tự; "
        "nội dung mật không được lưu trên máy nối mạng."
    ),
    "reported_only": lambda f: (
        f"chỉ đổi được bằng báo cáo của đơn vị, không nhận từ tệp. Để ô này như lúc xuất; đơn vị nhắn bot, ví dụ "
        f"«{f['ref'] or 'NV04'} 60%»."
    ),
    "deadline_elsewhere": lambda f: "ô này chỉ để xem; muốn dời hạn, sửa cột «Hạn». Để ô này như lúc xuất.",
    "changed_in_tasks": lambda f: "trang này chỉ để xem; sửa ở trang «Nhiệm vụ». Để ô này như lúc xuất.",
    "changed_by_invitation": lambda f: (
        "trang này chỉ để xem; đầu mối đổi bằng /moi và /daumoi. Để ô này như lúc xuất."
    ),
    "said_already": lambda f: (
        "báo cáo đã gửi không sửa ở tệp được; người báo nhắn lại cho bot. Để ô này như lúc xuất."
    ),
    "read_only_row": lambda f: "trang này chỉ để xem, không thêm dòng được; bỏ dòng này.",
    "ref_changed": lambda f: (
        f"mã «{f['known']}» đã đổi thành «{f['value']}»; mã đã cấp không đổi được. Ghi lại «{f['known']}»."
    ),
    "stamp_lost": lambda f: (
        f"dòng của «{f['value']}» đã mất dấu xuất, nên tôi không biết dữ liệu trong máy có đổi sau khi xuất không. "
        "Xuất lại rồi sửa; hoặc xoá cả cột «Dấu xuất» để nhập như tệp thường."
    ),
    "secret_words": lambda f: (
        "có dấu «mật». Việc mật: đánh x ở cột «Mật», ô này chỉ ghi tên gọi trung tính, nhiều nhất "
        f"{f['longest']} ký tự. Nội dung mật không được lưu trên máy nối mạng."
    ),
    "secret_due": lambda f: (
        f"việc mật chỉ ghi ngày (30/09/2025) hoặc kỳ («2 tuần/1 lần»), nhiều nhất {f['longest']} ký tự."
    ),
    "secret_directive": lambda f: (
        "việc mật chỉ ghi số, cơ quan và ngày của văn bản, như «Kết luận 15-KL/BCĐ ngày 23/9/2025». "
        f"Nhiều nhất {f['longest']} ký tự, không ghi trích yếu."
    ),
    "secret_opened": lambda f: (
        f"việc «{f['value']}» đang là việc mật mà tệp vừa bỏ dấu mật vừa đổi nội dung. Nếu đúng là không còn mật, "
        "nhập một lần chỉ bỏ dấu x, rồi mới đổi nội dung."
    ),
    "unknown_department": lambda f: (
        f"không có đơn vị «{f['value']}»; "
        + (
            f"gần nhất: {', '.join(f['near'])}."
            if f["near"]
            else "chưa có đơn vị nào, nhập trang «Đơn vị» trước."
        )
    ),
    "name_taken": lambda f: f"«{f['value']}» đã là tên của {f['owner']}; mỗi tên chỉ dùng cho một đơn vị.",
    "no_such_day": lambda f: f"«{f['value']}» không phải là một ngày có thật; ghi như 30/09/2025.",
    "far_year": lambda f: f"«{f['value']}» có năm không hợp lý; chỉ nhận năm 2000 đến 2100.",
    "unreadable_deadline": lambda f: (
        f"không đọc được «{f['value']}»; ghi ngày (30/09/2025), hoặc như «trong tháng 9/2025», «quý IV», "
        "«2 tuần/1 lần», «thường xuyên», hoặc để trống."
    ),
    "withdrawn_ref": lambda f: f"mã «{f['value']}» thuộc một việc đã rút; dùng mã khác.",
    "other_spelling": lambda f: (
        f"mã «{f['value']}» trùng với «{f['known']}» đã có, chỉ khác cách viết; "
        f"ghi đúng «{f['known']}» nếu là việc đó, không thì dùng mã khác."
    ),
    "not_years": lambda f: (
        f"«{f['value']}» không phải giai đoạn; ghi một năm (2025) hoặc từ năm đến năm (2025-2045)."
    ),
    "not_an_indicator": lambda f: "chỉ dùng cho chỉ tiêu; ghi «chỉ tiêu» ở cột «Loại», hoặc để ô này trống.",
    "not_a_number": lambda f: f"«{f['value']}» không phải một con số; ghi như 85,5 hoặc 1.250.",
    "not_a_unit": lambda f: (
        f"«{f['value']}» không phải đơn vị tính; ghi như %, khu vực, thuê bao, nhiều nhất 30 ký tự."
    ),
    "not_a_day": lambda f: f"«{f['value']}» không phải một ngày; ghi như 30/09/2025.",
    "not_a_count": lambda f: f"«{f['value']}» không phải số đếm; ghi số nguyên như 82.",
    "secret_goal": lambda f: "việc mật không ghi con số ở đây; số liệu mật không được lưu trên máy nối mạng.",
    "secret_claim": lambda f: "có dấu «mật»; số liệu mật không được lưu trên máy nối mạng.",
    "too_long_words": lambda f: f"dài quá {f['longest']} ký tự.",
    "unclear_claim": lambda f: (
        f"«{f['value']}» chưa rõ là tổng hay phần nào. Ghi như «Tổng số nhiệm vụ năm 2025», "
        "«Nhiệm vụ năm 2025 đã hoàn thành»."
    ),
    # warnings
    "an_example": lambda f: "là dòng mẫu. Nhập thật thì xoá dòng này khỏi bảng trước.",
    "list_number": lambda f: f"«{f['value']}» ghi {f['said']} mà danh sách có {f['number']} đơn vị.",
    "no_date_of_its_own": lambda f: f"«{f['value']}» không có ngày cụ thể; việc được nhập không có hạn.",
    "no_last_day": lambda f: (
        f"«{f['value']}»: việc được nhập theo kỳ và không tự dừng; đến ngày cuối, hãy sửa Hạn hoặc rút việc."
    ),
    "both_sides": lambda f: (
        f"«{f['value']}» đã đổi cả trong tệp ({f['file']}) và trong máy sau khi xuất ({f['store']}), nên tôi giữ bản "
        "trong máy. Xuất lại rồi sửa dòng này."
    ),
    "no_stamp": lambda f: (
        "tệp đã mất cột «Dấu xuất», nên tôi không biết dữ liệu trong máy có đổi sau khi xuất không. Các cột «chỉ xem» "
        "không được nhận."
    ),
    "unknown_column": lambda f: f"cột «{f['name']}» không dùng đến, được bỏ qua.",
    "unknown_sheet": lambda f: "trang này không dùng đến, được bỏ qua.",
    # the file
    "column_twice": lambda f: "cột này có hai lần; chỉ để một.",
    "no_column": lambda f: (
        f"thiếu cột «{f['name']}»"
        + (f"; dòng tiêu đề có cột lạ: {', '.join(f['seen'][:8])}." if f["seen"] else " ở dòng tiêu đề.")
    ),
    "no_header": lambda f: (
        "Không thấy dòng tiêu đề trong mười dòng đầu; cần cột «Tên đơn vị», hoặc «Nội dung» và «Chủ trì»."
    ),
    "empty": lambda f: "Tệp không có dòng dữ liệu nào.",
    "too_big": lambda f: f"Tệp lớn quá {f['megabytes']} MB.",
    "too_big_unpacked": lambda f: f"Tệp khi mở ra lớn quá {f['megabytes']} MB.",
    "too_heavy": lambda f: "Tệp nặng quá nên tôi chưa đọc xong; xoá phần thừa hoặc tách thành nhiều tệp.",
    "too_many_rows": lambda f: (
        f"Tệp có quá {f['most']} dòng; xoá các dòng trống ở cuối hoặc tách thành nhiều tệp."
    ),
    "too_wide": lambda f: (
        f"Bảng kéo dài tới dòng {f['rows']}, cột thứ {f['columns']}; xoá các ô thừa ngoài bảng rồi lưu lại."
    ),
    "unknown_kind": lambda f: f"Không đọc được tệp «{f['ending'] or 'không có đuôi'}»; dùng .xlsx hoặc .csv.",
    "not_xlsx": lambda f: "Nội dung tệp không phải là Excel (.xlsx); mở bằng Excel rồi lưu lại.",
    "not_csv": lambda f: "Nội dung tệp không phải là CSV; lưu lại dạng «CSV UTF-8».",
    "bad_quotes": lambda f: (
        "dấu ngoặc kép mở mà không đóng đúng chỗ; dấu ngoặc kép trong ô phải viết hai lần."
    ),
    "unknown_document": lambda f: (
        f"Không đọc được tệp «{f['ending'] or 'không có đuôi'}»; dùng .docx, .pdf hoặc .txt."
    ),
    "old_word": lambda f: "Tệp Word kiểu cũ (.doc) không đọc được; mở bằng Word rồi lưu lại dạng .docx.",
    "not_docx": lambda f: "Nội dung tệp không phải là Word (.docx); mở bằng Word rồi lưu lại.",
    "not_pdf": lambda f: "Tệp PDF hỏng hoặc không phải PDF; gửi bản Word (.docx), hoặc xuất PDF lại từ Word.",
    "not_text": lambda f: "Nội dung tệp không phải là văn bản thuần (.txt); gửi bản Word (.docx).",
    "text_encoding": lambda f: "Tệp .txt không dùng mã UTF-8; lưu lại dạng UTF-8, hoặc gửi bản Word (.docx).",
    "no_text": lambda f: (
        "Tệp PDF chỉ có ảnh chụp, không có chữ; gửi bản Word (.docx), hoặc PDF xuất từ Word."
    ),
    "encrypted": lambda f: "Tệp có mật khẩu; bỏ mật khẩu rồi gửi lại.",
    "too_many_pages": lambda f: (
        f"Tệp có {f['pages']} trang, nhiều nhất {f['most']}; tách riêng phần giao nhiệm vụ rồi gửi lại."
    ),
    "too_long": lambda f: "Văn bản quá dài; tách riêng phần giao nhiệm vụ rồi gửi lại.",
    "empty_document": lambda f: "Tệp không có chữ nào.",
    "encoding": lambda f: "Tệp không dùng mã UTF-8; mở bằng Excel rồi lưu lại dạng «CSV UTF-8».",
}


def say(fault: Fault) -> str:
    """One line: sheet, row, column, what is wrong, what is allowed."""
    words = SENTENCES[fault.problem](fault.facts)
    where = []
    if fault.sheet:
        where.append(f"Trang «{fault.sheet}»")
    if fault.row is not None:
        where.append(f"dòng {fault.row}" if where else f"Dòng {fault.row}")
    if fault.column:
        where.append(f"cột «{fault.column}»")
    return f"{', '.join(where)}: {words}" if where else words
