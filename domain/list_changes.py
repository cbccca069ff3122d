"""What is said of a list of units: "thêm Sở Y tế; bớt Sở Nội vụ", or the whole list anew."""

import re
from dataclasses import dataclass

from domain.text import clean

_KEY = re.compile(
    r"(?:^|(?<=[;,.\n])\s*|\s+và\s+)(?P<key>thêm|them|bổ sung|bớt|bot|bỏ|bo|trừ|tru|loại|loai)\s*:?\s+",
    re.IGNORECASE,
)
_ADDS = frozenset({"thêm", "them", "bổ sung"})


@dataclass(frozen=True, slots=True)
class ListChange:
    """Names as they were typed, each part still to be split. `whole`: the list anew, or ""."""

    added: str
    removed: str
    whole: str


def read_list_change(words: str) -> ListChange:
    said = clean(words.replace("\n", "; "))
    marks = list(_KEY.finditer(said))
    if not marks or said[: marks[0].start()].strip(" ;,."):
        return ListChange("", "", said)
    parts: dict[bool, list[str]] = {True: [], False: []}
    for mark, end in zip(marks, [*(m.start() for m in marks[1:]), len(said)], strict=True):
        parts[mark["key"].lower() in _ADDS].append(said[mark.end() : end].strip(" ;,."))
    return ListChange("; ".join(parts[True]), "; ".join(parts[False]), "")
