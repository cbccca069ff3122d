"""The trace for an inspection as .xlsx, .csv or .json."""

import json
from collections.abc import Mapping, Sequence

from domain.auditing import AuditEntry
from papers.sheets.writing import write_book, write_table_csv
from papers.vietnamese import FIELDS, KIND, ROLE

HEADER = (
    "Lúc", "Ai", "Số của người", "Từ đâu", "Loại", "Cái gì", "Mục", "Trước", "Sau", "Tin",
)  # fmt: skip
WIDTHS = (19, 24, 11, 14, 14, 40, 14, 40, 60, 22)
SOURCE = {"telegram": "Telegram", "command line": "dòng lệnh", "clock": "đồng hồ", "import": "nhập tệp"}
NOUN = {
    "task": "nhiệm vụ",
    "assignment": "phân công",
    "department": "đơn vị",
    "directive": "văn bản",
    "extension": "gia hạn",
    "invitation": "lời mời",
    "person": "người",
    "steering_group": "nhóm Ban Chỉ đạo",
    "unit_group": "nhóm của khối đơn vị",
    "cadence": "nhịp bản tin",
    "digest": "bản tin",
    "day": "ngày",
    "document": "văn bản nhận",
    "proposal": "đề xuất",
    "unit_list": "danh sách đơn vị",
    "claim": "số liệu kèm nguồn",
    "rating": "đánh giá của Trung ương",
}
FIELD = {
    "created": "lập",
    "withdrawn": "rút",
    "withdrawn_because": "lý do rút",
    "report": "báo cáo",
    "correction": "sửa báo cáo",
    "undo": "lấy lại báo cáo",
    "remark": "ý kiến",
    "nudged": "đôn đốc",
    "accepted": "công nhận",
    "returned": "trả lại",
    "reopened": "mở lại",
    **FIELDS,
    "role": "vai trò",
    "asked": "xin lùi",
    "decision": "trả lời",
    "used": "dùng",
    "rated": "đánh giá",
    "focal_point": "đầu mối",
    "leader": "lãnh đạo",
    "unreachable": "không liên lạc được",
    "erased": "xoá thông tin",
    "chat": "nhóm",
    "every": "nhịp",
    "head": "người đứng đầu",
    "deputy": "người thay",
    "handover": "bàn giao",
    "above": "cấp trên",
    "suspended": "tạm dừng nhắc",
    "gets_digests": "nhận bản tin",
    "words": "lời thêm",
    "goes_at": "giờ gửi",
    "sent": "gửi",
    "issued_again": "phát hành lại",
    "own": "nghỉ, làm",
    "received": "nhận",
    "state": "xét",
    "title": "tên gọi",
    "added": "thêm",
    "removed": "bớt",
}
# by field, values that are kept as the code has them
VALUES: dict[str, Mapping[str, str]] = {
    "created": {**ROLE, "leader": "lãnh đạo"},
    "withdrawn": ROLE,
    "role": ROLE,
    "kind": KIND,
    "decision": {
        "pending": "đang chờ",
        "granted": "đồng ý",
        "shortened": "đồng ý lùi ít hơn",
        "refused": "không đồng ý",
        "withdrawn": "người xin rút lại",
    },
    "state": {
        "proposed": "chờ xét",
        "accepted": "đã nhận",
        "dropped": "đã bỏ",
        "assigned": "đã giao",
        "covered": "đã nhập từ bảng",
    },
    "gets_digests": {"yes": "x"},
}


def write_audit(entries: Sequence[AuditEntry], ending: str) -> bytes:
    """`ending`: .xlsx and .csv for reading, .json for other systems, with the words of the code."""
    if ending == ".json":
        return (
            json.dumps([_to_json(entry) for entry in entries], ensure_ascii=False, indent=1).encode() + b"\n"
        )
    rows = [_row(entry) for entry in entries]
    if ending == ".csv":
        return write_table_csv(HEADER, rows)
    return write_book([("Nhật ký", HEADER, WIDTHS, rows)])


def _row(entry: AuditEntry) -> list[str]:
    return [
        f"{entry.at:%d/%m/%Y %H:%M:%S}",
        entry.who,
        "" if entry.who_id is None else str(entry.who_id),
        SOURCE.get(entry.source, entry.source),
        NOUN.get(entry.noun, entry.noun),
        entry.what,
        FIELD.get(entry.field, entry.field),
        _value(entry.field, entry.old),
        _value(entry.field, entry.new),
        entry.message,
    ]


def _value(field: str, value: str | None) -> str:
    return VALUES.get(field, {}).get(value or "", value or "")


def _to_json(entry: AuditEntry) -> dict[str, object]:
    return {
        "at": entry.at.isoformat(),
        "who": {"id": entry.who_id, "name": entry.who or None},
        "source": entry.source,
        "noun": entry.noun,
        "what": entry.what,
        "field": entry.field,
        "old": entry.old,
        "new": entry.new,
        "message": entry.message or None,
    }
