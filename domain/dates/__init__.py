"""Date expressions in running Vietnamese text, with and without diacritics."""

import re
import unicodedata
from datetime import date
from functools import cache
from itertools import islice

from domain.dates.rules import RULES
from domain.dates.values import DateMention, Read
from domain.late import late
from domain.met import Met
from domain.sieve import PartSieve

__all__ = ["DateMention", "find_dates"]

# what looks like a date and is none: numbers of documents, percents, phones, money, clock times, networks
_PAPERS = (
    r"nghi quyet|nghi dinh|quyet dinh|(?<!theo )ke hoach|cong van|thong tu|thong bao|chi thi|ket luan|de an|luat"
    r"|nq|nd|qd|kh|cv|tb|ct"
)
_NUMBERED = late(
    rf"(?<!\w)(?:(?:{_PAPERS})\s(?:so\s)?\d[\w/-]*(?:\s(?:ngay\s)?\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}})?"
    r"|so\s\d+[\w/-]*(?:\sngay\s\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?"
    r"|ram thang \w+|thang \w+ (?:am lich|am\b|ta\b)|mung\b(?=\s\d)"  # lunar days, and "chào mừng 2/9"
    r"|https?://\S+)"
)
_BEFORE_NUMBERS = frozenset(
    {"quyet", "dinh", "hoach", "van", "tu", "bao", "thi", "luan", "an", "luat", "nq", "nd", "qd", "kh", "cv", "tb", "ct", "so",
     "ram", "am", "ta", "mung"}
)  # fmt: skip
_NUMBERS = re.compile(
    r"(?=[\d+])(?:(?<!\w)(?:\d{1,5}-(?:[a-z]{1,8}/[a-z]{1,12}[\w-]*)"
    r"|\d{1,5}(?:/\d{4})?/(?:nd|qd|nq|tt|kh|ct|cv|tb|bc|ttr|kl|cd|hd|pl)\b[\w-]*"
    r"|\d{1,5}/[a-z]{2,8}-[\w-]+)"
    r"|(?<!\d)\d++(?:[.,]\d++)?\s?%"
    r"|\b(?:\+?84|0)\d{8,10}\b"
    r"|(?<!\w)(?:\d[\d.,]{0,30}+\s?(?:trieu|ty|ti|dong(?! (?:bo|loat|y|ho)\b)|vnd|nghin)\b"
    r"|\d{1,2}\s?(?:h|g|gio)\s?(?:\d{2})?(?:\s?phut)?\b|\d{1,2}:\d{2}\b"
    r"|[345]g\b))"
)
_MEANT = frozenset({"đồng", "dong", "mừng"})  # by what is folded to "dong" and "mung" and masked
_MOST = 80  # no text says more dates of one kind
_LENGTHS = ("hom", "ngay", "tuan", "thang", "quy", "nam", "bua")
_SPELLED = {
    "hai": ("hai",), "ba": ("ba",), "bon": ("bốn", "bon"), "nam": ("năm", "nam"), "bay": ("bảy", "bẩy", "bay"),
    "tam": ("tám", "tam"), "chin": ("chín", "chin"), "muoi": ("mười", "muoi"),
}  # fmt: skip
_DIGIT = re.compile(r"\d")
_COUNT = late(
    r"\b(\d{1,4})\s?(?:/|tren)\s?(\d{1,4})\s(?:xa|phuong|nhiem vu|don vi|nganh|lop|tram|tuyen|ho so|chi tieu|van ban|"
    r"truong|huyen|thon|muc|noi dung|khu|km|ha|khoi luong|cong viec|diem|nguoi)\b"
)
_MAY_BE = late(
    r"mai|mot|nay|sau|toi|thu |ngay|tuan|thang|quy|nam|hang|moi|cn|nhat|kia|nua|q[1-4i]|bua|som|tet|trua|chieu"
)


def find_dates(text: str, today: date) -> list[DateMention]:
    """The date expressions of `text` (NFC), in order, none overlapping; days as the guide counts them (§6).

    Days that do not exist give no mention; past ones are given as they are.
    """
    worth_trying = _sieve().passing(text.split())
    if not worth_trying:
        return []
    folded = _aligned(text)
    masked = _masked(folded, text) if _DIGIT.search(folded) else folded
    if _DIGIT.search(masked) is None and _MAY_BE.search(masked) is None:
        return []
    found: list[tuple[int, int, int, str, Read]] = []
    for order in worth_trying:
        rule = RULES[order]
        for literal in rule.literals:
            if literal in masked:
                break
        else:
            continue
        for match in islice(rule.regex.finditer(masked), _MOST):
            read = rule.produce(match, today)
            if read is not None and not _one_not_mot(match[0], text, match.start()):
                found.append((match.start(), -match.end(), order, rule.name, read))
    if len(found) > 1:
        found.sort(key=lambda hit: hit[:3])
    kept: list[DateMention] = []
    at = 0
    for start, minus_end, _, name, read in found:
        if start < at:
            continue
        at = -minus_end
        kept.append(
            DateMention(
                (start, at), text[start:at], read.start, read.end, read.duration, read.recurrence, name
            )
        )
    return kept


