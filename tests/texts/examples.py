"""What stands in for what is put into a sentence, by the name of its place."""

_DATES = (
    "again asked_day at day deadline due expected_date expires first following from_day held last leaves \
method_due moment plain_due requested_deadline since start to_day until waits_until when as_of new old begins"
)
_UNITS = (
    "above addressees allowed coordinating group leads method_by near nearest others owner reached some to \
unit units whole names shown listed lost"
)
_PEOPLE = (
    "asker away by colleague decider deputy leaders name people person sender successor who whom whose also"
)
_NOTHING = (
    "before by_years held_ hidden how in_parts line_ mark marked meant more moved no_such of_unit of_years open \
quoted rest tail until_then welcome whence where why after heard aimed which named_"
)
_WORDS = "blocker claimed comment reason text value words source"
EXAMPLES = (
    dict.fromkeys(_DATES.split(), "30/9/2025")
    | dict.fromkeys(_UNITS.split(), "Sở Tài chính")
    | dict.fromkeys(_PEOPLE.split(), "Lan")
    | dict.fromkeys(_NOTHING.split(), "")
    | dict.fromkeys(_WORDS.split(), "chờ số liệu")
    | {
        "accepted": "3",
        "alike": "NV04",
        "assignment": "NV04 Sở Tài chính",
        "begun": "Thứ Ba 30/9",
        "codes": "NV04",
        "done": "3",
        "days_good": "7",
        "example": "«NV04 60%»",
        "head": "NV04 · rà soát quy định về đầu tư",
        "how_far": "còn 7 ngày",
        "later": "7/10",
        "link": "https://t.me/don_doc_bot?start=Kx7aQ9",
        "month": "9",
        "order": "nghỉ 2/1/2026",
        "percent": "36%",
        "period": "2 tuần một lần",
        "quarter": "IV",
        "ref": "NV04",
        "refs": "NV04",
        "samples": "«30/9», «trong tháng 10»",
        "sample": "«xong 14/16»",
        "sign": "🔵",
        "span": "từ thứ Ba 30/9",
        "state": "đang làm, 60%",
        "said": "đang làm, 60%",
        "task": "rà soát quy định về đầu tư",
        "time": "08:00",
        "title": "rà soát quy định về đầu tư",
        "url": "https://dondoc.example/feed",
        "verb": "Đã nhắc",
        "weekday": "thứ Ba",
        "year": "2025",
        "years": "2025–2045",
    }
)


def example_of(name: str) -> str:
    return EXAMPLES.get(name, "3")
