"""What holds a task up, as its sender put it."""

import re

_STUCK = re.compile(
    r"^(?:(?:đang|bị|còn|có|dang|bi|con|co)\s+)*(?:vướng|vuong)(?:\s+(?:mắc|mac))?(?:\s+(?:ở|về|do|vì))?[\s:,]+"
    r"|^(?:(?:it|we|is|are|still)\s+)*(?:blocked|held up|stuck)(?:\s+(?:by|on|because of|due to)\b|[:,])\s+",
    re.IGNORECASE,
)


def obstacle(words: str) -> str:
    """Without the word that stands before it already: "đang vướng: “vướng mắc về kinh phí”" says it twice."""
    return _STUCK.sub("", words) or words