@cache
def _sieve() -> PartSieve:
    return PartSieve((rule.needs for rule in RULES), _aligned)


def _one_not_mot(words: str, text: str, at: int) -> bool:
    """Without its tone "mốt" (the day after tomorrow) is "một" (one), which is by far the commoner; "từ hôm" is not
    "tư hôm" (four days); "chạy thử từ", "thứ tự" and "xã thứ tư" are no Wednesday; "tôi" is no evening, "mai táng" no
    tomorrow."""
    if _no_number(words, text, at):
        return True
    if words.startswith("thu "):
        if _word_before(text, at) in _NUMBERED_THINGS:
            return True
        said = text[at : at + 6].lower()
        return said[:3] not in ("thứ", "thu") or (words == "thu tu" and said[4:] not in ("tư", "tu"))
    if (
        words.startswith(("tu ", "sau "))
        and words.endswith(_LENGTHS)
        and text[at : at + 3].lower() not in ("tư ", "sáu")
    ):
        return not any(ch.isdigit() for ch in words) and words.count(" ") == 1
    if words.startswith("quy "):
        return text[at : at + 3].lower() == "quỹ"
    if words.startswith("mong "):
        return text[at : at + 4].lower() not in ("mồng", "mong")  # nor is "đào móng 12 nhà" a day
    if words == "toi":
        return text[at : at + 3].lower() != "tối"
    if words == "mai":
        return _ends_a_name(text, at) or text[at : at + 3].lower() != "mai" or bool(_FUNERAL.match(text, at))
    return words == "mot" and text[at : at + 3].lower() != "mốt"


# "xã thứ hai" is one of several
_NUMBERED_THINGS = frozenset(
    {"xã", "xa", "thôn", "xóm", "trạm", "tram", "tầng", "bậc", "vòng", "trường", "điểm", "người", "tuyến", "hộ"}
)  # fmt: skip
_TOWNS_OF_MAI = frozenset({"hoàng", "hoang", "nhôn", "nhon"})


def _ends_a_name(text: str, at: int) -> bool:
    """ "Hoàng Mai" is a town, "Nhôn Mai" a commune."""
    return _word_before(text, at) in _TOWNS_OF_MAI


def _word_before(text: str, at: int) -> str:
    return text[max(0, at - 8) : at].lower().rpartition(" ")[0].rpartition(" ")[2]


_FUNERAL = re.compile(r"mai (?:táng|tang (?:phi|le))\b", re.IGNORECASE)


def _no_number(words: str, text: str, at: int) -> bool:
    """ "Việt Nam ngày 12/9" is not "năm ngày", "Hoàng Hải ngày 12/9" not "hai ngày"."""
    first, _, rest = words.partition(" ")
    if first not in _SPELLED or not rest.startswith(_LENGTHS):
        return False
    said = text[at : at + len(first)]
    return said.lower() not in _SPELLED[first] or (said[0].isupper() and at > 0 and said[1:].islower())


def _masked(folded: str, text: str) -> str:
    def unless_another_word(match: "re.Match[str]") -> str:
        """ "20/6 đóng điện" tells no money, and "chào mừng 2/9" is no "mùng 2"."""
        as_written = text[match.end() - 4 : match.end()].lower()
        if match[0].endswith(("dong", "mung")) and as_written not in _MEANT:
            return match[0]
        return _blank(match)

    if not _BEFORE_NUMBERS.isdisjoint(folded.split()) or "http" in folded:
        folded = _NUMBERED.sub(unless_another_word, folded)
    folded = _NUMBERS.sub(unless_another_word, folded)
    return _COUNT.sub(_blank_count, folded) if "/" in folded or "tren" in folded else folded


def _blank_count(match: "re.Match[str]") -> str:
    """ "31/12 xã nộp" counts nothing: so many of fewer."""
    return _blank(match) if int(match[1]) <= int(match[2]) else match[0]


def _blank(match: "re.Match[str]") -> str:
    return "#" * len(match[0])


def _aligned(text: str) -> str:
    """Folded with each character in its place, so that spans hold for the text handed in."""
    return " ".join(map(_ALIGNED.__getitem__, text.split(" ")))


def _aligned_word(word: str) -> str:
    if word.isascii():
        return word.lower().translate(_SPACES)
    return word.translate(_FOLD)


_ALIGNED = Met(_aligned_word)

_SPACES = {ord(ch): " " for ch in "\t\n\r\f\v"}
_FOLD = (
    _SPACES
    | {
        code: base.lower()
        for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), 0x300, *range(0x1EA0, 0x1EFA))
        if (base := "d" if chr(code) in "đĐ" else unicodedata.normalize("NFD", chr(code))[0])
    }
    | {0xA0: " "}
)
