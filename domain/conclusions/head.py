"""The head of a document: its number, its day and what it is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.conclusions.day import document_day
from domain.conclusions.values import Paragraph
from domain.directives import Directive, read_directive
from domain.text import clean, fold

_HEAD = 14  # paragraphs in which a paper says its number
_LONGEST_HEAD, _LONGEST_SUBJECT, _LONGEST_TITLE = 200, 400, 160
_NUMBER = re.compile(r"\b(?:Số|SỐ)\s*:?\s*(\d{1,5}\s*[-–/]\s*[^\s,;]{2,30})")
_KINDS = {
    "kl": "Kết luận",
    "tb": "Thông báo",
    "qd": "Quyết định",
    "kh": "Kế hoạch",
    "nq": "Nghị quyết",
    "ct": "Chỉ thị",
    "cd": "Công điện",
    "ctr": "Chương trình",
    "bc": "Báo cáo",
}
_KIND_BEFORE = re.compile(
    r"\b(kết luận|thông báo|quyết định|kế hoạch|nghị quyết|chỉ thị|công điện|chương trình|báo cáo|công văn"
    r"|nghị định|tờ trình|thông tư|luật)\s+(?:số\s*:?\s*)?$",
    re.IGNORECASE,
)
_KIND_LINES = frozenset(
    {"ket luan", "thong bao", "quyet dinh", "ke hoach", "nghi quyet", "chi thi", "cong dien", "bao cao"}
    | {"chuong trinh", "chuong trinh hanh dong", "thong bao ket luan", "bien ban"}
)
_SUBJECT = re.compile(r"(?:v/v|về việc|về|kết luận|của|họp)\b[\s:]", re.IGNORECASE)
_ALONE = re.compile(r"(?:v/v|về việc)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """`directive.day` is None where the paper does not say its day; `subject`: trích yếu."""

    directive: Directive
    subject: str | None


def read_head(paragraphs: Sequence[Paragraph], filename: str, said: str = "") -> Head:
    """`said`: what the sender calls the document; it wins where it has a number."""
    lines = [" ".join(p.text.split()) for p in paragraphs[:_HEAD]]
    kind, subject = _kind_and_subject(lines)
    day = document_day(paragraphs)
    named = named_in(said, day)
    if named is None:
        number = next((found[1] for line in lines if (found := _number(line))), None)
        tight = re.sub(r"\s+", "", number).replace("–", "-").rstrip(".") if number else ""
        named = named_in(tight, day)
    if named is not None:
        return Head(named, subject)
    title = f"{kind} {subject}" if kind and subject else _headline(lines) or f"Văn bản «{filename}»"
    return Head(read_directive(f"{title}, {_day(day)}" if day else title), subject)


def named_in(said: str, day: date | None = None) -> Directive | None:
    """The directive that a sentence names: kind, number and day, without the words around them.

    `day`: where the sentence has none. None where it has no number.
    """
    found = read_directive(said)
    if found.number is None:
        return None
    before = _KIND_BEFORE.search(clean(said).partition(found.number)[0])
    parts = re.split(r"[-/]", found.number)
    code = parts[1] if "-" in found.number.split("/")[0] else parts[-2]
    kind = before[1].capitalize() if before else _KINDS.get(fold(code), "Văn bản")
    day = found.day or day
    return read_directive(f"{kind} {found.number}" + (f" {_day(day)}" if day else ""))


def _number(line: str) -> "re.Match[str] | None":
    return _NUMBER.search(line) if len(line) <= _LONGEST_HEAD else None


def _day(day: date) -> str:
    return f"ngày {day.day}/{day.month}/{day.year}"


def _kind_and_subject(lines: Sequence[str]) -> tuple[str, str | None]:
    """ "THÔNG BÁO" and what it is about, below it; else "V/v …" alone."""
    below = next((n for n, line in enumerate(lines) if fold(line) in _KIND_LINES), None)
    if below is None:
        found = next((line for line in lines if _ALONE.match(line)), None)
        return "", found[:_LONGEST_SUBJECT] if found else None
    near = [line for line in lines[below + 1 : below + 4] if _SUBJECT.match(line)]
    return lines[below].capitalize(), " ".join(near)[:_LONGEST_SUBJECT] or None


def _headline(lines: Sequence[str]) -> str:
    """Of an article, or of a paper without a number: the first line, where it is one."""
    first = lines[0] if lines else ""
    return first if 0 < len(first) <= _LONGEST_TITLE and not first.endswith((".", ":", ";")) else ""
