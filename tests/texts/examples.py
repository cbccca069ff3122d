"""What stands in for what is put into a sentence."""

import re

# the first that is found in the expression: the most particular stand first
EXAMPLES: tuple[tuple[str, str], ...] = (
    (r"evidence\.mark", " 📎2"),
    (r"join\(held\)", "5 việc và 1 việc phối hợp"),
    (r"^led$", "5"),
    (r"^coordinated$", "1"),
    (r"tasks\.obstacle|^obstacle\(", "chờ số liệu"),
    (r"ranges\(|picked", "3, 9–11"),
    (r"^_n\(|\.complete$|^(one|nth|left)$|:0$", "3"),
    (r"colour", "XANH"),
    (r"w\.rating|rating\.day", "30/9/2025"),
    (r"samples", "«NV04 xong», «NV04 60%»"),
    (r"^WHOLE$", "toàn kế hoạch"),
    (r"TRENDS\.data", "trend"),
    (r"join\(parts\)", "giao 12 · xong 8"),
    (r"^block$", "các xã, phường"),
    (r"^text$", "rà soát quy định về đầu tư"),
    (r"^unreal$", "31/2"),
    (r"^example$", "CT01 25%"),
    (r"tasks\.NEW", " · việc mới"),
    (r"^changes\(", "mới xong 2, mới quá hạn 1"),
    (r"^source$", "Kết luận 15-KL/BCĐ"),
    (r"%H:%M|%H:%$|:%H", "08:00"),
    (r":%d/%m/%Y|:%Y", "30/9/2025"),
    (r"\.where$", " · trang 2/13"),
    (r"^(tail|_tail|rest|suffix|label|prefix)$", ""),
    (r"^step\.number|\.tried$", "2"),
    (r"^STEPS$", "4"),
    (r"^later$", "7/10"),
    (r"TIMING", "chưa đến hạn"),
    (r"DECISION", "được đồng ý"),
    (r"_DECIDED|^accepted$", "đã nhận"),
    (r"VERB|^verb$|^action$", "nghỉ"),
    (r"WISH", "Đã chuyển đề nghị lùi hạn đến Tổ giúp việc"),
    (r"^times$|^now$", "Đã nhắc 3 lần."),
    (r"with_weekday", "thứ Ba 30/9"),
    (r"weekday\(", "thứ Ba"),
    (
        r"^len\(|^sum\(|\.total$|^(count|number|done|late|of|n|longest|shown|reached|STEPS)$|units?\(\)\)$",
        "3",
    ),
    (r"days\.moment|stamp\(|whole\.as_of|, *at\b|^moments?$|_moment", "08:00 thứ Hai 6/10"),
    (r"days\.period|period\(|PERIODS|recurrence|every", "2 tuần một lần"),
    (r"days\.left|how_far", "còn 7 ngày"),
    (
        r"days\.full|'day'\]|\bday$|^(first|last|until|since|begins|to|when|held|day)$|_day\b|\.start\b|\.end\b",
        "30/9/2025",
    ),
    (r"days\.short", "30/9"),
    (r"_due\(|deadline\(|span\(|which$", "còn 7 ngày, hạn thứ Ba 30/9"),
    (r"percent", "36%"),
    (r"title\(|\.text\b|_excerpt|_task\(|\.task,|'text'|task$", "rà soát quy định về đầu tư"),
    (r"\.state\b|state\(|WORK\[|STATE\[|figures|outcome", "đang làm, 60%"),
    (r"said|meant|entry\b.*understood", "đang làm, 60%, dự kiến xong thứ Sáu 3/10"),
    (r"\bref\b|refs|_code|'ref'|\.ref\b|codes|'known'|by_task", "NV04"),
    (r"link|url", "https://t.me/don_doc_bot?start=Kx7aQ9"),
    (
        r"\.old|\.new|\bold\b|\bnew\b|store|alike|reason|words|blocker|'value'|quoted|why|note|comment|_bare|caption|hint|^word$",
        "chờ số liệu",
    ),
    (r"document|directive|\.label|paper", "Kết luận 15-KL/BCĐ ngày 23/9/2025"),
    (r"paragraph|\bplace\b", "mục II.2"),
    (r"file|ending|sheet|column", "viec.xlsx"),
    (
        r"roll\.leaders|_allowed|seen|unit|department|leads|others|whose|above|lead\b|coordinating|near\b|owner|titles?$|group",
        "Sở Tài chính",
    ),
    (
        r"name|person|sender|asker|by$|by\)|\bwho\b|colleague|deputy|successor|\bdecider|away|people|person_id",
        "Lan",
    ),
    (
        r"len\(|count|number|total|\bof\b|page|done|late|days|STEPS|longest|most|megabytes|length|\bn\b|asked|"
        r"waiting|open_tasks|hidden|at_work|silent|reached|shown|SHOWN|'rows'|'first'|tried|understood|registered|"
        r"year|:g$|size|row\b|by\[|work\[|id$|counted|revision|indicators|assignments|before|after|suffix|wishes|"
        r"lost|made\.|extensions|waited|found|last|known|quiet|under|reported",
        "3",
    ),
    (r"value", "36,5"),
    (r"until_the_end", "Tính đến hết ngày 30/9/2025"),
    (r"sign|SIGN|mark|MARK", "🔵"),
    (r"title", "Nhóm Ban Chỉ đạo"),
    (r"summary\(", "2 việc mới, 1 việc đổi hạn"),
    (r"lines?\b|swapped|told|faults\.say|doubt|missing|warned|rule|fired", "dòng 3: thiếu hạn"),
    (r"_listed|listed|\bto\b|_some|head|some|_short", "Sở Tài chính, Sở Y tế"),
    (r"where|tail|rest|label|prefix", ""),
    (r"REF", "TẬP01"),
    (r"hours", "4"),
    (r"kind|KIND|ROLE|role|noun|field|FIELD|what", "nội dung"),
)


def example_of(expression: str) -> str:
    for pattern, words in EXAMPLES:
        if re.search(pattern, expression):
            return words
    return "{" + expression + "}"
