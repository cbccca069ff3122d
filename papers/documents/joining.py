"""What a broken line looks like, and a line that begins something new."""

import re

_ITEM = re.compile(
    r"\s*(?:[-–—•*+▪●]\s|\(?\d{1,2}(?:\.\d{1,2})*[.)/-](?:\s|(?=[^\W\d]))|\(?[a-zđ]\s?[.)]\s"
    r"|[IVX]{1,5}[.\-)]\s|Điều \d+\.)"
)
_HANGS = re.compile(
    r"(?:,|(?<!\w)(?:ngày|tháng|quý|của|và|các|những|tại|về|cho|với|theo|trước|trong|để|do|từ|đến|là|hoặc"
    r"|ubnd|đồng chí|(?<!cơ )(?<!trụ )sở"
    # "Quyết định số", not "chuyển đổi số"
    r"|(?:quyết|định|luận|hoạch|thị|trình|báo|văn|tư|cáo) số))$",
    re.IGNORECASE,
)
_ENDS = (".", ":", ";", "!", "?", "…", "./.", "”", '"')


def begins_item(line: str) -> bool:
    """Whether a line begins with a number, a letter or a dash of a list."""
    return _ITEM.match(line) is not None


def ends_sentence(line: str) -> bool:
    return line.rstrip().endswith(_ENDS)


def hangs(line: str) -> bool:
    """Whether a line ends in a word that something must follow ("trước ngày", "và")."""
    return _HANGS.search(line.rstrip()) is not None
