"""Where the name of a unit ends and what it is to do begins."""

import re
from dataclasses import dataclass

from domain.conclusions.tables import kinds, longest

_WORD = re.compile(r"\w+")
# after these a verb is a noun's ("tỷ lệ giải ngân", "công tác kiểm tra")
_NOUN_BEFORE = re.compile(
    r"(?:tỷ lệ|công tác|(?<!giúp )việc|nhiệm vụ|tiến độ|kết quả|kế hoạch|danh sách|quy định|chức năng|hoạt động|lĩnh vực|"
    r"chủ trương|(?<!có )dự án|đề án|phụ trách|chế độ|mục tiêu|được|(?<!thiết )bị|chưa|đang|đã|hồ sơ|nguồn)\s$"
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """`kind`: do, how or not, as in the table of verbs."""

    start: int
    end: int
    kind: str


def predicate_at(text: str, words: str, at: int, *, capital: bool = False) -> Predicate | None:
    """The predicate that begins at `at` of `words` (the plain form of `text`).

    A name is written with capitals, so what begins with one is no predicate unless `capital` allows it.
    """
    found = longest("verbs").match(words, at)
    if found is None or longest("nouns").match(words, at) or not (capital or text[at].islower()):
        return None
    return Predicate(at, found.end(), kinds("verbs")[found[0]])


def is_noun(words: str, at: int) -> bool:
    """Whether the verb at `at` only completes a noun."""
    return _NOUN_BEFORE.search(words, max(0, at - 24), at) is not None
