"""What is wrong with a sheet: where, what, and what is allowed. Plain text, for the terminal and the chat."""

from collections.abc import Callable
from typing import Any

from domain.importing import Fault


def _allowed(facts: Any) -> str:
    return ", ".join(facts["allowed"])


SENTENCES: dict[str, Callable[[Any], str]] = {
    "missing": lambda f: "đang để trống, cần có.",
    "twice": lambda f: f"«{f['value']}» đã có ở dòng {f['first']}; mỗi tệp chỉ ghi một lần.",
    "twice_in_cell": lambda f: f"«{f['value']}» ghi hai lần.",
    "both_roles": lambda f: f"«{f['value']}» vừa chủ trì vừa phối hợp; chỉ ghi một vai trò.",
    "not_allowed": lambda f: f"«{f['value']}» không dùng được; chỉ nhận: {_allowed(f)}.",
    "not_a_flag": lambda f: f"«{f['value']}» không dùng được; đánh x hoặc để trống.",
    "secret_text": lambda f: (
        f"dài {f['length']} ký tự. Việc mật chỉ ghi tên gọi trung tính, nhiều nhất {f['longest']} ký tự; "
        "nội dung mật không được lưu trên máy nối mạng."
    ),
    "unknown_department": lambda f: (
        f"không có đơn vị «{f['value']}»"
        + (f"; gần nhất: {', '.join(f['near'])}." if f["near"] else "; thêm vào trang «Đơn vị» trước.")
    ),
    "no_such_day": lambda f: f"«{f['value']}» không phải là một ngày có thật; ghi như 30/09/2025.",
    "unreadable_deadline": lambda f: (
        f"không đọc được «{f['value']}»; ghi ngày (30/09/2025), hoặc như «trong tháng 9/2025», «quý IV», "
        "«2 tuần/1 lần», «thường xuyên», hoặc để trống."
    ),
    "no_date_of_its_own": lambda f: f"«{f['value']}» không có ngày cụ thể; việc được nhập không có hạn.",
    "withdrawn_ref": lambda f: f"mã «{f['value']}» thuộc một việc đã rút; dùng mã khác.",
    "unknown_column": lambda f: f"cột «{f['name']}» không dùng đến, được bỏ qua.",
    "column_twice": lambda f: f"cột «{f['name']}» có hai lần; chỉ để một.",
    "too_big": lambda f: f"Tệp lớn quá {f['megabytes']} MB.",
    "too_big_unpacked": lambda f: f"Tệp khi mở ra lớn quá {f['megabytes']} MB.",
    "too_many_rows": lambda f: f"có quá {f['most']} dòng; tách thành nhiều tệp.",
    "unknown_kind": lambda f: f"Không đọc được tệp «{f['ending'] or 'không có đuôi'}»; dùng .xlsx hoặc .csv.",
    "not_xlsx": lambda f: "Nội dung tệp không phải là Excel (.xlsx); mở bằng Excel rồi lưu lại.",
    "not_csv": lambda f: "Nội dung tệp không phải là CSV; lưu lại dạng «CSV UTF-8».",
    "encoding": lambda f: "Tệp không dùng mã UTF-8; mở bằng Excel rồi lưu lại dạng «CSV UTF-8».",
    "empty": lambda f: "Tệp không có dòng dữ liệu nào.",
    "no_header": lambda f: (
        "Không thấy dòng tiêu đề trong mười dòng đầu; cần cột «Tên đơn vị», hoặc «Nội dung» và «Chủ trì»."
    ),
}


def say(fault: Fault) -> str:
    """One line: sheet, row, column, what is wrong, what is allowed."""
    words = SENTENCES[fault.problem](fault.facts)
    where = []
    if fault.sheet:
        where.append(f"Trang «{fault.sheet}»")
    if fault.row is not None:
        where.append(f"dòng {fault.row}")
    if fault.column:
        where.append(f"cột «{fault.column}»")
    return f"{', '.join(where)}: {words}" if where else words
