"""Marks of secrecy in a document: by law its text may not be kept on a machine with a network."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.conclusions.values import Paragraph

_LEVEL = r"(tuyệt\s+mật|tối\s+mật|mật)"
_NUMBER = r"(?:[IVX]+|\d+|[a-zđ])(?:\.\d+)*[.)]\s*"
_MARKS = (
    re.compile(rf"^\W*{_LEVEL}\W*$", re.IGNORECASE),  # a stamp, or a cell
    re.compile(rf"[(\[{{]\s*(?:độ mật\s*[:–-]?\s*|việc\s+)?{_LEVEL}\s*[)\]}}]", re.IGNORECASE),
    re.compile(rf"\b(?:độ|mức độ) mật\s*[:–-]\s*{_LEVEL}\b", re.IGNORECASE),
    re.compile(
        rf"^\s*(?:{_NUMBER}|[-+•]\s*)?(?:(?:nhiệm vụ|việc|nội dung)\s+)?{_LEVEL}(?:\s+\d+)?\s*[:–-]",
        re.IGNORECASE,
    ),
    re.compile(rf"\s[–-]\s*{_LEVEL}\W*$", re.IGNORECASE),
    re.compile(r"\b(tuyệt\s+mật|tối\s+mật)\b", re.IGNORECASE),
    re.compile(r"(?<!BẢO )(?<!BÍ )(?<!\w)(MẬT)(?! (?:MÃ|KHẨU|ĐỘ|VỤ|THIẾT))(?!\w)"),
)


@dataclass(frozen=True, slots=True)
class SecretMark:
    """`paragraph` counts from 1; `level`: mật, tối mật, tuyệt mật."""

    paragraph: int
    level: str


def secret_mark(paragraphs: Sequence[Paragraph]) -> SecretMark | None:
    """The first mark there is. "bảo mật", "bí mật", "mật độ" and "mật khẩu" are none."""
    for number, paragraph in enumerate(paragraphs, 1):
        for text in (paragraph.text, *paragraph.cells):
            level = _level(text)
            if level is not None:
                return SecretMark(number, level)
    return None


def _level(text: str) -> str | None:
    found = next((match for mark in _MARKS if (match := mark.search(text))), None)
    return " ".join(found[1].lower().split()) if found else None
