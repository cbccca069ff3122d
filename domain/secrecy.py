"""State secrets may not be kept on a machine with a network: what tells that words may hold one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.names import names_code
from domain.office import Assignment
from domain.secret_marks import level_in, may_be_marked
from domain.text import clean
from domain.work import Said

_GRADED = re.compile(r"(?<!\w)độ mật(?!\w)", re.IGNORECASE)
_TASK = re.compile(
    r"(?<!\w)(?:công việc|nhiệm vụ|việc|cong viec|nhiem vu|viec) (?:mật|mat)(?!\w)"
    r"(?! (?:mã|độ|khẩu|thiết|trận|ma|do|khau|thiet|tran))",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")


def marked_secret(words: str) -> bool:
    """Whether a text says of itself that it is secret: "mật:", "(mật)", "tuyệt mật", "tối mật"."""
    said = clean(words)
    if not may_be_marked(said):
        return False
    return level_in(said) is not None or _GRADED.search(said) is not None


def orders_secret(words: str) -> bool:
    """Whether an order is marked, or calls what it orders secret: "nhiệm vụ mật về …"."""
    return marked_secret(words) or _TASK.search(clean(words)) is not None


def speaks_of_secrets(words: str, refs: Iterable[str]) -> bool:
    """Whether a text is marked, or names the code of a secret task (`refs`)."""
    return marked_secret(words) or any(names_code(words, ref) for ref in refs)


def is_about_secret(words: str, answered: Iterable[Assignment], mine: Iterable[Assignment]) -> bool:
    """Whether a text is clearly about a secret task of the sender's: marked, naming it, or replying to it."""
    refs = [a.task.ref for a in mine if a.task.secret]
    return any(a.task.secret for a in answered) or speaks_of_secrets(words, refs)


def may_be_about_secret(words: str, answered: Sequence[Assignment], mine: Sequence[Assignment]) -> bool:
    """The same, or nothing tells which of the sender's tasks it is about and one of them is secret."""
    if not _LETTER.search(words):
        return False
    if is_about_secret(words, answered, mine):
        return True
    clear = answered or any(names_code(words, a.task.ref) for a in mine)
    return not clear and any(a.task.secret for a in mine)


def without_words(said: Said) -> Said:
    """What was understood, without the sender's own words."""
    return replace(said, blocker=None)
