"""Marks of secrecy: the words and stamps by which a text says of itself that it is secret."""

import re

from domain.text import fold

_LEVEL = r"(tuyệt\s+mật|tối\s+mật|mật)"
_UNMARKED = r"(tuyet\s+mat|toi\s+mat|mat)"
_NUMBER = r"(?:[IVX]+|\d+|[a-zđ])(?:\.\d+)*[.)]\s*"
_LEVELS = {"mat": "mật", "toi mat": "tối mật", "tuyet mat": "tuyệt mật"}
# "mặt trận", "bảo mật:", "bí mật nhà nước", "mật độ" and "mật khẩu" are no marks
_MARKS = (
    re.compile(rf"^\W*{_LEVEL}\W*$", re.IGNORECASE),  # a stamp, or a cell
    re.compile(rf"[(\[{{]\s*(?:độ mật\s*[:–-]?\s*|việc\s+)?{_LEVEL}\s*[)\]}}]", re.IGNORECASE),
    re.compile(rf"[(\[]\s*{_UNMARKED}\s*[)\]]", re.IGNORECASE),
    re.compile(rf"\b(?:độ|mức độ) mật\s*[:–-]\s*{_LEVEL}\b", re.IGNORECASE),
    re.compile(
        rf"^\s*(?:{_NUMBER}|[-+•]\s*)?(?:(?:nhiệm vụ|việc|nội dung)\s+)?{_LEVEL}(?:\s+\d+)?\s*[:–-]",
        re.IGNORECASE,
    ),
    re.compile(r"(?<!bảo )(?<!bí )(?<!cơ )(?<!\w)(mật)\s*:", re.IGNORECASE),
    re.compile(r"(?:^|[:;,.\-–]\s*)(mat)\s*:", re.IGNORECASE),
    re.compile(rf"\s[–-]\s*{_LEVEL}\W*$", re.IGNORECASE),
    re.compile(r"(?<!\w)(tuyệt\s+mật|tối\s+mật|tuyet\s+mat|toi\s+mat)(?!\w)", re.IGNORECASE),
    re.compile(r"(?<!BẢO )(?<!BÍ )(?<!CƠ )(?<!\w)(MẬT)(?! (?:MÃ|KHẨU|ĐỘ|VỤ|THIẾT))(?!\w)"),
)


def may_be_marked(text: str) -> bool:
    """Every mark says the word, and most texts do not."""
    said = text.lower()
    return "mật" in said or "mat" in said


def level_in(text: str) -> str | None:
    """The level that `text` is marked with: mật, tối mật, tuyệt mật; None where it is not marked."""
    if not may_be_marked(text):
        return None
    found = next((match for mark in _MARKS if (match := mark.search(text))), None)
    return _LEVELS[fold(found[1])] if found else None
